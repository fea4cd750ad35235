import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitTo, orderBy, prefixPattern, startsWithDigits, whereAll } from './paging.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const SORTS = { code: 'code', size: 'length(code)' };

async function list(...parts: ReturnType<typeof whereAll>[]): Promise<string[]> {
  const rows = await sql<{ code: string }>`
    select code from unnest(array['610326099999', '610326101', '610326101001', '610326101999', '610326102', '610327'])
      as t(code) ${sql.join(parts, sql` `)}`.execute(database.db);
  return rows.rows.map((row) => row.code);
}

describe('lists', () => {
  it('find codes below a prefix, the prefix itself included', async () => {
    const order = orderBy('code', SORTS, 'code');
    const below = await list(whereAll([undefined, startsWithDigits('code', '610326101')]), order);
    expect(below).toEqual(['610326101', '610326101001', '610326101999']);
    expect(await list(whereAll([startsWithDigits('code', '610326')]), order)).toHaveLength(5);
    expect(await list(whereAll([startsWithDigits('code', '999')]), order)).toEqual([]);
    expect(await list(whereAll([]), order)).toHaveLength(6);
  });

  it('are ordered by what is asked, equals by the unique column, and cut into pages', async () => {
    const sizes = orderBy('-size', SORTS, 'code');
    const all = await list(sizes);
    expect(all).toEqual(['610326101999', '610326101001', '610326099999', '610326102', '610326101', '610327']);
    const pages = await Promise.all([1, 2, 3].map((page) => list(sizes, limitTo({ page, size: 4 }))));
    expect(pages.flat()).toEqual(all);
    expect(() => orderBy('name', SORTS, 'code')).toThrow('name');
  });

  it('take signs of a pattern as they stand', () => {
    expect(prefixPattern('50%_a\\b')).toBe('50\\%\\_a\\\\b%');
  });
});
