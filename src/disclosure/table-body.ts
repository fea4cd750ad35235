/** What the readers of table bodies share: columns named by their header path, cells as text, figures as facts. */
import { parseDecimal } from './decimal.ts';
import { isBlankMark } from './labels.ts';
import type { Cell, Fact, FactValue, GridRow, TableColumn, TableRow } from './model.ts';

/** A table cut into header and body, columns named by their header path. */
export interface TableBody {
  readonly paths: readonly string[];
  readonly rows: readonly GridRow[];
}

export interface BodyReading {
  readonly rows: readonly TableRow[];
  readonly columns: readonly TableColumn[];
  readonly facts: readonly Fact[];
  readonly openBlocks: ReadonlySet<number>;
  readonly trouble: string | null;
}

/** What a cell says: blank, a figure, or something that is no figure. */
export function readValue(text: string): FactValue {
  if (isBlankMark(text)) return { kind: 'blank' };
  const amount = parseDecimal(text);
  return amount ? { kind: 'amount', amount } : { kind: 'unreadable' };
}

/** The cell that covers a column; undefined where the row is shorter. */
function cellAt(row: GridRow, column: number): Cell | undefined {
  const direct = row.cells[column];
  if (direct?.column === column) return direct;
  return row.cells.find((cell) => cell.column <= column && column < cell.column + cell.columnSpan);
}

/** The text of the cell that covers a column, '' where the row is shorter. */
export function textAt(row: GridRow, column: number): string {
  return cellAt(row, column)?.text ?? '';
}

/** The figure of a row under a column. `place` is the grid row's own, which for “三公” differs from the row's first. */
export function factOf(table: string, row: TableRow, key: string, gridRow: GridRow, column: number): Fact {
  const cell = cellAt(gridRow, column);
  const text = cell?.text ?? '';
  const value = readValue(text);
  return {
    table,
    row: row.key,
    column: key,
    value,
    stated: text,
    place: gridRow.place,
    range: cell?.range ?? null,
    quote: gridRow.quote,
    certain: row.certain && value.kind !== 'unreadable',
  };
}
