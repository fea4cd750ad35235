/** The published JSON Schemas: as the code makes them, complete in words, and of one mind with the packs. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { publishSchemas } from './publish-schemas.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const POLICIES = path.join(ROOT, 'policies');

interface SchemaNode {
  readonly $ref?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

/** A validator that has nothing to do with the one that reads packs: it comes with the web server. */
async function loadValidator(): Promise<(schema: object) => Validate> {
  const name = 'ajv/dist/2020.js';
  const { default: Ajv } = await import(name);
  return (schema) => new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
}

const published = new Map(publishSchemas().map(({ file, text }) => [file, JSON.parse(text) as SchemaNode]));
const schemaOf = (file: string): SchemaNode => published.get(file) ?? expect.unreachable(file);

const EDITOR = JSON.parse(fs.readFileSync(path.join(ROOT, '.vscode/settings.json'), 'utf8'))['yaml.schemas'] as Record<
  string,
  string | readonly string[]
>;

/** The schemas that the editor's settings give a file; in a list of patterns the last that fits decides. */
function schemasFor(file: string): string[] {
  return Object.entries(EDITOR).flatMap(([schema, patterns]) => {
    const fitting = [patterns].flat().filter((pattern) => path.matchesGlob(file, pattern.replace(/^!/, '')));
    const last = fitting.at(-1);
    return last === undefined || last.startsWith('!') ? [] : [path.basename(schema)];
  });
}

const yamlFiles = fs
  .readdirSync(POLICIES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => `policies/${file.replaceAll('\\', '/')}`)
  .sort();

describe('the published schemas', () => {
  it('are the committed files, byte for byte (npm run schemas)', () => {
    const folder = path.join(POLICIES, 'schema');
    for (const { file, text } of publishSchemas())
      expect(fs.readFileSync(path.join(folder, file), 'utf8'), file).toBe(text);
  });

  it('say in Chinese what every field is', () => {
    const unsaid: string[] = [];
    const visit = (node: SchemaNode, place: string, isField: boolean): void => {
      const words = node.$ref === undefined ? [node.title, node.description] : [node.title];
      if (isField && !words.every((word) => /\p{Script=Han}/u.test(word ?? ''))) unsaid.push(place);
      for (const [name, field] of Object.entries(node.properties ?? {})) visit(field, `${place}/${name}`, true);
      for (const [name, field] of Object.entries(node.$defs ?? {})) visit(field, `${place}/$defs/${name}`, false);
      for (const field of Object.values(node.patternProperties ?? {})) visit(field, `${place}/*`, false);
      if (node.items) visit(node.items, `${place}/0`, false);
    };
    for (const [file, schema] of published) visit(schema, file, true);
    expect(unsaid).toEqual([]);
    expect(JSON.stringify([...published.values()])).not.toContain('undefined');
  });

  it('have an identity each', () => {
    expect([...published.values()].map(({ $id }) => $id)).toEqual([
      'urn:tongchou:policies:pack',
      'urn:tongchou:policies:layer',
      'urn:tongchou:policies:fee-lines',
      'urn:tongchou:policies:register',
      'urn:tongchou:policies:contributions',
    ]);
  });
});

describe('an independent validator', () => {
  it('passes every file of the policies under the schema that the editor gives it', async () => {
    const compile = await loadValidator();
    const validators = new Map([...published].map(([file, schema]) => [file, compile(schema)]));
    const seen = new Set<string>();
    for (const file of yamlFiles) {
      const [schema, ...others] = schemasFor(file);
      if (schema === undefined) {
        // Files of other languages lie in folders that are no packs.
        expect(fs.existsSync(path.join(ROOT, path.dirname(file), 'pack.yaml')), file).toBe(false);
        continue;
      }
      expect(others, file).toEqual([]);
      seen.add(schema);
      const validate = validators.get(schema) ?? expect.unreachable(schema);
      expect([file, validate(parse(fs.readFileSync(path.join(ROOT, file), 'utf8'))), validate.errors]).toEqual([
        file,
        true,
        null,
      ]);
    }
    expect([...seen].sort()).toEqual([...published.keys()].sort());
  });

  const pool = fs.readFileSync(path.join(POLICIES, '610300-baoji-residents/pool.yaml'), 'utf8');
  const broken: readonly (readonly [string, string, string, string])[] = [
    ['a misspelt field', 'deductible: 1400', 'deductable: 1400', '/rules/0'],
    ['a rate that is no percentage', 'rate: 60 %', 'rate: 60', '/rules/0/rate'],
    ['a place that is none', 'place: [referred, unreferred]', 'place: [refered]', '/rules/0/when/place/0'],
    ['an amount below zero', 'deductible: 1400', 'deductible: -1', '/rules/0/deductible'],
    ['a day of another form', 'from: 2020-01-01', 'from: 2020/1/1', '/from'],
    ['no title', 'title: 基本医保统筹\n', '', ''],
  ];
  it.each(broken)('refuses %s', async (_, found, written, place) => {
    expect(pool).toContain(found);
    const validate = (await loadValidator())(schemaOf('layer.schema.json'));
    expect(validate(parse(pool.replace(found, written)))).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toContain(place);
  });
});
