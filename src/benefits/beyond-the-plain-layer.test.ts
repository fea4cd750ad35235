/**
 * Three rules that one bracket schedule on one running total cannot say: a least overall rate (保底, 蚌埠), different
 * rates under one threshold, and a schedule that changes mid-year with the person's identity. Each is held against the
 * plain layer that comes nearest to it. Further worked cases: `cases/variants/beyond-the-plain-layer.yaml` and
 * `guarantees.yaml`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fen, fen } from '../kernel/money.ts';
import { compilePack, REGISTER_FILE } from './compile-pack.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { computeYear, type YearCase } from './compute-year.ts';
import type { BenefitResult } from './model.ts';
import { caseOf, POLICIES_FOLDER, yuan } from './test-case.ts';

/** Seeded, so that a failure comes back. */
const RUNS = { seed: 20_200_101, numRuns: 300 };

/** `[file, passage, what stands in its place]` */
type Change = readonly [string, string, string];

/** A pack of the repository, with some passages changed. */
function packOf(id: string, changes: readonly Change[] = []): PolicyPack {
  const folder = path.join(POLICIES_FOLDER, id);
  const files = readdirSync(folder).map((file) => ({
    name: file,
    text: readFileSync(path.join(folder, file), 'utf8'),
  }));
  const changed = files.map(({ name, text }) => {
    const own = changes.filter(([file]) => file === name);
    for (const [, from] of own) expect(text).toContain(from);
    return { name: `${id}/${name}`, text: own.reduce((left, [, from, to]) => left.replaceAll(from, to), text) };
  });
  const register = { name: REGISTER_FILE, text: readFileSync(path.join(POLICIES_FOLDER, REGISTER_FILE), 'utf8') };
  const pack = compilePack(id, [register, ...changed]);
  if (!pack.ok) throw new Error(`${pack.error.message}；${pack.error.remedy}`);
  return pack.value;
}

function compute(pack: PolicyPack, cases: readonly YearCase[]): readonly BenefitResult[] {
  const year = computeYear([pack], pack.area, cases);
  if (!year.ok) throw new Error(year.error.message);
  return year.value.results;
}

const anyFen = fc.integer({ min: 0, max: 5_000_000 }).map(fen);

describe('a least overall rate (保底)', () => {
  const stay = caseOf({ case: { discharged: '2020-05-06' }, charges: { fullSelfPay: 1000, inScope: 2000 } });
  const bengbu = packOf('340300-bengbu-residents');
  const plain = packOf('340300-bengbu-residents', [
    ['pack.yaml', 'layers: [pool.yaml, floor.yaml]', 'layers: [pool.yaml]'],
    ['pack.yaml', 'adds: pool.paid + floor.paid', 'adds: pool.paid'],
  ]);

  // (2,000 − 800) × 70 % = 840; 45 % of the 3,000 is 1,350, and no schedule on in-scope cost knows of the 1,000 beside it
  it('tops up what the plain layer pays', () => {
    expect(compute(plain, [stay])[0]?.amounts.pool).toBe(yuan(840));
    expect(compute(bengbu, [stay])[0]?.amounts.pool).toBe(yuan(1350));
  });

  it('pays the plain layer’s sum or 45 % of the total, whichever is more, and never more than the bill', () => {
    fc.assert(
      fc.property(anyFen, anyFen, (fullSelfPay, inScope) => {
        const charges = { ...stay.charges, total: fen(fullSelfPay + inScope), fullSelfPay, inScope };
        const [without] = compute(plain, [{ ...stay, charges }]);
        const [result] = compute(bengbu, [{ ...stay, charges }]);
        const least = Math.floor((charges.total * 45 + 50) / 100);
        expect(result?.amounts.pool).toBe(Math.max(without?.amounts.pool ?? 0, least));
        expect(result?.amounts.fundTotal).toBeLessThanOrEqual(charges.total);
      }),
      RUNS,
    );
  });
});

describe('different rates under one threshold', () => {
  const pack = packOf('999803-sample-residents');
  const stay = (tcm: Fen, rest: Fen, discharged: string): YearCase => ({
    ...caseOf({ case: { discharged }, charges: {} }),
    charges: { ...caseOf({ charges: {} }).charges, total: fen(tcm + rest), inScope: fen(tcm + rest) },
    groups: { tcm },
  });

  // 4,240 + 6,360 − 600 = 10,000; at one rate it would be 8,000 (80 %) or 9,000 (90 %)
  it.each([
    ['2021-05-06', 8400], // by weight: 4,000 × 90 % + 6,000 × 80 %
    ['2022-05-06', 8364], // Chinese medicine meets it first: 3,640 × 90 % + 6,360 × 80 %
  ])('on %s pays %d, charging the threshold once', (discharged, pool) => {
    const [result] = compute(pack, [stay(yuan(4240), yuan(6360), discharged)]);
    expect(result?.amounts).toMatchObject({ deductible: yuan(600), pool: yuan(pool) });
    expect(result?.layers[0]?.parts?.map(({ group }) => group)).toEqual(['tcm', 'rest']);
  });

  it.each(['2021-05-06', '2022-05-06'])('on %s stays between the two rates, part by part to the fen', (discharged) => {
    fc.assert(
      fc.property(anyFen, anyFen, (tcm, rest) => {
        const [result] = compute(pack, [stay(tcm, rest, discharged)]);
        const above = Math.max(tcm + rest - 60_000, 0);
        const pool = result?.amounts.pool ?? -1;
        expect(pool).toBeGreaterThanOrEqual(Math.floor((above * 80) / 100) - 1);
        expect(pool).toBeLessThanOrEqual(Math.ceil((above * 90) / 100) + 1);
        expect(result?.amounts.deductible).toBe(Math.min(tcm + rest, 60_000));
        expect(result?.layers[0]?.parts?.reduce((sum, part) => sum + part.paid, 0)).toBe(pool);
      }),
      RUNS,
    );
  });
});

describe('a schedule that changes mid-year with identity', () => {
  const pack = packOf('999803-sample-residents');
  const plain = packOf('999803-sample-residents', [
    ['critical-illness.yaml', 'mode: entitlement\npaidOn: criticalIllnessPaid\n', ''],
  ]);
  const ordinary = caseOf({ case: { discharged: '2021-03-06' }, charges: { inScope: 67_600 } });
  const poor = caseOf({ case: { discharged: '2021-06-06', identities: ['2303'] }, charges: { inScope: 47_600 } });
  const paid = (which: PolicyPack, cases: readonly YearCase[]) =>
    compute(which, cases).map(({ amounts }) => amounts.criticalIllness);

  // base 14,000: (14,000 − 10,000) × 60 % = 2,400; then 24,000 in all: (24,000 − 5,000) × 65 % − 2,400 = 9,950,
  // where the plain layer pays the growth of today's schedule alone: 10,000 × 65 % = 6,500
  it('gives the whole year under the new identity, where the plain layer gives the new stay alone', () => {
    expect(paid(pack, [ordinary, poor])).toEqual([yuan(2400), yuan(9950)]);
    expect(paid(plain, [ordinary, poor])).toEqual([yuan(2400), yuan(6500)]);
  });

  it('pays as the plain layer does where nothing changes', () => {
    fc.assert(
      fc.property(fc.array(anyFen, { minLength: 1, maxLength: 5 }), fc.boolean(), (costs, isPoor) => {
        const cases = costs.map((inScope): YearCase => {
          const like = isPoor ? poor : ordinary;
          return { ...like, charges: { ...like.charges, total: inScope, inScope } };
        });
        expect(paid(pack, cases)).toEqual(paid(plain, cases));
      }),
      RUNS,
    );
  });

  it('never gives less over the year for having been poor later, nor more than for having been poor all along', () => {
    fc.assert(
      fc.property(anyFen, anyFen, (first, second) => {
        const stay = (like: YearCase, inScope: Fen) => ({
          ...like,
          charges: { ...like.charges, total: inScope, inScope },
        });
        const sum = (cases: readonly YearCase[]) => paid(pack, cases).reduce((total: number, part) => total + part, 0);
        const never = sum([stay(ordinary, first), stay(ordinary, second)]);
        const later = sum([stay(ordinary, first), stay(poor, second)]);
        const always = sum([stay(poor, first), stay(poor, second)]);
        expect(later).toBeGreaterThanOrEqual(never);
        expect(later).toBeLessThanOrEqual(always);
      }),
      RUNS,
    );
  });
});
