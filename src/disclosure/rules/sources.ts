import type { RuleSource } from '../rule.ts';

/** The duty that figures be true, exact and complete, and the forms whose printed heads state the sums. */
export const ACCOUNTS_METHOD: RuleSource = {
  document: '部门决算管理办法（财库〔2021〕36号）',
  note: '决算应当真实、准确、完整，编制后须审核',
  grade: 'common',
};

export const TABLE_FORMS: RuleSource = {
  document: '地方预决算公开操作规程（财预〔2016〕143号）及各年部门决算公开表式',
  note: '表内关系由表头和合计行写明',
  grade: 'published',
};

export const SUBJECT_CLASSIFICATION: RuleSource = {
  document: '政府收支分类科目（财政部，按年度印发）',
  grade: 'common',
};

export const TABLE_SOURCES: readonly RuleSource[] = [TABLE_FORMS, ACCOUNTS_METHOD];
