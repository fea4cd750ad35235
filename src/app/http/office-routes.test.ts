/** Sessions, accounts, audit and approvals as a browser meets them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Api,
  type ApiModule,
  demoAccounts,
  type Office,
  openVault,
  REQUEST_HEADER,
  RIGHTS,
  type Right,
  ROLES,
  rightsOf,
  seedAccounts,
} from '../../access/index.ts';
import { approvalRoutes, submitForApproval } from '../../approvals/index.ts';
import { auditRoutes, recordAudits, sealAudit } from '../../audit/index.ts';
import { transact } from '../../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { type IsoTime, isoTime } from '../../kernel/dates.ts';
import { fen } from '../../kernel/money.ts';
import { unwrap } from '../../kernel/result.ts';
import { buildServer } from '../server.ts';

const PASSWORD = 'Tongchou-2025';
let database: TestDatabase;
let office: Office;
let app: Api;
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
  app = await buildServer({ office, modules: [everyRight, auditRoutes, approvalRoutes], logger: false });
});
afterAll(async () => {
  await app.close();
  await database.close();
});
beforeEach(() => {
  now = isoTime('2025-03-03 09:00:00');
});

type Method = 'GET' | 'POST' | 'DELETE';
interface Call {
  readonly cookie?: string;
  readonly payload?: object;
  readonly headers?: Record<string, string>;
}

function call(method: Method, url: string, { cookie, payload, headers = { [REQUEST_HEADER]: '1' } }: Call = {}) {
  const all = cookie === undefined ? headers : { ...headers, cookie };
  return app.inject({ method, url, headers: all, ...(payload && { payload }) });
}

const cookies = new Map<string, string>();
async function login(account: string, password = PASSWORD): Promise<string> {
  const known = cookies.get(`${account} ${password}`);
  if (known !== undefined) return known;
  const response = await call('POST', '/api/session', { payload: { account, password } });
  expect(response.statusCode, response.body).toBe(200);
  const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
  cookies.set(`${account} ${password}`, cookie);
  return cookie;
}

describe('a session over HTTP', () => {
  it('answers who, what, and where', async () => {
    const response = await call('GET', '/api/session', { cookie: await login('shenhe') });
    expect(response.json()).toEqual({
      actor: {
        accountId: 'shenhe',
        name: '待遇审核',
        roles: [{ role: 'benefits', title: '待遇审核' }],
        divisions: ['610326'],
      },
      rights: [...rightsOf(['benefits'])],
      area: { code: '610326', name: '眉县' },
      mustChangePassword: false,
    });
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
    cookies.delete(`jihe ${PASSWORD}`);
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

describe('accounts over HTTP', () => {
  it('made by the system administrator, given posts by the security administrator, used after a new password', async () => {
    const system = await login('xitong');
    const payload = { accountId: 'wangwu', name: '王五', divisions: ['610326101'], password: PASSWORD };
    const created = await call('POST', '/api/accounts', { cookie: system, payload });
    expect(created.statusCode).toBe(201);
    expect(created.json()).toMatchObject({ accountId: 'wangwu', roles: [], createdBy: 'xitong' });
    expect(created.body).not.toContain('argon2');
    const roles = { payload: { roles: ['enrolment'] } };
    expect((await call('POST', '/api/accounts/wangwu/roles', { cookie: system, ...roles })).statusCode).toBe(403);
    const granted = await call('POST', '/api/accounts/wangwu/roles', { cookie: await login('anquan'), ...roles });
    expect(granted.json().roles).toEqual([{ role: 'enrolment', title: '参保登记' }]);

    const cookie = await login('wangwu');
    const early = await call('GET', '/api/needs/people.read', { cookie });
    expect([early.statusCode, early.json().code]).toEqual([403, 'access.passwordMustChange']);
    const change = { current: PASSWORD, next: 'Another-2025' };
    expect((await call('POST', '/api/session/password', { cookie, payload: change })).statusCode).toBe(204);
    expect((await call('GET', '/api/needs/people.read', { cookie })).statusCode).toBe(200);

    expect((await call('POST', '/api/accounts/wangwu/disable', { cookie: system })).json().disabledBy).toBe('xitong');
    expect((await call('GET', '/api/session', { cookie })).statusCode).toBe(401);
  });

  it('are listed with titles for those who keep them, and for nobody else', async () => {
    const response = await call('GET', '/api/accounts', { cookie: await login('anquan') });
    const { rows, roles } = response.json();
    expect(roles).toHaveLength(Object.keys(ROLES).length);
    const station = rows.find((row: { accountId: string }) => row.accountId === 'fuwuzhan');
    expect(station.divisions).toEqual([{ code: '610326101', name: '横渠镇' }]);
    expect((await call('GET', '/api/accounts', { cookie: await login('juzhang') })).statusCode).toBe(403);
  });

  it('a refused change says which field', async () => {
    const payload = { accountId: 'zhaoliu', name: '赵六', divisions: ['610327'], password: PASSWORD };
    const response = await call('POST', '/api/accounts', { cookie: await login('xitong'), payload });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: 'access.badDivision', path: 'divisions' });
  });
});

describe('the trail over HTTP', () => {
  beforeAll(async () => {
    const actor = { accountId: 'canbao', name: '参保登记', kind: 'clerk' } as const;
    const entries = Array.from({ length: 60 }, (_, index) => ({
      ...{ actor, action: 'people.unmask', subjectKind: 'person', subjectId: `person-${index}` },
      detail: { reason: '核对' },
    }));
    unwrap(await transact(database.db, (tx) => recordAudits(tx, entries)));
  });
  const read = async (query: string) => call('GET', `/api/audit?${query}`, { cookie: await login('shenji') });

  it('is paged, newest first, and filtered', async () => {
    const first = (await read('action=people.unmask&pageSize=25')).json();
    expect(first).toMatchObject({ total: 60, page: 1, pageSize: 25 });
    expect(first.rows).toHaveLength(25);
    expect(first.rows[0]).toMatchObject({ actionTitle: '查看完整证件号码', subjectId: 'person-59', actorId: 'canbao' });
    const last = (await read('action=people.unmask&pageSize=25&page=3')).json();
    expect(last.rows.map((row: { subjectId: string }) => row.subjectId).at(-1)).toBe('person-0');
    expect((await read('subjectKind=person&subjectId=person-7')).json().total).toBe(1);
    expect((await read('actorId=canbao&action=session.refused')).json().total).toBe(0);
  });

  it('is filtered by days, both inclusive', async () => {
    const { rows } = (await read('pageSize=1')).json();
    const today = rows[0].recordedAt.slice(0, 10);
    expect((await read(`from=${today}&to=${today}&action=people.unmask`)).json().total).toBe(60);
    expect((await read('to=2020-01-01')).json().total).toBe(0);
    expect((await read('from=2025-02-30')).json().path).toBe('from');
  });

  it('is read by the audit administrator alone', async () => {
    for (const account of ['xitong', 'anquan', 'juzhang'])
      expect((await call('GET', '/api/audit', { cookie: await login(account) })).statusCode, account).toBe(403);
  });

  it('is proven on demand, and against a seal noted elsewhere', async () => {
    await sealAudit(database.db);
    const cookie = await login('shenji');
    const proof = (await call('GET', '/api/audit/verification', { cookie })).json();
    expect(proof).toMatchObject({ intact: true, newest: { seq: 1 } });
    expect(proof.entries).toBeGreaterThan(60);
    const query = `seq=1&chained=${'0'.repeat(64)}`;
    const other = (await call('GET', `/api/audit/verification?${query}`, { cookie })).json();
    expect(other).toMatchObject({ intact: false, fault: { code: 'audit.anchor' } });
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
