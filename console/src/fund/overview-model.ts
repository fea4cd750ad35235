/** The fund overview in numbers: series for the small multiples, their common scale, what the titles say. Pure. */
import type { FundOverviewItem, FundYear } from '../api/types.ts';
import { changeRatio, formatAmount, formatPercent } from '../money/format.ts';

export type Measure = 'income' | 'expenditure' | 'balance';

export const MEASURES: readonly { readonly measure: Measure; readonly title: string }[] = [
  { measure: 'income', title: '收入' },
  { measure: 'expenditure', title: '支出' },
  { measure: 'balance', title: '滚存结余' },
];

const FIELDS = { income: 'incomeFen', expenditure: 'expenditureFen', balance: 'balanceFen' } as const;

/** Twelve values, January to December; null for months without figures. */
export function seriesOf(year: Pick<FundYear, 'months'>, measure: Measure): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: 12 }, () => null);
  for (const month of year.months) {
    const index = Number(month.period.slice(5)) - 1;
    if (index >= 0 && index < 12) values[index] = month[FIELDS[measure]];
  }
  return values;
}

/**
 * Top of the axis, in fen: income and expenditure share one scale, so that their heights compare; the balance, a stock,
 * has its own. Rounded up to 1, 2, 2.5 or 5 times a power of ten, so that the axis can be read.
 */
export function axisTop(fund: FundOverviewItem, measure: Measure): number {
  const measures: readonly Measure[] = measure === 'balance' ? ['balance'] : ['income', 'expenditure'];
  const years = fund.lastYear ? [fund, fund.lastYear] : [fund];
  const values = years.flatMap((year) => measures.flatMap((name) => seriesOf(year, name))).map((value) => value ?? 0);
  return niceTop(Math.max(0, ...values));
}

export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}

/** The title of a panel says what happened: "收入 3,210.55 万元，比上年同期增 4.20%". */
export function finding(fund: FundOverviewItem, measure: Measure): string {
  const title = MEASURES.find((entry) => entry.measure === measure)?.title ?? '';
  const now = { income: fund.incomeFen, expenditure: fund.expenditureFen, balance: fund.balanceFen }[measure];
  const text = `${title} ${formatAmount(now, 'wan')} 万元`;
  if (measure === 'balance') {
    const change = fund.balanceFen - fund.openingFen;
    if (change === 0) return `${text}，与年初持平`;
    return `${text}，比年初${change > 0 ? '增' : '减'} ${formatAmount(Math.abs(change), 'wan')} 万元`;
  }
  const ratio = changeRatio(now, fund.lastYear?.sameMonths[FIELDS[measure] as 'incomeFen' | 'expenditureFen']);
  if (ratio === null) return `${text}，上年同期没有数`;
  if (ratio === 0) return `${text}，与上年同期持平`;
  return `${text}，比上年同期${ratio > 0 ? '增' : '减'} ${formatPercent(Math.abs(ratio))}`;
}

/** Share of the year's budget that is done; null without a budget. */
export function budgetDone(amountFen: number, budgetFen: number | undefined): number | null {
  return budgetFen === undefined || budgetFen === 0 ? null : amountFen / budgetFen;
}
