/** A rough settlement with its ladder, to have something believable to look at. The product's engine is elsewhere. */
import { applyRate, type Fen, fen, formatYuan } from '../../src/kernel/money.ts';
import type { AmountsView, Bearer, ClauseView, LayerView, StepView } from '../src/api/types.ts';
import { coded } from './names.ts';

export interface Case {
  readonly scheme: '310' | '390';
  readonly care: 'inpatient' | 'outpatient' | 'chronic';
  readonly grade: 'one' | 'two' | 'three' | 'village' | 'none';
  readonly poor: boolean;
  readonly civilServant: boolean;
  readonly totalFen: number;
  readonly fullSelfPayFen: number;
  readonly overLimitFen: number;
  readonly priorShareFen: number;
  readonly accountFen: number;
  readonly totals: Totals;
}

export interface Totals {
  admissions: number;
  poolPaid: number;
  criticalBase: number;
  criticalPaid: number;
  aidPaid: number;
  outpatientPaid: number;
}

export const newTotals = (): Totals => ({
  admissions: 0,
  poolPaid: 0,
  criticalBase: 0,
  criticalPaid: 0,
  aidPaid: 0,
  outpatientPaid: 0,
});

const CLAUSES: Readonly<Record<string, ClauseView>> = {
  pool390: {
    document: '宝鸡市城乡居民基本医疗保险待遇（医疗机构转引市局通知）',
    article: '2022年9月1日以前的“现行”标准',
    grade: 'B',
    url: 'http://www.aklhzl.com/index.php?g=&m=article&a=index&id=1658',
    retrievedOn: '2026-11-10',
  },
  critical: {
    document: '宝鸡市城乡居民大病保险办法（转载）',
    article: '起付 1 万元，分段 60 %、70 %、80 %',
    grade: 'D',
    retrievedOn: '2026-11-10',
    note: '只见于一份未经核实的数据文件，待查原文。',
  },
  aid: { document: '样例：医疗救助比例', grade: 'sample', note: '为演示编造，不是任何地方的政策。' },
  pool310: {
    document: '宝鸡市城镇职工基本医疗保险办法（汇编网页）',
    article: '住院起付标准与支付比例',
    grade: 'C',
    retrievedOn: '2026-11-10',
  },
};

const RATES: Readonly<Record<string, readonly [number, number]>> = {
  one: [40_000, 9000],
  two: [80_000, 7800],
  three: [200_000, 6200],
  village: [0, 6000],
  none: [0, 0],
};
const GRADE_NAMES: Readonly<Record<string, string>> = {
  one: '一级',
  two: '二级',
  three: '三级',
  village: '村级',
  none: '药店',
};
const POOL_CAP = 13_000_000;
const OUTPATIENT_CAP = 8_000;

const yuan = (value: number) => formatYuan(fen(value), { grouped: true });

export function settle(input: Case): {
  amounts: AmountsView;
  steps: StepView[];
  layers: LayerView[];
  after: Totals;
  rate: number | null;
} {
  const steps: StepView[] = [];
  let left = input.totalFen;
  const rung = (
    id: string,
    layer: string,
    title: string,
    rule: string,
    formula: string,
    takenFen: number,
    bearer: Bearer,
    clause?: ClauseView,
  ) => {
    steps.push({
      id,
      layer,
      title,
      rule,
      formula,
      beforeFen: left,
      takenFen,
      afterFen: left - takenFen,
      bearer,
      ...(clause ? { clause } : {}),
    });
    left -= takenFen;
  };
  const after = { ...input.totals };
  if (input.fullSelfPayFen)
    rung(
      'charges.full',
      'charges',
      '全自费',
      '目录外项目，由个人全额负担',
      `各明细之和 = ${yuan(input.fullSelfPayFen)}`,
      input.fullSelfPayFen,
      'person',
    );
  if (input.overLimitFen)
    rung(
      'charges.over',
      'charges',
      '超限价自付',
      '单价超过支付限价的部分，由个人负担',
      `各明细之和 = ${yuan(input.overLimitFen)}`,
      input.overLimitFen,
      'person',
    );
  if (input.priorShareFen)
    rung(
      'charges.prior',
      'charges',
      '先行自付',
      '乙类项目先由个人按比例负担',
      `各明细之和 = ${yuan(input.priorShareFen)}`,
      input.priorShareFen,
      'person',
    );
  const inScope = left;
  const [deductibleBase, rate] = rateOf(input);
  const deductible = Math.min(deductibleBase, inScope);
  const clause = input.scheme === '390' ? CLAUSES.pool390 : CLAUSES.pool310;
  const phrase = `${GRADE_NAMES[input.grade]}、统筹区内：${deductibleBase / 100} 元以上 ${rate / 100} %`;
  if (deductible > 0)
    rung(
      'pool.deductible',
      'pool',
      '统筹起付标准',
      '起付标准以内由个人负担',
      yuan(deductible),
      deductible,
      'person',
      clause,
    );
  let pool = applyRate(fen(inScope - deductible), rate) as number;
  const room =
    input.care === 'outpatient' && input.scheme === '390'
      ? OUTPATIENT_CAP - input.totals.outpatientPaid
      : POOL_CAP - input.totals.poolPaid;
  const cut = pool > room;
  if (cut) pool = Math.max(0, room);
  if (rate > 0)
    rung(
      'pool.paid',
      'pool',
      '统筹基金支付',
      cut ? `${phrase}；付至年度最高支付限额` : phrase,
      cut
        ? `年度限额余额 = ${yuan(pool)}`
        : `(${yuan(inScope)} − ${yuan(deductible)}) × ${rate / 100} % = ${yuan(pool)}`,
      pool,
      'pool',
      clause,
    );
  after.poolPaid += pool;
  if (input.care === 'outpatient') after.outpatientPaid += pool;
  if (input.care === 'inpatient') after.admissions += 1;

  let critical = 0;
  const burden = input.priorShareFen + (inScope - pool);
  if (input.scheme === '390' && input.care === 'inpatient') {
    const start = input.poor ? 500_000 : 1_000_000;
    const before = input.totals.criticalBase;
    const total = before + burden;
    critical = Math.max(0, tier(total, start) - tier(before, start));
    after.criticalBase = total;
    after.criticalPaid += critical;
    if (critical > 0) {
      const brought = burden - left;
      if (brought !== 0)
        rung(
          'ci.base',
          'criticalIllness',
          '计入大病保险的费用',
          '前面由个人负担的部分，按规定计入本层基数',
          `先行自付 ${yuan(input.priorShareFen)} + 范围内自付 ${yuan(inScope - pool)} = ${yuan(burden)}`,
          -brought,
          'person',
          CLAUSES.critical,
        );
      const under = Math.max(0, Math.min(burden, start - before));
      if (under > 0)
        rung(
          'ci.deductible',
          'criticalIllness',
          '大病保险起付标准',
          '年内累计不足起付标准的部分由个人负担',
          `${yuan(start)} − 年内已计 ${yuan(before)} = ${yuan(under)}`,
          under,
          'person',
          CLAUSES.critical,
        );
      rung(
        'ci.paid',
        'criticalIllness',
        '大病保险支付',
        `${start / 1_000_000} 万元以上分段 60 %、70 %、80 %${input.poor ? '，起付减半' : ''}`,
        `按累计 ${yuan(total)} 分段计算 − 年内已付 ${yuan(input.totals.criticalPaid)} = ${yuan(critical)}`,
        critical,
        'criticalIllness',
        CLAUSES.critical,
      );
    } else
      rung(
        'ci.paid',
        'criticalIllness',
        '大病保险支付',
        '年内累计未超过起付标准',
        `年内累计 ${yuan(before)} + ${yuan(burden)} = ${yuan(total)}，未超过起付标准 ${yuan(start)}，支付 0.00`,
        0,
        'criticalIllness',
        CLAUSES.critical,
      );
  }
  let aid = 0;
  if (input.poor && input.care === 'inpatient') {
    const base = burden - critical;
    const brought = base - left;
    if (brought !== 0)
      rung(
        'aid.base',
        'medicalAid',
        '计入医疗救助的费用',
        '合规自付部分计入救助基数',
        `合规自付 = ${yuan(base)}`,
        -brought,
        'person',
        CLAUSES.aid,
      );
    aid = applyRate(fen(base) as Fen, 7000);
    rung(
      'aid.paid',
      'medicalAid',
      '医疗救助支付',
      '救助对象合规自付 70 %',
      `${yuan(base)} × 70 % = ${yuan(aid)}`,
      aid,
      'medicalAid',
      CLAUSES.aid,
    );
    after.aidPaid += aid;
  }
  let civil = 0;
  if (input.civilServant) {
    civil = applyRate(fen(Math.max(0, burden)), 5000);
    rung(
      'civil.paid',
      'civilServant',
      '公务员医疗补助',
      '范围内自付补助 50 %',
      `${yuan(burden)} × 50 % = ${yuan(civil)}`,
      civil,
      'civilServant',
      CLAUSES.pool310,
    );
  }
  const person = input.totalFen - pool - critical - aid - civil;
  if (person !== left)
    rung(
      'payment.person',
      'payment',
      '个人负担合计',
      '各步由个人负担的部分',
      `合计 = ${yuan(person)}`,
      left - person,
      'person',
    );
  const account = Math.min(person, input.accountFen);
  if (account > 0)
    rung('payment.account', 'payment', '个人账户支付', '个人账户余额以内', yuan(account), account, 'account');
  rung('payment.cash', 'payment', '个人现金支付', '余下由个人支付', yuan(person - account), person - account, 'person');

  const fundTotal = pool + critical + aid + civil;
  const amounts: AmountsView = {
    totalFen: input.totalFen,
    fullSelfPayFen: input.fullSelfPayFen,
    overLimitFen: input.overLimitFen,
    priorShareFen: input.priorShareFen,
    inScopeFen: inScope,
    deductibleFen: deductible,
    poolFen: pool,
    civilServantFen: civil,
    enterpriseFen: 0,
    criticalIllnessFen: critical,
    largeAmountFen: 0,
    medicalAidFen: aid,
    otherFen: 0,
    fundTotalFen: fundTotal,
    personTotalFen: person,
    accountFen: account,
    cashFen: person - account,
    hospitalShareFen: 0,
  };
  const layers: LayerView[] = [
    {
      id: 'pool',
      title: '统筹',
      bearer: 'pool',
      fundPayType: coded('390100', '城乡居民基本医疗保险基金'),
      baseFen: inScope,
      paidFen: pool,
    },
  ];
  return { amounts, steps, layers, after, rate: rate || null };
}

function rateOf(input: Case): readonly [number, number] {
  if (input.care === 'outpatient') return input.scheme === '390' ? [0, 5000] : [0, 0];
  if (input.care === 'chronic') return [0, 7000];
  const [deductible, rate] = RATES[input.grade] ?? [0, 0];
  return input.scheme === '390' ? [deductible, rate] : [Math.round(deductible * 0.75), Math.min(9500, rate + 900)];
}

function tier(base: number, start: number): number {
  let paid = 0;
  for (const [from, to, rate] of [
    [start, 5_000_000, 6000],
    [5_000_000, 10_000_000, 7000],
    [10_000_000, Number.MAX_SAFE_INTEGER, 8000],
  ] as const) {
    if (base > from) paid += applyRate(fen(Math.min(base, to) - from), rate);
  }
  return paid;
}
