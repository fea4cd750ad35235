/**
 * Header rows → a tree over the columns. Where spans are stated (html, docx, xlsx) they decide; where they are lost
 * (tabs, pipes) a blank to the right of a label belongs to it if a lower header row divides that column, and a blank
 * without anything below repeats the label above it.
 */
import { isBlankMark, plainLabel } from './labels.ts';
import type { Grid, GridRow, HeaderNode } from './model.ts';

type LabelRow = readonly (string | undefined)[];

export function buildHeaderTree(grid: Grid, headerRows: readonly GridRow[]): HeaderNode[] {
  const matrix = headerRows.map((row) => spreadRow(row, grid.columnCount, grid.spans === 'stated'));
  const labels = grid.spans === 'stated' ? matrix : matrix.map((_, index) => inferGroups(matrix, index));
  return nodesBetween(labels, 0, 0, grid.columnCount - 1);
}

/** Labels from the top down for each column, repeated labels once: `['基本支出', '小计']`. */
export function columnPaths(tree: readonly HeaderNode[], columnCount: number): string[][] {
  const paths: string[][] = Array.from({ length: columnCount }, () => []);
  const visit = (node: HeaderNode) => {
    for (let column = node.first; column <= node.last; column += 1) paths[column]?.push(node.label);
    node.children.forEach(visit);
  };
  tree.forEach(visit);
  return paths;
}

function spreadRow(row: GridRow, columnCount: number, stated: boolean): LabelRow {
  const labels: (string | undefined)[] = new Array(columnCount).fill(undefined);
  for (const cell of row.cells) {
    const label = isBlankMark(cell.text) ? undefined : plainLabel(cell.text);
    const last = stated ? cell.column + cell.columnSpan : cell.column + 1;
    for (let column = cell.column; column < Math.min(last, columnCount); column += 1) labels[column] = label;
  }
  return labels;
}

function inferGroups(matrix: readonly LabelRow[], level: number): LabelRow {
  const row = matrix[level] ?? [];
  const below = matrix.slice(level + 1);
  const filled: (string | undefined)[] = [];
  row.forEach((label, column) => {
    const divided = below.some((lower) => lower[column] !== undefined);
    const bounded = matrix.slice(0, level).some((upper) => upper[column] !== undefined);
    // A group ends where the group above it begins anew.
    filled[column] = label ?? (divided && !bounded ? filled[column - 1] : undefined);
  });
  return filled;
}

function nodesBetween(labels: readonly LabelRow[], level: number, first: number, last: number): HeaderNode[] {
  const row = labels[level];
  if (!row) return [];
  const nodes: HeaderNode[] = [];
  let column = first;
  while (column <= last) {
    const label = row[column];
    let end = column;
    while (end < last && row[end + 1] === label) end += 1;
    const children = nodesBetween(labels, level + 1, column, end);
    if (label === undefined) nodes.push(...children);
    else nodes.push({ label, first: column, last: end, children });
    column = end + 1;
  }
  return nodes;
}
