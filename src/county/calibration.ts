/**
 * Factors on what is charged, found before anything is settled: bills are drawn, priced and run through the pure
 * engine until each group's payments meet the published ones. Amounts are never touched after settlement.
 */
import { type Fen, fen, formatYuan } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { countyErrors } from './errors.ts';
import type { Evaluation } from './evaluation.ts';
import { type ChargeFactors, GROUP, NO_FACTORS } from './model.ts';
import type { CountyPlan } from './plan.ts';

/** What one group is calibrated on: a published payment and how it is read from an evaluation. */
export interface CalibrationGoal {
  readonly group: number;
  readonly title: string;
  readonly wanted: Fen;
  measure(evaluation: Evaluation): number;
}

/** Residents' payments at local providers are the residents' pool, employees' their pool and personal accounts. */
export function calibrationGoals(plan: CountyPlan): CalibrationGoal[] {
  const { published } = plan.model;
  const scaled = (amount: Fen): Fen => fen(Math.round(amount * plan.request.scale));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return [
    {
      group: GROUP.poorChronic,
      title: '贫困人口门诊慢特病',
      wanted: scaled(published.poorChronicPaid),
      measure: ({ residents }) => residents[GROUP.poorChronic]?.pool ?? 0,
    },
    {
      group: GROUP.aidStay,
      title: '医疗救助',
      wanted: scaled(published.aidPaid),
      measure: ({ residents, employees }) => sum([...residents, ...employees].map((group) => group.medicalAid)),
    },
    {
      group: GROUP.residentCare,
      title: '城乡居民医保',
      wanted: scaled(published.residentPaid),
      measure: ({ residents }) => sum(residents.map((group) => group.pool)),
    },
    {
      group: GROUP.employeeCare,
      title: '城镇职工医保',
      wanted: scaled(published.employeePaid),
      measure: ({ employees }) => sum(employees.map((group) => group.pool + group.account)),
    },
  ];
}

export interface Calibration {
  readonly factors: ChargeFactors;
  readonly rounds: number;
  readonly reached: readonly { readonly title: string; readonly wanted: Fen; readonly reached: Fen }[];
}

const MOST_ROUNDS = 12;
/** Per 10,000 of the goal. Far inside the tolerance of the target table. */
const CLOSE_ENOUGH = 30;
/** A small sample moves in steps of one admission: after the last round this much is accepted. */
const ACCEPTABLE = 200;
const FACTOR_RANGE = { least: 500, most: 80_000 } as const;

interface Probe {
  readonly factor: number;
  readonly reached: number;
}

/**
 * Secant steps on all groups at once: each group's payments depend on its own factor nearly alone. Factors are whole
 * numbers per 10,000, so the search is the same on every machine.
 * Refuses `county.cannotCalibrate` when a goal stays out of reach.
 */
export function calibrate(
  goals: readonly CalibrationGoal[],
  evaluate: (factors: ChargeFactors) => Evaluation,
): Calibration {
  const factors: number[] = [...NO_FACTORS];
  const before = new Map<number, Probe>();
  for (let round = 1; ; round += 1) {
    const evaluation = evaluate([...factors]);
    const reached = goals.map((goal) => goal.measure(evaluation));
    const worst = Math.max(...goals.map((goal, index) => deviationPer10k(goal, reached[index] ?? 0)));
    if (worst <= CLOSE_ENOUGH || (round === MOST_ROUNDS && worst <= ACCEPTABLE)) {
      const rows = goals.map(({ title, wanted }, index) => ({ title, wanted, reached: fen(reached[index] ?? 0) }));
      return { factors, rounds: round, reached: rows };
    }
    if (round === MOST_ROUNDS) {
      const missed = goals.findIndex((goal, index) => deviationPer10k(goal, reached[index] ?? 0) > ACCEPTABLE);
      return refuseGoal(goals[missed], reached[missed] ?? 0, round);
    }
    for (const [index, goal] of goals.entries()) {
      if (deviationPer10k(goal, reached[index] ?? 0) <= CLOSE_ENOUGH / 3) continue;
      const probe = { factor: factors[goal.group] ?? 10_000, reached: reached[index] ?? 0 };
      factors[goal.group] = nextFactor(goal.wanted, probe, before.get(goal.group));
      before.set(goal.group, probe);
    }
  }
}

function deviationPer10k(goal: CalibrationGoal, reached: number): number {
  return (Math.abs(reached - goal.wanted) * 10_000) / goal.wanted;
}

/** Through the last two probes where they tell a rising line; else in proportion, at most threefold. */
function nextFactor(wanted: number, now: Probe, before: Probe | undefined): number {
  let next = (now.factor * wanted) / Math.max(1, now.reached);
  if (before && before.factor !== now.factor) {
    const slope = (now.reached - before.reached) / (now.factor - before.factor);
    if (slope > 0) next = now.factor + (wanted - now.reached) / slope;
  }
  const bounded = Math.min(Math.max(next, now.factor / 3), now.factor * 3);
  return Math.round(Math.min(Math.max(bounded, FACTOR_RANGE.least), FACTOR_RANGE.most));
}

function refuseGoal(goal: CalibrationGoal | undefined, reached: number, rounds: number): never {
  refuse(
    countyErrors.cannotCalibrate({
      group: goal?.title ?? '',
      wanted: formatYuan(fen(goal?.wanted ?? 0), { grouped: true }),
      reached: formatYuan(fen(reached), { grouped: true }),
      rounds,
    }),
  );
}
