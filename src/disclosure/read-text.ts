/**
 * Text → document. Runs of lines with tabs, or with pipes, are grids; every other line stays a line. Tables set with
 * blanks alone (as `pdftotext -layout` writes them) stay lines here and are read by column position later, when a
 * title says that a table begins.
 */
import { failed, ok, type Result } from '../kernel/result.ts';
import { TEXT_LIMITS } from './decode-text.ts';
import { disclosureErrors } from './errors.ts';
import type { Block, Cell, Grid, GridRow, Line, Place, SourceDocument } from './model.ts';

type Divider = 'tabs' | 'pipes';

interface SourceLine {
  readonly text: string;
  readonly place: Place;
}

/** Refuses text beyond the stated limits; reads all else. Line numbers count `\n` of the original text from 1. */
export function readText(file: string, text: string): Result<SourceDocument> {
  const lines = splitLines(text);
  if (lines.length > TEXT_LIMITS.lines) {
    return failed(disclosureErrors.tooManyLines({ size: lines.length, limit: TEXT_LIMITS.lines }));
  }
  const long = lines.find((line) => line.text.length > TEXT_LIMITS.lineCharacters);
  if (long) {
    const { lineCharacters: limit } = TEXT_LIMITS;
    return failed(disclosureErrors.lineTooLong({ line: long.place.line, size: long.text.length, limit }));
  }
  const cells = lines.reduce((sum, line) => sum + (dividerOf(line.text) ? countCells(line.text) : 0), 0);
  if (cells > TEXT_LIMITS.cells) {
    return failed(disclosureErrors.tooManyCells({ size: cells, limit: TEXT_LIMITS.cells }));
  }
  return ok({ file, blocks: groupBlocks(lines) });
}

/** A form feed begins a page; a file without one has no pages. */
function splitLines(text: string): SourceLine[] {
  const hasPages = text.includes('\f');
  let page = 1;
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((raw, index) => {
      if (raw.includes('\f')) page += raw.split('\f').length - 1;
      const shown = raw.replace(/\r$/, '').replaceAll('\f', '');
      return { text: shown, place: { line: index + 1, page: hasPages ? page : null } };
    });
}

function dividerOf(text: string): Divider | undefined {
  if (text.includes('\t')) return 'tabs';
  // One pipe at the end of a line is a cell mark of a page saved cell by cell, not a row of a table.
  const pipes = text.match(/(?<!\\)\|/g)?.length ?? 0;
  return pipes >= 2 || (pipes === 1 && !/^\s*\||\|\s*$/.test(text)) ? 'pipes' : undefined;
}

/** An upper bound, cheap enough to ask before any cell is made. */
function countCells(text: string): number {
  return text.split(/[\t|]/).length;
}

function groupBlocks(lines: readonly SourceLine[]): Block[] {
  const blocks: Block[] = [];
  let run: SourceLine[] = [];
  let runDivider: Divider | undefined;
  const closeRun = () => {
    if (runDivider) blocks.push(gridOf(run, runDivider));
    run = [];
    runDivider = undefined;
  };
  for (const line of lines) {
    const divider = dividerOf(line.text);
    if (divider !== runDivider) closeRun();
    if (divider) {
      run.push(line);
      runDivider = divider;
    } else blocks.push(lineOf(line));
  }
  closeRun();
  return blocks;
}

function lineOf({ text, place }: SourceLine): Line {
  return { kind: 'line', text, place };
}

function gridOf(lines: readonly SourceLine[], divider: Divider): Grid {
  const content = lines.filter((line) => !isRuler(line.text));
  // Where only some rows begin (or end) with a pipe, that pipe is not the table's edge but an empty first (last) cell.
  const opens = content.every(({ text }) => text.trimStart().startsWith('|'));
  const closes = content.every(({ text }) => text.trimEnd().endsWith('|'));
  const rows = content.map((line) =>
    rowOf(line, divider === 'tabs' ? line.text.split('\t') : splitPipes(line.text, opens, closes)),
  );
  const columnCount = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return { kind: 'grid', origin: divider, spans: 'inferred', columnCount, rows };
}

/** The rule under a pipe table's header: |---|:---:| */
function isRuler(text: string): boolean {
  return /^[\s|:+-]*$/.test(text) && text.includes('-') && text.includes('|');
}

function splitPipes(text: string, opens: boolean, closes: boolean): string[] {
  const cells = text.trim().split(/(?<!\\)\|/);
  const inner = cells.slice(opens ? 1 : 0, closes ? -1 : undefined);
  return inner.map((cell) => cell.replaceAll('\\|', '|'));
}

function rowOf({ text, place }: SourceLine, texts: readonly string[]): GridRow {
  let from = 0;
  const cells: Cell[] = texts.map((raw, column) => {
    const cell = raw.replaceAll('<br>', '').trim();
    const start = text.indexOf(cell, from);
    const range = cell === '' || start < 0 ? null : { start, end: start + cell.length };
    from = range?.end ?? from;
    return { text: cell, column, columnSpan: 1, rowSpan: 1, place, range };
  });
  return { cells, place, quote: text.trim(), certain: true };
}
