/** Text as every format can carry it. Pure. */

/** Every kind of line end that Unicode knows. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

/**
 * What no office format may hold, or what would make a line read otherwise than it is written: controls, noncharacters,
 * the byte order mark, direction embeddings, overrides and isolates.
 */
const UNFIT = /[\p{Cc}\p{Noncharacter_Code_Point}\uFEFF\u202A-\u202E\u2066-\u2069]/gu;

/** Line ends as `\n`, tabs as spaces, lone surrogates as U+FFFD; controls and the like are dropped. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(UNFIT, (character) => (character === '\n' ? character : ''));
}
