import { describe, expect, it } from 'vitest';
import type { PackParametersResponse } from '../api/types.ts';
import {
  allFields,
  draftProblem,
  fieldProblem,
  limitField,
  newDraft,
  nextDraft,
  type ReformDraft,
  reformContent,
  reformText,
  refusedReform,
  ruleFields,
} from './reform-model.ts';

const TWO = {
  address: { when: { grade: ['two'] }, from: '2020-01-01' },
  subject: '二级',
  deductible: 800,
  rate: 78,
  slices: [],
  words: '800 元以上 78 %',
  grade: 'B',
};
const SLICED = {
  address: { when: {}, from: '2020-01-01' },
  subject: '其他情形',
  deductible: 10_000,
  rate: null,
  slices: [
    { upTo: 50_000, rate: 60 },
    { upTo: null, rate: 70 },
  ],
  words: '',
  grade: 'D',
};
const LIMIT = {
  address: { on: 'poolPaid', when: {}, from: '2020-01-01' },
  title: '年度限额',
  subject: '其他情形',
  amount: 130_000,
  grade: 'D',
};
const PARAMETERS: PackParametersResponse = {
  pack: { code: '610300-baoji-residents', name: '宝鸡市居民' },
  on: '2020-12-31',
  layers: [
    { id: 'pool', title: '统筹', file: 'pool.yaml', rules: [TWO], limits: [LIMIT] },
    { id: 'criticalIllness', title: '大病', file: 'critical-illness.yaml', rules: [SLICED], limits: [] },
  ],
};
const keyOf = (label: string, file = 'pool.yaml') => {
  const found = allFields(PARAMETERS).find((field) => field.label === label && field.key.startsWith(file));
  if (!found) throw new Error(`no field ${label}`);
  return found.key;
};
const draft = (change: Partial<ReformDraft>): ReformDraft => ({ ...newDraft(1), ...change });

describe('another draft', () => {
  it('has a name that is free', () => {
    expect(nextDraft([newDraft(1)]).name).toBe('方案二');
    expect(nextDraft([newDraft(2), newDraft(3)]).name).toBe('方案一');
  });
});

describe('the fields of a form', () => {
  it('are threshold and rate, or the slices', () => {
    expect(ruleFields('pool.yaml', TWO).map(({ label, value }) => [label, value])).toEqual([
      ['起付标准', 800],
      ['支付比例', 78],
    ]);
    expect(ruleFields('critical-illness.yaml', SLICED).map(({ label, value }) => [label, value])).toEqual([
      ['起付标准', 10_000],
      ['第 1 段上限', 50_000],
      ['第 1 段比例', 60],
      ['第 2 段比例', 70],
    ]);
    expect(limitField('pool.yaml', { ...LIMIT, amount: null })).toBeNull();
  });

  it('take numbers of at most two decimals, rates of at most a hundred', () => {
    const [deductible, rate] = ruleFields('pool.yaml', TWO);
    if (!deductible || !rate) throw new Error('two fields');
    expect(fieldProblem(deductible, '600.50')).toBeUndefined();
    expect(fieldProblem(deductible, '-1')).toContain('不小于零');
    expect(fieldProblem(deductible, '1.234')).toContain('两位小数');
    expect(fieldProblem(deductible, '')).toContain('应为');
    expect(fieldProblem(rate, '100')).toBeUndefined();
    expect(fieldProblem(rate, '100.01')).toBe('不能超过 100 %');
  });
});

describe('the reform that a form comes to', () => {
  it('names what was changed by its address, and nothing else', () => {
    const edits = { [keyOf('起付标准')]: '600', [keyOf('支付比例')]: '78', [keyOf('限额')]: '150000' };
    expect(reformContent(draft({ name: ' 试算 ', question: '怎样？', edits }), PARAMETERS)).toEqual({
      reform: '试算',
      question: '怎样？',
      pack: '610300-baoji-residents',
      set: [
        { file: 'pool.yaml', rule: TWO.address, put: { deductible: 600 } },
        { file: 'pool.yaml', limit: LIMIT.address, put: { amount: 150_000 } },
      ],
    });
  });

  it('writes all slices when one of them changes', () => {
    const edits = { [keyOf('第 2 段比例', 'critical-illness.yaml')]: '72.5' };
    expect(reformContent(draft({ edits }), PARAMETERS).set).toEqual([
      {
        file: 'critical-illness.yaml',
        rule: SLICED.address,
        put: { slices: [{ upTo: 50_000, rate: '60 %' }, { rate: '72.5 %' }] },
      },
    ]);
  });

  it('is the rules of a day, or the file as it is', () => {
    expect(reformContent(draft({ kind: 'day', day: '2022-09-01' }), PARAMETERS)).toEqual({
      reform: '方案一',
      pack: '610300-baoji-residents',
      rulesOf: '2022-09-01',
    });
    expect(reformText(draft({ kind: 'file', text: 'reform: x' }), PARAMETERS)).toBe('reform: x');
  });
});

describe('what keeps a reform from being run', () => {
  it('is said in words', () => {
    expect(draftProblem(draft({}), PARAMETERS)).toBe('还没有改动任何数值');
    expect(draftProblem(draft({ edits: { [keyOf('起付标准')]: 'x' } }), PARAMETERS)).toBe('“起付标准”填写有误');
    expect(draftProblem(draft({ edits: { [keyOf('起付标准')]: '600' } }), PARAMETERS)).toBeUndefined();
    expect(draftProblem(draft({ name: ' ' }), PARAMETERS)).toBe('请填写方案名称');
    expect(draftProblem(draft({ kind: 'day' }), PARAMETERS)).toBe('请选择日期');
    expect(draftProblem(draft({ kind: 'file' }), PARAMETERS)).toBe('请填写或上传方案文件');
  });

  it('is found in a refusal by its number', () => {
    expect(refusedReform('reforms/2')).toBe(2);
    expect(refusedReform('year')).toBeNull();
    expect(refusedReform(undefined)).toBeNull();
  });
});
