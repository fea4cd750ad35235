import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_14: Rule = {
  id: 'FW-14',
  sentence: '一般公共预算财政拨款支出决算表：每行合计等于基本支出与项目支出之和，基本支出等于人员经费与公用经费之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'equation', table: 'FA05', each: 'row', equation: 'c1 = c2 + c3', tolerance: 'sum' },
    { kind: 'equation', table: 'FA05', each: 'row', equation: 'c2 = c2p + c2o', tolerance: 'sum', ifPresent: true },
  ],
};
