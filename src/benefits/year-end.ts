/** Stays across the year's end (跨年度住院): settled whole by the decisive date, or split at 31 December. Pure. */
import { isoDate, yearOf } from '../kernel/dates.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { CompiledPolicy, CompiledYearEnd } from './compiled-policy.ts';
import { factsOf } from './compute-benefits.ts';
import { matchesAny } from './condition.ts';
import { benefitErrors } from './errors.ts';
import type { BenefitCase, Charges, RunningTotals } from './model.ts';

/** The row that governs a case; undefined for a stay within one year, or where the policy says nothing of it. */
export function findYearEnd(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  totals: RunningTotals,
): CompiledYearEnd | undefined {
  if (yearOf(benefitCase.admittedOn) === yearOf(benefitCase.dischargedOn)) return undefined;
  const facts = factsOf(policy, benefitCase, totals);
  return policy.yearEnd.find((row) => matchesAny(row.when, facts));
}

export interface SplitStay {
  /** Up to 31 December, under that day's policy. */
  readonly before: BenefitCase;
  /** From 1 January, `continued`: whether its threshold is charged again is for the policy's rules to say. */
  readonly after: BenefitCase;
}

/**
 * Splits a stay at the end of its first year. `chargesBefore` are its charges to 31 December, with their groups; both
 * parts together are the stay to the fen. Fails when they exceed the stay's own charges.
 */
export function splitAtYearEnd(
  benefitCase: BenefitCase,
  chargesBefore: Charges,
  groupsBefore: BenefitCase['groups'] = undefined,
): Result<SplitStay> {
  const { charges, admittedOn, groups } = benefitCase;
  const year = yearOf(admittedOn);
  const rest = (name: keyof Charges) => fen(charges[name] - chargesBefore[name]);
  const after: Charges = {
    total: rest('total'),
    fullSelfPay: rest('fullSelfPay'),
    overLimit: rest('overLimit'),
    priorShare: rest('priorShare'),
    inScope: rest('inScope'),
  };
  if (Object.values(after).some((amount) => amount < 0)) {
    const values = { before: formatYuan(chargesBefore.total), total: formatYuan(charges.total), year };
    return failed(benefitErrors.splitExceeds({ path: 'chargesBeforeYearEnd', ...values }));
  }
  const groupsAfter =
    groups === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(groups).map(([name, amount]) => [name, fen(amount - (groupsBefore?.[name] ?? 0))]),
        );
  const stayId = benefitCase.stayId ?? `${admittedOn}`;
  return ok({
    before: {
      ...benefitCase,
      stayId,
      dischargedOn: isoDate(`${year}-12-31`),
      charges: chargesBefore,
      groups: groupsBefore,
      days: undefined,
    },
    after: {
      ...benefitCase,
      stayId,
      continued: true,
      admittedOn: isoDate(`${year + 1}-01-01`),
      charges: after,
      groups: groupsAfter,
      days: undefined,
    },
  });
}
