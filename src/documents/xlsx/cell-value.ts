/** What stands in a worksheet's cell: exact numbers with a format, text that stays text. Pure. */
import { refuse } from '../../kernel/result.ts';
import { cellText } from '../cells.ts';
import { documentErrors } from '../errors.ts';
import type { Cell } from '../model.ts';

export interface SheetValue {
  readonly value: string | number | null;
  /** Excel's number format; without one it is General. */
  readonly numberFormat?: string;
}

/** Excel computes with fifteen digits; a larger number is written as text, so that not a fen is lost. */
const EXACT_BELOW = 1e15;
const LONGEST_TEXT = 32_767;
/** Excel shows longer text in a cell of the text format as ####. */
const TEXT_FORMAT_UP_TO = 255;
const TEXT_FORMAT = '@';

export function sheetValue(cell: Cell, sheet: string): SheetValue {
  if (typeof cell === 'string') return textValue(cell, sheet);
  switch (cell.kind) {
    case 'text':
      return textValue(cell.text, sheet);
    case 'amount':
      if (Math.abs(cell.fen) >= EXACT_BELOW) return textValue(cellText(cell), sheet);
      return { value: cell.fen / (cell.unit === 'wanYuan' ? 1_000_000 : 100), numberFormat: '#,##0.00' };
    case 'number':
      return { value: cell.value, numberFormat: decimalFormat('#,##0', cell.decimals ?? 0) };
    case 'percent':
      return { value: cell.ratePer10k / 10_000, numberFormat: `${decimalFormat('0', cell.decimals ?? 2)}%` };
    case 'empty':
      return { value: null };
  }
}

function decimalFormat(whole: string, decimals: number): string {
  return decimals === 0 ? whole : `${whole}.${'0'.repeat(decimals)}`;
}

/** What Excel would take for a formula, a number or a date when somebody edits the cell and presses enter. */
const TEMPTING = /^\s*(?:[=+\-@]|[\d.])/;

/**
 * Text as a string cell, never a formula. Text that would turn into something else when the cell is edited gets the
 * text format besides. Refuses what Excel cannot hold.
 */
export function textValue(text: string, sheet: string): SheetValue {
  const value = escapeCodes(text);
  if (value.length > LONGEST_TEXT)
    refuse(documentErrors.cellTooLong({ sheet, start: text.slice(0, 20), length: value.length }));
  if (text === '') return { value: null };
  return TEMPTING.test(text) && text.length <= TEXT_FORMAT_UP_TO ? { value, numberFormat: TEXT_FORMAT } : { value };
}

/** Excel reads `_x0041_` in a file as the letter A; its own escape for the underscore keeps such text as it is. */
function escapeCodes(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
