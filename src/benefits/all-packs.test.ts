/** What holds of any case under any pack of the repository, whatever words of the policy language the pack uses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type IsoDate, isoDate } from '../kernel/dates.ts';
import { fen, sumFen } from '../kernel/money.ts';
import { conditionsOf } from './classes.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { computeBenefits } from './compute-benefits.ts';
import { loadPolicies } from './load-policies.ts';
import type { BenefitCase, BenefitResult, RunningTotals } from './model.ts';
import { renderSteps } from './render-steps.ts';
import { POLICIES_FOLDER } from './test-case.ts';

/** Seeded, so that a failure comes back. */
const RUNS = { seed: 20_200_101, numRuns: 60 };

const loaded = loadPolicies(POLICIES_FOLDER);
if (!loaded.ok) throw new Error(`${loaded.error.message}；${loaded.error.remedy}`);
const policies = loaded.value.flatMap((pack) => pack.policies);

const anyFen = fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 40_000_000 })).map(fen);

type ListAttribute = 'tag' | 'withoutTag' | 'identity' | 'disease' | 'certified' | 'package' | 'personType';

/** Everything that the policy's conditions ask for in a list. */
function askedBy(policy: CompiledPolicy, ...attributes: readonly ListAttribute[]): string[] {
  const conditions = conditionsOf(policy);
  return [...new Set(attributes.flatMap((name) => conditions.flatMap((condition) => condition[name] ?? [])))];
}

/** A few days from the policy's first, or before its end. */
function daysOf({ from, to }: CompiledPolicy): readonly IsoDate[] {
  const last = to === undefined ? addDays(from, 500) : addDays(to, -1);
  return [from, last];
}

function anyCaseUnder(policy: CompiledPolicy): fc.Arbitrary<BenefitCase> {
  const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...(values.length > 0 ? values : ['X'])));
  const chronic = askedBy(policy, 'disease', 'certified');
  return fc
    .record({
      care: fc.constantFrom('inpatient', 'inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'),
      grade: fc.constantFrom('village', 'one', 'two', 'three', 'none'),
      place: fc.constantFrom('local', 'resettled', 'referred', 'unreferred'),
      on: fc.constantFrom(...daysOf(policy)),
      stayed: fc.integer({ min: 0, max: 40 }),
      birthYear: fc.integer({ min: 1930, max: 2019 }),
      retired: fc.boolean(),
      civilServant: fc.boolean(),
      continued: fc.boolean(),
      identities: fc.subarray(askedBy(policy, 'identity')),
      personType: maybe(askedBy(policy, 'personType')),
      tags: fc.subarray(askedBy(policy, 'tag', 'withoutTag')),
      certified: fc.subarray(chronic),
      disease: maybe(chronic),
      packageCode: maybe(askedBy(policy, 'package')),
      parts: fc.record({ fullSelfPay: anyFen, overLimit: anyFen, priorShare: anyFen, inScope: anyFen }),
      groupShares: fc.array(fc.integer({ min: 0, max: 100 }), {
        minLength: policy.groups.length,
        maxLength: policy.groups.length,
      }),
      account: anyFen,
    })
    .map(({ on, stayed, parts, ...drawn }): BenefitCase => {
      const birthDate = isoDate(`${Math.min(drawn.birthYear, Number(on.slice(0, 4)) - 1)}-06-15`);
      return {
        scheme: policy.scheme,
        care: drawn.care,
        grade: drawn.grade,
        place: drawn.place,
        admittedOn: addDays(on, -stayed),
        dischargedOn: on,
        person: {
          birthDate,
          retired: drawn.retired,
          civilServant: drawn.civilServant,
          personType: drawn.personType ?? undefined,
          identities: drawn.identities,
          certified: drawn.certified,
        },
        tags: drawn.tags,
        diseaseCode: drawn.disease ?? undefined,
        packageCode: drawn.packageCode ?? undefined,
        certifiedOn: addDays(on, -stayed * 5),
        stayId: 'S1',
        episodeId: 'E1',
        continued: drawn.continued,
        charges: { total: sumFen(Object.values(parts)), ...parts },
        groups: Object.fromEntries(
          policy.groups.map(({ id }, index) => [
            id,
            fen(Math.floor((parts.inScope * (drawn.groupShares[index] ?? 0)) / 100 / policy.groups.length)),
          ]),
        ),
        accountAvailable: drawn.account,
      };
    });
}

function expectSound(policy: CompiledPolicy, benefitCase: BenefitCase, totals: RunningTotals, result: BenefitResult) {
  const { amounts: a, layers, steps, totalsAfter } = result;
  expect(a.total).toBe(a.fundTotal + a.personTotal + a.hospitalShare);
  expect(a.personTotal).toBe(a.account + a.cash);
  expect(a.fundTotal).toBe(layers.reduce((sum, layer) => sum + layer.paid, 0));
  const { hospitalShare: _, ...amounts } = a;
  expect(Math.min(...Object.values(amounts))).toBeGreaterThanOrEqual(0);
  expect(a.account).toBeLessThanOrEqual(benefitCase.accountAvailable);
  for (const { id, base, paid, components } of layers) {
    expect(
      Object.values(components).reduce((sum: number, part) => sum + part, paid),
      id,
    ).toBe(base);
    const { hospitalShare: _share, ...kept } = components;
    expect(Math.min(...Object.values(kept)), id).toBeGreaterThanOrEqual(0);
  }
  for (const [index, step] of steps.entries()) {
    expect(step.before, step.id).toBe(index === 0 ? a.total : steps[index - 1]?.after);
    expect(step.after, step.id).toBe(step.before - step.taken);
  }
  expect(steps.at(-1)?.after).toBe(0);
  const cash = steps.filter(({ bearer }) => bearer === 'person').reduce((sum, { taken }) => sum + taken, 0);
  expect(cash).toBe(a.cash);
  for (const words of renderSteps(policy, steps))
    expect(`${words.title}${words.rule}${words.formula}`).not.toMatch(/undefined|NaN/);
  for (const [name, value] of Object.entries(totalsAfter))
    expect(value, name).toBeGreaterThanOrEqual(totals[name] ?? 0);
}

describe.each(policies.map((policy) => [policy.id, policy] as const))('%s', (_, policy) => {
  it('keeps every identity, case after case, and computes at least some', () => {
    let computed = 0;
    fc.assert(
      fc.property(fc.array(anyCaseUnder(policy), { minLength: 1, maxLength: 4 }), (cases) => {
        let totals: RunningTotals = {};
        for (const benefitCase of cases) {
          const result = computeBenefits(policy, benefitCase, totals);
          if (!result.ok) {
            expect(result.error.code, result.error.message).toBe('benefits.noRule');
            continue;
          }
          expectSound(policy, benefitCase, totals, result.value);
          expect(computeBenefits(policy, benefitCase, totals, { explain: false })).toEqual({
            ok: true,
            value: { ...result.value, steps: [] },
          });
          totals = result.value.totalsAfter;
          computed += 1;
        }
      }),
      RUNS,
    );
    expect(computed).toBeGreaterThan(0);
  });

  it('never pays less in all, nor leaves less to the person, for a higher in-scope cost', () => {
    fc.assert(
      fc.property(anyCaseUnder(policy), fc.integer({ min: 1, max: 2_000_000 }), (benefitCase, more) => {
        const { charges } = benefitCase;
        const larger = { ...charges, total: fen(charges.total + more), inScope: fen(charges.inScope + more) };
        const before = computeBenefits(policy, benefitCase, {}, { explain: false });
        const after = computeBenefits(policy, { ...benefitCase, charges: larger }, {}, { explain: false });
        expect(after.ok).toBe(before.ok);
        if (!before.ok || !after.ok) return;
        expect(after.value.amounts.fundTotal).toBeGreaterThanOrEqual(before.value.amounts.fundTotal);
        expect(after.value.amounts.personTotal).toBeGreaterThanOrEqual(before.value.amounts.personTotal);
      }),
      RUNS,
    );
  });
});
