import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_04: Rule = {
  id: 'FW-04',
  sentence: '收入支出决算总表：支出总计等于本年支出合计、结余分配、年末结转和结余之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA01',
      each: 'column',
      equation: 'eT = eS + eD? + eC?',
      columns: ['amount'],
      tolerance: 'sum',
    },
  ],
};
