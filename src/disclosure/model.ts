/**
 * The document model: bytes → blocks (lines and grids) → tables (header tree, rows) → facts.
 *
 * A reader of another format (html, docx, xlsx, pdf) only has to produce a `SourceDocument`; everything after it is
 * shared. Positions travel with every cell, so that a finding always names a place in the file as the user sees it.
 */
import type { Failure } from '../kernel/result.ts';
import type { Decimal } from './decimal.ts';

/** Where something stands: line of the original file, from 1; page where the format has pages. */
export interface Place {
  readonly line: number;
  readonly page: number | null;
}

/** Character offsets within a line, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One line of running text, as printed. */
export interface Line {
  readonly kind: 'line';
  readonly text: string;
  readonly place: Place;
}

/** A cell covers `columnSpan` columns from `column` (0-based); merged cells of html, docx or xlsx state their spans. */
export interface Cell {
  readonly text: string;
  readonly column: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly place: Place;
  /** Characters of the line that the text takes; null where the format has no lines of text. */
  readonly range: TextRange | null;
}

export interface GridRow {
  readonly cells: readonly Cell[];
  readonly place: Place;
  /** The row's text as it stands in the file. */
  readonly quote: string;
  /** False where the reader had to guess which row a figure belongs to. */
  readonly certain: boolean;
}

/** A rectangle of cells. `spans` says whether blanks beside a header cell are merged with it by statement or by inference. */
export interface Grid {
  readonly kind: 'grid';
  readonly origin: 'tabs' | 'pipes' | 'columns';
  readonly spans: 'stated' | 'inferred';
  readonly columnCount: number;
  readonly rows: readonly GridRow[];
}

export type Block = Line | Grid;

export interface SourceDocument {
  readonly file: string;
  readonly blocks: readonly Block[];
}

/** A node of the header tree over columns `first`..`last` (0-based, both included). */
export interface HeaderNode {
  readonly label: string;
  readonly first: number;
  readonly last: number;
  readonly children: readonly HeaderNode[];
}

/** A figure cell's content: blank counts as zero in sums; unreadable content makes its relations unjudged. */
export type FactValue =
  | { readonly kind: 'blank' }
  | { readonly kind: 'amount'; readonly amount: Decimal }
  | { readonly kind: 'unreadable' };

/** One stated figure: table, row and column are its dimensions, `stated` the text as printed. */
export interface Fact {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly value: FactValue;
  readonly stated: string;
  readonly place: Place;
  readonly range: TextRange | null;
  /** The printed row the figure stands in. */
  readonly quote: string;
  /** False when the reading of the row or of its place is not sure: it may confirm a relation, never break one. */
  readonly certain: boolean;
}

export type RowKind = 'total' | 'subject' | 'item' | 'memo' | 'unknown';

/** A body row of one block (side) of a table. `key` is unique within the table. */
export interface TableRow {
  readonly key: string;
  readonly kind: RowKind;
  readonly label: string;
  /** Subject code as assembled from one cell or from 类, 款, 项. */
  readonly code: string | null;
  /** Group of a recognised item row, for `sum(group)`. */
  readonly group: string | null;
  readonly block: number;
  readonly place: Place;
  readonly quote: string;
  readonly certain: boolean;
}

export interface TableColumn {
  readonly key: string;
  /** Printed header, joined from the top: 基本支出/小计. */
  readonly label: string;
  readonly block: number;
}

/** A table that was found by its title and read. */
export interface StatementTable {
  readonly form: string;
  readonly name: string;
  readonly title: string;
  readonly place: Place;
  readonly unit: string | null;
  /** Usual number of decimals among the table's figures. */
  readonly decimals: number;
  readonly header: readonly HeaderNode[];
  readonly rows: readonly TableRow[];
  readonly columns: readonly TableColumn[];
  /** By `row.column`. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** Blocks in which a column with figures was not recognised. */
  readonly openBlocks: ReadonlySet<number>;
  /** False where cells were put together by position: blanks are then not certain, and names may be cut or run together. */
  readonly exact: boolean;
  /** Why the table cannot be judged at all, where it cannot. */
  readonly trouble: string | null;
}

export type DocumentKind = 'final' | 'budget' | 'unknown';
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Line of the judged total, parent or row, from 1. */
  readonly line: number;
  readonly page: number | null;
  readonly quote: string;
  readonly stated: string | null;
  readonly expected: string | null;
  readonly difference: string | null;
  readonly unit: string | null;
  readonly message: string;
  /** The finding whose correction also settles this one; null for a cause of its own. */
  readonly root: string | null;
}

/** A figure that takes part in a finding. */
export interface FindingCell {
  readonly line: number;
  readonly start?: number;
  readonly end?: number;
  readonly label: string;
  readonly value: string;
}

/** A finding with what a screen shows beside it; the published JSON form leaves these out. */
export interface DetailedFinding extends Finding {
  /** The rule in a sentence. */
  readonly ruleTitle: string;
  /** "455.67 + 135.26 = 590.93"; empty for a finding that is no sum. */
  readonly formula: string;
  readonly cells: readonly FindingCell[];
}

/** A table that was found, from the line of its title to that of its last row. */
export interface FoundTable {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface NotJudged {
  readonly rule: string;
  readonly why: string;
}

export interface DocumentReport {
  readonly file: string;
  readonly kind: DocumentKind;
  readonly body: string | null;
  readonly year: number | null;
  /** Unit of the tables, where they agree. */
  readonly unit: string | null;
  readonly tables: readonly FoundTable[];
  readonly findings: readonly DetailedFinding[];
  /** Relations evaluated: passed + rounding + failed + warned. */
  readonly judged: number;
  readonly passed: number;
  readonly rounding: number;
  readonly notJudged: readonly NotJudged[];
  /** Why the file could not be read as a disclosure, where it could not. */
  readonly failure: Failure | null;
}

export function factKey(row: string, column: string): string {
  return `${row}.${column}`;
}
