/** Seals the trail batch by batch, and proves it. */
import { hash } from 'node:crypto';
import { type Db, type DbOrTx, findSettledNumber, lockName, transact } from '../database/index.ts';
import {
  type Anchor,
  type ChainFault,
  findAnchorFault,
  findChainFault,
  type Seal,
  sealRows,
} from '../kernel/hash-chain.ts';
import { type Failure, unwrap } from '../kernel/result.ts';
import { auditErrors } from './errors.ts';
import type { AuditVerification, SealingReport } from './model.ts';
import * as store from './store.ts';

const CHAIN = 'audit';
const BATCH = 5_000;
/** Not zero: an entry slipped in under a number below the first must show too. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

function sm3(text: string): string {
  return hash('sm3', text);
}

/**
 * Seals every entry that is settled (no earlier number can still appear), in batches of up to 5,000. Writers are not
 * held up; of two that seal at once the second goes on where the first ended. Meant to run every minute or so: what
 * is not yet sealed could still be changed without a trace.
 */
export async function sealAudit(db: Db, options: { readonly waitMs?: number } = {}): Promise<SealingReport> {
  const settled = await findSettledNumber(db, 'audit_id_seq', options.waitMs);
  if (settled === undefined) return { seals: 0, entries: 0, waiting: true };
  let seals = 0;
  let entries = 0;
  for (;;) {
    const sealed = await sealBatch(db, settled);
    if (sealed === 0) return { seals, entries, waiting: false };
    seals += 1;
    entries += sealed;
  }
}

async function sealBatch(db: Db, upTo: number): Promise<number> {
  const result = await transact(db, async (tx) => {
    await lockName(tx, 'audit-seal');
    const last = await store.findLastSeal(tx);
    const rows = await store.readChainRows(tx, { after: last?.lastId ?? BEFORE_ALL, upTo, limit: BATCH });
    if (rows.length > 0) await store.insertSeal(tx, sealRows(sm3, CHAIN, last, rows));
    return rows.length;
  });
  return unwrap(result);
}

/**
 * Recomputes every seal from the entries as they now are and names the first entry or seal that is not as it was.
 * With `anchor` (a `newest` noted at an earlier verification) also shows a chain rewritten or cut off as a whole.
 */
export async function verifyAudit(
  db: Db,
  options: { readonly anchor?: Anchor | undefined } = {},
): Promise<AuditVerification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => verifyIn(tx, options.anchor));
}

async function verifyIn(db: DbOrTx, anchor: Anchor | undefined): Promise<AuditVerification> {
  let previous: Seal | undefined;
  let entries = 0;
  let fault: ChainFault | undefined;
  let anchored: Anchor | undefined;
  for (;;) {
    const seal = await store.findNextSeal(db, previous?.seq ?? 0);
    if (!seal) break;
    const rows = await store.readChainRows(db, { after: previous?.lastId ?? BEFORE_ALL, upTo: seal.lastId });
    fault = findChainFault(sm3, CHAIN, previous, seal, rows);
    if (fault) break;
    if (seal.seq === anchor?.seq) anchored = seal;
    entries += seal.count;
    previous = seal;
  }
  if (!fault && anchor) fault = findAnchorFault(anchor, anchored);
  return {
    seals: previous?.seq ?? 0,
    entries,
    unsealed: await store.countAfter(db, previous?.lastId ?? BEFORE_ALL),
    newest: previous && { seq: previous.seq, chained: previous.chained },
    fault: fault && describeFault(fault),
  };
}

function describeFault(fault: ChainFault): Failure {
  return 'id' in fault
    ? auditErrors[fault.kind]({ seq: fault.seq, id: fault.id, path: `audit_entry/${fault.id}` })
    : auditErrors[fault.kind]({ seq: fault.seq, path: `audit_seal/${fault.seq}` });
}
