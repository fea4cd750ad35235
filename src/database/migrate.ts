/**
 * Migrations: numbered plain-SQL files in `migrations/`, each run once, in order, in a transaction of its own.
 * A file that has run may not change: its hash is kept and compared.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { Db } from './database.ts';

const FOLDER = path.join(import.meta.dirname, '../../migrations');
/** Any fixed number: two servers that start at once take turns. */
const MIGRATION_LOCK = 741_852;

/** Brings the schema up to date; returns the names of the files that ran. Throws if a file that ran was changed. */
export async function migrate(db: Db, folder = FOLDER): Promise<string[]> {
  const files = fs
    .readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort();
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`.execute(connection);
    try {
      await sql`create table if not exists schema_migration (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(
        connection,
      );
      const known = await sql<{ name: string; sha256: string }>`select name, sha256 from schema_migration`.execute(
        connection,
      );
      const applied = new Map(known.rows.map((row) => [row.name, row.sha256]));
      const ran: string[] = [];
      for (const name of files) {
        const text = fs.readFileSync(path.join(folder, name), 'utf8');
        const hash = createHash('sha256').update(text).digest('hex');
        const before = applied.get(name);
        if (before === hash) continue;
        if (before !== undefined) throw new Error(`migration ${name} was changed after it ran`);
        await connection.transaction().execute(async (tx) => {
          await sql.raw(text).execute(tx);
          await sql`insert into schema_migration (name, sha256) values (${name}, ${hash})`.execute(tx);
        });
        ran.push(name);
      }
      return ran;
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`.execute(connection);
    }
  });
}
