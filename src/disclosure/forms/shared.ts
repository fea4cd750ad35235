import type { RowPattern } from './form.ts';

/** Columns that stand in many variants and carry nothing for the rules. */
export const IGNORED_COLUMNS = /(^|\/)(行次|栏次|序号|备注|说明)$/;

export const CODED_TOTALS: readonly RowPattern[] = [
  { key: 'total', label: /^(合计|总计|(本年)?(收入|支出)(合计|总计)|基本支出合计)$/ },
];
