import { describe, expect, it } from 'vitest';
import type { FundOverviewItem } from '../api/types.ts';
import { axisTop, budgetDone, finding, niceTop, seriesOf } from './overview-model.ts';

const month = (period: string, incomeFen: number | null, expenditureFen: number | null, balanceFen: number | null) => ({
  period,
  incomeFen,
  expenditureFen,
  balanceFen,
  closed: true,
});
const fund: FundOverviewItem = {
  bookId: 'fund-390',
  name: '居民医保',
  openingFen: 100_000_000,
  incomeFen: 30_000_000,
  expenditureFen: 45_000_000,
  balanceFen: 85_000_000,
  months: [month('2021-01', 20_000_000, 22_000_000, 98_000_000), month('2021-03', 10_000_000, 23_000_000, 85_000_000)],
  reserveMonths: 3.8,
  lastYear: {
    openingFen: 0,
    incomeFen: 90_000_000,
    expenditureFen: 80_000_000,
    balanceFen: 100_000_000,
    months: [month('2020-01', 61_000_000, 20_000_000, 41_000_000)],
    sameMonths: { incomeFen: 25_000_000, expenditureFen: 50_000_000 },
  },
  budget: { incomeFen: 120_000_000, expenditureFen: 100_000_000 },
};

describe('series', () => {
  it('put months in their place and leave gaps', () => {
    expect(seriesOf(fund, 'expenditure')).toEqual([
      22_000_000,
      null,
      23_000_000,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('share one scale for income and expenditure, last year included', () => {
    expect(axisTop(fund, 'income')).toBe(100_000_000);
    expect(axisTop(fund, 'expenditure')).toBe(axisTop(fund, 'income'));
    expect(axisTop(fund, 'balance')).toBe(100_000_000);
  });

  it('round the axis to readable steps', () => {
    expect([0, 7, 11, 24, 26, 51, 100].map(niceTop)).toEqual([1, 10, 20, 25, 50, 100, 100]);
  });
});

describe('findings', () => {
  it('say the amount and the change', () => {
    expect(finding(fund, 'income')).toBe('收入 30.00 万元，比上年同期增 20.00%');
    expect(finding(fund, 'expenditure')).toBe('支出 45.00 万元，比上年同期减 10.00%');
    expect(finding(fund, 'balance')).toBe('滚存结余 85.00 万元，比年初减 15.00 万元');
    expect(finding({ ...fund, lastYear: null }, 'income')).toContain('上年同期没有数');
  });

  it('compare with the budget only where there is one', () => {
    expect(budgetDone(30, 120)).toBe(0.25);
    expect(budgetDone(30, undefined)).toBeNull();
  });
});
