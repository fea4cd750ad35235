import { describe, expect, it } from 'vitest';
import { buildHeaderTree, columnPaths } from './header-tree.ts';
import type { Cell, Grid, GridRow } from './model.ts';

const place = { line: 1, page: null };

function gridOf(rows: readonly (readonly string[])[]): Grid {
  const gridRows = rows.map((texts): GridRow => {
    const cells = texts.map((text, column): Cell => ({ text, column, columnSpan: 1, rowSpan: 1, place, range: null }));
    return { cells, place, quote: texts.join(' '), certain: true };
  });
  return { kind: 'grid', origin: 'tabs', spans: 'inferred', columnCount: rows[0]?.length ?? 0, rows: gridRows };
}

function pathsOf(rows: readonly (readonly string[])[]): string[] {
  const grid = gridOf(rows);
  return columnPaths(buildHeaderTree(grid, grid.rows), grid.columnCount).map((labels) => labels.join('/'));
}

describe('header tree', () => {
  it('spreads a group over its divided columns and lets an undivided label run down', () => {
    expect(
      pathsOf([
        ['项 目', '', '本年支出 合计', '基本支出', '', '', '项目支出'],
        ['科目编码', '科目名称', '', '小计', '人员经 费', '公用经费', ''],
      ]),
    ).toEqual([
      '项目/科目编码',
      '项目/科目名称',
      '本年支出合计',
      '基本支出/小计',
      '基本支出/人员经费',
      '基本支出/公用经费',
      '项目支出',
    ]);
  });

  it('reads three levels', () => {
    expect(
      pathsOf([
        ['项目', '“三公”经费', '', '', '', '会议费'],
        ['', '小计', '公务接待费', '公务用车', '', ''],
        ['', '', '', '购置费', '运行费', ''],
      ]),
    ).toEqual([
      '项目',
      '三公经费/小计',
      '三公经费/公务接待费',
      '三公经费/公务用车/购置费',
      '三公经费/公务用车/运行费',
      '会议费',
    ]);
  });

  it('takes stated spans as they are', () => {
    const cell = (text: string, column: number, columnSpan: number): Cell => ({
      text,
      column,
      columnSpan,
      rowSpan: 1,
      place,
      range: null,
    });
    const row = (cells: readonly Cell[]): GridRow => ({ cells, place, quote: '', certain: true });
    const rows = [row([cell('收入', 0, 2), cell('支出', 2, 1)]), row([cell('项目', 0, 1), cell('金额', 1, 1)])];
    const grid: Grid = { kind: 'grid', origin: 'tabs', spans: 'stated', columnCount: 3, rows };
    expect(columnPaths(buildHeaderTree(grid, rows), 3)).toEqual([['收入', '项目'], ['收入', '金额'], ['支出']]);
  });
});
