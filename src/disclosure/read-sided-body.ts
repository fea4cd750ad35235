/** 收入 on one side, 支出 on the other (公开01, 04): both sides are read, rows are matched by name. */
import { parseDecimal } from './decimal.ts';
import type { RowPattern, SidedForm, SidePattern } from './forms/form.ts';
import { IGNORED_COLUMNS } from './forms/shared.ts';
import { isBlankMark, unnumberedLabel } from './labels.ts';
import type { Fact, GridRow, TableColumn, TableRow } from './model.ts';
import { type ColumnBlock, splitBlocks } from './table-blocks.ts';
import { type BodyReading, factOf, type TableBody, textAt } from './table-body.ts';

interface Side {
  readonly pattern: SidePattern;
  readonly block: ColumnBlock;
  readonly index: number;
}

/** A row of one side before the two sides are compared. */
interface SideRow {
  readonly gridRow: GridRow;
  readonly label: string;
  pattern: RowPattern | undefined;
}

export function readSidedBody(body: TableBody, form: SidedForm): BodyReading {
  const blocks = splitBlocks(body, IGNORED_COLUMNS).filter((block) => block.name !== null);
  const sides = form.sides.map((pattern) => pickSide(pattern, blocks, body));
  const [income, expenditure] = sides;
  if (!income || !expenditure || income.index === expenditure.index) {
    return { rows: [], columns: [], facts: [], openBlocks: new Set(), trouble: '没有同时辨认出收入方和支出方' };
  }
  const incomeRows = matchRows(income, body);
  const expenditureRows = matchRows(expenditure, body);
  settleTotals(incomeRows, expenditureRows);
  const readings = [readSide(income, incomeRows, body, form), readSide(expenditure, expenditureRows, body, form)];
  return {
    rows: readings.flatMap((reading) => reading.rows),
    columns: readings.flatMap((reading) => reading.columns),
    facts: readings.flatMap((reading) => reading.facts),
    openBlocks: new Set(readings.flatMap((reading) => reading.open)),
    trouble: body.rows.some((row) => row.cells.length > body.paths.length) ? '有的行比表头多出列' : null,
  };
}

/** The block whose labels fit the side best; a third block (支出 by nature) fits neither. */
function pickSide(pattern: SidePattern, blocks: readonly ColumnBlock[], body: TableBody): Side | undefined {
  const scored = blocks.map((block, index) => ({
    block,
    index,
    score: body.rows.filter((row) => findPattern(pattern, labelAt(row, block), new Set(['iB']))).length,
  }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (top, candidate) => (candidate.score > (top?.score ?? 1) ? candidate : top),
    undefined,
  );
  return best ? { pattern, block: best.block, index: best.index } : undefined;
}

function labelAt(row: GridRow, block: ColumnBlock): string {
  return block.name === null ? '' : textAt(row, block.name);
}

function findPattern(side: SidePattern, text: string, seen: ReadonlySet<string>): RowPattern | undefined {
  const label = unnumberedLabel(text);
  if (label === '') return undefined;
  return side.rows.find((row) => row.label.test(label) && (row.after === undefined || seen.has(row.after)));
}

function matchRows(side: Side, body: TableBody): SideRow[] {
  const seen = new Set<string>();
  return body.rows.map((gridRow) => {
    const label = labelAt(gridRow, side.block);
    const pattern = findPattern(side.pattern, label, seen);
    if (pattern) seen.add(pattern.key);
    return { gridRow, label, pattern };
  });
}

/**
 * Some forms print 收入总计 | 支出总计 where the year's own totals stand and 总计 below: of two total rows without a
 * 本年收入合计 the first is the year's. The other side follows row by row, and so does an unnamed cell beside 总计.
 */
function settleTotals(income: SideRow[], expenditure: SideRow[]): void {
  const keyed = (rows: readonly SideRow[], key: string) => rows.filter((row) => row.pattern?.key === key);
  const totals = keyed(income, 'iT');
  const [first] = totals;
  if (totals.length !== 2 || keyed(income, 'iS').length > 0 || !first) return;
  first.pattern = { key: 'iS', label: /./ };
  income.forEach((row, index) => {
    const other = expenditure[index];
    if (!other) return;
    if (row === first && other.pattern?.key === 'eT') other.pattern = { key: 'eS', label: /./ };
    if (row.pattern?.key === 'iT' && other.label === '') other.pattern = { key: 'eT', label: /./ };
  });
}

function readSide(side: Side, sideRows: readonly SideRow[], body: TableBody, form: SidedForm) {
  const columns: (TableColumn & { readonly index: number })[] = side.block.amounts.map((index) => {
    const label = body.paths[index] ?? '';
    const key = side.pattern.columns.find(({ path }) => path.test(label))?.key ?? '';
    return { key, label, block: side.index, index };
  });
  const present = new Set(sideRows.map((row) => row.pattern?.key));
  const rows: TableRow[] = [];
  const facts: Fact[] = [];
  const taken = new Set<string>();
  for (const { gridRow, label, pattern } of sideRows) {
    const isEmpty = columns.every((column) => isBlankMark(textAt(gridRow, column.index)));
    // A figure in place of a label is a row whose cells have slipped; it keeps the sums of its side from failing.
    if (!pattern && isEmpty && parseDecimal(label) === undefined) continue;
    const row = rowOf(gridRow, label, pattern, side, taken, present);
    taken.add(row.key);
    rows.push(row);
    for (const column of columns) {
      if (column.key !== '') facts.push(factOf(form.id, row, column.key, gridRow, column.index));
    }
  }
  const isOpen = columns.some(
    (column) => column.key === '' && body.rows.some((row) => !isBlankMark(textAt(row, column.index))),
  );
  const known = columns.filter((column) => column.key !== '');
  return { rows, facts, columns: known, open: isOpen ? [side.index] : [] };
}

function rowOf(
  gridRow: GridRow,
  label: string,
  pattern: RowPattern | undefined,
  side: Side,
  taken: ReadonlySet<string>,
  present: ReadonlySet<string | undefined>,
): TableRow {
  const base = { label, code: null, block: side.index, place: gridRow.place, quote: gridRow.quote };
  const certain = gridRow.certain;
  const unknownKey = `?${side.pattern.name}${gridRow.place.line}`;
  if (pattern?.memo) return { ...base, key: unknownKey, kind: 'memo', group: null, certain };
  if (!pattern || taken.has(pattern.key)) return { ...base, key: unknownKey, kind: 'unknown', group: null, certain };
  const absorbed = Object.entries(side.pattern.absorbed ?? {}).some(
    ([summary, parts]) => present.has(summary) && parts.includes(pattern.key),
  );
  const kind = absorbed ? 'memo' : 'item';
  return { ...base, key: pattern.key, kind, group: absorbed ? null : (pattern.group ?? null), certain };
}
