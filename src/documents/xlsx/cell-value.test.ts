import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { attempt } from '../../kernel/result.ts';
import { amountCell, EMPTY_CELL, numberCell, percentCell, textCell } from '../cells.ts';
import { sheetValue, textValue } from './cell-value.ts';

describe('sheetValue', () => {
  it.each([
    [amountCell(fen(123_456)), 1234.56, '#,##0.00'],
    [amountCell(fen(-1)), -0.01, '#,##0.00'],
    // 12,345.67 yuan stay exact behind the two decimals shown
    [amountCell(fen(1_234_567), 'wanYuan'), 1.234567, '#,##0.00'],
    [numberCell(42), 42, '#,##0'],
    [numberCell(0.125, 3), 0.125, '#,##0.000'],
    [percentCell(7812), 0.7812, '0.00%'],
    [percentCell(7800, 0), 0.78, '0%'],
    [EMPTY_CELL, null, undefined],
    ['文字', '文字', undefined],
    ['', null, undefined],
    ['610326001', '610326001', '@'],
    [textCell('=1+1'), '=1+1', '@'],
    [textCell(' -2'), ' -2', '@'],
    [textCell('@SUM(A1)'), '@SUM(A1)', '@'],
    // Sixteen digits are more than Excel keeps.
    [amountCell(fen(1_000_000_000_000_001)), '10,000,000,000,000.01', '@'],
  ])('%o', (cell, value, format) => {
    const found = sheetValue(cell, '表');
    expect(found.value).toBe(value);
    expect(found.numberFormat).toBe(format);
  });

  it('writes every amount with its exact digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15 - 1), max: 10 ** 15 - 1 }), (amount) => {
        // What Excel reads from the file is the number's shortest decimal; it must be the amount's own digits.
        const digits = String(sheetValue(amountCell(fen(amount)), '表').value);
        const [whole = '', decimals = ''] = digits.replace('-', '').split('.');
        expect(`${whole}${decimals.padEnd(2, '0')}`.replace(/^0+(?=.)/, '')).toBe(String(Math.abs(amount)));
      }),
    );
  });

  it('keeps text that looks like an escape of Excel', () => {
    expect(textValue('_x0041_', '表').value).toBe('_x005F_x0041_');
    expect(textValue('_x00e9_x0041_', '表').value).toBe('_x005F_x00e9_x005F_x0041_');
    expect(textValue('a_x_b', '表').value).toBe('a_x_b');
  });

  it('refuses what a cell cannot hold', () => {
    const found = attempt(() => textValue('很'.repeat(32_768), '明细'));
    expect(found).toMatchObject({ ok: false, error: { code: 'documents.cellTooLong' } });
    expect(textValue('很'.repeat(32_767), '明细').value).toHaveLength(32_767);
  });
});
