/** What a table of the disclosure looks like, as data: titles, columns and rows by their printed names. */
import type { Classification } from '../subjects.ts';

export interface ColumnPattern {
  readonly key: string;
  readonly name: string;
  /** Tested on the header path without white space, joined by `/`: 基本支出/小计. The first pattern that fits decides. */
  readonly path: RegExp;
}

export interface RowPattern {
  readonly key: string;
  /** Tested on the label without its leading number. */
  readonly label: RegExp;
  /** For `sum(group)` in a rule. */
  readonly group?: string;
  /** Fits only below the row of this key: the same words name a fund's income above and its carry-over below. */
  readonly after?: string;
  /** An "of which" row, never a part of a sum. */
  readonly memo?: true;
}

export interface SidePattern {
  readonly name: 'income' | 'expenditure';
  readonly columns: readonly ColumnPattern[];
  readonly rows: readonly RowPattern[];
  /** Rows that a summary row takes in when both are printed: they are then "of which". */
  readonly absorbed?: Readonly<Record<string, readonly string[]>>;
}

interface FormBase {
  readonly id: string;
  readonly name: string;
  /** Tested on the title without white space, number and bracketed tail; forms are tried in the order of `FORMS`. */
  readonly titles: readonly RegExp[];
}

/** 收入 on one side, 支出 on the other. */
export interface SidedForm extends FormBase {
  readonly shape: 'sides';
  readonly sides: readonly SidePattern[];
}

/** Subject code, subject name, amounts; one block or several side by side. */
export interface CodedForm extends FormBase {
  readonly shape: 'codes';
  readonly classification: Classification;
  readonly columns: readonly ColumnPattern[];
  /** Columns that are known and carry nothing for the rules. */
  readonly ignored: RegExp;
  readonly totals: readonly RowPattern[];
}

/** Items against 预算数 and 决算数, either way round. */
export interface ItemForm extends FormBase {
  readonly shape: 'items';
  readonly items: readonly ColumnPattern[];
  readonly periods: readonly RowPattern[];
}

export type TableForm = SidedForm | CodedForm | ItemForm;
