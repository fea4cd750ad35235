/** Tables for the terminal: columns of Chinese and figures, cells broken to their column's width. */
import { padColumns } from '../terminal.ts';

export interface TextColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Broken where the line is too narrow; the others keep the width of their content. */
  readonly flexible?: boolean;
}

const GAP = '  ';
/** A flexible column is never squeezed below this: the table then becomes wider than the line. */
const LEAST = 16;

/**
 * The table's lines within `width` columns of the terminal (a Chinese character takes two), the header first, without
 * a line break. Trailing blanks are left out.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const natural = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index] ?? ''))),
  );
  const allowed = widthsWithin(columns, natural, width - GAP.length * (columns.length - 1));
  const cells = rows.map((row) => columns.map((_, index) => wrapText(row[index] ?? '', allowed[index] ?? 0)));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...cells.map((row) => Math.max(0, ...(row[index] ?? []).map(textWidth)))),
  );
  const line = (texts: readonly string[]) =>
    columns
      .map(({ align }, index) =>
        padColumns(texts[index] ?? '', widths[index] ?? 0, align === 'right' ? 'left' : 'right'),
      )
      .join(GAP)
      .trimEnd();
  const body = cells.flatMap((row) => {
    const height = Math.max(1, ...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, index) => line(row.map((lines) => lines[index] ?? '')));
  });
  return [line(columns.map(({ title }) => title)), ...body];
}

/** Widths that fit: flexible columns share what the others leave, the narrower ones first as they are. */
function widthsWithin(columns: readonly TextColumn[], natural: readonly number[], width: number): number[] {
  const allowed = [...natural];
  const flexible = columns
    .map((column, index) => ({ index, own: natural[index] ?? 0, isFlexible: column.flexible === true }))
    .filter(({ isFlexible }) => isFlexible)
    .sort((left, right) => left.own - right.own);
  const fixed = natural.reduce((sum, own, index) => sum + (columns[index]?.flexible ? 0 : own), 0);
  let left = width - fixed;
  for (const [position, { index, own }] of flexible.entries()) {
    const share = Math.max(Math.floor(left / (flexible.length - position)), LEAST);
    allowed[index] = Math.min(own, share);
    left -= allowed[index] ?? 0;
  }
  return allowed;
}

export function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return character.charCodeAt(0) > 0x2e7f;
}

/** Marks that do not begin a line, and those that do not end one. */
const NEVER_FIRST = new Set('，。；：、！？）〕》”％%');
const NEVER_LAST = new Set('（〔《“');

/** Breaks a text into lines of at most `most` columns: between Chinese characters, and at blanks between words. */
export function wrapText(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && textWidth(line + piece.trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** What may not be broken: a word, a figure with its unit sign, a character with the marks that belong to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    if (last !== undefined && belongsTo(last, character)) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

function belongsTo(piece: string, character: string): boolean {
  const end = piece.at(-1) ?? '';
  if (NEVER_FIRST.has(character) || NEVER_LAST.has(end) || character === ' ') return true;
  return end !== ' ' && !isWide(character) && !isWide(end);
}
