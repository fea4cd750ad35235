import { describe, expect, it } from 'vitest';
import { compilePack } from './compile-pack.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { computeBenefits } from './compute-benefits.ts';
import type { BenefitCase, BenefitResult, RunningTotals } from './model.ts';
import { renderSteps } from './render-steps.ts';
import { caseOf, yuan } from './test-case.ts';

const cited = { from: '2000-01-01', source: 'test' };

/** One inpatient layer of a threshold of 500 and a rate of 80 %, with what a test adds. */
function policyOf(layer: object, accumulators: object = {}): CompiledPolicy {
  const main = {
    pack: '999900-test',
    title: '测试',
    area: '999900',
    scheme: '390',
    from: '2000-01-01',
    decidedBy: 'dischargedOn',
    identities: { 2303: '低保救助对象' },
    personTypes: {},
    layers: ['pool.yaml'],
    accumulators,
    account: [{ ...cited, covers: 'none' }],
    sources: { test: { document: '办法', grade: 'A' }, weak: { document: '网页', grade: 'C' } },
  };
  const pool = {
    layer: 'pool',
    title: '统筹',
    pays: 'hifp_pay',
    fundPayType: '390100',
    ...cited,
    base: 'inScope',
    accumulator: 'encounter',
    rules: [{ ...cited, deductible: 500, rate: '80 %' }],
    ceilings: [],
    ...layer,
  };
  const pack = compilePack('999900-test', [
    { name: '999900-test/pack.yaml', text: JSON.stringify(main) },
    { name: '999900-test/pool.yaml', text: JSON.stringify(pool) },
  ]);
  if (!pack.ok) throw new Error(`${pack.error.message}；${pack.error.remedy}`);
  const [policy] = pack.value.policies;
  if (policy === undefined) throw new Error('a pack has a policy');
  return policy;
}

function compute(policy: CompiledPolicy, change: Partial<BenefitCase>, totals: RunningTotals = {}): BenefitResult {
  const result = computeBenefits(policy, { ...caseOf({ charges: { inScope: 2000 } }), ...change }, totals);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('a threshold that is charged once for a course of treatment', () => {
  const once = policyOf(
    { deductibleOn: 'courseThreshold' },
    { courseThreshold: { title: '本疗程起付标准', adds: 'pool.deductible', per: 'episode' } },
  );

  it('is charged in the first hospital and not in the second', () => {
    const first = compute(once, { episodeId: 'E1' });
    // (2,000 − 500) × 80 % = 1,200; then 2,000 × 80 % = 1,600
    expect(first.amounts.pool).toBe(yuan(1200));
    expect(compute(once, { episodeId: 'E1' }, first.totalsAfter).amounts.pool).toBe(yuan(1600));
  });

  it('is charged anew for each case that names no course: such cases are not one course', () => {
    const first = compute(once, {});
    expect(first.amounts.pool).toBe(yuan(1200));
    expect(first.totalsAfter).toEqual({});
    expect(compute(once, {}, first.totalsAfter).amounts.pool).toBe(yuan(1200));
  });
});

describe('a ceiling on the cost that enters', () => {
  it('leaves its room to what stands above a threshold that is charged apart', () => {
    const capped = policyOf(
      {
        deductibleOn: 'encounter',
        ceilings: [{ on: 'entered', title: '进入统筹费用限额', counts: 'cost', limits: [{ ...cited, amount: 1000 }] }],
      },
      { entered: { title: '进入统筹费用', adds: 'pool.paid + pool.coPay' } },
    );
    const { amounts, layers } = compute(capped, {});
    // 2,000 − 500 = 1,500, of which 1,000 enters: 800 paid, 200 co-pay, 500 over the cap
    expect(amounts.pool).toBe(yuan(800));
    expect(layers[0]?.components).toMatchObject({ deductible: yuan(500), coPay: yuan(200), overCap: yuan(500) });
  });
});

describe('the clause of a step', () => {
  const tilted = policyOf({
    tilts: [
      { title: '低保', rows: [{ ...cited, source: 'weak', when: { identity: ['2303'] }, deductibleTimes: '50 %' }] },
    ],
  });

  it('is no better founded than the tilt that changed the rule', () => {
    const person = { ...caseOf({ charges: {} }).person, identities: ['2303'] };
    const steps = renderSteps(tilted, compute(tilted, { person }).steps);
    const paid = steps.find(({ id }) => id === 'pool.paid');
    // (2,000 − 250) × 80 %
    expect(paid).toMatchObject({ taken: yuan(1400), clause: { document: '办法；网页', grade: 'C' } });
    expect(paid?.rule).toContain('低保救助对象：起付标准减半');
  });

  it('is that of the rule alone where no tilt applies', () => {
    const steps = compute(tilted, {}).steps;
    expect(steps.find(({ id }) => id === 'pool.paid')?.clause).toMatchObject({ document: '办法', grade: 'A' });
  });
});
