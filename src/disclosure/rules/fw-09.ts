import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_09: Rule = {
  id: 'FW-09',
  sentence: '按科目编码的各表：编码不重复，由小到大排列，下级科目有其上级科目行。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'order', table: 'FA02' },
    { kind: 'order', table: 'FA03' },
    { kind: 'order', table: 'FA05' },
    { kind: 'order', table: 'FA08' },
    { kind: 'order', table: 'FA09' },
  ],
};
