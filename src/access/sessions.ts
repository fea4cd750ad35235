/** Logging in and out, and who a request comes from. */
import { hash, randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/index.ts';
import { transact } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import { type Failure, failed, type Result, refuse, unwrap } from '../kernel/result.ts';
import { accessErrors } from './errors.ts';
import type { Actor } from './model.ts';
import type { Office } from './office.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { ACCESS_LIMITS, addMinutes, checkPassword, countAttempt, isSessionAlive, staleBefore } from './rules.ts';
import * as store from './store.ts';

type AccessOffice = Pick<Office, 'db' | 'clock'>;

export interface Session {
  readonly actor: Actor;
  /** The account may do nothing but set a new password. */
  readonly mustChangePassword: boolean;
}

export interface OpenedSession extends Session {
  /** 256 random bits, base64url; the database keeps only its digest. */
  readonly token: string;
}

const TOKEN_BYTES = 32;
/** A request writes the time of last use only when the one on record is older than this. */
const TOUCH_AFTER_MINUTES = 1;
const NAME_LIMIT = 64;

function digestToken(token: string): string {
  return hash('sm3', token);
}

function actorOf(account: store.AccountRow): Actor {
  const { accountId, name, roles, divisions } = account;
  return { accountId, name, roles, divisions, kind: 'clerk' };
}

/**
 * Opens a session. Refuses `access.wrongPassword` (also for names that do not exist, after the same time),
 * `access.locked` with the time it ends, and `access.disabled` to whoever knows the password.
 */
export async function openSession(
  office: AccessOffice,
  login: { readonly account: string; readonly password: string; readonly clientAddress?: string | undefined },
): Promise<Result<OpenedSession>> {
  const loginName = login.account.trim().toLowerCase().slice(0, NAME_LIMIT);
  const now = office.clock.now();
  const allowed = await reserveAttempt(office, loginName, now);
  if (!allowed.ok) return allowed;
  const passwordHash = await store.findPasswordHash(office.db, loginName);
  if (!(await verifyPassword(passwordHash, login.password)))
    return failed(await recordRefusal(office, loginName, allowed.value, login.clientAddress));
  return transact(office.db, async (tx) => {
    const account = await store.lockAccount(tx, loginName);
    // Reset in between: what was verified is no longer the password.
    if (!account || (await store.findPasswordHash(tx, loginName)) !== passwordHash) return refuse(wrongPassword());
    await store.deleteAttempts(tx, loginName, staleBefore(now));
    if (account.disabledAt) return refuse(accessErrors.disabled({ account: loginName }));
    await store.deleteExpiredSessions(tx, now);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = addMinutes(now, ACCESS_LIMITS.sessionHours * 60);
    const { clientAddress } = login;
    await store.insertSession(tx, {
      tokenHash: digestToken(token),
      accountId: loginName,
      now,
      expiresAt,
      clientAddress,
    });
    await store.updateLastSignIn(tx, loginName, now);
    const actor = actorOf(account);
    await recordAudit(tx, { ...openingOf(actor, 'session.open'), detail: { clientAddress: clientAddress ?? null } });
    return { token, actor, mustChangePassword: account.mustChangePassword };
  });
}

function openingOf(actor: Actor, action: string) {
  return { actor, action, subjectKind: 'account', subjectId: actor.accountId };
}

/** Counts the attempt; returns the time until which the name is locked should it fail, or null. */
async function reserveAttempt(office: AccessOffice, loginName: string, now: IsoTime): Promise<Result<IsoTime | null>> {
  return transact(office.db, async (tx) => {
    const outcome = countAttempt(await store.lockAttempts(tx, loginName, now), now);
    if (outcome.kind === 'locked') return refuse(accessErrors.locked({ account: loginName, until: outcome.until }));
    await store.updateAttempts(tx, loginName, outcome.attempts);
    return outcome.attempts.lockedUntil;
  });
}

async function recordRefusal(
  office: AccessOffice,
  loginName: string,
  lockedUntil: IsoTime | null,
  clientAddress: string | undefined,
): Promise<Failure> {
  unwrap(
    await transact(office.db, (tx) =>
      recordAudit(tx, {
        actor: { accountId: '-', name: '未登录', kind: 'clerk' },
        action: lockedUntil ? 'session.locked' : 'session.refused',
        subjectKind: 'account',
        subjectId: loginName,
        detail: { clientAddress: clientAddress ?? null, lockedUntil },
      }),
    ),
  );
  return lockedUntil ? accessErrors.locked({ account: loginName, until: lockedUntil }) : wrongPassword();
}

function wrongPassword(): Failure {
  return accessErrors.wrongPassword({ limit: ACCESS_LIMITS.failures, minutes: ACCESS_LIMITS.lockMinutes });
}

/** The session of a token, or undefined when it is unknown, idle for too long, past its end, or its account disabled. */
export async function findSession(office: AccessOffice, token: string): Promise<Session | undefined> {
  const tokenHash = digestToken(token);
  const row = await store.findSessionRow(office.db, tokenHash);
  const now = office.clock.now();
  if (!row || row.disabledAt || !isSessionAlive(row, now)) return undefined;
  if (addMinutes(row.seenAt, TOUCH_AFTER_MINUTES) <= now) await store.touchSession(office.db, tokenHash, now);
  return { actor: actorOf(row), mustChangePassword: row.mustChangePassword };
}

export async function closeSession(office: AccessOffice, actor: Actor, token: string): Promise<void> {
  unwrap(
    await transact(office.db, async (tx) => {
      await store.deleteSession(tx, digestToken(token));
      await recordAudit(tx, openingOf(actor, 'session.close'));
    }),
  );
}

/**
 * Sets one's own password; other sessions of the account end. Wrong entries of the current one count towards the
 * lock. Refuses `access.wrongCurrentPassword`, `access.samePassword`, `access.weakPassword`, `access.locked`.
 */
export async function changePassword(
  office: AccessOffice,
  actor: Actor,
  change: { readonly current: string; readonly next: string; readonly token?: string | undefined },
): Promise<Result<void>> {
  const now = office.clock.now();
  const { accountId } = actor;
  const strong = checkPassword(change.next, accountId);
  if (!strong.ok) return failed({ ...strong.error, path: 'next' });
  if (change.next === change.current) return failed(accessErrors.samePassword({ path: 'next' }));
  const allowed = await reserveAttempt(office, accountId, now);
  if (!allowed.ok) return allowed;
  if (!(await verifyPassword(await store.findPasswordHash(office.db, accountId), change.current)))
    return failed(accessErrors.wrongCurrentPassword({ path: 'current' }));
  const passwordHash = await hashPassword(change.next);
  return transact(office.db, async (tx) => {
    await store.updatePassword(tx, accountId, { hash: passwordHash, mustChange: false, at: now });
    await store.deleteAttempts(tx, accountId, staleBefore(now));
    await store.deleteSessionsOf(tx, accountId, change.token === undefined ? undefined : digestToken(change.token));
    await recordAudit(tx, openingOf(actor, 'password.change'));
  });
}
