import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_01: Rule = {
  id: 'FW-01',
  sentence: '收入支出决算总表：本年收入合计等于各项收入之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA01',
      each: 'column',
      equation: 'iS = sum(source)',
      columns: ['amount'],
      tolerance: 'sum',
    },
  ],
};
