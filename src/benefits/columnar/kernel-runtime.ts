/** What the kernel calls for the rarer work: walking slices when a limit cuts a payment, and rates by group. */
import { applyParts } from '../schedule.ts';
import { partsOf } from '../work-layer.ts';
import type { PlanTable } from './plan-table.ts';

const WHOLE = 10_000;

/** Results of a helper, by position: paid, co-pay, over cap, threshold. */
export type Scratch = Float64Array;

/**
 * Pays the growth of a schedule from `before` to `after`, at most `allowance`. The slices stand in `parameters` from
 * `at`, three numbers each (lower end, rate, payment below). Writes paid, co-pay and over cap.
 */
export function cutPayment(
  scratch: Scratch,
  parameters: Float64Array,
  at: number,
  slices: number,
  thresholdTop: number,
  cap: number,
  before: number,
  after: number,
  allowance: number,
): void {
  let paid = 0;
  let share = 0;
  let over = 0;
  for (let index = thresholdTop > 0 ? 1 : 0; index < slices; index++) {
    const lower = parameters[at + index * 3] as number;
    if (lower >= after) break;
    const rate = parameters[at + index * 3 + 1] as number;
    const upper = index + 1 < slices ? (parameters[at + index * 3 + 3] as number) : Number.POSITIVE_INFINITY;
    const start = Math.max(before, lower);
    const cost = Math.min(after, upper) - start;
    if (cost <= 0) continue;
    if (lower >= cap) {
      over += cost;
      continue;
    }
    if (rate === 0) {
      share += cost;
      continue;
    }
    const payment =
      Math.floor(((start + cost - lower) * rate + 5000) / WHOLE) - Math.floor(((start - lower) * rate + 5000) / WHOLE);
    const remaining = allowance - paid;
    if (remaining > 0 && payment <= remaining) {
      paid += payment;
      share += cost - payment;
      continue;
    }
    let entered = Math.floor((remaining * WHOLE + Math.floor(rate / 2)) / rate);
    if (entered < remaining) entered = remaining;
    if (entered > cost) entered = cost;
    paid += remaining;
    share += entered - remaining;
    over += cost - entered;
  }
  scratch[0] = paid;
  scratch[1] = share;
  scratch[2] = over;
}

/** Works a rule with rates by group. Writes paid, co-pay, over cap and threshold. */
export function payParts(
  scratch: Scratch,
  table: PlanTable,
  planNumber: number,
  slot: number,
  amounts: readonly number[],
  inScope: number,
  reduced: number,
  apart: number,
  allowance: number,
): void {
  const rule = table.plans[planNumber]?.plan.layers.find(({ layer }) => layer.slot === slot)?.rule;
  if (rule === undefined) throw new RangeError(`plan ${planNumber} has no rule at slot ${slot}`);
  const parts = partsOf(rule.terms, amounts, inScope, reduced, apart);
  const outcome = applyParts(rule.schedule, parts, rule.terms.groupShare, allowance);
  scratch[0] = outcome.paid;
  scratch[1] = outcome.coPay;
  scratch[2] = outcome.overCap;
  scratch[3] = outcome.deductible;
}
