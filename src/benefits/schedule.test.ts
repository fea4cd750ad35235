import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Component, Schedule } from './compiled-policy.ts';
import { applySchedule } from './schedule.ts';

/** Seeded, so that a failure comes back. */
const RUNS = { seed: 20_200_101, numRuns: 200 };

const anySchedule = fc
  .record({
    deductible: fc.integer({ min: 0, max: 500_000 }),
    slices: fc.array(
      fc.record({ width: fc.integer({ min: 1, max: 5_000_000 }), rate: fc.integer({ min: 0, max: 10_000 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    costCap: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
  })
  .map(({ deductible, slices, costCap }): Schedule => {
    const cuts = deductible > 0 ? [0] : [];
    const rates = deductible > 0 ? [0] : [];
    const leaves: Component[] = deductible > 0 ? ['deductible'] : [];
    let lower = deductible;
    for (const { width, rate } of slices) {
      cuts.push(lower);
      rates.push(rate);
      leaves.push('coPay');
      lower += width;
    }
    if (costCap === null) return { cuts, rates, leaves };
    return { cuts: [...cuts, lower + costCap], rates: [...rates, 0], leaves: [...leaves, 'overCap'] };
  });
const anyAmount = fc.integer({ min: 0, max: 20_000_000 });
const anyRoom = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 5_000_000 }));

describe('applySchedule', () => {
  it('splits the base to the fen, pays neither below zero nor above base, schedule or room', () => {
    fc.assert(
      fc.property(anySchedule, anyAmount, anyAmount, anyRoom, (schedule, before, base, room) => {
        const { paid, scheduled, deductible, coPay, overCap } = applySchedule(schedule, before, base, room);
        expect(paid + deductible + coPay + overCap).toBe(base);
        expect(Math.min(paid, deductible, coPay, overCap)).toBeGreaterThanOrEqual(0);
        expect(paid).toBe(Math.min(scheduled, room));
      }),
      RUNS,
    );
  });

  it('pays the same for a base in two parts as for the whole: F(a + b) − F(0) = F(a) − F(0) + F(a + b) − F(a)', () => {
    fc.assert(
      fc.property(anySchedule, anyAmount, anyAmount, anyAmount, anyRoom, (schedule, before, one, two, room) => {
        const whole = applySchedule(schedule, before, one + two, room);
        const first = applySchedule(schedule, before, one, room);
        const second = applySchedule(schedule, before + one, two, room - first.paid);
        expect(first.paid + second.paid).toBe(whole.paid);
        expect(first.deductible + second.deductible).toBe(whole.deductible);
      }),
      RUNS,
    );
  });

  it('never pays less, nor leaves less to the person, when the base grows', () => {
    fc.assert(
      fc.property(
        anySchedule,
        anyAmount,
        anyAmount,
        fc.integer({ min: 0, max: 1000 }),
        anyRoom,
        (schedule, before, base, more, room) => {
          const smaller = applySchedule(schedule, before, base, room);
          const larger = applySchedule(schedule, before, base + more, room);
          expect(larger.paid).toBeGreaterThanOrEqual(smaller.paid);
          expect(base + more - larger.paid).toBeGreaterThanOrEqual(base - smaller.paid);
        },
      ),
      RUNS,
    );
  });

  it('rounds each slice on its own, half away from zero', () => {
    // 0.01 × 50 % = 0.005 → 0.01 and again 0.005 → 0.01: 0.02 in all, not 0.01
    const schedule: Schedule = { cuts: [0, 1], rates: [5000, 5000], leaves: ['coPay', 'coPay'] };
    expect(applySchedule(schedule, 0, 2, Number.POSITIVE_INFINITY).paid).toBe(2);
  });

  it('solves the entered cost back from the payment where the room ends', () => {
    // room 2,000.00 at 62 %: 3,225.81 entered, so 1,225.81 co-pay; the rest of 10,000.00 is over the cap
    const schedule: Schedule = { cuts: [0, 200_000], rates: [0, 6200], leaves: ['deductible', 'coPay'] };
    expect(applySchedule(schedule, 0, 1_200_000, 200_000)).toEqual({
      paid: 200_000,
      scheduled: 620_000,
      deductible: 200_000,
      coPay: 122_581,
      overCap: 677_419,
    });
  });
});
