/** A real, migrated, empty PostgreSQL database for a test file. Used by tests alone; see `testing-setup.ts`. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDatabase } from './database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/**
 * Copies the run's migrated template into a database of the caller's own (some 50 ms). Call it in `beforeAll`, and
 * `close()` in `afterAll`. Works in the vitest projects `fast` and `long`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl');
  const name = `tongchou_test_${randomBytes(8).toString('hex')}`;
  await runOnServer(serverUrl, `create database ${name} template ${inject('testTemplate')}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const handle = openDatabase(url.href, { connections: 6 });
  return {
    db: handle.db,
    pool: handle.pool,
    url: url.href,
    close: async () => {
      await handle.close();
      await runOnServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 });
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await close();
  }
}
