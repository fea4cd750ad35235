import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_11: Rule = {
  id: 'FW-11',
  sentence: '财政拨款收入支出决算总表：支出方每行合计等于一般公共预算、政府性基金预算、国有资本经营预算三列之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [{ kind: 'equation', table: 'FA04', each: 'row', equation: 't = g + f? + k?', tolerance: 'sum' }],
};
