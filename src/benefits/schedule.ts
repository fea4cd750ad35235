/** The arithmetic of a layer: growth of a bracket schedule over a running total, cut by what may still be paid. */
import { allocateFen, fen } from '../kernel/money.ts';
import type { Schedule } from './compiled-policy.ts';

const WHOLE = 10_000;
const HALF = 5_000;

/** All amounts are fen; `deductible + coPay + overCap + paid` is the base. */
export interface ScheduleOutcome {
  readonly paid: number;
  /** What the schedule alone would pay, before the ceiling. */
  readonly scheduled: number;
  readonly deductible: number;
  readonly coPay: number;
  readonly overCap: number;
}

/**
 * `amount × rate`, rounded half away from zero, for amounts from zero to 800 billion fen: the product stays below
 * 2^53 and the quotient's error below the half fen that could matter.
 */
export function rated(amount: number, ratePer10k: number): number {
  return Math.floor((amount * ratePer10k + HALF) / WHOLE);
}

/**
 * Pays `F(before + base) − F(before)`, at most `allowance`.
 *
 * Each slice is rounded half away from zero to the fen on the running total, so the parts of a year add up to the
 * year. Where the allowance ends inside a slice, the cost that it still pays for is solved back from the payment; the
 * cost beyond is over the cap.
 */
export function applySchedule(schedule: Schedule, before: number, base: number, allowance: number): ScheduleOutcome {
  const { cuts, rates, leaves } = schedule;
  const after = before + base;
  let paid = 0;
  let scheduled = 0;
  let deductible = 0;
  let coPay = 0;
  let overCap = 0;
  for (let index = 0; index < cuts.length; index++) {
    const lower = cuts[index] ?? 0;
    const upper = cuts[index + 1] ?? Number.POSITIVE_INFINITY;
    if (after <= lower) break;
    if (before >= upper) continue;
    const earlier = before > lower ? before - lower : 0;
    const later = Math.min(after, upper) - lower;
    const cost = later - earlier;
    const rate = rates[index] ?? 0;
    if (rate === 0) {
      if (leaves[index] === 'deductible') deductible += cost;
      else if (leaves[index] === 'overCap') overCap += cost;
      else coPay += cost;
      continue;
    }
    const payment = rated(later, rate) - rated(earlier, rate);
    scheduled += payment;
    const remaining = allowance - paid;
    if (payment <= remaining && remaining > 0) {
      paid += payment;
      coPay += cost - payment;
    } else {
      const entered = enteredCost(cost, remaining, rate);
      paid += remaining;
      coPay += entered - remaining;
      overCap += cost - entered;
    }
  }
  return { paid, scheduled, deductible, coPay, overCap };
}

/** The cost of a slice that a remaining allowance still pays for, solved back from the payment. */
function enteredCost(cost: number, remaining: number, rate: number): number {
  return Math.min(cost, Math.max(remaining, Math.floor((remaining * WHOLE + Math.floor(rate / 2)) / rate)));
}

/** What of a case falls into a slice, and what the slice pays for it. */
export function sliceGrowth(
  schedule: StepSchedule,
  index: number,
  before: number,
  base: number,
): { readonly earlier: number; readonly later: number; readonly cost: number; readonly payment: number } {
  const lower = schedule.cuts[index] ?? 0;
  const width = (schedule.cuts[index + 1] ?? Number.POSITIVE_INFINITY) - lower;
  const earlier = Math.min(Math.max(before - lower, 0), width);
  const later = Math.min(Math.max(before + base - lower, 0), width);
  const rate = schedule.rates[index] ?? 0;
  return { earlier, later, cost: later - earlier, payment: rated(later, rate) - rated(earlier, rate) };
}

type StepSchedule = Pick<Schedule, 'cuts' | 'rates'>;

/** One part of a base by fee-line group: `group` is −1 for what stands under the rule's own rates. */
export interface SchedulePart {
  readonly group: number;
  readonly base: number;
  /** Rate of its own, per 10,000; undefined: the schedule's. */
  readonly ratePer10k: number | undefined;
}

export interface PartOutcome {
  readonly group: number;
  readonly base: number;
  readonly paid: number;
  readonly ratePer10k: number | undefined;
}

export interface PartsOutcome extends ScheduleOutcome {
  readonly parts: readonly PartOutcome[];
}

/**
 * A schedule over parts with rates of their own under one threshold.
 *
 * `listed`: the parts stand on the running total one after the other, so the first listed meet the threshold first.
 * `proportional`: the threshold (`deductible`) is shared out by the parts' weight with the largest remainder; the
 * schedule then has one rate.
 */
export function applyParts(
  schedule: Schedule,
  parts: readonly SchedulePart[],
  share: 'proportional' | 'listed',
  allowance: number,
): PartsOutcome {
  return share === 'listed' ? applyListed(schedule, parts, allowance) : applyProportional(schedule, parts, allowance);
}

function applyListed(schedule: Schedule, parts: readonly SchedulePart[], allowance: number): PartsOutcome {
  const sum = { paid: 0, scheduled: 0, deductible: 0, coPay: 0, overCap: 0 };
  let before = 0;
  const outcomes = parts.map((part): PartOutcome => {
    const own = withRate(schedule, part.ratePer10k);
    const outcome = applySchedule(own, before, part.base, allowance - sum.paid);
    before += part.base;
    sum.paid += outcome.paid;
    sum.scheduled += outcome.scheduled;
    sum.deductible += outcome.deductible;
    sum.coPay += outcome.coPay;
    sum.overCap += outcome.overCap;
    return { group: part.group, base: part.base, paid: outcome.paid, ratePer10k: part.ratePer10k };
  });
  return { ...sum, parts: outcomes };
}

function applyProportional(schedule: Schedule, parts: readonly SchedulePart[], allowance: number): PartsOutcome {
  const sum = { paid: 0, scheduled: 0, deductible: 0, coPay: 0, overCap: 0 };
  const base = parts.reduce((total, part) => total + part.base, 0);
  const threshold = schedule.leaves[0] === 'deductible' ? (schedule.cuts[1] ?? 0) : 0;
  const shared = allocateFen(
    fen(Math.min(threshold, base)),
    parts.map((part) => part.base),
  );
  const rate = schedule.rates.at(-1) ?? 0;
  const outcomes = parts.map((part, index): PartOutcome => {
    const deductible = shared[index] ?? 0;
    const flat: Schedule = { cuts: [0], rates: [part.ratePer10k ?? rate], leaves: ['coPay'] };
    const outcome = applySchedule(flat, 0, part.base - deductible, allowance - sum.paid);
    sum.paid += outcome.paid;
    sum.scheduled += outcome.scheduled;
    sum.deductible += deductible;
    sum.coPay += outcome.coPay;
    sum.overCap += outcome.overCap;
    return { group: part.group, base: part.base, paid: outcome.paid, ratePer10k: part.ratePer10k };
  });
  return { ...sum, parts: outcomes };
}

/** The same cuts with one rate in every slice that pays; threshold and cost cap stay. */
function withRate(schedule: Schedule, ratePer10k: number | undefined): Schedule {
  if (ratePer10k === undefined) return schedule;
  return {
    ...schedule,
    rates: schedule.rates.map((rate, index) => (schedule.leaves[index] === 'coPay' ? ratePer10k : rate)),
  };
}
