/** Accounts and the audit trail: /api/accounts, /api/audit. */
import type { Coded, PageOf, PageQuery, StateView } from './common.ts';
import type { RoleView } from './session.ts';

export interface AuditQuery extends PageQuery {
  /** Account id or name. */
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}
export interface AuditRow {
  seq: number;
  at: string;
  actor: Coded;
  action: Coded;
  subjectKind: Coded;
  subjectId: string;
  /** What was done, a Chinese sentence without personal data. */
  summary: string;
  link: string | null;
  /** Digest of the chain (SM3, hexadecimal). */
  digest: string;
}
export interface AuditResponse extends PageOf<AuditRow> {
  actions: Coded[];
}

export interface AccountRow {
  accountId: string;
  /** Sign-in name. */
  account: string;
  name: string;
  roles: RoleView[];
  divisions: Coded[];
  state: StateView;
  lastSignInAt: string | null;
  createdAt: string;
}
/** GET /api/accounts: all rows, with the roles that may be given. */
export interface AccountsResponse {
  rows: AccountRow[];
  roles: (RoleView & { rights: string[] })[];
  /** Pairs of roles that one account may not hold together. */
  conflicts: [string, string][];
  divisions: Coded[];
}
export interface CreateAccountRequest {
  account: string;
  name: string;
  divisions: string[];
  roles: string[];
}
/** The initial password is shown once and must be changed at the first sign-in. */
export interface CreateAccountResponse {
  row: AccountRow;
  initialPassword: string;
}
/** POST /api/accounts/:id/roles and …/disable answer with the `AccountRow` that now stands. */
export interface SetRolesRequest {
  roles: string[];
}
export interface DisableAccountRequest {
  reason: string;
}
