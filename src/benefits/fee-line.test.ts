import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen, parseYuan } from '../kernel/money.ts';
import { type FeeLineInput, formatTenThousandths, parseTenThousandths, priceFeeLine, sumCharges } from './fee-line.ts';
import { FeeLineExample, readExamples, yuan } from './test-case.ts';

/** Seeded, so that a failure comes back. */
const RUNS = { seed: 20_200_101, numRuns: 200 };

function inputOf({ line }: FeeLineExample): FeeLineInput {
  return {
    quantityPer10k: parseTenThousandths(String(line.quantity)) ?? Number.NaN,
    pricePer10k: parseTenThousandths(String(line.price)) ?? Number.NaN,
    total: yuan(line.total),
    itemClass: line.itemClass,
    priorRatePer10k: parseYuan((line.priorRate ?? '0').replace('%', '')) ?? Number.NaN,
    priceLimit: line.limit === undefined ? null : yuan(line.limit),
    restricted: line.restricted ?? false,
    approval: line.approval ?? '0',
  };
}

describe('priceFeeLine', () => {
  it.each(readExamples('fee-lines.yaml', FeeLineExample))('$name', (example) => {
    const result = priceFeeLine(inputOf(example));
    const { error, message, ...parts } = example.expect;
    if (!result.ok) {
      expect(result.error.code).toBe(error);
      if (message !== undefined) expect(result.error.message).toBe(message);
      return;
    }
    const zero = { fullSelfPay: 0, overLimit: 0, priorShare: 0, inScope: 0 };
    const wanted = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, yuan(value)]));
    expect(result.value).toEqual({ total: yuan(example.line.total), ...zero, ...wanted });
  });

  const anyLine = fc
    .record({
      quantityPer10k: fc.integer({ min: 1, max: 1_000_000 }),
      pricePer10k: fc.integer({ min: 0, max: 100_000_000 }),
      priorRatePer10k: fc.integer({ min: 0, max: 10_000 }),
      itemClass: fc.constantFrom('01', '02', '03'),
      priceLimit: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map(fen)),
      restricted: fc.boolean(),
      approval: fc.constantFrom('0', '1', '2'),
    })
    .map((line): FeeLineInput => {
      const product = BigInt(line.quantityPer10k) * BigInt(line.pricePer10k);
      const total = fen(Number((product + 500_000n) / 1_000_000n));
      return { ...line, total, priorRatePer10k: line.itemClass === '01' ? 0 : line.priorRatePer10k };
    });

  it('splits any line to the fen, with no part below zero', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const result = priceFeeLine(line);
        if (!result.ok) throw new Error(result.error.message);
        const { total, fullSelfPay, overLimit, priorShare, inScope } = result.value;
        expect(total).toBe(fullSelfPay + overLimit + priorShare + inScope);
        expect(Math.min(fullSelfPay, overLimit, priorShare, inScope)).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('refuses a total that is one fen off, whatever the line', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(-1, 1), (line, shift) => {
        const result = priceFeeLine({ ...line, total: fen(line.total + shift) });
        expect(!result.ok && result.error.code).toBe('benefits.lineTotalMismatch');
      }),
      RUNS,
    );
  });
});

describe('sumCharges', () => {
  it('adds lines part by part', () => {
    const line = (...amounts: number[]) => {
      const [fullSelfPay = 0, overLimit = 0, priorShare = 0, inScope = 0] = amounts;
      const total = fen(fullSelfPay + overLimit + priorShare + inScope);
      return {
        total,
        fullSelfPay: fen(fullSelfPay),
        overLimit: fen(overLimit),
        priorShare: fen(priorShare),
        inScope: fen(inScope),
      };
    };
    expect(sumCharges([line(100, 0, 0, 0), line(0, 60, 30, 270), line(0, 0, 5, 45)])).toEqual(line(100, 60, 35, 315));
    expect(sumCharges([])).toEqual(line());
  });
});

describe('ten-thousandths', () => {
  it.each([
    ['1.5', 15_000],
    ['12.3456', 123_456],
    ['0.0001', 1],
    ['30', 300_000],
  ])('%s is %d', (text, value) => {
    expect(parseTenThousandths(text)).toBe(value);
    expect(formatTenThousandths(value)).toBe(text);
  });
  it.each(['', '-1', '1.23456', '1e3', '1.'])('%j is none', (text) =>
    expect(parseTenThousandths(text)).toBeUndefined(),
  );
});
