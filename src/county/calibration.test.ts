import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { Refused } from '../kernel/result.ts';
import { type CalibrationGoal, calibrate, calibrationGoals } from './calibration.ts';
import { type Evaluation, evaluateYear, yearEvaluation } from './evaluation.ts';
import { NO_FACTORS } from './model.ts';
import { SAMPLE_FUNDING, simpleEvaluator, smallPlan } from './testing.ts';

const plan = smallPlan();

describe('calibration', () => {
  it('brings every published payment into reach with a simple evaluator', () => {
    const goals = calibrationGoals(plan);
    const evaluate = yearEvaluation(plan, SAMPLE_FUNDING, simpleEvaluator);
    const calibration = calibrate(goals, evaluate);
    const evaluation = evaluate(calibration.factors);
    for (const goal of goals)
      expect(Math.abs(goal.measure(evaluation) / goal.wanted - 1), goal.title).toBeLessThan(0.02);
    // 1.27亿元, 2736万元, 273.36万元 and 152.5万元 times 0.02, in fen.
    expect(goals.map((goal) => goal.wanted).sort((a, b) => a - b)).toEqual([
      3_050_000, 5_467_200, 54_720_000, 254_000_000,
    ]);
    expect(calibration.factors[0]).toBe(10_000);
    for (const factor of calibration.factors) expect(Number.isInteger(factor)).toBe(true);
    expect(calibrate(goals, evaluate)).toEqual(calibration);
  });

  it('finds the root of a payment with a deductible, where proportion alone would not', () => {
    // Pays 80 % of what lies above 30,000 of 100,000 × factor: 50,000 are paid at a factor of 0.925.
    const evaluate = (factors: readonly number[]): Evaluation => {
      const pool = Math.max(0, ((factors[3] ?? 0) * 10 - 30_000) * 0.8);
      const sums = { encounters: 1, pool, account: 0, medicalAid: 0, aided: 0 };
      return { residents: [sums], employees: [] };
    };
    const goal: CalibrationGoal = {
      group: 3,
      title: '样例',
      wanted: fen(50_000),
      measure: ({ residents }) => residents[0]?.pool ?? 0,
    };
    const { factors, rounds } = calibrate([goal], evaluate);
    expect(Math.abs((factors[3] ?? 0) - 9250)).toBeLessThan(30);
    expect(rounds).toBeLessThan(5);
  });

  it('refuses a goal that no factor reaches', () => {
    const stuck = { residents: [{ encounters: 1, pool: 10, account: 0, medicalAid: 0, aided: 0 }], employees: [] };
    const goal: CalibrationGoal = { group: 1, title: '样例', wanted: fen(1_000_000), measure: () => 10 };
    expect(() => calibrate([goal], () => stuck)).toThrow(Refused);
  });
});

describe('evaluation', () => {
  it('adds up the same whether outpatient visits are run apart or with the rest', () => {
    const factors = NO_FACTORS;
    const whole = evaluateYear(plan, SAMPLE_FUNDING, simpleEvaluator, { factors });
    expect(yearEvaluation(plan, SAMPLE_FUNDING, simpleEvaluator)(factors)).toEqual(whole);
  });

  it('counts only what providers of the county were paid', () => {
    const factors = NO_FACTORS;
    const { encounters, providers } = plan;
    const { residents, employees } = evaluateYear(plan, SAMPLE_FUNDING, simpleEvaluator, { factors });
    const counted = [...residents, ...employees].reduce((sum, group) => sum + group.encounters, 0);
    let local = 0;
    for (let row = 0; row < encounters.count; row += 1)
      if (providers.providers[encounters.provider[row] ?? 0]?.provider.division === '610326') local += 1;
    expect(counted).toBe(local);
    expect(counted).toBeLessThan(encounters.count);
  });

  it('never lets an account pay more than was credited to it', () => {
    const paid = new Map<number, number>();
    const order: number[] = [];
    for (let row = 0; row < plan.encounters.count; row += 1) order.push(plan.encounters.person[row] ?? 0);
    let at = 0;
    evaluateYear(
      plan,
      SAMPLE_FUNDING,
      (benefitCase, totals) => {
        const result = simpleEvaluator(benefitCase, totals);
        const person = order[at] ?? 0;
        at += 1;
        paid.set(person, (paid.get(person) ?? 0) + result.amounts.account);
        return result;
      },
      { factors: NO_FACTORS },
    );
    for (const [person, amount] of paid) {
      // 2 % of the base and 0.8 % of the unit's share each month, or 85 yuan for the retired.
      const monthly = plan.population.employment[person] === 2 ? 8500 : ((plan.wages[person] ?? 0) * 280) / 10_000;
      expect(amount).toBeLessThanOrEqual(Math.ceil(monthly * 12) + 12);
    }
  });
});
