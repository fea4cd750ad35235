import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, formatYuan } from '../kernel/money.ts';
import { attempt } from '../kernel/result.ts';
import { deriveCharges } from './case-charges.ts';
import type { ChargesSource } from './case-schema.ts';
import { yuan } from './test-case.ts';

const place = { file: { name: 'case.yaml', text: 'charges: 1' }, pointer: '/charges' };
const derive = (source: ChargesSource) => attempt(() => deriveCharges(source, place));

function amounts(source: ChargesSource): readonly (number | string)[] {
  const result = derive(source);
  if (!result.ok) return [result.error.code, result.error.message];
  const { total, fullSelfPay, overLimit, priorShare, inScope } = result.value.charges;
  return [total, fullSelfPay, overLimit, priorShare, inScope].map((amount) => amount / 100);
}

describe('charges that follow from what is stated:', () => {
  it.each<[string, ChargesSource, readonly number[]]>([
    ['an amount alone is all in scope', 12_000, [12_000, 0, 0, 0, 12_000]],
    ['grouped text is an amount', '12,000.50', [12_000.5, 0, 0, 0, 12_000.5]],
    ['a total less its parts', { total: 100, fullSelfPay: 10, priorShare: 5 }, [100, 10, 0, 5, 85]],
    ['a sum of parts', { inScope: 85, overLimit: 15 }, [100, 0, 15, 0, 85]],
    [
      'the one part that is not stated',
      { total: 100, inScope: 85, fullSelfPay: 10, overLimit: 0 },
      [100, 10, 0, 5, 85],
    ],
    ['all five', { total: 100, fullSelfPay: 1, overLimit: 2, priorShare: 3, inScope: 94 }, [100, 1, 2, 3, 94]],
    ['full self-pay for what nothing explains', { total: 100, inScope: 85 }, [100, 15, 0, 0, 85]],
  ])('%s', (_, source, expected) => {
    expect(amounts(source)).toEqual(expected);
  });

  it('says so when a difference was taken for full self-pay', () => {
    const result = derive({ total: 100, inScope: 85 });
    expect(result.ok && result.value.notice).toContain('差额 15.00 元，计入全自费');
    const plain = derive({ total: 100, fullSelfPay: 15 });
    expect(plain.ok && plain.value.notice).toBeUndefined();
  });

  it.each<[string, ChargesSource, string, string]>([
    ['more in scope than in all', { total: 100, inScope: 120 }, 'cases.contradictoryCharges', '政策范围内 120.00 元'],
    ['more parts than the total', { total: 100, fullSelfPay: 120 }, 'cases.contradictoryCharges', '全自费 120.00 元'],
    [
      'five that do not add up',
      { total: 100, fullSelfPay: 1, overLimit: 2, priorShare: 3, inScope: 95 },
      'cases.contradictoryCharges',
      '先行自付 3.00 元',
    ],
    [
      'a difference that could be either of two parts',
      { total: 100, fullSelfPay: 1, inScope: 90 },
      'cases.ambiguousCharges',
      '差额 9.00 元',
    ],
    ['parts without total or scope', { fullSelfPay: 5 }, 'cases.ambiguousCharges', '没有总额'],
    ['a third decimal', 5.001, 'cases.invalidValue', '5.001'],
  ])('refuses %s', (_, source, code, words) => {
    expect(amounts(source)[0]).toBe(code);
    expect(amounts(source)[1]).toContain(words);
  });

  it('agrees with the whole whichever amount is left out', () => {
    const part = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), fc.integer({ min: 0, max: 4 }), (parts, left) => {
        const [fullSelfPay, overLimit, priorShare, inScope] = parts;
        const total = parts.reduce((sum, amount) => sum + amount, 0);
        const whole = { total, fullSelfPay, overLimit, priorShare, inScope };
        const stated = Object.entries(whole).filter((_, index) => index !== left);
        const source = Object.fromEntries(stated.map(([name, amount]) => [name, formatYuan(fen(amount))]));
        const result = derive(source);
        expect(result.ok && result.value.charges).toEqual(whole);
      }),
    );
  });

  it('reads yuan to the fen', () => {
    const result = derive({ total: '8,590.48', priorShare: 501.97 });
    expect(result.ok && result.value.charges.inScope).toBe(yuan(8088.51));
  });
});
