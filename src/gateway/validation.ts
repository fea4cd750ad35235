/**
 * Validation of a transaction's input, generated from the field tables: presence, type, length, decimals, code list.
 *
 * What comes out is canonical: nodes are lists of rows, values are text, empty values are absent, numbers have their
 * shortest form, a date given as a time is cut to the date and a time given as a date starts at 00:00:00. Two inputs
 * that say the same are equal then, which is what the digest of a repeated message compares.
 */
import { listCodes } from '../catalogues/code-lists.ts';
import { isIsoDate, isIsoTime } from '../kernel/dates.ts';
import { type Failure, failed, ok, type Result } from '../kernel/result.ts';
import { readDecimal } from './decimal.ts';
import { clip, meaningfulText } from './envelope.ts';
import { gatewayErrors } from './errors.ts';
import type { Field, FieldNode, TransactionTable } from './field-tables.ts';

/** Values by field; a field that is absent or empty has no key. */
export type Row = Readonly<Record<string, string>>;
export type InputNodes = Readonly<Record<string, readonly Row[]>>;

const SHOWN_CODES = 12;

/**
 * Checks an input against its transaction's table. A failure names the first wrong field (row, Chinese name, key,
 * value, remedy) and says how many more there are.
 */
export function validateInput(table: TransactionTable, input: Readonly<Record<string, unknown>>): Result<InputNodes> {
  const nodes: Record<string, readonly Row[]> = {};
  const flaws: Failure[] = [];
  for (const node of table.input) {
    const rows = readNode(table.infno, node, input[node.name]);
    if (!rows.ok) return rows;
    nodes[node.name] = rows.value.map((row, index) => {
      const place = node.many ? `第 ${index + 1} 条的` : '';
      return validateRow(node, row, place, flaws);
    });
  }
  const [first] = flaws;
  if (first === undefined) return ok(nodes);
  if (flaws.length === 1) return failed(first);
  return failed({ ...first, message: `${first.message}（共 ${flaws.length} 处有误）` });
}

function readNode(infno: string, node: FieldNode, given: unknown): Result<readonly Record<string, unknown>[]> {
  const list = Array.isArray(given)
    ? (given as readonly unknown[])
    : given === undefined || given === null || given === ''
      ? []
      : [given];
  if (list.length === 0 && node.required)
    return failed(gatewayErrors.missingNode({ infno, node: node.name, path: node.name }));
  const rows = list.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
  const tooMany = !node.many && rows.length > 1;
  if (tooMany || rows.length !== list.length || rows.some((row) => Array.isArray(row)))
    return failed(
      gatewayErrors.badNode({ infno, node: node.name, expected: node.many ? '对象数组' : '一个对象', path: node.name }),
    );
  return ok(rows);
}

function validateRow(node: FieldNode, row: Readonly<Record<string, unknown>>, place: string, flaws: Failure[]): Row {
  const values: Record<string, string> = {};
  for (const field of node.fields) {
    const given = row[field.key];
    const about = { place, name: field.name, field: field.key, path: `${node.name}.${field.key}` };
    const text = meaningfulText(given);
    if (text === undefined) {
      if (given !== undefined && given !== null && typeof given !== 'string') flaws.push(gatewayErrors.badValue(about));
      else if (field.required) flaws.push(gatewayErrors.missing(about));
      continue;
    }
    if (field.type.kind === 'S' && typeof given === 'number' && !isExact(given)) {
      flaws.push(gatewayErrors.inexactNumber(about));
      continue;
    }
    const checked = checkValue(field, typeof given === 'number' ? given : text, about);
    if (checked.ok) values[field.key] = checked.value;
    else flaws.push(checked.error);
  }
  return values;
}

/** Long numbers written without quotes lose their last digits in any JSON reader. */
function isExact(value: number): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

type About = Readonly<{ place: string; name: string; field: string; path: string }>;

function checkValue(field: Field, value: string | number, about: About): Result<string> {
  switch (field.type.kind) {
    case 'S':
      return checkText(field, field.type.length, String(value), about);
    case 'N':
      return checkNumber(field.type, value, about);
    case 'D':
      return checkDate(String(value), about);
    case 'DT':
      return checkTime(String(value), about);
  }
}

function checkText(field: Field, limit: number | undefined, text: string, about: About): Result<string> {
  if (limit !== undefined && Array.from(text).length > limit)
    return failed(gatewayErrors.tooLong({ ...about, value: clip(text), limit }));
  if (field.codeList === undefined) return ok(text);
  const codes = codesOf(field.codeList);
  if (codes.has(text)) return ok(text);
  const all = [...codes].map(([code, name]) => `${code} ${name}`);
  const shown = all.length > SHOWN_CODES ? `${all.slice(0, SHOWN_CODES).join('、')}等` : all.join('、');
  return failed(gatewayErrors.notListed({ ...about, value: clip(text), values: shown }));
}

const CODES = new Map<string, ReadonlyMap<string, string>>();

/** Code → name of a list, read once. */
function codesOf(list: string): ReadonlyMap<string, string> {
  const known = CODES.get(list);
  if (known) return known;
  const codes = new Map(listCodes(list).map(({ code, name }) => [code, name]));
  CODES.set(list, codes);
  return codes;
}

function checkNumber(
  type: { readonly digits: number | undefined; readonly decimals: number },
  value: string | number,
  about: About,
): Result<string> {
  const read = readDecimal(value, type.decimals, type.digits);
  if ('text' in read) return ok(read.text);
  const shown = clip(String(value));
  if (read.flaw === 'notNumber')
    return failed(
      gatewayErrors.badNumber({
        ...about,
        value: shown,
        problem: '不是数字',
        expected: '请填写数字，不带千分位与单位',
      }),
    );
  if (read.flaw === 'tooManyDecimals') {
    const problem = type.decimals === 0 ? '不是整数' : `超过 ${type.decimals} 位小数`;
    const expected = type.decimals === 0 ? '请填写整数' : `请四舍五入到 ${type.decimals} 位小数`;
    return failed(gatewayErrors.badNumber({ ...about, value: shown, problem, expected }));
  }
  const expected = `整数部分至多 ${(type.digits ?? 0) - type.decimals} 位，请核对单位`;
  return failed(gatewayErrors.badNumber({ ...about, value: shown, problem: '过大', expected }));
}

function checkDate(text: string, about: About): Result<string> {
  if (isIsoDate(text)) return ok(text);
  if (isIsoTime(text)) return ok(text.slice(0, 10));
  return failed(gatewayErrors.badDate({ ...about, value: clip(text), kind: '日期', expected: 'yyyy-MM-dd' }));
}

function checkTime(text: string, about: About): Result<string> {
  if (isIsoTime(text)) return ok(text);
  if (isIsoDate(text)) return ok(`${text} 00:00:00`);
  return failed(gatewayErrors.badDate({ ...about, value: clip(text), kind: '时间', expected: 'yyyy-MM-dd HH:mm:ss' }));
}

/** The canonical text of an input, for its digest: rows in order, fields in the order of the table. */
export function canonicalInput(nodes: InputNodes): string {
  return JSON.stringify(nodes);
}
