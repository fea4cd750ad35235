/** Column widths and letter size of a printed table, from its content. Pure; shared by docx and pdf. */
import { cellSpan, cellText, isNumeric } from './cells.ts';
import { layOutHeader } from './header-rows.ts';
import type { Column, TableBlock, TableRow } from './model.ts';
import { textWidth, widestWord } from './text-width.ts';

/** 五号 and down: the first size at which no figure has to be broken. Points. */
const SIZES = [10.5, 9, 8, 7] as const;
/** 小五, where a table asks to be small. */
const SMALL_PT = 9;
/** Left and right of a cell together, points. */
export const CELL_PADDING_PT = 8;
/** Em: a text column wishes for no more than WIDEST_WISH; it needs WORD_LIMIT for long words and TEXT_LEAST for long text. */
const WIDEST_WISH = 24;
const WORD_LIMIT = 8;
const TEXT_LEAST = 6;
const HEADER_WISH = 8;
const HEADER_LEAST = 4;

export interface ColumnPlan {
  readonly sizePt: number;
  /** One for each column, together the width of the page. */
  readonly widthsPt: readonly number[];
}

/** What a column needs at least so that figures and common words stay whole, and what it wishes for. */
interface Claim {
  readonly least: number;
  readonly wish: number;
  /** The wish is the author's own, and goes before those that come from the content. */
  readonly firm: boolean;
}

export function planColumns(table: TableBlock, pageWidthPt: number): ColumnPlan {
  const { columns } = layOutHeader(table.columns);
  const claims = columns.map((column, index) => claimOf(column, index, table.rows));
  const least = claims.map((claim) => claim.least);
  const largest = table.small ? SMALL_PT : Number.POSITIVE_INFINITY;
  const fits = (size: number) => sum(least) * size + CELL_PADDING_PT * columns.length <= pageWidthPt;
  const sizePt = SIZES.find((size) => size <= largest && fits(size)) ?? SIZES[SIZES.length - 1] ?? 7;
  const points = claims.map((claim) => ({
    ...claim,
    least: claim.least * sizePt + CELL_PADDING_PT,
    wish: claim.wish * sizePt + CELL_PADDING_PT,
  }));
  return { sizePt, widthsPt: shareOut(points, pageWidthPt) };
}

function claimOf(column: Column, index: number, rows: readonly TableRow[]): Claim {
  let least = leastForText(column.title, HEADER_LEAST);
  let wish = Math.min(HEADER_WISH, textWidth(column.title));
  for (const cell of cellsOfColumn(rows, index)) {
    const text = cellText(cell);
    const width = textWidth(text);
    least = Math.max(least, isNumeric(cell) ? width : leastForText(text, TEXT_LEAST));
    wish = Math.max(wish, isNumeric(cell) ? width : Math.min(WIDEST_WISH, width));
  }
  return { least, wish: Math.max(least, column.width ?? wish), firm: column.width !== undefined };
}

function leastForText(text: string, enough: number): number {
  return Math.max(Math.min(WORD_LIMIT, widestWord(text)), Math.min(enough, textWidth(text)));
}

/** Cells that belong to one column alone; what spans several says nothing about any of them. */
function* cellsOfColumn(rows: readonly TableRow[], wanted: number) {
  for (const row of rows) {
    let index = 0;
    for (const cell of row.cells) {
      if (index === wanted && cellSpan(cell) === 1) yield cell;
      index += cellSpan(cell);
      if (index > wanted) break;
    }
  }
}

/**
 * Everybody's least first, then the authors' wishes, then the others; what is left over goes by wish, what is missing
 * comes off evenly.
 */
function shareOut(claims: readonly Claim[], total: number): number[] {
  const least = claims.map((claim) => claim.least);
  const firm = claims.map((claim) => (claim.firm ? claim.wish : claim.least));
  const wish = claims.map((claim) => claim.wish);
  if (sum(least) >= total) return scale(least, total);
  if (sum(firm) >= total) return between(least, firm, total);
  if (sum(wish) >= total) return between(firm, wish, total);
  return scale(wish, total);
}

function scale(widths: readonly number[], total: number): number[] {
  const factor = total / sum(widths);
  return widths.map((width) => width * factor);
}

/** From the one towards the other, as far as the total allows. */
function between(from: readonly number[], to: readonly number[], total: number): number[] {
  const way = sum(to) - sum(from);
  const part = way === 0 ? 0 : (total - sum(from)) / way;
  return from.map((width, index) => width + ((to[index] ?? width) - width) * part);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
