/** Accounts as the console shows them. */
import { type Coded, codedDivision } from '../catalogues/code-lists.ts';
import { findCountyDivisions } from '../catalogues/divisions.ts';
import type { IsoTime } from '../kernel/dates.ts';
import type { Account } from './accounts.ts';
import { isRole, type Right, ROLES, type Role } from './model.ts';
import { ROLE_RIGHTS } from './roles.ts';
import { checkRoles } from './rules.ts';

export interface RoleView {
  role: Role;
  title: string;
}

export interface AccountView {
  accountId: string;
  /** The name one signs in with: here the account's identity itself. */
  account: string;
  name: string;
  roles: RoleView[];
  divisions: Coded[];
  state: AccountState;
  lastSignInAt: IsoTime | null;
  createdAt: IsoTime;
}

interface AccountState extends Coded {
  tone: 'waiting' | 'done' | 'wrong' | 'neutral';
}

const STATES = {
  disabled: { code: 'disabled', name: '停用', tone: 'neutral' },
  locked: { code: 'locked', name: '锁定', tone: 'wrong' },
  initial: { code: 'initial', name: '待改密码', tone: 'waiting' },
  active: { code: 'active', name: '启用', tone: 'done' },
} as const satisfies Record<string, AccountState>;

export function presentRole(role: Role): RoleView {
  return { role, title: ROLES[role] };
}

/** What keeps the account from work comes first: disabled, locked for now, still with its first password. */
function stateOf(account: Account, now: IsoTime): AccountState {
  if (account.disabledAt !== null) return STATES.disabled;
  if (account.lockedUntil !== null && now < account.lockedUntil) return STATES.locked;
  return account.mustChangePassword ? STATES.initial : STATES.active;
}

export function presentAccount(account: Account, now: IsoTime): AccountView {
  const { accountId, name, roles, divisions, lastSignInAt, createdAt } = account;
  return {
    accountId,
    account: accountId,
    name,
    roles: roles.map(presentRole),
    divisions: divisions.map(codedDivision),
    state: stateOf(account, now),
    lastSignInAt,
    createdAt,
  };
}

/** The posts that may be given, with their rights, in the order of `ROLES`. */
export function listRoles(): (RoleView & { rights: Right[] })[] {
  return Object.keys(ROLES)
    .filter(isRole)
    .map((role) => ({ ...presentRole(role), rights: [...ROLE_RIGHTS[role]] }));
}

/** Every two posts that the rule refuses to one account. */
export function listConflicts(): [Role, Role][] {
  const roles = Object.keys(ROLES).filter(isRole);
  return roles.flatMap((first, index) =>
    roles
      .slice(index + 1)
      .flatMap((second): [Role, Role][] => (checkRoles([first, second]).ok ? [] : [[first, second]])),
  );
}

/** What an account may be limited to: the area itself and its towns. A unit of statistics alone has no office. */
export function listGrantableDivisions(area: string): Coded[] {
  const towns = findCountyDivisions(area)?.towns.filter((town) => !town.statisticsOnly) ?? [];
  return [codedDivision(area), ...towns.map(({ code, name }) => ({ code, name }))];
}
