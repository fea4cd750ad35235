import { describe, expect, it } from 'vitest';
import { getCountyModel } from './county-model.ts';
import type { CountyFigures } from './figures.ts';
import { allMet, formatTargetTable } from './report.ts';
import { compareTargets } from './targets.ts';

const model = getCountyModel({ like: '610326', year: 2020, scale: 1, seed: 1 });

/** As published in the county's accounts of 2020: persons, visits, fen. */
const PUBLISHED: CountyFigures = {
  residents: 271_185,
  residentRaised: 21_694_800_000,
  residentPaid: 12_700_000_000,
  employees: 18_929,
  employeeRaised: 5_717_000_000,
  employeePaid: 2_736_000_000,
  aidVisits: 4400,
  aidPaid: 273_360_000,
  villageClinics: 161,
  poor: 34_670,
  poorChronicPersons: 6254,
  poorChronicVisits: 6721,
  poorChronicPaid: 152_500_000,
};

describe('the target table', () => {
  it('is met by the published figures themselves', () => {
    const rows = compareTargets(model, 1, PUBLISHED);
    expect(rows).toHaveLength(13);
    expect(allMet(rows)).toBe(true);
    for (const row of rows) expect(row.deviationPer10k).toBe(0);
  });

  it('allows money 3 % at full scale and 10 % in a sample, counts 2 %, institutions nothing', () => {
    const off = (id: keyof CountyFigures, per10k: number, scale: number): boolean => {
      const factor = id === 'villageClinics' ? 1 : scale;
      const figures = { ...PUBLISHED } as Record<keyof CountyFigures, number>;
      for (const key of Object.keys(PUBLISHED) as (keyof CountyFigures)[])
        figures[key] = Math.round(PUBLISHED[key] * (key === 'villageClinics' ? 1 : scale));
      figures[id] = Math.round((PUBLISHED[id] * factor * (10_000 + per10k)) / 10_000);
      return allMet(compareTargets(model, scale, figures));
    };
    expect(off('residentPaid', 290, 1)).toBe(true);
    expect(off('residentPaid', 310, 1)).toBe(false);
    expect(off('residentPaid', -990, 0.05)).toBe(true);
    expect(off('residentPaid', -1010, 0.05)).toBe(false);
    expect(off('aidVisits', 190, 1)).toBe(true);
    expect(off('aidVisits', -210, 1)).toBe(false);
    expect(off('villageClinics', 70, 1)).toBe(false);
  });

  it('prints value, deviation, tolerance and verdict, the source and one line of summary', () => {
    const lines = formatTargetTable(compareTargets(model, 1, { ...PUBLISHED, aidVisits: 5000 }), 1);
    const aid = lines.find((line) => line.startsWith('医疗救助人次'));
    // 600 of 4,400 are 13.64 %.
    expect(aid).toMatch(/人次 +4,400 +5,000 +13\.64% +±2\.00% +超出$/);
    expect(lines.find((line) => line.startsWith('城乡居民筹资'))).toMatch(/万元 +21,694\.80 +21,694\.80 +0\.00%/);
    expect(lines.at(-2)).toContain('眉县医疗保障局2020年部门决算');
    expect(lines.at(-1)).toBe('规模 1：13 项目标，符合 12 项，超出 1 项');
  });
});
