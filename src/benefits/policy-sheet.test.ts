import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { compilePack } from './compile-pack.ts';
import { findPolicy, loadPolicies, type PolicySheet, policySheet, type Scheme } from './index.ts';

const packs = unwrap(loadPolicies(path.join(import.meta.dirname, '../../policies')));

function sheetOn(date: string, area = '610326', scheme: Scheme = '390'): PolicySheet {
  const policy = unwrap(findPolicy(packs, { area, scheme, on: isoDate(date) }));
  const pack = packs.find(({ id }) => id === policy.pack);
  if (pack === undefined) throw new Error(`no pack ${policy.pack}`);
  return policySheet(policy, pack.names);
}

function layerOf(sheet: PolicySheet, id: string) {
  return sheet.layers.find((layer) => layer.id === id) ?? expect.unreachable(id);
}

function ruleFor(sheet: PolicySheet, layer: string, condition: string) {
  return layerOf(sheet, layer).rules.find((row) => row.condition === condition) ?? expect.unreachable(condition);
}

describe('the sheet of a policy on a day', () => {
  // 宝鸡 residents: 二级 800 yuan and 78 % until 2022-08-31, 600 yuan and 80 % from 2022-09-01 (hospital page, grade B).
  it('shows the figures in force on that day, and the span they hold for', () => {
    const before = sheetOn('2022-08-31');
    const after = sheetOn('2022-09-01');
    expect([before.to, after.from]).toEqual(['2022-09-01', '2022-09-01']);
    expect(ruleFor(before, 'pool', '二级、统筹区内')).toMatchObject({
      text: '起付标准 800 元，支付比例 78 %',
      cited: { grade: 'B' },
    });
    expect(ruleFor(after, 'pool', '二级、统筹区内').fields).toEqual([
      { name: '起付标准', value: '600 元' },
      { name: '支付比例', value: '80 %' },
    ]);
    expect(ruleFor(after, 'pool', '三级、异地安置').text).toBe('起付标准 2,000 元，支付比例 65 %');
  });

  it('names who pays, the base, over what it accumulates, slices and limits with whom they are for', () => {
    const critical = layerOf(sheetOn('2020-06-30'), 'criticalIllness');
    expect(critical).toMatchObject({ title: '大病保险', payer: '大病保险' });
    expect(critical.fields).toEqual([
      { name: '适用', value: '住院或门诊慢特病' },
      { name: '计算基数', value: '政策范围内费用 − 基本医保统筹支付 − 门诊慢特病支付' },
      { name: '累计', value: '按“大病保险年内合规费用”累计' },
    ]);
    expect(critical.rules.at(-1)).toMatchObject({
      condition: '其余情形',
      text: '起付标准 10,000 元，支付比例 50,000 元以下 60 %，50,000 至 100,000 元 70 %，100,000 元以上 80 %',
    });
    expect(critical.ceilings).toMatchObject([
      {
        title: '大病保险年度最高支付限额',
        note: '限支付额，按“大病保险年内支付”累计',
        rows: [
          { condition: '建档立卡贫困人员或低保救助对象或特困救助对象', text: '不设限额' },
          { condition: '其余情形', text: '300,000 元' },
        ],
      },
    ]);
  });

  it('lists each document once, with what it remarks; rows keep their own remarks', () => {
    const sheet = sheetOn('2020-06-30');
    expect(sheet.weakest).toBe('sample');
    const page = sheet.sources.find(({ document }) => document === '宝鸡城乡居民医保报销比例（汇编网页）');
    expect(page).toMatchObject({
      grade: 'C',
      url: 'http://m.bbbaike.com/baike/techan/1281472.html',
      retrievedOn: '2026-11-21',
      note: '页面未标年份，其比例与 2022-09-01 以前一致',
    });
    expect(sheet.sources.map(({ number }) => number)).toEqual(sheet.sources.map((_, index) => index + 1));
    const referred = layerOf(sheet, 'pool').rules.find(({ condition }) => condition === '转诊异地或未转诊异地');
    expect(referred?.cited).toEqual({ source: page?.number, article: undefined, grade: 'C', note: undefined });
    expect(ruleFor(sheet, 'pool', '一级、统筹区内').cited).toMatchObject({
      source: page?.number,
      note: '一级含镇卫生院、社区；2022 年通知未提及一级',
    });
  });

  it('says that the personal account pays nothing of residents, and how a stay across years is settled', () => {
    const sheet = sheetOn('2024-01-01', '340300');
    expect(sheet.account).toMatchObject({ condition: '各种情形', text: '无（不由个人账户支付）' });
    expect(sheet.yearEnd).toMatchObject([{ condition: '各种情形', text: '按决定日期一次结算' }]);
    expect(sheet.feeLines).toBeUndefined();
  });

  it('tells a guarantee and the order of tilts', () => {
    const floor = layerOf(sheetOn('2024-01-01', '340300'), 'floor');
    expect(floor.fields.at(-1)).toEqual({
      name: '支付方式',
      value: '保底：基本医保统筹支付合计不足本层算得的，由本层补足',
    });
    const [retired, again] = layerOf(sheetOn('2024-01-01', '340300', '310'), 'pool').tilts;
    expect(retired).toMatchObject({ title: '退休', rows: [{ condition: '退休', text: '支付比例提高 3 个百分点' }] });
    expect(again?.rows[0]).toMatchObject({
      condition: '年内第 2 次住院',
      text: '起付标准降低 100 元，起付标准不低于 200 元',
    });
  });
});

/** A pack (样例) that uses what the packs above do not. */
const FILES = {
  'pack.yaml': `
pack: 999900-sheet
title: 样例待遇
area: "999900"
scheme: "390"
from: 2021-01-01
decidedBy: admittedOn
identities: { "2303": 低保救助对象, "2304": 特困救助对象 }
identityRank: ["2304", "2303"]
personTypes: { "1404": 大学生 }
groups: { tcm: 中医药 }
feeLines: fee-lines.yaml
layers: [pool.yaml, aid.yaml]
accumulators:
  charged: { title: 本疗程已计起付标准, adds: pool.deductible, per: episode }
  aidBase: { title: 当月救助费用, adds: aid.base, per: month }
  aidPaid: { title: 当月救助支付, adds: aid.paid, per: month }
account:
  - { from: 2021-01-01, source: notice, covers: personTotal - fullSelfPay }
yearEnd:
  - { when: { care: [inpatient] }, from: 2021-01-01, source: notice, stay: split }
sources:
  notice: { document: 样例办法, grade: sample }
`,
  'pool.yaml': `
layer: pool
title: 统筹
pays: hifp_pay
fundPayType: "390100"
from: 2021-01-01
source: notice
base: inScope
accumulator: encounter
deductibleOn: charged
rules:
  - when: { disease: [M00500], place: [local], anyOf: [{ age: { under: 18 } }, { personType: ["1404"] }] }
    from: 2021-01-01
    source: notice
    package: { price: 12000, person: 20 %, excess: hospital, surplus: kept }
  - from: 2021-01-01
    source: notice
    article: 第六条
    deductible: 500
    rate: 70 %
    firstTake: 10 %
    groups: [{ group: [tcm], rate: 90 % }]
    groupShare: proportional
ceilings:
  - on: encounter
    title: 单次费用限额
    counts: cost
    limits:
      - { from: 2021-01-01, source: notice, amount: 300, perDay: true }
`,
  'aid.yaml': `
layer: aid
title: 医疗救助
pays: maf_pay
fundPayType: "610100"
from: 2021-01-01
source: notice
base: inScope - pool.paid
floorBase: true
identities: highest
accumulator: aidBase
mode: entitlement
paidOn: aidPaid
rules:
  - from: 2021-01-01
    source: notice
    deductible: 100
    bounds: aboveDeductible
    slices: [{ upTo: 1000, rate: 50 % }, { rate: 60 % }]
ceilings:
  - on: aidPaid
    title: 当月限额
    limits:
      - { from: 2021-01-01, source: notice, share: { rate: 85 %, of: total - fullSelfPay } }
`,
  'fee-lines.yaml': `
order: priorFirst
rules:
  - { from: 2021-01-01, source: notice, itemClass: ["02"], chargeType: ["09"], priorRate: 15 %, group: tcm }
  - { from: 2021-01-01, source: notice, itemCode: [XL01SAMPLE0001], payable: false }
`,
};

describe('a sheet of everything that the language can say', () => {
  const files = Object.entries(FILES).map(([name, text]) => ({ name: `999900-sheet/${name}`, text }));
  const pack = unwrap(compilePack('999900-sheet', files));
  const [policy] = pack.policies;
  if (policy === undefined) throw new Error('a pack has a policy');
  const sheet = policySheet(policy, pack.names);

  it('says how the policy is chosen, which identity counts, what the account pays', () => {
    expect(sheet.decidedBy).toBe('入院日期');
    expect(sheet.identityRank).toEqual(['特困救助对象', '低保救助对象']);
    expect(sheet.account.text).toBe('个人负担合计 − 全自费');
    expect(sheet.yearEnd).toMatchObject([{ condition: '住院', text: '于 12 月 31 日分开结算' }]);
  });

  it('packages, first takes, groups', () => {
    const [fixed, rest] = layerOf(sheet, 'pool').rules;
    expect(fixed).toMatchObject({
      condition: '统筹区内、病种 M00500，且不满 18 周岁或大学生',
      text: '定额 12000 元，个人负担 20 %，超出部分由医院负担，结余归医院',
    });
    expect(rest?.fields).toEqual([
      { name: '起付标准', value: '500 元' },
      { name: '支付比例', value: '70 %' },
      { name: '先行自付', value: '10 %' },
      { name: '费用类别', value: '中医药 90 %（按比例共用起付标准）' },
    ]);
    expect(rest?.cited).toEqual({ source: 1, article: '第六条', grade: 'sample', note: undefined });
  });

  it('thresholds charged apart, limits by day, limits that are a share', () => {
    const pool = layerOf(sheet, 'pool');
    expect(pool.fields).toContainEqual({ name: '起付标准', value: '另计，扣除“本疗程已计起付标准”已计的部分' });
    expect(pool.ceilings[0]).toMatchObject({
      note: '限进入本层的费用，每次就诊单独计算',
      rows: [{ text: '每日 300 元' }],
    });
    const aid = layerOf(sheet, 'aid');
    expect(aid.fields.slice(1)).toEqual([
      { name: '计算基数', value: '政策范围内费用 − 统筹支付（为负时按零）' },
      { name: '累计', value: '按“当月救助费用”累计（当月）' },
      { name: '支付方式', value: '累计应享受的，减去“当月救助支付”已支付的' },
      { name: '身份', value: '兼有几种身份的，只按最高的一种' },
    ]);
    expect(aid.rules[0]?.text).toBe(
      '起付标准 100 元，支付比例 1,000 元以下 50 %，1,000 元以上 60 %（界限自起付标准起算）',
    );
    expect(aid.ceilings[0]?.rows[0]?.text).toBe('医疗费总额 − 全自费的 85 %');
  });

  it('rules on fee lines', () => {
    expect(sheet.feeLines).toMatchObject({
      note: '先算先行自付，再扣支付限价',
      rows: [
        { condition: '乙类、收费类别 09', text: '先行自付 15 %，费用类别 中医药' },
        { condition: '医保编码 XL01SAMPLE0001', text: '不予支付' },
      ],
    });
  });
});
