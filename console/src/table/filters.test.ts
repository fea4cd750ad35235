import { describe, expect, it } from 'vitest';
import { type Filter, filtersInWords, initialValues, optionsOf } from './filters.ts';

const filters: Filter[] = [
  { kind: 'text', key: 'q', label: '姓名', placeholder: '' },
  { kind: 'select', key: 'insutype', label: '险种', options: optionsOf([{ code: '390', name: '城乡居民' }]) },
  { kind: 'select', key: 'period', label: '月份', options: [], initial: '2021-03' },
];

describe('filters', () => {
  it('says in words what is filtered, by name and not by code', () => {
    expect(filtersInWords(filters, { insutype: '390', q: '王' })).toBe('姓名：王；险种：城乡居民');
    expect(filtersInWords(filters, { insutype: '310' })).toBe('险种：310');
    expect(filtersInWords(filters, {})).toBe('全部');
  });

  it('knows the initial values', () => {
    expect(initialValues(filters)).toEqual({ period: '2021-03' });
  });
});
