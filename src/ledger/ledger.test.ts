import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tx, transact } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { type Result, unwrap } from '../kernel/result.ts';
import {
  type BookDefinition,
  checkBalanced,
  closePeriod,
  condensePostings,
  type Entry,
  openBook,
  type Posting,
  postEntries,
  postEntry,
  reverseVoucher,
  trialBalance,
} from './index.ts';

const BOOK: BookDefinition = {
  bookId: 'test-book',
  area: '610326',
  kind: 'fund',
  name: '测试账簿',
  openedOn: isoDate('2020-01-01'),
  accounts: [
    { code: '1003', name: '财政专户存款', element: 'asset' },
    { code: '4101', name: '财政补贴收入', element: 'income' },
    { code: '5001', name: '待遇支出', element: 'expense' },
  ],
};

function entry(key: string, amount: number, change: Partial<Entry> = {}): Entry {
  return {
    effectiveOn: isoDate('2020-01-15'),
    kind: 'test',
    summary: '测试',
    sourceKind: 'test',
    sourceId: key,
    idempotencyKey: key,
    postings: [
      { account: '1003', amount: fen(amount) },
      { account: '4101', amount: fen(-amount) },
    ],
    madeBy: 'tester',
    ...change,
  };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  unwrap(await transact(database.db, (tx) => openBook(tx, BOOK)));
});
afterAll(() => database.close());

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<Result<T>> => transact(database.db, work);
const codeOf = <T>(result: Result<T>) => (result.ok ? 'ok' : result.error.code);
const post = (one: Entry) => run((tx) => postEntry(tx, BOOK.bookId, one));

describe('posting', () => {
  it('numbers vouchers within the month and answers a repetition with the voucher that stands', async () => {
    const first = unwrap(await post(entry('a', 100)));
    const second = unwrap(await post(entry('b', 200)));
    expect([first.voucherNo, second.voucherNo]).toEqual([1, 2]);
    const again = unwrap(await post(entry('a', 100)));
    expect(again).toEqual({ ...first, repeated: true });
    expect(codeOf(await post(entry('a', 101)))).toBe('ledger.keyReused');
  });

  it('refuses what is no voucher', async () => {
    const lopsided = [
      { account: '1003', amount: fen(100) },
      { account: '4101', amount: fen(-99) },
    ];
    expect(codeOf(await post(entry('c', 0, { postings: lopsided })))).toBe('ledger.unbalanced');
    expect(codeOf(await post(entry('d', 0)))).toBe('ledger.zeroPosting');
    expect(codeOf(await post(entry('e', 5, { postings: [] })))).toBe('ledger.emptyEntry');
    const strange = [
      { account: '9999', amount: fen(1) },
      { account: '4101', amount: fen(-1) },
    ];
    expect(codeOf(await post(entry('f', 0, { postings: strange })))).toBe('ledger.unknownAccount');
    expect(codeOf(await post(entry('g', 1, { effectiveOn: isoDate('2019-12-31') })))).toBe('ledger.periodNotOpen');
  });

  it('numbers without gaps when many post at once', async () => {
    const month = isoDate('2020-05-01');
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => post(entry(`many-${index}`, 10, { effectiveOn: month }))),
    );
    const numbers = results.map((result) => unwrap(result).voucherNo).sort((a, b) => Number(a) - Number(b));
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });
});

describe('reversal and closing', () => {
  it('reverses once, by a counter-entry that leaves the balance as before', async () => {
    const range = { from: period('2020-01'), to: period('2020-12') };
    const before = await trialBalance(database.db, BOOK.bookId, range);
    const voucher = unwrap(await post(entry('r', 12_345)));
    const by = { effectiveOn: isoDate('2020-02-01'), madeBy: 'tester' };
    unwrap(await run((tx) => reverseVoucher(tx, BOOK.bookId, voucher.voucherId, by)));
    const again = unwrap(await run((tx) => reverseVoucher(tx, BOOK.bookId, voucher.voucherId, by)));
    expect(again.repeated).toBe(true);
    const after = await trialBalance(database.db, BOOK.bookId, range);
    expect(after.map((row) => row.closing)).toEqual(before.map((row) => row.closing));
    expect(codeOf(await run((tx) => reverseVoucher(tx, BOOK.bookId, 999_999, by)))).toBe('ledger.unknownVoucher');
  });

  it('closes months in order; a closed month takes nothing, and says which month does', async () => {
    expect(codeOf(await run((tx) => closePeriod(tx, BOOK.bookId, period('2020-02'), 'boss')))).toBe(
      'ledger.earlierPeriodOpen',
    );
    unwrap(await run((tx) => closePeriod(tx, BOOK.bookId, period('2020-01'), 'boss')));
    const late = await post(entry('late', 5));
    expect(late.ok ? '' : late.error.message + late.error.remedy).toMatch(/2020-01.*已结账.*2020-02/);
    const [moved] = unwrap(await run((tx) => postEntries(tx, BOOK.bookId, [entry('sub', 7)])));
    expect(moved?.period).toBe('2020-02');
    expect(codeOf(await run((tx) => closePeriod(tx, BOOK.bookId, period('2020-01'), 'boss')))).toBe(
      'ledger.periodClosed',
    );
  });
});

describe('rules', () => {
  const accounts = fc.constantFrom('1003', '4101', '5001');
  const postings = fc.array(fc.record({ account: accounts, amount: fc.integer({ min: -1e12, max: 1e12 }).map(fen) }));

  it('a set of lines is balanced exactly when it sums to zero', () => {
    fc.assert(
      fc.property(postings, (lines) => {
        const kept = lines.filter((posting) => posting.amount !== 0);
        const sum = kept.reduce((total, posting) => total + posting.amount, 0);
        expect(checkBalanced(kept).ok).toBe(kept.length >= 2 && sum === 0);
      }),
    );
  });

  it('condensing keeps every account’s sum', () => {
    fc.assert(
      fc.property(postings, (lines) => {
        const of = (rows: readonly Posting[], account: string) =>
          rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.amount, 0);
        const condensed = condensePostings(lines);
        for (const account of ['1003', '4101', '5001']) {
          expect(of(condensed, account)).toBe(of(lines, account));
          expect(condensed.filter((row) => row.account === account).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
