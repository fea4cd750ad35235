/** Turns a validator's findings into failures in Chinese: one for each field, the first thing that is wrong with it. */
import type { TLocalizedValidationError } from 'typebox/error';
import { type FailureBody, failureBody } from '../../access/index.ts';
import { inputErrors } from './errors.ts';

/** The parts of a JSON schema that are looked at here. */
export interface SchemaNode {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly remedy?: unknown;
  readonly sensitive?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: '是或否（true 或 false）',
  array: '列表',
  object: '一组字段',
  null: '空',
};
const FORMAT_NAMES: Readonly<Record<string, string>> = {
  date: '日期，形如 2025-01-31',
  'date-time': '日期时间，形如 2025-01-31T08:00:00+08:00',
  email: '电子邮箱',
  uuid: 'UUID',
};
const FLAWS_SHOWN = 20;
const VALUE_SHOWN = 60;
const SECRET_NAME = /password|secret|token|cert/i;

type Finding = TLocalizedValidationError;

/** At least one flaw, at most twenty. `value` is what was checked, `schema` what it was checked against. */
export function describeFlaws(findings: readonly Finding[], schema: SchemaNode, value: unknown): FailureBody[] {
  const described = new Map<string, FailureBody>();
  for (const finding of dropUnionNoise(findings, schema))
    for (const flaw of describe(finding, schema, value))
      if (!described.has(flaw.path ?? '')) described.set(flaw.path ?? '', flaw);
  const flaws = [...described.values()].slice(0, FLAWS_SHOWN);
  return flaws.length > 0 ? flaws : [failureBody(inputErrors.invalid({ label: '请求内容' }))];
}

/**
 * Of a choice (`anyOf`) that nothing fits the validator reports every branch. A choice of fixed values is told as one
 * list; "something or null" is told by what is wrong with the something.
 */
function dropUnionNoise(findings: readonly Finding[], schema: SchemaNode): Finding[] {
  const unions = findings.filter((finding) => finding.keyword === 'anyOf');
  return findings.filter((finding) => {
    if (finding.keyword === 'boolean') return false;
    if (finding.keyword === 'anyOf') return !nullableBranch(at(schema, finding.instancePath));
    const union = unions.find((each) => finding.schemaPath.startsWith(`${each.schemaPath}/anyOf/`));
    if (!union) return true;
    const branch = nullableBranch(at(schema, union.instancePath));
    return branch !== undefined && finding.schemaPath.startsWith(`${union.schemaPath}/anyOf/${branch}`);
  });
}

/** The place of the one branch beside null, where a choice is just that. */
function nullableBranch(schema: SchemaNode | undefined): number | undefined {
  const branches = schema?.anyOf ?? [];
  const place = branches.findIndex((branch) => branch.type !== 'null');
  return branches.length === 2 && branches.some((branch) => branch.type === 'null') ? place : undefined;
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The schema of the value at a pointer, as far as plain properties, items and "or null" lead. */
function at(schema: SchemaNode, pointer: string): SchemaNode | undefined {
  let node: SchemaNode | undefined = schema;
  for (const key of keysOf(pointer)) {
    const branch: number | undefined = nullableBranch(node);
    const inner: SchemaNode | undefined = branch === undefined ? node : node?.anyOf?.[branch];
    node = inner?.properties?.[key] ?? inner?.items;
  }
  return node;
}

function valueAt(value: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

/** `lines[1].quantity`, counted from 0 as programs do. */
function pathOf(pointer: string): string {
  return keysOf(pointer).reduce(
    (path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
    '',
  );
}

/** `第 2 项的数量（lines[1].quantity）`, counted from 1 as people do. */
function labelOf(schema: SchemaNode, pointer: string): string {
  const path = pathOf(pointer);
  if (path === '') return '请求内容';
  const place = keysOf(pointer).findLast((key) => /^\d+$/.test(key));
  const title = at(schema, pointer)?.title;
  const name = typeof title === 'string' ? `${title}（${path}）` : path;
  return place === undefined ? name : `第 ${Number(place) + 1} 项的${name}`;
}

function show(schema: SchemaNode, pointer: string, value: unknown): string {
  const secret = at(schema, pointer)?.sensitive === true || SECRET_NAME.test(keysOf(pointer).at(-1) ?? '');
  if (secret) return '（不显示）';
  const text = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? '空');
  return text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text;
}

function describe(finding: Finding, schema: SchemaNode, input: unknown): FailureBody[] {
  const pointer = finding.instancePath;
  const node = at(schema, pointer);
  const value = show(schema, pointer, valueAt(input, pointer));
  const place = { label: labelOf(schema, pointer), path: pathOf(pointer), value };
  const own = (flaw: FailureBody): FailureBody[] => [
    typeof node?.remedy === 'string' ? { ...flaw, remedy: node.remedy } : flaw,
  ];
  const build = (name: keyof typeof inputErrors, more: Readonly<Record<string, string | number>> = {}) =>
    own(failureBody(inputErrors[name]({ ...place, ...more })));
  switch (finding.keyword) {
    case 'required':
      return finding.params.requiredProperties.map((name) => describeMissing(schema, pointer, name));
    case 'additionalProperties':
      return finding.params.additionalProperties.map((name) =>
        failureBody(inputErrors.unknownField({ name, path: pathOf(`${pointer}/${name}`) })),
      );
    case 'type':
      return build('wrongType', {
        expected: [finding.params.type]
          .flat()
          .map((type) => TYPE_NAMES[type] ?? type)
          .join('或'),
      });
    case 'minLength':
      return finding.params.limit === 1 ? build('empty') : build('tooShort', { limit: finding.params.limit });
    case 'maxLength':
      return build('tooLong', { limit: finding.params.limit });
    case 'minimum':
      return build('tooSmall', { limit: String(finding.params.limit) });
    case 'maximum':
      return build('tooLarge', { limit: String(finding.params.limit) });
    case 'exclusiveMinimum':
      return build('notAbove', { limit: String(finding.params.limit) });
    case 'exclusiveMaximum':
      return build('notBelow', { limit: String(finding.params.limit) });
    case 'minItems':
      return build('tooFew', { limit: finding.params.limit });
    case 'maxItems':
      return build('tooMany', { limit: finding.params.limit });
    case 'uniqueItems':
      return build('repeated');
    case 'format':
      return build('wrongFormat', { expected: FORMAT_NAMES[finding.params.format] ?? finding.params.format });
    case 'pattern':
      return build('wrongShape');
    case 'enum':
      return build('notAllowed', { allowed: finding.params.allowedValues.map(String).join('、') });
    case 'const':
      return build('notAllowed', { allowed: String(finding.params.allowedValue) });
    case 'anyOf': {
      const allowed = node?.anyOf?.map((branch) => branch.const).filter((each) => each !== undefined) ?? [];
      return allowed.length > 0
        ? build('notAllowed', { allowed: allowed.map(String).join('、') })
        : build('wrongShape');
    }
    default:
      return build('invalid');
  }
}

function describeMissing(schema: SchemaNode, pointer: string, name: string): FailureBody {
  const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return failureBody(inputErrors.missing({ label: labelOf(schema, inner), path: pathOf(inner) }));
}
