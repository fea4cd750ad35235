import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkExample, computeExample, readExamples, verdictOf } from '../../examples/benefit-cases/run-examples.ts';

const examples = readExamples();
const findings = examples.flatMap(checkExample);

describe('published calculations', () => {
  it.each(examples.map((example) => [example.id, example.title, example] as const))('%s %s', (_, __, example) => {
    const unexplained = checkExample(example).filter(({ verdict }) => verdict === '不一致');
    expect(unexplained).toEqual([]);
  });

  it('show a page that contradicts itself with both of its numbers', () => {
    const errors = findings.filter(({ verdict }) => verdict === '原文自相矛盾');
    expect(errors.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['WE-019', 'WE-025', 'WE-047', 'WE-048', 'WE-049', 'WE-050', 'WE-051', 'WE-065']),
    );
    for (const { computed, recomputed, printed } of errors) {
      expect(computed).toBe(recomputed);
      expect(computed).not.toBe(printed);
    }
  });

  it('never pay more than the cost', () => {
    for (const result of examples.flatMap((example) => [...computeExample(example).values()])) {
      if (result.kind !== 'encounter') continue;
      expect(Number(result.national.fund_pay_sumamt)).toBeLessThanOrEqual(Number(result.national.medfee_sumamt));
    }
  });
});

describe('a verdict', () => {
  const figure = { field: 'pay', what: '支付', is: 'pool.paid' };
  it('needs the last fen where the page prints fen', () => {
    expect(verdictOf({ ...figure, printed: 100 }, 10_000)).toBe('一致');
    expect(verdictOf({ ...figure, printed: 100 }, 10_001)).toBe('不一致');
  });

  it('allows half of the last printed digit, for the figure and each rounded input', () => {
    expect(verdictOf({ ...figure, printed: 26_133, unit: 1 }, 2_613_333)).toBe('舍入内一致');
    expect(verdictOf({ ...figure, printed: 26_133, unit: 1 }, 2_613_351)).toBe('不一致');
    expect(verdictOf({ ...figure, printed: 269_300, unit: 100, roundedInputs: 2 }, 26_920_000)).toBe('舍入内一致');
    expect(verdictOf({ ...figure, printed: 269_300, unit: 100 }, 26_920_000)).toBe('不一致');
  });

  it('calls a page wrong only when its own rule gives another number, and that very number', () => {
    expect(verdictOf({ ...figure, printed: 2800, recomputed: 2760 }, 276_000)).toBe('原文自相矛盾');
    expect(verdictOf({ ...figure, printed: 2800, recomputed: 2760 }, 275_999)).toBe('不一致');
    expect(verdictOf({ ...figure, printed: 2760, recomputed: 2760 }, 276_000)).toBe('不一致');
  });

  it('does not pass what was not computed', () => {
    expect(verdictOf({ ...figure, printed: 1 }, undefined)).toBe('不一致');
    expect(verdictOf({ field: 'pay', what: '支付', printed: 1, given: true }, undefined)).toBe('原文仅述');
  });
});

/** The collection that the examples were taken from, where it lies beside the checkout. */
const COLLECTION = path.join(import.meta.dirname, '../../../shared/reference/worked-examples.json');

interface Collected {
  readonly id: string;
  readonly kind: string;
  readonly expected: Readonly<Record<string, number>>;
  readonly mismatched: readonly string[];
  readonly recomputed: Readonly<Record<string, string>>;
}

describe.skipIf(!fs.existsSync(COLLECTION))('the collection', () => {
  const collected = (): readonly Collected[] =>
    (JSON.parse(fs.readFileSync(COLLECTION, 'utf8')) as Collected[]).filter(({ kind }) =>
      ['benefit', 'maternity', 'account'].includes(kind),
    );

  it('is covered, example by example', () => {
    expect(examples.map(({ id }) => id)).toEqual(
      collected()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('has the same figures, and the same pages in the wrong', () => {
    for (const { id, expected, mismatched, recomputed } of collected()) {
      for (const [field, printed] of Object.entries(expected)) {
        const finding = findings.find((each) => each.id === id && each.field === field);
        expect(finding, `${id} ${field}`).toBeDefined();
        expect(finding?.printed, `${id} ${field}`).toBe(Math.round(printed * 100));
        const isWrong = finding?.verdict === '原文自相矛盾';
        expect(isWrong, `${id} ${field}`).toBe(mismatched.includes(field));
        if (isWrong) expect(finding?.computed, `${id} ${field}`).toBe(Math.round(Number(recomputed[field]) * 100));
      }
    }
  });
});
