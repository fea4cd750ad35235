import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_03: Rule = {
  id: 'FW-03',
  sentence: '收入支出决算总表：本年支出合计等于各类支出之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA01',
      each: 'column',
      equation: 'eS = sum(class)',
      columns: ['amount'],
      tolerance: 'sum',
    },
  ],
};
