/** SQL of the audit trail. */
import { type RawBuilder, sql } from 'kysely';
import { type DbOrTx, insertRows, limitTo, orderBy, type PageRequest, type Tx } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import { type ChainRow, canonicalText, type Seal } from '../kernel/hash-chain.ts';
import type { AuditActor, AuditDetail, AuditLine, NewAuditEntry } from './model.ts';

const ENTRY_COLUMNS = {
  actor_id: 'text',
  actor_name: 'text',
  actor_kind: 'text',
  action: 'text',
  subject_kind: 'text',
  subject_id: 'text',
  detail: 'jsonb',
} as const;

export async function insertEntries(tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> {
  await insertRows(
    tx,
    'audit_entry',
    ENTRY_COLUMNS,
    entries.map((entry) => ({
      actor_id: entry.actor.accountId,
      actor_name: entry.actor.name,
      actor_kind: entry.actor.kind,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: entry.detail ?? {},
    })),
  );
}

export interface AuditFilter {
  /** Both days inclusive. */
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  /** Account or name, whole. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
}

interface EntryRow {
  audit_id: number;
  recorded_at: string;
  actor_id: string;
  actor_name: string;
  actor_kind: AuditActor['kind'];
  action: string;
  subject_kind: string;
  subject_id: string;
  detail: AuditDetail;
}

/** The seal over an entry: seals follow each other, so it is the first that reaches as far. */
const CHAINED = sql`
  coalesce((
    select case when s.first_id <= e.audit_id then s.chained end from audit_seal s
    where s.last_id >= e.audit_id order by s.last_id limit 1), '')`;

/** Newest first, unless `sort` is `seq`. */
export async function listEntries(db: DbOrTx, filter: AuditFilter, page: PageRequest): Promise<AuditLine[]> {
  const order = orderBy(page.sort ?? '-seq', { seq: 'e.audit_id' }, 'e.audit_id');
  const found = await sql<EntryRow & { chained: string }>`
    select e.*, ${CHAINED} as chained from audit_entry e where ${filterCondition(filter)}
    ${order} ${limitTo(page)}`.execute(db);
  return found.rows.map((row) => ({
    auditId: row.audit_id,
    recordedAt: row.recorded_at as IsoTime,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorKind: row.actor_kind,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    detail: row.detail,
    chained: row.chained,
  }));
}

/** Every action that occurs in the trail: the index is skipped through, not read. */
export async function listUsedActions(db: DbOrTx): Promise<string[]> {
  const found = await sql<{ action: string }>`
    with recursive used (action) as (
      (select action from audit_entry order by action limit 1)
      union all
      select (select e.action from audit_entry e where e.action > used.action order by e.action limit 1)
      from used where used.action is not null
    )
    select action from used where action is not null`.execute(db);
  return found.rows.map((row) => row.action);
}

export async function countEntries(db: DbOrTx, filter: AuditFilter): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(*) as total from audit_entry where ${filterCondition(filter)}`.execute(db);
  return found.rows[0]?.total ?? 0;
}

function filterCondition(filter: AuditFilter): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (filter.from !== undefined) parts.push(sql`recorded_at >= ${filter.from}::date`);
  if (filter.to !== undefined) parts.push(sql`recorded_at < ${filter.to}::date + 1`);
  if (filter.actor !== undefined) parts.push(sql`(actor_id = ${filter.actor} or actor_name = ${filter.actor})`);
  if (filter.action !== undefined) parts.push(sql`action = ${filter.action}`);
  if (filter.subjectKind !== undefined) parts.push(sql`subject_kind = ${filter.subjectKind}`);
  if (filter.subjectId !== undefined) parts.push(sql`subject_id = ${filter.subjectId}`);
  return sql.join(parts, sql` and `);
}

/** Rows numbered above `after` and up to `upTo`, ascending, as the chain reads them. */
export async function readChainRows(
  db: DbOrTx,
  range: { readonly after: number; readonly upTo: number; readonly limit?: number },
): Promise<ChainRow[]> {
  const found = await sql<Omit<EntryRow, 'detail'> & { detail: string }>`
    select audit_id, recorded_at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id,
      detail::text as detail
    from audit_entry where audit_id > ${range.after} and audit_id <= ${range.upTo}
    order by audit_id limit ${range.limit ?? null}::bigint`.execute(db);
  return found.rows.map((row) => ({
    id: row.audit_id,
    text: canonicalText([
      row.audit_id,
      row.recorded_at,
      row.actor_id,
      row.actor_name,
      row.actor_kind,
      row.action,
      row.subject_kind,
      row.subject_id,
      row.detail,
    ]),
  }));
}

export async function countAfter(db: DbOrTx, after: number): Promise<number> {
  const found = await sql<{ total: number }>`
    select count(*) as total from audit_entry where audit_id > ${after}`.execute(db);
  return found.rows[0]?.total ?? 0;
}

export async function insertSeal(tx: Tx, seal: Seal): Promise<void> {
  await sql`
    insert into audit_seal (seq, first_id, last_id, entries, digest, chained, leaves)
    values (${seal.seq}, ${seal.firstId}, ${seal.lastId}, ${seal.count}, ${seal.digest}, ${seal.chained},
      ${seal.leaves})`.execute(tx);
}

const SEAL_FIELDS = sql.raw(
  'seq, first_id as "firstId", last_id as "lastId", entries as "count", digest, chained, leaves',
);

export async function findLastSeal(db: DbOrTx): Promise<Seal | undefined> {
  const found = await sql<Seal>`select ${SEAL_FIELDS} from audit_seal order by seq desc limit 1`.execute(db);
  return found.rows[0];
}

/** The seal with the lowest number above `after`. */
export async function findNextSeal(db: DbOrTx, after: number): Promise<Seal | undefined> {
  const found = await sql<Seal>`
    select ${SEAL_FIELDS} from audit_seal where seq > ${after} order by seq limit 1`.execute(db);
  return found.rows[0];
}
