/** Who may call which route, what a bad request is told, and what lies beyond one's divisions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
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
