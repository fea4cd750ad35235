import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { amountCell, textCell } from './cells.ts';
import { CELL_PADDING_PT, planColumns } from './column-plan.ts';
import type { Cell, TableBlock } from './model.ts';
import { lineWidth } from './text-width.ts';

const PAGE = 442;

function table(titles: readonly string[], rows: readonly (readonly Cell[])[]): TableBlock {
  return { kind: 'table', columns: titles.map((title) => ({ title })), rows: rows.map((cells) => ({ cells })) };
}

describe('planColumns', () => {
  it('fills the page, whatever the content', () => {
    const cells = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
        const plan = planColumns(table(['甲', '乙', '丙'], rows), PAGE);
        expect(plan.widthsPt.reduce((sum, width) => sum + width, 0)).toBeCloseTo(PAGE, 6);
        expect(Math.min(...plan.widthsPt)).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps amounts whole, by smaller letters where it must', () => {
    const amounts = Array.from({ length: 6 }, () => amountCell(fen(1_234_567_890_12)));
    const plan = planColumns(table(['名称', '1', '2', '3', '4', '5', '6'], [['样例医院', ...amounts]]), PAGE);
    expect(plan.sizePt).toBeLessThan(10.5);
    const needed = lineWidth('1,234,567,890.12') * plan.sizePt + CELL_PADDING_PT;
    for (const width of plan.widthsPt.slice(1)) expect(width).toBeGreaterThanOrEqual(needed - 1e-9);
  });

  it('starts from smaller letters where the table asks for it, and still goes below them', () => {
    const plain = table(['编号'], [['01']]);
    expect([planColumns(plain, PAGE).sizePt, planColumns({ ...plain, small: true }, PAGE).sizePt]).toEqual([10.5, 9]);
    const amounts = Array.from({ length: 8 }, () => amountCell(fen(1_234_567_890_12)));
    const crowded = table(['1', '2', '3', '4', '5', '6', '7', '8'], [amounts]);
    expect(planColumns({ ...crowded, small: true }, PAGE).sizePt).toBe(planColumns(crowded, PAGE).sizePt);
  });

  it('gives the larger share to the longer text', () => {
    const plan = planColumns(table(['编号', '说明'], [['01', '对照目录核对名称、剂型与限定支付范围']]), PAGE);
    const [short = 0, long = 0] = plan.widthsPt;
    expect(plan.sizePt).toBe(10.5);
    expect(long).toBeGreaterThan(short * 2);
  });

  it('grants a wished width before the wishes of the content', () => {
    const long = '很长的说明文字'.repeat(20);
    const wished: TableBlock = {
      kind: 'table',
      columns: [{ title: '项目', width: 12 }, { title: '说明' }, { title: '依据' }],
      rows: [{ cells: ['药品', long, long] }],
    };
    const [first = 0] = planColumns(wished, PAGE).widthsPt;
    expect(first).toBeCloseTo(12 * 10.5 + CELL_PADDING_PT, 6);
  });

  it('learns nothing from cells that span several columns', () => {
    const spanned = { ...table(['甲', '乙'], []), rows: [{ cells: [textCell('合'.repeat(100), { span: 2 })] }] };
    const [left = 0, right = 1] = planColumns(spanned, PAGE).widthsPt;
    expect(left).toBeCloseTo(right, 6);
  });
});
