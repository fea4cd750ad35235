import { describe, expect, it } from 'vitest';
import type { PolicyChange, PolicyDiff } from '../../../src/benefits/policy-diff.ts';
import { areaOptions, changeOf, changeRows, formerValue, spanName } from './policy-model.ts';

const source = { document: '通知', article: undefined, grade: 'B' } as const;
const raised: PolicyChange = {
  state: 'changed',
  list: '规定',
  condition: '二级',
  fields: [
    { name: '起付标准', before: '800 元', after: '不设' },
    { name: '支付比例', before: '78 %', after: '80 %' },
  ],
  before: source,
  after: source,
};
const limit: PolicyChange = {
  state: 'added',
  list: '限额（年度限额）',
  condition: '各种情形',
  fields: [{ name: '限额', before: undefined, after: '300,000 元' }],
  before: undefined,
  after: source,
};
const head = { policy: 'p', title: '样例', area: '999900', scheme: '390', from: '2020-01-01', to: undefined };
const diff: PolicyDiff = {
  before: head,
  after: head,
  parts: [
    { id: 'pool', title: '统筹', state: 'changed', changes: [raised] },
    { id: 'aid', title: '医疗救助', state: 'added', changes: [limit] },
  ],
};

it('names spans by their first and last day', () => {
  expect(spanName({ from: '2020-01-01', to: '2022-09-01' })).toBe('2020-01-01 至 2022-08-31');
  expect(spanName({ from: '2022-09-01', to: null })).toBe('2022-09-01 起');
});

it('offers the office’s own area first, invented ones last', () => {
  const row = (code: string, name: string) => ({ area: { code, name } });
  const list = {
    area: { code: '610326', name: '眉县' },
    rows: [row('999900', '样例地区'), row('610300', '宝鸡市'), row('610300', '宝鸡市'), row('120000', '天津市')],
  };
  expect(areaOptions(list as Parameters<typeof areaOptions>[0]).map(({ label }) => label)).toEqual([
    '610326 眉县',
    '120000 天津市',
    '610300 宝鸡市',
    '999900 样例地区',
  ]);
});

describe('changes', () => {
  it('stand in one table, the old value beside the new', () => {
    expect(changeRows(diff).map(({ part, before, after }) => [part, before, after])).toEqual([
      ['统筹', '起付标准 800 元，支付比例 78 %', '不设起付标准，支付比例 80 %'],
      ['医疗救助（新增）', '—', '300,000 元'],
    ]);
  });

  it('are found for the row of the sheet, with what stood there', () => {
    const change = changeOf(diff, 'pool', '规定', '二级');
    expect([formerValue(change, '支付比例'), formerValue(change, '费用限额')]).toEqual(['78 %', undefined]);
    expect(changeOf(diff, 'pool', '规定', '三级')).toBeUndefined();
    expect(changeOf(null, 'pool', '规定', '二级')).toBeUndefined();
    expect(formerValue(limit, '限额')).toBeUndefined();
  });
});
