/**
 * The field tables of the national interface, read from `catalogues/national-interface`: what every transaction takes
 * and gives, with the local edition's extra demands relaxed (`relaxations.json` says why for each).
 */
import { readFileSync } from 'node:fs';

export type FieldType =
  | { readonly kind: 'S'; readonly length: number | undefined }
  /** `digits` in all, of which `decimals` after the point. */
  | { readonly kind: 'N'; readonly digits: number | undefined; readonly decimals: number }
  | { readonly kind: 'D' }
  | { readonly kind: 'DT' };

export interface Field {
  readonly key: string;
  /** Chinese name. */
  readonly name: string;
  readonly type: FieldType;
  readonly codeList: string | undefined;
  readonly required: boolean;
}

export interface FieldNode {
  readonly name: string;
  /** Whether the node is an array of rows. */
  readonly many: boolean;
  readonly required: boolean;
  readonly fields: readonly Field[];
}

export interface TransactionTable {
  readonly infno: string;
  readonly name: string;
  readonly input: readonly FieldNode[];
  readonly output: readonly FieldNode[];
}

type FieldRow = readonly [key: string, name: string, type: string, codeList: string | null, required: boolean];
type NodeRows = Readonly<Record<string, readonly FieldRow[]>>;
interface TransactionsFile {
  readonly transactions: Readonly<
    Record<
      string,
      { readonly name: string; readonly many: readonly string[]; readonly in: NodeRows; readonly out: NodeRows }
    >
  >;
}
interface RelaxationsFile {
  readonly optional: readonly { readonly transactions: readonly string[]; readonly fields: readonly string[] }[];
  readonly types: readonly { readonly fields: readonly string[]; readonly type: string }[];
  readonly nodes: readonly { readonly transactions: readonly string[]; readonly nodes: readonly string[] }[];
}
interface CumulativeTypesFile {
  readonly types: readonly (readonly [accumulator: string, code: string, name: string])[];
}
interface PathsFile {
  readonly base: string;
  readonly singleEntry: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

const FOLDER = new URL('../../catalogues/national-interface/', import.meta.url);

function readData<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as T;
}

/** "S(30)", "N(16,2)", "D", "DT". Throws on anything else: the data file is ours. */
export function parseFieldType(text: string): FieldType {
  const match = /^(S|N|DT|D)(?:\((\d+)(?:,(\d+))?\))?$/.exec(text);
  if (!match) throw new RangeError(`not a field type: ${text}`);
  const [, kind, length, decimals] = match;
  const digits = length === undefined ? undefined : Number(length);
  if (kind === 'S') return { kind, length: digits };
  if (kind === 'N') return { kind, digits, decimals: Number(decimals ?? 0) };
  return kind === 'D' ? { kind: 'D' } : { kind: 'DT' };
}

function buildTables(): ReadonlyMap<string, TransactionTable> {
  const file = readData<TransactionsFile>('transactions.json');
  const relaxations = readData<RelaxationsFile>('relaxations.json');
  const relaxedTypes = new Map(relaxations.types.flatMap((entry) => entry.fields.map((key) => [key, entry.type])));
  const isRelaxed = (infno: string, key: string) =>
    relaxations.optional.some((entry) => entry.transactions.includes(infno) && entry.fields.includes(key));
  const mayBeAbsent = (infno: string, node: string) =>
    relaxations.nodes.some((entry) => entry.transactions.includes(infno) && entry.nodes.includes(node));

  return new Map(
    Object.entries(file.transactions).map(([infno, transaction]) => {
      const nodes = (side: 'in' | 'out'): FieldNode[] =>
        Object.entries(transaction[side]).map(([name, rows]) => ({
          name,
          many: transaction.many.includes(`${side}.${name}`),
          required: !mayBeAbsent(infno, name),
          fields: rows.map(([key, fieldName, type, codeList, required]) => ({
            key,
            name: fieldName,
            type: parseFieldType(side === 'in' ? (relaxedTypes.get(key) ?? type) : type),
            codeList: codeList ?? undefined,
            required: required && !(side === 'in' && isRelaxed(infno, key)),
          })),
        }));
      return [infno, { infno, name: transaction.name, input: nodes('in'), output: nodes('out') }] as const;
    }),
  );
}

const TABLES = buildTables();
const PATHS = readData<PathsFile>('paths.json');
const CUMULATIVE_TYPES = new Map(
  readData<CumulativeTypesFile>('cumulative-types.json').types.map(([accumulator, code]) => [accumulator, code]),
);

export const TRANSACTION_NUMBERS: readonly string[] = [...TABLES.keys()];

export function findTransactionTable(infno: string): TransactionTable | undefined {
  return TABLES.get(infno);
}

/**
 * The transaction that an address names: `…/2207` or the path of a service. Undefined for the single entry and for
 * paths nobody has recorded; the envelope's `infno` decides there.
 */
export function findTransactionOfPath(path: string): string | undefined {
  const direct = path.startsWith(`${PATHS.base}/`) ? path.slice(PATHS.base.length + 1) : '';
  if (/^\d{4,6}[A-Z]?$/.test(direct)) return direct;
  return PATHS.paths[path]?.[0];
}

/** Every address that a client may post to, the single entry first. */
export function listServicePaths(): readonly string[] {
  return [PATHS.singleEntry, ...Object.keys(PATHS.paths)];
}

/** cum_type_code of an accumulator; one that the table does not have goes under its own name, cut to the field. */
export function cumulativeTypeOf(accumulator: string): string {
  return CUMULATIVE_TYPES.get(accumulator) ?? accumulator.slice(0, 10);
}
