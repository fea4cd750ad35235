/** Accounts and the audit trail as their administrators meet them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, demoAccounts, type Office, openVault, ROLES, seedAccounts } from '../../access/index.ts';
import { auditRoutes, listAudit, recordAudits, sealAudit, verifyAudit } from '../../audit/index.ts';
import { transact } from '../../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { fixedClock, isoTime } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { buildServer } from '../server.ts';
import { type Caller, createCaller } from './testing.ts';

const PASSWORD = 'Tongchou-2025';
let database: TestDatabase;
let app: Api;
let caller: Caller;

beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault({ keyFile: '/none', key: '22'.repeat(32) });
  const clock = fixedClock(isoTime('2025-03-03 09:00:00'));
  const office: Office = { db: database.db, vault, clock, area: '610326' };
  unwrap(await seedAccounts(office, demoAccounts('610326'), PASSWORD));
  app = await buildServer({
    office,
    modules: [
      (api) => void api.get('/api/needs-people', { config: { right: 'people.read' } }, async () => 'here'),
      auditRoutes,
    ],
    logger: false,
  });
  caller = createCaller(app, PASSWORD);
});
afterAll(async () => {
  await app.close();
  await database.close();
});
const call: Caller['call'] = (...args) => caller.call(...args);
const login: Caller['login'] = (...args) => caller.login(...args);

describe('accounts over HTTP', () => {
  const zhaoliu = { account: 'zhaoliu', name: '赵六', divisions: ['610326'], roles: [] };

  it('made by the system administrator, given posts by the security administrator, used after a new password', async () => {
    const system = await login('xitong');
    const payload = { account: 'wangwu', name: ' 王五 ', divisions: ['610326101'], roles: [] };
    const created = await call('POST', '/api/accounts', { cookie: system, payload });
    expect(created.statusCode).toBe(201);
    const { row, initialPassword } = created.json();
    expect(row).toEqual({
      accountId: 'wangwu',
      account: 'wangwu',
      name: '王五',
      roles: [],
      divisions: [{ code: '610326101', name: '横渠镇' }],
      state: { code: 'initial', name: '待改密码', tone: 'waiting' },
      lastSignInAt: null,
      createdAt: '2025-03-03 09:00:00',
    });
    const roles = { payload: { roles: ['enrolment'] } };
    expect((await call('POST', '/api/accounts/wangwu/roles', { cookie: system, ...roles })).statusCode).toBe(403);
    const granted = await call('POST', '/api/accounts/wangwu/roles', { cookie: await login('anquan'), ...roles });
    expect(granted.json()).toEqual({ ...row, roles: [{ role: 'enrolment', title: '参保登记' }] });

    const cookie = await login('wangwu', initialPassword);
    expect((await call('GET', '/api/session', { cookie })).json().mustChangePassword).toBe(true);
    const early = await call('GET', '/api/needs-people', { cookie });
    expect([early.statusCode, early.json().code]).toEqual([403, 'access.passwordMustChange']);
    const change = { current: initialPassword, next: 'Another-2025' };
    expect((await call('POST', '/api/session/password', { cookie, payload: change })).statusCode).toBe(204);
    expect((await call('GET', '/api/needs-people', { cookie })).statusCode).toBe(200);

    const disable = (reason: string) =>
      call('POST', '/api/accounts/wangwu/disable', { cookie: system, payload: { reason } });
    expect((await disable('  ')).json()).toMatchObject({ path: 'reason', remedy: '请写明停用原因，2 至 200 个字' });
    expect((await disable('调离')).json()).toMatchObject({
      account: 'wangwu',
      state: { code: 'disabled', name: '停用' },
      lastSignInAt: '2025-03-03 09:00:00',
    });
    expect((await call('GET', '/api/session', { cookie })).statusCode).toBe(401);
    const enabled = await call('POST', '/api/accounts/wangwu/enable', { cookie: system });
    expect(enabled.json().state.code).toBe('active');
    const payloadOfReset = { password: 'Third-2025' };
    const reset = await call('POST', '/api/accounts/wangwu/password', { cookie: system, payload: payloadOfReset });
    expect(reset.json().state.code).toBe('initial');
  });

  it('are listed with what may be given, for those who keep them and for nobody else', async () => {
    const response = await call('GET', '/api/accounts', { cookie: await login('anquan') });
    const { rows, roles, conflicts, divisions, ...rest } = response.json();
    expect(rest).toEqual({});
    expect(roles.map(({ role }: { role: string }) => role)).toEqual(Object.keys(ROLES));
    expect(roles).toContainEqual({
      role: 'securityAdmin',
      title: '安全管理员',
      rights: ['access.read', 'access.roles'],
    });
    expect(conflicts).toContainEqual(['benefits', 'benefitsReview']);
    expect(divisions[0]).toEqual({ code: '610326', name: '眉县' });
    const station = rows.find((row: { account: string }) => row.account === 'fuwuzhan');
    expect(station.divisions).toEqual([{ code: '610326101', name: '横渠镇' }]);
    expect(response.body).not.toContain('argon2');
    expect((await call('GET', '/api/accounts', { cookie: await login('juzhang') })).statusCode).toBe(403);
  });

  it('with posts are refused to whoever only makes accounts, and nothing is made', async () => {
    const cookie = await login('xitong');
    const payload = { ...zhaoliu, roles: ['enrolment'] };
    const response = await call('POST', '/api/accounts', { cookie, payload });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toEqual({
      code: 'access.postsApart',
      message: '建账号与授岗位由不同的管理员办理：当前账号没有“管理授权”的权限，未建立账号',
      remedy: '请先不选岗位建立账号，再由安全管理员授予岗位',
      path: 'roles',
    });
    const { rows } = (await call('GET', '/api/accounts', { cookie })).json();
    expect(rows.map(({ account }: { account: string }) => account)).not.toContain('zhaoliu');
  });

  it('a refused change says which field', async () => {
    const create = async (change: object) =>
      (
        await call('POST', '/api/accounts', { cookie: await login('xitong'), payload: { ...zhaoliu, ...change } })
      ).json();
    expect(await create({ divisions: ['610327'] })).toMatchObject({ code: 'access.badDivision', path: 'divisions' });
    expect(await create({ account: 'Zhao Liu' })).toMatchObject({ code: 'access.badAccountName', path: 'account' });
    expect(await create({ account: 'xitong' })).toMatchObject({ code: 'access.accountExists', path: 'account' });
    expect(await create({ name: ' ' })).toMatchObject({ path: 'name', remedy: '请填写姓名' });
  });

  it('locked by wrong passwords says so', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1)
      await call('POST', '/api/session', { payload: { account: 'zhengjiao', password: 'wrong' } });
    const { rows } = (await call('GET', '/api/accounts', { cookie: await login('xitong') })).json();
    const row = rows.find(({ account }: { account: string }) => account === 'zhengjiao');
    expect(row.state).toEqual({ code: 'locked', name: '锁定', tone: 'wrong' });
  });
});

describe('the trail over HTTP', () => {
  beforeAll(async () => {
    const actor = { accountId: 'canbao', name: '参保登记', kind: 'clerk' } as const;
    const entries = Array.from({ length: 60 }, (_, index) => ({
      ...{ actor, action: 'people.unmask', subjectKind: 'person', subjectId: `person-${index}` },
      detail: { reason: '核对身份' },
    }));
    unwrap(await transact(database.db, (tx) => recordAudits(tx, entries)));
  });
  const read = async (query: string) =>
    (await call('GET', `/api/audit?${query}`, { cookie: await login('shenji') })).json();

  it('is paged, newest first or oldest first, and filtered', async () => {
    const { rows, actions, ...page } = await read('action=people.unmask&size=25');
    expect(page).toEqual({ total: 60, page: 1, size: 25 });
    expect(rows).toHaveLength(25);
    expect(rows[0]).toEqual({
      seq: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      actor: { code: 'canbao', name: '参保登记' },
      action: { code: 'people.unmask', name: '查看完整证件号码' },
      subjectKind: { code: 'person', name: '参保人' },
      subjectId: 'person-59',
      summary: '查看完整证件号码；事由：核对身份',
      link: null,
      digest: '',
    });
    const { rows: last } = await read('action=people.unmask&size=25&page=3');
    expect(last.at(-1).subjectId).toBe('person-0');
    expect((await read('action=people.unmask&size=1&sort=seq')).rows[0].subjectId).toBe('person-0');
    expect((await read('subjectKind=person&subjectId=person-7')).total).toBe(1);
    expect((await read('size=1001')).path).toBe('size');
  });

  it('names the actions that occur in it, in a settled order', async () => {
    const { actions } = await read('size=1');
    expect(actions[0]).toEqual({ code: 'session.open', name: '登录' });
    const codes = actions.map(({ code }: { code: string }) => code);
    expect(codes).toContain('people.unmask');
    expect(codes).not.toContain('payments.release');
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('is asked by account or by name', async () => {
    expect((await read('actor=canbao&action=people.unmask')).total).toBe(60);
    expect((await read(`actor=${encodeURIComponent('参保登记')}&action=people.unmask`)).total).toBe(60);
    expect((await read('actor=canbao&action=session.refused')).total).toBe(0);
    expect((await read('actor=can')).total).toBe(0);
  });

  it('is filtered by days, both inclusive', async () => {
    const { rows } = await read('size=1');
    const today = rows[0].at.slice(0, 10);
    expect((await read(`from=${today}&to=${today}&action=people.unmask`)).total).toBe(60);
    expect((await read('to=2020-01-01')).total).toBe(0);
    expect((await read('from=2025-02-30')).path).toBe('from');
    expect((await read('from=2025-03-02&to=2025-03-01')).code).toBe('query.badRange');
  });

  it('is read by the audit administrator alone', async () => {
    for (const account of ['xitong', 'anquan', 'juzhang'])
      expect((await call('GET', '/api/audit', { cookie: await login(account) })).statusCode, account).toBe(403);
  });

  it('links only to what the reader may open', async () => {
    const rights = new Set(['people.read', 'access.read']);
    const { rows } = await listAudit(database.db, { page: 1, size: 1, action: 'people.unmask' }, rights);
    expect(rows[0]?.link).toBe('/people/person-59');
    const logins = await listAudit(database.db, { page: 1, size: 1, action: 'session.open' }, rights);
    expect(logins.rows[0]?.link).toBe('/accounts');
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

  it('shows with each entry the seal that it lies in, and nothing before it is sealed', async () => {
    const first = (await call('GET', '/api/audit/verification', { cookie: await login('shenji') })).json().newest;
    const sealed = await read('action=people.unmask&size=60');
    expect(new Set(sealed.rows.map(({ digest }: { digest: string }) => digest))).toEqual(new Set([first.chained]));
    const { rows: fresh } = await read('action=audit.verify&size=1');
    expect(fresh[0]).toMatchObject({ digest: '', summary: '校验审计链，与封存时一致' });
    await sealAudit(database.db);
    const second = (await verifyAudit(database.db)).newest;
    expect(second?.seq).toBe(2);
    expect((await read('action=audit.verify&size=1')).rows[0].digest).toBe(second?.chained);
    expect((await read('action=people.unmask&size=1')).rows[0].digest).toBe(first.chained);
  });
});
