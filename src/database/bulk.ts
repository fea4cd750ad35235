/**
 * Set-based writes: one statement and one parameter per column, however many rows. PostgreSQL plans it once, and a
 * batch of two hundred settlements is one round trip per table.
 */
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx } from './database.ts';

export type ColumnType = 'text' | 'bigint' | 'integer' | 'smallint' | 'date' | 'timestamp' | 'boolean' | 'jsonb';

export type ColumnTypes = Readonly<Record<string, ColumnType>>;

/** One row: a value per column; objects go to jsonb columns. */
export type RowOf<C extends ColumnTypes> = { readonly [K in keyof C]: unknown };

function columnArray(type: ColumnType, values: readonly unknown[]): RawBuilder<unknown> {
  const shown = type === 'jsonb' ? values.map((value) => (value === null ? null : JSON.stringify(value))) : values;
  return sql`${shown}::${sql.raw(type === 'jsonb' ? 'text' : type)}[]`;
}

/** `unnest(…) as name(columns)` over the rows, for joins and updates; jsonb columns arrive as text to be cast. */
export function unnestRows<C extends ColumnTypes>(
  name: string,
  columns: C,
  rows: readonly RowOf<C>[],
): RawBuilder<unknown> {
  const names = Object.keys(columns);
  const arrays = names.map((column) =>
    columnArray(
      columns[column] ?? 'text',
      rows.map((row) => row[column] ?? null),
    ),
  );
  return sql`unnest(${sql.join(arrays)}) as ${sql.raw(name)}(${sql.raw(names.join(', '))})`;
}

/**
 * Inserts all rows with one statement; returns how many went in.
 * With `onConflict: 'nothing'`, rows whose key exists are left as they are.
 */
export async function insertRows<C extends ColumnTypes>(
  db: DbOrTx,
  table: string,
  columns: C,
  rows: readonly RowOf<C>[],
  options: { readonly onConflict?: 'nothing' } = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const names = Object.keys(columns);
  const picked = names.map((column) => (columns[column] === 'jsonb' ? `${column}::jsonb` : column)).join(', ');
  const conflict = options.onConflict === 'nothing' ? sql` on conflict do nothing` : sql``;
  const result = await sql`
    insert into ${sql.table(table)} (${sql.raw(names.join(', '))})
    select ${sql.raw(picked)} from ${unnestRows('r', columns, rows)}${conflict}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
