import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { type IsoTime, isoTime } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { createAccount, disableAccount, listAccounts, resetPassword, seedAccounts, setRoles } from './accounts.ts';
import { demoAccounts } from './demo-accounts.ts';
import { type Actor, ROLES, type Role, SYSTEM_ACTOR } from './model.ts';
import { addMinutes } from './rules.ts';
import { changePassword, closeSession, findSession, openSession } from './sessions.ts';

const PASSWORD = 'Tongchou-2025';
let database: TestDatabase;
let now: IsoTime;
const office = () => ({ db: database.db, area: '610326', clock: { now: () => now } });

const actorOf = (accountId: string, role: Role): Actor => ({
  accountId,
  name: ROLES[role],
  roles: [role],
  divisions: ['610326'],
  kind: 'clerk',
});
const system = actorOf('xitong', 'systemAdmin');
const security = actorOf('anquan', 'securityAdmin');

beforeAll(async () => {
  database = await createTestDatabase();
  now = isoTime('2025-03-03 09:00:00');
  unwrap(await seedAccounts(office(), demoAccounts('610326'), PASSWORD));
  await sql`create table kept_account as select * from user_account`.execute(database.db);
  await sql`create table kept_role as select * from user_role`.execute(database.db);
});
afterAll(() => database.close());

/** Each test starts from the accounts as they were seeded: hashing twelve passwords for each would take its time. */
let auditedBefore: number;
beforeEach(async () => {
  now = isoTime('2025-03-03 09:00:00');
  await sql`truncate user_account, user_role, login_attempt, login_session`.execute(database.db);
  await sql`insert into user_account select * from kept_account`.execute(database.db);
  await sql`insert into user_role select * from kept_role`.execute(database.db);
  const last = await sql<{ last: number }>`select max(audit_id) as last from audit_entry`.execute(database.db);
  auditedBefore = last.rows[0]?.last ?? 0;
});

const login = (account: string, password = PASSWORD) => openSession(office(), { account, password });
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

async function auditActions(): Promise<string[]> {
  const found = await sql<{ action: string }>`
    select action from audit_entry where audit_id > ${auditedBefore} order by audit_id`.execute(database.db);
  return found.rows.map((row) => row.action);
}

describe('logging in', () => {
  it('gives who it is, posts and divisions, and a token that finds them again', async () => {
    const session = unwrap(await login('fuwuzhan'));
    expect(session.actor).toMatchObject({ accountId: 'fuwuzhan', roles: ['serviceStation'], divisions: ['610326101'] });
    expect((await findSession(office(), session.token))?.actor).toEqual(session.actor);
    expect(await findSession(office(), `${session.token.slice(0, -1)}_`)).toBeUndefined();
  });

  it('takes the name in capitals and with blanks around it', async () => {
    expect(codeOf(await login(' Shenhe '))).toBe('ok');
  });

  it('keeps neither password nor token', async () => {
    const { token } = unwrap(await login('shenhe'));
    const dump = await sql<{ all: string }>`
      select (select string_agg(a::text, '') from user_account a) ||
        (select string_agg(s::text, '') from login_session s) ||
        (select string_agg(e::text, '') from audit_entry e) as all`.execute(database.db);
    expect(dump.rows[0]?.all).toContain('shenhe');
    expect(dump.rows[0]?.all).not.toContain(PASSWORD);
    expect(dump.rows[0]?.all).not.toContain(token);
    expect(dump.rows[0]?.all).toContain('$argon2id$');
  });

  it('answers an unknown name as it answers a wrong password, lock and all', async () => {
    for (const account of ['shenhe', 'nobody']) {
      const codes = [];
      for (let attempt = 0; attempt < 6; attempt += 1) codes.push(codeOf(await login(account, 'wrong')));
      expect(codes, account).toEqual([...Array(4).fill('access.wrongPassword'), 'access.locked', 'access.locked']);
    }
    const result = await login('shenhe');
    expect(!result.ok && result.error.remedy).toContain('2025-03-03 09:15:00');
    expect(await auditActions()).toEqual([
      ...[...Array(4).fill('session.refused'), 'session.locked'],
      ...[...Array(4).fill('session.refused'), 'session.locked'],
    ]);
  });

  it('opens again when the lock ends, and a success forgets the failures', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await login('shenhe', 'wrong');
    now = isoTime('2025-03-03 09:15:00');
    expect(codeOf(await login('shenhe'))).toBe('ok');
    for (let attempt = 0; attempt < 4; attempt += 1) await login('shenhe', 'wrong');
    expect(codeOf(await login('shenhe'))).toBe('ok');
  });

  it('lets no more than five guesses through when they come at once', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => login('shenhe', 'wrong')));
    const tried = await auditActions();
    expect(tried).toHaveLength(5);
    expect(results.every((result) => !result.ok)).toBe(true);
    expect(codeOf(await login('shenhe'))).toBe('access.locked');
  });
});

describe('a session', () => {
  it('ends after 30 minutes without use, and goes on with use', async () => {
    const { token } = unwrap(await login('shenhe'));
    for (const time of ['09:29:00', '09:58:00']) {
      now = isoTime(`2025-03-03 ${time}`);
      expect(await findSession(office(), token), time).toBeDefined();
    }
    now = isoTime('2025-03-03 10:28:00');
    expect(await findSession(office(), token)).toBeUndefined();
  });

  it('ends after 12 hours whatever the use', async () => {
    const { token } = unwrap(await login('shenhe'));
    for (let minutes = 20; minutes < 720; minutes += 20) {
      now = addMinutes(isoTime('2025-03-03 09:00:00'), minutes);
      expect(await findSession(office(), token), now).toBeDefined();
    }
    now = isoTime('2025-03-03 21:00:00');
    expect(await findSession(office(), token)).toBeUndefined();
  });

  it('ends with logging out', async () => {
    const { token, actor } = unwrap(await login('shenhe'));
    await closeSession(office(), actor, token);
    expect(await findSession(office(), token)).toBeUndefined();
    expect(await auditActions()).toEqual(['session.open', 'session.close']);
  });

  it('ends when its account is disabled, and none opens afterwards', async () => {
    const { token } = unwrap(await login('shenhe'));
    unwrap(await disableAccount(office(), system, 'shenhe', '调离'));
    expect(await findSession(office(), token)).toBeUndefined();
    expect(codeOf(await login('shenhe'))).toBe('access.disabled');
    expect(codeOf(await login('shenhe', 'wrong'))).toBe('access.wrongPassword');
  });

  it('has the posts of the moment', async () => {
    const { token } = unwrap(await login('shenhe'));
    unwrap(await setRoles(office(), security, 'shenhe', ['inspector']));
    expect((await findSession(office(), token))?.actor.roles).toEqual(['inspector']);
  });
});

describe('changing the password', () => {
  it('takes effect at once and ends the other sessions', async () => {
    const mine = unwrap(await login('shenhe'));
    const other = unwrap(await login('shenhe'));
    const change = { current: PASSWORD, next: 'Another-2025', token: mine.token };
    unwrap(await changePassword(office(), mine.actor, change));
    expect(await findSession(office(), mine.token)).toBeDefined();
    expect(await findSession(office(), other.token)).toBeUndefined();
    expect(codeOf(await login('shenhe'))).toBe('access.wrongPassword');
    expect(codeOf(await login('shenhe', 'Another-2025'))).toBe('ok');
  });

  it('refuses the wrong current one, the same one, a weak one', async () => {
    const { actor } = unwrap(await login('shenhe'));
    const change = async (current: string, next: string) =>
      codeOf(await changePassword(office(), actor, { current, next }));
    expect(await change('wrong', 'Another-2025')).toBe('access.wrongCurrentPassword');
    expect(await change(PASSWORD, PASSWORD)).toBe('access.samePassword');
    expect(await change(PASSWORD, 'short')).toBe('access.weakPassword');
  });

  it('counts wrong current ones towards the lock', async () => {
    const { actor } = unwrap(await login('shenhe'));
    const change = async () =>
      codeOf(await changePassword(office(), actor, { current: 'wrong', next: 'Another-2025' }));
    for (let attempt = 0; attempt < 5; attempt += 1) await change();
    expect(await change()).toBe('access.locked');
  });
});

describe('keeping accounts', () => {
  const account = { accountId: 'lihua', name: '李华', divisions: ['610326101'], password: PASSWORD };

  it('a new one has no post and must change its password first', async () => {
    unwrap(await createAccount(office(), system, account));
    const session = unwrap(await login('lihua'));
    expect(session).toMatchObject({ mustChangePassword: true, actor: { roles: [], divisions: ['610326101'] } });
    unwrap(await changePassword(office(), session.actor, { current: PASSWORD, next: 'Another-2025' }));
    expect(unwrap(await login('lihua', 'Another-2025')).mustChangePassword).toBe(false);
  });

  it('whoever makes accounts does not give posts with them, unless he may give posts', async () => {
    const withPost = { ...account, roles: ['benefits'] };
    expect(codeOf(await createAccount(office(), system, withPost))).toBe('access.postsApart');
    expect(codeOf(await login('lihua'))).toBe('access.wrongPassword');
    const both: Actor = { ...system, roles: ['systemAdmin', 'securityAdmin'] };
    const apart = { ...account, roles: ['benefits', 'benefitsReview'] };
    expect(codeOf(await createAccount(office(), both, apart))).toBe('access.postConflict');
    expect(unwrap(await createAccount(office(), both, withPost)).roles).toEqual(['benefits']);
    expect(await auditActions()).toEqual(['session.refused', 'account.create', 'account.roles']);
  });

  it('keeps when somebody last signed in, also after the session has ended', async () => {
    const signedIn = async () =>
      (await listAccounts(database.db)).find(({ accountId }) => accountId === 'shenhe')?.lastSignInAt;
    expect(await signedIn()).toBeNull();
    const { actor, token } = unwrap(await login('shenhe'));
    now = isoTime('2025-03-03 17:30:00');
    await login('shenhe', 'wrong');
    await closeSession(office(), actor, token);
    expect(await signedIn()).toBe('2025-03-03 09:00:00');
  });

  it('records why an account was disabled', async () => {
    unwrap(await disableAccount(office(), system, 'shenhe', '调离'));
    const found = await sql<{ detail: unknown }>`
      select detail from audit_entry where action = 'account.disable' and audit_id > ${auditedBefore}`.execute(
      database.db,
    );
    expect(found.rows).toEqual([{ detail: { reason: '调离' } }]);
  });

  it('refuses a taken name, a foreign division, a weak password', async () => {
    const create = async (change: Partial<typeof account>) =>
      codeOf(await createAccount(office(), system, { ...account, ...change }));
    expect(await create({ accountId: 'shenhe' })).toBe('access.accountExists');
    expect(await create({ divisions: ['610327'] })).toBe('access.badDivision');
    expect(await create({ password: 'lihua-Lihua-1' })).toBe('access.weakPassword');
  });

  it('nobody gives himself posts, disables or resets himself', async () => {
    expect(codeOf(await setRoles(office(), security, 'anquan', ['securityAdmin', 'auditAdmin']))).toBe(
      'access.ownAccount',
    );
    expect(codeOf(await disableAccount(office(), system, 'xitong', '调离'))).toBe('access.ownAccount');
    expect(codeOf(await resetPassword(office(), system, 'xitong', 'Another-2025'))).toBe('access.ownAccount');
  });

  it('the system administrator cannot take another administrator’s place', async () => {
    for (const accountId of ['anquan', 'shenji'])
      expect(codeOf(await resetPassword(office(), system, accountId, 'Another-2025'))).toBe('access.guardedAccount');
    expect(codeOf(await resetPassword(office(), SYSTEM_ACTOR, 'anquan', 'Another-2025'))).toBe('ok');
  });

  it('a reset lifts the lock, ends the sessions and asks for a new password', async () => {
    const { token } = unwrap(await login('shenhe'));
    for (let attempt = 0; attempt < 5; attempt += 1) await login('shenhe', 'wrong');
    for (let attempt = 0; attempt < 5; attempt += 1) await login('fuhe', 'wrong');
    unwrap(await resetPassword(office(), system, 'shenhe', 'Another-2025'));
    expect(await findSession(office(), token)).toBeUndefined();
    expect(unwrap(await login('shenhe', 'Another-2025')).mustChangePassword).toBe(true);
    expect(codeOf(await login('fuhe'))).toBe('access.locked');
  });

  it('records what was before and what is now, in words', async () => {
    unwrap(await setRoles(office(), security, 'shenhe', ['benefitsReview']));
    const found = await sql<{ actor_id: string; detail: unknown }>`
      select actor_id, detail from audit_entry
      where action = 'account.roles' and audit_id > ${auditedBefore}`.execute(database.db);
    expect(found.rows).toEqual([{ actor_id: 'anquan', detail: { from: ['待遇审核'], to: ['结算复核'] } }]);
  });

  it('refuses posts that do not go together and leaves the old ones', async () => {
    expect(codeOf(await setRoles(office(), security, 'shenhe', ['benefits', 'benefitsReview']))).toBe(
      'access.postConflict',
    );
    expect(unwrap(await login('shenhe')).actor.roles).toEqual(['benefits']);
    expect(codeOf(await setRoles(office(), security, 'nobody', ['benefits']))).toBe('access.unknownAccount');
  });
});

describe('seeding', () => {
  it('makes one account for each post, once', async () => {
    expect(unwrap(await seedAccounts(office(), demoAccounts('610326'), 'Another-2025'))).toBe(0);
    for (const { accountId, roles } of demoAccounts('610326'))
      expect(unwrap(await login(accountId)).actor.roles, accountId).toEqual(roles);
    expect(new Set(demoAccounts('610326').flatMap((each) => each.roles))).toEqual(new Set(Object.keys(ROLES)));
  });

  it('refuses a weak password before anything is written', async () => {
    const fresh = [{ accountId: 'xinren', name: '新人', roles: [], divisions: ['610326'] }];
    expect(codeOf(await seedAccounts(office(), fresh, 'weak'))).toBe('access.weakPassword');
    expect(codeOf(await login('xinren', 'weak'))).toBe('access.wrongPassword');
  });
});
