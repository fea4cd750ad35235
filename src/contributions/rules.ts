/** What a person's cover costs and who pays it. Pure. */

import type { SubsidyLevel } from '../fund/index.ts';
import { addFen, allocateFen, applyRate, type Fen, maxFen, minFen, subtractFen, ZERO_FEN } from '../kernel/money.ts';
import type { Funding } from './funding.ts';

export interface ResidentDue {
  /** Paid by the person. */
  readonly personal: Fen;
  /** Paid for the person by medical aid (资助参保). */
  readonly assisted: Fen;
}

/** The personal contribution, less what medical aid pays: the highest of the person's identities, never two (就高不重复). */
export function residentDue(standard: Fen, identities: readonly string[], funding: Funding): ResidentDue {
  const offers = funding.assisted
    .filter((one) => identities.includes(one.identity))
    .map((one) => (one.pays === 'full' ? standard : minFen(one.pays, standard)));
  const assisted = offers.reduce(maxFen, ZERO_FEN);
  return { personal: subtractFen(standard, assisted), assisted };
}

/** The fiscal subsidy for a number of heads, split over the levels of government; the parts add up to the whole. */
export function subsidyByLevel(total: Fen, funding: Funding): { readonly level: SubsidyLevel; readonly amount: Fen }[] {
  const parts = allocateFen(
    total,
    funding.subsidyShares.map((share) => share.per10k),
  );
  return funding.subsidyShares.map((share, index) => ({ level: share.level, amount: parts[index] ?? ZERO_FEN }));
}

export interface EmployeeDue {
  readonly unit: Fen;
  readonly personal: Fen;
  /** What the personal account is credited with. */
  readonly accountCredit: Fen;
}

/** An employee's month: unit and personal contributions on the base, and the account's share of them. */
export function employeeDue(base: Fen, retired: boolean, funding: Funding): EmployeeDue {
  if (retired) return { unit: ZERO_FEN, personal: ZERO_FEN, accountCredit: funding.retiredAccountCredit };
  const personal = applyRate(base, funding.personalPer10k);
  return {
    unit: applyRate(base, funding.unitPer10k),
    personal,
    accountCredit: addFen(personal, applyRate(base, funding.accountFromUnitPer10k)),
  };
}
