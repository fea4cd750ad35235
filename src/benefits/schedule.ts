/** The arithmetic of a layer: growth of a bracket schedule over a running total, cut by what may still be paid. */
import { applyRate, divideRounded, fen } from '../kernel/money.ts';
import type { Component, Schedule } from './compiled-policy.ts';

const FULL_RATE = 10_000;

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
 * Pays `F(before + base) − F(before)`, at most `allowance`.
 *
 * Each slice is rounded half away from zero to the fen on the running total, so the parts of a year add up to the
 * year. Where the allowance ends inside a slice, the cost that it still pays for is solved back from the payment; the
 * cost beyond is over the cap.
 */
export function applySchedule(schedule: Schedule, before: number, base: number, allowance: number): ScheduleOutcome {
  const left: Record<Component, number> = { deductible: 0, coPay: 0, overCap: 0 };
  let paid = 0;
  let scheduled = 0;
  for (let index = 0; index < schedule.cuts.length; index++) {
    const { cost, payment } = sliceGrowth(schedule, index, before, base);
    if (cost === 0) continue;
    const rate = schedule.rates[index] ?? 0;
    scheduled += payment;
    const remaining = allowance - paid;
    if (payment <= remaining && (rate === 0 || remaining > 0)) {
      paid += payment;
      left[schedule.leaves[index] ?? 'coPay'] += cost - payment;
      continue;
    }
    const entered = Math.min(cost, Math.max(remaining, divideRounded(remaining * FULL_RATE, rate)));
    paid += remaining;
    left.coPay += entered - remaining;
    left.overCap += cost - entered;
  }
  return { paid, scheduled, deductible: left.deductible, coPay: left.coPay, overCap: left.overCap };
}

/** What of a case falls into a slice, and what the slice pays for it. */
export function sliceGrowth(
  schedule: Schedule,
  index: number,
  before: number,
  base: number,
): { readonly earlier: number; readonly later: number; readonly cost: number; readonly payment: number } {
  const lower = schedule.cuts[index] ?? 0;
  const width = (schedule.cuts[index + 1] ?? Number.POSITIVE_INFINITY) - lower;
  const earlier = Math.min(Math.max(before - lower, 0), width);
  const later = Math.min(Math.max(before + base - lower, 0), width);
  const rate = schedule.rates[index] ?? 0;
  const payment = applyRate(fen(later), rate) - applyRate(fen(earlier), rate);
  return { earlier, later, cost: later - earlier, payment };
}
