/** Bars in a Word document: a table whose filled cells are the bars. Nothing but Word itself is needed to draw it. */
import { type Paragraph, type Table, TableRow } from 'docx';
import { type BarExtent, scaleBars } from '../bar-chart.ts';
import { cellText } from '../cells.ts';
import type { BarChartBlock } from '../model.ts';
import { textWidth } from '../text-width.ts';
import { captionLines, gap } from './paragraphs.ts';
import { halfPoints } from './styles.ts';
import { fixedTable, NO_LINE, simpleCell, solid } from './tables.ts';

/** Narrow columns of the bars' part; a bar is as long as the nearest whole number of them. */
const STEPS = 50;
const SIZE_PT = 10.5;
const BAR_COLOUR = '3F77B5';
const LOSS_COLOUR = 'C0662F';

const NO_GRID = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
};
/** White edges keep the bars of neighbouring rows apart. */
const EDGE = { style: 'single', size: 24, color: 'FFFFFF' } as const;

export function barTable(block: BarChartBlock, pageWidthPt: number): (Paragraph | Table)[] {
  if (block.bars.length === 0) return captionLines(block);
  const widest = (texts: readonly string[]) => Math.max(2, ...texts.map(textWidth)) * SIZE_PT + 10;
  const label = Math.min(widest(block.bars.map((bar) => bar.label)), pageWidthPt * 0.35);
  const value = Math.min(widest(block.bars.map((bar) => cellText(bar.value))), pageWidthPt * 0.3);
  const step = (pageWidthPt - label - value) / STEPS;
  const extents = scaleBars(block.bars).bars;
  const size = halfPoints(SIZE_PT);
  const rows = block.bars.map((bar, index) => {
    const extent = extents[index] ?? { start: 0, length: 0, negative: false };
    return new TableRow({
      cantSplit: true,
      children: [
        simpleCell(bar.label, { size }),
        ...barCells(extent, size),
        simpleCell(cellText(bar.value), { size }, { align: 'right' }),
      ],
    });
  });
  const widths = [label, ...Array.from({ length: STEPS }, () => step), value];
  return [...captionLines(block), fixedTable(rows, widths, NO_GRID), gap()];
}

/** Empty, filled and empty cells, together STEPS columns; a value other than zero shows at least one. */
function barCells(extent: BarExtent, size: number) {
  const length = extent.length === 0 ? 0 : Math.max(1, Math.round(extent.length * STEPS));
  const start = Math.min(Math.round(extent.start * STEPS), STEPS - length);
  const colour = extent.negative ? LOSS_COLOUR : BAR_COLOUR;
  const parts = [
    { columnSpan: start },
    { columnSpan: length, ...solid(colour), borders: { top: EDGE, bottom: EDGE } },
    { columnSpan: STEPS - start - length },
  ];
  return parts.filter((part) => part.columnSpan > 0).map((cell) => simpleCell('', { size }, { cell }));
}
