/** Rules of accounts, posts, passwords and lock-outs. Pure. */
import { dateOf, dayNumber, fromEpochMillis, type IsoTime } from '../kernel/dates.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { accessErrors } from './errors.ts';
import { type Actor, isRole, ROLES, type Role } from './model.ts';
import { ADMIN_ROLES, POST_CONFLICTS } from './roles.ts';

/** Lock-out and session times; GB/T 22239—2019 8.1.4.1 b) asks for limits and leaves the figures to the owner. */
export const ACCESS_LIMITS = {
  /** Wrong passwords in a row before the name is locked. */
  failures: 5,
  lockMinutes: 15,
  /** A session that is not used ends. */
  idleMinutes: 30,
  /** A session ends, used or not: a working day. */
  sessionHours: 12,
  passwordMin: 8,
  passwordMax: 128,
} as const;

const MILLIS_PER_MINUTE = 60_000;
const CHINA_OFFSET_MINUTES = 480;

export function addMinutes(time: IsoTime, minutes: number): IsoTime {
  const [hour = 0, minute = 0, second = 0] = time.slice(11).split(':').map(Number);
  const sinceEpoch = dayNumber(dateOf(time)) * 1440 + hour * 60 + minute - CHINA_OFFSET_MINUTES + minutes;
  return fromEpochMillis(sinceEpoch * MILLIS_PER_MINUTE + second * 1000);
}

/** Whether one account may hold these posts; the first conflict is named. Refuses also what is no post. */
export function checkRoles(roles: readonly string[]): Result<readonly Role[]> {
  const known: Role[] = [];
  for (const role of new Set(roles)) {
    if (!isRole(role)) return failed(accessErrors.unknownRole({ value: role, path: 'roles' }));
    known.push(role);
  }
  const admins = known.filter((role) => ADMIN_ROLES.includes(role));
  const [first, second] = admins;
  if (first && second)
    return failed(accessErrors.adminTrio({ first: ROLES[first], second: ROLES[second], path: 'roles' }));
  const post = known.find((role) => !ADMIN_ROLES.includes(role));
  if (first && post)
    return failed(accessErrors.adminWithPost({ first: ROLES[first], second: ROLES[post], path: 'roles' }));
  for (const { posts, reason } of POST_CONFLICTS) {
    const [one, other] = posts.filter((role) => known.includes(role));
    if (one && other)
      return failed(accessErrors.postConflict({ first: ROLES[one], second: ROLES[other], reason, path: 'roles' }));
  }
  return ok(known);
}

const ACCOUNT_NAME = /^[a-z][a-z0-9._-]{1,31}$/;

export function checkAccountName(value: string): Result<string> {
  return ACCOUNT_NAME.test(value) ? ok(value) : failed(accessErrors.badAccountName({ value, path: 'account' }));
}

/** Divisions are the area's own six digits, or a town (9) or village (12) within it. */
export function checkDivisions(divisions: readonly string[], area: string): Result<readonly string[]> {
  if (divisions.length === 0) return failed(accessErrors.noDivision({ path: 'divisions' }));
  const bad = divisions.find((value) => !/^(\d{6}|\d{9}|\d{12})$/.test(value) || !value.startsWith(area));
  return bad === undefined
    ? ok([...new Set(divisions)])
    : failed(accessErrors.badDivision({ value: bad, area, path: 'divisions' }));
}

const CHARACTER_CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const CLASSES_NEEDED = 3;

/** Length 8 to 128, three of four kinds of characters, not the account's name within. */
export function checkPassword(password: string, accountId: string): Result<string> {
  const refuse = (flaw: string) => failed(accessErrors.weakPassword({ flaw, path: 'password' }));
  const { passwordMin, passwordMax } = ACCESS_LIMITS;
  if (password.length < passwordMin) return refuse(`不足 ${passwordMin} 位`);
  if (password.length > passwordMax) return refuse(`超过 ${passwordMax} 位`);
  if (CHARACTER_CLASSES.filter((kind) => kind.test(password)).length < CLASSES_NEEDED)
    return refuse('字符种类不足三类');
  return password.toLowerCase().includes(accountId.toLowerCase()) ? refuse('含有账号名') : ok(password);
}

/** What is kept of a name's failed logins. */
export interface LoginAttempts {
  readonly failures: number;
  readonly lastAt: IsoTime;
  readonly lockedUntil: IsoTime | null;
}

export type AttemptOutcome =
  | { readonly kind: 'locked'; readonly until: IsoTime }
  | { readonly kind: 'allowed'; readonly attempts: LoginAttempts };

/**
 * Counts an attempt before its password is looked at, so that many at once cannot slip through: the last one allowed
 * already locks the name, and only success lifts that. Failures older than the lock time no longer count.
 */
export function countAttempt(before: LoginAttempts | undefined, now: IsoTime): AttemptOutcome {
  const { failures: limit, lockMinutes } = ACCESS_LIMITS;
  if (before?.lockedUntil && now < before.lockedUntil) return { kind: 'locked', until: before.lockedUntil };
  const stale = !before || before.lockedUntil !== null || before.lastAt <= staleBefore(now);
  const failures = stale ? 1 : before.failures + 1;
  const lockedUntil = failures >= limit ? addMinutes(now, lockMinutes) : null;
  return { kind: 'allowed', attempts: { failures, lastAt: now, lockedUntil } };
}

/** Failed logins last tried before this no longer count and no longer lock. */
export function staleBefore(now: IsoTime): IsoTime {
  return addMinutes(now, -ACCESS_LIMITS.lockMinutes);
}

export interface SessionTimes {
  readonly seenAt: IsoTime;
  readonly expiresAt: IsoTime;
}

export function isSessionAlive(session: SessionTimes, now: IsoTime): boolean {
  return now < session.expiresAt && now < addMinutes(session.seenAt, ACCESS_LIMITS.idleMinutes);
}

/** Whether a record of this division is within what the actor may see. */
export function isInScope(actor: Pick<Actor, 'divisions'>, division: string): boolean {
  return actor.divisions.some((prefix) => division.startsWith(prefix));
}
