/** A person's insured year: cases in order, each starting from the totals that the one before left. */
import { ok, type Result } from '../kernel/result.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { type ComputeOptions, computeBenefits } from './compute-benefits.ts';
import { findPolicyForCase } from './find-policy.ts';
import type { BenefitCase, BenefitResult, RunningTotals } from './model.ts';

export interface YearResult {
  readonly results: readonly BenefitResult[];
  readonly totals: RunningTotals;
}

/** Computes the cases in the order given; fails with the first case that cannot be computed. */
export function computeYear(
  packs: readonly PolicyPack[],
  area: string,
  cases: readonly BenefitCase[],
  options: ComputeOptions & { readonly totals?: RunningTotals } = {},
): Result<YearResult> {
  const results: BenefitResult[] = [];
  let totals = options.totals ?? {};
  for (const benefitCase of cases) {
    const policy = findPolicyForCase(packs, area, benefitCase);
    if (!policy.ok) return policy;
    const result = computeBenefits(policy.value, benefitCase, totals, options);
    if (!result.ok) return result;
    results.push(result.value);
    totals = result.value.totalsAfter;
  }
  return ok({ results, totals });
}
