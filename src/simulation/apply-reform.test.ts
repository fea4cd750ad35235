import { describe, expect, it } from 'vitest';
import { type BenefitCase, compilePack, computeBenefits } from '../benefits/index.ts';
import { isoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { type Result, unwrap } from '../kernel/result.ts';
import { applyReform, type ScenarioPolicy } from './apply-reform.ts';
import { readReform } from './read-reform.ts';
import { LABORATORY, LABORATORY_FILES } from './testing.ts';

function apply(body: string): Result<ScenarioPolicy> {
  const text = `reform: 试算\npack: ${LABORATORY}\n${body}`;
  return applyReform(LABORATORY_FILES, unwrap(readReform({ name: 'reform.yaml', text })));
}

function failureOf(result: Result<ScenarioPolicy>) {
  if (result.ok) throw new Error('the reform was to be refused');
  return result.error;
}

/** What the funds pay for a stay at grade two that costs 5,500 yuan, all in scope. */
function fundFor({ policies }: ScenarioPolicy, change: Partial<BenefitCase> = {}): number {
  const [policy] = policies;
  if (policy === undefined) throw new Error('no policy');
  const amount = fen(550_000);
  const charges = { total: amount, fullSelfPay: fen(0), overLimit: fen(0), priorShare: fen(0), inScope: amount };
  const stay: BenefitCase = {
    scheme: '390',
    care: 'inpatient',
    admittedOn: isoDate('2020-05-01'),
    dischargedOn: isoDate('2020-05-08'),
    grade: 'two',
    place: 'local',
    person: { birthDate: isoDate('1960-01-01'), retired: false, civilServant: false, identities: [] },
    charges,
    accountAvailable: fen(0),
    ...change,
  };
  return unwrap(computeBenefits({ ...policy, from: isoDate('2020-01-01'), to: undefined }, stay, {})).amounts.fundTotal;
}

describe('a reform', () => {
  it('changes what it names, in all rows with the condition, and nothing else', () => {
    const scenario = unwrap(
      apply('set: [{ file: pool.yaml, rule: { when: { grade: [two] } }, put: { deductible: 0 } }]'),
    );
    // 5,500 × 80 % in 2020, × 82 % from 2021.
    expect(fundFor(scenario)).toBe(440_000);
    expect(scenario.policies.map(({ from }) => from)).toEqual(['2020-01-01', '2021-01-01']);
    expect(scenario.policies[1]?.layers[0]?.rules.map(({ terms }) => terms.deductible)).toEqual([20_000, 0, 100_000]);
  });

  it('changes one row alone where it names the day from which that holds', () => {
    const body =
      'set: [{ file: pool.yaml, rule: { when: { grade: [two] }, from: 2021-01-01 }, put: { deductible: 0 } }]';
    const scenario = unwrap(apply(body));
    expect(scenario.policies.map(({ layers }) => layers[0]?.rules[1]?.terms.deductible)).toEqual([50_000, 0]);
  });

  it('bears its own name as source, graded a sample', () => {
    const scenario = unwrap(
      apply('set: [{ file: pool.yaml, rule: { when: { grade: [two] } }, put: { deductible: 0 } }]'),
    );
    const [, changed, untouched] = scenario.policies[0]?.layers[0]?.rules ?? [];
    expect(changed?.clause).toMatchObject({ document: '改革方案“试算”（测算用，未经决策）', grade: 'sample' });
    expect(changed?.clause.article).toBeUndefined();
    expect(untouched?.clause.document).toBe('测算示例办法');
  });

  it('applies the rules of one day to claims of any day', () => {
    const scenario = unwrap(apply('rulesOf: 2021-06-01'));
    expect(scenario.policies.map(({ from }) => from)).toEqual(['2021-01-01']);
    // (5,500 − 400) × 82 %.
    expect(fundFor(scenario)).toBe(418_200);
  });

  it('takes the day’s rules after the change', () => {
    const scenario = unwrap(
      apply('rulesOf: 2021-06-01\nset: [{ file: pool.yaml, rule: { when: { grade: [two] } }, put: { rate: 100 % } }]'),
    );
    expect(fundFor(scenario)).toBe(510_000);
  });

  it('changes limits, inserts and removes rows', () => {
    const limited = unwrap(apply('set: [{ file: pool.yaml, limit: { on: poolPaid }, put: { amount: 1000 } }]'));
    expect(fundFor(limited)).toBe(100_000);
    const old = '{ when: { grade: [two], age: { from: 60 } }, deductible: 0, rate: 90 % }';
    const inserted = unwrap(apply(`insert: [{ file: pool.yaml, into: /rules, row: ${old} }]`));
    // 60 years on 2020-05-08; 59 for who was born a year later.
    expect(fundFor(inserted)).toBe(495_000);
    const younger = { birthDate: isoDate('1961-01-01'), retired: false, civilServant: false, identities: [] };
    expect(fundFor(inserted, { person: younger })).toBe(400_000);
    const removed = unwrap(apply('remove: [{ file: pool.yaml, rule: { when: { grade: [one] } } }]'));
    expect(removed.policies[0]?.layers[0]?.rules.map(({ phrase }) => phrase)).toEqual([
      '二级：500 元以上 80 %',
      '三级：1000 元以上 60 %',
    ]);
  });

  it('may not leave a row that can never apply', () => {
    const body =
      'insert: [{ file: pool.yaml, into: /rules, row: { when: { grade: [two] }, deductible: 0, rate: 90 % } }]';
    expect(failureOf(apply(body)).message).toContain('/rules/2 自 2020-01-01 起永远用不上');
  });

  it('adds a layer behind another, and replaces a whole file', () => {
    const layer = `
add:
  - file: second-aid.yaml
    after: medical-aid.yaml
    with:
      layer: secondAid
      title: 二次救助
      pays: maf_pay
      fundPayType: "610100"
      from: 2020-01-01
      source: proposal
      when: { care: [inpatient] }
      base: inScope - pool.paid - medicalAid.paid
      accumulator: encounter
      rules: [{ from: 2020-01-01, source: proposal, deductible: 1000, rate: 50 % }]
      ceilings: []`;
    // 4,000 of the pool, then (1,500 − 1,000) × 50 %.
    expect(fundFor(unwrap(apply(layer)))).toBe(425_000);
    const replaced = unwrap(
      apply(`
replace:
  - file: pool.yaml
    with: |
      layer: pool
      title: 基本医保统筹
      pays: hifp_pay
      fundPayType: "390100"
      from: 2020-01-01
      source: proposal
      base: inScope
      accumulator: encounter
      rules: [{ from: 2020-01-01, source: proposal, deductible: 0, rate: 50 % }]
      ceilings: []`),
    );
    expect(fundFor(replaced)).toBe(275_000);
  });

  it('leaves the pack’s own files as they were', () => {
    const before = JSON.stringify(LABORATORY_FILES);
    unwrap(apply('set: [{ file: pool.yaml, rule: { when: { grade: [two] } }, put: { deductible: 0 } }]'));
    expect(JSON.stringify(LABORATORY_FILES)).toBe(before);
    expect(compilePack(LABORATORY, LABORATORY_FILES).ok).toBe(true);
  });
});

describe('a reform that cannot be', () => {
  it('names a change that matches nothing, and what there is', () => {
    const failure = failureOf(
      apply('set: [{ file: pool.yaml, rule: { when: { grade: [four] } }, put: { rate: 1 % } }]'),
    );
    expect(failure.code).toBe('simulation.noMatch');
    expect(failure.message).toBe(
      '方案“试算”的 /set/0 没有找到可改之处：pool.yaml 中没有 条件为 { grade: [four] } 的规定',
    );
    expect(failure.remedy).toContain('{ grade: [two] }');
  });

  it('names a file that the pack does not have', () => {
    const failure = failureOf(apply('set: [{ file: other.yaml, rule: {}, put: { rate: 1 % } }]'));
    expect(failure.code).toBe('simulation.unknownFile');
    expect(failure.remedy).toContain('pool.yaml');
  });

  it('is held against all checks of a pack', () => {
    const failure = failureOf(
      apply('set: [{ file: pool.yaml, rule: { when: { grade: [two] } }, put: { rate: 180 % } }]'),
    );
    expect(failure.code).toBe('simulation.doesNotCompile');
    expect(failure.message).toContain('pool.yaml 的 /rules/1/rate 不合格式：超过 100 %');
  });

  it('finds no rules on a day before the pack', () => {
    expect(failureOf(apply('rulesOf: 2019-01-01')).code).toBe('benefits.noPolicy');
  });

  it('does not insert where there is no list, nor add a file that is there', () => {
    expect(failureOf(apply('insert: [{ file: pool.yaml, into: /layer, row: {} }]')).code).toBe('simulation.badTarget');
    expect(failureOf(apply('add: [{ file: pool.yaml, with: { layer: pool } }]')).code).toBe('simulation.badTarget');
    expect(failureOf(apply('add: [{ file: new.yaml, after: none.yaml, with: { layer: x } }]')).code).toBe(
      'simulation.badTarget',
    );
  });
});
