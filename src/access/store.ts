/** SQL of accounts, posts, sessions and failed logins. */
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import type { Role } from './model.ts';
import type { LoginAttempts, SessionTimes } from './rules.ts';

interface UserAccountTable {
  account_id: string;
  name: string;
  password_hash: string;
  password_changed_at: string;
  must_change_password: boolean;
  divisions: string[];
  created_at: string;
  created_by: string;
  disabled_at: string | null;
  disabled_by: string | null;
  last_sign_in_at: string | null;
}
interface UserRoleTable {
  account_id: string;
  role: Role;
  granted_at: string;
  granted_by: string;
}
interface LoginAttemptTable {
  login_name: string;
  failures: number;
  last_at: string;
  locked_until: string | null;
}
interface LoginSessionTable {
  token_hash: string;
  account_id: string;
  opened_at: string;
  seen_at: string;
  expires_at: string;
  client_address: string | null;
}
declare module '../database/database.ts' {
  interface Tables {
    user_account: UserAccountTable;
    user_role: UserRoleTable;
    login_attempt: LoginAttemptTable;
    login_session: LoginSessionTable;
  }
}

export interface AccountRow {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly divisions: readonly string[];
  readonly mustChangePassword: boolean;
  readonly createdAt: IsoTime;
  readonly createdBy: string;
  readonly disabledAt: IsoTime | null;
  readonly disabledBy: string | null;
  readonly lastSignInAt: IsoTime | null;
  /** Until when wrong passwords keep the name from logging in; may have passed. */
  readonly lockedUntil: IsoTime | null;
}

const ACCOUNT_FIELDS = sql.raw(`
  a.account_id as "accountId", a.name, a.divisions, a.must_change_password as "mustChangePassword",
  a.created_at as "createdAt", a.created_by as "createdBy", a.disabled_at as "disabledAt",
  a.disabled_by as "disabledBy", a.last_sign_in_at as "lastSignInAt",
  (select t.locked_until from login_attempt t where t.login_name = a.account_id) as "lockedUntil",
  array(select r.role from user_role r where r.account_id = a.account_id order by r.role) as roles`);

export async function listAccountRows(db: DbOrTx): Promise<AccountRow[]> {
  const found = await sql<AccountRow>`
    select ${ACCOUNT_FIELDS} from user_account a order by a.account_id`.execute(db);
  return found.rows;
}

export async function findAccount(db: DbOrTx, accountId: string): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`
    select ${ACCOUNT_FIELDS} from user_account a where a.account_id = ${accountId}`.execute(db);
  return found.rows[0];
}

/** The account, locked against other changes until the end of the transaction. */
export async function lockAccount(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  await sql`select 1 from user_account where account_id = ${accountId} for update`.execute(tx);
  return findAccount(tx, accountId);
}

export async function findPasswordHash(db: DbOrTx, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('user_account')
    .select('password_hash')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.password_hash;
}

export interface StoredAccount {
  readonly accountId: string;
  readonly name: string;
  readonly divisions: readonly string[];
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

/** False when the name is taken. */
export async function insertAccount(tx: Tx, account: StoredAccount, by: string, now: IsoTime): Promise<boolean> {
  const result = await tx
    .insertInto('user_account')
    .values({
      account_id: account.accountId,
      name: account.name,
      password_hash: account.passwordHash,
      password_changed_at: now,
      must_change_password: account.mustChangePassword,
      divisions: [...account.divisions],
      created_at: now,
      created_by: by,
      disabled_at: null,
      disabled_by: null,
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function replaceRoles(
  tx: Tx,
  accountId: string,
  roles: readonly Role[],
  by: string,
  now: IsoTime,
): Promise<void> {
  await sql`delete from user_role where account_id = ${accountId} and not role = any(${roles}::text[])`.execute(tx);
  await sql`
    insert into user_role (account_id, role, granted_at, granted_by)
    select ${accountId}, role, ${now}::timestamp, ${by} from unnest(${roles}::text[]) as role
    on conflict do nothing`.execute(tx);
}

export async function updateDisabled(
  tx: Tx,
  accountId: string,
  disabled: { readonly at: IsoTime; readonly by: string } | undefined,
): Promise<void> {
  await tx
    .updateTable('user_account')
    .set({ disabled_at: disabled?.at ?? null, disabled_by: disabled?.by ?? null })
    .where('account_id', '=', accountId)
    .execute();
}

export async function updatePassword(
  tx: Tx,
  accountId: string,
  password: { readonly hash: string; readonly mustChange: boolean; readonly at: IsoTime },
): Promise<void> {
  await tx
    .updateTable('user_account')
    .set({
      password_hash: password.hash,
      must_change_password: password.mustChange,
      password_changed_at: password.at,
    })
    .where('account_id', '=', accountId)
    .execute();
}

/** The name's failed logins, locked until the end of the transaction, so that attempts are counted one by one. */
export async function lockAttempts(tx: Tx, loginName: string, now: IsoTime): Promise<LoginAttempts> {
  await sql`
    insert into login_attempt (login_name, failures, last_at) values (${loginName}, 0, ${now}::timestamp)
    on conflict do nothing`.execute(tx);
  const found = await sql<LoginAttempts>`
    select failures, last_at as "lastAt", locked_until as "lockedUntil"
    from login_attempt where login_name = ${loginName} for update`.execute(tx);
  return found.rows[0] ?? { failures: 0, lastAt: now, lockedUntil: null };
}

export async function updateAttempts(tx: Tx, loginName: string, attempts: LoginAttempts): Promise<void> {
  await tx
    .updateTable('login_attempt')
    .set({ failures: attempts.failures, last_at: attempts.lastAt, locked_until: attempts.lockedUntil })
    .where('login_name', '=', loginName)
    .execute();
}

/** Forgets a name's failed logins, and those of names that were last typed before `staleBefore`. */
export async function deleteAttempts(tx: Tx, loginName: string, staleBefore: IsoTime): Promise<void> {
  await sql`
    delete from login_attempt where login_name = ${loginName} or last_at < ${staleBefore}::timestamp`.execute(tx);
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly tokenHash: string;
    readonly accountId: string;
    readonly now: IsoTime;
    readonly expiresAt: IsoTime;
    readonly clientAddress: string | undefined;
  },
): Promise<void> {
  await tx
    .insertInto('login_session')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      opened_at: session.now,
      seen_at: session.now,
      expires_at: session.expiresAt,
      client_address: session.clientAddress ?? null,
    })
    .execute();
}

export async function updateLastSignIn(tx: Tx, accountId: string, at: IsoTime): Promise<void> {
  await tx.updateTable('user_account').set({ last_sign_in_at: at }).where('account_id', '=', accountId).execute();
}

export interface SessionRow extends SessionTimes, AccountRow {}

export async function findSessionRow(db: DbOrTx, tokenHash: string): Promise<SessionRow | undefined> {
  const found = await sql<SessionRow>`
    select ${ACCOUNT_FIELDS}, s.seen_at as "seenAt", s.expires_at as "expiresAt"
    from login_session s join user_account a on a.account_id = s.account_id
    where s.token_hash = ${tokenHash}`.execute(db);
  return found.rows[0];
}

export async function touchSession(db: DbOrTx, tokenHash: string, now: IsoTime): Promise<void> {
  await db.updateTable('login_session').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
}

export async function deleteSession(db: DbOrTx, tokenHash: string): Promise<void> {
  await db.deleteFrom('login_session').where('token_hash', '=', tokenHash).execute();
}

/** Ends all sessions of an account, but for one where it is named. */
export async function deleteSessionsOf(db: DbOrTx, accountId: string, exceptTokenHash = ''): Promise<void> {
  await db
    .deleteFrom('login_session')
    .where('account_id', '=', accountId)
    .where('token_hash', '<>', exceptTokenHash)
    .execute();
}

export async function deleteExpiredSessions(db: DbOrTx, now: IsoTime): Promise<void> {
  await db.deleteFrom('login_session').where('expires_at', '<=', now).execute();
}
