/** The arithmetic of the hand-written scalar evaluator: each layer's schedule as branches with literals. */
import type { Clause, StepRule } from '../../src/benefits/index.ts';
import { AID_2303, AID_2304, CLAUSES, CRITICAL, type PoolRule } from './hand-scalar-rules.ts';

/** A layer's schedule at work: what was due, and what a limit left of it. */
export interface Work {
  readonly base: number;
  readonly before: number;
  readonly deductible: number;
  readonly scheduled: number;
  readonly paid: number;
  readonly coPay: number;
  readonly overCap: number;
}

export interface Limit {
  readonly title: string;
  /** Index of the accumulator it is on, as steps number it. */
  readonly accumulator: number;
  readonly amount: number;
  readonly used: number;
  readonly clause: Clause;
}

export function rated(cost: number, per10k: number): number {
  return Math.floor((cost * per10k + 5000) / 10_000);
}

export function poolLimitOf(used: number): Limit {
  return { title: '住院统筹年度最高支付限额', accumulator: 1, amount: 15_000_000, used, clause: CLAUSES.poolLimit };
}

export function outpatientLimitOf(used: number): Limit {
  return { title: '门诊统筹年度支付限额', accumulator: 2, amount: 250_000, used, clause: CLAUSES.outpatientLimit };
}

export function workPool({ deductible, first, second, third, step }: PoolRule, base: number, limit: Limit): Work {
  const cost = base - deductible;
  if (cost <= 0) return limited(step, base, 0, base, 0, limit);
  let due: number;
  if (cost <= 2_000_000) due = rated(cost, first);
  else if (cost <= 6_000_000) due = 200 * first + rated(cost - 2_000_000, second);
  else due = 200 * first + 400 * second + rated(cost - 6_000_000, third);
  return limited(step, base, 0, deductible, due, limit);
}

export function workCritical(isPoor: boolean, base: number, before: number, alreadyPaid: number): Work {
  const after = before + base;
  if (isPoor) {
    const deductible = Math.min(after, 750_000) - Math.min(before, 750_000);
    const due = criticalPoor(after) - criticalPoor(before);
    return unlimited(base, before, deductible, due);
  }
  const deductible = Math.min(after, 1_500_000) - Math.min(before, 1_500_000);
  const due = criticalPlain(after) - criticalPlain(before);
  if (due <= 6_000_000 - alreadyPaid) return unlimited(base, before, deductible, due);
  return limited(CRITICAL, base, before, deductible, due, criticalLimitOf(alreadyPaid));
}

export function criticalLimitOf(used: number): Limit {
  return { title: '大病保险年度最高支付限额', accumulator: 4, amount: 6_000_000, used, clause: CLAUSES.criticalLimit };
}

function criticalPlain(cost: number): number {
  if (cost <= 1_500_000) return 0;
  if (cost <= 5_000_000) return rated(cost - 1_500_000, 6000);
  if (cost <= 10_000_000) return 2_100_000 + rated(cost - 5_000_000, 6500);
  if (cost <= 20_000_000) return 5_350_000 + rated(cost - 10_000_000, 7000);
  return 12_350_000 + rated(cost - 20_000_000, 7500);
}

function criticalPoor(cost: number): number {
  if (cost <= 750_000) return 0;
  if (cost <= 5_000_000) return rated(cost - 750_000, 6500);
  if (cost <= 10_000_000) return 2_762_500 + rated(cost - 5_000_000, 7000);
  if (cost <= 20_000_000) return 6_262_500 + rated(cost - 10_000_000, 7500);
  return 13_762_500 + rated(cost - 20_000_000, 8000);
}

export function workCivil(base: number, before: number): Work {
  const after = before + base;
  const deductible = Math.min(after, 100_000) - Math.min(before, 100_000);
  const due = above(after, 100_000, 6000) - above(before, 100_000, 6000);
  return unlimited(base, before, deductible, due);
}

export function aidLimitOf(rule: StepRule, used: number): Limit {
  const amount = rule === AID_2304 ? 5_000_000 : rule === AID_2303 ? 1_000_000 : 800_000;
  return { title: '医疗救助年度限额', accumulator: 7, amount, used, clause: CLAUSES.aidLimit };
}

export function workAid(rule: StepRule, base: number, before: number, limit: Limit): Work {
  if (rule === AID_2304) return limited(rule, base, before, 0, base, limit);
  const threshold = rule === AID_2303 ? 150_000 : 300_000;
  const per10k = rule === AID_2303 ? 7000 : 6000;
  const after = before + base;
  const deductible = Math.min(after, threshold) - Math.min(before, threshold);
  return limited(
    rule,
    base,
    before,
    deductible,
    above(after, threshold, per10k) - above(before, threshold, per10k),
    limit,
  );
}

function above(cost: number, threshold: number, per10k: number): number {
  return cost <= threshold ? 0 : rated(cost - threshold, per10k);
}

function unlimited(base: number, before: number, deductible: number, due: number): Work {
  return { base, before, deductible, scheduled: due, paid: due, coPay: base - deductible - due, overCap: 0 };
}

/** At most what the limit leaves; the cost beyond it is over the cap, and solved back slice by slice. */
export function limited(
  { schedule }: StepRule,
  base: number,
  before: number,
  deductible: number,
  due: number,
  limit: Limit,
): Work {
  const room = Math.max(limit.amount - limit.used, 0);
  if (due <= room && room > 0) return unlimited(base, before, deductible, due);
  const { cuts, rates } = schedule;
  let coPay = 0;
  let paid = 0;
  for (const [index, lower] of cuts.entries()) {
    const per10k = rates[index] ?? 0;
    const start = Math.max(before, lower);
    const cost = Math.min(before + base, cuts[index + 1] ?? Number.POSITIVE_INFINITY) - start;
    if (cost <= 0 || per10k === 0) continue;
    const payment = rated(start + cost - lower, per10k) - rated(start - lower, per10k);
    const left = room - paid;
    if (left > 0 && payment <= left) {
      paid += payment;
      coPay += cost - payment;
      continue;
    }
    const entered = Math.min(cost, Math.max(left, Math.floor((left * 10_000 + Math.floor(per10k / 2)) / per10k)));
    paid += left;
    coPay += entered - left;
  }
  return { base, before, deductible, scheduled: due, paid, coPay, overCap: base - deductible - paid - coPay };
}
