/** Reads one YAML file of a pack and holds it against its schema; what is wrong is said in Chinese, with the place. */
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import { LineCounter, parseDocument } from 'yaml';
import { refuse } from '../kernel/result.ts';
import { benefitErrors } from './errors.ts';

/** A file of a pack: its path as messages show it, and its text. */
export interface PackFile {
  readonly name: string;
  readonly text: string;
}

/** The file's content. Refuses what is not YAML or not of the schema, with file, place, value and what is expected. */
export function readYaml<S extends TSchema>(file: PackFile, schema: S): Static<S> {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  const flaw = document.errors[0];
  if (flaw) {
    const { line, col } = lineCounter.linePos(flaw.pos[0]);
    refuse(benefitErrors.unreadableYaml({ file: file.name, reason: `第 ${line} 行第 ${col} 列 ${flaw.code}` }));
  }
  const value: unknown = document.toJS();
  if (Value.Check(schema, value)) return value;
  return refuseShape(file, schema, value);
}

interface ShapeError {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
}

function refuseShape(file: PackFile, schema: TSchema, value: unknown): never {
  const errors: ShapeError[] = Value.Errors(schema, value).filter((error) => error.keyword !== 'boolean');
  const error = errors.find((candidate) => candidate.keyword === 'additionalProperties') ?? errors[0];
  if (error === undefined) throw new Error(`the schema rejects ${file.name} without saying why`);
  const { place, problem, expected } = explainError(error, schema);
  refuse(
    benefitErrors.invalidValue({
      path: `${file.name}#${place}`,
      file: file.name,
      place: place === '' ? '首层' : place,
      problem,
      value: shorten(follow(value, place)),
      expected,
    }),
  );
}

function explainError(error: ShapeError, schema: TSchema): { place: string; problem: string; expected: string } {
  const here = follow(schema, error.schemaPath.replace(/^#/, ''));
  const place = error.instancePath;
  const first = firstProperty(error.params);
  if (error.keyword === 'required' && first !== undefined) {
    const wanted = follow(here, `/properties/${first}`);
    return { place: `${place}/${first}`, problem: '缺少此项', expected: descriptionOf(wanted) };
  }
  if (error.keyword === 'additionalProperties' && first !== undefined) {
    const known = Object.keys((follow(here, '/properties') ?? {}) as object).join('、');
    return { place: `${place}/${first}`, problem: '没有这一项', expected: known === '' ? descriptionOf(here) : known };
  }
  return { place, problem: '值不合要求', expected: descriptionOf(here) };
}

function firstProperty(params: object): string | undefined {
  const lists = Object.values(params).filter((value): value is string[] => Array.isArray(value));
  return lists[0]?.[0];
}

function descriptionOf(schema: unknown): string {
  const description = follow(schema, '/description');
  if (typeof description === 'string') return description;
  return follow(schema, '/type') === 'array' ? '列表，写在方括号中，至少一项' : '见 src/benefits/README.md 的示例';
}

/** The value at a JSON pointer. */
function follow(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

function shorten(value: unknown): string {
  const text = value === undefined ? '（空）' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
