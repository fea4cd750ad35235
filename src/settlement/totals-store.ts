/** SQL of what a settlement moves besides itself: the year's running totals and the personal account. */
import { sql } from 'kysely';
import { carriedTotals, type RunningTotals } from '../benefits/index.ts';
import { type DbOrTx, insertRows, type Tx, unnestRows, VersionConflict } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { PersonKey } from '../people/index.ts';

interface RunningTotalTable {
  area: string;
  psn_no: string;
  insutype: string;
  year: number;
  totals: RunningTotals;
  latest_day: IsoDate | null;
  version: number;
}
declare module '../database/database.ts' {
  interface Tables {
    running_total: RunningTotalTable;
  }
}

const PERSON = { area: 'text', psn_no: 'text' } as const;

export interface TotalsKey extends PersonKey {
  readonly insutype: string;
  readonly year: number;
}
export interface LoadedTotals {
  readonly totals: RunningTotals;
  /** Latest deciding day of the settlements that the totals hold: an earlier one that arrives is a late claim. */
  readonly latestDay: IsoDate | null;
  /** 0 while the year has no row yet. */
  readonly version: number;
}
const TOTALS = { ...PERSON, insutype: 'text', year: 'integer' } as const;
const totalsRow = (key: TotalsKey) => ({ area: key.area, psn_no: key.psnNo, insutype: key.insutype, year: key.year });
export const totalsId = (key: TotalsKey) => `${key.area}/${key.psnNo}/${key.insutype}/${key.year}`;

/** Totals by year as they stand; a year without a row begins with what an earlier one carries on (lifetime values). */
export async function loadTotals(db: DbOrTx, keys: readonly TotalsKey[]): Promise<Map<string, LoadedTotals>> {
  const result = await sql<RunningTotalTable>`
    select k.area, k.psn_no, k.insutype, k.year, coalesce(t.totals, e.totals) as totals, t.latest_day,
      coalesce(t.version, 0) as version
    from ${unnestRows('k', TOTALS, keys.map(totalsRow))}
    left join running_total t on t.area = k.area and t.psn_no = k.psn_no and t.insutype = k.insutype and t.year = k.year
    left join lateral (
      select p.totals from running_total p
      where t.version is null and p.area = k.area and p.psn_no = k.psn_no and p.insutype = k.insutype and p.year < k.year
      order by p.year desc limit 1) e on true
    where t.version is not null or e.totals is not null`.execute(db);
  return new Map(
    result.rows.map((row) => [
      totalsId({ area: row.area, psnNo: row.psn_no, insutype: row.insutype, year: row.year }),
      {
        totals: row.version === 0 ? carriedTotals(row.totals) : row.totals,
        latestDay: row.latest_day,
        version: row.version,
      },
    ]),
  );
}

/** What each year began with: what the one before it that has totals carries on (lifetime values). */
export async function loadCarried(db: DbOrTx, keys: readonly TotalsKey[]): Promise<Map<string, RunningTotals>> {
  const result = await sql<TotalsKey & { totals: RunningTotals }>`
    select k.area, k.psn_no as "psnNo", k.insutype, k.year, e.totals
    from ${unnestRows('k', TOTALS, keys.map(totalsRow))}
    cross join lateral (
      select p.totals from running_total p
      where p.area = k.area and p.psn_no = k.psn_no and p.insutype = k.insutype and p.year < k.year
      order by p.year desc limit 1) e`.execute(db);
  return new Map(result.rows.map((row) => [totalsId(row), carriedTotals(row.totals)]));
}

/** The next year of the same person and scheme that has totals already. */
export async function findNextYear(db: DbOrTx, key: TotalsKey): Promise<number | undefined> {
  const result = await sql<{ year: number }>`
    select year from running_total
    where area = ${key.area} and psn_no = ${key.psnNo} and insutype = ${key.insutype} and year > ${key.year}
    order by year limit 1`.execute(db);
  return result.rows[0]?.year;
}

/** Writes totals read at a version; throws `VersionConflict` when any of them has moved on. */
export async function writeTotals(tx: Tx, changes: readonly (TotalsKey & LoadedTotals)[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({
    ...totalsRow(change),
    totals: change.totals,
    latest_day: change.latestDay,
    version: change.version,
  }));
  const columns = { ...TOTALS, totals: 'jsonb', latest_day: 'date', version: 'integer' } as const;
  const result = await sql<{ written: number }>`
    with i as (select * from ${unnestRows('r', columns, rows)}),
    changed as (
      update running_total t set totals = i.totals::jsonb, latest_day = i.latest_day, version = t.version + 1 from i
      where t.area = i.area and t.psn_no = i.psn_no and t.insutype = i.insutype and t.year = i.year
        and t.version = i.version returning 1),
    added as (
      insert into running_total (area, psn_no, insutype, year, totals, latest_day, version)
      select area, psn_no, insutype, year, totals::jsonb, latest_day, 1 from i where i.version = 0
      on conflict do nothing returning 1)
    select ((select count(*) from changed) + (select count(*) from added))::bigint as written`.execute(tx);
  if (result.rows[0]?.written !== changes.length) throw new VersionConflict('running totals');
}

/** Moves personal accounts; the balance never falls below zero (`VersionConflict` sends the caller back to read). */
export async function moveAccounts(
  tx: Tx,
  movements: readonly (PersonKey & {
    /** Absent, a settlement. */
    readonly sourceKind?: string | undefined;
    readonly sourceId: string;
    readonly amount: Fen;
    readonly movedOn: IsoDate;
  })[],
): Promise<void> {
  if (movements.length === 0) return;
  await insertRows(
    tx,
    'account_movement',
    { ...PERSON, source_kind: 'text', source_id: 'text', amount_fen: 'bigint', moved_on: 'date' },
    movements.map((movement) => ({
      area: movement.area,
      psn_no: movement.psnNo,
      source_kind: movement.sourceKind ?? 'settlement',
      source_id: movement.sourceId,
      amount_fen: movement.amount,
      moved_on: movement.movedOn,
    })),
  );
  const perPerson = Map.groupBy(movements, (movement) => `${movement.area}/${movement.psnNo}`);
  const rows = [...perPerson.values()].map((group) => ({
    area: group[0]?.area ?? '',
    psn_no: group[0]?.psnNo ?? '',
    amount: group.reduce((sum, movement) => sum + movement.amount, 0),
  }));
  const result = await sql`
    update personal_account a set balance_fen = a.balance_fen + i.amount, version = a.version + 1
    from ${unnestRows('i', { ...PERSON, amount: 'bigint' }, rows)}
    where a.area = i.area and a.psn_no = i.psn_no and a.balance_fen + i.amount >= 0`.execute(tx);
  if (Number(result.numAffectedRows ?? 0) !== rows.length) throw new VersionConflict('personal accounts');
}
