import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_07: Rule = {
  id: 'FW-07',
  sentence: '收入决算表：每行本年收入合计等于各来源收入之和，事业收入不小于其中的教育收费。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA02',
      each: 'row',
      equation: 'c1 = c2? + c3? + c4? + c5? + c6? + c7?',
      tolerance: 'sum',
    },
    { kind: 'equation', table: 'FA02', each: 'row', equation: 'c4 >= c4e', tolerance: 'same', ifPresent: true },
  ],
};
