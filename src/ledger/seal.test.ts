import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextValues, transact } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { unwrap } from '../kernel/result.ts';
import { openBook, postEntry } from './index.ts';
import { sealBook, verifyBook } from './seal.ts';

const BOOK = 'fund-390';
let database: TestDatabase;

async function openTestBook(bookId: string): Promise<void> {
  const accounts = [
    { code: '1001', name: '收入户存款', element: 'asset' as const },
    { code: '4001', name: '社会保险费收入', element: 'income' as const },
  ];
  const book = { bookId, area: '610326', kind: 'fund', name: bookId, openedOn: isoDate('2025-01-01'), accounts };
  unwrap(await transact(database.db, (tx) => openBook(tx, { ...book })));
}

async function post(bookId: string, key: string, yuan: number): Promise<number> {
  const entry = {
    effectiveOn: isoDate('2025-03-01'),
    kind: 'income',
    summary: '收到保费',
    sourceKind: 'test',
    sourceId: key,
    idempotencyKey: key,
    postings: [
      { account: '1001', amount: fen(yuan * 100) },
      { account: '4001', amount: fen(-yuan * 100) },
    ],
    madeBy: 'kuaiji',
  };
  return unwrap(await transact(database.db, (tx) => postEntry(tx, bookId, entry))).voucherId;
}

beforeAll(async () => {
  database = await createTestDatabase();
  // The tests do what a tamperer with full power would do; these would only slow him down.
  await sql`alter table posting drop constraint posting_owner_voucher_id_fkey`.execute(database.db);
  await sql`alter table ledger_seal disable trigger user`.execute(database.db);
});
afterAll(() => database.close());

beforeEach(async () => {
  await sql`truncate book, account, accounting_period, voucher, posting, ledger_seal`.execute(database.db);
  await sql`alter sequence voucher_id_seq restart`.execute(database.db);
  await openTestBook(BOOK);
});

describe('sealing a book', () => {
  it('seals its own vouchers and leaves those of another book alone', async () => {
    await openTestBook('fund-310');
    await post(BOOK, 'a', 100);
    await post('fund-310', 'b', 200);
    await post(BOOK, 'c', 300);
    expect(await sealBook(database.db, BOOK)).toEqual({ seals: 1, vouchers: 2, waiting: false });
    expect(await sealBook(database.db, BOOK)).toEqual({ seals: 0, vouchers: 0, waiting: false });
    expect(await verifyBook(database.db, BOOK)).toMatchObject({ seals: 1, vouchers: 2, unsealed: 0 });
    expect(await verifyBook(database.db, 'fund-310')).toMatchObject({ seals: 0, vouchers: 1, unsealed: 1 });
  });

  it('goes on after the last seal', async () => {
    await post(BOOK, 'a', 100);
    await sealBook(database.db, BOOK);
    await post(BOOK, 'b', 100);
    await sealBook(database.db, BOOK);
    const proof = await verifyBook(database.db, BOOK);
    expect(proof).toMatchObject({ seals: 2, vouchers: 2, unsealed: 0 });
    expect(proof.fault).toBeUndefined();
  });
});

describe('proving a book', () => {
  let ids: number[];
  /** A number that was drawn and never used, as a rolled-back transaction leaves it. */
  let gap: number;
  beforeEach(async () => {
    ids = [await post(BOOK, 'a', 100), await post(BOOK, 'b', 200)];
    [gap = 0] = await nextValues(database.db, 'voucher_id_seq', 1);
    await post(BOOK, 'c', 300);
    await sealBook(database.db, BOOK);
  });

  it.each([
    ['amounts changed in balance', `update posting set amount_fen = amount_fen * 2 where voucher_id = $id`, 'changed'],
    [
      'one amount changed',
      `update posting set amount_fen = amount_fen + 1 where voucher_id = $id and line = 1`,
      'changed',
    ],
    ['the summary changed', `update voucher set summary = '别的' where voucher_id = $id`, 'changed'],
    [
      'the recorded time changed',
      `update voucher set recorded_at = recorded_at - interval '1 s' where voucher_id = $id`,
      'changed',
    ],
    [
      'the voucher removed',
      `delete from posting where voucher_id = $id; delete from voucher where voucher_id = $id`,
      'missing',
    ],
  ])('names the sealed voucher: %s', async (_, statement, kind) => {
    const id = ids[1] ?? 0;
    for (const part of statement.replaceAll('$id', String(id)).split(';')) await sql.raw(part).execute(database.db);
    expect((await verifyBook(database.db, BOOK)).fault).toMatchObject({
      code: `ledgerSeal.${kind}`,
      path: `voucher/${id}`,
    });
  });

  it.each([
    ['in a gap of the numbers', () => gap],
    ['below the first number', () => 0],
  ])('names a voucher put in afterwards %s', async (_, number) => {
    const id = await post(BOOK, 'late', 5);
    await sql`update voucher set voucher_id = ${number()} where voucher_id = ${id}`.execute(database.db);
    await sql`update posting set voucher_id = ${number()} where voucher_id = ${id}`.execute(database.db);
    const { fault } = await verifyBook(database.db, BOOK);
    expect(fault).toMatchObject({ code: 'ledgerSeal.added', path: `voucher/${number()}` });
  });

  it('checks the balance of vouchers that are not yet sealed', async () => {
    const id = await post(BOOK, 'd', 400);
    await sql`update posting set amount_fen = 1 where voucher_id = ${id} and line = 1`.execute(database.db);
    const { fault } = await verifyBook(database.db, BOOK);
    expect(fault).toMatchObject({ code: 'ledgerSeal.unbalanced', path: `voucher/${id}` });
    // 0.01 against 400.00
    expect(fault?.message).toContain('-399.99 元');
  });

  it('notices lines moved to another month', async () => {
    const id = await post(BOOK, 'd', 400);
    await sql`update posting set period = '2025-04' where voucher_id = ${id}`.execute(database.db);
    expect((await verifyBook(database.db, BOOK)).fault?.code).toBe('ledgerSeal.misplaced');
  });

  it('shows with a seal noted elsewhere that the book was rewritten', async () => {
    const { newest } = await verifyBook(database.db, BOOK);
    expect((await verifyBook(database.db, BOOK, { anchor: newest })).fault).toBeUndefined();
    await sql`delete from ledger_seal`.execute(database.db);
    await sql`update posting set amount_fen = amount_fen * 2`.execute(database.db);
    await sealBook(database.db, BOOK);
    expect((await verifyBook(database.db, BOOK)).fault).toBeUndefined();
    expect((await verifyBook(database.db, BOOK, { anchor: newest })).fault?.code).toBe('ledgerSeal.anchor');
  });
});
