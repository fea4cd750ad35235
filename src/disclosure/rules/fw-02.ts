import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_02: Rule = {
  id: 'FW-02',
  sentence: '收入支出决算总表：收入总计等于本年收入合计、使用非财政拨款结余、年初结转和结余之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA01',
      each: 'column',
      equation: 'iT = iS + iU? + iB?',
      columns: ['amount'],
      tolerance: 'sum',
    },
  ],
};
