import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_16: Rule = {
  id: 'FW-16',
  sentence:
    '“三公”经费支出决算表：合计等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和，公务用车小计等于购置费与运行维护费之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'equation', table: 'FA07', each: 'row', equation: 's0 = s1 + s2 + s5', tolerance: 'sum' },
    { kind: 'equation', table: 'FA07', each: 'row', equation: 's2 = s3 + s4', tolerance: 'sum' },
  ],
};
