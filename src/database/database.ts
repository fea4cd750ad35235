/**
 * The connection to PostgreSQL, and the one way to run a transaction.
 *
 * Each capability describes its own tables by augmenting `Tables` in its `store.ts`; the database as a whole is
 * their union, so that a query over several capabilities' tables type-checks and none needs to import another.
 */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { asResult, type Result, refuse } from '../kernel/result.ts';
import { databaseErrors } from './errors.ts';

// biome-ignore lint/suspicious/noEmptyInterface: filled by module augmentation in each capability's store
export interface Tables {}
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
/** A store function takes either: it neither knows nor cares whether it runs inside a transaction. */
export type DbOrTx = Db | Tx;

// Amounts and counts are bigint columns and safe integers in JavaScript; dates stay text (kernel/dates.ts).
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint beyond 2^53: ${text}`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => text.slice(0, 19));
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));

export interface DatabaseHandle {
  readonly db: Db;
  /** For COPY, NOTIFY and other things that are not queries. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export function openDatabase(url: string, options: { readonly connections?: number } = {}): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 12,
    options: '-c timezone=Asia/Shanghai',
  });
  // An idle connection that breaks (the server restarts) must not end the process; the next query reports it.
  pool.on('error', () => {});
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 8;

/** Thrown by a version-checked write that found another version: the transaction starts again from its reads. */
export class VersionConflict extends Error {
  constructor(what: string) {
    super(`version conflict: ${what}`);
    this.name = 'VersionConflict';
  }
}

function isRetryable(error: unknown): boolean {
  if (error instanceof VersionConflict) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** Whether an error is the violation of the named unique constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const found = error as { code?: unknown; constraint?: unknown } | null;
  return found?.code === UNIQUE_VIOLATION && found.constraint === constraint;
}

/**
 * Runs a write that another transaction may have got ahead of: when it meets the named unique constraint, the use case
 * starts again from its reads and there finds, and names, what stands.
 */
export async function retryOnDuplicate<T>(constraint: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, constraint)) throw new VersionConflict(constraint);
    throw error;
  }
}

/**
 * Runs a use case in one transaction. A `Refused` thrown inside rolls back and comes out as a failed result; a
 * version conflict or a deadlock starts the work again, from its reads, up to eight times.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<Result<T>> {
  return asResult(async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        if (!isRetryable(error)) throw error;
        if (attempt === ATTEMPTS) return refuse(databaseErrors.conflict({ attempts: ATTEMPTS }));
        await new Promise((resolve) => setTimeout(resolve, attempt * attempt * (1 + Math.random() * 2)));
      }
    }
  });
}

/** Refuses `database.unreachable`, with the reason, when no connection can be made. */
export async function requireReachable(db: Db): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
    refuse(databaseErrors.unreachable({ reason, path: 'DATABASE_URL' }));
  }
}

/** Takes a lock that lasts until the end of the transaction and is shared by all servers on the database. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** Reads `count` values of a sequence in one round trip. */
export async function nextValues(db: DbOrTx, sequence: string, count: number): Promise<number[]> {
  const rows = await sql<{ value: number }>`
    select nextval(${sequence}::regclass) as value from generate_series(1, ${count})`.execute(db);
  return rows.rows.map((row) => row.value);
}
