import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_10: Rule = {
  id: 'FW-10',
  sentence: '支出决算表：每行本年支出合计等于基本支出、项目支出、上缴上级支出、经营支出、对附属单位补助支出之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'equation', table: 'FA03', each: 'row', equation: 'c1 = c2 + c3 + c4? + c5? + c6?', tolerance: 'sum' },
  ],
};
