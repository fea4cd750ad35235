import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { amountCell, numberCell, textCell } from './cells.ts';
import { cleanText } from './clean-text.ts';
import type { Cell, DocumentModel, TableBlock } from './model.ts';
import { prepareModel } from './prepare-model.ts';

describe('cleanText', () => {
  it.each([
    ['控制符', 'a\u0000b\u0007c\u001bd\u007fe\u009ff', 'abcdef'],
    ['制表符', 'a\tb', 'a b'],
    ['各种换行', 'a\r\nb\rc\u2028d\u2029e\u000bf\u000cg\u0085h\ni', 'a\nb\nc\nd\ne\nf\ng\nh\ni'],
    ['落单的代理项', 'a\ud800b\udfffc', 'a\ufffdb\ufffdc'],
    ['非字符', 'a\uffffb\ufffec\ufdd0d\u{1ffff}e', 'abcde'],
    ['改变方向的控制符', '收款\u202e元001\u202c\u2066x\u2069', '收款元001x'],
    ['字节序标记', '\ufeff金额', '金额'],
    ['生僻字、表情与零宽连接符照旧', '𠮷䶮👨\u200d👩\ufe0f', '𠮷䶮👨\u200d👩\ufe0f'],
  ])('%s', (_name, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });
});

function withRow(cells: readonly Cell[]): DocumentModel {
  const table: TableBlock = {
    kind: 'table',
    caption: '甲',
    columns: [{ title: '一' }, { title: '二' }],
    rows: [{ cells }],
  };
  return { title: '标题', blocks: [table] };
}

describe('prepareModel', () => {
  it('cleans every text, also in nested places', () => {
    const prepared = prepareModel({
      title: '标\u0000题',
      subtitles: ['副\u0001题'],
      blocks: [
        { kind: 'list', items: ['a\u0002', [{ text: 'b\u0003', bold: true }]] },
        { kind: 'keyValues', items: [{ label: 'c\u0004', value: textCell('d\u0005') }] },
        { kind: 'table', columns: [{ title: 'e\u0006', columns: [{ title: 'f\u0007' }] }], rows: [] },
      ],
    });
    expect(JSON.stringify(prepared)).not.toMatch(/\\u000/);
    expect(JSON.stringify(prepared)).toContain('标题');
  });

  it('takes rows that fill the columns, with spans', () => {
    expect(() => prepareModel(withRow(['甲', '乙']))).not.toThrow();
    expect(() => prepareModel(withRow([textCell('合计', { span: 2 })]))).not.toThrow();
  });

  it.each([
    ['a cell too few', ['甲'], /row 1: cells cover 1 of 2/],
    ['a cell too many', ['甲', '乙', '丙'], /cells cover 3 of 2/],
    ['a span of nothing', ['甲', '乙', textCell('丙', { span: 0 })], /cells cover/],
    ['a fraction of a fen', ['甲', { kind: 'amount', fen: 0.5 } as never], /not a whole number: 0.5/],
    ['no number', ['甲', numberCell(Number.NaN)], /not a number/],
    ['decimals of nothing', ['甲', numberCell(1, 7)], /not decimals: 7/],
  ] as const)('refuses %s', (_name, cells, message) => {
    expect(() => prepareModel(withRow(cells))).toThrow(message);
  });

  it('refuses a group without columns', () => {
    const table: TableBlock = { kind: 'table', columns: [{ title: '甲' }, { title: '乙', columns: [] }], rows: [] };
    expect(() => prepareModel({ title: '', blocks: [table] })).toThrow(/header without columns/);
  });

  it('leaves the numbers as they are', () => {
    const cell = amountCell(fen(-9_007_199_254_740_991));
    const [block] = prepareModel(withRow(['甲', cell])).blocks;
    expect(block).toMatchObject({ rows: [{ cells: ['甲', cell] }] });
  });
});
