/** The model as the writers take it: text cleaned, tables whole. Pure. */
import { cellSpan } from './cells.ts';
import { cleanText } from './clean-text.ts';
import { layOutHeader } from './header-rows.ts';
import type { Cell, DocumentModel, TableBlock } from './model.ts';

/**
 * Cleans every string of the model and checks its tables and numbers.
 *
 * Throws RangeError on a table without columns, a row whose cells do not fill the columns, or a number that is none:
 * a fault of the program that made the model.
 */
export function prepareModel(model: DocumentModel): DocumentModel {
  const cleaned = mapStrings(model, cleanText);
  for (const block of cleaned.blocks) {
    if (block.kind === 'table') checkTable(block);
    if (block.kind === 'keyValues') for (const { value } of block.items) checkNumber(value);
    if (block.kind === 'barChart') for (const { value } of block.bars) checkNumber(value);
  }
  return cleaned;
}

/** The model with every string in it changed, wherever it stands: no field of text can be forgotten. */
export function mapStrings(model: DocumentModel, change: (text: string) => string): DocumentModel {
  const map = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(map);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
  };
  return map(model) as DocumentModel;
}

function checkTable(table: TableBlock): void {
  const { columns, rows } = layOutHeader(table.columns);
  const name = table.caption ?? '';
  const hollow = rows.flat().find((cell) => cell.columnSpan === 0);
  if (columns.length === 0 || hollow) throw new RangeError(`table "${name}": a header without columns`);
  for (const [index, row] of table.rows.entries()) {
    const covered = row.cells.reduce((total, cell) => total + cellSpan(cell), 0);
    if (covered !== columns.length || row.cells.some((cell) => !(cellSpan(cell) >= 1)))
      throw new RangeError(`table "${name}", row ${index + 1}: cells cover ${covered} of ${columns.length} columns`);
    for (const cell of row.cells) checkNumber(cell);
  }
}

function checkNumber(cell: Cell): void {
  if (typeof cell === 'string') return;
  const value = cell.kind === 'amount' ? cell.fen : cell.kind === 'percent' ? cell.ratePer10k : undefined;
  if (value !== undefined && !Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  if (cell.kind !== 'number') return;
  const decimals = cell.decimals ?? 0;
  if (!(Math.abs(cell.value) < 1e15)) throw new RangeError(`not a number below 10^15: ${cell.value}`);
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 6) throw new RangeError(`not decimals: ${decimals}`);
}
