/** Vouchers and their lines for the console, in the fund books and in the benefit sub-ledger alike. */
import { type RawBuilder, sql } from 'kysely';
import type { Office } from '../access/index.ts';
import { type Coded, coded, listCodes } from '../catalogues/code-lists.ts';
import { type DbOrTx, limitTo, orderBy, type PageOf, type PageRequest } from '../database/index.ts';
import { refuse } from '../kernel/result.ts';
import { ledgerErrors } from '../ledger/index.ts';
import { type AccountRow, accountName, codedBook, getBook, readAccounts } from './queries.ts';
import { YEAR_CLOSE } from './service.ts';

type FundOffice = Pick<Office, 'db' | 'area'>;

const SOURCE_LINKS: Readonly<Record<string, (id: string) => string>> = {
  settlement: (id) => `/settlements/${id}`,
  declaration: (id) => `/declarations/${id}`,
  paymentBatch: (id) => `/batches/${id}`,
  recomputation: (id) => `/recomputations/${id}`,
};

/** What a voucher came from, with the way there. */
export function presentSource(kind: string, id: string) {
  return { kind, id, title: `${coded('sourceKind', kind).name} ${id}`, link: SOURCE_LINKS[kind]?.(id) ?? null };
}

export interface PostingFacts {
  readonly account: string;
  readonly accountName: string;
  /** Debit positive, credit negative. */
  readonly amount: number;
  readonly fixmedinsCode: string | null;
  readonly providerName: string | null;
  readonly insutype: string | null;
  readonly bearer: string | null;
  readonly care: string | null;
}

const CARES = new Set(listCodes('care').map(({ code }) => code));

export function presentPosting(posting: PostingFacts, line: number) {
  const { account, amount, fixmedinsCode, insutype, bearer, care } = posting;
  return {
    line,
    account: { code: account, name: posting.accountName },
    debitFen: amount > 0 ? amount : null,
    creditFen: amount < 0 ? -amount : null,
    provider: fixmedinsCode === null ? null : { code: fixmedinsCode, name: posting.providerName ?? fixmedinsCode },
    insutype: insutype === null ? null : coded('insutype', insutype),
    bearer: bearer === null ? null : coded('bearer', bearer),
    // A release marks its lines of the payment deposit with a care that is none, to keep them apart.
    care: care === null || !CARES.has(care) ? null : coded('care', care),
  };
}

export interface VouchersQuery extends PageRequest {
  /** Account codes, comma-separated; each includes those below it. */
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const SORTS = { effectiveOn: 'v.effective_on', voucherNo: 'v.voucher_no' } as const;
export const VOUCHER_SORTS = Object.keys(SORTS);

interface ListRow {
  readonly voucherId: number;
  readonly voucherNo: number | null;
  readonly period: string;
  readonly effectiveOn: string;
  readonly kind: string;
  readonly summary: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

/**
 * Vouchers of a book between two months, and the sums over all of them. With accounts, the amounts are the movements
 * on those accounts, and year-end transfers (年终结转) are left out, so that they add up to the statement's lines and
 * to the trial balance. Refuses `fund.unknownBook`, `ledger.unknownAccount`.
 */
export async function listVouchers(office: FundOffice, bookId: string, query: VouchersQuery) {
  const book = await getBook(office, bookId);
  const from = query.from ?? book.firstPeriod;
  const to = query.to ?? '9999-12';
  const accounts = await readAccounts(office.db, bookId);
  const asked = (query.account ?? '').split(',').flatMap((code) => code.trim() || []);
  const codes = expandAccounts(bookId, accounts, asked);
  const within = (alias: string) =>
    sql`${sql.ref(`${alias}.book_id`)} = ${bookId} and ${sql.ref(`${alias}.period`)} between ${from} and ${to}`;
  const movement =
    codes === undefined
      ? sql`true`
      : sql`p.account = any(${codes}::text[]) and p.voucher_id <> all(${await findTransfers(office.db, bookId)}::bigint[])`;
  const having =
    codes === undefined
      ? sql``
      : sql`and exists (select 1 from posting p where p.owner = v.owner and p.voucher_id = v.voucher_id and ${movement})`;
  const order = orderBy(query.sort ?? 'effectiveOn', SORTS, 'v.voucher_id');
  const [rows, sums] = await Promise.all([
    sql<ListRow>`
      select v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.period, v.effective_on as "effectiveOn",
        v.kind, v.summary, v.source_kind as "sourceKind", v.source_id as "sourceId", m.debit as "debitFen",
        m.credit as "creditFen"
      from (select v.* from voucher v where ${within('v')} ${having} ${order} ${limitTo(query)}) v
      cross join lateral (select coalesce(sum(p.amount_fen) filter (where p.amount_fen > 0), 0)::bigint as debit,
        coalesce(-sum(p.amount_fen) filter (where p.amount_fen < 0), 0)::bigint as credit
        from posting p where p.owner = v.owner and p.voucher_id = v.voucher_id and ${movement}) m
      ${order}`.execute(office.db),
    readSums(office.db, codes === undefined ? within('v') : undefined, sql`${within('p')} and ${movement}`),
  ]);
  return {
    book: codedBook(book),
    accounts: asked.map((code): Coded => ({ code, name: accountName(accounts, code) ?? code })),
    rows: rows.rows.map(presentRow),
    total: sums.total,
    page: query.page,
    size: query.size,
    sums: { debitFen: sums.debitFen, creditFen: sums.creditFen },
  } satisfies PageOf<unknown> & Record<string, unknown>;
}

/** Sums over the postings; vouchers are counted as such where all of them are meant, else by their postings. */
async function readSums(db: DbOrTx, vouchers: RawBuilder<unknown> | undefined, postings: RawBuilder<unknown>) {
  const count = vouchers
    ? sql`(select count(*) from voucher v where ${vouchers})`
    : sql`(select count(*) from (select p.voucher_id from posting p where ${postings} group by p.voucher_id) one)`;
  const found = await sql<{ total: number; debitFen: number; creditFen: number }>`
    select ${count} as total,
      coalesce(sum(p.amount_fen) filter (where p.amount_fen > 0), 0)::bigint as "debitFen",
      coalesce(-sum(p.amount_fen) filter (where p.amount_fen < 0), 0)::bigint as "creditFen"
    from posting p where ${postings}`.execute(db);
  return found.rows[0] ?? { total: 0, debitFen: 0, creditFen: 0 };
}

function expandAccounts(
  bookId: string,
  accounts: readonly AccountRow[],
  asked: readonly string[],
): string[] | undefined {
  if (asked.length === 0) return undefined;
  return asked.flatMap((code) => {
    const found = accounts.filter((account) => account.code.startsWith(code)).map((account) => account.code);
    return found.length > 0
      ? found
      : refuse(ledgerErrors.unknownAccount({ book: bookId, account: code, path: 'account' }));
  });
}

async function findTransfers(db: DbOrTx, bookId: string): Promise<number[]> {
  const found = await sql<{ voucherId: number }>`
    select voucher_id as "voucherId" from voucher
    where source_kind = ${YEAR_CLOSE} and book_id = ${bookId} and kind = ${YEAR_CLOSE}`.execute(db);
  return found.rows.map((row) => row.voucherId);
}

function presentRow(row: ListRow) {
  const { voucherId, sourceKind, sourceId, ...rest } = row;
  return {
    ...rest,
    voucherId: String(voucherId),
    kind: coded('voucherKind', row.kind),
    source: presentSource(sourceKind, sourceId),
  };
}

interface VoucherRow {
  readonly owner: string;
  readonly voucherId: number;
  readonly voucherNo: number | null;
  readonly period: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly summary: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly reverses: number | null;
  readonly reversedBy: number | null;
  readonly madeBy: string;
  readonly checkedBy: string | null;
}

/** A voucher with its lines. Refuses `fund.unknownBook`, `ledger.unknownVoucher`. */
export async function getVoucher(office: FundOffice, bookId: string, voucherId: number) {
  const book = await getBook(office, bookId);
  const found = await sql<VoucherRow>`
    select v.owner, v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.period, v.effective_on as "effectiveOn",
      to_char(v.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as "recordedAt", v.kind, v.summary,
      v.source_kind as "sourceKind", v.source_id as "sourceId", v.reverses, r.voucher_id as "reversedBy",
      v.made_by as "madeBy", v.checked_by as "checkedBy"
    from voucher v
    left join voucher r on r.owner = v.owner and r.book_id = v.book_id and r.reverses = v.voucher_id
    where v.book_id = ${bookId} and v.voucher_id = ${voucherId}`.execute(office.db);
  const voucher = found.rows[0] ?? refuse(ledgerErrors.unknownVoucher({ voucher: voucherId, path: 'voucherId' }));
  const [postings, names] = await Promise.all([
    readPostings(office.db, voucher),
    readActorNames(office.db, [voucher.madeBy, ...(voucher.checkedBy === null ? [] : [voucher.checkedBy])]),
  ]);
  const { owner: _, sourceKind, sourceId, kind, reverses, reversedBy, madeBy, checkedBy, ...rest } = voucher;
  return {
    ...rest,
    voucherId: String(voucherId),
    book: codedBook(book),
    kind: coded('voucherKind', kind),
    madeBy: names.get(madeBy) ?? madeBy,
    checkedBy: checkedBy === null ? null : (names.get(checkedBy) ?? checkedBy),
    reverses: reverses === null ? null : String(reverses),
    reversedBy: reversedBy === null ? null : String(reversedBy),
    source: presentSource(sourceKind, sourceId),
    postings,
  };
}

async function readPostings(db: DbOrTx, voucher: Pick<VoucherRow, 'owner' | 'voucherId'>) {
  const found = await sql<PostingFacts & { line: number }>`
    select p.line, p.account, a.name as "accountName", p.amount_fen as amount, p.fixmedins_code as "fixmedinsCode",
      f.name as "providerName", p.insutype, p.bearer, p.care
    from posting p
    join account a on a.book_id = p.book_id and a.code = p.account
    left join provider f on f.fixmedins_code = p.fixmedins_code
    where p.owner = ${voucher.owner} and p.voucher_id = ${voucher.voucherId} order by p.line`.execute(db);
  return found.rows.map((row) => presentPosting(row, row.line));
}

/** Names of whoever made or checked something: clerks by account, providers by code. */
export async function readActorNames(db: DbOrTx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select account_id as id, name from user_account where account_id = any(${ids}::text[])
    union all
    select fixmedins_code, name from provider where fixmedins_code = any(${ids}::text[])`.execute(db);
  return new Map([['system', '系统'], ...found.rows.map((row): [string, string] => [row.id, row.name])]);
}

/**
 * Vouchers of a payment batch, in the order they were posted. The amount is what a fund spent (its transfer into the
 * deposit it pays from is in the same voucher and no expenditure), or what the sub-ledger took off the payables.
 */
export async function listPaymentVouchers(db: DbOrTx, batchId: string) {
  const found = await sql<{
    bookId: string;
    bookName: string;
    voucherId: number;
    voucherNo: number | null;
    amountFen: number;
  }>`
    select v.book_id as "bookId", b.name as "bookName", v.voucher_id as "voucherId", v.voucher_no as "voucherNo",
      (select coalesce(sum(p.amount_fen) filter (where a.element in ('expense', 'liability')), 0)::bigint
        from posting p join account a on a.book_id = p.book_id and a.code = p.account
        where p.owner = v.owner and p.voucher_id = v.voucher_id) as "amountFen"
    from voucher v join book b on b.book_id = v.book_id
    where v.source_kind = 'paymentBatch' and v.source_id = ${batchId} order by v.voucher_id`.execute(db);
  return found.rows.map((row) => ({
    ...row,
    voucherId: String(row.voucherId),
    link: `/fund/${row.bookId}/vouchers/${row.voucherId}`,
  }));
}
