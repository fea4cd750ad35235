import { describe, expect, it } from 'vitest';
import { filterPatch, lastPage, nextSort, readListQuery, sortDirection } from './list-query.ts';

describe('readListQuery', () => {
  it('takes known filters only', () => {
    const query = readListQuery({ q: '张', village: '610326101', open: '9', evil: 'x' }, ['q', 'village', 'insutype']);
    expect(query).toEqual({ filters: { q: '张', village: '610326101' }, page: 1, size: 20, sort: undefined });
  });

  it('falls back where the address makes no sense', () => {
    const query = readListQuery({ page: '-3', size: '7', sort: 'total; drop' }, []);
    expect(query).toEqual({ filters: {}, page: 1, size: 20, sort: undefined });
    expect(readListQuery({ page: '12', size: '100', sort: '-totalFen' }, [])).toMatchObject({
      page: 12,
      size: 100,
      sort: '-totalFen',
    });
  });

  it('applies a default until "all" is chosen', () => {
    expect(readListQuery({}, ['period'], { period: '2021-03' }).filters).toEqual({ period: '2021-03' });
    expect(readListQuery({ period: '-' }, ['period'], { period: '2021-03' }).filters).toEqual({});
  });
});

describe('filterPatch', () => {
  it('goes back to the first page and closes the open record', () => {
    expect(filterPatch({ q: ' 李 ' })).toEqual({ q: '李', page: undefined, open: undefined });
  });

  it('removes an emptied filter, and says "all" where a default stands', () => {
    expect(filterPatch({ q: '' }).q).toBeUndefined();
    expect(filterPatch({ period: undefined }, { period: '2021-03' }).period).toBe('-');
    expect(filterPatch({ period: '2021-03' }, { period: '2021-03' }).period).toBeUndefined();
  });
});

describe('sorting and pages', () => {
  it('cycles through ascending, descending, none', () => {
    expect(nextSort(undefined, 'totalFen')).toBe('totalFen');
    expect(nextSort('totalFen', 'totalFen')).toBe('-totalFen');
    expect(nextSort('-totalFen', 'totalFen')).toBeUndefined();
    expect(nextSort('-cashFen', 'totalFen')).toBe('totalFen');
    expect(sortDirection('-totalFen', 'totalFen')).toBe('descend');
    expect(sortDirection('-totalFen', 'cashFen')).toBeNull();
  });

  it('has at least one page', () => {
    expect(lastPage(0, 20)).toBe(1);
    expect(lastPage(40, 20)).toBe(2);
    expect(lastPage(41, 20)).toBe(3);
  });
});
