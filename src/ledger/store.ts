/** SQL of the ledger. */
import { sql } from 'kysely';
import { type DbOrTx, insertRows, nextValues, type Tx } from '../database/index.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import { type BookDefinition, type Element, type Entry, NO_OWNER, type TrialBalanceRow } from './model.ts';

interface BookTable {
  book_id: string;
  area: string;
  kind: string;
  name: string;
  fund: string | null;
  opened_on: string;
}
interface AccountTable {
  book_id: string;
  code: string;
  name: string;
  element: Element;
  parent_code: string | null;
}
interface PeriodTable {
  book_id: string;
  period: string;
  state: 'open' | 'closed';
  closed_by: string | null;
  closed_at: string | null;
}
interface VoucherTable {
  owner: string;
  voucher_id: number;
  book_id: string;
  period: string;
  voucher_no: number | null;
  effective_on: string;
  recorded_at: string;
  kind: string;
  summary: string;
  source_kind: string;
  source_id: string;
  idempotency_key: string;
  reverses: number | null;
  made_by: string;
  checked_by: string | null;
}
interface PostingTable {
  owner: string;
  voucher_id: number;
  line: number;
  book_id: string;
  period: string;
  account: string;
  amount_fen: number;
  fixmedins_code: string | null;
  insutype: string | null;
  bearer: string | null;
  care: string | null;
}
interface SealTable {
  book_id: string;
  seq: number;
  first_voucher_id: number;
  last_voucher_id: number;
  vouchers: number;
  digest: string;
  chained: string;
}
declare module '../database/database.ts' {
  interface Tables {
    book: BookTable;
    account: AccountTable;
    accounting_period: PeriodTable;
    voucher: VoucherTable;
    posting: PostingTable;
    ledger_seal: SealTable;
  }
}

const VOUCHER_COLUMNS = {
  owner: 'text',
  voucher_id: 'bigint',
  book_id: 'text',
  period: 'text',
  voucher_no: 'integer',
  effective_on: 'date',
  kind: 'text',
  summary: 'text',
  source_kind: 'text',
  source_id: 'text',
  idempotency_key: 'text',
  reverses: 'bigint',
  made_by: 'text',
  checked_by: 'text',
} as const;

const POSTING_COLUMNS = {
  owner: 'text',
  voucher_id: 'bigint',
  line: 'smallint',
  book_id: 'text',
  period: 'text',
  account: 'text',
  amount_fen: 'bigint',
  fixmedins_code: 'text',
  insutype: 'text',
  bearer: 'text',
  care: 'text',
} as const;

/** An entry with everything the store needs beside it. */
export interface StoredEntry {
  readonly entry: Entry;
  readonly voucherId: number;
  readonly voucherNo: number | null;
  readonly period: Period;
}

export async function insertEntries(tx: Tx, bookId: string, entries: readonly StoredEntry[]): Promise<void> {
  await insertRows(
    tx,
    'voucher',
    VOUCHER_COLUMNS,
    entries.map(({ entry, voucherId, voucherNo, period }) => ({
      owner: entry.owner ?? NO_OWNER,
      voucher_id: voucherId,
      book_id: bookId,
      period,
      voucher_no: voucherNo,
      effective_on: entry.effectiveOn,
      kind: entry.kind,
      summary: entry.summary,
      source_kind: entry.sourceKind,
      source_id: entry.sourceId,
      idempotency_key: entry.idempotencyKey,
      reverses: entry.reverses ?? null,
      made_by: entry.madeBy,
      checked_by: entry.checkedBy ?? null,
    })),
  );
  await insertRows(
    tx,
    'posting',
    POSTING_COLUMNS,
    entries.flatMap(({ entry, voucherId, period }) =>
      entry.postings.map((posting, index) => ({
        owner: entry.owner ?? NO_OWNER,
        voucher_id: voucherId,
        line: index + 1,
        book_id: bookId,
        period,
        account: posting.account,
        amount_fen: posting.amount,
        fixmedins_code: posting.fixmedinsCode ?? null,
        insutype: posting.insutype ?? null,
        bearer: posting.bearer ?? null,
        care: posting.care ?? null,
      })),
    ),
  );
}

export async function insertBook(tx: Tx, book: BookDefinition): Promise<void> {
  await tx
    .insertInto('book')
    .values({
      book_id: book.bookId,
      area: book.area,
      kind: book.kind,
      name: book.name,
      fund: book.fund ?? null,
      opened_on: book.openedOn,
    })
    .onConflict((conflict) => conflict.column('book_id').doNothing())
    .execute();
  await insertRows(
    tx,
    'account',
    { book_id: 'text', code: 'text', name: 'text', element: 'text', parent_code: 'text' },
    book.accounts.map((account) => ({
      book_id: book.bookId,
      code: account.code,
      name: account.name,
      element: account.element,
      parent_code: account.parent ?? null,
    })),
    { onConflict: 'nothing' },
  );
}

export function findBook(db: DbOrTx, bookId: string) {
  return db.selectFrom('book').selectAll().where('book_id', '=', bookId).executeTakeFirst();
}

export async function findAccountCodes(db: DbOrTx, bookId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('account').select('code').where('book_id', '=', bookId).execute();
  return new Set(rows.map((row) => row.code));
}

export function findPeriod(db: DbOrTx, bookId: string, period: Period) {
  return db
    .selectFrom('accounting_period')
    .selectAll()
    .where('book_id', '=', bookId)
    .where('period', '=', period)
    .executeTakeFirst();
}

export async function ensurePeriodOpen(tx: Tx, bookId: string, period: Period): Promise<'open' | 'closed'> {
  // The row is locked in share mode so that a month cannot be closed while an entry for it is being written.
  const find = () =>
    sql<{ state: 'open' | 'closed' }>`
      select state from accounting_period where book_id = ${bookId} and period = ${period} for share`.execute(tx);
  const found = (await find()).rows[0];
  if (found) return found.state;
  await tx
    .insertInto('accounting_period')
    .values({ book_id: bookId, period, state: 'open', closed_by: null, closed_at: null })
    .onConflict((conflict) => conflict.columns(['book_id', 'period']).doNothing())
    .execute();
  return (await find()).rows[0]?.state ?? 'open';
}

export async function closePeriodRow(tx: Tx, bookId: string, period: Period, by: string): Promise<void> {
  await sql`
    insert into accounting_period (book_id, period, state, closed_by, closed_at)
    values (${bookId}, ${period}, 'closed', ${by}, now())
    on conflict (book_id, period) do update set state = 'closed', closed_by = excluded.closed_by, closed_at = now()`.execute(
    tx,
  );
}

export async function findOpenPeriodBefore(db: DbOrTx, bookId: string, period: Period): Promise<string | undefined> {
  const row = await db
    .selectFrom('accounting_period')
    .select('period')
    .where('book_id', '=', bookId)
    .where('state', '=', 'open')
    .where('period', '<', period)
    .orderBy('period')
    .executeTakeFirst();
  return row?.period;
}

export async function findVoucherByKey(db: DbOrTx, owner: string, bookId: string, key: string) {
  return db
    .selectFrom('voucher')
    .selectAll()
    .where('owner', '=', owner)
    .where('book_id', '=', bookId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
}

export function findVoucher(db: DbOrTx, bookId: string, voucherId: number) {
  return db
    .selectFrom('voucher')
    .selectAll()
    .where('book_id', '=', bookId)
    .where('voucher_id', '=', voucherId)
    .executeTakeFirst();
}

export function listPostings(db: DbOrTx, owner: string, voucherId: number) {
  return db
    .selectFrom('posting')
    .selectAll()
    .where('owner', '=', owner)
    .where('voucher_id', '=', voucherId)
    .orderBy('line')
    .execute();
}

/** The next number of a book's month; the caller holds the book's lock. */
export async function nextVoucherNo(tx: Tx, bookId: string, period: Period): Promise<number> {
  const row = await sql<{ last: number | null }>`
    select max(voucher_no)::bigint as last from voucher where book_id = ${bookId} and period = ${period}`.execute(tx);
  return (row.rows[0]?.last ?? 0) + 1;
}

export function nextVoucherIds(db: DbOrTx, count: number): Promise<number[]> {
  return nextValues(db, 'voucher_id_seq', count);
}

/**
 * Opening, movements and closing of every account of a book between two months, inclusive. `withoutKind` leaves out
 * vouchers of a kind (the year-end transfer, when a statement of flows is wanted).
 */
export async function readTrialBalance(
  db: DbOrTx,
  bookId: string,
  from: Period,
  to: Period,
  withoutKind?: string,
): Promise<TrialBalanceRow[]> {
  const kept =
    withoutKind === undefined
      ? sql``
      : sql`and not exists (select 1 from voucher v where v.owner = p.owner and v.voucher_id = p.voucher_id
          and v.kind = ${withoutKind} and p.period >= ${from})`;
  const result = await sql<{
    code: string;
    name: string;
    element: Element;
    opening: number;
    debit: number;
    credit: number;
  }>`
    with moved as (
      select p.account,
        coalesce(sum(p.amount_fen) filter (where p.period < ${from}), 0) as opening,
        coalesce(sum(p.amount_fen) filter (where p.period >= ${from} and p.amount_fen > 0), 0) as debit,
        coalesce(-sum(p.amount_fen) filter (where p.period >= ${from} and p.amount_fen < 0), 0) as credit
      from posting p where p.book_id = ${bookId} and p.period <= ${to} ${kept}
      group by p.account)
    select a.code, a.name, a.element, coalesce(m.opening, 0)::bigint as opening, coalesce(m.debit, 0)::bigint as debit,
      coalesce(m.credit, 0)::bigint as credit
    from account a left join moved m on m.account = a.code
    where a.book_id = ${bookId}
    order by a.code`.execute(db);
  return result.rows.map((row) => ({
    code: row.code,
    name: row.name,
    element: row.element,
    opening: row.opening as Fen,
    debit: row.debit as Fen,
    credit: row.credit as Fen,
    closing: (row.opening + row.debit - row.credit) as Fen,
  }));
}
