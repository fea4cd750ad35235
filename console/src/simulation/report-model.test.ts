import { describe, expect, it } from 'vitest';
import type { SimulationReport, SimulationScenario } from '../api/types.ts';
import {
  binTitle,
  changeChart,
  changeText,
  distributionChart,
  figureText,
  figureTitle,
  headline,
  keyFigures,
  layerChart,
  markedName,
  markOf,
} from './report-model.ts';

const STANDING = {
  persons: 10,
  personFen: 0,
  fundFen: 0,
  winners: 0,
  losers: 0,
  unchanged: 10,
  gainedFen: 0,
  lostFen: 0,
  meanChangeFen: 0,
};

function scenario(change: Partial<SimulationScenario>): SimulationScenario {
  return {
    name: '现行政策',
    question: null,
    pack: { code: 'p', name: 'p' },
    rulesOf: null,
    changes: [],
    weakestSource: null,
    totalFen: 2_000_000,
    inScopeFen: 2_000_000,
    fundFen: 1_000_000,
    personFen: 1_000_000,
    accountFen: 0,
    hospitalFen: 0,
    differenceFen: 0,
    actualRatePer10k: 5000,
    inScopeRatePer10k: null,
    layers: [{ id: 'pool', title: '统筹', paidFen: 1_000_000 }],
    payers: [],
    meanPersonFen: 100_000,
    percentiles: [{ percent: 50, amountFen: 4_123 }],
    histogram: [
      { fromFen: 0, underFen: 1, persons: 4 },
      { fromFen: 1, underFen: 10_000, persons: 6 },
    ],
    overBurdenLine: 1,
    standing: STANDING,
    ...change,
  };
}

const BASELINE = scenario({});
const REFORM = scenario({
  name: '方案一',
  fundFen: 1_250_000,
  personFen: 750_000,
  actualRatePer10k: 6250,
  layers: [
    { id: 'pool', title: '统筹', paidFen: 1_200_000 },
    { id: 'aid', title: '救助', paidFen: 50_000 },
  ],
  standing: { ...STANDING, winners: 3, losers: 1, unchanged: 6 },
});
const REPORT = {
  burdenLineFen: 1_000_000,
  scenarios: [BASELINE, REFORM],
  groups: [
    {
      id: 'sex',
      title: '性别',
      rows: [
        {
          value: { code: '1', name: '男' },
          persons: 10,
          scenarios: [STANDING, { ...STANDING, meanChangeFen: -1_234 }],
        },
      ],
    },
  ],
} as unknown as SimulationReport;

describe('key figures', () => {
  it('leave out lines of nothing but zeros, and name the line that was asked for', () => {
    const titles = keyFigures(REPORT).map(figureTitle);
    expect(titles).not.toContain('个人账户');
    expect(titles).not.toContain('医院负担 (万元)');
    expect(titles).toContain('全年个人负担超过 10,000 元 (人)');
    expect(titles.slice(0, 4)).toEqual(['基金支出 (万元)', '统筹', '救助', '个人负担 (万元)']);
  });

  it('are written in their unit, blank where there is no figure', () => {
    expect(figureText('wan', 1_000_000)).toBe('1.00');
    expect(figureText('share', 0.625)).toBe('62.50%');
    expect(figureText('persons', 1234)).toBe('1,234');
    expect(figureText('yuan', null)).toBe('');
  });

  it('change with a sign, shares by points', () => {
    expect(changeText('wan', 1_000_000, 1_250_000)).toBe('+0.25');
    expect(changeText('wan', 1_250_000, 1_000_000)).toBe('−0.25');
    expect(changeText('share', 0.5, 0.625)).toBe('+12.50 个百分点');
    expect(changeText('persons', 3, 3)).toBe('0');
    // Less than can be shown is no rise.
    expect(changeText('wan', 1_000_000, 1_000_001)).toBe('0.00');
    expect(changeText('wan', null, 1)).toBe('');
  });
});

describe('headlines', () => {
  it('say what it costs and who gains', () => {
    expect(headline(BASELINE, REFORM)).toBe('基金支出增加 0.25 万元（25.00%）；3 人负担减轻，1 人负担加重。');
    expect(headline(REFORM, { ...BASELINE, standing: STANDING })).toBe(
      '基金支出减少 0.25 万元（20.00%）；没有人负担减轻，没有人负担加重。',
    );
    expect(headline(BASELINE, BASELINE)).toContain('基金支出不变');
  });
});

describe('names of reforms', () => {
  it('are numbered where there are several', () => {
    expect(markedName([BASELINE, REFORM], 1)).toBe('方案一');
    expect([0, 1, 2].map((index) => markedName([BASELINE, REFORM, REFORM], index))).toEqual([
      '现行政策',
      '① 方案一',
      '② 方案一',
    ]);
    expect(markOf([BASELINE, REFORM], 1)).toBe('');
  });
});

describe('charts', () => {
  it('have a value for every category and scenario', () => {
    expect(layerChart(REPORT)).toMatchObject({
      categories: ['统筹', '救助'],
      series: [
        { name: '现行政策', values: [1, null] },
        { name: '方案一', values: [1.2, 0.05] },
      ],
    });
    expect(distributionChart(REPORT).series.map(({ values }) => values)).toEqual([
      [4, 6],
      [4, 6],
    ]);
    expect(changeChart(REPORT, 'sex')).toMatchObject({
      title: '按性别，人均个人负担的增减',
      categories: ['男'],
      series: [{ name: '方案一', values: [-12.34] }],
    });
  });

  it('name the bins shortly', () => {
    expect(binTitle(0, 1)).toBe('没有');
    expect(binTitle(1, 10_000)).toBe('100 以下');
    expect(binTitle(10_000, 20_000)).toBe('100—200');
    expect(binTitle(500_000, 1_000_000)).toBe('5000—1 万');
    expect(binTitle(10_000_000, null)).toBe('10 万以上');
  });
});
