import type { Tx } from '../database/index.ts';
import type { NewAuditEntry } from './model.ts';
import { insertEntries } from './store.ts';

/**
 * Adds an entry to the trail in the caller's transaction: the act and its trace are written together or not at all.
 * Takes no lock that another writer would wait for; sealing comes later (`sealAudit`).
 */
export async function recordAudit(tx: Tx, entry: NewAuditEntry): Promise<void> {
  await insertEntries(tx, [entry]);
}

/** The same for many entries in one statement. */
export async function recordAudits(tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> {
  await insertEntries(tx, entries);
}
