/** The pure engine: no file system, no clock; runs in Node and in a browser alike. */

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
  PolicyPack,
  Schedule,
  Term,
} from './compiled-policy.ts';
export { type ComputeOptions, computeBenefits } from './compute-benefits.ts';
export { computeYear, type YearResult } from './compute-year.ts';
export { type ContributionStandard, findContributionStandard, readContributionStandards } from './contributions.ts';
export { benefitErrors } from './errors.ts';
export {
  type FeeLineInput,
  formatTenThousandths,
  type HospitalApproval,
  parseTenThousandths,
  priceFeeLine,
  sumCharges,
} from './fee-line.ts';
export { findPolicy, findPolicyForCase, type PolicyQuery } from './find-policy.ts';
export type * from './model.ts';
export { LayerFile, MainFile } from './pack-schema.ts';
export { type PolicySheet, policySheet, type SheetLayer, type SheetRow } from './policy-sheet.ts';
export type { PackFile } from './read-yaml.ts';
export { SOURCE_GRADE_LABELS, SOURCE_GRADES, weakestGrade } from './source-grade.ts';
