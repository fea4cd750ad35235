/** How wide text is set, in em, without a font: an estimate for column widths and for words that need breaking. Pure. */

/** Parts of an em, generous for 宋体-like and Noto Latin letters; a Chinese character is 1. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2e80) return 1;
  if (code >= 0x80) return 0.65;
  if (/[,.:;'|!iljI ]/.test(character)) return 0.3;
  if (/[MWmw@%&]/.test(character)) return 0.9;
  if (/[A-Z]/.test(character)) return 0.68;
  return 0.57;
}

/** Width of a single line, in em. */
export function lineWidth(line: string): number {
  let width = 0;
  for (const character of line) width += characterWidth(character);
  return width;
}

/** Width of the widest line, in em. */
export function textWidth(text: string): number {
  return Math.max(...text.split('\n').map(lineWidth));
}

/** A run that offers no place to break a line: neither space nor Chinese. */
export const UNBREAKABLE_RUN = /[^\s\u2E80-\u{10FFFF}]+/gu;

/** Width of the widest unbreakable run, in em; at least one Chinese character where there is any text. */
export function widestWord(text: string): number {
  const words = text.match(UNBREAKABLE_RUN) ?? [];
  return Math.max(text === '' ? 0 : 1, ...words.map(lineWidth));
}
