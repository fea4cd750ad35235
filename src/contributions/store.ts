/** SQL of contributions. */
import { sql } from 'kysely';
import { type DbOrTx, insertRows, type Tx, unnestRows } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';

interface BatchTable {
  batch_id: string;
  area: string;
  insutype: string;
  insured_year: number;
  kind: 'resident' | 'employer' | 'subsidy';
  received_on: IsoDate;
  channel: string;
  persons: number;
  personal_fen: Fen;
  assisted_fen: Fen;
  unit_fen: Fen;
  subsidy_fen: Fen;
  level: string | null;
  document: string | null;
  made_by: string;
}
interface ContributionTable {
  area: string;
  psn_no: string;
  insutype: string;
  insured_year: number;
  month: number;
  personal_fen: Fen;
  assisted_fen: Fen;
  unit_fen: Fen;
  base_fen: Fen;
  account_credit_fen: Fen;
  paid_on: IsoDate;
  batch_id: string;
}
declare module '../database/database.ts' {
  interface Tables {
    contribution_batch: BatchTable;
    contribution: ContributionTable;
  }
}

export type NewBatch = BatchTable;
export type NewContribution = ContributionTable;

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx.insertInto('contribution_batch').values(batch).execute();
}

/** Inserts what is not there yet; the caller compares the count to learn of repetitions. */
export function insertContributions(tx: Tx, rows: readonly NewContribution[]): Promise<number> {
  return insertRows(
    tx,
    'contribution',
    {
      area: 'text',
      psn_no: 'text',
      insutype: 'text',
      insured_year: 'integer',
      month: 'smallint',
      personal_fen: 'bigint',
      assisted_fen: 'bigint',
      unit_fen: 'bigint',
      base_fen: 'bigint',
      account_credit_fen: 'bigint',
      paid_on: 'date',
      batch_id: 'text',
    },
    rows.map((row) => ({ ...row })),
    { onConflict: 'nothing' },
  );
}

export async function creditAccounts(
  tx: Tx,
  area: string,
  batchId: string,
  paidOn: IsoDate,
  credits: readonly { readonly psnNo: string; readonly amount: Fen }[],
): Promise<void> {
  const rows = credits.map(({ psnNo, amount }) => ({ psn_no: psnNo, amount }));
  await insertRows(
    tx,
    'account_movement',
    { area: 'text', psn_no: 'text', source_kind: 'text', source_id: 'text', amount_fen: 'bigint', moved_on: 'date' },
    credits.map(({ psnNo, amount }) => ({
      area,
      psn_no: psnNo,
      source_kind: 'contribution',
      source_id: batchId,
      amount_fen: amount,
      moved_on: paidOn,
    })),
  );
  await sql`
    insert into personal_account as a (area, psn_no, balance_fen)
    select ${area}, i.psn_no, i.amount from ${unnestRows('i', { psn_no: 'text', amount: 'bigint' }, rows)}
    on conflict (area, psn_no) do update
      set balance_fen = a.balance_fen + excluded.balance_fen, version = a.version + 1`.execute(tx);
}

/** Sums of the batches of an insured year that were received before it began: what 暂收款 holds for it. */
export async function readPrepaid(
  db: DbOrTx,
  area: string,
  insutype: string,
  year: number,
): Promise<{ personal: Fen; assisted: Fen }> {
  const result = await sql<{ personal: Fen; assisted: Fen }>`
    select coalesce(sum(personal_fen), 0)::bigint as personal, coalesce(sum(assisted_fen), 0)::bigint as assisted
    from contribution_batch
    where area = ${area} and insutype = ${insutype} and insured_year = ${year} and received_on < ${`${year}-01-01`}::date`.execute(
    db,
  );
  return result.rows[0] ?? { personal: 0 as Fen, assisted: 0 as Fen };
}

/** Persons paid up for a year, by scheme. */
export async function countInsured(db: DbOrTx, area: string, insutype: string, year: number): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(distinct psn_no) as count from contribution
    where area = ${area} and insutype = ${insutype} and insured_year = ${year}`.execute(db);
  return result.rows[0]?.count ?? 0;
}
