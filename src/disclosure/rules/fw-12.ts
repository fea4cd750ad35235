import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_12: Rule = {
  id: 'FW-12',
  sentence: '财政拨款收入支出决算总表：两方的合计、结转和总计各等于其组成，收入总计等于支出总计。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA04',
      each: 'column',
      equation: 'iS = i1 + i2? + i3?',
      columns: ['amount'],
      tolerance: 'sum',
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'column',
      equation: 'iB = iB1 + iB2? + iB3?',
      columns: ['amount'],
      tolerance: 'sum',
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'column',
      equation: 'iT = iS + iB?',
      columns: ['amount'],
      tolerance: 'sum',
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'column',
      equation: 'eS = sum(class)',
      columns: ['t', 'g', 'f', 'k'],
      tolerance: 'sum',
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'column',
      equation: 'eT = eS + eC?',
      columns: ['t', 'g', 'f', 'k'],
      tolerance: 'sum',
    },
    { kind: 'equation', table: 'FA04', each: 'table', equation: 'iT.amount = eT.t', tolerance: 'same' },
  ],
};
