/** A worksheet for a table: titles, unit, header, rows, the document's note. */
import type { Workbook, Worksheet } from 'exceljs';
import { refuse } from '../../kernel/result.ts';
import { cellAlign, cellSpan, cellStyle, cellText, isNumeric } from '../cells.ts';
import { documentErrors } from '../errors.ts';
import { layOutHeader, type TableHeader } from '../header-rows.ts';
import type { Column, TableBlock, TableRow } from '../model.ts';
import { textWidth } from '../text-width.ts';
import { HEADER_FILL, LINE_HEIGHT_PT, putMerged, SUBTOTAL_FILL, setUpPrint } from './sheet.ts';

const ROWS_AT_MOST = 1_048_576;
const COLUMNS_AT_MOST = 16_384;
/** Column widths, in Excel's characters (a Chinese one counts two). */
const NARROWEST = 8;
const WIDEST = 44;
const HEADER_WIDEST = 16;

export interface TableSheet {
  readonly name: string;
  /** The document's title, and the headings over the table. */
  readonly titles: readonly string[];
  readonly table: TableBlock;
  readonly landscape: boolean;
  readonly footer?: string | undefined;
}

/** Refuses (`documents.tooManyRows`, `documents.tooManyColumns`) what a worksheet cannot hold. */
export function addTableSheet(workbook: Workbook, { name, titles, table, landscape, footer }: TableSheet): void {
  const header = layOutHeader(table.columns);
  const columns = header.columns.length;
  const top = topLines(titles, table);
  const firstRow = top.length + header.rows.length + 1;
  checkSize(name, firstRow + table.rows.length + 1, columns);
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: firstRow - 1, showGridLines: false }],
  });
  for (const [index, line] of top.entries())
    putMerged(sheet, { row: index + 1, column: 1, columnSpan: columns }, line.text, line.look);
  putHeader(sheet, header, top.length + 1);
  for (const [index, row] of table.rows.entries()) putRow(sheet, firstRow + index, row, header.columns);
  if (footer !== undefined) {
    const row = firstRow + table.rows.length + 1;
    putMerged(sheet, { row, column: 1, columnSpan: columns }, `注：${footer}`, { muted: true, sizePt: 10 });
  }
  for (const [index, width] of columnWidths(table, header.columns).entries()) sheet.getColumn(index + 1).width = width;
  setUpPrint(sheet, landscape || columns > 8, `${top.length + 1}:${firstRow - 1}`);
}

function checkSize(sheet: string, rows: number, columns: number): void {
  if (rows > ROWS_AT_MOST) refuse(documentErrors.tooManyRows({ sheet, rows }));
  if (columns > COLUMNS_AT_MOST) refuse(documentErrors.tooManyColumns({ sheet, columns }));
}

function topLines(titles: readonly string[], table: TableBlock) {
  const title = { bold: true, sizePt: 14, align: 'center' } as const;
  const caption = { bold: true, align: 'center' } as const;
  const unit = { muted: true, sizePt: 10, align: 'right' } as const;
  return [
    ...titles.map((text, index) => ({ text, look: index === 0 ? title : caption })),
    ...(table.caption === undefined ? [] : [{ text: table.caption, look: caption }]),
    ...(table.unit === undefined ? [] : [{ text: table.unit, look: unit }]),
  ];
}

function putHeader(sheet: Worksheet, header: TableHeader, firstRow: number): void {
  const look = { bold: true, align: 'center', fill: HEADER_FILL, bordered: true, wrap: true } as const;
  for (const [index, cells] of header.rows.entries())
    for (const cell of cells)
      putMerged(
        sheet,
        { row: firstRow + index, column: cell.column + 1, columnSpan: cell.columnSpan, rowSpan: cell.rowSpan },
        cell.title,
        look,
      );
  const lines = Math.max(...header.columns.map(({ title }) => Math.ceil((textWidth(title) * 2) / HEADER_WIDEST)));
  sheet.getRow(firstRow + header.rows.length - 1).height = LINE_HEIGHT_PT * Math.max(1, lines) + 4;
}

function putRow(sheet: Worksheet, row: number, { cells, kind = 'normal' }: TableRow, columns: readonly Column[]): void {
  const fill = kind === 'total' ? { fill: HEADER_FILL } : kind === 'subtotal' ? { fill: SUBTOTAL_FILL } : {};
  let column = 0;
  for (const cell of cells) {
    const style = cellStyle(cell);
    putMerged(sheet, { row, column: column + 1, columnSpan: cellSpan(cell) }, cell, {
      ...style,
      ...fill,
      bold: style.bold || kind !== 'normal',
      align: cellAlign(cell, columns[column]),
      bordered: true,
      wrap: !isNumeric(cell),
    });
    column += cellSpan(cell);
  }
}

/** As wide as the widest cell, within bounds; a number is never cut short, because Excel would show ####. */
function columnWidths(table: TableBlock, columns: readonly Column[]): number[] {
  const widths = columns.map(({ title, width }) =>
    Math.max(NARROWEST, Math.min(HEADER_WIDEST, textWidth(title) * 2 + 2), (width ?? 0) * 2),
  );
  for (const row of table.rows) {
    let column = 0;
    for (const cell of row.cells) {
      const wanted = textWidth(cellText(cell)) * 2 + 3;
      const allowed = isNumeric(cell) ? wanted : Math.min(wanted, WIDEST);
      if (cellSpan(cell) === 1) widths[column] = Math.max(widths[column] ?? 0, allowed);
      column += cellSpan(cell);
    }
  }
  return widths.map((width) => Math.ceil(width));
}
