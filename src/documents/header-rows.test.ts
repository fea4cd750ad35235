import { describe, expect, it } from 'vitest';
import { layOutHeader } from './header-rows.ts';

describe('layOutHeader', () => {
  it('puts groups over their columns and columns down to the last row', () => {
    const header = layOutHeader([
      { title: '项目' },
      {
        title: '支出',
        columns: [{ title: '基本' }, { title: '项目支出', columns: [{ title: '一般' }, { title: '基金' }] }],
      },
    ]);
    expect(header.columns.map(({ title }) => title)).toEqual(['项目', '基本', '一般', '基金']);
    // Drawn by hand:
    //   项目 | 支出
    //        | 基本 | 项目支出
    //        |      | 一般 | 基金
    expect(header.rows).toEqual([
      [
        { title: '项目', column: 0, row: 0, columnSpan: 1, rowSpan: 3 },
        { title: '支出', column: 1, row: 0, columnSpan: 3, rowSpan: 1 },
      ],
      [
        { title: '基本', column: 1, row: 1, columnSpan: 1, rowSpan: 2 },
        { title: '项目支出', column: 2, row: 1, columnSpan: 2, rowSpan: 1 },
      ],
      [
        { title: '一般', column: 2, row: 2, columnSpan: 1, rowSpan: 1 },
        { title: '基金', column: 3, row: 2, columnSpan: 1, rowSpan: 1 },
      ],
    ]);
  });
});
