import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumFen } from '../kernel/money.ts';
import { anyPack, compileRandomPack, randomClaims } from './columnar/testing.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { computeBenefits } from './compute-benefits.ts';
import type { Bearer, BenefitResult, SettlementAmounts } from './model.ts';
import { renderSteps } from './render-steps.ts';

/** Which amount a bearer's steps must sum to. */
const BEARERS: readonly (readonly [Bearer, keyof SettlementAmounts])[] = [
  ['pool', 'pool'],
  ['criticalIllness', 'criticalIllness'],
  ['largeAmount', 'largeAmount'],
  ['civilServant', 'civilServant'],
  ['medicalAid', 'medicalAid'],
  ['hospital', 'hospitalShare'],
  ['account', 'account'],
  ['person', 'cash'],
];

/** Every result that random policies give on random claims, each case at the year's start or well into it. */
function forAllResults(check: (result: BenefitResult, policy: CompiledPolicy) => void): number {
  let results = 0;
  fc.assert(
    fc.property(anyPack, fc.nat(), fc.boolean(), (source, seed, isLate) => {
      const pack = compileRandomPack(source);
      fc.pre(pack !== undefined);
      for (const { benefitCase } of randomClaims(seed, 40)) {
        const on = benefitCase[pack.decidedBy];
        const policy = pack.policies.find(({ from, to }) => from <= on && (to === undefined || on < to));
        if (policy === undefined) continue;
        const totals = isLate ? Object.fromEntries(policy.accumulators.map(({ id }) => [id, 150_000])) : {};
        const result = computeBenefits(policy, benefitCase, totals);
        if (!result.ok) continue;
        results += 1;
        check(result.value, policy);
      }
    }),
    { seed: 20_200_101, numRuns: 120, maxSkipsPerRun: 20 },
  );
  return results;
}

describe('any case under any policy', () => {
  it('splits the total to the fen between funds, person and hospital, and each base between its parts', () => {
    const results = forAllResults(({ amounts: a, layers }) => {
      expect(a.fundTotal + a.personTotal + a.hospitalShare).toBe(a.total);
      expect(a.account + a.cash).toBe(a.personTotal);
      expect(Math.min(a.fundTotal, a.personTotal, a.account, a.cash)).toBeGreaterThanOrEqual(0);
      expect(sumFen(layers.map(({ paid }) => paid))).toBe(a.fundTotal);
      for (const layer of layers) {
        const { hospitalShare = 0, ...kept } = layer.components;
        expect(layer.paid + hospitalShare + sumFen(Object.values(kept))).toBe(layer.base);
        expect(Math.min(layer.paid, ...Object.values(kept))).toBeGreaterThanOrEqual(0);
        if (layer.parts) expect(sumFen(layer.parts.map(({ paid }) => paid))).toBe(layer.paid);
      }
    });
    expect(results).toBeGreaterThan(1_000);
  });

  it('explains itself in an exact chain from the total to zero, whose steps sum to what each bearer pays', () => {
    forAllResults(({ steps, amounts }) => {
      expect(steps[0]?.before).toBe(amounts.total);
      for (const [index, step] of steps.entries()) {
        expect(step.after).toBe(step.before - step.taken);
        if (index > 0) expect(step.before).toBe(steps[index - 1]?.after);
      }
      expect(steps.at(-1)?.after).toBe(0);
      for (const [bearer, name] of BEARERS) {
        const taken = steps.filter((step) => step.bearer === bearer).map((step) => step.taken);
        expect(`${bearer} ${sumFen(taken)}`).toBe(`${bearer} ${amounts[name]}`);
      }
    });
  });

  it('can be put into words', () => {
    forAllResults(({ steps }, policy) => {
      for (const step of renderSteps(policy, steps)) {
        expect(step.title).not.toBe('');
        expect(step.rule + step.formula).not.toMatch(/undefined|NaN|Infinity|null/);
      }
    });
  });
});
