export * from './columnar/index.ts';
export * from './engine.ts';
export { loadContributionStandards, loadEntitlementRules, loadPolicies } from './load-policies.ts';
