/** Lists that the filters and forms of recomputation offer. */
import type { FilterOption } from '../table/filters.ts';

export const CAUSE_OPTIONS: readonly FilterOption[] = [
  { value: 'reversal', label: '撤销非末次结算' },
  { value: 'lateClaim', label: '迟报结算' },
  { value: 'identity', label: '身份追溯变更' },
  { value: 'policy', label: '政策追溯调整' },
  { value: 'other', label: '其他' },
];

export const STATE_OPTIONS: readonly FilterOption[] = [
  { value: 'pending', label: '待复核' },
  { value: 'returned', label: '已退回' },
  { value: 'approved', label: '已核定待支付' },
  { value: 'paying', label: '支付待审核' },
  { value: 'paid', label: '已结清' },
];

/** Years from the books' first to the current one, newest first. */
export function yearOptions(firstPeriod: string, currentPeriod: string): FilterOption[] {
  const [first, last] = [firstPeriod, currentPeriod].map((period) => Number(period.slice(0, 4)));
  if (first === undefined || last === undefined || !(first <= last)) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = String(last - index);
    return { value: year, label: `${year}年度` };
  });
}

export function trialLink(year: { readonly psnNo: string; readonly insutype: string; readonly year: number | string }) {
  return `/recomputations/trial?psnNo=${encodeURIComponent(year.psnNo)}&insutype=${year.insutype}&year=${year.year}`;
}
