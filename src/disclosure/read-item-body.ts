/** “三公”经费: items against 预算数 and 决算数, items in the columns or in the rows. */
import type { ColumnPattern, ItemForm, RowPattern } from './forms/form.ts';
import { isBlankMark, unnumberedLabel } from './labels.ts';
import type { Fact, GridRow, TableColumn, TableRow } from './model.ts';
import { type BodyReading, factOf, type TableBody, textAt } from './table-body.ts';

interface ItemColumn {
  readonly index: number;
  readonly label: string;
  readonly item: string | undefined;
  readonly period: string | undefined;
}

export function readItemBody(body: TableBody, form: ItemForm): BodyReading {
  const columns = body.paths.map((path, index) => readColumn(path, index, form));
  const items = columns.filter((column) => column.item !== undefined);
  if (items.length >= 3) return readAcross(body, form, columns);
  if (columns.some((column) => column.period !== undefined)) return readDown(body, form, columns);
  return { rows: [], columns: [], facts: [], openBlocks: new Set(), trouble: '没有辨认出“三公”经费各项的列' };
}

function readColumn(path: string, index: number, form: ItemForm): ItemColumn {
  const segments = path.split('/');
  const periods = segments.flatMap((segment) => findRow(segment, form.periods) ?? []);
  const rest = segments.filter((segment) => findRow(segment, form.periods) === undefined).join('/');
  return { index, label: path, item: rest === '' ? undefined : findItem(rest, form.items), period: periods[0] };
}

function findRow(text: string, patterns: readonly RowPattern[]): string | undefined {
  return patterns.find((pattern) => pattern.label.test(text))?.key;
}

function findItem(path: string, patterns: readonly ColumnPattern[]): string | undefined {
  return patterns.find((pattern) => pattern.path.test(path))?.key;
}

const PERIOD_NAMES: Readonly<Record<string, string>> = { budget: '预算数', final: '决算数' };

function rowOf(key: string, gridRow: GridRow): TableRow {
  const { place, quote, certain } = gridRow;
  const label = PERIOD_NAMES[key] ?? key;
  return { key, kind: 'item', label, code: null, group: null, block: 0, place, quote, certain };
}

/** Items in the columns; the periods are rows, or stand in the header over a single row. */
function readAcross(body: TableBody, form: ItemForm, columns: readonly ItemColumn[]): BodyReading {
  const rows = new Map<string, TableRow>();
  const facts = new Map<string, Fact>();
  const known: TableColumn[] = [];
  let trouble: string | null = null;
  const inHeader = columns.some((column) => column.item !== undefined && column.period !== undefined);
  for (const gridRow of body.rows) {
    const [lead = ''] = gridRow.cells.map((cell) => cell.text).filter((text) => text !== '');
    const rowPeriod = findRow(unnumberedLabel(lead), form.periods);
    for (const column of columns) {
      const period = column.period ?? (inHeader ? undefined : rowPeriod);
      const text = textAt(gridRow, column.index);
      if (!column.item || !period || (inHeader && isBlankMark(text) && facts.has(`${period}.${column.item}`))) continue;
      const row = rows.get(period) ?? rowOf(period, gridRow);
      rows.set(period, row);
      const key = `${period}.${column.item}`;
      if (facts.has(key) && !isBlankMark(facts.get(key)?.stated ?? '')) trouble = '同一项目同一口径有两个数';
      facts.set(key, factOf(form.id, row, column.item, gridRow, column.index));
      if (!known.some(({ key: seen }) => seen === column.item)) {
        known.push({ key: column.item, label: column.label, block: 0 });
      }
    }
  }
  return { rows: [...rows.values()], columns: known, facts: [...facts.values()], openBlocks: new Set(), trouble };
}

/** Items in the rows, 预算数 and 决算数 in the columns. */
function readDown(body: TableBody, form: ItemForm, columns: readonly ItemColumn[]): BodyReading {
  const rows = new Map<string, TableRow>();
  const facts = new Map<string, Fact>();
  const known: TableColumn[] = [];
  const periods = columns.filter((column) => column.period !== undefined);
  for (const gridRow of body.rows) {
    const labels = gridRow.cells.filter((cell) => periods.every((column) => column.index > cell.column));
    const label = labels.map((cell) => cell.text).find((text) => text !== '' && !/^\d+$/.test(text)) ?? '';
    const item = findItem(
      unnumberedLabel(label)
        .replace(/^其中[:]?/, '')
        .replace(/^\(\d\)|^\d[.、]/, ''),
      form.items,
    );
    if (!item || label === '') continue;
    if (!known.some(({ key }) => key === item)) known.push({ key: item, label, block: 0 });
    for (const column of periods) {
      const period = column.period ?? '';
      rows.set(period, rows.get(period) ?? rowOf(period, gridRow));
      facts.set(`${period}.${item}`, factOf(form.id, rowOf(period, gridRow), item, gridRow, column.index));
    }
  }
  const trouble = known.length < 3 ? '没有辨认出“三公”经费各项的行' : null;
  return { rows: [...rows.values()], columns: known, facts: [...facts.values()], openBlocks: new Set(), trouble };
}
