import type { Rule } from '../rule.ts';
import { TABLE_SOURCES } from './sources.ts';

export const FW_08: Rule = {
  id: 'FW-08',
  sentence: '按功能分类的各表：合计等于各类之和，类等于所属各款之和，款等于所属各项之和。',
  severity: 'error',
  sources: TABLE_SOURCES,
  relations: [
    { kind: 'rollup', table: 'FA02' },
    { kind: 'rollup', table: 'FA03' },
    { kind: 'rollup', table: 'FA05' },
    { kind: 'rollup', table: 'FA08' },
    { kind: 'rollup', table: 'FA09' },
  ],
};
