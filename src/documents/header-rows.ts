/** A table's nested header laid out on a grid. Pure. */
import type { Column, ColumnGroup, HeaderNode } from './model.ts';

export interface HeaderCell {
  readonly title: string;
  /** From 0, as `row`. */
  readonly column: number;
  readonly row: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

export interface TableHeader {
  /** The columns proper, from the left. */
  readonly columns: readonly Column[];
  /** Header rows from the top; a cell stands in the row where it begins. */
  readonly rows: readonly (readonly HeaderCell[])[];
}

/** A group spans its columns; a column reaches down to the last header row. */
export function layOutHeader(nodes: readonly HeaderNode[]): TableHeader {
  const depth = Math.max(0, ...nodes.map(depthOf));
  const rows: HeaderCell[][] = Array.from({ length: depth }, () => []);
  const columns: Column[] = [];
  const place = (node: HeaderNode, row: number): void => {
    const start = columns.length;
    if (isGroup(node)) for (const child of node.columns) place(child, row + 1);
    else columns.push(node);
    const rowSpan = isGroup(node) ? 1 : depth - row;
    rows[row]?.push({ title: node.title, column: start, row, columnSpan: columns.length - start, rowSpan });
  };
  for (const node of nodes) place(node, 0);
  return { columns, rows };
}

function isGroup(node: HeaderNode): node is ColumnGroup {
  return 'columns' in node;
}

function depthOf(node: HeaderNode): number {
  return isGroup(node) ? 1 + Math.max(0, ...node.columns.map(depthOf)) : 1;
}
