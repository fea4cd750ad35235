/**
 * From a month's settlements to money paid, through the API, each step by the person whose post it is; and all the way
 * back: from a line of the statement to the settlement's own steps, the amounts agreeing at each step.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { CLINIC, HOSPITAL } from '../../settlement/testing.ts';
import { type Client, openTestApi, type TestApi } from './testing.ts';

const RESIDENT_BOOK = 'fund-resident-610326';
const BENEFIT_BOOK = 'benefit-610326';

let database: TestDatabase;
let api: TestApi;
let maker: Client;
let reviewer: Client;
let accountant: Client;
let supervisor: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  maker = await api.as('shenhe');
  reviewer = await api.as('fuhe');
  accountant = await api.as('kuaiji');
  supervisor = await api.as('caiwu');
});
afterAll(async () => {
  await api?.app.close();
  await database?.close();
});

function sum<T>(rows: readonly T[], amount: (row: T) => number | null): number {
  return rows.reduce((total, row) => total + (amount(row) ?? 0), 0);
}

async function declarations(client: Client): Promise<Wire.DeclarationsResponse> {
  return (await client.get<Wire.DeclarationsResponse>('/api/declarations?period=2020-03')).body;
}

describe('declarations', () => {
  it('takes in the month: one declaration for each provider and scheme, and is refused the second time', async () => {
    const queue = await maker.get<Wire.QueueResponse>('/api/queue');
    expect(queue.body.groups.find(({ kind }) => kind === 'collect')?.items.map(({ id }) => id)).toEqual([
      '2020-03',
      '2020-04',
    ]);
    const first = await maker.post<Wire.CollectResponse>('/api/declarations/collect', { period: '2020-03' });
    expect(first).toEqual({ status: 200, body: { period: '2020-03', collected: 3, skipped: [] } });
    const again = await maker.post('/api/declarations/collect', { period: '2020-03' });
    expect(again.status).toBe(409);
    expect(again.body.message).toContain('2020-03');
  });

  it('lists them with sums equal to their rows', async () => {
    const { rows, sums, total } = await declarations(reviewer);
    expect(total).toBe(3);
    expect(rows.every((row) => row.state.code === 'pending' && row.approvedFen === null)).toBe(true);
    expect(sums.fundFen).toBe(sum(rows, (row) => row.fundFen));
    expect(sums.totalFen).toBe(sum(rows, (row) => row.totalFen));
    expect(sums.settlements).toBe(sum(rows, (row) => row.settlements));
    expect(sums.approvedFen).toBe(0);
    // 12,000.00 + 50,000.00 + 3,000.00 − 3,000.00 residents and 8,000.00 employees in the hospital, 100.00 in the clinic.
    expect(sums.totalFen).toBe(1_200_000 + 5_000_000 + 800_000 + 10_000);
  });

  it('shows the parts of a declaration, adding up to it', async () => {
    const row = (await declarations(reviewer)).rows.find(({ totalFen }) => totalFen === 6_200_000);
    const { status, body } = await reviewer.get<Wire.DeclarationDetail>(`/api/declarations/${row?.id}`);
    expect(status).toBe(200);
    expect(sum(body.parts, (part) => part.fundFen)).toBe(body.fundFen);
    expect(sum(body.parts, (part) => part.totalFen)).toBe(body.totalFen);
    expect(body.settlements).toBe(2);
    expect(body.decisions.map(({ decision, by }) => [decision, by])).toEqual([['submit', '待遇审核']]);
    expect(body.actions).toEqual([
      { action: 'approve', allowed: true },
      { action: 'return', allowed: true },
    ]);
  });

  it('lets nobody decide on his own work or without the right', async () => {
    const [row] = (await declarations(maker)).rows;
    const shown = await maker.get<Wire.DeclarationDetail>(`/api/declarations/${row?.id}`);
    expect(shown.body.actions.map(({ allowed, why }) => [allowed, why])).toEqual([
      [false, '经办人与复核人不能为同一人'],
      [false, '经办人与复核人不能为同一人'],
    ]);
    const own = await maker.post(`/api/declarations/${row?.id}/decide`, { decision: 'approve', comment: '' });
    expect(own.status).toBe(403);
    const director = await api.as('juzhang');
    const other = await director.get<Wire.DeclarationDetail>(`/api/declarations/${row?.id}`);
    expect(other.body.actions.every(({ allowed, why }) => !allowed && why?.includes('复核申报'))).toBe(true);
  });

  it('approves with a deduction, returns, and refuses what was decided', async () => {
    const { rows } = await declarations(reviewer);
    const hospital = rows.find(({ totalFen }) => totalFen === 6_200_000);
    const clinic = rows.find(({ provider }) => provider.code === CLINIC);
    const employees = rows.find(({ totalFen }) => totalFen === 800_000);
    const deduct = { decision: 'approve', comment: '同意', deductionFen: 10_000, deductionReason: '超限定用药' };
    const tooMuch = await reviewer.post(`/api/declarations/${hospital?.id}/decide`, {
      ...deduct,
      deductionFen: 999_999_999,
    });
    expect(tooMuch).toMatchObject({ status: 422, body: { path: 'deductionFen' } });
    const approved = await reviewer.post<Wire.DeclarationDetail>(`/api/declarations/${hospital?.id}/decide`, deduct);
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({
      state: { code: 'approved', name: '已核定' },
      deductionFen: 10_000,
      deductionReason: '超限定用药',
      approvedFen: (hospital?.fundFen ?? 0) - 10_000,
      actions: [],
    });
    expect(approved.body.decisions.map(({ decision }) => decision)).toEqual(['submit', 'approve']);
    const again = await reviewer.post(`/api/declarations/${hospital?.id}/decide`, deduct);
    expect(again.status).toBe(409);
    const unexplained = await reviewer.post(`/api/declarations/${clinic?.id}/decide`, {
      decision: 'return',
      comment: '',
    });
    expect(unexplained.status).toBe(422);
    const returned = await reviewer.post<Wire.DeclarationDetail>(`/api/declarations/${clinic?.id}/decide`, {
      decision: 'return',
      comment: '明细不全，请补正',
    });
    expect(returned.body).toMatchObject({ state: { code: 'returned' }, approvedFen: null });
    // Its settlements go on to the next declaration; its page still says what it asked for.
    expect(returned.body.fundFen).toBeGreaterThan(0);
    expect(sum(returned.body.parts, (part) => part.fundFen)).toBe(returned.body.fundFen);
    const taken = await reviewer.post(`/api/declarations/${employees?.id}/decide`, {
      decision: 'approve',
      comment: '',
    });
    expect(taken.status).toBe(200);
  });

  it('takes what was returned into the next declaration', async () => {
    const answer = await maker.post<Wire.CollectResponse>('/api/declarations/collect', { period: '2020-03' });
    expect(answer.body.collected).toBe(1);
    const { rows } = await declarations(reviewer);
    const clinic = rows.find(({ provider, state }) => provider.code === CLINIC && state.code === 'pending');
    const answered = await reviewer.post(`/api/declarations/${clinic?.id}/decide`, {
      decision: 'approve',
      comment: '',
    });
    expect(answered.status).toBe(200);
    const pending = await reviewer.get<Wire.DeclarationsResponse>('/api/declarations?state=pending');
    expect(pending.body.total).toBe(0);
    const found = await reviewer.get<Wire.DeclarationsResponse>('/api/declarations?state=returned');
    expect(found.body.rows.map(({ provider }) => provider.code)).toEqual([CLINIC]);
  });
});

describe('payment batches', () => {
  it('batches what was approved, and shows what releasing it will post', async () => {
    const ready = await accountant.get<Wire.BatchesResponse>('/api/batches');
    expect(ready.body.rows).toEqual([]);
    const approved = (await declarations(accountant)).sums.approvedFen;
    expect(ready.body.ready).toEqual([{ period: '2020-03', providers: 2, approvedFen: approved }]);
    const created = await accountant.post<Wire.BatchDetail & { insurerFen: number }>('/api/batches', {
      period: '2020-03',
    });
    expect(created.status).toBe(200);
    const { body } = created;
    expect(body.payableFen + body.insurerFen).toBe(approved);
    expect(sum(body.items, (item) => item.payableFen)).toBe(body.payableFen);
    expect(sum(body.byFund, (fund) => fund.paidFen)).toBe(body.paidFen);
    expect(body.state).toEqual({ code: 'pending', name: '待财务审核', tone: 'waiting' });
    expect(body.actions.every(({ allowed }) => !allowed)).toBe(true);
    for (const effect of body.effects)
      expect(sum(effect.postings, ({ debitFen }) => debitFen)).toBe(sum(effect.postings, ({ creditFen }) => creditFen));
    const again = await accountant.post('/api/batches', { period: '2020-03' });
    expect(again.status).toBe(409);
  });

  it('is released by a second person only, and posts exactly what was shown', async () => {
    const { rows } = (await supervisor.get<Wire.BatchesResponse>('/api/batches')).body;
    const [row] = rows;
    const own = await accountant.post(`/api/batches/${row?.id}/decide`, { decision: 'approve', comment: '' });
    expect(own.status).toBe(403);
    const before = (await supervisor.get<Wire.BatchDetail>(`/api/batches/${row?.id}`)).body;
    const after = await supervisor.post<Wire.BatchDetail>(`/api/batches/${row?.id}/decide`, {
      decision: 'approve',
      comment: '同意拨付',
    });
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ state: { code: 'paid' }, effects: [], actions: [] });
    expect(after.body.vouchers).toHaveLength(before.effects.length);
    const posted = await Promise.all(
      after.body.vouchers.map(async ({ link, bookName }) => {
        const voucher = (await supervisor.get<Wire.VoucherDetail>(`/api${link}`)).body;
        return { bookName, summary: voucher.summary, postings: voucher.postings };
      }),
    );
    expect(posted).toEqual(before.effects);
    const again = await supervisor.post(`/api/batches/${row?.id}/decide`, { decision: 'approve', comment: '' });
    expect(again.status).toBe(409);
  });
});

describe('the way back', () => {
  it('leads from a line of the statement to the steps of a settlement', async () => {
    const url = `/api/fund/${RESIDENT_BOOK}/statement?from=2020-01&to=2020-12`;
    const statement = (await supervisor.get<Wire.StatementResponse>(url)).body;
    const line = statement.lines.find(({ key }) => key === 'benefits.inpatient');
    const query = `account=${line?.accounts.join(',')}&from=${statement.from}&to=${statement.to}`;
    const vouchers = (await supervisor.get<Wire.VouchersResponse>(`/api/fund/${RESIDENT_BOOK}/vouchers?${query}`)).body;
    expect(vouchers.sums.debitFen - vouchers.sums.creditFen).toBe(line?.amountFen);
    expect(vouchers.rows).toHaveLength(1);
    const [row] = vouchers.rows;

    const voucher = (await supervisor.get<Wire.VoucherDetail>(`/api/fund/${RESIDENT_BOOK}/vouchers/${row?.voucherId}`))
      .body;
    const posting = voucher.postings.find(({ account }) => line?.accounts.includes(account.code));
    expect(posting?.debitFen).toBe(line?.amountFen);
    expect(voucher).toMatchObject({ madeBy: '基金会计', checkedBy: '基金财务主管' });

    const batch = (await supervisor.get<Wire.BatchDetail>(`/api${voucher.source?.link}`)).body;
    const item = batch.items.find(
      ({ provider, byFund }) => provider.code === HOSPITAL && byFund.some(({ bookId }) => bookId === RESIDENT_BOOK),
    );
    expect(item?.byFund.find(({ bookId }) => bookId === RESIDENT_BOOK)?.payableFen).toBe(line?.amountFen);

    const declaration = (await supervisor.get<Wire.DeclarationDetail>(`/api/declarations/${item?.declarationId}`)).body;
    const inpatient = declaration.parts.find(({ care }) => care.code === 'inpatient');
    expect((inpatient?.poolFen ?? 0) - declaration.deductionFen).toBe(line?.amountFen);

    const list = (await supervisor.get<Wire.SettlementsResponse>(`/api/settlements?declaration=${declaration.id}`))
      .body;
    expect(list.sums.poolFen).toBe(inpatient?.poolFen);
    expect(list.sums.totalFen).toBe(declaration.totalFen);
    const first = list.rows.find(({ setlId }) => setlId === api.settlements.stay.setlId);

    const detail = (await supervisor.get<Wire.SettlementDetail>(`/api/settlements/${first?.setlId}`)).body;
    // (12,000 − 800) × 78 % = 8,736.00
    expect(detail.amounts).toMatchObject({ totalFen: 1_200_000, poolFen: 873_600, cashFen: 326_400 });
    expect(
      sum(
        detail.steps.filter(({ bearer }) => bearer === 'pool'),
        ({ takenFen }) => takenFen,
      ),
    ).toBe(873_600);
    expect(detail.steps[0]?.beforeFen).toBe(1_200_000);
    expect(detail.steps.at(-1)?.afterFen).toBe(0);
    expect(sum(detail.lines, ({ totalFen }) => totalFen)).toBe(1_200_000);
    expect(detail.declaration).toMatchObject({ id: declaration.id, state: { code: 'paid' } });
    expect(detail.batch).toMatchObject({ id: batch.id, link: `/batches/${batch.id}` });
    expect(detail.fundVouchers.map(({ link }) => link)).toEqual([
      `/fund/${RESIDENT_BOOK}/vouchers/${voucher.voucherId}`,
    ]);
    expect(sum(detail.voucher?.postings ?? [], ({ debitFen }) => debitFen)).toBe(873_600);
  });

  it('agrees with itself in every control account, up to the month of payment and before it', async () => {
    for (const month of ['2020-03', '2020-06']) {
      const { rows } = (await supervisor.get<Wire.ControlResponse>(`/api/fund/control?period=${month}`)).body;
      expect(rows.map(({ key, differenceFen }) => [key, differenceFen])).toEqual(rows.map(({ key }) => [key, 0]));
    }
    const { rows } = (await supervisor.get<Wire.ControlResponse>('/api/fund/control?period=2020-06')).body;
    const payable = rows.find(({ key }) => key === 'payable-390');
    // Only April's stay is still owed: (2,000 − 800) × 78 % = 936.00.
    expect(payable).toMatchObject({ subLedgerFen: 93_600, bookFen: 93_600 });
    expect(rows.find(({ key }) => key === 'paid-resident')?.bookFen).toBeGreaterThan(0);
    const { approvedFen } = (await declarations(supervisor)).sums;
    expect(rows.find(({ key }) => key === 'declared-paid')).toMatchObject({
      subLedgerFen: approvedFen,
      bookFen: approvedFen,
    });
    expect(rows.find(({ key }) => key === 'premiums-employee')?.bookFen).toBeGreaterThan(0);
  });

  it('shows the trial balance of both kinds of book in balance, each row the sum of its vouchers', async () => {
    for (const book of [RESIDENT_BOOK, BENEFIT_BOOK]) {
      const url = `/api/fund/${book}/trial-balance?from=2020-01&to=2020-12`;
      const balance = (await supervisor.get<Wire.TrialBalanceResponse>(url)).body;
      expect(balance.sums.debitFen).toBe(balance.sums.creditFen);
      expect(
        sum(
          balance.rows.filter(({ leaf }) => leaf),
          ({ debitFen }) => debitFen,
        ),
      ).toBe(balance.sums.debitFen);
      for (const row of balance.rows) {
        const query = `account=${row.code}&from=2020-01&to=2020-12&size=1000`;
        const vouchers = (await supervisor.get<Wire.VouchersResponse>(`/api/fund/${book}/vouchers?${query}`)).body;
        expect([row.code, vouchers.sums]).toEqual([row.code, { debitFen: row.debitFen, creditFen: row.creditFen }]);
        expect(sum(vouchers.rows, ({ debitFen }) => debitFen)).toBe(row.debitFen);
        expect(vouchers.rows).toHaveLength(vouchers.total);
      }
    }
  });
});

describe('closing a month', () => {
  it('says what it checks, closes all books together, and never twice', async () => {
    const books = (await supervisor.get<Wire.FundBooksResponse>('/api/fund/books')).body.books;
    expect(books.map(({ openPeriod }) => openPeriod)).toEqual(books.map(() => '2020-01'));
    expect(books[0]?.closing).toMatchObject({ allowed: true });
    expect(books.slice(1).every(({ closing }) => closing === null)).toBe(true);
    const unseen = (await accountant.get<Wire.FundBooksResponse>('/api/fund/books')).body.books;
    expect(unseen.every(({ closing }) => closing === null)).toBe(true);
    const closed = await supervisor.post<Wire.ClosePeriodResponse>(`/api/fund/${RESIDENT_BOOK}/close`, {
      period: '2020-01',
    });
    expect(closed).toMatchObject({ status: 200, body: { period: '2020-01', nextPeriod: '2020-02' } });
    const again = await supervisor.post(`/api/fund/${RESIDENT_BOOK}/close`, { period: '2020-01' });
    expect(again.status).toBe(409);
    const now = (await supervisor.get<Wire.FundBooksResponse>('/api/fund/books')).body.books;
    expect(now.every(({ openPeriod }) => openPeriod === '2020-02')).toBe(true);
    expect((await accountant.post(`/api/fund/${RESIDENT_BOOK}/close`, { period: '2020-02' })).status).toBe(403);
    expect((await supervisor.post('/api/fund/fund-390/close', { period: '2020-02' })).status).toBe(404);
  });
});
