export * from './columnar/index.ts';
export * from './engine.ts';
export {
  loadContributionStandards,
  loadEntitlementRules,
  loadPolicies,
  type PolicyFiles,
  readPolicyFiles,
} from './load-policies.ts';
