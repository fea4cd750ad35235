/** Sessions, rights and the queue as a browser meets them; accounts and the trail are in `administration.test.ts`. */
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import type { AccountView, listConflicts, listRoles } from '../../access/account-view.ts';
import {
  type Api,
  type ApiModule,
  demoAccounts,
  type Office,
  openVault,
  REQUEST_HEADER,
  RIGHTS,
  type Right,
  rightsOf,
  seedAccounts,
} from '../../access/index.ts';
import type { presentSession } from '../../access/session-view.ts';
import { approvalRoutes, submitForApproval } from '../../approvals/index.ts';
import type { AuditPage } from '../../audit/service.ts';
import { transact } from '../../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { type IsoTime, isoTime } from '../../kernel/dates.ts';
import { fen } from '../../kernel/money.ts';
import { unwrap } from '../../kernel/result.ts';
import { describeSession } from '../describe-session.ts';
import { buildServer } from '../server.ts';
import { type Caller, createCaller } from './testing.ts';

const PASSWORD = 'Tongchou-2025';
let database: TestDatabase;
let office: Office;
let app: Api;
let caller: Caller;
let now: IsoTime;

/** One route for each right, and the two kinds without one. */
const everyRight: ApiModule = (api) => {
  for (const right of Object.keys(RIGHTS) as Right[])
    api.get(`/api/needs/${right}`, { config: { right } }, async (request) => request.actor?.accountId);
  api.post('/api/provider', { config: { right: 'provider' } }, async (request) => ({ actor: request.actor ?? null }));
};

beforeAll(async () => {
  database = await createTestDatabase();
  now = isoTime('2025-03-03 09:00:00');
  const vault = openVault({ keyFile: '/none', key: '22'.repeat(32) });
  office = { db: database.db, vault, clock: { now: () => now }, area: '610326' };
  unwrap(await seedAccounts(office, demoAccounts('610326'), PASSWORD));
  app = await buildServer({
    office,
    modules: [everyRight, approvalRoutes],
    describeSession: (actor) => describeSession(office, actor),
    logger: false,
  });
  caller = createCaller(app, PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.close();
});
beforeEach(() => {
  now = isoTime('2025-03-03 09:00:00');
});
const call: Caller['call'] = (...args) => caller.call(...args);
const login: Caller['login'] = (...args) => caller.login(...args);

it('answers in the types that the console reads', () => {
  expectTypeOf<
    Awaited<ReturnType<typeof presentSession>> & Awaited<ReturnType<typeof describeSession>>
  >().toExtend<Wire.SessionResponse>();
  expectTypeOf<AccountView>().toExtend<Wire.AccountRow>();
  expectTypeOf<ReturnType<typeof listRoles>>().toExtend<Wire.AccountsResponse['roles']>();
  expectTypeOf<ReturnType<typeof listConflicts>>().toExtend<Wire.AccountsResponse['conflicts']>();
  expectTypeOf<AuditPage>().toExtend<Wire.AuditResponse>();
});

describe('a session over HTTP', () => {
  const who = {
    actor: {
      accountId: 'shenhe',
      name: '待遇审核',
      roles: [{ role: 'benefits', title: '待遇审核' }],
      divisions: ['610326'],
    },
    rights: [...rightsOf(['benefits'])],
    area: { code: '610326', name: '眉县' },
    mustChangePassword: false,
  };

  it('answers who, what, where, and what the filters offer', async () => {
    const { lists, ...rest } = (await call('GET', '/api/session', { cookie: await login('shenhe') })).json();
    expect(rest).toEqual({ ...who, today: '2025-03-03', currentPeriod: '2025-03', firstPeriod: '2025-03' });
    const keys = ['insutypes', 'identities', 'cares', 'providerKinds', 'declarationStates', 'villages'];
    expect(Object.keys(lists).sort()).toEqual(keys.sort());
    expect(lists.cares).toContainEqual({ code: 'inpatient', name: '住院' });
    expect(lists.declarationStates).toContainEqual({ code: 'pending', name: '待复核', tone: 'waiting' });
  });

  it('answers the same when it is opened', async () => {
    const payload = { account: 'shenhe', password: PASSWORD };
    const opened = await call('POST', '/api/session', { payload });
    const found = await call('GET', '/api/session', { cookie: await login('shenhe') });
    expect(opened.json()).toEqual(found.json());
  });

  it('offers a town’s station the villages of its town alone', async () => {
    const villagesOf = async (account: string) => {
      const { lists } = (await call('GET', '/api/session', { cookie: await login(account) })).json();
      return lists.villages as { code: string; town: { code: string; name: string } }[];
    };
    const own = await villagesOf('fuwuzhan');
    expect(new Set(own.map(({ town }) => `${town.code} ${town.name}`))).toEqual(new Set(['610326101 横渠镇']));
    const all = await villagesOf('shenhe');
    expect(own).toEqual(all.filter(({ code }) => code.startsWith('610326101')));
    expect(all.length).toBeGreaterThan(own.length);
  });

  it('says who and what alone where nothing describes the office', async () => {
    const bare = await buildServer({ office, modules: [], logger: false });
    const cookie = await login('shenhe');
    const response = await bare.inject({ method: 'GET', url: '/api/session', headers: { cookie } });
    expect(response.json()).toEqual(who);
    await bare.close();
  });

  it('is a cookie that scripts and other sites do not get', async () => {
    const response = await call('POST', '/api/session', { payload: { account: 'fuhe', password: PASSWORD } });
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/^tongchou_session=[A-Za-z0-9_-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']) expect(cookie).toContain(part);
    expect(response.body).not.toContain(cookie.slice(17, 60));
  });

  it('is 401 in Chinese without one, with a wrong one, and after leaving', async () => {
    const cookie = await login('jihe');
    expect((await call('DELETE', '/api/session', { cookie })).statusCode).toBe(204);
    for (const given of [undefined, 'tongchou_session=wrong', cookie]) {
      const response = await call('GET', '/api/session', given === undefined ? {} : { cookie: given });
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({
        code: 'access.noSession',
        message: '尚未登录，或登录已失效',
        remedy: '请重新登录',
      });
    }
    caller.forget('jihe');
  });

  it('answers before it reads: a stranger’s bad input is not even looked at', async () => {
    expect((await call('POST', '/api/accounts', { payload: { nonsense: 1 } })).statusCode).toBe(401);
  });

  it('refuses a wrong password in words, without repeating it', async () => {
    const response = await call('POST', '/api/session', { payload: { account: 'canbao', password: 'Wrong-1234' } });
    expect(response.statusCode).toBe(401);
    expect(response.json().message).toBe('账号或密码不正确');
    expect(response.body).not.toContain('Wrong-1234');
  });
});

describe('rights', () => {
  it('each post reaches exactly what its rights name', async () => {
    for (const { accountId, roles } of demoAccounts('610326')) {
      const cookie = await login(accountId);
      const rights = rightsOf(roles);
      for (const right of Object.keys(RIGHTS) as Right[]) {
        const response = await call('GET', `/api/needs/${right}`, { cookie });
        expect(response.statusCode, `${accountId} ${right}`).toBe(rights.has(right) ? 200 : 403);
      }
    }
  });

  it('a refusal names the right that is missing', async () => {
    const response = await call('GET', '/api/needs/audit.read', { cookie: await login('shenhe') });
    expect(response.json()).toMatchObject({ code: 'access.noRight', message: '当前账号没有“查看审计日志”的权限' });
  });
});

describe('changes from other sites', () => {
  const change = async (headers: Record<string, string>) =>
    (await call('POST', '/api/accounts/nobody/enable', { cookie: await login('xitong'), headers })).statusCode;

  it('are refused, whatever cookie they carry', async () => {
    expect(await change({})).toBe(403);
    expect(await change({ origin: 'https://evil.example' })).toBe(403);
    expect(await change({ origin: 'null' })).toBe(403);
    expect(await change({ origin: 'http://localhost.evil.example' })).toBe(403);
  });

  it('are told from those of the own page and of programs', async () => {
    expect(await change({ origin: 'http://yibao.meixian.local', host: 'yibao.meixian.local' })).toBe(404);
    expect(await change({ origin: 'http://10.1.2.3:8080', host: '10.1.2.3:8080' })).toBe(404);
    expect(await change({ [REQUEST_HEADER]: '1' })).toBe(404);
  });

  it('a provider’s system has neither cookie nor page, and signs instead', async () => {
    const response = await call('POST', '/api/provider', { headers: {}, cookie: await login('xitong'), payload: {} });
    expect(response.json()).toEqual({ actor: null });
  });
});

describe('the queue over HTTP', () => {
  const key = { flow: 'declaration-review', subjectKind: 'declaration', subjectId: '2025-03-H61032600001' };
  beforeAll(async () => {
    const maker = {
      accountId: 'shenhe',
      name: '待遇审核',
      roles: ['benefits'],
      divisions: ['610326'],
      kind: 'clerk',
    } as const;
    const submission = {
      ...key,
      title: '2025年3月申报',
      division: '610326',
      amount: fen(100),
      content: { total: 100 },
    };
    unwrap(await transact(database.db, (tx) => submitForApproval(tx, maker, office.clock, submission)));
  });

  it('shows the checker what waits, with counts, and the maker nothing', async () => {
    const mine = (await call('GET', '/api/approvals/pending', { cookie: await login('fuhe') })).json();
    expect(mine).toMatchObject({ total: 1, counts: [{ flow: 'declaration-review', title: '月度申报复核', count: 1 }] });
    expect(mine.rows[0]).toMatchObject({ title: '2025年3月申报', stepTitle: '结算复核', amount: 100 });
    const makers = (await call('GET', '/api/approvals/pending', { cookie: await login('shenhe') })).json();
    expect(makers).toMatchObject({ total: 0, rows: [] });
  });

  it('shows the history to those who may see such matters', async () => {
    const url = `/api/approvals/${key.flow}/${key.subjectKind}/${key.subjectId}`;
    const history = (await call('GET', url, { cookie: await login('caiwu') })).json();
    expect(history.submissions).toHaveLength(1);
    expect(history.contentDigest).toMatch(/^[0-9a-f]{64}$/);
    expect((await call('GET', url, { cookie: await login('xitong') })).statusCode).toBe(404);
    expect((await call('GET', url, { cookie: await login('fuwuzhan') })).statusCode).toBe(404);
  });
});

describe('guessing', () => {
  it('is slowed by address, over all names', async () => {
    const guess = (name: number) =>
      call('POST', '/api/session', { payload: { account: `guess${name}`, password: '' } }).then(
        (each) => each.statusCode,
      );
    // Empty passwords fail before any work is done; only whole attempts are counted.
    expect(await guess(0)).toBe(400);
    let last = await call('GET', '/api/health');
    for (let attempt = 0; attempt < 61; attempt += 1)
      last = await call('POST', '/api/session', { payload: { account: 'locked-name', password: 'x' } });
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(last.json().message).toContain('过于频繁');
  });
});
