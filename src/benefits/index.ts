export * from './engine.ts';
export { loadContributionStandards, loadPolicies } from './load-policies.ts';
