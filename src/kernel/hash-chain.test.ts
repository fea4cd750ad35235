import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainRow, canonicalText, findAnchorFault, findChainFault, type Seal, sealRows } from './hash-chain.ts';

const sm3 = (text: string): string => hash('sm3', text);
const row = (id: number, text = `row ${id}`): ChainRow => ({ id, text });

function sealTwo(): { rows: ChainRow[]; first: Seal; second: Seal } {
  const rows = [row(1), row(2), row(5), row(6), row(9)];
  const first = sealRows(sm3, 'test', undefined, rows.slice(0, 3));
  const second = sealRows(sm3, 'test', first, rows.slice(3));
  return { rows, first, second };
}

describe('sealing', () => {
  it('uses the digest of the standard: SM3 of "abc" (GB/T 32905 appendix A.1)', () => {
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  it('numbers the seals and names the rows they cover', () => {
    const { first, second } = sealTwo();
    expect([first.seq, first.firstId, first.lastId, first.count]).toEqual([1, 1, 5, 3]);
    expect([second.seq, second.firstId, second.lastId, second.count]).toEqual([2, 6, 9, 2]);
  });

  it('seals no empty batch', () => {
    expect(() => sealRows(sm3, 'test', undefined, [])).toThrow(RangeError);
  });
});

describe('checking', () => {
  it('finds nothing wrong in what was not touched', () => {
    const { rows, first, second } = sealTwo();
    expect(findChainFault(sm3, 'test', undefined, first, rows.slice(0, 3))).toBeUndefined();
    expect(findChainFault(sm3, 'test', first, second, rows.slice(3))).toBeUndefined();
  });

  it('names the row that was changed, removed or put in', () => {
    const { first } = sealTwo();
    const check = (rows: ChainRow[]) => findChainFault(sm3, 'test', undefined, first, rows);
    expect(check([row(1), row(2, 'other'), row(5)])).toEqual({ kind: 'changed', seq: 1, id: 2 });
    expect(check([row(1), row(5)])).toEqual({ kind: 'missing', seq: 1, id: 2 });
    expect(check([row(1), row(2)])).toEqual({ kind: 'missing', seq: 1, id: 5 });
    expect(check([row(1), row(2), row(4), row(5)])).toEqual({ kind: 'added', seq: 1, id: 4 });
  });

  it('notices a row changed together with the leaf that would name it', () => {
    const { first } = sealTwo();
    const rows = [row(1), row(2, 'other'), row(5)];
    const leaves = sealRows(sm3, 'test', undefined, rows).leaves;
    expect(findChainFault(sm3, 'test', undefined, { ...first, leaves }, rows)).toEqual({ kind: 'digest', seq: 1 });
  });

  it('notices a seal remade after a change, because the next one no longer follows from it', () => {
    const { rows, second } = sealTwo();
    const remade = sealRows(sm3, 'test', undefined, [row(1), row(2, 'other'), row(5)]);
    expect(findChainFault(sm3, 'test', remade, second, rows.slice(3))).toEqual({ kind: 'link', seq: 2 });
  });

  it('notices a missing seal', () => {
    const { rows, second } = sealTwo();
    expect(findChainFault(sm3, 'test', undefined, second, rows.slice(3))).toEqual({ kind: 'gap', seq: 1 });
  });

  it('does not take a seal of another chain', () => {
    const { rows, first } = sealTwo();
    expect(findChainFault(sm3, 'other', undefined, first, rows.slice(0, 3))).toEqual({ kind: 'link', seq: 1 });
  });

  it('compares with a seal noted elsewhere', () => {
    const { first } = sealTwo();
    expect(findAnchorFault(first, first)).toBeUndefined();
    expect(findAnchorFault(first, { ...first, chained: sm3('x') })).toEqual({ kind: 'anchor', seq: 1 });
    expect(findAnchorFault(first, undefined)).toEqual({ kind: 'anchor', seq: 1 });
  });

  it('names exactly the row that differs, whichever it is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 50 }), fc.nat(), (numbers, pick) => {
        const rows = numbers.sort((a, b) => a - b).map((id) => row(id));
        const seal = sealRows(sm3, 'test', undefined, rows);
        const at = pick % rows.length;
        const changed = rows.map((each, index) => (index === at ? row(each.id, 'changed') : each));
        const fault = findChainFault(sm3, 'test', undefined, seal, changed);
        expect(fault).toEqual({ kind: 'changed', seq: 1, id: rows[at]?.id });
      }),
      { numRuns: 50 },
    );
  });
});

describe('canonical text', () => {
  it('keeps fields apart that plain joining would run together', () => {
    expect(canonicalText(['a,b', 'c'])).not.toBe(canonicalText(['a', 'b,c']));
    expect(canonicalText(['1'])).not.toBe(canonicalText([1]));
    expect(canonicalText([null])).not.toBe(canonicalText(['null']));
  });
});
