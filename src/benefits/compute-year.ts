/** A person's insured years: cases in order, each starting from the totals that the one before left. */
import { yearOf } from '../kernel/dates.ts';
import { subtractFen } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { type ComputeOptions, computeBenefits } from './compute-benefits.ts';
import { benefitErrors } from './errors.ts';
import { findPolicyForCase } from './find-policy.ts';
import type { BenefitCase, BenefitResult, Charges, RunningTotals } from './model.ts';
import { carriedTotals } from './scope.ts';
import { findYearEnd, splitAtYearEnd } from './year-end.ts';

/** A case of a year; one that crosses the year's end may carry its charges up to 31 December. */
export interface YearCase extends BenefitCase {
  readonly chargesBeforeYearEnd?: Charges | undefined;
  readonly groupsBeforeYearEnd?: BenefitCase['groups'];
}

export interface YearResult {
  /** In order; a stay that the policy splits at the year's end has two. */
  readonly results: readonly BenefitResult[];
  readonly totals: RunningTotals;
}

/**
 * Computes the cases in the order given; fails with the first case that cannot be computed. Totals start anew with
 * each insured year, but for those of a lifetime.
 */
export function computeYear(
  packs: readonly PolicyPack[],
  area: string,
  cases: readonly YearCase[],
  options: ComputeOptions & { readonly totals?: RunningTotals } = {},
): Result<YearResult> {
  const results: BenefitResult[] = [];
  let totals = options.totals ?? {};
  let year: number | undefined;
  for (const yearCase of cases) {
    const parts = partsOfYear(packs, area, yearCase, totals);
    if (!parts.ok) return parts;
    // Both parts of a split stay draw on one balance.
    let accountAvailable = yearCase.accountAvailable;
    for (const part of parts.value) {
      const benefitCase = { ...part, accountAvailable };
      const policy = findPolicyForCase(packs, area, benefitCase);
      if (!policy.ok) return policy;
      const caseYear = yearOf(benefitCase[policy.value.decidedBy]);
      if (year !== undefined && caseYear !== year) totals = carriedTotals(totals);
      year = caseYear;
      const result = computeBenefits(policy.value, benefitCase, totals, options);
      if (!result.ok) return result;
      results.push(result.value);
      accountAvailable = subtractFen(accountAvailable, result.value.amounts.account);
      totals = result.value.totalsAfter;
    }
  }
  return ok({ results, totals });
}

function partsOfYear(
  packs: readonly PolicyPack[],
  area: string,
  yearCase: YearCase,
  totals: RunningTotals,
): Result<readonly BenefitCase[]> {
  const { chargesBeforeYearEnd, groupsBeforeYearEnd, ...benefitCase } = yearCase;
  const policy = findPolicyForCase(packs, area, benefitCase);
  if (!policy.ok) return policy;
  if (findYearEnd(policy.value, benefitCase, totals)?.stay !== 'split') return ok([benefitCase]);
  if (chargesBeforeYearEnd === undefined) {
    return failed(benefitErrors.splitMissing({ path: 'chargesBeforeYearEnd', policy: policy.value.id }));
  }
  const split = splitAtYearEnd(benefitCase, chargesBeforeYearEnd, groupsBeforeYearEnd);
  return split.ok ? ok([split.value.before, split.value.after]) : split;
}
