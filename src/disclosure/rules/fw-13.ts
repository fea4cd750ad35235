import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_13: Rule = {
  id: 'FW-13',
  sentence: '财政拨款收入支出决算总表：每种资金的本年收入加年初结转等于本年支出加年末结转。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    {
      kind: 'equation',
      table: 'FA04',
      each: 'table',
      equation: 'i1.amount + iB1.amount = eS.g + eC.g',
      tolerance: 'sum',
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'table',
      equation: 'i2.amount + iB2.amount = eS.f + eC.f',
      tolerance: 'sum',
      ifPresent: true,
    },
    {
      kind: 'equation',
      table: 'FA04',
      each: 'table',
      equation: 'i3.amount + iB3.amount = eS.k + eC.k',
      tolerance: 'sum',
      ifPresent: true,
    },
  ],
};
