/** Tables by subject code: one block (公开02, 03, 05, 08, 09) or several side by side (公开06). */
import { parseDecimal } from './decimal.ts';
import type { CodedForm } from './forms/form.ts';
import { isBlankMark, plainLabel, unnumberedLabel } from './labels.ts';
import type { Fact, GridRow, TableColumn, TableRow } from './model.ts';
import { joinCode, splitCodedName } from './subject-code.ts';
import { type ColumnBlock, splitBlocks } from './table-blocks.ts';
import { type BodyReading, factOf, type TableBody, textAt } from './table-body.ts';

interface KeyedColumn extends TableColumn {
  readonly index: number;
}

export function readCodedBody(body: TableBody, form: CodedForm): BodyReading {
  const blocks = splitBlocks(body, form.ignored);
  const columns = blocks.flatMap((block, index) => keyColumns(block, index, body, form));
  const rows: TableRow[] = [];
  const facts: Fact[] = [];
  const keys = new KeyRing();
  for (const gridRow of body.rows) {
    blocks.forEach((block, index) => {
      const own = columns.filter((column) => column.block === index && column.key !== '');
      const row = readRow(gridRow, block, index, form, keys);
      if (!row) return;
      rows.push(row);
      for (const column of own)
        facts.push(factOf(form.id, row, column.key, gridRow, figureColumn(gridRow, column.index, row, blocks)));
    });
  }
  const openBlocks = blocks.flatMap((_, index) => (hasUnknownFigures(columns, index, body) ? [index] : []));
  return {
    rows,
    columns: columns.filter((column) => column.key !== ''),
    facts,
    openBlocks: new Set(openBlocks),
    trouble: troubleOf(blocks, columns, rows, body),
  };
}

function keyColumns(block: ColumnBlock, index: number, body: TableBody, form: CodedForm): KeyedColumn[] {
  const used = new Set<string>();
  return block.amounts.map((column) => {
    const label = body.paths[column] ?? '';
    const pattern = form.columns.find(({ path }) => path.test(label));
    const key = pattern && !used.has(pattern.key) ? pattern.key : '';
    used.add(key);
    return { key, label, block: index, index: column };
  });
}

function readRow(
  gridRow: GridRow,
  block: ColumnBlock,
  index: number,
  form: CodedForm,
  keys: KeyRing,
): TableRow | undefined {
  const codeTexts = block.codes.map((column) => textAt(gridRow, column));
  const nameText = block.name === null ? '' : textAt(gridRow, block.name);
  const joined = joinCode(codeTexts);
  const run = joined === undefined ? splitCodedName(nameText || codeTexts.join('')) : undefined;
  const code = joined ?? run?.code ?? null;
  const label = run?.name ?? (nameText || (code === null ? codeTexts.join('') : ''));
  const plain = plainLabel(label);
  // A figure where the name should be: cells have slipped to the left.
  const certain = gridRow.certain && parseDecimal(nameText) === undefined;
  const base = { label, code, group: null, block: index, place: gridRow.place, quote: gridRow.quote };
  if (code !== null) {
    // A code printed twice keeps both rows; which of them the totals mean is not ours to say.
    return { ...base, key: keys.take(code), kind: 'subject', certain };
  }
  const total = form.totals.find((pattern) => pattern.label.test(unnumberedLabel(label)));
  if (total) return { ...base, key: keys.take(total.key), kind: 'total', certain };
  const hasFigures = block.amounts.some((column) => !isBlankMark(textAt(gridRow, column)));
  if (!hasFigures) return undefined;
  const kind = plain.startsWith('其中') ? 'memo' : 'unknown';
  return { ...base, key: keys.take(`?${gridRow.place.line}`), kind, certain };
}

/** Row keys are unique in a table: the second row of a code is `code#2`. */
class KeyRing {
  private readonly uses = new Map<string, number>();

  take(key: string): string {
    const count = (this.uses.get(key) ?? 0) + 1;
    this.uses.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  }
}

/** 公用经费合计 is often merged over several blocks, its figure then stands in the last one. */
function figureColumn(gridRow: GridRow, column: number, row: TableRow, blocks: readonly ColumnBlock[]): number {
  if (row.kind !== 'total' || row.key === 'total' || textAt(gridRow, column) !== '') return column;
  for (const block of blocks.slice(row.block + 1)) {
    const labels = block.name === null ? block.codes : [...block.codes, block.name];
    if (labels.some((index) => textAt(gridRow, index) !== '')) return column;
    const [figure] = block.amounts;
    if (figure !== undefined && textAt(gridRow, figure) !== '') return figure;
  }
  return column;
}

function hasUnknownFigures(columns: readonly KeyedColumn[], block: number, body: TableBody): boolean {
  return columns.some(
    (column) =>
      column.block === block && column.key === '' && body.rows.some((row) => !isBlankMark(textAt(row, column.index))),
  );
}

function troubleOf(
  blocks: readonly ColumnBlock[],
  columns: readonly KeyedColumn[],
  rows: readonly TableRow[],
  body: TableBody,
): string | null {
  if (blocks.length === 0) return '没有辨认出金额列';
  if (!columns.some((column) => column.key !== '')) return '没有辨认出金额列的名称';
  if (rows.length > 0 && rows.every((row) => row.kind === 'unknown')) return '没有辨认出科目编码或合计行';
  return body.rows.some((row) => row.cells.length > body.paths.length) ? '有的行比表头多出列' : null;
}
