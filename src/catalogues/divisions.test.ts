import { describe, expect, it } from 'vitest';
import { findCountyDivisions, findDivision, fullDivisionName, listDivisionCodes } from './divisions.ts';

describe('administrative divisions', () => {
  it('names the county, its city and its province (GB/T 2260)', () => {
    expect(findDivision('610326')).toEqual({ code: '610326', name: '眉县', level: 'county', parent: '610300' });
    expect(findDivision('610300')?.name).toBe('宝鸡市');
    expect(findDivision('610000')?.name).toBe('陕西省');
    expect(findDivision('610302')?.name).toBe('渭滨区');
    expect(findDivision('610113')?.name).toBe('雁塔区');
  });

  it('finds towns and villages of the enclosed county', () => {
    expect(findDivision('610326102')).toMatchObject({ name: '槐芽镇', level: 'town', parent: '610326' });
    expect(findDivision('610326102211')).toMatchObject({ name: '西街村委会', level: 'village', parent: '610326102' });
    expect(fullDivisionName('610326001')).toBe('陕西省宝鸡市眉县首善街道');
  });

  it('knows nothing of other codes', () => {
    for (const code of ['999326', '610399', '610326999', '61032', '6103261', 'x10326', ''])
      expect(findDivision(code)).toBeUndefined();
    expect(findCountyDivisions('610324')).toBeUndefined();
    expect(findCountyDivisions('../etc')).toBeUndefined();
  });

  it('tells one street and seven towns with 95 villages from the two units of statistics', () => {
    const county = findCountyDivisions('610326');
    const real = county?.towns.filter((town) => !town.statisticsOnly) ?? [];
    expect(real.filter((town) => town.name.endsWith('街道'))).toHaveLength(1);
    expect(real.filter((town) => town.name.endsWith('镇'))).toHaveLength(7);
    const codes = new Set(real.map((town) => town.code));
    expect(county?.villages.filter((village) => codes.has(village.town))).toHaveLength(95);
    expect(county?.villages).toHaveLength(97);
  });

  it('covers all 34 provincial units', () => {
    expect(listDivisionCodes().filter((code) => code.endsWith('0000'))).toHaveLength(34);
  });
});
