import { describe, expect, it } from 'vitest';
import type { FindingView } from '../api/types.ts';
import { formulaLine, groupByCause, linesOf, markLine, stepFrom, summary, walkOrder, withMinus } from './findings.ts';

const finding = (id: string, line: number, patch: Partial<FindingView> = {}): FindingView => ({
  id,
  rule: 'FX-01',
  severity: 'error',
  line,
  page: null,
  quote: '',
  stated: null,
  expected: null,
  difference: null,
  unit: null,
  message: `问题${id}`,
  root: null,
  ...patch,
});

describe('summary', () => {
  it('counts what was judged and what was not', () => {
    const document = {
      judged: 512,
      passed: 470,
      rounding: 14,
      findings: [finding('a', 1), finding('b', 2, { severity: 'warning' })],
      notJudged: [
        { rule: 'x', why: 'y' },
        { rule: 'x', why: 'z' },
      ],
    };
    expect(summary(document)).toBe('判定 512 项，通过 470，尾差 14，错误 1，存疑 1，未判定 2');
    expect(summary({ ...document, findings: [] })).toBe('判定 512 项，通过 470，尾差 14，错误 0，未判定 2');
  });
});

describe('groupByCause', () => {
  it('puts followers under their cause, chains included, in the order of the document', () => {
    const causes = groupByCause([
      finding('c', 30, { root: 'b' }),
      finding('b', 20, { root: 'a' }),
      finding('a', 25),
      finding('d', 5),
    ]);
    expect(causes.map(({ finding: cause, followers }) => [cause.id, followers.map(({ id }) => id)])).toEqual([
      ['d', []],
      ['a', ['b', 'c']],
    ]);
    expect(walkOrder(causes).map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('lets a follower stand for itself when its cause is not shown', () => {
    expect(groupByCause([finding('b', 2, { root: 'gone' })])).toHaveLength(1);
    expect(groupByCause([finding('a', 1, { root: 'a' })])).toHaveLength(1);
  });

  it('survives a circle without losing a finding', () => {
    const causes = groupByCause([finding('a', 1, { root: 'b' }), finding('b', 2, { root: 'a' })]);
    expect(walkOrder(causes)).toHaveLength(2);
  });
});

describe('stepFrom', () => {
  const order = [finding('a', 1), finding('b', 2)];
  it('walks and stops at the ends', () => {
    expect(stepFrom(order, null, 1)?.id).toBe('a');
    expect(stepFrom(order, null, -1)?.id).toBe('b');
    expect(stepFrom(order, 'a', 1)?.id).toBe('b');
    expect(stepFrom(order, 'b', 1)?.id).toBe('b');
    expect(stepFrom([], 'a', 1)).toBeUndefined();
  });
});

describe('markLine', () => {
  const text = '合 计    2,325.19   2,313.41';
  const marked = (spans: readonly { text: string; marked: boolean }[]) =>
    spans.filter((span) => span.marked).map((span) => span.text);

  it('marks the cells that take part, overlaps once', () => {
    const selected = finding('a', 9, {
      cells: [
        { line: 4, start: 7, end: 15 },
        { line: 4, start: 10, end: 18 },
      ],
    });
    const spans = markLine(text, 4, selected);
    expect(spans.map((span) => span.text).join('')).toBe(text);
    expect(marked(spans).join('|')).toBe('2,325.19|   ');
  });

  it('falls back to the stated figure, the quote, the whole line', () => {
    expect(marked(markLine(text, 4, finding('a', 4, { stated: '2,313.41' })))).toEqual(['2,313.41']);
    expect(marked(markLine(text, 4, finding('a', 4, { stated: '9', quote: ' 合 计 ' })))).toEqual(['合 计']);
    expect(marked(markLine(text, 4, finding('a', 4, { quote: '不在此行' })))).toEqual([text]);
  });

  it('leaves other lines alone', () => {
    expect(markLine(text, 5, finding('a', 4))).toEqual([{ text, marked: false }]);
    expect(markLine(text, 4, null)).toEqual([{ text, marked: false }]);
    expect([...linesOf(finding('a', 4, { cells: [{ line: 7 }] }))]).toEqual([4, 7]);
  });

  it('never cuts outside the line', () => {
    expect(marked(markLine('短', 1, finding('a', 1, { cells: [{ line: 1, start: 0, end: 99 }] })))).toEqual(['短']);
  });
});

describe('formulaLine', () => {
  it('gives formula, stated, expected and difference in their unit', () => {
    expect(
      formulaLine(finding('a', 1, { formula: '1 + 2 = 3', stated: '4', expected: '3', difference: '1', unit: '万元' })),
    ).toBe('1 + 2 = 3；文中 4万元；应为 3万元；相差 1万元');
    expect(formulaLine(finding('a', 1))).toBe('问题a');
    expect(withMinus('-10.00')).toBe('−10.00');
  });
});
