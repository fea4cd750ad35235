/** Rules of recomputation: a year's cases again in their order, and what differs. Pure. */
import {
  type BenefitResult,
  computeBenefits,
  findPolicyForCase,
  type PolicyPack,
  type RunningTotals,
  type SettlementAmounts,
} from '../benefits/index.ts';
import { type Fen, fen, formatYuan, maxFen, ZERO_FEN } from '../kernel/money.ts';
import { attempt, type Failure, type Result, refuse } from '../kernel/result.ts';
import { checkPolicyNeeds, compareInYear, FUND_BEARERS, type StandingSettlement } from '../settlement/index.ts';
import { adjustmentErrors } from './errors.ts';
import {
  type AdjustmentLine,
  type PostedAdjustment,
  SHARERS,
  type Sharer,
  type Shares,
  type YearRecomputation,
} from './model.ts';

export const NO_SHARES: Shares = sharesBy(() => ZERO_FEN);

function sharesBy(amount: (sharer: Sharer) => Fen): Shares {
  return Object.fromEntries(SHARERS.map((sharer) => [sharer, amount(sharer)])) as unknown as Shares;
}

/** What each sharer bears of a settlement; the person in cash, what his account paid apart. */
export function sharesOf(amounts: SettlementAmounts): Shares {
  return sharesBy((sharer) => (sharer === 'person' ? amounts.cash : amounts[sharer]));
}

export function addShares(left: Shares, right: Shares): Shares {
  return sharesBy((sharer) => fen(left[sharer] + right[sharer]));
}

export function subtractShares(left: Shares, right: Shares): Shares {
  return sharesBy((sharer) => fen(left[sharer] - right[sharer]));
}

export function sumShares(shares: Iterable<Shares>): Shares {
  let sum = NO_SHARES;
  for (const each of shares) sum = addShares(sum, each);
  return sum;
}

export function isNothing(shares: Shares): boolean {
  return SHARERS.every((sharer) => shares[sharer] === 0);
}

/** Whether two sets of totals say the same; a total that is absent stands at zero. */
export function sameTotals(left: RunningTotals, right: RunningTotals): boolean {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(
    (name) => (left[name] ?? 0) === (right[name] ?? 0),
  );
}

export interface YearToRecompute {
  readonly area: string;
  /** What the year began with (lifetime values of earlier years). */
  readonly carried: RunningTotals;
  /** Settlements in force, in any order. */
  readonly settlements: readonly StandingSettlement[];
  /** Adjustments posted before, one entry a settlement; also of settlements that were reversed since. */
  readonly posted: readonly PostedAdjustment[];
}

/**
 * Recomputes a year: its settlements in order of the deciding day (then of settling), each by the policy of its day,
 * its case as now known and the totals that the one before leaves. Settlements that were reversed drop out; an
 * adjustment of theirs that still stands is taken back. Only what differs is listed.
 *
 * The personal account pays at most what it has paid: it is given back what it paid too much, and never drawn on anew;
 * what the person bears more is owed in cash.
 *
 * Fails with `adjustments.notComputable` where a case admits no result, `adjustments.otherPayer` where a payer moves
 * whose money is not between the funds and the person (the provider's own share).
 */
export function recomputeYear(packs: readonly PolicyPack[], year: YearToRecompute): Result<YearRecomputation> {
  return attempt(() => {
    const posted = new Map(year.posted.map((adjustment) => [adjustment.setlId, adjustment]));
    const ordered = [...year.settlements].sort(compareInYear);
    const lines: AdjustmentLine[] = [];
    const movements: YearRecomputation['movements'][number][] = [];
    let totals: RunningTotals = year.carried;
    for (const settlement of ordered) {
      const adjusted = posted.get(settlement.setlId)?.shares ?? NO_SHARES;
      posted.delete(settlement.setlId);
      const settled = addShares(sharesOf(settlement.amounts), adjusted);
      const result = computeAgain(packs, year.area, settlement, settled.account, totals);
      requireSamePayers(settlement, result.amounts);
      lines.push(...differing(settlement, settled, sharesOf(result.amounts), false));
      movements.push({ setlId: settlement.setlId, totalsBefore: totals, totalsAfter: result.totalsAfter });
      totals = result.totalsAfter;
    }
    for (const left of [...posted.values()].sort((a, b) => (a.setlId < b.setlId ? -1 : 1)))
      lines.push(...differing(left, left.shares, NO_SHARES, true));
    return { lines, totals, movements };
  });
}

function computeAgain(
  packs: readonly PolicyPack[],
  area: string,
  settlement: StandingSettlement,
  accountPaid: Fen,
  totals: RunningTotals,
): BenefitResult {
  const { facts } = settlement;
  if (!facts.ok) return refuseSettlement(settlement, facts.error);
  const benefitCase = { ...facts.value, accountAvailable: maxFen(accountPaid, ZERO_FEN) };
  const policy = findPolicyForCase(packs, area, benefitCase);
  if (!policy.ok) return refuseSettlement(settlement, policy.error);
  const needs = checkPolicyNeeds(policy.value, benefitCase, totals);
  if (!needs.ok) return refuseSettlement(settlement, needs.error);
  const result = computeBenefits(policy.value, benefitCase, totals, { explain: false });
  return result.ok ? result.value : refuseSettlement(settlement, result.error);
}

function refuseSettlement(settlement: StandingSettlement, { message, remedy }: Failure): never {
  const { setlId, decidedOn } = settlement;
  return refuse(adjustmentErrors.notComputable({ value: setlId, date: decidedOn, reason: message, todo: remedy }));
}

/** Payers whose share cannot move between a fund and the person. */
const FIXED = { hospitalShare: '医疗机构负担', enterprise: '企业补充医疗保险支付', other: '其他基金支付' } as const;

function requireSamePayers({ setlId, amounts }: StandingSettlement, recomputed: SettlementAmounts): void {
  for (const [name, payer] of Object.entries(FIXED) as [keyof typeof FIXED, string][]) {
    if (amounts[name] === recomputed[name]) continue;
    const [before, after] = [formatYuan(amounts[name]), formatYuan(recomputed[name])];
    refuse(adjustmentErrors.otherPayer({ value: setlId, payer, before, after }));
  }
}

function differing(
  place: Pick<AdjustmentLine, 'setlId' | 'fixmedinsCode' | 'care' | 'decidedOn'>,
  settled: Shares,
  recomputed: Shares,
  reversed: boolean,
): AdjustmentLine[] {
  const difference = subtractShares(recomputed, settled);
  if (isNothing(difference)) return [];
  const left = SHARERS.reduce((sum, sharer) => sum + difference[sharer], 0);
  if (left !== 0) throw new RangeError(`differences of settlement ${place.setlId} leave ${left} fen over`);
  const { setlId, fixmedinsCode, care, decidedOn } = place;
  return [{ setlId, fixmedinsCode, care, decidedOn, reversed, settled, recomputed, difference }];
}

/** What the differences come to. Fen. */
export interface AdjustmentSums {
  /** Borne more (below zero: less) by funds and insurer, personal accounts left out. */
  readonly funds: Fen;
  /** Given back to the personal account. */
  readonly toAccount: Fen;
  /** Paid out to the person in cash; below zero, to be taken back from him. */
  readonly toPerson: Fen;
  /** Everything that moves between payers and person, whichever way: what an approval weighs. */
  readonly moved: Fen;
}

export function sumDifferences(lines: readonly Pick<AdjustmentLine, 'difference'>[]): AdjustmentSums {
  const total = sumShares(lines.map((line) => line.difference));
  const moved = lines.reduce(
    (sum, { difference }) => sum + FUND_BEARERS.reduce((part, bearer) => part + Math.abs(difference[bearer]), 0),
    0,
  );
  const funds = FUND_BEARERS.reduce((sum, bearer) => (bearer === 'account' ? sum : sum + total[bearer]), 0);
  return { funds: fen(funds), toAccount: fen(-total.account), toPerson: fen(-total.person), moved: fen(moved) };
}
