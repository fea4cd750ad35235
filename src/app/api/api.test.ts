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

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  clerk = await api.as('shenhe');
  supervisor = await api.as('caiwu');
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
      '城乡居民基本医疗保险基金 2020年1月 记 2 号',
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
