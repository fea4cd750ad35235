/** Tables of a Word document. */
import {
  AlignmentType,
  BorderStyle,
  type IRunOptions,
  type ITableCellOptions,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { cellAlign, cellSpan, cellStyle, cellText } from '../cells.ts';
import { planColumns } from '../column-plan.ts';
import { type HeaderCell, layOutHeader } from '../header-rows.ts';
import { KEY_VALUE_SIZE_PT, layOutKeyValues } from '../key-values-layout.ts';
import type { Align, Column, KeyValuesBlock, TableBlock, TableRow as TableRowModel } from '../model.ts';
import { ALIGNMENTS, captionLines, gap, textRuns } from './paragraphs.ts';
import { HEADER_FILL, HEI_TI, halfPoints, LINE_COLOUR, MUTED, SUBTOTAL_FILL, twips } from './styles.ts';

const LINE = { style: BorderStyle.SINGLE, size: 4, color: LINE_COLOUR };
const GRID = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE };
export const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** A table of fixed widths over the whole page. */
export function fixedTable(
  rows: readonly TableRow[],
  widthsPt: readonly number[],
  borders: Record<keyof typeof GRID, typeof LINE | typeof NO_LINE> = GRID,
): Table {
  const widths = widthsPt.map(twips);
  return new Table({
    rows,
    columnWidths: widths,
    width: { size: widths.reduce((total, width) => total + width, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { marginUnitType: WidthType.DXA, top: twips(2), bottom: twips(2), left: twips(4), right: twips(4) },
    borders,
  });
}

export function solid(fill: string): { shading: NonNullable<ITableCellOptions['shading']> } {
  return { shading: { type: ShadingType.CLEAR, fill, color: 'auto' } };
}

/** A cell with one paragraph. */
export function simpleCell(
  text: string,
  run: Omit<IRunOptions, 'text' | 'break' | 'children'>,
  look: {
    readonly align?: Align;
    readonly indentPt?: number;
    readonly keepNext?: boolean;
    readonly cell?: Partial<ITableCellOptions>;
  } = {},
): TableCell {
  return new TableCell({
    verticalAlign: VerticalAlign.CENTER,
    ...look.cell,
    children: [
      new Paragraph({
        children: textRuns(text, run),
        alignment: ALIGNMENTS[look.align ?? 'left'],
        spacing: { before: 0, after: 0, line: 264 },
        ...(look.indentPt ? { indent: { left: twips(look.indentPt) } } : {}),
        ...(look.keepNext ? { keepNext: true } : {}),
      }),
    ],
  });
}

/** Caption, unit, the table with a header that repeats on every page and rows that stay whole. */
export function dataTable(table: TableBlock, pageWidthPt: number): (Paragraph | Table)[] {
  const plan = planColumns(table, pageWidthPt);
  const header = layOutHeader(table.columns);
  const size = halfPoints(plan.sizePt);
  const rows = [
    ...header.rows.map(
      (cells) =>
        new TableRow({ tableHeader: true, cantSplit: true, children: cells.map((cell) => headerCell(cell, size)) }),
    ),
    ...table.rows.map((row) => bodyRow(row, header.columns, plan.sizePt)),
  ];
  return [...captionLines(table), fixedTable(rows, plan.widthsPt), gap()];
}

function headerCell(cell: HeaderCell, size: number): TableCell {
  const spans = {
    ...(cell.columnSpan > 1 ? { columnSpan: cell.columnSpan } : {}),
    ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
  };
  return simpleCell(
    cell.title,
    { font: HEI_TI, size },
    { align: 'center', keepNext: true, cell: { ...solid(HEADER_FILL), ...spans } },
  );
}

function bodyRow(row: TableRowModel, columns: readonly Column[], sizePt: number): TableRow {
  const kind = row.kind ?? 'normal';
  const fill = kind === 'total' ? solid(HEADER_FILL) : kind === 'subtotal' ? solid(SUBTOTAL_FILL) : {};
  let column = 0;
  const children = row.cells.map((cell) => {
    const style = cellStyle(cell);
    const span = cellSpan(cell);
    const made = simpleCell(
      cellText(cell),
      {
        size: halfPoints(sizePt),
        bold: style.bold || kind !== 'normal',
        ...(style.muted ? { color: MUTED } : {}),
      },
      {
        align: cellAlign(cell, columns[column]),
        indentPt: style.indent * sizePt,
        cell: { ...fill, ...(span > 1 ? { columnSpan: span } : {}) },
      },
    );
    column += span;
    return made;
  });
  return new TableRow({ cantSplit: true, children });
}

export function keyValuesTable(block: KeyValuesBlock, pageWidthPt: number): (Paragraph | Table)[] {
  if (block.items.length === 0) return [];
  const layout = layOutKeyValues(block, pageWidthPt);
  const size = halfPoints(KEY_VALUE_SIZE_PT);
  const rows = layout.lines.map(
    (line) =>
      new TableRow({
        cantSplit: true,
        children: line.flatMap((pair) => [
          simpleCell(pair.label, { size }, { cell: solid('F4F4F4') }),
          simpleCell(pair.value, { size }, { cell: pair.span > 1 ? { columnSpan: pair.span } : {} }),
        ]),
      }),
  );
  return [fixedTable(rows, layout.widthsPt), gap()];
}
