import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isoDate } from '../kernel/dates.ts';
import { type Fen, fen, sumFen } from '../kernel/money.ts';
import { computeBenefits } from './compute-benefits.ts';
import { computeYear } from './compute-year.ts';
import { findPolicyForCase } from './find-policy.ts';
import { loadPolicies } from './load-policies.ts';
import { MINI_AREA, miniPack } from './mini-pack.ts';
import type { Bearer, BenefitCase, BenefitResult, RunningTotals } from './model.ts';
import { caseOf, POLICIES_FOLDER, yuan } from './test-case.ts';

/** Seeded, so that a failure comes back. */
const RUNS = { seed: 20_200_101, numRuns: 200 };

const loaded = loadPolicies(POLICIES_FOLDER);
if (!loaded.ok) throw new Error(loaded.error.message);
const packs = loaded.value;
const AREA = '610326';

const anyFen = fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 60_000_000 })).map(fen);
const anyCase: fc.Arbitrary<BenefitCase> = fc
  .record({
    scheme: fc.constantFrom('310', '390'),
    care: fc.constantFrom('inpatient', 'outpatient', 'chronic'),
    grade: fc.constantFrom('one', 'two', 'three'),
    place: fc.constantFrom('local', 'resettled', 'referred', 'unreferred'),
    day: fc.integer({ min: 0, max: 1400 }),
    birthYear: fc.integer({ min: 1930, max: 2019 }),
    retired: fc.boolean(),
    civilServant: fc.boolean(),
    identities: fc.subarray(['2302', '2303', '2304', '2101']),
    fullSelfPay: anyFen,
    overLimit: anyFen,
    priorShare: anyFen,
    inScope: anyFen,
    accountAvailable: anyFen,
  })
  .map(
    ({ scheme, care, grade, place, day, birthYear, retired, civilServant, identities, accountAvailable, ...parts }) => {
      const dischargedOn = addDays(isoDate('2020-01-01'), day);
      const person = { birthDate: isoDate(`${birthYear}-06-15`), retired, civilServant, identities };
      const charges = { total: sumFen(Object.values(parts)), ...parts };
      return { scheme, care, admittedOn: dischargedOn, dischargedOn, grade, place, person, charges, accountAvailable };
    },
  );
const anyTotals: fc.Arbitrary<RunningTotals> = fc.record(
  {
    admissions: fc.integer({ min: 0, max: 9 }),
    poolPaid: fc.integer({ min: 0, max: 36_000_000 }),
    outpatientPoolPaid: fc.integer({ min: 0, max: 9_000 }),
    chronicPoolPaid: fc.integer({ min: 0, max: 600_000 }),
    criticalIllnessBase: fc.integer({ min: 0, max: 40_000_000 }),
    criticalIllnessPaid: fc.integer({ min: 0, max: 31_000_000 }),
    largeAmountPaid: fc.integer({ min: 0, max: 21_000_000 }),
    medicalAidPaid: fc.integer({ min: 0, max: 6_000_000 }),
  },
  { requiredKeys: [] },
);

function compute(benefitCase: BenefitCase, totals: RunningTotals): BenefitResult {
  const policy = findPolicyForCase(packs, AREA, benefitCase);
  if (!policy.ok) throw new Error(policy.error.message);
  const result = computeBenefits(policy.value, benefitCase, totals);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function takenBy(result: BenefitResult, bearer: Bearer): Fen {
  return sumFen(result.steps.filter((step) => step.bearer === bearer).map((step) => step.taken));
}

describe('any case under the packs of the repository', () => {
  it('keeps the identities A to D of the national settlement record', () => {
    fc.assert(
      fc.property(anyCase, anyTotals, (benefitCase, totals) => {
        const { amounts: a } = compute(benefitCase, totals);
        expect(a.total).toBe(a.fullSelfPay + a.overLimit + a.priorShare + a.inScope);
        expect(a.total).toBe(a.fundTotal + a.personTotal + a.hospitalShare);
        expect(a.personTotal).toBe(a.account + a.cash);
        const funds =
          a.pool + a.civilServant + a.enterprise + a.criticalIllness + a.largeAmount + a.medicalAid + a.other;
        expect(a.fundTotal).toBe(funds);
        expect(Math.min(...Object.values(a))).toBeGreaterThanOrEqual(0);
        expect(a.fundTotal).toBeLessThanOrEqual(a.inScope);
        expect(a.account).toBeLessThanOrEqual(benefitCase.accountAvailable);
      }),
      RUNS,
    );
  });

  it('explains itself in an exact chain from the total to zero, whose rungs sum to what each bearer pays', () => {
    fc.assert(
      fc.property(anyCase, anyTotals, (benefitCase, totals) => {
        const result = compute(benefitCase, totals);
        const { steps, amounts } = result;
        expect(steps[0]?.before).toBe(amounts.total);
        for (const [index, step] of steps.entries()) {
          expect(step.after).toBe(step.before - step.taken);
          expect(step.after).toBeGreaterThanOrEqual(0);
          if (index > 0) expect(step.before).toBe(steps[index - 1]?.after);
        }
        expect(steps.at(-1)?.after).toBe(0);
        expect(takenBy(result, 'pool')).toBe(amounts.pool);
        expect(takenBy(result, 'criticalIllness')).toBe(amounts.criticalIllness);
        expect(takenBy(result, 'largeAmount')).toBe(amounts.largeAmount);
        expect(takenBy(result, 'civilServant')).toBe(amounts.civilServant);
        expect(takenBy(result, 'medicalAid')).toBe(amounts.medicalAid);
        expect(takenBy(result, 'account')).toBe(amounts.account);
        expect(takenBy(result, 'person')).toBe(amounts.cash);
      }),
      RUNS,
    );
  });

  it('never passes a yearly ceiling that it had not passed before', () => {
    const ceilings = { poolPaid: 13_000_000, outpatientPoolPaid: 8_000, chronicPoolPaid: 500_000 };
    fc.assert(
      fc.property(anyCase, anyTotals, (benefitCase, totals) => {
        const { totalsAfter } = compute({ ...benefitCase, scheme: '390' }, totals);
        for (const [name, ceiling] of Object.entries(ceilings)) {
          expect(totalsAfter[name] ?? 0).toBeLessThanOrEqual(Math.max(ceiling, totals[name] ?? 0));
        }
      }),
      RUNS,
    );
  });

  it('never pays less in all, nor leaves less to the person, for a higher in-scope cost', () => {
    fc.assert(
      fc.property(anyCase, anyTotals, fc.integer({ min: 0, max: 2_000_000 }), (benefitCase, totals, more) => {
        const { charges } = benefitCase;
        const larger = { ...charges, total: fen(charges.total + more), inScope: fen(charges.inScope + more) };
        const before = compute(benefitCase, totals).amounts;
        const after = compute({ ...benefitCase, charges: larger }, totals).amounts;
        expect(after.fundTotal).toBeGreaterThanOrEqual(before.fundTotal);
        expect(after.personTotal).toBeGreaterThanOrEqual(before.personTotal);
      }),
      RUNS,
    );
  });

  it('gives the same amounts and totals without the explanation', () => {
    fc.assert(
      fc.property(anyCase, anyTotals, (benefitCase, totals) => {
        const policy = findPolicyForCase(packs, AREA, benefitCase);
        if (!policy.ok) throw new Error(policy.error.message);
        const bulk = computeBenefits(policy.value, benefitCase, totals, { explain: false });
        expect(bulk).toEqual({ ok: true, value: { ...compute(benefitCase, totals), steps: [] } });
      }),
      RUNS,
    );
  });
});

describe('a year', () => {
  const anyYear = fc.array(anyCase, { minLength: 1, maxLength: 6 }).map((cases) =>
    cases.map((benefitCase): BenefitCase => {
      const person = { ...benefitCase.person, identities: [] };
      const day = isoDate('2020-06-01');
      return { ...benefitCase, scheme: '390', admittedOn: day, dischargedOn: day, person };
    }),
  );

  it('carries totals that equal the sums recomputed from its results', () => {
    fc.assert(
      fc.property(anyYear, (cases) => {
        const year = computeYear(packs, AREA, cases);
        if (!year.ok) throw new Error(year.error.message);
        const { results, totals } = year.value;
        const layers = results.flatMap((result) => result.layers);
        const sum = (id: string, of: 'paid' | 'base') =>
          layers.filter((layer) => layer.id === id).reduce((total, layer) => total + layer[of], 0);
        expect(totals).toEqual({
          admissions: cases.filter(({ care }) => care === 'inpatient').length,
          poolPaid: sum('pool', 'paid') + sum('chronicPool', 'paid'),
          outpatientPoolPaid: sum('outpatientPool', 'paid'),
          chronicPoolPaid: sum('chronicPool', 'paid'),
          criticalIllnessBase: sum('criticalIllness', 'base'),
          criticalIllnessPaid: sum('criticalIllness', 'paid'),
          medicalAidPaid: 0,
        });
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the stays where the policy charges each stay alike', () => {
    fc.assert(
      fc.property(anyYear, (year) => {
        const cases = year.map((benefitCase): BenefitCase => ({ ...benefitCase, care: 'inpatient' }));
        const forwards = computeYear(packs, AREA, cases, { explain: false });
        const backwards = computeYear(packs, AREA, [...cases].reverse(), { explain: false });
        if (!forwards.ok || !backwards.ok) throw new Error('a case could not be computed');
        expect(backwards.value.totals).toEqual(forwards.value.totals);
      }),
      RUNS,
    );
  });

  it('depends on the order where the policy says so: half the deductible from the second stay', () => {
    const readmission = miniPack([
      {
        rules: [
          { when: { visit: { from: 2 } }, deductible: 400, rate: '80 %' },
          { deductible: 800, rate: '80 %' },
        ],
      },
    ]);
    const stay = (inScope: number) => caseOf({ charges: { inScope } });
    const poolOf = (cases: BenefitCase[]) => {
      const year = computeYear([readmission], MINI_AREA, cases);
      return year.ok && year.value.results.map((result) => result.amounts.pool);
    };
    // 500 does not reach 800, then (5,000 − 400) × 80 %; the other way round (5,000 − 800) × 80 %, (500 − 400) × 80 %
    expect(poolOf([stay(500), stay(5000)])).toEqual([0, yuan(3680)]);
    expect(poolOf([stay(5000), stay(500)])).toEqual([yuan(3360), yuan(80)]);
  });

  it('stops at the first case that cannot be computed', () => {
    const village = caseOf({ case: { grade: 'village' }, charges: { inScope: 100 } });
    const year = computeYear(packs, AREA, [caseOf({ charges: { inScope: 100 } }), village]);
    expect(!year.ok && year.error.code).toBe('benefits.noRule');
  });
});
