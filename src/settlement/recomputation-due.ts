/**
 * Which insured years are due for recomputation (待重算). Whoever changes something of a person's past writes the flag
 * in his own transaction: a reversal that is not the last, a late claim, an identity that is granted or withdrawn with
 * effect from an earlier day, a policy that changes. What follows from it is the business of `src/adjustments`.
 */
import { sql } from 'kysely';
import { insertRows, type Tx } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { TotalsKey } from './totals-store.ts';

export const DUE_CAUSES = {
  reversal: '撤销非末次结算',
  lateClaim: '迟报结算',
  identity: '身份追溯变更',
  policy: '政策追溯调整',
  other: '其他',
} as const;
export type DueCause = keyof typeof DUE_CAUSES;

export interface DueFlag extends TotalsKey {
  readonly cause: DueCause;
  /** The settlement that was reversed or came late, the identity's code, the document. */
  readonly sourceId: string;
  /** From this day on the year may come out differently. */
  readonly effectiveOn: IsoDate;
  readonly flaggedAt: IsoTime;
  readonly flaggedBy: string;
}

interface DueTable {
  due_id: number;
  area: string;
  psn_no: string;
  insutype: string;
  year: number;
  cause: DueCause;
  source_id: string;
  effective_on: IsoDate;
  flagged_at: IsoTime;
  flagged_by: string;
  closed_at: IsoTime | null;
  closed_by: string | null;
  recomputation_id: string | null;
}
declare module '../database/database.ts' {
  interface Tables {
    recomputation_due: DueTable;
  }
}

/** Flags years; the same cause and source is flagged once while it is open. Returns how many flags are new. */
export function flagDue(tx: Tx, flags: readonly DueFlag[]): Promise<number> {
  return insertRows(
    tx,
    'recomputation_due',
    {
      area: 'text',
      psn_no: 'text',
      insutype: 'text',
      year: 'integer',
      cause: 'text',
      source_id: 'text',
      effective_on: 'date',
      flagged_at: 'timestamp',
      flagged_by: 'text',
    },
    flags.map((flag) => ({
      area: flag.area,
      psn_no: flag.psnNo,
      insutype: flag.insutype,
      year: flag.year,
      cause: flag.cause,
      source_id: flag.sourceId,
      effective_on: flag.effectiveOn,
      flagged_at: flag.flaggedAt,
      flagged_by: flag.flaggedBy,
    })),
    { onConflict: 'nothing' },
  );
}

export interface PastChange extends Omit<DueFlag, 'insutype' | 'year' | 'psnNo'> {
  readonly psnNos: readonly string[];
}

/**
 * Flags every year, of any scheme, in which these persons have a settlement in force that was decided on or after the
 * day from which a fact about them changed. Returns how many flags are new; none where nothing was settled since.
 */
export async function flagYearsSince(tx: Tx, change: PastChange): Promise<number> {
  const result = await sql`
    insert into recomputation_due (area, psn_no, insutype, year, cause, source_id, effective_on, flagged_at, flagged_by)
    select distinct s.area, s.psn_no, s.insutype, s.insured_year, ${change.cause}, ${change.sourceId},
      ${change.effectiveOn}::date, ${change.flaggedAt}::timestamp, ${change.flaggedBy}
    from settlement s
    join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id and e.setl_id = s.setl_id
    where s.area = ${change.area} and s.psn_no = any(${change.psnNos}::text[])
      and coalesce(e.discharged_on, e.admitted_on) >= ${change.effectiveOn}::date
    on conflict do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Closes the open flags of a year: by a recomputation, or (null) because nothing differed. Returns how many. */
export async function closeDue(
  tx: Tx,
  key: TotalsKey,
  closing: { readonly at: IsoTime; readonly by: string; readonly recomputationId: string | null },
): Promise<number> {
  const result = await sql`
    update recomputation_due set closed_at = ${closing.at}::timestamp, closed_by = ${closing.by},
      recomputation_id = ${closing.recomputationId}
    where area = ${key.area} and psn_no = ${key.psnNo} and insutype = ${key.insutype} and year = ${key.year}
      and closed_at is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}
