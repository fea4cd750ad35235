import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { hasNationalShape } from '../kernel/national-codes.ts';
import { demoCatalogueItems, loadDemoCatalogue } from './demo-catalogue.ts';

const catalogue = loadDemoCatalogue();
const items = demoCatalogueItems(isoDate('2020-01-01'));

describe('the sample catalogue', () => {
  it('has enough of each kind to make a year of care', () => {
    const count = (listType: string): number => items.filter((item) => item.listType === listType).length;
    expect(count('101')).toBeGreaterThanOrEqual(30);
    expect(count('201')).toBeGreaterThanOrEqual(40);
    expect(count('301')).toBeGreaterThanOrEqual(15);
  });

  it('gives every item a code of the national shape of its kind, once', () => {
    for (const item of items) {
      const kinds =
        item.listType === '201'
          ? (['service'] as const)
          : item.listType === '301'
            ? (['consumable'] as const)
            : (['westernDrug', 'patentDrug'] as const);
      expect(
        kinds.some((kind) => hasNationalShape(kind, item.itemCode)),
        item.itemCode,
      ).toBe(true);
    }
    expect(new Set(items.map((item) => item.itemCode)).size).toBe(items.length);
  });

  it('has a prior share for class 乙 alone, and says that it is invented', () => {
    for (const item of items) {
      expect(item.priorRatePer10k > 0).toBe(item.itemClass === '02');
      expect(item.source).toContain('样例');
    }
    for (const itemClass of ['01', '02', '03']) expect(items.some((item) => item.itemClass === itemClass)).toBe(true);
    expect(items.some((item) => item.priceLimit !== undefined)).toBe(true);
    expect(items.some((item) => item.restricted)).toBe(true);
  });

  it('gives every diagnosis and chronic disease a code of the national shape', () => {
    const recipes = [...catalogue.stays, ...catalogue.births, ...catalogue.visits, ...catalogue.chronic];
    for (const recipe of recipes) expect(hasNationalShape('diagnosis', recipe.code), recipe.name).toBe(true);
    for (const recipe of catalogue.chronic)
      expect(hasNationalShape('chronicDisease', recipe.disease), recipe.name).toBe(true);
  });

  it('refuses a key it does not have', () => {
    expect(() => catalogue.item('aspirinn')).toThrow(/aspirinn/);
  });
});
