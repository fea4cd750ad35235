/** Cells: short ways to make one, and how it reads in a document. Pure. */
import { divideRounded, type Fen, formatWanYuan, formatYuan, type RatePer10k } from '../kernel/money.ts';
import type { Align, AmountCell, Cell, Column, EmptyCell, NumberCell, PercentCell, TextCell } from './model.ts';

export const EMPTY_CELL: EmptyCell = { kind: 'empty' };

export function textCell(text: string, style: Omit<TextCell, 'kind' | 'text'> = {}): TextCell {
  return { kind: 'text', text, ...style };
}

export function amountCell(fen: Fen, unit: 'yuan' | 'wanYuan' = 'yuan'): AmountCell {
  return { kind: 'amount', fen, unit };
}

export function numberCell(value: number, decimals = 0): NumberCell {
  return { kind: 'number', value, decimals };
}

export function percentCell(ratePer10k: RatePer10k, decimals: 0 | 1 | 2 = 2): PercentCell {
  return { kind: 'percent', ratePer10k, decimals };
}

/** The cell as it reads in print: "1,234.56", "78.00%", the text itself. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'amount':
      return (cell.unit === 'wanYuan' ? formatWanYuan : formatYuan)(cell.fen, { grouped: true });
    case 'number':
      return numberText(cell.value, cell.decimals ?? 0);
    case 'percent':
      return percentText(cell.ratePer10k, cell.decimals ?? 2);
    case 'empty':
      return '';
  }
}

function numberText(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const shown = `${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
  return value < 0 && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/** Hundredths of a per cent are what a rate holds; fewer decimals are rounded. */
function percentText(ratePer10k: RatePer10k, decimals: number): string {
  const scaled = divideRounded(ratePer10k, 10 ** (2 - decimals));
  return `${numberText(scaled / 10 ** decimals, decimals)}%`;
}

export function isNumeric(cell: Cell): cell is AmountCell | NumberCell | PercentCell {
  return typeof cell !== 'string' && (cell.kind === 'amount' || cell.kind === 'number' || cell.kind === 'percent');
}

/** Columns a cell covers. */
export function cellSpan(cell: Cell): number {
  return typeof cell !== 'string' && cell.kind === 'text' ? (cell.span ?? 1) : 1;
}

export function cellAlign(cell: Cell, column: Column | undefined): Align {
  return column?.align ?? (isNumeric(cell) ? 'right' : 'left');
}

/** Weight, tone and indent of a cell, with nothing left out. */
export function cellStyle(cell: Cell): { readonly bold: boolean; readonly muted: boolean; readonly indent: number } {
  if (typeof cell === 'string' || cell.kind !== 'text') return { bold: false, muted: false, indent: 0 };
  return { bold: cell.bold ?? false, muted: cell.muted ?? false, indent: cell.indent ?? 0 };
}
