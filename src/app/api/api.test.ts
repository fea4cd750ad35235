/** The reading routes: what they answer, to whom, and how they refuse. Answers are typed as the console reads them. */
import fs from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import type { listContributions } from '../../contributions/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import type {
  booksView,
  controlView,
  fundOverview,
  getVoucher,
  listVouchers,
  statementView,
  trialBalanceView,
} from '../../fund/index.ts';
import type { getBatch, getDeclaration, listBatches, listDeclarations } from '../../payments/index.ts';
import type { listPeople } from '../../people/index.ts';
import type { listProviders } from '../../providers/index.ts';
import type { listSettlements } from '../../settlement/index.ts';
import { HOSPITAL } from '../../settlement/testing.ts';
import type { checkText } from './check.ts';
import type { getPerson } from './people.ts';
import type { search } from './search.ts';
import { readSessionContext } from './session-context.ts';
import type { getSettlement } from './settlements.ts';
import { type Client, openTestApi, type TestApi } from './testing.ts';

const RESIDENT_BOOK = 'fund-resident-610326';

let database: TestDatabase;
let api: TestApi;
let clerk: Client;
let supervisor: Client;
let station: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  clerk = await api.as('shenhe');
  supervisor = await api.as('caiwu');
  station = await api.as('zhen1');
});
afterAll(async () => {
  await api?.app.close();
  await database?.close();
});

it('answers in the types that the console reads', () => {
  expectTypeOf<Awaited<ReturnType<typeof listPeople>>>().toExtend<Wire.PeopleResponse>();
  expectTypeOf<Awaited<ReturnType<typeof getPerson>>>().toExtend<Wire.PersonDetail>();
  expectTypeOf<Awaited<ReturnType<typeof listContributions>>>().toExtend<Wire.ContributionsResponse>();
  expectTypeOf<Awaited<ReturnType<typeof listSettlements>>>().toExtend<Wire.SettlementsResponse>();
  expectTypeOf<Awaited<ReturnType<typeof getSettlement>>>().toExtend<Wire.SettlementDetail>();
  expectTypeOf<Awaited<ReturnType<typeof listProviders>>>().toExtend<Wire.ProvidersResponse>();
  expectTypeOf<Awaited<ReturnType<typeof listDeclarations>>>().toExtend<Wire.DeclarationsResponse>();
  expectTypeOf<Awaited<ReturnType<typeof getDeclaration>>>().toExtend<Wire.DeclarationDetail>();
  expectTypeOf<Awaited<ReturnType<typeof listBatches>>>().toExtend<Wire.BatchesResponse>();
  expectTypeOf<Awaited<ReturnType<typeof getBatch>>>().toExtend<Wire.BatchDetail>();
  expectTypeOf<Awaited<ReturnType<typeof booksView>>>().toExtend<Wire.FundBooksResponse>();
  expectTypeOf<Awaited<ReturnType<typeof fundOverview>>>().toExtend<Wire.FundOverviewResponse>();
  expectTypeOf<Awaited<ReturnType<typeof statementView>>>().toExtend<Wire.StatementResponse>();
  expectTypeOf<Awaited<ReturnType<typeof trialBalanceView>>>().toExtend<Wire.TrialBalanceResponse>();
  expectTypeOf<Awaited<ReturnType<typeof listVouchers>>>().toExtend<Wire.VouchersResponse>();
  expectTypeOf<Awaited<ReturnType<typeof getVoucher>>>().toExtend<Wire.VoucherDetail>();
  expectTypeOf<Awaited<ReturnType<typeof controlView>>>().toExtend<Wire.ControlResponse>();
  expectTypeOf<ReturnType<typeof checkText>>().toExtend<Wire.CheckResponse>();
  expectTypeOf<Awaited<ReturnType<typeof search>>>().toExtend<Wire.SearchResponse>();
  expectTypeOf<Awaited<ReturnType<typeof readSessionContext>>>().toExtend<
    Pick<Wire.SessionResponse, 'today' | 'currentPeriod' | 'firstPeriod' | 'lists'>
  >();
});

describe('every route', () => {
  const routes = [
    ['/api/people', 'people.read', 'kuaiji'],
    ['/api/people/x', 'people.read', 'kuaiji'],
    ['/api/people/x/contributions', 'contributions.read', 'fuhe'],
    ['/api/people/x/settlements', 'settlement.read', 'canbao'],
    ['/api/settlements', 'settlement.read', 'canbao'],
    ['/api/settlements/x', 'settlement.read', 'canbao'],
    ['/api/declarations', 'payments.read', 'canbao'],
    ['/api/declarations/x', 'payments.read', 'canbao'],
    ['/api/batches', 'payments.read', 'canbao'],
    ['/api/batches/x', 'payments.read', 'canbao'],
    ['/api/fund/books', 'fund.read', 'fuhe'],
    ['/api/fund/overview', 'fund.read', 'fuhe'],
    ['/api/fund/control', 'fund.read', 'fuhe'],
    [`/api/fund/${RESIDENT_BOOK}/statement?from=2020-01&to=2020-02`, 'fund.read', 'fuhe'],
    [`/api/fund/${RESIDENT_BOOK}/trial-balance?from=2020-01&to=2020-02`, 'fund.read', 'fuhe'],
    [`/api/fund/${RESIDENT_BOOK}/vouchers`, 'fund.read', 'fuhe'],
    [`/api/fund/${RESIDENT_BOOK}/vouchers/1`, 'fund.read', 'fuhe'],
  ] as const;

  it('asks for its right', async () => {
    for (const [url, , account] of routes) {
      const answer = await (await api.as(account)).get(url);
      expect([url, answer.status, answer.body.code]).toEqual([url, 403, 'access.noRight']);
    }
  });

  it('asks who is there', async () => {
    for (const [url] of [...routes, ['/api/queue'], ['/api/search?q=1'], ['/api/providers']]) {
      const answer = await api.app.inject({ method: 'GET', url });
      expect([url, answer.statusCode]).toEqual([url, 401]);
    }
  });

  it('refuses writes without the right', async () => {
    const inspector = await api.as('jihe');
    const writes: [string, object][] = [
      ['/api/declarations/collect', { period: '2020-03' }],
      ['/api/declarations/x/decide', { decision: 'approve', comment: '' }],
      ['/api/batches', { period: '2020-03' }],
      [`/api/fund/${RESIDENT_BOOK}/close`, { period: '2020-01' }],
    ];
    for (const [url, body] of writes) expect([url, (await inspector.post(url, body)).status]).toEqual([url, 403]);
    const accountant = await api.as('xitong');
    expect((await accountant.post('/api/people/x/reveal', { reason: '核对材料' })).status).toBe(403);
    expect((await accountant.post('/api/check', 'text', { 'content-type': 'text/plain' })).status).toBe(403);
  });

  it('answers 404 for what is not there', async () => {
    for (const url of [
      '/api/people/x',
      '/api/people/x/settlements',
      '/api/people/x/contributions',
      '/api/settlements/x',
      '/api/declarations/x',
    ])
      expect([url, (await clerk.get(url)).status]).toEqual([url, 404]);
    const books = [
      '/api/batches/x',
      '/api/fund/x/statement?from=2020-01&to=2020-02',
      '/api/fund/x/vouchers',
      `/api/fund/${RESIDENT_BOOK}/vouchers/999999`,
    ];
    for (const url of books) expect([url, (await supervisor.get(url)).status]).toEqual([url, 404]);
    expect((await clerk.post('/api/people/x/reveal', { reason: '核对材料' })).status).toBe(404);
  });

  it('says in Chinese what is wrong with a query', async () => {
    const bad: [Client, string, string][] = [
      [clerk, '/api/people?page=0', '页码（page）小于 1'],
      [clerk, '/api/people?size=1001', '每页行数（size）大于 1000'],
      [clerk, '/api/people?sort=name', '排序（sort）'],
      [clerk, '/api/people?village=abc', '镇、村（社区）（village）'],
      [clerk, '/api/settlements?period=2020-13', '结算月份（period）'],
      [clerk, '/api/settlements?care=surgery', '类别（care）只能是'],
      [clerk, '/api/declarations?state=x', '状态（state）只能是'],
      [clerk, '/api/providers?kind=x', '机构类别（kind）只能是'],
      [clerk, '/api/search', '搜索内容（q）'],
      [supervisor, `/api/fund/${RESIDENT_BOOK}/statement?from=2020-01`, '截止月（to）'],
      [supervisor, `/api/fund/${RESIDENT_BOOK}/statement?from=2020-03&to=2020-01`, '起始 2020-03 晚于截止 2020-01'],
      [supervisor, `/api/fund/${RESIDENT_BOOK}/vouchers?account=abc`, '科目编码（account）'],
      [supervisor, '/api/fund/control?period=March', '截止月（period）'],
    ];
    for (const [client, url, words] of bad) {
      const { status, body } = await client.get(url);
      expect([url, status]).toEqual([url, 400]);
      expect(body.message).toContain(words);
      expect(body.remedy).not.toBe('');
    }
    const unknown = await supervisor.get(`/api/fund/${RESIDENT_BOOK}/vouchers?account=9`);
    expect([unknown.status, unknown.body.message]).toEqual([422, `账簿 ${RESIDENT_BOOK} 中没有科目 9`]);
  });
});

describe('people', () => {
  it('are masked, with cover and identities in force', async () => {
    const { status, body } = await clerk.get<Wire.PeopleResponse>('/api/people');
    expect([status, body.total]).toEqual([200, 3]);
    expect(body.rows[1]).toMatchObject({
      psnNo: api.small.poor.psnNo,
      name: '测*乙',
      certMasked: '999101********0024',
      gender: { code: '2', name: '女' },
      // Born 15 June 1975, on 30 June 2020.
      age: 45,
      insutype: { code: '390', name: '城乡居民基本医疗保险' },
      psnType: { code: '15', name: '居民（成年）' },
      identities: [{ code: '2302', name: '建档立卡贫困人员' }],
    });
    expect(JSON.stringify(body)).not.toContain('测试');
  });

  it('are found by name, number, certificate, village, scheme and identity', async () => {
    const found = async (query: string) =>
      (await clerk.get<Wire.PeopleResponse>(`/api/people?${query}`)).body.rows.map(({ psnNo }) => psnNo);
    const { resident, poor, employee } = api.small;
    expect(await found(`q=${encodeURIComponent('测试丙')}`)).toEqual([employee.psnNo]);
    expect(await found(`q=${encodeURIComponent('测试')}`)).toHaveLength(3);
    expect(await found(`q=${encodeURIComponent('试丙')}`)).toEqual([]);
    expect(await found('q=%25')).toEqual([]);
    expect(await found(`q=${poor.psnNo}`)).toEqual([poor.psnNo]);
    expect(await found('q=999101198001010020')).toEqual([resident.psnNo]);
    expect(await found('q=999101198001010021')).toEqual([]);
    expect(await found('village=610326100')).toHaveLength(3);
    expect(await found('village=610326101')).toEqual([]);
    expect(await found('insutype=310')).toEqual([employee.psnNo]);
    expect(await found('identity=2302')).toEqual([poor.psnNo]);
    expect(await found('sort=-birthDate')).toEqual([employee.psnNo, resident.psnNo, poor.psnNo]);
  });

  it('come in pages that neither repeat nor lose anybody', async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4].map(
        async (page) => (await clerk.get<Wire.PeopleResponse>(`/api/people?size=1&page=${page}&sort=village`)).body,
      ),
    );
    expect(pages.map(({ total }) => total)).toEqual([3, 3, 3, 3]);
    const seen = pages.flatMap(({ rows }) => rows.map(({ psnNo }) => psnNo));
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });

  it('have a page with covers, totals against their limits, and what may be done', async () => {
    const { body } = await clerk.get<Wire.PersonDetail>(`/api/people/${api.small.poor.psnNo}`);
    expect(body.person.name).toBe('测*乙');
    expect(body.accountBalanceFen).toBeNull();
    expect(body.covers).toMatchObject([{ insutype: { code: '390' }, from: '2020-01-01', to: null, employer: null }]);
    expect(body.actions).toEqual([{ action: 'reveal', allowed: true }]);
    const [year] = body.totals;
    expect(year).toMatchObject({ year: 2020, insutype: { code: '390' } });
    const item = (key: string) => year?.items.find((each) => each.key === key);
    // (50,000 − 800) × 78 % = 38,376.00 of at most 130,000.
    expect(item('poolPaid')).toMatchObject({ kind: 'money', valueFen: 3_837_600, limitFen: 13_000_000 });
    // For somebody of 2302, critical illness has no ceiling; medical aid has 30,000.
    expect(item('criticalIllnessPaid')).toMatchObject({ limitFen: null });
    expect(item('medicalAidPaid')).toMatchObject({ limitFen: 3_000_000 });
    expect(item('admissions')).toEqual({
      kind: 'count',
      key: 'admissions',
      title: '年内住院次数',
      value: 1,
      limit: null,
    });
    const other = await clerk.get<Wire.PersonDetail>(`/api/people/${api.small.resident.psnNo}`);
    const others = other.body.totals[0]?.items ?? [];
    expect(others.find(({ key }) => key === 'criticalIllnessPaid')).toMatchObject({ limitFen: 30_000_000 });
    expect(others.some(({ key }) => key === 'medicalAidPaid')).toBe(false);
    const employee = await clerk.get<Wire.PersonDetail>(`/api/people/${api.small.employee.psnNo}`);
    expect(employee.body.accountBalanceFen).toBeTypeOf('number');
    const reviewer = await (await api.as('fuhe')).get<Wire.PersonDetail>(`/api/people/${api.small.poor.psnNo}`);
    expect(reviewer.body.actions).toMatchObject([{ action: 'reveal', allowed: false }]);
  });

  it('show their contributions, newest first', async () => {
    const { body } = await clerk.get<Wire.ContributionsResponse>(
      `/api/people/${api.small.employee.psnNo}/contributions`,
    );
    expect(body.rows.map(({ period }) => period)).toEqual(['2020-03', '2020-02', '2020-01']);
    expect(body.rows[0]).toMatchObject({
      baseFen: 500_000,
      subsidyFen: null,
      assistedFen: null,
      state: { tone: 'done' },
    });
    const { body: resident } = await clerk.get<Wire.ContributionsResponse>(
      `/api/people/${api.small.resident.psnNo}/contributions`,
    );
    expect(resident.rows).toHaveLength(1);
    const [row] = resident.rows;
    expect(row).toMatchObject({ period: '2020', employerFen: null, baseFen: null });
    expect(row?.totalFen).toBe((row?.personalFen ?? 0) + (row?.assistedFen ?? 0) + (row?.subsidyFen ?? 0));
  });

  it('are revealed for a reason, which is kept', async () => {
    const url = `/api/people/${api.small.resident.psnNo}/reveal`;
    expect((await clerk.post(url, { reason: '看' })).status).toBe(400);
    const { status, body } = await clerk.post<Wire.RevealResponse>(url, { reason: '核对异地就医材料' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: '测试甲', certNo: '999101198001010020', certType: { code: '01' } });
    const { rows: kept } = await sql<{ actor_id: string; detail: unknown }>`
      select actor_id, detail from audit_entry
      where action = 'people.unmask' and subject_id = ${api.small.resident.psnNo}`.execute(database.db);
    expect(kept).toEqual([{ actor_id: 'shenhe', detail: { reason: '核对异地就医材料' } }]);
    expect(JSON.stringify(kept)).not.toContain('999101198001010020');
  });
});

describe('divisions', () => {
  it('hide people and settlements of other towns', async () => {
    const { psnNo } = api.small.resident;
    expect((await station.get<Wire.PeopleResponse>('/api/people')).body.total).toBe(0);
    expect((await station.get<Wire.SettlementsResponse>('/api/settlements')).body).toMatchObject({
      total: 0,
      sums: { totalFen: 0 },
    });
    const hidden = [
      `/api/people/${psnNo}`,
      `/api/people/${psnNo}/settlements`,
      `/api/settlements/${api.settlements.stay.setlId}`,
    ];
    for (const url of hidden) expect([url, (await station.get(url)).status]).toEqual([url, 404]);
    expect((await station.post(`/api/people/${psnNo}/reveal`, { reason: '核对材料' })).status).toBe(404);
    expect((await station.get<Wire.SearchResponse>(`/api/search?q=${psnNo}`)).body.groups).toEqual([]);
    const own = await api.as('zhen2');
    expect((await own.get<Wire.PeopleResponse>('/api/people')).body.total).toBe(3);
    expect((await own.get<Wire.SettlementsResponse>('/api/settlements')).body.total).toBe(7);
  });

  it('keep the whole area’s business to whoever sees the whole area', async () => {
    expect((await station.get('/api/batches')).status).toBe(403);
    expect((await station.post('/api/declarations/collect', { period: '2020-03' })).status).toBe(403);
    expect((await station.get<Wire.DeclarationsResponse>('/api/declarations')).body.total).toBe(0);
  });
});

describe('settlements', () => {
  it('are listed newest first, with sums over all that match', async () => {
    const { body } = await clerk.get<Wire.SettlementsResponse>('/api/settlements?size=2');
    expect([body.rows.length, body.total]).toEqual([2, 7]);
    expect(body.rows[0]).toMatchObject({
      setlId: api.settlements.april.setlId,
      personName: '测*甲',
      provider: { code: HOSPITAL, name: '测试县医院' },
      medType: { code: '21', name: '普通住院' },
      diagnosis: { code: 'J18.900', name: '肺炎' },
    });
    const all = (await clerk.get<Wire.SettlementsResponse>('/api/settlements?size=100')).body;
    for (const key of Object.keys(all.sums) as (keyof Wire.SettlementSums)[])
      expect([key, all.sums[key]]).toEqual([key, all.rows.reduce((sum, row) => sum + row[key], 0)]);
    expect(body.sums).toEqual(all.sums);
    // 12,000 + 50,000 + 100 + 8,000 + 3,000 − 3,000 + 2,000
    expect(all.sums.totalFen).toBe(7_210_000);
  });

  it('are filtered and sorted', async () => {
    const list = async (query: string) => (await clerk.get<Wire.SettlementsResponse>(`/api/settlements?${query}`)).body;
    const { stay, reversed, reversal, employeeStay, visit } = api.settlements;
    expect((await list('period=2020-04')).total).toBe(1);
    expect((await list('care=outpatient')).rows.map(({ setlId }) => setlId)).toEqual([visit.setlId]);
    expect((await list('insutype=310')).rows.map(({ setlId }) => setlId)).toEqual([employeeStay.setlId]);
    expect((await list(`provider=${HOSPITAL}`)).total).toBe(6);
    expect((await list(`psnNo=${api.small.poor.psnNo}`)).total).toBe(1);
    expect((await list(`q=${encodeURIComponent('测试甲')}`)).total).toBe(5);
    expect((await list(`q=${stay.setlId}`)).rows.some(({ setlId }) => setlId === stay.setlId)).toBe(true);
    expect((await list('q=999101198803030023')).rows.map(({ setlId }) => setlId)).toEqual([employeeStay.setlId]);
    expect((await list('sort=-totalFen&size=1')).rows[0]?.totalFen).toBe(5_000_000);
    expect((await list('sort=cashFen&size=1')).rows[0]?.setlId).toBe(reversal.setlId);
    const pair = (await list(`psnNo=${api.small.resident.psnNo}`)).rows;
    expect(pair.find(({ setlId }) => setlId === reversed.setlId)).toMatchObject({
      reverses: null,
      reversedBy: reversal.setlId,
    });
    expect(pair.find(({ setlId }) => setlId === reversal.setlId)).toMatchObject({
      reverses: reversed.setlId,
      reversedBy: null,
    });
    const own = await clerk.get<Wire.SettlementsResponse>(`/api/people/${api.small.poor.psnNo}/settlements`);
    expect(own.body.rows.map(({ setlId }) => setlId)).toEqual([api.settlements.poorStay.setlId]);
  });

  it('explain themselves: ladder, layers, totals, lines, entry', async () => {
    const { poorStay } = api.settlements;
    const { body } = await clerk.get<Wire.SettlementDetail>(`/api/settlements/${poorStay.setlId}`);
    expect(body).toMatchObject({
      insuredYear: 2020,
      person: { name: '测*乙', age: 44 },
      identities: [{ code: '2302', name: '建档立卡贫困人员' }],
      providerGrade: { code: 'two', name: '二级' },
      visit: { visitNo: 'ZY2', medType: { name: '普通住院' }, place: { code: 'local' }, days: 9 },
      poolRatePer10k: 7_800,
      accountAfterFen: null,
      declaration: null,
      batch: null,
      fundVouchers: [],
    });
    expect(body.policy.name).toContain('宝鸡市城乡居民');
    const paid = body.layers.reduce((sum, layer) => sum + layer.paidFen, 0);
    expect(paid).toBe(body.amounts.fundTotalFen);
    for (const [index, step] of body.steps.entries()) {
      if (index > 0) expect(step.beforeFen).toBe(body.steps[index - 1]?.afterFen);
    }
    expect(body.totals.find(({ key }) => key === 'poolPaid')).toMatchObject({
      beforeFen: 0,
      afterFen: 3_837_600,
      limitFen: 13_000_000,
    });
    expect(body.lines.map(({ item, itemClass, totalFen }) => [item.name, itemClass.name, totalFen])).toEqual([
      ['测试诊疗', '甲类', 4_999_000],
      ['测试诊疗', '甲类', 1_000],
    ]);
    const { voucher } = body;
    expect(voucher).toMatchObject({
      kind: { code: 'settlement' },
      madeBy: '测试县医院',
      source: { link: `/settlements/${poorStay.setlId}` },
    });
    const debits = voucher?.postings.reduce((sum, { debitFen }) => sum + (debitFen ?? 0), 0);
    expect(debits).toBe(body.amounts.fundTotalFen + body.amounts.accountFen);
    const employee = (await clerk.get<Wire.SettlementDetail>(`/api/settlements/${api.settlements.employeeStay.setlId}`))
      .body;
    expect(employee.accountAfterFen).toBeTypeOf('number');
    const reversal = (await clerk.get<Wire.SettlementDetail>(`/api/settlements/${api.settlements.reversal.setlId}`))
      .body;
    expect(reversal).toMatchObject({
      reverses: api.settlements.reversed.setlId,
      amounts: { totalFen: -300_000 },
      steps: [],
    });
    expect(reversal.lines.reduce((sum, { totalFen }) => sum + totalFen, 0)).toBe(-300_000);
  });
});

describe('providers', () => {
  it('are listed with their kind and grade by name', async () => {
    const { body } = await clerk.get<Wire.ProvidersResponse>('/api/providers?sort=-code');
    expect(body.rows.map(({ name, kind, grade, division }) => [name, kind.name, grade.name, division.name])).toEqual([
      ['测试村卫生室', '村卫生室', '村级', '眉县'],
      ['测试县医院', '医院', '二级', '眉县'],
    ]);
    expect((await clerk.get<Wire.ProvidersResponse>(`/api/providers?q=${encodeURIComponent('县医')}`)).body.total).toBe(
      1,
    );
    expect((await clerk.get<Wire.ProvidersResponse>('/api/providers?kind=village')).body.total).toBe(1);
  });
});

describe('fund books', () => {
  it('make an overview whose months add up to the year and to the statement', async () => {
    const { body } = await supervisor.get<Wire.FundOverviewResponse>('/api/fund/overview?year=2020');
    expect([body.year, body.through, body.funds.length]).toEqual([2020, '2020-03', 5]);
    for (const fund of body.funds) {
      const sum = (field: 'incomeFen' | 'expenditureFen') =>
        fund.months.reduce((total, month) => total + (month[field] ?? 0), 0);
      expect([sum('incomeFen'), sum('expenditureFen')]).toEqual([fund.incomeFen, fund.expenditureFen]);
      expect(fund.balanceFen).toBe(fund.openingFen + fund.incomeFen - fund.expenditureFen);
      expect(fund.months[3]).toMatchObject({ period: '2020-04', incomeFen: null, balanceFen: null });
      expect(fund.lastYear).toBeNull();
      const statement = await supervisor.get<Wire.StatementResponse>(
        `/api/fund/${fund.bookId}/statement?from=2020-01&to=2020-12`,
      );
      const line = (key: string) => statement.body.lines.find((each) => each.key === key)?.amountFen;
      expect([line('income'), line('expenditure'), line('closing')]).toEqual([
        fund.incomeFen,
        fund.expenditureFen,
        fund.balanceFen,
      ]);
      expect(statement.body.lastYear).toBeNull();
    }
    const aid = body.funds.find(({ bookId }) => bookId.includes('medicalAid'));
    // 200,000.00 received, a poor resident's premium paid: three months.
    expect(aid?.expenditureFen).toBeGreaterThan(0);
    expect(aid?.reserveMonths).toBeCloseTo(((aid?.balanceFen ?? 0) * 3) / (aid?.expenditureFen ?? 1), 1);
    expect(body.funds.find(({ bookId }) => bookId.includes('largeAmount'))?.reserveMonths).toBeNull();
  });

  it('state the opening balance with the months it is made of', async () => {
    const url = `/api/fund/${RESIDENT_BOOK}/statement?from=2020-02&to=2020-03`;
    const { lines } = (await supervisor.get<Wire.StatementResponse>(url)).body;
    const opening = lines.find(({ key }) => key === 'opening');
    expect(opening).toMatchObject({ from: '2020-01', to: '2020-01', side: 'credit' });
    const query = `account=${opening?.accounts.join(',')}&from=2020-01&to=2020-01`;
    const { sums } = (await supervisor.get<Wire.VouchersResponse>(`/api/fund/${RESIDENT_BOOK}/vouchers?${query}`)).body;
    expect(sums.creditFen - sums.debitFen).toBe(opening?.amountFen);
    expect(opening?.amountFen).toBeGreaterThan(20_000_000);
    expect(lines.map(({ kind }) => kind)).toContain('total');
  });

  it('list vouchers by account, those below included, in pages', async () => {
    const list = async (query: string) =>
      (await supervisor.get<Wire.VouchersResponse>(`/api/fund/${RESIDENT_BOOK}/vouchers?${query}`)).body;
    const all = await list('size=1');
    expect(all.total).toBe(3);
    expect(all.sums.debitFen).toBe(all.sums.creditFen);
    expect(all.accounts).toEqual([]);
    const subsidies = await list('account=4101');
    expect(subsidies.accounts).toEqual([{ code: '4101', name: '财政补贴收入' }]);
    expect(subsidies.rows.map(({ creditFen, voucherNo, kind }) => [creditFen, voucherNo, kind.code])).toEqual([
      [20_000_000, 2, 'contribution'],
    ]);
    expect(subsidies.sums).toEqual({ debitFen: 0, creditFen: 20_000_000 });
    expect((await list('account=4101,4001')).total).toBe(3);
    expect((await list('account=4101&from=2020-02')).total).toBe(0);
    const numbers = (await list('sort=-voucherNo')).rows.map(({ voucherNo }) => voucherNo);
    expect(numbers).toEqual([3, 2, 1]);
  });
});

describe('the front page', () => {
  it('gives each post its own figures', async () => {
    const keys = async (account: string) =>
      (await (await api.as(account)).get<Wire.QueueResponse>('/api/queue')).body.figures.map(({ key }) => key);
    expect(await keys('canbao')).toEqual(['insured-310', 'insured-390']);
    expect((await keys('caiwu')).slice(0, 2)).toEqual([`balance-${RESIDENT_BOOK}`, 'balance-fund-employee-610326']);
    expect(await keys('shenji')).toEqual([]);
    const { figures } = (await clerk.get<Wire.QueueResponse>('/api/queue')).body;
    // Books stand at April, the last month with entries.
    expect(figures.find(({ key }) => key === 'settlements')).toMatchObject({ value: 1, scope: '2020-04' });
    expect(figures.find(({ key }) => key === 'insured-390')).toMatchObject({ value: 2, unit: '人' });
  });

  it('shows whoever may close which months wait', async () => {
    const { groups } = (await supervisor.get<Wire.QueueResponse>('/api/queue')).body;
    // The last day of June is not over yet.
    expect(groups.find(({ kind }) => kind === 'close')).toMatchObject({
      count: 5,
      items: [{ id: '2020-01' }, {}, {}, {}, { id: '2020-05' }],
    });
  });
});

describe('search', () => {
  const groups = async (client: Client, text: string) =>
    (await client.get<Wire.SearchResponse>(`/api/search?q=${encodeURIComponent(text)}`)).body.groups;

  it('finds people, providers, settlements and vouchers, each for whoever may see them', async () => {
    expect((await groups(clerk, '测试')).map(({ kind, hits }) => [kind, hits.length])).toEqual([
      ['person', 3],
      ['provider', 2],
    ]);
    expect(await groups(clerk, '测试甲')).toMatchObject([
      { hits: [{ title: '测*甲 999101********0020', link: `/people/${api.small.resident.psnNo}` }] },
    ]);
    const { setlId } = api.settlements.poorStay;
    const found = (await groups(clerk, setlId)).find(({ kind }) => kind === 'settlement');
    expect(found?.hits.some(({ link }) => link === `/settlements/${setlId}`)).toBe(true);
    expect((await groups(supervisor, '中央财政')).map(({ kind, hits }) => [kind, hits.length])).toEqual([
      ['voucher', 3],
    ]);
    expect((await groups(supervisor, '2')).flatMap(({ hits }) => hits.map(({ title }) => title))).toContain(
      '城乡居民基本医疗保险基金 2020-01 记 2 号',
    );
    expect(await groups(await api.as('xitong'), '测试')).toEqual([]);
    expect(await groups(clerk, '查无此人')).toEqual([]);
  });
});

describe('checking a document', () => {
  it('answers the report, and the lines that its findings count', async () => {
    const text = fs.readFileSync(new URL('../../disclosure/cases/shaanxi-form.txt', import.meta.url), 'utf8');
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-file-name': encodeURIComponent('某局决算.txt') };
    const { status, body } = await supervisor.post<Wire.CheckResponse>('/api/check', text, headers);
    expect(status).toBe(200);
    expect(body.text).toEqual(text.split(/\r?\n/));
    const [document] = body.documents;
    expect(document).toMatchObject({ file: '某局决算.txt', kind: 'final', failure: null });
    expect(document?.tables?.length).toBeGreaterThan(0);
    for (const finding of document?.findings ?? [])
      expect(body.text[finding.line - 1]?.replaceAll(/\s/g, '')).toContain(finding.quote.replaceAll(/\s/g, ''));
    const strange = await supervisor.post<Wire.CheckResponse>('/api/check', '购物清单', {
      ...headers,
      'x-file-name': '%E0%',
    });
    expect(strange.body.documents[0]).toMatchObject({ file: '%E0%', failure: { message: expect.any(String) } });
    expect((await supervisor.post('/api/check', '', headers)).status).toBe(400);
  });
});

describe('the session’s context', () => {
  it('names the months of the books and the lists of the filters', async () => {
    const context = await readSessionContext(api.office);
    expect(context).toMatchObject({ today: '2020-06-30', currentPeriod: '2020-04', firstPeriod: '2020-01' });
    expect(context.lists.identities).toEqual([{ code: '2302', name: '建档立卡贫困人员' }]);
    expect(context.lists.declarationStates.map(({ code }) => code)).toEqual([
      'pending',
      'approved',
      'returned',
      'batched',
      'paid',
    ]);
    expect(context.lists.villages).toHaveLength(97);
    expect(context.lists.villages[0]?.town.name).toBe('首善街道');
  });
});
