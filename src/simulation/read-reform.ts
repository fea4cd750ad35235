/** Reads a reform file and holds it against its schema; what is wrong is said in Chinese, with the place. */
import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { LineCounter, parseDocument } from 'yaml';
import { isIsoDate } from '../kernel/dates.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import { simulationErrors } from './errors.ts';
import { type AddressSource, ReformFile, type ReformSource } from './reform-schema.ts';

/** A reform's file: its path as messages show it, and its text (YAML; JSON is YAML too). */
export interface ReformText {
  readonly name: string;
  readonly text: string;
}

const ADDRESS_KINDS = ['rule', 'limit', 'tilt', 'at'] as const;

/** Fails with `simulation.unreadableReform` or `simulation.invalidReform`; whether places exist is for `applyReform`. */
export function readReform(file: ReformText): Result<ReformSource> {
  return attempt(() => {
    const value = parseText(file);
    if (!Value.Check(ReformFile, value)) return refuseShape(file.name, value);
    const days: readonly (readonly [string, string | undefined])[] = [['/rulesOf', value.rulesOf]];
    for (const [place, day] of days) {
      if (day !== undefined && !isIsoDate(day)) refuseValue(file.name, place, '没有这一天', day, '日期，如 2022-09-01');
    }
    for (const list of ['set', 'remove'] as const) {
      for (const [index, entry] of (value[list] ?? []).entries()) checkAddress(file.name, `/${list}/${index}`, entry);
    }
    return value;
  });
}

function parseText(file: ReformText): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  const flaw = document.errors[0];
  if (flaw) {
    const { line, col } = lineCounter.linePos(flaw.pos[0]);
    refuse(simulationErrors.unreadableReform({ file: file.name, reason: `第 ${line} 行第 ${col} 列 ${flaw.code}` }));
  }
  return document.toJS();
}

/** A change names its place in exactly one way. */
function checkAddress(file: string, place: string, entry: AddressSource): void {
  const given = ADDRESS_KINDS.filter((kind) => entry[kind] !== undefined);
  if (given.length === 1) return;
  const problem = given.length === 0 ? '没有说明改哪一处' : '同时用了几种方式指明位置';
  refuseValue(file, place, problem, given.join('、') || '（空）', 'rule、limit、tilt、at 恰有一项');
}

function refuseValue(file: string, place: string, problem: string, value: string, expected: string): never {
  return refuse(simulationErrors.invalidReform({ path: `${file}#${place}`, file, place, problem, value, expected }));
}

interface ShapeError {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
}

function refuseShape(file: string, value: unknown): never {
  const schema: TSchema = ReformFile;
  const errors: ShapeError[] = Value.Errors(schema, value).filter((error) => error.keyword !== 'boolean');
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  if (error === undefined) throw new Error(`the schema rejects ${file} without saying why`);
  const here = follow(schema, error.schemaPath.replace(/^#/, ''));
  const lists = Object.values(error.params).filter((each): each is string[] => Array.isArray(each));
  const first = lists[0]?.[0];
  const place = error.instancePath;
  if (error.keyword === 'required' && first !== undefined) {
    return refuseValue(file, `${place}/${first}`, '缺少此项', '（空）', wanted(follow(here, `/properties/${first}`)));
  }
  if (error.keyword === 'additionalProperties' && first !== undefined) {
    const at = `${place}/${first}`;
    const known = Object.keys((follow(here, '/properties') ?? {}) as object).join('、');
    return refuseValue(file, at, '没有这一项', shorten(follow(value, at)), known);
  }
  return refuseValue(file, place === '' ? '首层' : place, '值不合要求', shorten(follow(value, place)), wanted(here));
}

function wanted(schema: unknown): string {
  const description = follow(schema, '/description');
  if (typeof description === 'string') return description;
  return follow(schema, '/type') === 'array' ? '列表，至少一项' : '见 docs/reform-laboratory.md 的示例';
}

/** The value at a JSON pointer; undefined where the way ends. */
export function follow(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/** A value as messages show it. */
export function shorten(value: unknown): string {
  const text = value === undefined ? '（空）' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
