import { findTransactionTable } from './field-tables.ts';

type Value = string | number | null;

const FIELDS = new Map<string, readonly string[]>();

function fieldsOf(infno: string, node: string): readonly string[] {
  const key = `${infno}/${node}`;
  const known = FIELDS.get(key);
  if (known) return known;
  const fields = findTransactionTable(infno)?.output.find((candidate) => candidate.name === node)?.fields;
  if (!fields) throw new RangeError(`transaction ${infno} has no output node ${node}`);
  const keys = fields.map((field) => field.key);
  FIELDS.set(key, keys);
  return keys;
}

/**
 * A row of an answer with every field that the transaction's table names, in the table's order: what is not known is
 * null. Values whose field the table does not have are left out, so that one source may serve several transactions.
 */
export function fillNode(
  infno: string,
  node: string,
  values: Readonly<Record<string, Value | undefined>>,
): Record<string, Value> {
  return Object.fromEntries(fieldsOf(infno, node).map((key) => [key, values[key] ?? null]));
}
