import type { Rule } from '../rule.ts';
import { SUBJECT_CLASSIFICATION } from './sources.ts';

export const FW_20: Rule = {
  id: 'FW-20',
  sentence: '各表科目编码应是当年政府收支分类科目所列，名称应是该编码当年的名称。',
  severity: 'error',
  sources: [SUBJECT_CLASSIFICATION],
  relations: [
    { kind: 'names', table: 'FA02' },
    { kind: 'names', table: 'FA03' },
    { kind: 'names', table: 'FA05' },
    { kind: 'names', table: 'FA06' },
    { kind: 'names', table: 'FA08' },
    { kind: 'names', table: 'FA09' },
  ],
};
