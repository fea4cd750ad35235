/**
 * Tables set with blanks (pdftotext -layout) → grids. Figures that stand in one vertical run are a column, text between
 * two runs of figures begins another block. Cells may have slipped a line up or down; a row put together from several
 * lines is marked uncertain, and blanks are never certain. Whatever does not come out cleanly is not a grid at all.
 */
import {
  clusterRanges,
  isNumbered,
  overlaps,
  type Range,
  type Token,
  type TokenLine,
  tokenize,
} from './column-tokens.ts';
import type { TableForm } from './forms/form.ts';
import { plainLabel, unnumberedLabel } from './labels.ts';
import type { Block, Cell, Grid, GridRow, Line } from './model.ts';
import { joinCode } from './subject-code.ts';
import { isHeading, isTableNote, readTitle, readUnit } from './titles.ts';

const MAX_REGION = 600;
const MAX_WIDTH = 400;

/** The table and the index of the first block after it, or why there is none. */
export type ColumnGrid = { readonly grid: Grid; readonly end: number } | { readonly grid: null; readonly why: string };

interface ColumnBlock {
  readonly texts: Range;
  readonly amounts: readonly Range[];
}

/** Positions hold within a page: the next page may be set with other indents. */
interface Page {
  readonly lines: readonly TokenLine[];
  readonly blocks: readonly ColumnBlock[];
}

interface Entry {
  readonly line: TokenLine;
  readonly codes: readonly Token[];
  readonly texts: readonly Token[];
  readonly amounts: readonly Token[];
}

interface DraftRow {
  readonly line: TokenLine;
  code: string;
  label: string;
  readonly amounts: (Token | undefined)[];
  certain: boolean;
}

/** Reads the table that begins at block `from`, right under its title; undefined where no table begins there. */
export function readColumnGrid(blocks: readonly Block[], from: number, form: TableForm): ColumnGrid | undefined {
  const region = regionFrom(blocks, from);
  if (!region) return undefined;
  const lines = region.lines.map(tokenize).filter(({ tokens }) => tokens.length > 0);
  const isTotal = totalTest(form);
  const first = lines.findIndex(({ tokens }) => tokens.some((token) => startsBody(token, isTotal, form)));
  const body = lines
    .slice(Math.max(first, 0))
    .filter(({ tokens }) => !tokens.every((token) => /^[类款项]$/.test(token.text)));
  if (!body.some(({ tokens }) => tokens.some(({ kind }) => kind === 'amount'))) {
    return { grid: null, why: '表内没有数字' };
  }
  if (form.shape === 'items') return { grid: null, why: '按空格排版，各列的界线不能确定' };
  const pages = pagesOf(body);
  if (!pages) return { grid: null, why: '按空格排版，各列的界线不能确定，或各页列数不同' };
  const rows = rowsOf(pages, lines.slice(0, first), form, isTotal);
  if (!rows) return { grid: null, why: '按空格排版，有的数字不能确定属于哪一行' };
  const columnCount = Math.max(...rows.flatMap((row) => row.cells.map((cell) => cell.column + 1)));
  return { grid: { kind: 'grid', origin: 'columns', spans: 'stated', columnCount, rows }, end: region.end };
}

/** One header row, then the rows of each block one below the other: the blocks do not share lines. */
function rowsOf(
  pages: readonly Page[],
  header: readonly TokenLine[],
  form: TableForm,
  isTotal: TotalTest,
): GridRow[] | undefined {
  const blocks = pages[0]?.blocks ?? [];
  const top = header[0]?.source ?? pages[0]?.lines[0]?.source;
  if (!top) return undefined;
  const rows: GridRow[] = [];
  const headerRow: Cell[] = [];
  let offset = 0;
  for (const [index, block] of blocks.entries()) {
    const drafts = draftRows(pages, index, form, isTotal);
    if (!drafts) return undefined;
    headerRow.push(...headerCells(header, block, rangeOf(blocks, index), offset, form));
    for (const draft of drafts) rows.push(gridRow(draft, offset));
    offset += 2 + block.amounts.length;
  }
  return [{ cells: headerRow, place: top.place, quote: top.text.trim(), certain: true }, ...rows];
}

/** The lines from a title to the next title, heading or note. Without a unit line near the top it is a line of the contents. */
function regionFrom(blocks: readonly Block[], from: number): { lines: Line[]; end: number } | undefined {
  const lines: Line[] = [];
  let end = from;
  for (; end < blocks.length && end - from < MAX_REGION; end += 1) {
    const block = blocks[end];
    if (!block || block.kind === 'grid' || block.text.length > MAX_WIDTH) break;
    if (readTitle(block.text) || isHeading(block.text) || isTableNote(block.text)) break;
    if (block.text.trim() !== '') lines.push(block);
  }
  const unitAt = lines.slice(0, 4).findIndex((line) => readUnit(line.text) !== undefined);
  return unitAt < 0 ? undefined : { lines: lines.slice(unitAt + 1), end };
}

type TotalTest = (text: string) => boolean;

function totalTest(form: TableForm): TotalTest {
  if (form.shape === 'codes') return (text) => form.totals.some(({ label }) => label.test(unnumberedLabel(text)));
  if (form.shape === 'items') return () => false;
  const rows = form.sides.flatMap((side) => side.rows);
  return (text) => rows.some(({ label }) => label.test(unnumberedLabel(text)));
}

function startsBody(token: Token, isTotal: TotalTest, form: TableForm): boolean {
  if (token.kind === 'amount' || (token.kind === 'code' && token.text.length >= 3)) return true;
  return token.kind === 'text' && form.shape === 'sides' && isNumbered(token.text) && isTotal(token.text);
}

/** Text, then figures, then perhaps text again. Undefined where figures and text stand over one another. */
function blocksOf(body: readonly TokenLine[]): ColumnBlock[] | undefined {
  const tokens = body.flatMap((line) => line.tokens);
  const amounts = clusterRanges(tokens.filter(({ kind }) => kind === 'amount'));
  const texts = clusterRanges(tokens.filter(({ kind }) => kind !== 'amount'));
  if (amounts.length === 0 || texts.length === 0) return undefined;
  if (!startApart(tokens, texts, amounts)) return undefined;
  const doubled = body.some((line) =>
    amounts.some(
      (column) => line.tokens.filter((token) => token.kind === 'amount' && overlaps(token, column)).length > 1,
    ),
  );
  if (doubled) return undefined;
  const blocks: { texts: { start: number; end: number }; amounts: Range[] }[] = [];
  const ordered = [
    ...texts.map((range) => ({ range, isText: true })),
    ...amounts.map((range) => ({ range, isText: false })),
  ];
  for (const { range, isText } of ordered.sort((a, b) => a.range.start - b.range.start)) {
    const block = blocks.at(-1);
    if (isText && (!block || block.amounts.length > 0)) blocks.push({ texts: { ...range }, amounts: [] });
    else if (isText && block) block.texts.end = range.end;
    else if (block) block.amounts.push(range);
    else return undefined;
  }
  return blocks.filter((block) => block.amounts.length > 0);
}

/** Text and figures may touch from line to line, but no figure begins where text begins. */
function startApart(tokens: readonly Token[], texts: readonly Range[], amounts: readonly Range[]): boolean {
  const spread = (range: Range, isAmount: boolean): Range => {
    const starts = tokens
      .filter((token) => (token.kind === 'amount') === isAmount && overlaps(token, range))
      .map(({ start }) => start);
    return { start: Math.min(...starts), end: Math.max(...starts) + 1 };
  };
  const textStarts = texts.map((range) => spread(range, false));
  return amounts.every((range) => !textStarts.some((text) => overlaps(text, spread(range, true))));
}

/** Every page must show the same blocks with the same number of columns. */
function pagesOf(body: readonly TokenLine[]): Page[] | undefined {
  const pages: Page[] = [];
  for (const page of new Set(body.map(({ source }) => source.place.page))) {
    const lines = body.filter(({ source }) => source.place.page === page);
    const blocks = blocksOf(lines);
    const front = pages[0]?.blocks ?? blocks;
    if (!blocks || blocks.length === 0 || blocks.length !== front?.length) return undefined;
    if (blocks.some((block, index) => block.amounts.length !== front[index]?.amounts.length)) return undefined;
    pages.push({ lines, blocks });
  }
  return pages;
}

function rangeOf(blocks: readonly ColumnBlock[], index: number): Range {
  const start = index === 0 ? 0 : (blocks[index]?.texts.start ?? 0);
  return { start, end: blocks[index + 1]?.texts.start ?? Number.POSITIVE_INFINITY };
}

function draftRows(pages: readonly Page[], index: number, form: TableForm, isTotal: TotalTest): DraftRow[] | undefined {
  const assembly = new RowAssembly(form, isTotal);
  for (const { lines, blocks } of pages) {
    const block = blocks[index];
    if (!block) return undefined;
    for (const entry of lines.flatMap((line) => entryOf(line, rangeOf(blocks, index)) ?? [])) {
      if (!assembly.add(entry, block)) return undefined;
    }
  }
  return assembly.finish();
}

/** Puts the rows of one block together from its lines; a method that answers false has met what it cannot place. */
class RowAssembly {
  private readonly form: TableForm;
  private readonly isTotal: TotalTest;
  private readonly drafts: DraftRow[] = [];
  private waiting: { readonly entry: Entry; readonly block: ColumnBlock }[] = [];

  constructor(form: TableForm, isTotal: TotalTest) {
    this.form = form;
    this.isTotal = isTotal;
  }

  add(entry: Entry, block: ColumnBlock): boolean {
    const label = entry.texts.map(({ text }) => text).join('');
    const code = joinCode(entry.codes.map(({ text }) => text)) ?? '';
    if (this.begins(code, label)) return this.begin(entry, block, code, label);
    const last = this.drafts.at(-1);
    // Figures without a label of their own belong to the row that follows; a label's second half to the row before.
    if (label === '' && code === '') {
      this.waiting.push({ entry, block });
      return true;
    }
    if (!last) return entry.amounts.length === 0;
    last.label += label;
    last.code = joinCode([last.code, code]) ?? last.code;
    if (entry.amounts.length > 0 || code !== '') last.certain = false;
    return place(entry, last, block);
  }

  finish(): DraftRow[] | undefined {
    const last = this.drafts.at(-1);
    for (const { entry, block } of this.waiting) {
      if (!last || !place(entry, last, block)) return undefined;
      last.certain = false;
    }
    return this.drafts;
  }

  private begins(code: string, label: string): boolean {
    if (this.form.shape === 'codes') return code.length >= 3 || this.isTotal(label);
    return label !== '' && (isNumbered(label) || this.isTotal(label));
  }

  private begin(entry: Entry, block: ColumnBlock, code: string, label: string): boolean {
    const amounts = block.amounts.map(() => undefined);
    const draft: DraftRow = { line: entry.line, code, label, amounts, certain: this.waiting.length === 0 };
    const { waiting } = this;
    this.waiting = [];
    this.drafts.push(draft);
    return [{ entry, block }, ...waiting].every((part) => place(part.entry, draft, part.block));
  }
}

function entryOf(line: TokenLine, range: Range): Entry | undefined {
  const tokens = line.tokens.filter((token) => token.start >= range.start && token.start < range.end);
  if (tokens.length === 0) return undefined;
  return {
    line,
    codes: tokens.filter(({ kind }) => kind === 'code'),
    texts: tokens.filter(({ kind }) => kind === 'text'),
    amounts: tokens.filter(({ kind }) => kind === 'amount'),
  };
}

/** False when a cell would hold two figures: the lines have been put together wrongly. */
function place(entry: Entry, draft: DraftRow, block: ColumnBlock): boolean {
  for (const token of entry.amounts) {
    const column = block.amounts.findIndex((range) => overlaps(token, range));
    if (column < 0 || draft.amounts[column] !== undefined) return false;
    draft.amounts[column] = token;
  }
  return true;
}

function gridRow(draft: DraftRow, offset: number): GridRow {
  const { place: at, text } = draft.line.source;
  const cell = (value: string, column: number, token?: Token): Cell => ({
    text: value,
    column,
    columnSpan: 1,
    rowSpan: 1,
    place: at,
    range: token ? { start: token.start, end: token.end } : null,
  });
  const cells = [
    cell(draft.code, offset),
    cell(draft.label, offset + 1),
    ...draft.amounts.map((amount, index) => cell(amount?.text ?? '', offset + 2 + index, amount)),
  ];
  return { cells, place: at, quote: text.trim(), certain: draft.certain };
}

/** Code, name, and over each column of figures the words of the header that belong to it. */
function headerCells(
  header: readonly TokenLine[],
  block: ColumnBlock,
  range: Range,
  offset: number,
  form: TableForm,
): Cell[] {
  const at = header[0]?.source.place ?? { line: 1, page: null };
  const names = form.shape === 'codes' ? ['科目编码', '科目名称'] : ['行次', '项目'];
  const labels = block.amounts.length === 1 ? ['决算数'] : headerLabels(header, block, range, form);
  return [...names, ...labels].map((text, index) => ({
    text,
    column: offset + index,
    columnSpan: 1,
    rowSpan: 1,
    place: at,
    range: null,
  }));
}

/** Words that name the columns of text, or a whole side, whatever column they happen to stand over. */
const TEXT_HEADER = /^(收入|支出|项目|科目名称|(支出)?(功能|经济)分类(科目(编码)?)?|科目编码|编码|科目|[类款项]+)$/;

/** By position, or by order where one line of the header has exactly as many words as there are columns. */
function headerLabels(header: readonly TokenLine[], block: ColumnBlock, range: Range, form: TableForm): string[] {
  const lines = header.map(({ tokens }) =>
    tokens
      .flatMap(splitWords)
      .filter(
        (word) => word.start >= range.start && word.start < range.end && !TEXT_HEADER.test(plainLabel(word.text)),
      ),
  );
  const byPosition = block.amounts.map((column, index) => wordsOver(lines.flat(), column, index, block.amounts));
  const inOrder = lines.filter((words) => words.length === block.amounts.length);
  const patterns =
    form.shape === 'sides' ? form.sides.flatMap((side) => side.columns) : form.shape === 'codes' ? form.columns : [];
  const known = (labels: readonly string[]) =>
    new Set(labels.flatMap((label) => patterns.find(({ path }) => path.test(label))?.key ?? [])).size;
  return inOrder
    .map((words) => words.map(({ text }) => plainLabel(text)))
    .reduce((best, labels) => (known(labels) > known(best) ? labels : best), byPosition);
}

/** The words that touch a column, with some slack where no other column is touched; a word over two names neither. */
function wordsOver(words: readonly Token[], column: Range, index: number, columns: readonly Range[]): string {
  const reach = {
    start: Math.max(columns[index - 1]?.end ?? 0, column.start - 3),
    end: Math.min(columns[index + 1]?.start ?? Number.POSITIVE_INFINITY, column.end + 3),
  };
  const own = words.filter((word) => {
    const touched = columns.filter((other) => overlaps(word, other));
    return touched.length === 0 ? overlaps(word, reach) : touched.length === 1 && touched[0] === column;
  });
  return plainLabel(own.map(({ text }) => text).join(''));
}

function splitWords(token: Token): Token[] {
  return [...token.text.matchAll(/\S+/g)].map((match) => ({
    ...token,
    text: match[0],
    start: token.start + match.index,
    end: token.start + match.index + match[0].length,
  }));
}
