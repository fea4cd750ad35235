/** Eight claims of seven persons, worked by hand: see the comments beside the claims in testing.ts. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { SimulationReport } from './report.ts';
import { runHandWorked, yuan } from './testing.ts';

let report: SimulationReport;

beforeAll(async () => {
  report = await runHandWorked();
});

describe('a run over claims worked by hand', () => {
  it('counts the claims and says which could not be computed, and why', () => {
    expect(report.claims).toMatchObject({ claims: 8, persons: 7, providers: 5, compared: 7, totalFen: yuan(64_300) });
    expect(report.claims).toMatchObject({ firstDay: '2020-02-08', lastDay: '2020-09-03' });
    expect(report.notComputed).toEqual([
      {
        scenario: '现行政策',
        reason: '政策中没有适用的规定',
        circumstances: '住院、未定级、统筹区内',
        claims: 1,
        totalFen: yuan(300),
      },
      {
        scenario: '提高二级、提高三级起付',
        reason: '政策中没有适用的规定',
        circumstances: '住院、未定级、统筹区内',
        claims: 1,
        totalFen: yuan(300),
      },
    ]);
  });

  it('sums what funds, persons and hospitals bear', () => {
    const [baseline, reform] = report.scenarios;
    // Pool 4,000 + 5,400 + 900 + 20,000 + 1,600 + 1,200; aid 150 + 450.
    expect(baseline).toMatchObject({
      totalFen: yuan(64_300),
      inScopeFen: yuan(63_300),
      fundFen: yuan(33_700),
      personFen: yuan(30_600),
      hospitalFen: 0,
      differenceFen: 0,
      // 33,700 ÷ 64,300 and ÷ 63,300.
      actualRatePer10k: 5241,
      inScopeRatePer10k: 5324,
      meanPersonFen: yuan(5100),
      // 7,100 and 21,000.
      overBurdenLine: 2,
    });
    expect(baseline?.layers.map(({ id, paidFen }) => [id, paidFen])).toEqual([
      ['pool', yuan(33_100)],
      ['medicalAid', yuan(600)],
    ]);
    // Grade two: (5,500 − 300) × 85 % = 4,420, (2,500 − 300) × 85 % = 1,870 and aid 315; grade three: (10,000 − 1,500)
    // × 60 % = 5,100, (3,000 − 1,500) × 60 % = 900, the capped stay stays capped.
    expect(reform).toMatchObject({
      fundFen: yuan(33_655),
      personFen: yuan(30_645),
      differenceFen: 0,
      actualRatePer10k: 5234,
      inScopeRatePer10k: 5317,
    });
    expect(reform?.layers.map(({ paidFen }) => paidFen)).toEqual([yuan(33_190), yuan(465)]);
    expect(reform?.payers).toEqual([
      { id: 'pool', title: '统筹基金', paidFen: yuan(33_190) },
      { id: 'medicalAid', title: '医疗救助', paidFen: yuan(465) },
    ]);
  });

  it('tells the distribution of what persons pay: 100, 150, 450, 1,800, 7,100, 21,000', () => {
    const [baseline] = report.scenarios;
    expect(baseline?.percentiles).toEqual([
      { percent: 50, amountFen: yuan(450) },
      { percent: 75, amountFen: yuan(7100) },
      { percent: 90, amountFen: yuan(21_000) },
      { percent: 99, amountFen: yuan(21_000) },
    ]);
    const filled = baseline?.histogram.filter(({ persons }) => persons > 0);
    expect(filled?.map(({ fromFen, persons }) => [fromFen / 100, persons])).toEqual([
      // From 100 yuan counted in: 100 and 150.
      [100, 2],
      [200, 1],
      [1000, 1],
      [5000, 1],
      [20_000, 1],
    ]);
  });

  it('counts winners and losers: 70 years −120, 65 years −135, 40 years +300', () => {
    const standing = report.scenarios[1]?.standing;
    expect(standing).toMatchObject({ persons: 6, winners: 2, losers: 1, unchanged: 3 });
    // (30,645 − 30,600) ÷ 6.
    expect(standing).toMatchObject({ gainedFen: yuan(255), lostFen: yuan(300), meanChangeFen: yuan(7.5) });
    const ages = report.groups.find(({ id }) => id === 'age');
    expect(
      ages?.rows.map(({ value, persons, scenarios }) => [
        value.name,
        persons,
        scenarios[1]?.winners,
        scenarios[1]?.losers,
      ]),
    ).toEqual([
      ['0—17 岁', 1, 0, 0],
      ['18—44 岁', 2, 0, 1],
      ['45—59 岁', 1, 0, 0],
      ['60—69 岁', 1, 1, 0],
      ['70—79 岁', 1, 1, 0],
    ]);
    const identities = report.groups.find(({ id }) => id === 'identity');
    expect(
      identities?.rows.map(({ value, persons, scenarios }) => [value.code, persons, scenarios[1]?.gainedFen]),
    ).toEqual([
      ['', 4, yuan(120)],
      ['2303', 2, yuan(135)],
    ]);
  });

  it('gives hospitals’ income and the sums by level', () => {
    expect(report.providers.map(({ value, fundFen }) => [value.code, ...fundFen])).toEqual([
      ['H3', yuan(26_600), yuan(26_000)],
      // Stays of 5,500 and 2,500: 4,000 + 1,600 + 450, then 4,420 + 1,870 + 315.
      ['H2', yuan(6050), yuan(6605)],
      ['H1', yuan(1050), yuan(1050)],
    ]);
    expect(report.levels.find(({ value }) => value.code === 'two')).toMatchObject({
      claims: 2,
      totalFen: yuan(8000),
      scenarios: [
        { fundFen: yuan(6050), personFen: yuan(1950) },
        { fundFen: yuan(6605), personFen: yuan(1395) },
      ],
    });
  });

  it('holds the baseline against what was settled: one claim was paid 200 too much, one cannot be computed', () => {
    expect(report.settled).toEqual({
      claims: 8,
      differing: 2,
      settledFundFen: yuan(33_900),
      computedFundFen: yuan(33_700),
    });
  });

  it('says in words what changes', () => {
    expect(report.scenarios[0]?.changes).toEqual([]);
    expect(report.scenarios[1]?.changes).toEqual([
      { layer: '基本医保统筹', subject: '二级', words: '起付标准 500 元 → 300 元，支付比例 80 % → 85 %' },
      { layer: '基本医保统筹', subject: '三级', words: '起付标准 1,000 元 → 1,500 元' },
    ]);
  });

  it('adds up: winners, losers and unchanged are all; groups, levels and providers sum to the whole', () => {
    for (const [index, scenario] of report.scenarios.entries()) {
      const { persons, winners, losers, unchanged } = scenario.standing;
      expect(winners + losers + unchanged).toBe(persons);
      for (const { id, rows } of report.groups) {
        const sum = (read: (row: (typeof rows)[number]['scenarios'][number]) => number) =>
          rows.reduce((total, row) => total + read(row.scenarios[index] ?? expect.fail()), 0);
        expect(
          sum((row) => row.persons),
          id,
        ).toBe(persons);
        expect(
          sum((row) => row.personFen),
          id,
        ).toBe(scenario.personFen);
        expect(
          sum((row) => row.fundFen),
          id,
        ).toBe(scenario.fundFen);
        expect(
          sum((row) => row.winners),
          id,
        ).toBe(winners);
        expect(
          sum((row) => row.gainedFen),
          id,
        ).toBe(scenario.standing.gainedFen);
      }
      expect(report.providers.reduce((total, { fundFen }) => total + (fundFen[index] ?? 0), 0)).toBe(scenario.fundFen);
      expect(report.levels.reduce((total, row) => total + (row.scenarios[index]?.fundFen ?? 0), 0)).toBe(
        scenario.fundFen,
      );
      expect(scenario.histogram.reduce((total, bin) => total + bin.persons, 0)).toBe(persons);
    }
  });
});
