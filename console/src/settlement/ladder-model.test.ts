import { describe, expect, it } from 'vitest';
import type { AmountsView, Bearer, StepView } from '../api/types.ts';
import { brokenRungs, gradeName, isDoubtful, paymentRates, rungBar, sumChecks, takenBy } from './ladder-model.ts';
import { payerShares } from './payers.ts';

const step = (
  beforeFen: number,
  takenFen: number,
  bearer: Bearer = 'person',
  afterFen = beforeFen - takenFen,
): StepView => ({
  id: `${beforeFen}`,
  layer: 'pool',
  title: '',
  rule: '',
  formula: '',
  beforeFen,
  takenFen,
  afterFen,
  bearer,
});

// 12,000 in scope, 二级 600 起付, 80 %: 600 + 9,120 + 2,280 (worked by hand from the published example).
const STEPS = [
  step(1_200_000, 60_000),
  step(1_140_000, 912_000, 'pool'),
  step(228_000, -60_000),
  step(288_000, 288_000),
];
const AMOUNTS: AmountsView = {
  totalFen: 1_200_000,
  fullSelfPayFen: 0,
  overLimitFen: 0,
  priorShareFen: 0,
  inScopeFen: 1_200_000,
  deductibleFen: 60_000,
  poolFen: 912_000,
  civilServantFen: 0,
  enterpriseFen: 0,
  criticalIllnessFen: 0,
  largeAmountFen: 0,
  medicalAidFen: 0,
  otherFen: 0,
  fundTotalFen: 912_000,
  personTotalFen: 288_000,
  accountFen: 0,
  cashFen: 288_000,
  hospitalShareFen: 0,
};

describe('rungBar', () => {
  it('shrinks from the total to zero', () => {
    expect(rungBar(STEPS[0] as StepView, 1_200_000)).toEqual({
      left: 0.95,
      start: 0.95,
      width: expect.closeTo(0.05),
      returns: false,
    });
    expect(rungBar(STEPS[3] as StepView, 1_200_000)).toMatchObject({ left: 0, width: 0.24 });
  });

  it('marks a rung that brings back what was set aside', () => {
    const bar = rungBar(STEPS[2] as StepView, 1_200_000);
    expect(bar).toMatchObject({ left: 0.19, returns: true });
    expect(bar.width).toBeCloseTo(0.05);
  });

  it('draws a reversal by its size and never leaves the track', () => {
    expect(rungBar(step(-1_200_000, -60_000), -1_200_000)).toMatchObject({ left: 0.95, returns: false });
    expect(rungBar(step(2_400_000, 60_000), 1_200_000).start).toBeLessThanOrEqual(1);
    expect(rungBar(step(0, 0), 0)).toEqual({ left: 0, start: 0, width: 0, returns: false });
  });
});

describe('sums', () => {
  it('hold on the example', () => {
    expect(sumChecks({ amounts: AMOUNTS, steps: STEPS }).map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(brokenRungs(STEPS)).toEqual([]);
    expect(takenBy(STEPS, 'pool')).toBe(AMOUNTS.poolFen);
    expect(takenBy(STEPS, 'person')).toBe(AMOUNTS.cashFen);
  });

  it('show a missing fen', () => {
    const wrong = { ...AMOUNTS, cashFen: 287_999 };
    expect(
      sumChecks({ amounts: wrong, steps: STEPS })
        .filter(({ holds }) => !holds)
        .map(({ title }) => title),
    ).toEqual(['个人负担 = 个人账户 + 个人现金']);
    expect(brokenRungs([step(100, 40), step(61, 61)])).toHaveLength(1);
    expect(brokenRungs([step(100, 40, 'pool', 61)])).toHaveLength(1);
  });

  it('give the payment rates', () => {
    expect(paymentRates(AMOUNTS)).toEqual({ ofTotal: 0.76, ofInScope: 0.76 });
    expect(paymentRates({ ...AMOUNTS, totalFen: 0, inScopeFen: 0 })).toEqual({ ofTotal: null, ofInScope: null });
  });
});

describe('payers', () => {
  it('list all that pay, together the total', () => {
    const shares = payerShares({ ...AMOUNTS, cashFen: 280_000, otherFen: 8_000 });
    expect(shares.map(({ payer }) => payer.title)).toEqual(['统筹基金', '其他基金', '个人现金']);
    expect(shares.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(1_200_000);
  });
});

describe('sources', () => {
  it('are called doubtful from grade C down', () => {
    expect(['A', 'A-', 'B', 'C', 'D', 'sample'].map(isDoubtful)).toEqual([false, false, false, true, true, true]);
    expect(gradeName('sample')).toContain('演示');
  });
});
