/**
 * The policy language as JSON Schema files (draft 2020-12), for editors and for whoever checks packs with other tools.
 * They say what the reader itself holds files against (`pack-schema.ts`), with a title for every field. Pure; written
 * to `policies/schema/` by `scripts/publish-schemas.ts`.
 */
import type { TSchema } from 'typebox';
import { ContributionFile, FeeLinesFile, LayerFile, MainFile, RegisterFile } from './pack-schema.ts';
import { FIELD_TITLES, VALUE_WORDS } from './schema-words.ts';

export interface PublishedSchema {
  /** Name under `policies/schema/`. */
  readonly file: string;
  /** The file's text. */
  readonly text: string;
}

interface Publication {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schema: TSchema;
}

const PUBLICATIONS: readonly Publication[] = [
  {
    name: 'pack',
    title: '政策包（pack.yaml）',
    description: '一个统筹区一个险种的待遇政策：名称、有效期、各层文件、累计、个人账户与依据',
    schema: MainFile,
  },
  {
    name: 'layer',
    title: '待遇的一层',
    description: '一层待遇：基数、累计、各条规定、倾斜与限额。金额单位为元，比例写百分数，有效期含起日、不含止日',
    schema: LayerFile,
  },
  {
    name: 'fee-lines',
    title: '费用明细规定（fee-lines.yaml）',
    description: '费用明细的先行自付、支付限价与费用类别',
    schema: FeeLinesFile,
  },
  {
    name: 'register',
    title: '规范性文件登记（register.yaml）',
    description: '政策包的依据可以指向的规范性文件',
    schema: RegisterFile,
  },
  {
    name: 'contributions',
    title: '居民医保筹资标准（standards.yaml）',
    description: '各年度的财政补助与个人缴费标准（元/人）',
    schema: ContributionFile,
  },
];

/** All published schemas. The same input gives the same bytes. */
export function publishSchemas(): PublishedSchema[] {
  return PUBLICATIONS.map(({ name, title, description, schema }) => {
    const dresser: Dresser = { definitions: new Map() };
    const content = dressed(dresser, schema, '');
    const definitions = Object.fromEntries([...dresser.definitions].sort(([left], [right]) => (left < right ? -1 : 1)));
    const published = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:tongchou:policies:${name}`,
      ...content,
      title,
      description,
      ...(dresser.definitions.size > 0 && { $defs: definitions }),
    };
    return { file: `${name}.schema.json`, text: `${JSON.stringify(published, undefined, 2)}\n` };
  });
}

type Node = Readonly<Record<string, unknown>>;

interface Dresser {
  /** What stands in many places, by name: written once. */
  readonly definitions: Map<string, Node>;
}

/** The schema with words: fields get titles, lists a description, fixed values their meaning. */
function dressed(dresser: Dresser, schema: unknown, field: string): Node {
  const { title, description, properties, patternProperties, items, ...rest } = schema as Node;
  const kind = properties === undefined ? field : kindOf(properties as Node, field);
  const node: Node = {
    ...(title !== undefined && { title }),
    ...describe(rest, description, items !== undefined),
    ...rest,
    ...(properties !== undefined && { properties: dressedFields(dresser, properties as Node, kind) }),
    ...(patternProperties !== undefined && {
      patternProperties: dressedPatterns(dresser, patternProperties as Node, kind),
    }),
    ...(items !== undefined && { items: dressed(dresser, items, kind) }),
  };
  if (!SHARED.includes(kind) || properties === undefined) return node;
  dresser.definitions.set(kind, node);
  return { $ref: `#/$defs/${kind}` };
}

/** Kinds of objects that stand in many places, each time the same. */
const SHARED: readonly string[] = ['when', 'condition', 'range'];

function describe(schema: Node, description: unknown, isList: boolean): Node {
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.map(String);
    return { description: `${values.map((value) => `${value}（${VALUE_WORDS[value]}）`).join('、')}之一` };
  }
  if (schema.const !== undefined) return { description: `只写 ${String(schema.const)}` };
  if (description !== undefined) return { description };
  return isList ? { description: '列表，写在方括号中，或逐行以短横开头' } : {};
}

function dressedFields(dresser: Dresser, properties: Node, kind: string): Node {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { title: FIELD_TITLES[`${kind}.${name}`] ?? FIELD_TITLES[name], ...dressed(dresser, schema, name) },
    ]),
  );
}

/** What an object is, where it is shared or its fields share names with those of others; else the field's name. */
function kindOf(properties: Node, field: string): string {
  if ('under' in properties) return 'range';
  if ('anyOf' in properties) return 'when';
  if ('care' in properties) return 'condition';
  if ('layer' in properties) return 'layer';
  if ('costCap' in properties) return 'rule';
  if ('limits' in properties) return 'ceiling';
  if ('legalityReview' in properties) return 'document';
  if ('register' in properties) return 'source';
  return field;
}

function dressedPatterns(dresser: Dresser, patterns: Node, kind: string): Node {
  return Object.fromEntries(
    Object.entries(patterns).map(([pattern, schema]) => [pattern, dressed(dresser, schema, kind)]),
  );
}
