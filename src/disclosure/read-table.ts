/** A located table and its form → rows, columns and facts. */
import { isZero, parseDecimal } from './decimal.ts';
import type { CodedForm, ItemForm, SidedForm, TableForm } from './forms/form.ts';
import { buildHeaderTree, columnPaths } from './header-tree.ts';
import { isBlankMark, plainLabel } from './labels.ts';
import type { LocatedTable } from './locate-tables.ts';
import type { Fact, GridRow, HeaderNode, StatementTable } from './model.ts';
import { readCodedBody } from './read-coded-body.ts';
import { readItemBody } from './read-item-body.ts';
import { readSidedBody } from './read-sided-body.ts';
import { looksLikeCode } from './subject-code.ts';
import type { BodyReading, TableBody } from './table-body.ts';

/** Beyond these a table is no departmental account; it is left unjudged rather than worked through. */
const MAX_ROWS = 5_000;
const MAX_COLUMNS = 200;

export function readTable(located: LocatedTable, form: TableForm): StatementTable {
  const [first] = located.grids;
  const rowCount = located.grids.reduce((sum, grid) => sum + grid.rows.length, 0);
  const base = {
    form: form.id,
    name: form.name,
    title: located.title.text,
    place: located.place,
    unit: located.unit,
  };
  if (!first || rowCount > MAX_ROWS || first.columnCount > MAX_COLUMNS) {
    return emptyTable(base, `表过大（${rowCount} 行，${first?.columnCount ?? 0} 列），未读取`);
  }
  const split = splitHeader(first.rows, form);
  if (split === 0) return emptyTable(base, '没有可辨认的表头');
  const header = buildHeaderTree(
    first,
    first.rows.slice(0, split).filter((row) => !isColumnNumbers(row)),
  );
  const body: TableBody = {
    paths: columnPaths(header, first.columnCount).map((labels) => labels.join('/')),
    rows: [first.rows.slice(split), ...located.grids.slice(1).map((grid) => withoutHeader(grid.rows, form))].flat(),
  };
  const reading = readBody(body, form);
  return {
    ...base,
    header,
    decimals: usualDecimals(reading.facts),
    rows: reading.rows,
    columns: reading.columns,
    facts: new Map(reading.facts.map((fact) => [`${fact.row}.${fact.column}`, fact])),
    openBlocks: reading.openBlocks,
    exact: first.origin !== 'columns',
    trouble: reading.trouble ?? (widened(located) ? '续页的列数与首页不同' : null),
  };
}

function readBody(body: TableBody, form: CodedForm | SidedForm | ItemForm): BodyReading {
  switch (form.shape) {
    case 'codes':
      return readCodedBody(body, form);
    case 'sides':
      return readSidedBody(body, form);
    case 'items':
      return readItemBody(body, form);
  }
}

function emptyTable(
  base: Pick<StatementTable, 'form' | 'name' | 'title' | 'place' | 'unit'>,
  trouble: string,
): StatementTable {
  const header: HeaderNode[] = [];
  const empty = { decimals: 2, rows: [], columns: [], facts: new Map(), openBlocks: new Set<number>() };
  return { ...base, ...empty, header, exact: true, trouble };
}

/** How many rows at the top are header: all before the first that holds a figure, a code or a known row label. */
function splitHeader(rows: readonly GridRow[], form: TableForm): number {
  const first = rows.findIndex((row) => isBodyRow(row, form));
  return first < 0 ? rows.length : first;
}

function withoutHeader(rows: readonly GridRow[], form: TableForm): readonly GridRow[] {
  return rows.slice(splitHeader(rows, form)).filter((row) => !isColumnNumbers(row));
}

function isBodyRow(row: GridRow, form: TableForm): boolean {
  if (isColumnNumbers(row)) return false;
  const texts = row.cells.map((cell) => cell.text).filter((text) => text !== '');
  const [lead = ''] = texts;
  if (looksLikeCode(lead) || texts.some((text) => !isBlankMark(text) && parseDecimal(text) !== undefined)) return true;
  const label = plainLabel(lead);
  if (form.shape === 'codes') return texts.length === 1 && form.totals.some((total) => total.label.test(label));
  if (form.shape === 'items') return false;
  return /^(一|1)[、.]/.test(label);
}

/** 栏次: 1 2 3 … */
function isColumnNumbers(row: GridRow): boolean {
  const numbers = row.cells.map((cell) => cell.text).filter((text) => /^\d{1,2}$/.test(text));
  const others = row.cells.filter((cell) => cell.text !== '' && !/^\d{1,2}$/.test(cell.text));
  return (
    numbers.length >= 2 &&
    numbers.every((text, index) => Number(text) === index + 1) &&
    others.every((cell) => /^(栏次|行次|项目|类|款|项)$/.test(plainLabel(cell.text)))
  );
}

/** Continuation pages must have the columns of the first page. */
function widened(located: LocatedTable): boolean {
  const [first, ...rest] = located.grids;
  return rest.some((grid) => grid.rows.some((row) => row.cells.length > (first?.columnCount ?? 0)));
}

/** The number of decimals that most figures have; 0.00 and plain 0 count only when there is nothing else. */
function usualDecimals(facts: readonly Fact[]): number {
  const amounts = facts.flatMap(({ value }) => (value.kind === 'amount' ? [value.amount] : []));
  const telling = amounts.filter((amount) => !isZero(amount));
  const counts = new Map<number, number>();
  for (const { decimals } of telling.length > 0 ? telling : amounts) {
    counts.set(decimals, (counts.get(decimals) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, aCount], [b, bCount]) => bCount - aCount || b - a);
  return ranked[0]?.[0] ?? 2;
}
