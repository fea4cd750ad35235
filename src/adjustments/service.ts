/**
 * Use cases of recomputation: one person proposes what a year comes to as things are now known, another approves it.
 * Only then are the differences posted between the funds and the person; payment is in `payment.ts`.
 */
import type { Actor } from '../access/index.ts';
import { decide, type SubjectKey, submitForApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { carriedTotals } from '../benefits/index.ts';
import { type DbOrTx, lockName, retryOnDuplicate, type Tx, transact } from '../database/index.ts';
import { dateOf, isoDate } from '../kernel/dates.ts';
import { maskName } from '../kernel/identity-number.ts';
import { formatYuan, negateFen } from '../kernel/money.ts';
import { failed, ok, type Result, refuse } from '../kernel/result.ts';
import { type Entry, postEntries } from '../ledger/index.ts';
import { findPersonInScope, findPersonRecord, type PersonRecord, peopleErrors } from '../people/index.ts';
import {
  benefitBookId,
  closeDue,
  type DueCause,
  findNextYear,
  flagDue,
  moveAccounts,
  type SettlementOffice,
  type TotalsKey,
  totalsId,
  writeRecomputedYear,
} from '../settlement/index.ts';
import { type ComputedYear, computeYear } from './compute.ts';
import { adjustmentErrors } from './errors.ts';
import type { AdjustmentLine, Recomputation, RecomputationState, StoredLine } from './model.ts';
import { accrualPostings } from './postings.ts';
import { sameTotals, sumDifferences } from './rules.ts';
import * as store from './store.ts';

export const RECOMPUTATION_FLOW = 'recomputation-review';
export const RECOMPUTATION_STATES: Readonly<Record<RecomputationState, string>> = {
  submitted: '待复核',
  returned: '已退回',
  approved: '已核定',
  paid: '已结清',
};

export function recomputationKey(recomputationId: string): SubjectKey {
  return { flow: RECOMPUTATION_FLOW, subjectKind: 'recomputation', subjectId: recomputationId };
}

/** Whose year under which scheme. */
export interface YearRequest {
  readonly psnNo: string;
  readonly insutype: string;
  readonly year: number;
}

export interface RecomputationRequest extends YearRequest {
  readonly cause: DueCause;
  /** Why, in the clerk's words. */
  readonly note: string;
}

/** The year's key and person, within the actor's divisions. Refuses `people.unknownPerson`. */
export async function requireYear(
  db: DbOrTx,
  office: SettlementOffice,
  actor: Actor,
  { psnNo, insutype, year }: YearRequest,
): Promise<{ readonly key: TotalsKey; readonly record: PersonRecord }> {
  const person = await findPersonInScope({ ...office, db }, actor, psnNo);
  const record = person && (await findPersonRecord(db, person));
  if (!record) return refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
  return { key: { ...person, insutype, year }, record };
}

/**
 * Recomputes a year and proposes the differences for approval. Answers with the recomputation's number. Refuses
 * `people.unknownPerson`, `adjustments.alreadyOpen`, `adjustments.nothingDiffers` (and then closes the year's flags),
 * and what `recomputeYear` fails with.
 */
export async function proposeRecomputation(
  office: SettlementOffice,
  actor: Actor,
  request: RecomputationRequest,
): Promise<Result<string>> {
  const proposed = await transact(office.db, async (tx) => {
    const { key, record } = await requireYear(tx, office, actor, request);
    await lockName(tx, `recompute:${totalsId(key)}`);
    const open = await store.findSubmitted(tx, key);
    const name = maskName(record.person.name);
    if (open) refuse(adjustmentErrors.alreadyOpen({ name, year: key.year, value: open }));
    const computed = await computeYear(tx, office, key);
    if (computed.differs) return ok(await submit(tx, office, actor, request, computed));
    await closeWithoutDifference(tx, office, actor, key);
    const count = computed.year.settlements.length;
    return failed(adjustmentErrors.nothingDiffers({ name, year: key.year, count }));
  });
  // The flags are closed although nothing was proposed: the refusal is told after the transaction, not by it.
  return proposed.ok ? proposed.value : proposed;
}

async function submit(
  tx: Tx,
  office: SettlementOffice,
  actor: Actor,
  request: RecomputationRequest,
  { year, result, basisDigest }: ComputedYear,
): Promise<string> {
  const { area, psnNo, insutype } = year;
  const recomputationId = await store.newId(tx, office.area, 'CS');
  const recomputation: Recomputation = {
    area,
    psnNo,
    insutype,
    year: year.year,
    recomputationId,
    cause: request.cause,
    note: request.note,
    state: 'submitted',
    totalsVersion: year.version,
    basisDigest,
    settlements: year.settlements.length,
    totalsBefore: year.totals,
    totalsAfter: result.totals,
    madeBy: actor.accountId,
    madeAt: office.clock.now(),
    checkedBy: null,
    decidedAt: null,
  };
  await retryOnDuplicate('recomputation_open', () => store.insertRecomputation(tx, recomputation, result.lines));
  const sums = sumDifferences(result.lines);
  await submitForApproval(tx, actor, office.clock, {
    ...recomputationKey(recomputationId),
    title: `${maskName(year.record?.person.name ?? '')} ${year.year}年度待遇重算`,
    division: year.record?.person.villageCode ?? area,
    amount: sums.moved,
    content: contentOf(recomputation, result.lines),
  });
  await recordAudit(tx, {
    actor,
    action: 'adjustments.propose',
    subjectKind: 'recomputation',
    subjectId: recomputationId,
    detail: { ...sums, cause: request.cause, reason: request.note, lines: result.lines.length },
  });
  return recomputationId;
}

/** What the reviewer is shown and decides on: a decision is about exactly this. */
function contentOf(recomputation: Recomputation, lines: readonly AdjustmentLine[]): Record<string, unknown> {
  const { recomputationId, psnNo, insutype, year, cause, note, totalsVersion, basisDigest, totalsAfter } =
    recomputation;
  const differences = lines.map(({ setlId, difference }) => ({ setlId, difference }));
  return { recomputationId, psnNo, insutype, year, cause, note, totalsVersion, basisDigest, totalsAfter, differences };
}

async function closeWithoutDifference(tx: Tx, office: SettlementOffice, actor: Actor, key: TotalsKey): Promise<void> {
  const closed = await closeDue(tx, key, { at: office.clock.now(), by: actor.accountId, recomputationId: null });
  if (closed === 0) return;
  await recordAudit(tx, {
    actor,
    action: 'adjustments.noDifference',
    subjectKind: 'person',
    subjectId: key.psnNo,
    detail: { insutype: key.insutype, year: key.year, flags: closed },
  });
}

export interface RecomputationDecision {
  readonly recomputationId: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
}

/**
 * A second person approves a recomputation (its differences are posted, the year's totals written) or returns it,
 * which ends it. Refuses who made it (approvals), `adjustments.decided`, and on approval `adjustments.stale` when
 * anything the recomputation rests on has moved since, `adjustments.accountShort`.
 */
export async function decideRecomputation(
  office: SettlementOffice,
  actor: Actor,
  { recomputationId, decision, comment }: RecomputationDecision,
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const recomputation = await requireRecomputation(tx, office.area, recomputationId);
    if (recomputation.state !== 'submitted') refuseDecided(recomputation);
    const lines = await store.listLines(tx, office.area, recomputationId);
    const outcome = await decide(tx, actor, office.clock, {
      ...recomputationKey(recomputationId),
      decision,
      comment,
      content: contentOf(recomputation, lines),
    });
    if (outcome.standing.state === 'pending') return;
    if (outcome.completed) await post(tx, office, actor, recomputation, lines);
    const to = !outcome.completed ? 'returned' : lines.length === 0 ? 'paid' : 'approved';
    const at = office.clock.now();
    const moved = await store.moveRecomputation(tx, office.area, recomputationId, {
      from: 'submitted',
      to,
      by: actor.accountId,
      at,
    });
    if (!moved) refuseDecided(recomputation);
    await recordAudit(tx, {
      actor,
      action: outcome.completed ? 'adjustments.approved' : 'adjustments.returned',
      subjectKind: 'recomputation',
      subjectId: recomputationId,
      detail: { ...sumDifferences(lines), comment },
    });
  });
}

export async function requireRecomputation(tx: Tx, area: string, id: string): Promise<Recomputation> {
  return (await store.findRecomputation(tx, area, id)) ?? refuse(adjustmentErrors.unknown({ value: id, path: 'id' }));
}

function refuseDecided({ recomputationId, state }: Recomputation): never {
  return refuse(adjustmentErrors.decided({ value: recomputationId, state: RECOMPUTATION_STATES[state] }));
}

/** Posts what was approved: one entry of the sub-ledger for each line, the personal account, the year's totals. */
async function post(
  tx: Tx,
  office: SettlementOffice,
  actor: Actor,
  recomputation: Recomputation,
  lines: readonly StoredLine[],
): Promise<void> {
  const { area, recomputationId, psnNo } = recomputation;
  await lockName(tx, `recompute:${totalsId(recomputation)}`);
  const now = await computeYear(tx, office, recomputation);
  if (now.year.version !== recomputation.totalsVersion || now.basisDigest !== recomputation.basisDigest)
    refuse(adjustmentErrors.stale({ value: recomputationId, year: recomputation.year }));
  const vouchers = await postEntries(
    tx,
    benefitBookId(area),
    lines.map((line) => entryOf(office, actor, recomputation, line)),
  );
  await store.writeVouchers(
    tx,
    area,
    recomputationId,
    vouchers.map(({ voucherId, period }, index) => ({ setlId: lines[index]?.setlId ?? '', voucherId, period })),
  );
  await giveBackToAccount(tx, office, recomputation, lines, now);
  await writeRecomputedYear(tx, now.year, now.result);
  await flagNextYear(tx, office, actor, recomputation, now);
  const at = office.clock.now();
  await closeDue(
    tx,
    { area, psnNo, insutype: recomputation.insutype, year: recomputation.year },
    {
      at,
      by: actor.accountId,
      recomputationId,
    },
  );
}

/** Lifetime values that come out differently are what the next year began with: it is due in its turn. */
async function flagNextYear(
  tx: Tx,
  office: SettlementOffice,
  actor: Actor,
  recomputation: Recomputation,
  { year, result }: ComputedYear,
): Promise<void> {
  if (sameTotals(carriedTotals(year.totals), carriedTotals(result.totals))) return;
  const next = await findNextYear(tx, recomputation);
  if (next === undefined) return;
  const { area, psnNo, insutype, cause, recomputationId } = recomputation;
  await flagDue(tx, [
    {
      area,
      psnNo,
      insutype,
      year: next,
      cause,
      sourceId: recomputationId,
      effectiveOn: isoDate(`${next}-01-01`),
      flaggedAt: office.clock.now(),
      flaggedBy: actor.accountId,
    },
  ]);
}

function entryOf(office: SettlementOffice, actor: Actor, recomputation: Recomputation, line: StoredLine): Entry {
  const { recomputationId, psnNo, year, madeBy } = recomputation;
  return {
    owner: psnNo,
    effectiveOn: dateOf(office.clock.now()),
    kind: 'recomputation',
    summary: `${year}年度待遇重算：结算 ${line.setlId} 补差或追退`,
    sourceKind: 'recomputation',
    sourceId: recomputationId,
    idempotencyKey: `recomputation:${recomputationId}:${line.setlId}`,
    postings: accrualPostings(line),
    madeBy,
    checkedBy: actor.accountId,
  };
}

/** Moves the personal account by what it bears less (or, where a refund must be taken back, more). */
async function giveBackToAccount(
  tx: Tx,
  office: SettlementOffice,
  recomputation: Recomputation,
  lines: readonly StoredLine[],
  { year }: ComputedYear,
): Promise<void> {
  const { toAccount } = sumDifferences(lines);
  if (toAccount === 0) return;
  const balance = year.record?.accountBalance ?? 0;
  if (balance + toAccount < 0)
    refuse(
      adjustmentErrors.accountShort({
        balance: formatYuan(year.record?.accountBalance ?? toAccount),
        needed: formatYuan(negateFen(toAccount)),
      }),
    );
  await moveAccounts(tx, [
    {
      area: recomputation.area,
      psnNo: recomputation.psnNo,
      sourceKind: 'recomputation',
      sourceId: recomputation.recomputationId,
      amount: toAccount,
      movedOn: dateOf(office.clock.now()),
    },
  ]);
}
