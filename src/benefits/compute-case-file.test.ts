import Value from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { computeExample, readExamples } from '../../examples/benefit-cases/run-examples.ts';
import { isoDate } from '../kernel/dates.ts';
import type { Failure } from '../kernel/result.ts';
import { CaseFile } from './case-schema.ts';
import { type CaseOptions, computeCaseFile } from './compute-case-file.ts';
import { readPolicyFile } from './read-policy-file.ts';
import { type CaseResult, ResultFile } from './result-schema.ts';

function run(policyText: string, caseText: string, options?: CaseOptions) {
  const policy = readPolicyFile({ name: 'policy.yaml', text: policyText });
  if (!policy.ok) throw new Error(`${policy.error.message}；${policy.error.remedy}`);
  return computeCaseFile(policy.value, { name: 'case.yaml', text: caseText }, options);
}

function resultOf(policyText: string, caseText: string, options?: CaseOptions): CaseResult {
  const result = run(policyText, caseText, options);
  if (!result.ok) throw new Error(`${result.error.message}；${result.error.remedy}`);
  return result.value;
}

function single(policyText: string, caseText: string, options?: CaseOptions) {
  const result = resultOf(policyText, caseText, options);
  if (result.kind !== 'encounter') throw new Error(`a result of kind ${result.kind}`);
  return result;
}

function year(policyText: string, caseText: string) {
  const result = resultOf(policyText, caseText);
  if (result.kind !== 'year') throw new Error(`a result of kind ${result.kind}`);
  return result;
}

function failureOf(policyText: string, caseText: string): Failure {
  const result = run(policyText, caseText);
  if (result.ok) throw new Error('it was computed');
  return result.error;
}

const PLAIN = `
policy: plain
layers: [{ layer: pool, deductible: 800, rate: 78 % }]
`;

const SERIOUS = `
policy: serious
title: 示例
source: { document: 示例办法, grade: B }
account: pool.deductible + pool.coPay
layers:
  - layer: pool
    rules:
      - { when: { grade: [two] }, deductible: 800, rate: 80 % }
      - { when: { grade: [three] }, deductible: 2000, rate: 62 % }
    ceilings: [{ on: year, title: 统筹限额, amount: 130000 }]
  - layer: criticalIllness
    base: pool.deductible + pool.coPay + pool.overCap
    accumulator: year
    deductible: 10000
    rate: 60 %
`;

describe('one visit', () => {
  it('gives the amounts by national field, layer and component', () => {
    const result = single(SERIOUS, 'grade: three\ncharges: { total: 101000, fullSelfPay: 1000 }\naccount: 5000');
    // 98,000 × 62 % = 60,760; (39,240 − 10,000) × 60 % = 17,544; 101,000 − 78,304 = 22,696
    expect(result.national).toMatchObject({
      medfee_sumamt: '101000.00',
      fulamt_ownpay_amt: '1000.00',
      inscp_scp_amt: '100000.00',
      act_pay_dedc: '2000.00',
      hifp_pay: '60760.00',
      hifmi_pay: '17544.00',
      fund_pay_sumamt: '78304.00',
      psn_part_amt: '22696.00',
      acct_pay: '5000.00',
      psn_cash_pay: '17696.00',
      hosp_part_amt: '0.00',
    });
    expect(result.layers[1]).toMatchObject({
      layer: 'criticalIllness',
      pays: 'hifmi_pay',
      base: '39240.00',
      deductible: '10000.00',
      coPay: '11696.00',
      paid: '17544.00',
    });
    expect(result.components).toMatchObject({ 'pool.coPay': '37240.00', 'criticalIllness.paid': '17544.00' });
    expect(result.totalsAfter).toEqual({ poolPaid: '60760.00', criticalIllnessBase: '39240.00' });
    expect(result.weakestGrade).toBe('B');
    expect(result.notices).toEqual([]);
  });

  it('explains each step in words and in data, from the total to nothing', () => {
    const { steps } = single(SERIOUS, 'grade: three\ncharges: 100000');
    expect(steps[0]?.before).toBe('100000.00');
    expect(steps.at(-1)?.after).toBe('0.00');
    for (const [index, step] of steps.entries()) {
      expect(Number(step.before) - Number(step.taken)).toBeCloseTo(Number(step.after), 6);
      if (index > 0) expect(step.before).toBe(steps[index - 1]?.after);
    }
    expect(steps.find(({ id }) => id === 'pool.paid')).toMatchObject({
      title: '基本医保统筹支付',
      formula: '(100,000.00 − 2,000.00) × 62 % = 60,760.00',
      numbers: { base: '100000.00', deductible: '2000.00' },
      schedule: { cuts: ['0.00', '2000.00'], rates: ['0 %', '62 %'], leaves: ['deductible', 'coPay'] },
      clause: { document: '示例办法', grade: 'B' },
    });
  });

  it('starts from the totals that the case states', () => {
    const result = single(
      SERIOUS,
      'grade: two\ncharges: 20800\nbefore: { poolPaid: "125,000", criticalIllnessBase: 9000 }',
    );
    // 130,000 − 125,000 = 5,000 left; the rest, 15,800, stands on 9,000: (24,800 − 10,000) × 60 % = 8,880
    expect(result.national).toMatchObject({ hifp_pay: '5000.00', hifmi_pay: '8880.00' });
    expect(result.totalsAfter).toEqual({ poolPaid: '130000.00', criticalIllnessBase: '24800.00' });
  });

  it('says what is to be paid back of the deposit', () => {
    expect(single(PLAIN, 'charges: 1800\nprepaid: 2000')).toMatchObject({ prepaid: '2000.00', refund: '980.00' });
    expect(single(PLAIN, 'charges: 1800\nprepaid: 1000').refund).toBe('-20.00');
  });

  it('names what it assumed and what had no use', () => {
    const result = single(SERIOUS, 'charges: 5000\ntags: [tcm]\nperson: { identities: ["2303"] }');
    expect(result.notices).toEqual([
      '案例未写、按默认值计算：grade（机构级别）：three',
      '标记 tcm 未起作用：政策没有以它为条件',
      '身份 2303 未起作用：政策没有以它为条件',
    ]);
    expect(single(PLAIN, 'charges: 5000\naccount: 100').notices).toEqual(['个人账户余额未起作用：政策没有写 account']);
  });

  it('makes a person of an age, on the day that decides', () => {
    const policy =
      'policy: a\nlayers: [{ layer: pool, rules: [{ when: { age: { from: 60 } }, rate: 90 % }, { rate: 80 % }] }]';
    const pay = (person: string) =>
      single(policy, `date: 2024-02-29\ncharges: 100\nperson: ${person}`).national.hifp_pay;
    expect(pay('{ age: 60 }')).toBe('90.00');
    expect(pay('{ age: 59 }')).toBe('80.00');
    expect(pay('{ birthDate: 1964-02-29 }')).toBe('90.00');
    expect(pay('{ birthDate: 1964-03-01 }')).toBe('80.00');
  });

  it('takes the version of the day: of the case, else of the option', () => {
    const policy = `policy: a
layers:
  - layer: pool
    rules: [{ to: 2022-01-01, rate: 50 % }, { from: 2022-01-01, rate: 60 % }]`;
    const pay = (text: string, on?: string) => single(policy, text, on ? { on: isoDate(on) } : {}).national.hifp_pay;
    expect(pay('charges: 100', '2021-12-31')).toBe('50.00');
    expect(pay('charges: 100', '2022-01-01')).toBe('60.00');
    expect(pay('charges: 100\ndate: 2021-12-31', '2023-01-01')).toBe('50.00');
    expect(pay('charges: 100')).toBe('60.00');
    expect(single(policy, 'charges: 100').notices).toEqual([
      '案例未写日期，政策有 2 个版本，按 2022-01-01 的一版（000000-a@2022-01-01）计算',
    ]);
  });

  it('prices lines by the rules of the policy, and sums them by group', () => {
    const policy = `policy: a
feeLines: { rules: [{ chargeType: ["10"], group: herbs }, { chargeType: ["08"], priorRate: 20 % }] }
layers:
  - layer: pool
    deductible: 100
    rate: 80 %
    groups: [{ group: [herbs], rate: 90 % }]
    groupShare: listed`;
    const lines = `lines:
  - { price: 12.5, quantity: 8, chargeType: "10" }
  - { price: 300, quantity: 2, itemClass: 乙, priorRate: 10 % }
  - { price: 1000, chargeType: "08", itemClass: 乙 }
  - { price: 0.3333, quantity: 3 }
  - { price: 60, itemClass: 丙 }`;
    // herbs 100, met by the threshold; 540 + 800 + 1.00 = 1,341 at 80 % = 1,072.80
    const result = single(policy, lines);
    expect(result.national).toMatchObject({
      medfee_sumamt: '1761.00',
      fulamt_ownpay_amt: '60.00',
      preselfpay_amt: '260.00',
      inscp_scp_amt: '1441.00',
      hifp_pay: '1072.80',
    });
    expect(result.layers[0]?.groups).toEqual([
      { group: 'herbs', base: '100.00', paid: '0.00' },
      { group: 'rest', base: '1341.00', paid: '1072.80' },
    ]);
  });
});

describe('a year', () => {
  const visits = (lines: string) => `person: { retired: false }\nencounters:\n${lines}`;

  it('hands the totals from visit to visit and sums up', () => {
    const result = year(
      SERIOUS,
      visits(`  - { name: 春, date: 2020-03-10, grade: three, charges: 100000 }
  - { name: 秋, date: 2020-10-01, grade: three, charges: 60000 }`),
    );
    // worked in cases/baoji-residents.yaml up to the second slice; here one rate: 24,040 × 60 % = 14,424
    expect(result.encounters.map(({ national }) => [national.hifp_pay, national.hifmi_pay])).toEqual([
      ['60760.00', '17544.00'],
      ['35960.00', '14424.00'],
    ]);
    expect(result.sums.national).toMatchObject({
      medfee_sumamt: '160000.00',
      hifp_pay: '96720.00',
      hifmi_pay: '31968.00',
      psn_part_amt: '31312.00',
    });
    expect(result.sums.layers[0]).toMatchObject({ base: '160000.00', deductible: '4000.00', paid: '96720.00' });
    expect(result.totalsAfter).toEqual({ poolPaid: '96720.00', criticalIllnessBase: '63280.00' });
  });

  it('starts anew with the next insured year', () => {
    const result = year(
      SERIOUS,
      visits(`  - { date: 2020-12-30, grade: three, charges: 100000 }
  - { date: 2021-01-02, grade: three, charges: 100000 }`),
    );
    expect(result.encounters[1]?.national.hifmi_pay).toBe('17544.00');
  });

  it('splits a stay at the end of the year by the dates of its lines', () => {
    const policy = `policy: a
yearEnd: [{ stay: split }]
layers:
  - layer: pool
    deductible: 100
    rate: 80 %
    tilts: [{ when: { continued: true }, deductible: 0 }]`;
    const result = year(
      policy,
      `admittedOn: 2021-12-30
dischargedOn: 2022-01-03
lines:
  - { date: 2021-12-31, price: 600 }
  - { date: 2022-01-01, price: 300 }
  - { date: 2021-12-30, price: 500 }`,
    );
    // 1,100 − 100 = 1,000 × 80 %; 300 × 80 %
    expect(result.encounters.map(({ part, national }) => [part, national.hifp_pay])).toEqual([
      ['beforeYearEnd', '800.00'],
      ['afterYearEnd', '240.00'],
    ]);
    expect(result.encounters.map(({ admittedOn, dischargedOn }) => [admittedOn, dischargedOn])).toEqual([
      ['2021-12-30', '2021-12-31'],
      ['2022-01-01', '2022-01-03'],
    ]);
  });

  it('draws both parts of a split stay on one account balance', () => {
    const policy = 'policy: a\naccount: personTotal\nyearEnd: [{ stay: split }]\nlayers: [{ layer: pool, rate: 50 % }]';
    const result = year(
      policy,
      `admittedOn: 2021-12-20
dischargedOn: 2022-01-10
charges: 30000
chargesBeforeYearEnd: 4000
account: 3000`,
    );
    expect(result.encounters.map(({ national }) => national.acct_pay)).toEqual(['2000.00', '1000.00']);
  });

  it('lets a visit speak of the person anew', () => {
    const policy = `policy: a
layers: [{ layer: pool, rules: [{ when: { identity: ["2303"] }, rate: 90 % }, { rate: 60 % }] }]`;
    const result = year(
      policy,
      `person: { age: 50 }
encounters:
  - { charges: 100 }
  - { charges: 100, person: { identities: ["2303"] } }`,
    );
    expect(result.encounters.map(({ national }) => national.hifp_pay)).toEqual(['60.00', '90.00']);
  });

  it('names the visit that failed', () => {
    const failure = failureOf(
      SERIOUS,
      visits(`  - { grade: two, charges: 100 }
  - { name: 镇卫生院, grade: one, charges: 100 }`),
    );
    expect(failure).toMatchObject({ code: 'benefits.noRule', path: 'case.yaml#/encounters/1' });
    expect(failure.message).toMatch(/^第 2 次就诊（镇卫生院）：/);
  });
});

describe('a flawed case is refused with its line:', () => {
  it.each([
    ['an unknown field', 'charges: 1\nlevel: two', 'cases.invalidValue', '/level', 2],
    ['an unknown field of charges', 'charges:\n  total: 5\n  scope: 3', 'cases.invalidValue', '/charges/scope', 3],
    ['a negative amount', 'charges: { total: -5 }', 'cases.invalidValue', '/charges/total', 1],
    ['a word for an amount', 'charges: many', 'cases.invalidValue', '/charges', 1],
    ['an unquoted code', 'charges: 5\nperson: { identities: [2303] }', 'cases.invalidValue', '/person/identities/0', 2],
    ['no such day', 'charges: 5\ndate: 2023-02-30', 'cases.badDate', '/date', 2],
    ['two dates', 'charges: 5\ndate: 2023-02-03\nadmittedOn: 2023-02-01', 'cases.statedTwice', '', 1],
    ['lines and charges', 'lines: [{ price: 3 }]\ncharges: 3', 'cases.statedTwice', '', 1],
    ['no charges', 'grade: two', 'cases.noCharges', '', 1],
    ['an unknown total', 'charges: 5\nbefore: { poolpaid: 3 }', 'cases.unknownTotal', '/before/poolpaid', 2],
    ['an unknown kind', 'kind: stay\ncharges: 5', 'cases.invalidValue', '/kind', 1],
    ['a list', '- 1', 'cases.invalidValue', '', 1],
    [
      'visits out of order',
      'encounters:\n  - { date: 2020-02-01, charges: 5 }\n  - { date: 2020-01-01, charges: 5 }',
      'cases.outOfOrder',
      '/encounters/1',
      3,
    ],
    ['age and birth date', 'charges: 5\nperson: { age: 3, birthDate: 2020-01-01 }', 'cases.statedTwice', '/person', 2],
  ])('%s', (_, text, code, pointer, line) => {
    const failure = failureOf(SERIOUS, text);
    expect(failure).toMatchObject({ code, path: `case.yaml#${pointer}` });
    expect(failure.message).toContain(`案例文件 case.yaml 第 ${line} 行`);
    expect(`${failure.message}${failure.remedy}`).not.toMatch(/\{\w+\}/);
  });

  it('bare digits for a code, with the remedy', () => {
    expect(failureOf(PLAIN, 'charges: 5\nscheme: 390').remedy).toContain('加引号');
    expect(failureOf(PLAIN, 'lines: [{ price: 1, itemClass: 01 }]').remedy).toContain('加引号');
  });

  it('text that is no YAML', () => {
    expect(failureOf(PLAIN, 'charges: [1\nx')).toMatchObject({ code: 'cases.unreadable' });
  });

  it('a line whose amount is not quantity times price', () => {
    const failure = failureOf(PLAIN, 'lines:\n  - { price: 1 }\n  - { price: 10, quantity: 2, total: 21 }');
    expect(failure).toMatchObject({ code: 'benefits.lineTotalMismatch', path: 'case.yaml#/lines/1' });
    expect(failure.message).toBe(
      '案例文件 case.yaml 第 3 行的 /lines/1：明细金额 21.00 元不等于数量 2 × 单价 10 = 20.00 元',
    );
  });

  it('a case of another scheme, and of another section', () => {
    expect(failureOf(PLAIN, 'charges: 5\nscheme: "310"')).toMatchObject({ code: 'benefits.schemeMismatch' });
    expect(failureOf(PLAIN, 'kind: accountCredit\nbase: 5')).toMatchObject({ code: 'cases.wrongPolicy' });
    const allowance = 'policy: a\nallowance: { rules: [{ days: 98 }] }';
    expect(failureOf(allowance, 'charges: 5')).toMatchObject({ code: 'cases.wrongPolicy' });
  });
});

describe('the schemas', () => {
  const examples = readExamples();

  it('hold of every worked example, case and result', () => {
    for (const example of examples) {
      for (const run of example.runs) expect(Value.Check(CaseFile, run.case), `${example.id} ${run.name}`).toBe(true);
      for (const [name, result] of computeExample(example)) {
        expect(Value.Errors(ResultFile, result), `${example.id} ${name}`).toEqual([]);
      }
    }
  });

  it('hold of years and failures, and of nothing else', () => {
    const result = year(SERIOUS, 'encounters: [{ charges: 5000, prepaid: 1 }, { charges: 10 }]');
    expect(Value.Check(ResultFile, result)).toBe(true);
    expect(Value.Check(ResultFile, { error: { code: 'cases.noCharges', message: '无', remedy: '补' } })).toBe(true);
    expect(Value.Check(ResultFile, { ...result, sums: undefined })).toBe(false);
    expect(Value.Check(CaseFile, { charges: 5, level: 'two' })).toBe(false);
  });
});
