export {
  type Account,
  createAccount,
  disableAccount,
  enableAccount,
  listAccounts,
  type NewAccount,
  resetPassword,
  type SeedAccount,
  seedAccounts,
  setRoles,
} from './accounts.ts';
export {
  type Api,
  type ApiModule,
  type FailureBody,
  failureBody,
  getActor,
  type RouteRight,
  sendFailure,
  sendResult,
} from './api.ts';
export { demoAccounts } from './demo-accounts.ts';
export { accessErrors, vaultErrors } from './errors.ts';
export { accessRoutes } from './http.ts';
export { type Actor, isRight, isRole, RIGHTS, type Right, ROLES, type Role, SYSTEM_ACTOR } from './model.ts';
export type { Office } from './office.ts';
export { createRateLimit, type RateLimit } from './rate-limit.ts';
export { hasRight, rightsOf } from './roles.ts';
export { guardRoutes, REQUEST_HEADER, SESSION_COOKIE } from './route-guard.ts';
export { isInScope } from './rules.ts';
export { scopeCondition } from './scope.ts';
export type { DescribeSession } from './session-view.ts';
export {
  changePassword,
  closeSession,
  findSession,
  type OpenedSession,
  openSession,
  type Session,
} from './sessions.ts';
export { checkVaultKey, openVault, type Vault, type VaultSource } from './vault.ts';
