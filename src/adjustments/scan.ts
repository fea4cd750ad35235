/**
 * Finding the years that come out differently without anybody having flagged them: after a policy was corrected, or as
 * a check of the whole. Persons are recomputed in portions; whoever differs is flagged.
 */
import { sql } from 'kysely';
import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { transact } from '../database/index.ts';
import { isoDate } from '../kernel/dates.ts';
import type { Result } from '../kernel/result.ts';
import { type DueFlag, flagDue, type SettlementOffice } from '../settlement/index.ts';
import { type ComputedYear, computeYears } from './compute.ts';

const PORTION = 200;

export interface ScanRequest {
  readonly insutype: string;
  readonly year: number;
  readonly cause: 'policy' | 'other';
  /** The document that changed the policy, or why the year is checked: becomes the flags' source. */
  readonly reason: string;
  /** Goes on after this person; absent, from the first. */
  readonly after?: string | undefined;
  readonly size?: number | undefined;
}

export interface ScanPortion {
  readonly checked: number;
  /** Persons whose year differs; those flagged for the same reason before are counted too. */
  readonly differing: number;
  /** What could not be recomputed, in words. */
  readonly failures: readonly { readonly psnNo: string; readonly message: string }[];
  /** Where the next portion goes on; null when all were checked. */
  readonly next: string | null;
}

/** Recomputes the next portion of a year's persons and flags those who differ. */
export async function scanYear(
  office: SettlementOffice,
  actor: Actor,
  request: ScanRequest,
): Promise<Result<ScanPortion>> {
  return transact(office.db, async (tx) => {
    const { insutype, year, after = '', size = PORTION } = request;
    const found = await sql<{ psnNo: string }>`
      select psn_no as "psnNo" from running_total
      where area = ${office.area} and insutype = ${insutype} and year = ${year} and psn_no > ${after}
      order by psn_no limit ${size}`.execute(tx);
    const keys = found.rows.map(({ psnNo }) => ({ area: office.area, psnNo, insutype, year }));
    const computed = [...(await computeYears(tx, office, keys)).values()];
    const differing = computed.flatMap((each) => (each.ok && each.value.differs ? [each.value] : []));
    await flagDue(
      tx,
      differing.map((each) => flagOf(office, actor, request, each)),
    );
    if (after === '') await recordStart(tx, actor, request);
    const failures = computed.flatMap((each, index) =>
      each.ok ? [] : [{ psnNo: keys[index]?.psnNo ?? '', message: each.error.message }],
    );
    const next = found.rows.length < size ? null : (found.rows.at(-1)?.psnNo ?? null);
    return { checked: keys.length, differing: differing.length, failures, next };
  });
}

function flagOf(office: SettlementOffice, actor: Actor, request: ScanRequest, { year, result }: ComputedYear): DueFlag {
  const { area, psnNo, insutype } = year;
  const first = result.lines.map((line) => line.decidedOn).sort()[0];
  return {
    area,
    psnNo,
    insutype,
    year: year.year,
    cause: request.cause,
    sourceId: request.reason,
    effectiveOn: first ?? isoDate(`${year.year}-01-01`),
    flaggedAt: office.clock.now(),
    flaggedBy: actor.accountId,
  };
}

function recordStart(tx: Parameters<typeof recordAudit>[0], actor: Actor, request: ScanRequest): Promise<void> {
  const { insutype, year, cause, reason } = request;
  return recordAudit(tx, {
    actor,
    action: 'adjustments.scan',
    subjectKind: 'insuredYear',
    subjectId: `${insutype}-${year}`,
    detail: { cause, reason },
  });
}
