import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { flawsOf, soundPack } from './check/testing.ts';
import { changeWords, diffPolicies, findPolicy, loadPolicies, type PolicyDiff, type Scheme } from './index.ts';

const packs = unwrap(loadPolicies(path.join(import.meta.dirname, '../../policies')));

function sideOn(area: string, date: string, scheme: Scheme = '390') {
  const policy = unwrap(findPolicy(packs, { area, scheme, on: isoDate(date) }));
  const pack = packs.find(({ id }) => id === policy.pack);
  if (pack === undefined) throw new Error(`no pack ${policy.pack}`);
  return { policy, names: pack.names };
}

/** State, kind, condition and words of every change, by part. */
function told({ parts }: PolicyDiff) {
  return parts.map(({ title, state, changes }) => [
    title,
    state,
    ...changes.map((change) => [change.state, change.list, change.condition, changeWords(change)]),
  ]);
}

describe('宝鸡 residents before and after 2022-09-01', () => {
  // The notice raises 二级 from 78 % to 80 %, 三级 from 62 % to 65 %, and lowers the deductibles of adults in the area
  // from 800 to 600 and from 2,000 to 1,500; children and those settled elsewhere follow with the rates alone.
  it('two: 800/78 → 600/80, three: 2,000/62 → 1,500/65; children and the resettled by their rates; nothing else', () => {
    const young = '，且不满 18 周岁或新生儿或学龄前儿童或中小学生或大学生或未入学未成年人';
    const diff = diffPolicies(sideOn('610300', '2022-08-31'), sideOn('610300', '2022-09-01'));
    expect(told(diff)).toEqual([
      [
        '基本医保统筹',
        'changed',
        ['changed', '规定', '二级、异地安置', '支付比例 78 % → 80 %'],
        ['changed', '规定', '三级、异地安置', '支付比例 62 % → 65 %'],
        ['changed', '规定', `二级、统筹区内${young}`, '支付比例 78 % → 80 %'],
        ['changed', '规定', `三级、统筹区内${young}`, '支付比例 62 % → 65 %'],
        ['changed', '规定', '二级、统筹区内', '起付标准 800 元 → 600 元，支付比例 78 % → 80 %'],
        ['changed', '规定', '三级、统筹区内', '起付标准 2,000 元 → 1,500 元，支付比例 62 % → 65 %'],
      ],
    ]);
    expect(diff.parts[0]?.changes.at(-1)).toMatchObject({
      before: { grade: 'B', document: '宝鸡市康复医院转引《关于调整城乡居民医保住院待遇的通知》' },
      after: { grade: 'B' },
    });
  });

  it('is nothing within a version, and the other way round backwards', () => {
    expect(diffPolicies(sideOn('610300', '2022-09-01'), sideOn('610326', '2023-01-01')).parts).toEqual([]);
    const back = diffPolicies(sideOn('610300', '2022-09-01'), sideOn('610300', '2022-08-31'));
    expect(told(back)[0]?.at(-1)).toEqual([
      'changed',
      '规定',
      '三级、统筹区内',
      '起付标准 1,500 元 → 2,000 元，支付比例 65 % → 62 %',
    ]);
  });
});

describe('two areas', () => {
  const diff = diffPolicies(sideOn('610300', '2022-09-01'), sideOn('610700', '2022-09-01'));
  const partOf = (id: string) => diff.parts.find((part) => part.id === id) ?? expect.unreachable(id);

  it('names the layers that only one has', () => {
    expect([diff.before.area, diff.after.area]).toEqual(['610300', '610700']);
    expect(partOf('twoDiseases')).toMatchObject({ state: 'added', title: '两病门诊用药' });
    expect(partOf('medicalAid')).toMatchObject({ state: 'removed', title: '医疗救助' });
    expect(partOf('medicalAid').changes.every(({ state }) => state === 'removed')).toBe(true);
  });

  it('holds limits against each other with what they count: 130,000 → 150,000, outpatients counted in', () => {
    const limits = partOf('pool').changes.filter(({ list }) => list === '限额（统筹基金年度最高支付限额）');
    expect(limits.map(({ fields }) => fields[0])).toEqual([
      {
        name: '计法',
        before: '限支付额，按“统筹基金年内支付（住院、慢特病）”累计',
        after: '限支付额，按“统筹基金年内支付（住院、门诊、慢特病）”累计',
      },
      { name: '限额', before: '130,000 元', after: '150,000 元' },
    ]);
  });

  it('tells a rule that one has and the other has not', () => {
    const rules = partOf('pool').changes.filter(({ list }) => list === '规定');
    expect(rules.map((change) => [change.state, change.condition, changeWords(change)])).toContainEqual([
      'added',
      '二级、中医医院',
      '起付标准 600 元，支付比例 80 %',
    ]);
  });
});

describe('a changed pack', () => {
  const before = soundPack();
  const after = soundPack(
    ['pack.yaml', 'decidedBy: dischargedOn', 'decidedBy: admittedOn'],
    ['pack.yaml', 'covers: none', 'covers: personTotal'],
    ['pack.yaml', 'sources:\n', 'yearEnd:\n  - from: 2020-01-01\n    source: notice\n    stay: split\nsources:\n'],
    ['pool.yaml', 'deductibleTimes: 50 %', 'deductibleTimes: 60 %'],
    ['pool.yaml', 'amount: 130000', 'amount: 150000'],
    ['pool.yaml', 'title: 统筹年度最高支付限额', 'title: 统筹封顶线'],
    ['pool.yaml', 'article: 第五条\n    deductible: 400', 'article: 第六条\n    deductible: 400'],
    ['critical-illness.yaml', 'base: inScope - pool.paid', 'base: pool.deductible + pool.coPay + pool.overCap'],
    ['critical-illness.yaml', '- { upTo: 100000, rate: 70 % }\n      - { rate: 80 % }', '- { rate: 70 % }'],
  );

  it('is told with tilts, limits, base, slices, account, year’s end, date and authority', () => {
    expect(flawsOf()).toEqual([]);
    expect(told(diffPolicies(before, after))).toEqual([
      ['总则', 'changed', ['changed', '政策', '', '适用日期 按出院（就诊）日期 → 按入院日期']],
      [
        '基本医保统筹',
        'changed',
        [
          'changed',
          '规定',
          '一级',
          '依据 样例县城乡居民医保办法（样例医保发〔2019〕1号） 第五条 → 样例县城乡居民医保办法（样例医保发〔2019〕1号） 第六条',
        ],
        ['changed', '倾斜（中医）', '中医医院', '调整 起付标准减半 → 起付标准按 60 %'],
        ['changed', '限额（统筹封顶线）', '', '名称 统筹年度最高支付限额 → 统筹封顶线'],
        ['changed', '限额（统筹封顶线）', '各种情形', '限额 130,000 元 → 150,000 元'],
      ],
      [
        '大病保险',
        'changed',
        [
          'changed',
          '本层',
          '',
          '计算基数 政策范围内费用 − 基本医保统筹支付 → 基本医保统筹起付标准 ＋ 基本医保统筹段内自付 ＋ 基本医保统筹超限额',
        ],
        [
          'changed',
          '规定',
          '各种情形',
          '支付比例 50,000 元以下 60 %，50,000 至 100,000 元 70 %，100,000 元以上 80 % → 50,000 元以下 60 %，50,000 元以上 70 %',
        ],
      ],
      ['个人账户', 'changed', ['changed', '规定', '各种情形', '可支付 无（不由个人账户支付） → 个人负担合计']],
      ['跨年度住院', 'changed', ['added', '规定', '各种情形', '于 12 月 31 日分开结算']],
    ]);
  });
});
