/** A small plan for the tests of this folder, and an evaluator that needs no policy pack. Used by tests alone. */
import type { BenefitCase } from '../benefits/index.ts';
import type { Funding } from '../contributions/index.ts';
import { applyRate, fen, ZERO_FEN } from '../kernel/money.ts';
import type { Evaluator } from './evaluation.ts';
import type { CountyRequest } from './model.ts';
import { type CountyPlan, planCounty } from './plan.ts';

export const SMALL: CountyRequest = { like: '610326', year: 2020, scale: 0.02, seed: 1 };

export const SAMPLE_FUNDING: Funding = {
  area: '610326',
  assisted: [],
  subsidyShares: [{ level: 'central', per10k: 10_000 }],
  criticalIllnessPremium: fen(6000),
  unitPer10k: 600,
  personalPer10k: 200,
  accountFromUnitPer10k: 80,
  retiredAccountCredit: fen(8500),
};

let small: CountyPlan | undefined;

/** Planned once per test file: a plan is never changed. */
export function smallPlan(): CountyPlan {
  small ??= planCounty(SMALL, SAMPLE_FUNDING);
  return small;
}

/** Pool 80 % of what is in scope beyond 300 yuan of an admission, 60 % of other care; aid half of the rest. */
export const simpleEvaluator: Evaluator = (benefitCase: BenefitCase, totals) => {
  const { charges, care, person, accountAvailable } = benefitCase;
  const deductible = care === 'inpatient' ? Math.min(30_000, charges.inScope) : 0;
  const pool = applyRate(fen(charges.inScope - deductible), care === 'inpatient' ? 8000 : 6000);
  const isAided = person.identities.length > 0 && care === 'inpatient';
  const medicalAid = isAided ? applyRate(fen(charges.inScope - pool), 5000) : ZERO_FEN;
  const personTotal = fen(charges.total - pool - medicalAid);
  const account = fen(Math.min(accountAvailable, personTotal));
  return {
    totalsAfter: totals,
    amounts: {
      ...charges,
      deductible: fen(deductible),
      pool,
      civilServant: ZERO_FEN,
      enterprise: ZERO_FEN,
      criticalIllness: ZERO_FEN,
      largeAmount: ZERO_FEN,
      medicalAid,
      other: ZERO_FEN,
      fundTotal: fen(pool + medicalAid),
      personTotal,
      account,
      cash: fen(personTotal - account),
      hospitalShare: ZERO_FEN,
    },
  };
};
