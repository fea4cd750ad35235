/** Use cases of the ledger: open a book, post, reverse, close a month, read a trial balance. */
import { type DbOrTx, lockName, type Tx } from '../database/index.ts';
import type { Fen } from '../kernel/money.ts';
import { firstDay, nextPeriod, type Period, periodOf } from '../kernel/periods.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { ledgerErrors } from './errors.ts';
import { type BookDefinition, type Entry, NO_OWNER, type PostedVoucher, type TrialBalanceRow } from './model.ts';
import { checkBalanced, condensePostings, reverseEntry } from './rules.ts';
import * as store from './store.ts';

/** Opens a book with its chart of accounts; opening it again adds accounts that are new and changes nothing else. */
export async function openBook(tx: Tx, book: BookDefinition): Promise<void> {
  await store.insertBook(tx, book);
}

/**
 * Posts one entry to a numbered book, in the caller's transaction. The same idempotency key posts once: a repetition
 * returns the voucher that stands, and refuses when the amounts differ.
 * Refuses `ledger.unbalanced`, `ledger.unknownAccount`, `ledger.periodClosed`, `ledger.keyReused`.
 */
export async function postEntry(tx: Tx, bookId: string, entry: Entry): Promise<PostedVoucher> {
  unwrap(checkBalanced(entry.postings));
  await lockName(tx, `book:${bookId}`);
  const before = await store.findVoucherByKey(tx, entry.owner ?? NO_OWNER, bookId, entry.idempotencyKey);
  if (before) return repeated(tx, before, entry);
  await checkAccounts(tx, bookId, entry);
  const period = await requireOpen(tx, bookId, periodOf(entry.effectiveOn));
  const [voucherId = 0] = await store.nextVoucherIds(tx, 1);
  const voucherNo = await store.nextVoucherNo(tx, bookId, period);
  await store.insertEntries(tx, bookId, [{ entry, voucherId, voucherNo, period }]);
  return { voucherId, voucherNo, period, repeated: false };
}

async function repeated(
  tx: Tx,
  before: { owner: string; voucher_id: number; voucher_no: number | null; period: string },
  entry: Entry,
): Promise<PostedVoucher> {
  const stood = await store.listPostings(tx, before.owner, before.voucher_id);
  const same =
    stood.length === entry.postings.length &&
    stood.every(
      (posting, index) =>
        posting.account === entry.postings[index]?.account && posting.amount_fen === entry.postings[index]?.amount,
    );
  if (!same) refuse(ledgerErrors.keyReused({ key: entry.idempotencyKey }));
  return {
    voucherId: before.voucher_id,
    voucherNo: before.voucher_no,
    period: before.period as Period,
    repeated: true,
  };
}

async function checkAccounts(tx: Tx, bookId: string, entry: Entry): Promise<void> {
  const codes = await store.findAccountCodes(tx, bookId);
  if (codes.size === 0) refuse(ledgerErrors.unknownBook({ book: bookId }));
  for (const posting of entry.postings)
    if (!codes.has(posting.account)) refuse(ledgerErrors.unknownAccount({ book: bookId, account: posting.account }));
}

/** The month as it stands open; refuses a closed month, naming the first one that is open after it. */
export async function requireOpen(tx: Tx, bookId: string, period: Period): Promise<Period> {
  const book = await store.findBook(tx, bookId);
  if (!book) return refuse(ledgerErrors.unknownBook({ book: bookId }));
  if (period < periodOf(book.opened_on))
    return refuse(ledgerErrors.periodNotOpen({ book: book.name, period, from: book.opened_on }));
  if ((await store.ensurePeriodOpen(tx, bookId, period)) === 'open') return period;
  let next = nextPeriod(period);
  while ((await store.findPeriod(tx, bookId, next))?.state === 'closed') next = nextPeriod(next);
  return refuse(ledgerErrors.periodClosed({ book: book.name, period, next }));
}

/** The first open month from `period` on: what belongs to a closed month is posted to the next open one. */
export async function firstOpenPeriod(tx: Tx, bookId: string, period: Period): Promise<Period> {
  let at = period;
  while ((await store.ensurePeriodOpen(tx, bookId, at)) === 'closed') at = nextPeriod(at);
  return at;
}

/**
 * Posts many entries of an unnumbered book (the benefit sub-ledger) whose accounts and balance the caller's rules
 * already guarantee; each is checked for balance all the same. Returns the vouchers in the order of the entries.
 */
export async function postEntries(tx: Tx, bookId: string, entries: readonly Entry[]): Promise<PostedVoucher[]> {
  const ids = await store.nextVoucherIds(tx, entries.length);
  const periods = new Map<Period, Period>();
  const stored: store.StoredEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const postings = condensePostings(entry.postings);
    unwrap(checkBalanced(postings));
    const wanted = periodOf(entry.effectiveOn);
    const period = periods.get(wanted) ?? (await firstOpenPeriod(tx, bookId, wanted));
    periods.set(wanted, period);
    stored.push({ entry: { ...entry, postings }, voucherId: ids[index] ?? 0, voucherNo: null, period });
  }
  await store.insertEntries(tx, bookId, stored);
  return stored.map(({ voucherId, period }) => ({ voucherId, voucherNo: null, period, repeated: false }));
}

/** Reverses a voucher of a numbered book by a counter-entry; a voucher is reversed once. */
export async function reverseVoucher(
  tx: Tx,
  bookId: string,
  voucherId: number,
  by: Pick<Entry, 'effectiveOn' | 'madeBy' | 'checkedBy'>,
): Promise<PostedVoucher> {
  const original = await store.findVoucher(tx, bookId, voucherId);
  if (!original) return refuse(ledgerErrors.unknownVoucher({ voucher: voucherId }));
  const postings = await store.listPostings(tx, original.owner, voucherId);
  const entry = reverseEntry(
    {
      owner: original.owner === NO_OWNER ? undefined : original.owner,
      sourceKind: original.source_kind,
      sourceId: original.source_id,
      summary: original.summary,
      postings: postings.map((posting) => ({
        account: posting.account,
        amount: posting.amount_fen as Fen,
        fixmedinsCode: posting.fixmedins_code ?? undefined,
        insutype: posting.insutype ?? undefined,
        bearer: posting.bearer ?? undefined,
        care: posting.care ?? undefined,
      })),
    },
    { ...by, idempotencyKey: `reversal:${voucherId}`, reverses: voucherId },
  );
  return postEntry(tx, bookId, entry);
}

/**
 * Closes a month in the caller's transaction: earlier months must be closed, and nothing is posted to it afterwards.
 * Refuses `ledger.periodClosed`, `ledger.earlierPeriodOpen`.
 */
export async function closePeriod(tx: Tx, bookId: string, period: Period, by: string): Promise<void> {
  await lockName(tx, `book:${bookId}`);
  await requireOpen(tx, bookId, period);
  const earlier = await store.findOpenPeriodBefore(tx, bookId, period);
  if (earlier) refuse(ledgerErrors.earlierPeriodOpen({ period, earlier }));
  await store.closePeriodRow(tx, bookId, period, by);
  await store.ensurePeriodOpen(tx, bookId, nextPeriod(period));
}

/** `withoutKind` leaves out the movements of one kind of voucher (the year-end transfer). */
export function trialBalance(
  db: DbOrTx,
  bookId: string,
  range: { readonly from: Period; readonly to: Period; readonly withoutKind?: string },
): Promise<TrialBalanceRow[]> {
  return store.readTrialBalance(db, bookId, range.from, range.to, range.withoutKind);
}

/** The first day on which an entry that belongs to `period` may now be dated. */
export function postingDate(period: Period, wanted: Period, date: Entry['effectiveOn']): Entry['effectiveOn'] {
  return period === wanted ? date : firstDay(period);
}
