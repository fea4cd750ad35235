/** Expected amounts are worked by hand from the clauses in `policies/610300-*`. */
import { describe, expect, it } from 'vitest';
import { compilePack, type PolicyPack } from '../../../src/benefits/engine.ts';
import { miniFiles } from '../../../src/benefits/mini-pack.ts';
import { type Answers, blankAnswers } from './answers.ts';
import { describeAnswers, type Estimate, estimate, type Problem } from './estimate.ts';
import { questionsOf } from './questions.ts';

const FILES = import.meta.glob<string>(['../../../policies/register.yaml', '../../../policies/610300-baoji-*/*.yaml'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

function packOf(folder: string): PolicyPack {
  const files = Object.entries(FILES).map(([file, text]) => ({ name: file.replace('../../../policies/', ''), text }));
  const pack = compilePack(folder, files);
  if (!pack.ok) throw new Error(pack.error.message);
  // As it comes over the wire.
  return JSON.parse(JSON.stringify(pack.value)) as PolicyPack;
}

const POLICIES = {
  area: { code: '610326', name: '眉县' },
  packs: [packOf('610300-baoji-residents'), packOf('610300-baoji-employees')],
  diseases: [],
};

const STAY: Answers = { ...blankAnswers('2020-06-30'), grade: 'two', age: '45', total: '12000' };

function outcomeOf(answers: Partial<Answers>) {
  const all = { ...STAY, ...answers };
  return estimate(POLICIES, questionsOf(POLICIES, all.scheme), all);
}

function estimateOf(answers: Partial<Answers>): Estimate {
  const outcome = outcomeOf(answers);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  return outcome.estimate;
}

function problemsOf(answers: Partial<Answers>): readonly Problem[] {
  const outcome = outcomeOf(answers);
  return outcome.ok ? [] : outcome.problems;
}

const paid = ({ shares }: Estimate) =>
  Object.fromEntries(shares.map(({ payer, amountFen }) => [payer.bearer, amountFen]));

describe('an estimate', () => {
  it('resident, level two, June 2020: (12,000 − 800) × 78 % = 8,736.00', () => {
    const result = estimateOf({});
    expect(result).toMatchObject({ totalFen: 1_200_000, fundFen: 873_600, personFen: 326_400, accountFen: 0 });
    expect(paid(result)).toEqual({ pool: 873_600, person: 326_400 });
    // The threshold's clause is graded B, that of critical illness (which pays nothing here) D.
    expect(result.doubts).toEqual(['D']);
  });

  it('follows the date: from September 2022 (12,000 − 600) × 80 % = 9,120.00', () => {
    expect(estimateOf({ date: '2022-08-31' }).fundFen).toBe(873_600);
    expect(estimateOf({ date: '2022-09-01' }).fundFen).toBe(912_000);
  });

  it('takes self-pay and prior share off first: (12,000 − 1,000 − 500 − 800) × 78 % = 7,566.00', () => {
    const result = estimateOf({ fullSelfPay: '1000', priorShare: '500' });
    expect(result).toMatchObject({ inScopeFen: 1_050_000, fundFen: 756_600, personFen: 443_400 });
  });

  it('a destitute person (特困) is paid what is left of the scope by medical aid, and the figures are called a sample', () => {
    const result = estimateOf({ identities: ['2304'] });
    // Pool 8,736.00; left 3,264.00, under the 5,000 of critical illness; medical aid 100 %.
    expect(paid(result)).toEqual({ pool: 873_600, medicalAid: 326_400 });
    expect(result.doubts).toEqual(['sample']);
  });

  it('a child pays the lower threshold to the day before the eighteenth birthday: (12,000 − 400) × 78 %', () => {
    expect(estimateOf({ age: '17' }).fundFen).toBe(904_800);
    expect(estimateOf({ age: '18' }).fundFen).toBe(873_600);
    expect(estimateOf({ age: '20', personType: '1404' }).fundFen).toBe(904_800);
  });

  it('29 February is a day like others', () => {
    expect(estimateOf({ age: '17', date: '2024-02-29' }).fundFen).toBe(Math.round((1_200_000 - 40_000) * 0.8));
  });

  it('what was paid before counts against the year’s limit: 130,000 − 125,000 = 5,000.00', () => {
    const result = estimateOf({ totals: { poolPaid: '125000' } });
    expect(paid(result).pool).toBe(500_000);
  });

  it('critical illness runs on the year: 8,000 before, 3,264 now, (11,264 − 10,000) × 60 % = 758.40', () => {
    const result = estimateOf({ totals: { criticalIllnessBase: '8000' } });
    expect(paid(result)).toEqual({ pool: 873_600, criticalIllness: 75_840, person: 250_560 });
  });

  it('employee, retired, with the account: (8,000 − 600) × 92 % = 6,808.00, 500.00 of the rest from the account', () => {
    const result = estimateOf({ scheme: '310', retired: true, age: '', total: '8000', account: '500' });
    expect(result).toMatchObject({ fundFen: 680_800, personFen: 119_200, accountFen: 50_000 });
    expect(paid(result)).toEqual({ pool: 680_800, account: 50_000, person: 69_200 });
    expect(estimateOf({ scheme: '310', age: '', total: '8000' }).fundFen).toBe((800_000 - 60_000) * 0.9);
  });

  it.each([
    ['12000', 1_200_000],
    ['12,000.50 元', 1_200_050],
    ['１２０００．５', 1_200_050],
    [' 1 2000 ', 1_200_000],
  ])('reads %s as an amount', (total, amount) => {
    expect(estimateOf({ total }).totalFen).toBe(amount);
  });
});

describe('its steps', () => {
  it('go from the whole to the cash, each bearer’s in words, no amount below zero', () => {
    const { rungs } = estimateOf({});
    expect(rungs.map(({ title, label, amountFen }) => [title, label, amountFen])).toEqual([
      ['基本医保统筹起付标准', '先由您负担', 80_000],
      ['基本医保统筹支付', '统筹基金付', 873_600],
      ['大病保险支付', '大病保险付', 0],
      ['个人负担合计', '您一共负担', 326_400],
      ['个人现金支付', '您付现金', 326_400],
    ]);
    expect(rungs[0]?.formula).toBe('');
    expect(rungs[1]).toMatchObject({ formula: '(12,000.00 − 800.00) × 78 % = 8,736.00', clause: { grade: 'B' } });
    expect(estimateOf({ identities: ['2304'] }).rungs).toContainEqual(
      expect.objectContaining({ title: '计入医疗救助的费用', label: '这一步的费用', amountFen: 326_400 }),
    );
    for (const { rungs: all } of [estimateOf({ identities: ['2304'] }), estimateOf({ fullSelfPay: '3000' })])
      for (const { amountFen, id } of all) expect(amountFen, id).toBeGreaterThanOrEqual(0);
  });
});

describe('what must be put right', () => {
  it.each<[Partial<Answers>, Problem['field'], string]>([
    [{ total: '' }, 'total', '请填费用总额'],
    [{ total: '一万二' }, 'total', '“一万二”不是金额'],
    [{ total: '-5' }, 'total', '不是金额'],
    [{ total: '12000.555' }, 'total', '不是金额'],
    [{ total: '99999999' }, 'total', '金额太大'],
    [{ grade: '' }, 'grade', '请选医院级别'],
    [{ age: '' }, 'age', '请填年龄'],
    [{ age: '150' }, 'age', '0 到 120'],
    [{ date: '' }, 'date', '请填日期'],
    [{ date: '2020-02-30' }, 'date', '没有“2020-02-30”这一天'],
    [{ date: '2019-12-31' }, 'date', '请填 2020-01-01 或以后的日期'],
    [{ fullSelfPay: '13000' }, 'fullSelfPay', '超过了费用总额'],
    [{ fullSelfPay: '7000', priorShare: '6000' }, 'priorShare', '超过了费用总额'],
    [{ totals: { poolPaid: 'x' } }, 'used.poolPaid', '不是金额'],
    [{ totals: { admissions: '1.5' } }, 'used.admissions', '整数'],
  ])('%o', (answers, field, words) => {
    expect(problemsOf(answers)).toEqual([{ field, message: expect.stringContaining(words) }]);
  });

  it('are all told at once', () => {
    expect(problemsOf({ total: '', grade: '', age: '' }).map(({ field }) => field)).toEqual(['grade', 'age', 'total']);
  });

  it('a stay in a village clinic, for which no rule is written, is told in plain words', () => {
    const [problem, ...others] = problemsOf({ grade: 'village' });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      field: 'case',
      message: expect.stringContaining('“住院、村卫生室、本地”怎么报销'),
    });
    expect(problem?.message).not.toMatch(/benefits|610300|rules|@/);
  });
});

describe('the questions', () => {
  it('are those that the policies ask', () => {
    const residents = questionsOf(POLICIES, '390');
    expect(residents).toMatchObject({
      from: '2020-01-01',
      age: true,
      days: false,
      civilServant: false,
      account: false,
    });
    expect(residents.identities.map(({ name }) => name)).toEqual(['建档立卡贫困人员', '低保救助对象', '特困救助对象']);
    expect(residents.used.find(({ id }) => id === 'admissions')).toMatchObject({ counts: true });
    const employees = questionsOf(POLICIES, '310');
    expect(employees).toMatchObject({ age: false, civilServant: true, account: true, personTypes: [] });
  });

  it('name what the policies look at and nobody is asked', () => {
    const rules = [{ when: { crossYear: true }, rate: '50 %' }, { rate: '60 %' }];
    const pack = compilePack('999900-mini', miniFiles([{ rules }]));
    if (!pack.ok) throw new Error(pack.error.message);
    const asked = questionsOf({ area: { code: '999900', name: '' }, packs: [pack.value], diseases: [] }, '390');
    expect(asked.unasked).toEqual(['跨年度住院']);
    expect(questionsOf(POLICIES, '390').unasked).toEqual([]);
  });

  it('are repeated in words beside the result', () => {
    const answers: Answers = { ...STAY, identities: ['2303'], totals: { poolPaid: '1000' } };
    expect(describeAnswers(answers, questionsOf(POLICIES, '390'))).toEqual([
      ['参保类型', '城乡居民'],
      ['就诊', '住院'],
      ['医院', '二级，本地'],
      ['出院日期', '2020-06-30'],
      ['本人', '45 岁，低保救助对象'],
      ['今年已用', '统筹基金年内支付（住院、慢特病） 1000 元'],
    ]);
  });
});
