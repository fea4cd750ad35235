/** Loading insured years and recomputing them: what a trial, a proposal, its approval and a scan have in common. */
import { digestContent } from '../approvals/index.ts';
import type { DbOrTx } from '../database/index.ts';
import { ok, type Result, unwrap } from '../kernel/result.ts';
import {
  type InsuredYear,
  readInsuredYears,
  type SettlementOffice,
  type TotalsKey,
  totalsId,
} from '../settlement/index.ts';
import type { YearRecomputation } from './model.ts';
import { recomputeYear, sameTotals } from './rules.ts';
import { readPosted } from './store.ts';

/** What a recomputation is computed by. */
type ComputingOffice = Pick<SettlementOffice, 'area' | 'policies' | 'entitlements'>;

export interface ComputedYear {
  readonly year: InsuredYear;
  readonly result: YearRecomputation;
  /** Digest of what was computed from and what came out: the same facts give the same digest. */
  readonly basisDigest: string;
  /** Whether money or totals come out differently from what stands. */
  readonly differs: boolean;
}

/** The years asked for, recomputed, keyed `totalsId`; nothing is written. */
export async function computeYears(
  db: DbOrTx,
  office: ComputingOffice,
  keys: readonly TotalsKey[],
): Promise<Map<string, Result<ComputedYear>>> {
  const years = await readInsuredYears(db, office, keys);
  const posted = await readPosted(db, keys);
  return new Map([...years].map(([id, year]) => [id, computeOne(office, year, posted.get(id) ?? [])] as const));
}

function computeOne(
  office: ComputingOffice,
  year: InsuredYear,
  posted: Parameters<typeof recomputeYear>[1]['posted'],
): Result<ComputedYear> {
  const computed = recomputeYear(office.policies, {
    area: office.area,
    carried: year.carried,
    settlements: year.settlements,
    posted,
  });
  if (!computed.ok) return computed;
  const result = computed.value;
  const differs = result.lines.length > 0 || !sameTotals(result.totals, year.totals);
  const basis = {
    carried: year.carried,
    settlements: year.settlements.map((settlement) => settlement.setlId),
    posted: posted.map(({ setlId, shares }) => ({ setlId, shares })).sort((a, b) => (a.setlId < b.setlId ? -1 : 1)),
    lines: result.lines,
    totals: result.totals,
  };
  return ok({ year, result, differs, basisDigest: digestContent(basis) });
}

/** One year, recomputed; leaves the use case with the failure where it cannot be. */
export async function computeYear(db: DbOrTx, office: ComputingOffice, key: TotalsKey): Promise<ComputedYear> {
  const computed = (await computeYears(db, office, [key])).get(totalsId(key));
  if (!computed) throw new Error(`no year ${totalsId(key)} was read`);
  return unwrap(computed);
}
