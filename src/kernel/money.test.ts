import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateFen, applyRate, divideRounded, fen, formatWanYuan, formatYuan, parseYuan, sumFen } from './money.ts';

describe('yuan as text', () => {
  it.each([
    ['0', 0],
    ['0.1', 10],
    ['1234.56', 123_456],
    ['-0.01', -1],
    ['+7.00', 700],
    ['9999999999999.99', 999_999_999_999_999],
  ])('reads %s', (text, expected) => {
    expect(parseYuan(text)).toBe(expected);
  });

  it.each(['', '1,000', '1.234', '.5', '1.', 'abc', '1e3', '99999999999999'])('refuses %j', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  it('reads JSON numbers that carry binary noise below the fen', () => {
    expect(parseYuan(0.1 + 0.2)).toBe(30);
    expect(parseYuan(1.005)).toBeUndefined();
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (amount) => {
        expect(parseYuan(formatYuan(fen(amount)))).toBe(amount);
      }),
    );
  });

  it('groups thousands and keeps the sign', () => {
    expect(formatYuan(fen(-123_456_789), { grouped: true })).toBe('-1,234,567.89');
    expect(formatWanYuan(fen(1_213_625_000))).toBe('1213.63');
    expect(formatWanYuan(fen(-1_213_625_000))).toBe('-1213.63');
  });
});

describe('rates', () => {
  // Half away from zero: 0.5 fen up, −0.5 fen down.
  it.each([
    [1, 5000, 1],
    [-1, 5000, -1],
    [452, 500, 23],
    [1_120_000, 7800, 873_600],
    [3, 3333, 1],
    [1, 4999, 0],
  ])('%i fen at %i per 10,000 is %i', (amount, rate, expected) => {
    expect(applyRate(fen(amount), rate)).toBe(expected);
  });

  it('refuses a product beyond 2^53', () => {
    expect(() => applyRate(fen(Number.MAX_SAFE_INTEGER), 7800)).toThrow(RangeError);
    expect(() => divideRounded(1, 0)).toThrow(RangeError);
  });
});

describe('allocation', () => {
  it('gives every fen to somebody, and nobody more than a fen off the exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const parts = allocateFen(fen(total), weights);
          expect(sumFen(parts)).toBe(total);
          const sum = weights.reduce((a, b) => a + b, 0);
          if (sum > 0)
            for (const [index, part] of parts.entries())
              expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThan(1.001);
        },
      ),
    );
  });

  it('gives the odd fen to the larger remainder', () => {
    expect(allocateFen(fen(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocateFen(fen(10), [0, 0])).toEqual([10, 0]);
  });
});
