/** A worksheet under construction: rows from above, with the few looks that our sheets need. */
import type { Alignment, Border, Cell as ExcelCell, Fill, Font, Worksheet } from 'exceljs';
import type { Align, Cell } from '../model.ts';
import { sheetValue, textValue } from './cell-value.ts';

export interface CellLook {
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly sizePt?: number;
  readonly align?: Align;
  readonly indent?: number;
  /** ARGB. */
  readonly fill?: string;
  readonly bordered?: boolean;
  readonly wrap?: boolean;
}

const FONT = '宋体';
const SIZE_PT = 11;
const MUTED = 'FF5F5F5F';
const LINE: Partial<Border> = { style: 'thin', color: { argb: 'FF828282' } };
export const HEADER_FILL = 'FFEEEEEE';
export const SUBTOTAL_FILL = 'FFF7F7F7';
/** Points of a line of text at the usual size. */
export const LINE_HEIGHT_PT = 16;

/** Writes a cell of the model, or plain text, with its look. Rows and columns count from 1. */
export function putCell(
  sheet: Worksheet,
  place: { readonly row: number; readonly column: number },
  cell: Cell,
  look: CellLook = {},
): ExcelCell {
  const target = sheet.getCell(place.row, place.column);
  const { value, numberFormat } = typeof cell === 'string' ? textValue(cell, sheet.name) : sheetValue(cell, sheet.name);
  target.value = value;
  if (numberFormat !== undefined) target.numFmt = numberFormat;
  dress(target, look);
  return target;
}

/** Writes text over several cells of a row (and rows, where asked), merged. */
export function putMerged(
  sheet: Worksheet,
  place: {
    readonly row: number;
    readonly column: number;
    readonly columnSpan: number;
    readonly rowSpan?: number;
  },
  cell: Cell,
  look: CellLook = {},
): void {
  const lastRow = place.row + (place.rowSpan ?? 1) - 1;
  const lastColumn = place.column + place.columnSpan - 1;
  if (lastRow > place.row || lastColumn > place.column) sheet.mergeCells(place.row, place.column, lastRow, lastColumn);
  putCell(sheet, place, cell, look);
}

function dress(target: ExcelCell, look: CellLook): void {
  const font: Partial<Font> = { name: FONT, size: look.sizePt ?? SIZE_PT };
  if (look.bold) font.bold = true;
  if (look.muted) font.color = { argb: MUTED };
  target.font = font;
  const alignment: Partial<Alignment> = { vertical: 'middle', horizontal: look.align ?? 'left' };
  if (look.wrap) alignment.wrapText = true;
  if (look.indent) alignment.indent = look.indent;
  target.alignment = alignment;
  if (look.fill !== undefined) target.fill = solidFill(look.fill);
  if (look.bordered) target.border = { top: LINE, bottom: LINE, left: LINE, right: LINE };
}

function solidFill(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

/** Prints on A4, as wide as the page, with the page number; `titleRows` repeat on every page. */
export function setUpPrint(sheet: Worksheet, landscape: boolean, titleRows?: string): void {
  sheet.pageSetup = {
    ...sheet.pageSetup,
    paperSize: 9,
    orientation: landscape ? 'landscape' : 'portrait',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    ...(titleRows === undefined ? {} : { printTitlesRow: titleRows }),
  };
  sheet.headerFooter.oddFooter = '&C第 &P 页，共 &N 页';
}
