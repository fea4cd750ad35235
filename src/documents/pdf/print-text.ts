/** Text as the PDF's fonts can set it. Pure but for the font's character map. */
import { lineWidth, UNBREAKABLE_RUN } from '../text-width.ts';
import type { FontCoverage } from './fonts.ts';

/** Lines of pieces; between two pieces a line may be broken. */
export type PrintText = readonly (readonly string[])[];

/** Draw nothing, but would be taken for part of the letter before them wherever that letter stands in the file. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Radicals that look like a character and are copied from other PDFs in its stead. */
const RADICALS = /[\u2E80-\u2FDF]/g;
/** All blanks but the ideographic one share a glyph with the space. */
const BLANKS = /(?!\u3000)\p{Zs}/gu;
const CODED = /〔U\+[0-9A-F]{4,6}〕/u;

/**
 * Brings text to the characters the font has, one code point for each look: canonical composition, radicals to their
 * characters, blanks to spaces. What the font cannot draw is written as its code, 〔U+20BB7〕: nobody's name becomes a
 * box, and what was there can be found again.
 */
export function printable(text: string, font: FontCoverage): string {
  const composed = text
    .normalize('NFC')
    .replace(RADICALS, (radical) => radical.normalize('NFKC'))
    .replace(BLANKS, ' ')
    .replace(INVISIBLE, '');
  let shown = '';
  for (const character of composed) {
    const code = character.codePointAt(0) ?? 0;
    shown += character === '\n' || font.has(code) ? character : codeOf(code);
  }
  return shown;
}

function codeOf(codePoint: number): string {
  return `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`;
}

/** Whether a character had to be written as its code. */
export function hasCode(text: string): boolean {
  return CODED.test(text);
}

const CLUSTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Splits printable text into lines, and words too wide for `roomEm` into letters between which a line may end. */
export function printText(text: string, roomEm: number): PrintText {
  return text.split('\n').map((line) => pieces(line, roomEm));
}

function pieces(line: string, roomEm: number): string[] {
  if (lineWidth(line) <= roomEm) return [line];
  const found: string[] = [];
  let end = 0;
  for (const match of line.matchAll(UNBREAKABLE_RUN)) {
    if (lineWidth(match[0]) <= roomEm) continue;
    if (match.index > end) found.push(line.slice(end, match.index));
    for (const { segment } of CLUSTERS.segment(match[0])) found.push(segment);
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push(line.slice(end));
  return found;
}
