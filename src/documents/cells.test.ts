import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { amountCell, cellAlign, cellText, EMPTY_CELL, numberCell, percentCell, textCell } from './cells.ts';

describe('cellText', () => {
  it.each([
    [amountCell(fen(123_456_789)), '1,234,567.89'],
    [amountCell(fen(-5)), '-0.05'],
    [amountCell(fen(0)), '0.00'],
    // 12,350.00 yuan are 1.235 万元; half goes away from zero
    [amountCell(fen(1_235_000), 'wanYuan'), '1.24'],
    [amountCell(fen(-1_235_000), 'wanYuan'), '-1.24'],
    [numberCell(1_234_567), '1,234,567'],
    [numberCell(-1234.5, 1), '-1,234.5'],
    [numberCell(999, 3), '999.000'],
    [numberCell(-0.4), '0'],
    [percentCell(7812), '78.12%'],
    [percentCell(-50), '-0.50%'],
    [percentCell(7850, 0), '79%'],
    [percentCell(-7850, 0), '-79%'],
    [percentCell(7849, 0), '78%'],
    [percentCell(5, 1), '0.1%'],
    [textCell('其中：药费'), '其中：药费'],
    [EMPTY_CELL, ''],
    ['直接写的文字', '直接写的文字'],
  ])('%o reads %s', (cell, text) => {
    expect(cellText(cell)).toBe(text);
  });

  it('stands right for numbers unless the column says otherwise', () => {
    expect(cellAlign(amountCell(fen(1)), { title: '金额' })).toBe('right');
    expect(cellAlign('文字', { title: '说明' })).toBe('left');
    expect(cellAlign(numberCell(1), { title: '序号', align: 'center' })).toBe('center');
  });
});
