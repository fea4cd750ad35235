import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_19: Rule = {
  id: 'FW-19',
  sentence:
    '国有资本经营预算财政拨款支出决算表：本年支出等于基本支出与项目支出之和；列有结转的，年末结转和结余等于年初结转和结余加本年收入减本年支出。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'equation', table: 'FA09', each: 'row', equation: 'x = x1 + x2', tolerance: 'sum', ifPresent: true },
    { kind: 'equation', table: 'FA09', each: 'row', equation: 'c = b + y - x', tolerance: 'sum', ifPresent: true },
  ],
};
