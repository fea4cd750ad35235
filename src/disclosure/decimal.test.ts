import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, subtractDecimals, ZERO } from './decimal.ts';

const read = (text: string) => parseDecimal(text) ?? ZERO;

describe('decimals', () => {
  it.each([
    ['606.81', '606.81'],
    ['1,234,567.5', '1234567.5'],
    ['-0.30', '-0.30'],
    ['−12', '-12'],
    ['（3.50）', '-3.50'],
    ['１２．５０', '12.50'],
    [' 7 ', '7'],
  ])('reads %s', (text, plain) => {
    expect(formatDecimal(read(text))).toBe(plain);
  });

  it.each(['', '-', '12%', '1,23.45', '12,3456', '1.2.3', '一百', '3.00万元', `${'9'.repeat(40)}`])(
    'does not take %s for a figure',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('adds without binary noise', () => {
    expect(formatDecimal(addDecimals(read('0.1'), read('0.2')))).toBe('0.3');
    expect(formatDecimal(subtractDecimals(read('606.81'), read('1213.62')))).toBe('-606.81');
    expect(formatDecimal(addDecimals(read('99999999999999.99'), read('0.01')))).toBe('100000000000000.00');
  });

  it('compares across decimals and prints the places asked for', () => {
    expect(compareDecimals(read('100.2'), read('100.20'))).toBe(0);
    expect(compareDecimals(read('-1'), read('0.5'))).toBe(-1);
    expect(formatDecimal(read('0'), 2)).toBe('0.00');
    expect(formatDecimal(read('-0.05'))).toBe('-0.05');
  });
});
