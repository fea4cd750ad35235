import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_18: Rule = {
  id: 'FW-18',
  sentence:
    '政府性基金预算财政拨款收入支出决算表：年末结转和结余等于年初结转和结余加本年收入减本年支出，本年支出等于基本支出与项目支出之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'equation', table: 'FA08', each: 'row', equation: 'c = b + y - x', tolerance: 'sum', ifPresent: true },
    { kind: 'equation', table: 'FA08', each: 'row', equation: 'x = x1 + x2', tolerance: 'sum', ifPresent: true },
  ],
};
