import { describe, expect, it } from 'vitest';
import { computeBenefits } from './compute-benefits.ts';
import { findPolicyForCase } from './find-policy.ts';
import { loadPolicies } from './load-policies.ts';
import { miniPolicy } from './mini-pack.ts';
import type { ExplanationStep } from './model.ts';
import { renderSteps } from './render-steps.ts';
import { type BenefitExample, caseOf, POLICIES_FOLDER, totalsOf } from './test-case.ts';

function explain(example: Omit<BenefitExample, 'name' | 'expect'>, policyOf = baoji): ExplanationStep[] {
  const benefitCase = caseOf(example);
  const policy = policyOf(benefitCase);
  const result = computeBenefits(policy, benefitCase, totalsOf(example.before));
  if (!result.ok) throw new Error(result.error.message);
  return renderSteps(policy, result.value.steps);
}

const packs = loadPolicies(POLICIES_FOLDER);

function baoji(benefitCase: ReturnType<typeof caseOf>) {
  const policy = packs.ok ? findPolicyForCase(packs.value, '610326', benefitCase) : packs;
  if (!policy.ok) throw new Error(policy.error.message);
  return policy.value;
}

const shown = (steps: readonly ExplanationStep[]) =>
  steps.map(({ title, taken, after }) => [title, taken / 100, after / 100]);

describe('the ladder', () => {
  it('walks three layers from the total to the cash, bringing back what a later layer counts', () => {
    const steps = explain({
      case: { grade: 'three', discharged: '2020-05-05', identities: ['2303'] },
      charges: { fullSelfPay: 1000, priorShare: 2000, inScope: 57000 },
    });
    expect(shown(steps)).toEqual([
      ['全自费', 1000, 59000],
      ['先行自付', 2000, 57000],
      ['基本医保统筹起付标准', 2000, 55000],
      ['基本医保统筹支付', 34100, 20900],
      ['计入大病保险的费用', -2000, 22900],
      ['大病保险起付标准', 5000, 17900],
      ['大病保险支付', 11635, 6265],
      ['计入医疗救助的费用', -5000, 11265],
      ['医疗救助支付', 7885.5, 3379.5],
      ['个人负担合计', -3000, 6379.5],
      ['个人现金支付', 6379.5, 0],
    ]);
  });

  it('gives the rule in a phrase, the arithmetic with its numbers, and the clause with its grade', () => {
    const [deductible, payment] = explain({
      case: { grade: 'two', discharged: '2022-09-01' },
      charges: { inScope: 12000 },
    });
    expect(deductible).toMatchObject({ id: 'pool.deductible', bearer: 'person', formula: '600.00' });
    expect(payment).toMatchObject({
      id: 'pool.paid',
      layer: 'pool',
      bearer: 'pool',
      rule: '二级、统筹区内：600 元以上 80 %',
      formula: '(12,000.00 − 600.00) × 80 % = 9,120.00',
      clause: { grade: 'B', retrievedOn: '2026-11-21' },
    });
  });

  it('shows both ends of a slice that the year had already entered', () => {
    const steps = explain({
      case: { discharged: '2020-10-01' },
      charges: { inScope: 60000 },
      before: { criticalIllnessBase: 39240, criticalIllnessPaid: 17544 },
    });
    expect(steps.find(({ id }) => id === 'criticalIllness.paid')?.formula).toBe(
      '(40,000.00 × 60 % − 已计 29,240.00 × 60 %) + 13,280.00 × 70 % = 6,456.00 + 9,296.00 = 15,752.00',
    );
  });

  it('says what the year had counted towards a threshold', () => {
    const steps = explain({ charges: { inScope: 40000 }, before: { criticalIllnessBase: 7000 } });
    const deductible = steps.find(({ id }) => id === 'criticalIllness.deductible');
    expect(deductible?.formula).toBe('10,000.00 − 年内已计 7,000.00 = 3,000.00');
  });

  it('says why a layer pays nothing, in one rung', () => {
    const steps = explain({
      case: { grade: 'one' },
      charges: { inScope: 3000 },
      before: { criticalIllnessBase: 1000 },
    });
    const rungs = steps.filter(({ layer }) => layer === 'criticalIllness');
    expect(rungs).toMatchObject([
      { taken: 0, formula: '年内累计 1,000.00 + 660.00 = 1,660.00 未超过起付标准 10,000.00，支付 0.00' },
    ]);
  });

  it('names the ceiling, and its clause, where the ceiling decides', () => {
    const steps = explain({ charges: { inScope: 12000 }, before: { poolPaid: 128000, criticalIllnessBase: 10000 } });
    expect(steps.find(({ id }) => id === 'pool.paid')).toMatchObject({
      rule: '三级、统筹区内：2000 元以上 62 %；付至统筹基金年度最高支付限额',
      formula: '130,000.00 − 年内已付 128,000.00 = 2,000.00（按比例应付 6,200.00）',
      clause: { grade: 'D' },
    });
    expect(steps.find(({ id }) => id === 'pool.overCap')).toMatchObject({
      title: '超过统筹基金年度最高支付限额',
      taken: 677_419,
      formula: '10,000.00 − 3,225.81 = 6,774.19',
    });
  });

  it('names a cap on the cost that enters a layer', () => {
    const policy = miniPolicy([{ rules: [{ deductible: 500, bounds: 'absolute', costCap: 10_000, rate: '80 %' }] }]);
    const steps = explain({ charges: { inScope: 12000 } }, () => policy);
    // 9,500 × 80 % = 7,600
    expect(shown(steps)).toEqual([
      ['统筹起付标准', 500, 11500],
      ['超过统筹费用限额', 2000, 9500],
      ['统筹支付', 7600, 1900],
      ['个人负担合计', -2500, 4400],
      ['个人现金支付', 4400, 0],
    ]);
    expect(steps[2]?.rule).toBe('500 至 10000 元 80 %，10000 元以上不计入');
  });

  it('ends with account and cash', () => {
    const steps = explain({
      scheme: '310',
      case: { care: 'outpatient', grade: 'none', account: 100 },
      charges: { inScope: 120 },
    });
    expect(shown(steps)).toEqual([
      ['个人账户支付', 100, 20],
      ['个人现金支付', 20, 0],
    ]);
    expect(steps[0]?.clause?.grade).toBe('sample');
  });
});
