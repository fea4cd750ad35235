/**
 * Printed labels reduced to what is compared: full-width forms folded (NFKC), white space, quotation marks and
 * decoration removed. 因公出国（境）费 and 因公出国 (境) 费 become the same text.
 */
const NUMERAL = '[一二三四五六七八九十]{1,3}';
const LEADING_NUMBER = new RegExp(`^(?:[-•·*]|\\((?:${NUMERAL}|\\d{1,2})\\)|(?:${NUMERAL}|\\d{1,2})[、.:])+`);

/** Longest label that is looked at; more than this is text. */
const MAX_LABEL = 200;

export function plainLabel(text: string): string {
  return text
    .slice(0, MAX_LABEL)
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff"'“”‘’「」『』*#_]/g, '')
    .replace(/[\u2013\u2014\u2212]/g, '-');
}

/** Without its leading number: "1. 一般公共服务支出", "十一、…", "（一）…". */
export function unnumberedLabel(text: string): string {
  return plainLabel(text).replace(LEADING_NUMBER, '');
}

/** Marks of emptiness: blank, dashes, slash, ellipsis. */
export function isBlankMark(text: string): boolean {
  return /^[-—/\\.…·]*$/.test(plainLabel(text));
}
