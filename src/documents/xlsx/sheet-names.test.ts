import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetNamer } from './sheet-names.ts';

describe('sheetNamer', () => {
  it('cleans, cuts and tells equal titles apart', () => {
    const name = sheetNamer();
    expect(name('收支表（1/2）')).toBe('收支表（1 2）');
    expect(name("a:b\\c?*[d]'")).toBe('a b c d');
    expect(name('收支表')).toBe('收支表');
    expect(name('收支表')).toBe('收支表 (2)');
    expect(name('收支表')).toBe('收支表 (3)');
    expect(name('Total')).toBe('Total');
    expect(name('TOTAL')).toBe('TOTAL (2)');
    expect(name('History')).toBe('History (2)');
    expect(name(' : ')).toBe('表');
    expect(name('甲'.repeat(40))).toBe('甲'.repeat(31));
    expect(name('甲'.repeat(40))).toBe(`${'甲'.repeat(27)} (2)`);
    // The 31st unit is the first half of a character outside the basic plane.
    expect(name(`${'a'.repeat(30)}𠮷`)).toBe('a'.repeat(30));
  });

  it('never breaks a rule of Excel', () => {
    const titles = fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { maxLength: 20 });
    fc.assert(
      fc.property(titles, (all) => {
        const names = all.map(sheetNamer());
        const broken = (name: string) => name === '' || name.length > 31 || /[\\/?*[\]:']/.test(name);
        expect(names.filter(broken)).toEqual([]);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      }),
    );
  });
});
