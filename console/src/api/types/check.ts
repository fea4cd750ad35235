/** Checking a document: POST /api/check (raw text, header x-file-name, URI-encoded). */
import type { ApiErrorBody } from './common.ts';

/*
 * The report of the disclosure engine as it is (src/disclosure/model.ts), with what the panes show besides where the
 * engine can say it: the tables found, the cells that take part, the formula with its values. Without them the page
 * marks the finding's line and quote.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A cell or figure that takes part in a check; columns are character offsets in the line, end exclusive. */
export interface CellView {
  line: number;
  start?: number;
  end?: number;
  /** Name of the cell: 收入支出决算总表 本年收入合计 … */
  label?: string;
  value?: string;
}
export interface FindingView {
  id: string;
  rule: string;
  severity: Severity;
  /** Line of the text, counted from 1. */
  line: number;
  page: number | null;
  quote: string;
  /** Figures as text, in `unit`. */
  stated: string | null;
  expected: string | null;
  difference: string | null;
  unit: string | null;
  message: string;
  /** The finding whose correction also settles this one; null for a cause of its own. */
  root: string | null;
  /** "2,313.41 + 0.00 + 12.50 = 2,325.91". */
  formula?: string;
  /** The rule in a sentence. */
  ruleTitle?: string;
  cells?: CellView[];
}
export interface TableView {
  title: string;
  /** First and last line, counted from 1. */
  from: number;
  to: number;
}
export interface CheckedDocument {
  file: string;
  kind: 'final' | 'budget' | 'unknown';
  /** The body that published it. */
  body: string | null;
  year: number | null;
  /** Unit of the tables, where they agree. */
  unit?: string | null;
  tables?: TableView[];
  findings: FindingView[];
  /** Relations evaluated: passed + rounding + failed + warned. */
  judged: number;
  passed: number;
  rounding: number;
  notJudged: { rule: string; why: string; ruleTitle?: string; line?: number }[];
  /** Why the file could not be read as a disclosure, where it could not. */
  failure: ApiErrorBody | null;
}
export interface CheckResponse {
  documents: CheckedDocument[];
  /** The document's lines, as the findings count them. */
  text: string[];
}
