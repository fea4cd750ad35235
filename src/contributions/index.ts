export { contributionErrors } from './errors.ts';
export { type Funding, loadFunding } from './funding.ts';
export { registerContributionRoutes } from './http.ts';
export { listContributions } from './queries.ts';
export { employeeDue, residentDue, subsidyByLevel } from './rules.ts';
export {
  type BatchReceipt,
  type ContributionOffice,
  collectEmployees,
  collectResidents,
  receiveSubsidy,
  recognisePremiums,
  type SubsidyReceipt,
  subsidyDue,
  transferTreasury,
} from './service.ts';
