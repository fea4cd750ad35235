import { describe, expect, it } from 'vitest';
import {
  changeRatio,
  formatAmount,
  formatCount,
  formatPer10k,
  formatPercent,
  formatRate,
  formatShare,
  toSheetNumber,
} from './format.ts';

describe('amounts', () => {
  it('tells no figure from zero', () => {
    expect(formatAmount(null, 'yuan')).toBe('');
    expect(formatAmount(undefined, 'wan')).toBe('');
    expect(formatAmount(0, 'yuan')).toBe('0.00');
    expect(formatAmount(0, 'wan')).toBe('0.00');
  });

  it('groups thousands and keeps the fen', () => {
    expect(formatAmount(1_200_000, 'yuan')).toBe('12,000.00');
    expect(formatAmount(5, 'yuan')).toBe('0.05');
    expect(formatAmount(9_007_199_254_740_991, 'yuan')).toBe('90,071,992,547,409.91');
  });

  it('writes a negative amount with a real minus', () => {
    expect(formatAmount(-5, 'yuan')).toBe('−0.05');
    expect(formatAmount(-123_456_789, 'wan')).toBe('−123.46');
  });

  it('rounds 万元 half away from zero, and never shows a negative nought', () => {
    // 0.005 万元 is 50 yuan.
    expect(formatAmount(5_000, 'wan')).toBe('0.01');
    expect(formatAmount(-5_000, 'wan')).toBe('−0.01');
    expect(formatAmount(4_999, 'wan')).toBe('0.00');
    expect(formatAmount(-4_999, 'wan')).toBe('0.00');
  });

  it('refuses what is not whole fen: a fault, not a figure', () => {
    expect(() => formatAmount(12.5, 'yuan')).toThrow(RangeError);
  });

  it('gives spreadsheets exact numbers', () => {
    expect(toSheetNumber(123_456, 'yuan')).toBe(1234.56);
    expect(toSheetNumber(123_456, 'wan')).toBe(0.123456);
    expect(toSheetNumber(null, 'yuan')).toBeNull();
  });
});

describe('counts, shares and rates', () => {
  it('groups counts', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatCount(-1000)).toBe('−1,000');
    expect(formatCount(null)).toBe('');
  });

  it('writes shares with two decimals and is silent about nothing', () => {
    expect(formatShare(6_200, 10_000)).toBe('62.00%');
    expect(formatShare(1, 0)).toBe('');
    expect(formatPercent(-0.125)).toBe('−12.50%');
    expect(formatPercent(-0.00001)).toBe('0.00%');
  });

  it('writes rates per 10,000 without trailing zeros', () => {
    expect(formatRate(7800)).toBe('78%');
    expect(formatRate(6250)).toBe('62.5%');
  });

  it('compares with last year only where there was one', () => {
    expect(changeRatio(110, 100)).toBeCloseTo(0.1);
    expect(changeRatio(50, -100)).toBeCloseTo(1.5);
    expect(changeRatio(110, 0)).toBeNull();
    expect(changeRatio(110, null)).toBeNull();
  });

  it('writes quantities and prices from ten-thousandths', () => {
    expect(formatPer10k(25_000)).toBe('2.5');
    expect(formatPer10k(10_000)).toBe('1');
    expect(formatPer10k(12_345_600, 2)).toBe('1,234.56');
    expect(formatPer10k(15_000, 2)).toBe('1.50');
  });
});
