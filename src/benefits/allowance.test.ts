import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { type Fen, fen } from '../kernel/money.ts';
import {
  type AccountCreditCase,
  type AllowanceCase,
  type AllowancePolicy,
  computeAccountCredit,
  computeAllowance,
} from './allowance.ts';
import { readPolicyFile } from './read-policy-file.ts';
import { yuan } from './test-case.ts';

const TEXT = `
policy: sample
from: 2020-01-01
sources:
  rules: { document: 女职工劳动保护特别规定, grade: A }
  city: { document: 示例市办法, grade: B }
allowance:
  rules:
    - { when: { event: [birth] }, to: 2022-01-01, source: rules, article: 第七条, days: 98 }
    - { when: { event: [birth] }, from: 2022-01-01, source: city, days: 128 }
    - { when: { event: [loss], months: { under: 4 } }, source: rules, days: 15 }
    - { when: { event: [loss], weeks: { from: 28 } }, source: city, amount: 6000 }
    - { when: { event: [loss], months: { from: 4 } }, source: rules, days: 42 }
  extras:
    - { title: 难产, when: { event: [birth], dystocia: true }, source: rules, days: 15 }
    - { title: 多胞胎, when: { event: [birth] }, source: rules, days: 15, per: furtherChild }
accountCredit:
  rules:
    - { when: { retired: false }, source: city, rate: 2 %, baseAtLeast: 5182, baseAtMost: 25910 }
    - { when: { retired: true, age: { from: 70 } }, source: city, amount: 110 }
    - { when: { retired: true }, source: city, rate: 4 % }
`;

function sample(text = TEXT) {
  const policy = readPolicyFile({ name: 'sample.yaml', text });
  if (!policy.ok) throw new Error(policy.error.message);
  const { allowance, accountCredit } = policy.value;
  if (allowance === undefined || accountCredit === undefined) throw new Error('both sections are there');
  return { allowance, accountCredit };
}

const { allowance, accountCredit } = sample();

function birth(change: Partial<AllowanceCase> = {}): AllowanceCase {
  return {
    on: isoDate('2021-05-01'),
    event: 'birth',
    averageWage: yuan(6000),
    months: undefined,
    weeks: undefined,
    children: 1,
    dystocia: false,
    ...change,
  };
}

function paid(change: Partial<AllowanceCase>, policy: AllowancePolicy = allowance): readonly [number, Fen] {
  const result = computeAllowance(policy, birth(change));
  if (!result.ok) throw new Error(result.error.message);
  return [result.value.days, result.value.allowance];
}

describe('maternity allowance', () => {
  // 6,000 ÷ 30 = 200 a day
  it.each<[string, Partial<AllowanceCase>, number, number]>([
    ['98 days', {}, 98, 19_600],
    ['dystocia adds 15', { dystocia: true }, 113, 22_600],
    ['triplets add 15 twice', { children: 3 }, 128, 25_600],
    ['the rule of the day', { on: isoDate('2022-01-01') }, 128, 25_600],
    ['an early loss', { event: 'loss', months: 3 }, 15, 3000],
    ['a loss from four months on', { event: 'loss', months: 4 }, 42, 8400],
    ['extras are for births here', { event: 'loss', months: 4, dystocia: true }, 42, 8400],
    ['a fixed sum, whatever the wage', { event: 'loss', weeks: 28, months: 6 }, 0, 6000],
  ])('%s', (_, change, days, amount) => {
    expect(paid(change)).toEqual([days, yuan(amount)]);
  });

  it('rounds half up once, on the result', () => {
    // 8,000 × 98 ÷ 30 = 26,133.333…; 5,000.05 × 98 ÷ 30 = 16,333.4966…
    expect(paid({ averageWage: yuan(8000) })[1]).toBe(yuan(26_133.33));
    expect(paid({ averageWage: yuan(5000.05) })[1]).toBe(yuan(16_333.5));
  });

  it('rounds the daily wage first where the policy says so', () => {
    const daily = sample(TEXT.replace('allowance:\n', 'allowance:\n  round: day\n')).allowance;
    // 8,000 ÷ 30 = 266.67; × 98 = 26,133.66
    expect(paid({ averageWage: yuan(8000) }, daily)[1]).toBe(yuan(26_133.66));
  });

  it('keeps the wage within its bounds', () => {
    const bounded = sample(TEXT.replace('allowance:\n', 'allowance:\n  wageAtLeast: 3000\n  wageAtMost: 18000\n'));
    expect(paid({ averageWage: yuan(1500) }, bounded.allowance)[1]).toBe(yuan(9800));
    expect(paid({ averageWage: yuan(60_000) }, bounded.allowance)[1]).toBe(yuan(58_800));
  });

  it('cites each part of the days', () => {
    const result = computeAllowance(allowance, birth({ dystocia: true }));
    expect(
      result.ok && result.value.steps.map(({ title, formula, clause }) => [title, formula, clause?.grade]),
    ).toEqual([
      ['天数', '98 天', 'A'],
      ['难产', '＋ 15 天', 'A'],
      ['生育津贴', '6,000.00 ÷ 30 × 113 = 22,600.00', 'A'],
    ]);
  });

  it('refuses a case for which nothing is written', () => {
    const unknownLength = computeAllowance(allowance, birth({ event: 'loss' }));
    expect(!unknownLength.ok && unknownLength.error).toMatchObject({ code: 'cases.noAllowanceRule' });
    const tooEarly = computeAllowance(allowance, birth({ on: isoDate('2019-12-31') }));
    expect(!tooEarly.ok && tooEarly.error.message).toContain('2019-12-31');
  });

  it('never falls with the wage and differs from the exact quotient by half a fen at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 1000 }), (wage, more) => {
        const [days, amount] = paid({ averageWage: fen(wage) });
        expect(paid({ averageWage: fen(wage + more) })[1]).toBeGreaterThanOrEqual(amount);
        expect(Math.abs(amount * 30 - wage * days)).toBeLessThanOrEqual(15);
      }),
    );
  });
});

describe('account credit', () => {
  function credit(change: Partial<AccountCreditCase>) {
    const result = computeAccountCredit(accountCredit, {
      on: isoDate('2023-01-01'),
      base: yuan(8000),
      months: 1,
      retired: false,
      civilServant: false,
      age: 40,
      identities: [],
      personType: undefined,
      ...change,
    });
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  }

  it.each<[string, Partial<AccountCreditCase>, number, number]>([
    ['a share of the wage', {}, 8000, 160],
    ['a low wage is lifted to the floor', { base: yuan(4000) }, 5182, 103.64],
    ['a high wage is cut at the top', { base: yuan(30_000) }, 25_910, 518.2],
    ['a retired person by the pension', { base: yuan(3000), retired: true }, 3000, 120],
    ['the narrower rule first', { base: yuan(3000), retired: true, age: 70 }, 3000, 110],
    // 5,432.13 × 2 % = 108.6426
    ['half up to the fen', { base: yuan(5432.13) }, 5432.13, 108.64],
  ])('%s', (_, change, base, monthly) => {
    expect(credit(change)).toMatchObject({ base: yuan(base), monthly: yuan(monthly), total: yuan(monthly) });
  });

  it('credits so many times the rounded month', () => {
    expect(credit({ base: yuan(4000), months: 12 }).total).toBe(yuan(1243.68));
  });

  it('refuses a person for whom nothing is written', () => {
    const retiredOnly = sample(TEXT.replace(/ {4}- \{ when: \{ retired: false.*\n/, '')).accountCredit;
    const result = computeAccountCredit(retiredOnly, {
      on: isoDate('2023-01-01'),
      base: yuan(1),
      months: 1,
      retired: false,
      civilServant: false,
      age: 40,
      identities: [],
      personType: undefined,
    });
    expect(!result.ok && result.error).toMatchObject({ code: 'cases.noCreditRule' });
  });
});
