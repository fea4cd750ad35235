import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAY_SPREAD, VISIT_SPREAD } from './distributions.ts';
import { cumulate, Random, sampleDistinct } from './random.ts';

const seeds = fc.integer({ min: 0, max: 0xffffffff });

describe('seeded random numbers', () => {
  it('are the same for the same stream and differ between streams', () => {
    const draw = (seed: number, purpose: number, index: number): number[] => {
      const random = new Random(seed, purpose, index);
      return Array.from({ length: 8 }, () => random.next());
    };
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(draw(seed, 3, 5)).toEqual(draw(seed, 3, 5));
        const others = [draw(seed, 3, 6), draw(seed, 4, 5), draw(seed ^ 1, 3, 5)];
        for (const other of others) expect(other).not.toEqual(draw(seed, 3, 5));
      }),
    );
  });

  it('stand as recorded, so that another machine or version cannot change a county unnoticed', () => {
    const random = new Random(1, 2, 3);
    expect([random.next(), random.next(), random.next()]).toEqual(RECORDED);
  });

  it('stay within their limits and are spread evenly', () => {
    const random = new Random(7);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const value = random.below(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // Ten cells of 10,000: four standard deviations are some 380.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    for (let draw = 0; draw < 1000; draw += 1) {
      const value = random.between(3, 5);
      expect(value >= 3 && value <= 5).toBe(true);
    }
  });

  it('follow weights', () => {
    const random = new Random(11);
    const weights = cumulate([1, 0, 3]);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 40_000; draw += 1) {
      const index = random.weighted(weights);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect(Math.abs((counts[0] ?? 0) - 10_000)).toBeLessThan(400);
  });

  it('sample without repetition, exactly as many as asked, from those that may be chosen', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 50 }), (seed, count) => {
        const chosen = sampleDistinct(new Random(seed), 101, count, (index) => (index % 2 === 0 ? 300 : 0));
        expect(new Set(chosen).size).toBe(count);
        for (const index of chosen) expect(index % 2).toBe(0);
      }),
    );
  });

  it('draw bills around the mean', () => {
    for (const table of [STAY_SPREAD, VISIT_SPREAD]) {
      const random = new Random(5);
      let sum = 0;
      for (let draw = 0; draw < 50_000; draw += 1) sum += random.quantile(table);
      expect(Math.abs(sum / 50_000 - 1000)).toBeLessThan(15);
    }
  });
});

/** Worked out with an independent implementation of xoshiro128** and splitmix32 (Python). */
const RECORDED = [1_074_007_159, 4_051_207_332, 4_086_947_516];
