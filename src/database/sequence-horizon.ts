/**
 * Up to which number a sequence's rows are settled: written and visible, or never to appear.
 *
 * Numbers are drawn in one order and committed in another, so the highest visible number says nothing about those
 * below it. Waiting for the transactions that were running when the sequence was read does (as
 * `create index concurrently` waits), and holds up no writer.
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';

const POLL_MS = 15;

/**
 * Every row numbered up to the result is decided. Undefined when a transaction that was running at the start still
 * runs after `waitMs`: try again later. Call it outside a transaction.
 */
export async function findSettledNumber(db: Db, sequence: string, waitMs = 5_000): Promise<number | undefined> {
  // Read before the list of transactions: who draws a number later draws a higher one.
  const drawn = await sql<{ last_value: number; is_called: boolean }>`
    select last_value, is_called from ${sql.table(sequence)}`.execute(db);
  const last = drawn.rows[0];
  if (!last?.is_called) return 0;
  const running = await listRunningTransactions(db);
  for (let waited = 0; ; waited += POLL_MS) {
    const now = running.size === 0 ? running : await listRunningTransactions(db);
    if (!now.values().some((transaction) => running.has(transaction))) return last.last_value;
    if (waited >= waitMs) return undefined;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Each running transaction holds a lock on its own virtual number from its first statement to its end. */
async function listRunningTransactions(db: Db): Promise<Set<string>> {
  const found = await sql<{ transaction: string }>`
    select l.virtualtransaction as transaction
    from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'virtualxid' and l.granted and l.mode = 'ExclusiveLock'
      and l.pid <> pg_backend_pid() and a.datname = current_database()
      and coalesce(a.backend_type, 'client backend') = 'client backend'`.execute(db);
  return new Set(found.rows.map((row) => row.transaction));
}
