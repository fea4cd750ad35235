import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_05: Rule = {
  id: 'FW-05',
  sentence: '收入支出决算总表：收入总计等于支出总计。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [{ kind: 'equation', table: 'FA01', each: 'table', equation: 'iT.amount = eT.amount', tolerance: 'same' }],
};
