/** Lines set with blanks → tokens with positions, and positions → clusters. One character is one column, as pdftotext sets it. */
import { plainLabel } from './labels.ts';
import type { Line } from './model.ts';

export type TokenKind = 'amount' | 'code' | 'text';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface TokenLine {
  readonly source: Line;
  readonly tokens: readonly Token[];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

const AMOUNT = String.raw`[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
const DECIMAL_AMOUNT = /^(?:[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+|[-−]?\d{1,3}(?:,\d{3})+|0)$/;
const NUMBERS_ONLY = new RegExp(`^${AMOUNT}(?: ${AMOUNT})+$`);
const AMOUNT_THEN_TEXT = new RegExp(`^(${AMOUNT}) (?=\\p{Script=Han})`, 'u');
const TEXT_THEN_AMOUNT = new RegExp(`^(.*\\p{Script=Han}.*) (${AMOUNT})$`, 'u');
const CODE_THEN_TEXT = /^(\d{3}|\d{5}|\d{7}) ?(?=\p{Script=Han})/u;

export function tokenize(line: Line): TokenLine {
  const tokens: Token[] = [];
  for (const match of line.text.matchAll(/\S+(?: \S+)*/g)) splitSegment(match[0], match.index, tokens);
  return { source: line, tokens };
}

function splitSegment(text: string, start: number, tokens: Token[]): void {
  const push = (part: string, at: number) =>
    tokens.push({ kind: kindOf(part), text: part, start: at, end: at + part.length });
  if (NUMBERS_ONLY.test(text)) {
    for (const match of text.matchAll(/\S+/g)) push(match[0], start + match.index);
    return;
  }
  const lead = CODE_THEN_TEXT.exec(text) ?? AMOUNT_THEN_TEXT.exec(text);
  if (lead?.[1]) {
    push(lead[1], start);
    splitSegment(text.slice(lead[0].length), start + lead[0].length, tokens);
    return;
  }
  const tail = TEXT_THEN_AMOUNT.exec(text);
  if (tail?.[1] && tail[2] && DECIMAL_AMOUNT.test(tail[2])) {
    push(tail[1], start);
    push(tail[2], start + text.length - tail[2].length);
    return;
  }
  push(text, start);
}

function kindOf(text: string): TokenKind {
  if (DECIMAL_AMOUNT.test(text)) return 'amount';
  return /^\d{1,8}$/.test(text) ? 'code' : 'text';
}

/** Overlapping ranges become one; the result is in order. */
export function clusterRanges(ranges: readonly Range[]): Range[] {
  const clusters: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = clusters.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else clusters.push({ start: range.start, end: range.end });
  }
  return clusters;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A row label begins here rather than continuing the line above: it is numbered. */
export function isNumbered(text: string): boolean {
  return /^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、.](?!\d))/.test(plainLabel(text));
}
