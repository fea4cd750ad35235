/** The pure engine: no file system, no clock; runs in Node and in a browser alike. */

export { type AllocatedLine, allocateToLines } from './allocate-lines.ts';
export { type AskedFact, askedFacts } from './asked-facts.ts';
export { caseErrors } from './case-errors.ts';
export { CaseFile } from './case-schema.ts';
export { FLAW_SEVERITIES, FLAW_SEVERITY_LABELS, type Flaw, type FlawSeverity } from './check/flaw.ts';
export { checkNationalFiles, checkPack, checkPolicies, type PackFolder } from './check-pack.ts';
export { conditionsOf } from './classes.ts';
export { compilePack } from './compile-pack.ts';
export type {
  CompiledAccount,
  CompiledAccumulator,
  CompiledCeiling,
  CompiledLayer,
  CompiledLimit,
  CompiledPolicy,
  CompiledRule,
  Condition,
  DecisiveDate,
  PackNames,
  PolicyPack,
  Schedule,
  Term,
} from './compiled-policy.ts';
export { type ComputeOptions, computeBenefits } from './compute-benefits.ts';
export { type CaseOptions, computeCaseFile, policyOfPack } from './compute-case-file.ts';
export { computeYear, type YearCase, type YearResult } from './compute-year.ts';
export { type ContributionStandard, findContributionStandard, readContributionStandards } from './contributions.ts';
export {
  type ArrearsRule,
  type ContributionPayer,
  type EnrolmentWindow,
  type EntitlementPolicy,
  type EntitlementRules,
  findEntitlementPolicy,
  findEntitlementRule,
  readEntitlementRules,
  requireEntitlementRule,
  type Wait,
  type WaitingExemption,
  type WaitingOccasion,
  type WaitingRule,
} from './entitlement-policy.ts';
export { benefitErrors } from './errors.ts';
export {
  applyFeeRules,
  type FeeLineInput,
  type FeeLineKind,
  type FeeLineOrder,
  formatTenThousandths,
  type HospitalApproval,
  parseTenThousandths,
  priceFeeLine,
  sumCharges,
} from './fee-line.ts';
export { findPolicy, findPolicyForCase, listPacksOf, type PolicyQuery } from './find-policy.ts';
export type * from './model.ts';
export { LayerFile, MainFile } from './pack-schema.ts';
export {
  CHANGE_LABELS,
  type ChangeSource,
  type ChangeState,
  changeWords,
  type DiffHead,
  type DiffPart,
  type DiffSide,
  diffPolicies,
  type PolicyChange,
  type PolicyDiff,
} from './policy-diff.ts';
export { PolicyFile } from './policy-file-schema.ts';
export { policySheet } from './policy-sheet.ts';
export { readPolicyFile, type SinglePolicy } from './read-policy-file.ts';
export type { PackFile } from './read-yaml.ts';
export { renderResult } from './render-result.ts';
export { renderSteps } from './render-steps.ts';
export { type CaseResult, ResultFile } from './result-schema.ts';
export { carriedTotals, SCOPE_TITLES, totalsKey } from './scope.ts';
export type * from './sheet-model.ts';
export { fieldWords, ruleColumns } from './sheet-model.ts';
export { SOURCE_GRADE_LABELS, SOURCE_GRADES, weakestGrade } from './source-grade.ts';
export { findYearEnd, type SplitStay, splitAtYearEnd } from './year-end.ts';
