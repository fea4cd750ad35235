import { describe, expect, it } from 'vitest';
import { readDeduction } from './deduction.ts';

const DECLARED = 1_234_567;

describe('readDeduction', () => {
  it('takes an empty amount as no deduction', () => {
    expect(readDeduction({ amount: ' ', reason: '' }, DECLARED)).toEqual({
      ok: true,
      deductionFen: 0,
      approvedFen: DECLARED,
    });
  });

  it('reads yuan with separators and asks for a reason', () => {
    expect(readDeduction({ amount: '1,280.50', reason: '超量开药' }, DECLARED)).toEqual({
      ok: true,
      deductionFen: 128_050,
      approvedFen: 1_106_517,
    });
    expect(readDeduction({ amount: '1280.5', reason: '' }, DECLARED)).toMatchObject({
      ok: false,
      reasonError: expect.stringContaining('理由'),
    });
    expect(readDeduction({ amount: '0', reason: '' }, DECLARED)).toMatchObject({ ok: true, deductionFen: 0 });
  });

  it('says what is wrong with the amount', () => {
    expect(readDeduction({ amount: '一百', reason: '' }, DECLARED)).toMatchObject({
      ok: false,
      amountError: expect.stringContaining('一百'),
    });
    expect(readDeduction({ amount: '1.234', reason: '' }, DECLARED)).toMatchObject({ ok: false });
    expect(readDeduction({ amount: '-1', reason: '理由充分' }, DECLARED)).toMatchObject({
      ok: false,
      amountError: expect.stringContaining('负数'),
    });
    expect(readDeduction({ amount: '12345.68', reason: '理由充分' }, DECLARED)).toMatchObject({
      ok: false,
      amountError: expect.stringContaining('12,345.67'),
    });
  });

  it('allows the whole to be taken off, and no more', () => {
    expect(readDeduction({ amount: '12345.67', reason: '全部不予支付' }, DECLARED)).toMatchObject({
      ok: true,
      approvedFen: 0,
    });
  });
});
