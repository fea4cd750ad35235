import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing.ts';

describe('a test file’s database', () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => {
    await first.close();
    await second.close();
  });

  it('is migrated', async () => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(first.db);
    expect(tables.rows.map((row) => row.name)).toContain('voucher');
  });

  it('is its own: what one writes the other does not see', async () => {
    await sql`create table mark (id integer)`.execute(first.db);
    const found = await sql<{ found: string | null }>`select to_regclass('mark')::text as found`.execute(second.db);
    expect(found.rows[0]?.found).toBeNull();
  });
});
