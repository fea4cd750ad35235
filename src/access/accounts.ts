/**
 * Keeping accounts. Three administrators apart (三员分立): the system administrator makes accounts, the security
 * administrator gives them posts, neither to himself; the audit administrator reads what both did.
 */
import { recordAudit } from '../audit/index.ts';
import { type Db, type Tx, transact } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import { failed, type Result, refuse } from '../kernel/result.ts';
import { accessErrors } from './errors.ts';
import { type Actor, RIGHTS, ROLES, type Role, SYSTEM_ACTOR } from './model.ts';
import type { Office } from './office.ts';
import { hashPassword } from './password.ts';
import { ADMIN_ROLES, hasRight } from './roles.ts';
import { checkAccountName, checkDivisions, checkPassword, checkRoles, staleBefore } from './rules.ts';
import * as store from './store.ts';

type AccessOffice = Pick<Office, 'db' | 'clock' | 'area'>;

export interface NewAccount {
  /** What one logs in with: lower-case letters, digits, `.`, `_`, `-`. Never changed afterwards. */
  readonly accountId: string;
  readonly name: string;
  readonly divisions: readonly string[];
  /** A first password, to be changed at the first login. */
  readonly password: string;
  /** Posts from the start: for whoever may give posts, too. */
  readonly roles?: readonly string[] | undefined;
}

export type Account = store.AccountRow;

export function listAccounts(db: Db): Promise<Account[]> {
  return store.listAccountRows(db);
}

/**
 * Makes an account. Posts are given with it only by an actor who also has the right to give posts, which by default
 * nobody has who makes accounts. Refuses `access.postsApart`, `access.badAccountName`, `access.noDivision`,
 * `access.badDivision`, `access.weakPassword`, `access.accountExists`, and posts that do not go together.
 */
export async function createAccount(office: AccessOffice, actor: Actor, account: NewAccount): Promise<Result<Account>> {
  const { accountId, name, divisions, password } = account;
  const roles = checkRoles(account.roles ?? []);
  if (!roles.ok) return roles;
  if (roles.value.length > 0 && !hasRight(actor, 'access.roles'))
    return failed(accessErrors.postsApart({ right: RIGHTS['access.roles'], path: 'roles' }));
  const checks = [
    checkAccountName(accountId),
    checkDivisions(divisions, office.area),
    checkPassword(password, accountId),
  ];
  for (const check of checks) if (!check.ok) return check;
  const passwordHash = await hashPassword(password);
  return transact(office.db, async (tx) => {
    const now = office.clock.now();
    const stored = { accountId, name, divisions, passwordHash, mustChangePassword: true };
    if (!(await store.insertAccount(tx, stored, actor.accountId, now)))
      refuse(accessErrors.accountExists({ value: accountId, path: 'account' }));
    await recordOn(tx, actor, 'account.create', accountId, { name, divisions });
    if (roles.value.length > 0) {
      await store.replaceRoles(tx, accountId, roles.value, actor.accountId, now);
      await recordOn(tx, actor, 'account.roles', accountId, { from: [], to: titles(roles.value) });
    }
    return getAccount(tx, accountId);
  });
}

/**
 * Sets an account's posts to exactly these; its sessions go on with the new rights. Refuses one's own account
 * (`access.ownAccount`) and posts that do not go together (`access.adminTrio`, `access.adminWithPost`,
 * `access.postConflict`).
 */
export async function setRoles(
  office: AccessOffice,
  actor: Actor,
  accountId: string,
  roles: readonly string[],
): Promise<Result<Account>> {
  if (actor.accountId === accountId) return failed(accessErrors.ownAccount({ action: '授予岗位' }));
  const checked = checkRoles(roles);
  if (!checked.ok) return checked;
  return transact(office.db, async (tx) => {
    const before = await lockExisting(tx, accountId);
    await store.replaceRoles(tx, accountId, checked.value, actor.accountId, office.clock.now());
    await recordOn(tx, actor, 'account.roles', accountId, { from: titles(before.roles), to: titles(checked.value) });
    return getAccount(tx, accountId);
  });
}

/** Disables an account and ends its sessions at once; the reason is recorded. Refuses one's own. */
export async function disableAccount(
  office: AccessOffice,
  actor: Actor,
  accountId: string,
  reason: string,
): Promise<Result<Account>> {
  if (actor.accountId === accountId) return failed(accessErrors.ownAccount({ action: '停用' }));
  return transact(office.db, async (tx) => {
    const account = await lockExisting(tx, accountId);
    if (account.disabledAt) return account;
    await store.updateDisabled(tx, accountId, { at: office.clock.now(), by: actor.accountId });
    await store.deleteSessionsOf(tx, accountId);
    await recordOn(tx, actor, 'account.disable', accountId, { reason });
    return getAccount(tx, accountId);
  });
}

export async function enableAccount(office: AccessOffice, actor: Actor, accountId: string): Promise<Result<Account>> {
  return transact(office.db, async (tx) => {
    const account = await lockExisting(tx, accountId);
    if (!account.disabledAt) return account;
    await store.updateDisabled(tx, accountId, undefined);
    await recordOn(tx, actor, 'account.enable', accountId, {});
    return getAccount(tx, accountId);
  });
}

/**
 * Gives an account a first password again, lifts a lock, ends its sessions. The account of an administrator is reset
 * at the server alone (by the system actor): else one administrator could take another's place.
 * Refuses `access.guardedAccount`, `access.ownAccount`, `access.weakPassword`.
 */
export async function resetPassword(
  office: AccessOffice,
  actor: Actor,
  accountId: string,
  password: string,
): Promise<Result<Account>> {
  if (actor.accountId === accountId) return failed(accessErrors.ownAccount({ action: '重置密码' }));
  const strong = checkPassword(password, accountId);
  if (!strong.ok) return strong;
  const passwordHash = await hashPassword(password);
  return transact(office.db, async (tx) => {
    const account = await lockExisting(tx, accountId);
    if (actor.kind !== 'system' && account.roles.some((role) => ADMIN_ROLES.includes(role)))
      refuse(accessErrors.guardedAccount({ value: accountId }));
    const now = office.clock.now();
    await store.updatePassword(tx, accountId, { hash: passwordHash, mustChange: true, at: now });
    await store.deleteAttempts(tx, accountId, staleBefore(now));
    await store.deleteSessionsOf(tx, accountId);
    await recordOn(tx, actor, 'account.password-reset', accountId, {});
    return getAccount(tx, accountId);
  });
}

async function lockExisting(tx: Tx, accountId: string): Promise<Account> {
  const account = await store.lockAccount(tx, accountId);
  return account ?? refuse(accessErrors.unknownAccount({ value: accountId, path: 'id' }));
}

async function getAccount(tx: Tx, accountId: string): Promise<Account> {
  return (await store.findAccount(tx, accountId)) ?? refuse(accessErrors.unknownAccount({ value: accountId }));
}

function recordOn(
  tx: Tx,
  actor: Actor,
  action: string,
  subjectId: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return recordAudit(tx, { actor, action, subjectKind: 'account', subjectId, detail });
}

function titles(roles: readonly Role[]): string[] {
  return roles.map((role) => ROLES[role]);
}

export interface SeedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly divisions: readonly string[];
}

/**
 * Makes the accounts that do not exist yet, with their posts and one password, ready for use: for a demonstration,
 * and for the first administrators of a new office. Existing accounts are left as they are. Returns how many are new.
 */
export async function seedAccounts(
  office: AccessOffice,
  accounts: readonly SeedAccount[],
  password: string,
): Promise<Result<number>> {
  for (const account of accounts) {
    const checks = [
      checkAccountName(account.accountId),
      checkDivisions(account.divisions, office.area),
      checkPassword(password, account.accountId),
      checkRoles(account.roles),
    ];
    for (const check of checks) if (!check.ok) return check;
  }
  const known = new Set((await store.listAccountRows(office.db)).map((account) => account.accountId));
  const fresh = accounts.filter(({ accountId }) => !known.has(accountId));
  const hashed = await Promise.all(fresh.map(async (account) => ({ account, hash: await hashPassword(password) })));
  return transact(office.db, async (tx) => {
    let added = 0;
    for (const { account, hash } of hashed) if (await insertSeed(tx, account, hash, office.clock.now())) added += 1;
    return added;
  });
}

async function insertSeed(tx: Tx, account: SeedAccount, passwordHash: string, now: IsoTime): Promise<boolean> {
  const by = SYSTEM_ACTOR.accountId;
  const stored = { ...account, passwordHash, mustChangePassword: false };
  if (!(await store.insertAccount(tx, stored, by, now))) return false;
  await store.replaceRoles(tx, account.accountId, account.roles, by, now);
  await recordOn(tx, SYSTEM_ACTOR, 'account.create', account.accountId, {
    name: account.name,
    roles: titles(account.roles),
  });
  return true;
}
