/** Recomputation through the API, each step by the person whose post it is; and who may not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { listAudit } from '../../audit/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { isoDate, isoTime } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { reverse, settleWholeVisits } from '../../settlement/index.ts';
import { HOSPITAL, line, stay } from '../../settlement/testing.ts';
import { type Client, openTestApi, type TestApi } from './testing.ts';

let database: TestDatabase;
let api: TestApi;
let clerk: Client;
let reviewer: Client;
let accountant: Client;
let supervisor: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  clerk = await api.as('shenhe');
  reviewer = await api.as('fuhe');
  accountant = await api.as('kuaiji');
  supervisor = await api.as('caiwu');
});
afterAll(async () => {
  await api?.app.close();
  await database?.close();
});

const yearOf = (psnNo: string) => ({ psnNo, insutype: '390', year: 2020 });
const trialOf = (psnNo: string) => `/api/recomputations/trial?psnNo=${psnNo}&insutype=390&year=2020`;

describe('from the queue to the payment', () => {
  let id = '';

  it('a reversed stay leaves the year in the queue and on the list, masked', async () => {
    const { poor } = api.small;
    // The poor resident's March (in the test office) and June, each 50,000.00; then March is taken back.
    unwrap(
      await settleWholeVisits(api.office, [
        {
          visit: stay(poor, {
            visitNo: 'CS1',
            admittedOn: isoDate('2020-06-01'),
            dischargedOn: isoDate('2020-06-10'),
          }),
          lines: [line('1', 5_000_000, { occurredAt: isoTime('2020-06-01 08:00:00') })],
          settledAt: isoTime('2020-06-10 09:00:00'),
          messageKey: 'CS1',
          useAccount: false,
        },
      ]),
    );
    const { poorStay } = api.settlements;
    unwrap(
      await reverse(api.office, {
        area: poorStay.area,
        psnNo: poorStay.psnNo,
        mdtrtId: poorStay.mdtrtId,
        setlId: poorStay.setlId,
        messageKey: 'CX9',
        fixmedinsCode: HOSPITAL,
        settledAt: isoTime('2020-06-20 10:00:00'),
      }),
    );
    const { body } = await clerk.get<Wire.DueResponse>(`/api/recomputations/due?q=${poor.psnNo}`);
    expect(body.total).toBe(1);
    expect(body.rows[0]).toMatchObject({
      personName: '测*乙',
      year: 2020,
      causes: [{ code: 'reversal', name: '撤销非末次结算' }],
      since: '2020-06-20 10:00:00',
      settlements: 1,
      openId: null,
    });
    const queue = (await clerk.get<Wire.QueueResponse>('/api/queue')).body;
    const group = queue.groups.find(({ kind }) => kind === 'recompute');
    expect(group?.items.find(({ id: key }) => key.startsWith(poor.psnNo))?.link).toBe(
      `/recomputations/trial?psnNo=${poor.psnNo}&insutype=390&year=2020`,
    );
    const other = (await clerk.get<Wire.DueResponse>('/api/recomputations/due?cause=lateClaim')).body;
    // In the test office a bill of 10 March came after one of 12 March.
    expect(other.rows.map(({ psnNo }) => psnNo)).toEqual([api.small.resident.psnNo]);
  });

  it('a trial says what would come out and writes nothing', async () => {
    const { poor } = api.small;
    const { body } = await clerk.get<Wire.RecomputationTrial>(trialOf(poor.psnNo));
    // June on top of March: 11,624.00 × 65 % = 7,555.60, aid (11,624.00 − 7,555.60) × 70 % = 2,847.88. June alone:
    // (11,624 − 5,000) × 65 % = 4,305.60, aid 7,318.40 × 70 % = 5,122.88.
    expect(body).toMatchObject({ differs: true, fundFen: -325_000 + 227_500, toPersonFen: -97_500, toAccountFen: 0 });
    expect(body.lines[0]?.difference).toMatchObject({
      criticalIllnessFen: -325_000,
      medicalAidFen: 227_500,
      personFen: 97_500,
    });
    expect(body.totals.map(({ title }) => title)).toEqual(['大病保险年内支付', '医疗救助年内支付']);
    expect(body.due).toHaveLength(1);
    expect((await clerk.get<Wire.RecomputationsResponse>('/api/recomputations')).body.total).toBe(0);
  });

  it('is proposed with a reason, once', async () => {
    const { poor } = api.small;
    const proposal = { ...yearOf(poor.psnNo), cause: 'reversal', note: '三月住院结算撤销，按序重算' };
    const short = await clerk.post('/api/recomputations', { ...proposal, note: '重算' });
    expect([short.status, short.body.message]).toEqual([400, expect.stringContaining('重算说明（note）')]);
    const made = await clerk.post<Wire.RecomputationDetail>('/api/recomputations', proposal);
    expect(made.status).toBe(200);
    id = made.body.id;
    expect(made.body).toMatchObject({ state: { code: 'pending' }, toPersonFen: -97_500, settlements: 1 });
    expect(made.body.actions.map(({ allowed, why }) => [allowed, why])).toEqual([
      [false, '经办人与复核人不能为同一人'],
      [false, '经办人与复核人不能为同一人'],
    ]);
    const again = await clerk.post('/api/recomputations', proposal);
    expect([again.status, again.body.code]).toEqual([409, 'adjustments.alreadyOpen']);
    const due = (await clerk.get<Wire.DueResponse>(`/api/recomputations/due?q=${poor.psnNo}`)).body;
    expect(due.rows[0]?.openId).toBe(id);
    const queue = (await clerk.get<Wire.QueueResponse>('/api/queue')).body;
    expect(queue.groups.find(({ kind }) => kind === 'recompute')?.items.map(({ id: key }) => key)).toEqual([
      `${api.small.resident.psnNo}-390-2020`,
    ]);
  });

  it('is approved by another person, and then shown where it is to be found', async () => {
    const queue = (await reviewer.get<Wire.QueueResponse>('/api/queue')).body;
    expect(queue.groups.find(({ kind }) => kind === 'recomputation-review')?.items.map(({ link }) => link)).toEqual([
      `/recomputations/${id}`,
    ]);
    const own = await clerk.post(`/api/recomputations/${id}/decide`, { decision: 'approve', comment: '' });
    expect([own.status, own.body.code]).toEqual([403, 'access.noRight']);
    const done = await reviewer.post<Wire.RecomputationDetail>(`/api/recomputations/${id}/decide`, {
      decision: 'approve',
      comment: '同意',
    });
    expect(done.body).toMatchObject({ state: { code: 'approved', name: '已核定待支付' }, checkedBy: '结算复核' });
    expect(done.body.vouchers.map(({ bookId }) => bookId)).toEqual(['benefit-610326']);
    const voucher = (await supervisor.get<Wire.VoucherDetail>(`/api${done.body.vouchers[0]?.link}`)).body;
    expect(voucher).toMatchObject({
      madeBy: '待遇审核',
      checkedBy: '结算复核',
      kind: { name: '待遇重算' },
      source: { link: `/recomputations/${id}` },
    });
    expect(voucher.postings.map(({ account, debitFen, creditFen }) => [account.code, debitFen, creditFen])).toEqual([
      ['5002', null, 325_000],
      ['1201', 325_000, null],
      ['5005', 227_500, null],
      ['2202', null, 227_500],
    ]);
    const setlId = done.body.lines[0]?.setlId;
    const slip = (await clerk.get<Wire.SettlementDetail>(`/api/settlements/${setlId}`)).body;
    expect(slip.adjustments).toMatchObject([{ id, toPersonFen: -97_500, toAccountFen: 0 }]);
    expect(slip.amounts).toMatchObject({ criticalIllnessFen: 755_560, medicalAidFen: 284_788 });
    expect((await clerk.get<Wire.DueResponse>(`/api/recomputations/due?q=${api.small.poor.psnNo}`)).body.total).toBe(0);
  });

  it('is paid by one and released by another; control accounts agree before and after', async () => {
    const control = async () => {
      const { rows } = (await supervisor.get<Wire.ControlResponse>('/api/fund/control?period=2020-06')).body;
      expect(rows.map(({ key, differenceFen }) => [key, differenceFen])).toEqual(rows.map(({ key }) => [key, 0]));
      return Object.fromEntries(rows.map(({ key, bookFen }) => [key, bookFen]));
    };
    expect(await control()).toMatchObject({ 'person-payable': 227_500, 'person-receivable': 325_000 });
    const waiting = (await accountant.get<Wire.QueueResponse>('/api/queue')).body;
    expect(waiting.groups.find(({ kind }) => kind === 'person-payment-submit')?.count).toBe(1);
    const made = await accountant.post<Wire.RecomputationDetail>(`/api/recomputations/${id}/payment`, {});
    expect(made.body).toMatchObject({ state: { code: 'paying' }, payment: { submit: null } });
    const queue = (await supervisor.get<Wire.QueueResponse>('/api/queue')).body;
    expect(queue.groups.find(({ kind }) => kind === 'person-payment')?.items.map(({ link }) => link)).toEqual([
      `/recomputations/${id}`,
    ]);
    const decision = { decision: 'approve', comment: '' };
    expect((await accountant.post(`/api/recomputations/${id}/payment/decide`, decision)).status).toBe(403);
    const done = await supervisor.post<Wire.RecomputationDetail>(`/api/recomputations/${id}/payment/decide`, decision);
    expect(done.body).toMatchObject({ state: { code: 'paid' }, payment: { paidOn: '2020-06-30', actions: [] } });
    expect(done.body.vouchers.map(({ bookId }) => bookId)).toEqual([
      'benefit-610326',
      'fund-medicalAid-610326',
      'benefit-610326',
    ]);
    expect(await control()).toMatchObject({ 'person-payable': 0, 'person-receivable': 0 });
    const again = await supervisor.post(`/api/recomputations/${id}/payment/decide`, decision);
    expect([again.status, again.body.code]).toEqual([404, 'adjustments.noPayment']);
  });

  it('is listed with sums equal to its rows, and told in the audit trail', async () => {
    const { body } = await clerk.get<Wire.RecomputationsResponse>('/api/recomputations?state=paid&sort=-toPersonFen');
    expect(body.rows.map((row) => row.id)).toEqual([id]);
    expect(body.sums).toMatchObject({ lines: 1, fundFen: -97_500, toPersonFen: -97_500, toAccountFen: 0 });
    expect((await clerk.get<Wire.RecomputationsResponse>('/api/recomputations?state=pending')).body.total).toBe(0);
    const trail = await listAudit(database.db, { page: 1, size: 200 }, new Set(['adjustments.read']));
    const told = trail.rows.filter(
      ({ action, subjectId }) => subjectId === id && action.code.startsWith('adjustments.'),
    );
    expect(told.map(({ summary, link }) => [summary, link])).toEqual([
      ['审核补差支付或收回，款项已付，向个人追回 975.00 元', `/recomputations/${id}`],
      ['提交补差支付或收回，向个人追回 975.00 元', `/recomputations/${id}`],
      ['核定待遇重算，差额已入账，向个人追回 975.00 元；意见：同意', `/recomputations/${id}`],
      ['提出待遇重算，1 笔结算有差额，向个人追回 975.00 元；说明：三月住院结算撤销，按序重算', `/recomputations/${id}`],
    ]);
  });
});

describe('who may', () => {
  it('each route asks for its right', async () => {
    const enrolment = await api.as('canbao');
    for (const url of [
      '/api/recomputations',
      '/api/recomputations/due',
      trialOf(api.small.poor.psnNo),
      '/api/recomputations/x',
    ])
      expect([url, (await enrolment.get(url)).status]).toEqual([url, 403]);
    const inspector = await api.as('jihe');
    const decision = { decision: 'approve', comment: '' };
    const scan = { insutype: '390', year: 2020, cause: 'policy', reason: '样例文件' };
    const writes: [string, object][] = [
      ['/api/recomputations', { ...yearOf(api.small.poor.psnNo), cause: 'other', note: '年度核查' }],
      ['/api/recomputations/x/decide', decision],
      ['/api/recomputations/x/payment', {}],
      ['/api/recomputations/scan', scan],
    ];
    for (const [url, body] of writes) expect([url, (await inspector.post(url, body)).status]).toEqual([url, 403]);
    expect((await clerk.get('/api/recomputations/x')).status).toBe(404);
    expect((await reviewer.post('/api/recomputations/x/decide', decision)).status).toBe(404);
  });

  it('a town’s clerk sees and recomputes his own people alone, and no money of the area', async () => {
    const station = await api.as('zhen1');
    const { resident } = api.small;
    expect((await station.get<Wire.DueResponse>('/api/recomputations/due')).body.total).toBe(0);
    expect((await station.get<Wire.RecomputationsResponse>('/api/recomputations')).body.total).toBe(0);
    expect((await station.get(trialOf(resident.psnNo))).status).toBe(404);
    const hidden = await station.post('/api/recomputations', {
      ...yearOf(resident.psnNo),
      cause: 'other',
      note: '年度核查',
    });
    expect(hidden.status).toBe(404);
    const own = await api.as('zhen2');
    expect((await own.get<Wire.DueResponse>('/api/recomputations/due')).body.total).toBe(1);
    const scan = { insutype: '390', year: 2020, cause: 'policy', reason: '样例文件' };
    expect((await own.post('/api/recomputations/scan', scan)).status).toBe(403);
    expect((await clerk.post<Wire.ScanResponse>('/api/recomputations/scan', scan)).body).toMatchObject({
      checked: 2,
      next: null,
    });
  });

  it('a year that comes out as it stands is taken off the list', async () => {
    const { psnNo } = api.small.resident;
    const result = await clerk.post('/api/recomputations', { ...yearOf(psnNo), cause: 'lateClaim', note: '迟报重算' });
    expect([result.status, result.body.code]).toEqual([409, 'adjustments.nothingDiffers']);
    expect((await clerk.get<Wire.DueResponse>('/api/recomputations/due')).body.total).toBe(0);
  });
});
