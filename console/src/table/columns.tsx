/** Columns of a table: declared once, shown as cells, as cards on a phone, and written to spreadsheets. */
import type { ReactNode } from 'react';
import type { StateView } from '../api/types.ts';
import { Amount, Count } from '../money/amount.tsx';
import type { Unit } from '../money/format.ts';
import { State } from '../states/states.tsx';

export type CellValue = string | number | null;

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** `amount` values are fen; amounts and counts are right-aligned in tabular numerals. Text when absent. */
  readonly kind?: 'text' | 'amount' | 'count' | 'state';
  readonly value: (row: Row) => CellValue;
  /** Fuller cell; the plain value when absent. */
  readonly render?: (row: Row) => ReactNode;
  readonly state?: (row: Row) => StateView;
  /** The server's sort field, where the list can be sorted by this column. */
  readonly sort?: string;
  readonly width?: number;
  /** Not shown until chosen. */
  readonly optional?: boolean;
  /** Name of the column's total in `sums`. */
  readonly sum?: string;
  /** Amounts of a fixed unit, where the unit switch does not apply. */
  readonly unit?: Unit;
}

export type Sums = Readonly<Record<string, number>>;

export function isNumeric<Row>(column: Column<Row>): boolean {
  return column.kind === 'amount' || column.kind === 'count';
}

export function renderCell<Row>(column: Column<Row>, row: Row): ReactNode {
  if (column.render) return column.render(row);
  if (column.state) return <State state={column.state(row)} />;
  return renderValue(column, column.value(row));
}

export function renderValue<Row>(column: Column<Row>, value: CellValue): ReactNode {
  if (isNumeric(column) && (typeof value === 'number' || value === null)) {
    if (column.kind === 'count') return <Count value={value} />;
    return <Amount fen={value} {...(column.unit ? { unit: column.unit } : {})} />;
  }
  return value;
}

/** The columns to show: the user's choice where there is one, in the declared order; never none. */
export function chooseColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | null): Column<Row>[] {
  const wanted =
    chosen === null
      ? columns.filter((column) => !column.optional)
      : columns.filter((column) => chosen.includes(column.key));
  return wanted.length > 0 ? wanted : columns.filter((column) => !column.optional);
}

/** Header with the unit once: 医疗总费用 (元). Narrow brackets end flush with the figures below them. */
export function columnTitle<Row>(column: Column<Row>, unitName: string): string {
  if (column.kind !== 'amount') return column.title;
  return `${column.title} (${column.unit === 'yuan' ? '元' : unitName})`;
}
