import type { ColumnPattern } from './form.ts';

/** 政府性基金 and 国有资本经营: carry-over, income, expenditure, carry-over; or the expenditure alone. */
export const FUND_COLUMNS: readonly ColumnPattern[] = [
  { key: 'b', name: '年初结转和结余', path: /(^|\/)(年初|上年)(结转和结余|结转结余|结转)(\/(小计|合计))?$/ },
  { key: 'y', name: '本年收入', path: /(^|\/)本年收入(\/(小计|合计))?$/ },
  { key: 'c', name: '年末结转和结余', path: /(^|\/)年末(结转和结余|结转结余|结转)(\/(小计|合计))?$/ },
  { key: 'x1', name: '基本支出', path: /(^|\/)基本支出(\/(小计|合计))?$/ },
  { key: 'x2', name: '项目支出', path: /(^|\/)项目支出(\/(小计|合计))?$/ },
  { key: 'x', name: '本年支出', path: /^(.*\/)?(本年支出(合计)?|支出合计|合计|小计)$/ },
];
