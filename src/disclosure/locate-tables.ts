/** Walks the blocks and hands every grid to the title above it; pages of one table are put together. */
import { readColumnGrid } from './column-grid.ts';
import { findForm } from './forms/index.ts';
import { plainLabel } from './labels.ts';
import type { Block, Grid, GridRow, Place, SourceDocument } from './model.ts';
import { isFurniture, isHeading, isTableNote, readTitle, readUnit, type Title } from './titles.ts';

export interface LocatedTable {
  readonly title: Title;
  readonly place: Place;
  unit: string | null;
  /** First page and continuations. */
  readonly grids: Grid[];
}

export interface BareTitle {
  readonly form: string;
  readonly place: Place;
  readonly why: string;
}

export interface Location {
  readonly tables: readonly LocatedTable[];
  /** Titles of known tables that have a unit line and yet no readable table below. */
  readonly bare: readonly BareTitle[];
}

/** Lines between a title and its table beyond which the title is taken for a line of the contents. */
const MAX_GAP = 8;

export function locateTables(document: SourceDocument): Location {
  const walk = new Walk();
  const blocks = document.blocks.flatMap(splitAtTitleRows);
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    if (!block) break;
    if (block.kind === 'grid') walk.grid(block);
    else {
      walk.line(block.text, block.place, previousLine(blocks, index));
      const form = findForm(walk.wantedForm() ?? '');
      const columns = form ? readColumnGrid(blocks, index + 1, form) : undefined;
      if (columns?.grid === null) walk.unread(columns.why);
      else if (columns) {
        walk.unitOf(blocks.slice(index + 1, columns.end));
        walk.grid(columns.grid);
        index = columns.end - 1;
      }
    }
  }
  walk.finish();
  return { tables: mergePages(walk.tables), bare: walk.bare };
}

class Walk {
  readonly tables: LocatedTable[] = [];
  readonly bare: BareTitle[] = [];
  private pending: LocatedTable | undefined;
  private open: LocatedTable | undefined;
  private gap = 0;
  private why = '';

  line(text: string, place: Place, previous: string): void {
    const title = readBrokenTitle(previous, text) ?? readTitle(text);
    if (title) {
      this.drop();
      this.pending = { title, place, unit: readUnit(text) ?? null, grids: [] };
      this.gap = 0;
      this.why = '其下没有能读成表格的内容';
      return;
    }
    if (isHeading(text) || isTableNote(text)) {
      this.drop();
      this.open = undefined;
      return;
    }
    if (this.pending) this.pending.unit ??= readUnit(text) ?? null;
    if (plainLabel(text) !== '' && this.pending) {
      this.gap += 1;
      if (this.gap > MAX_GAP) this.drop();
    }
    if (!isFurniture(text)) this.open = undefined;
  }

  grid(grid: Grid): void {
    if (this.pending) {
      this.pending.grids.push(grid);
      this.tables.push(this.pending);
      this.open = this.pending;
      this.pending = undefined;
    } else this.open?.grids.push(grid);
  }

  /** A title just seen whose table, if it is set with blanks, begins on the next line. */
  wantedForm(): string | null {
    return this.pending && this.gap === 0 ? this.pending.title.form : null;
  }

  unread(why: string): void {
    this.why = why;
  }

  unitOf(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if (this.pending && block.kind === 'line') this.pending.unit ??= readUnit(block.text) ?? null;
    }
  }

  finish(): void {
    this.drop();
  }

  private drop(): void {
    const { pending } = this;
    if (pending?.title.form && pending.unit) {
      this.bare.push({ form: pending.title.form, place: pending.place, why: this.why });
    }
    this.pending = undefined;
  }
}

/** A title broken over two lines; accepted only when the two halves name a known table. */
function readBrokenTitle(previous: string, text: string): Title | undefined {
  if (previous === '' || !/^[\p{Script=Han}（）()“”"\s\d]{4,60}$/u.test(previous)) return undefined;
  const title = readTitle(previous.trim() + text.trim());
  return title?.form ? title : undefined;
}

/** Only a line directly above, itself no title, can be the first half of one. */
function previousLine(blocks: readonly Block[], index: number): string {
  const previous = blocks[index - 1];
  if (previous?.kind !== 'line' || isFurniture(previous.text) || isHeading(previous.text)) return '';
  return readTitle(previous.text) ? '' : previous.text;
}

/** Rows at the head of a grid (or between two tables saved as one) that hold title, unit or body rather than figures. */
function splitAtTitleRows(block: Block): Block[] {
  if (block.kind === 'line') return [block];
  const parts: Block[] = [];
  let rows: GridRow[] = [];
  const close = () => {
    if (rows.length > 0) parts.push({ ...block, rows });
    rows = [];
  };
  for (const row of block.rows) {
    const texts = row.cells.map((cell) => cell.text).filter((text) => text !== '');
    const isTitle = texts.length === 1 && readTitle(texts[0] ?? '') !== undefined;
    const isPreface = rows.length === 0 && texts.length <= 3 && texts.every((text) => isFurniture(text));
    if (!isTitle && !isPreface) {
      rows.push(row);
      continue;
    }
    close();
    parts.push(...texts.map((text) => ({ kind: 'line' as const, text, place: row.place })));
  }
  close();
  return parts;
}

/** The same title again, with 续 or with the total on one of the two pages alone, continues the table before it. */
function mergePages(tables: readonly LocatedTable[]): LocatedTable[] {
  const merged: LocatedTable[] = [];
  for (const table of tables) {
    const before = merged.at(-1);
    const isPage =
      before !== undefined && before.title.form === table.title.form && before.title.text === table.title.text;
    if (isPage && (table.title.continued || hasTotal(before) !== hasTotal(table))) before.grids.push(...table.grids);
    else merged.push(table);
  }
  return merged;
}

function hasTotal(table: LocatedTable): boolean {
  return table.grids.some((grid) =>
    grid.rows.some((row) =>
      /^(合计|总计|.*总计|.*经费合计)$/.test(plainLabel(row.cells.find((cell) => cell.text)?.text ?? '')),
    ),
  );
}
