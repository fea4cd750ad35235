/** `tongchou policy`: checking packs, comparing two policies, printing one. */
export { checkPolicyFolder } from './policy/check-policies.ts';
export { diffPolicySides } from './policy/diff-policies.ts';
export { printPolicySheet } from './policy/print-policy.ts';
