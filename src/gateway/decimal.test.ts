import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal, scaleDecimal } from './decimal.ts';

describe('numbers on the wire', () => {
  it.each([
    ['1200', '1200'],
    [4.52, '4.52'],
    ['4.5200', '4.52'],
    ['0012.50', '12.5'],
    ['.5', '0.5'],
    ['3.', '3'],
    ['-0.00', '0'],
    ['-25.10', '-25.1'],
    [0.1 + 0.2, '0.3'],
    [1e15, '1000000000000000'],
  ])('reads %s as %s', (given, text) => {
    expect(readDecimal(given, 2)).toEqual({ text });
  });

  it.each([
    ['12元', 2, undefined, 'notNumber'],
    ['1,200', 2, undefined, 'notNumber'],
    ['', 2, undefined, 'notNumber'],
    [1e21, 2, undefined, 'notNumber'],
    [Number.NaN, 2, undefined, 'notNumber'],
    ['1.005', 2, undefined, 'tooManyDecimals'],
    [1.005, 2, undefined, 'tooManyDecimals'],
    ['1.5', 0, 2, 'tooManyDecimals'],
    ['123456789012345.00', 2, 16, 'tooLarge'],
    ['100', 0, 2, 'tooLarge'],
  ] as const)('refuses %s as N with %i decimals', (given, decimals, digits, flaw) => {
    expect(readDecimal(given, decimals, digits)).toEqual({ flaw });
  });

  it('takes fourteen digits before the point for N(16,2), as the specification allows', () => {
    expect(readDecimal('12345678901234.56', 2, 16)).toEqual({ text: '12345678901234.56' });
  });

  it('reads every amount of fen, as number and as text, to the same fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (amount) => {
        for (const given of [amount / 100, (amount / 100).toFixed(2)]) {
          const read = readDecimal(given, 2);
          expect('text' in read ? scaleDecimal(read.text, 2) : read).toBe(amount);
        }
      }),
    );
  });

  it('does not scale beyond 2^53', () => {
    expect(scaleDecimal('9007199254.740993', 6)).toBeUndefined();
    expect(scaleDecimal('0.123456', 4)).toBeUndefined();
    expect(scaleDecimal('-1.5', 4)).toBe(-15_000);
  });
});
