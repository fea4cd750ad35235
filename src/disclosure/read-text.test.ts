import { describe, expect, it } from 'vitest';
import type { Block } from './model.ts';
import { readText } from './read-text.ts';

function blocksOf(text: string): readonly Block[] {
  const result = readText('x', text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.blocks;
}

describe('text into blocks', () => {
  it('makes grids of tab rows and keeps every other line', () => {
    const blocks = blocksOf('标题\r\n\r\n合计\t\t606.81\r\n210\t卫生健康支出\t606.81\r\n注：');
    expect(blocks.map(({ kind }) => kind)).toEqual(['line', 'line', 'grid', 'line']);
    const grid = blocks[2];
    if (grid?.kind !== 'grid') throw new Error('no grid');
    expect(grid.columnCount).toBe(3);
    expect(grid.rows.map(({ place }) => place.line)).toEqual([3, 4]);
    expect(grid.rows[1]?.cells[2]).toMatchObject({ text: '606.81', column: 2, range: { start: 11, end: 17 } });
  });

  it('reads pipe tables with escapes and without their rulers', () => {
    const [grid] = blocksOf('| 项目 | a\\|b |\n|---|:-:|\n| 合计 | 1.00 |');
    if (grid?.kind !== 'grid') throw new Error('no grid');
    expect(grid.rows.map((row) => row.cells.map(({ text }) => text))).toEqual([
      ['项目', 'a|b'],
      ['合计', '1.00'],
    ]);
  });

  it('keeps an empty first cell where the table has no outer pipes', () => {
    const [grid] = blocksOf('项目|基本支出||项目支出\n|小计|人员经费|\n合计|2.00|1.00|3.00');
    if (grid?.kind !== 'grid') throw new Error('no grid');
    expect(grid.rows[1]?.cells.map(({ text }) => text)).toEqual(['', '小计', '人员经费', '']);
  });

  it('does not take one cell mark at a line end for a table', () => {
    expect(blocksOf('合 计 |\n40.20 |').every(({ kind }) => kind === 'line')).toBe(true);
  });

  it('counts pages by form feeds, where there are any', () => {
    expect(
      blocksOf('甲\n\f乙').map(({ kind, ...block }) => kind === 'line' && 'place' in block && block.place),
    ).toEqual([
      { line: 1, page: 1 },
      { line: 2, page: 2 },
    ]);
    const [only] = blocksOf('甲');
    expect(only?.kind === 'line' && only.place.page).toBe(null);
  });
});
