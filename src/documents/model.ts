/**
 * A document as plain data: what it says, not how a format draws it. One model gives docx, pdf and xlsx.
 *
 * All text is literal: no markup is read in it, in any format. `\n` breaks a line; control characters, lone surrogates
 * and direction overrides are dropped before anything is written. Amounts are exact fen, rates integers per 10,000.
 */
import type { Fen, RatePer10k } from '../kernel/money.ts';

export interface DocumentModel {
  readonly title: string;
  /** Lines under the title: the area, the span, the day it was made. */
  readonly subtitles?: readonly string[] | undefined;
  /** Who issues it; goes into the properties of the file. */
  readonly author?: string | undefined;
  /** Stands at the foot of every page, beside the page number. */
  readonly footer?: string | undefined;
  /** A4; upright unless said otherwise. */
  readonly page?: 'portrait' | 'landscape' | undefined;
  /** `narrow` for a form that should stay on one page; those of a letter unless said otherwise. */
  readonly margins?: 'normal' | 'narrow' | undefined;
  readonly blocks: readonly Block[];
}

export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | KeyValuesBlock
  | CalloutBlock
  | BarChartBlock
  | PageBreakBlock;

export interface Run {
  readonly text: string;
  readonly bold?: boolean | undefined;
  readonly muted?: boolean | undefined;
}

/** A plain string, or pieces of different weight. */
export type RichText = string | readonly Run[];

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: RichText;
  /** `firstLine`: two characters on the first line, as in letters; `block`: the whole paragraph. */
  readonly indent?: 'firstLine' | 'block' | undefined;
  readonly align?: Align | undefined;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly ordered?: boolean | undefined;
  readonly items: readonly RichText[];
}

export interface KeyValuesBlock {
  readonly kind: 'keyValues';
  readonly items: readonly { readonly label: string; readonly value: Cell }[];
  /** Pairs beside each other on a line; 1 unless said otherwise. */
  readonly perLine?: 1 | 2 | undefined;
}

/** What must not be overlooked: that figures are a sample, that a source is unverified. */
export interface CalloutBlock {
  readonly kind: 'callout';
  readonly tone: 'note' | 'warning';
  readonly text: RichText;
}

/** Horizontal bars from zero, all on one scale; amounts below zero go to the left. */
export interface BarChartBlock {
  readonly kind: 'barChart';
  readonly caption?: string | undefined;
  readonly unit?: string | undefined;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: AmountCell | NumberCell | PercentCell;
}

export interface PageBreakBlock {
  readonly kind: 'pageBreak';
}

export type Align = 'left' | 'center' | 'right';

export interface TableBlock {
  readonly kind: 'table';
  readonly caption?: string | undefined;
  /** Shown above the right edge: "单位：元". */
  readonly unit?: string | undefined;
  /** 小五 (9 points) at most, where 五号 (10.5) would be the first choice. */
  readonly small?: boolean | undefined;
  /** Columns, or groups of columns under a common header, to any depth. */
  readonly columns: readonly HeaderNode[];
  readonly rows: readonly TableRow[];
}

export type HeaderNode = Column | ColumnGroup;

export interface Column {
  readonly title: string;
  /** Without it numbers stand right and text left. */
  readonly align?: Align | undefined;
  /** Wished width in Chinese characters; without it the content decides. The table fills the page's width either way. */
  readonly width?: number | undefined;
}

export interface ColumnGroup {
  readonly title: string;
  readonly columns: readonly HeaderNode[];
}

export interface TableRow {
  readonly kind?: 'normal' | 'subtotal' | 'total' | undefined;
  /** With their spans they fill the columns exactly. */
  readonly cells: readonly Cell[];
}

export type Cell = string | TextCell | AmountCell | NumberCell | PercentCell | EmptyCell;

export interface TextCell {
  readonly kind: 'text';
  readonly text: string;
  readonly bold?: boolean | undefined;
  readonly muted?: boolean | undefined;
  /** Steps of one character to the right, for 其中 lines. */
  readonly indent?: number | undefined;
  /** Columns it covers; 1 unless said otherwise. */
  readonly span?: number | undefined;
}

export interface AmountCell {
  readonly kind: 'amount';
  readonly fen: Fen;
  /** `yuan` unless said otherwise; `wanYuan` is shown rounded to two decimals, in xlsx the value stays exact. */
  readonly unit?: 'yuan' | 'wanYuan' | undefined;
}

/** A count or an index; `decimals` (0 to 6, 0 unless said otherwise) are shown. */
export interface NumberCell {
  readonly kind: 'number';
  readonly value: number;
  readonly decimals?: number | undefined;
}

export interface PercentCell {
  readonly kind: 'percent';
  readonly ratePer10k: RatePer10k;
  /** Shown; 2 unless said otherwise, rounded half away from zero. */
  readonly decimals?: 0 | 1 | 2 | undefined;
}

export interface EmptyCell {
  readonly kind: 'empty';
}
