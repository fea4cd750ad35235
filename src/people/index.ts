export {
  decideEntitlement,
  type EntitlementDecision,
  entitlementFacts,
  type Finding,
  findObstacles,
} from './entitlement.ts';
export { type EntitlementReason, SCHEME_TITLES } from './entitlement-reasons.ts';
export type { EntitlementFacts } from './entitlement-spans.ts';
export { peopleErrors } from './errors.ts';
export { registerPeopleRoutes } from './http.ts';
export { endIdentity, grantIdentity } from './identities.ts';
export type {
  Arrears,
  Cover,
  DatedCode,
  NewCover,
  NewEmployer,
  NewPerson,
  Person,
  PersonKey,
  PersonRecord,
  Suspension,
  YearPayment,
} from './model.ts';
export type { EntitlementOffice } from './office.ts';
export {
  countInsured,
  findPersonInScope,
  findPersonNumbers,
  hasNumber,
  listIdentitiesInUse,
  listPeople,
  type PeopleOffice,
  personScope,
  presentPerson,
  presentPlace,
  readEmployerNames,
} from './queries.ts';
export { codesInForce, findCover, isRetired } from './rules.ts';
export {
  enrolPersons,
  findPersonByCert,
  findPersonRecord,
  findPersonRecords,
  registerEmployers,
  revealCertNo,
} from './service.ts';
export {
  type Debtor,
  recordArrears,
  recordDeath,
  resumeCover,
  settleArrears,
  suspendCover,
  withdrawArrears,
  withdrawDeath,
  withdrawSuspension,
} from './standing.ts';
export { getEntitlement } from './standing-http.ts';
