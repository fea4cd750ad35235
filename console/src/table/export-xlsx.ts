/**
 * Exports ALL matching rows, not the page: fetched page by page, written to one sheet with exact numbers and a number
 * format. The spreadsheet writer is loaded when first used.
 */
import type { PageOf } from '../api/types.ts';
import { toSheetNumber, UNIT_NAMES, type Unit } from '../money/format.ts';
import type { Column, Sums } from './columns.tsx';

const EXPORT_PAGE = 1000;
/** An Excel sheet holds 1,048,576 rows; two are the title and the header, one the total. */
export const EXPORT_LIMIT = 1_048_000;

export interface ExportPlan<Row> {
  readonly title: string;
  /** Filters in words, under the title. */
  readonly scope: string;
  readonly fileName: string;
  readonly columns: readonly Column<Row>[];
  readonly unit: Unit;
  readonly fetchPage: (
    page: number,
    size: number,
    signal: AbortSignal,
  ) => Promise<PageOf<Row> & { readonly sums?: Sums | undefined }>;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Answers the number of rows written. Throws ApiError, or AbortError when cancelled; then no file is written. */
export async function exportXlsx<Row>(plan: ExportPlan<Row>): Promise<number> {
  const { rows, sums } = await fetchAll(plan);
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(plan.title.slice(0, 31), { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.addRow([plan.title]).font = { bold: true, size: 14 };
  sheet.addRow([plan.scope]).font = { color: { argb: 'FF55616B' } };
  const header = sheet.addRow(plan.columns.map((column) => sheetTitle(column, plan.unit)));
  header.font = { bold: true };
  header.border = { bottom: { style: 'thin' } };
  for (const row of rows) sheet.addRow(plan.columns.map((column) => sheetValue(column, column.value(row), plan.unit)));
  if (sums) {
    const total = sheet.addRow(
      plan.columns.map((column, index) => {
        const sum = column.sum === undefined ? undefined : sums[column.sum];
        return sum === undefined ? (index === 0 ? '合计' : null) : sheetValue(column, sum, plan.unit);
      }),
    );
    total.font = { bold: true };
    total.border = { top: { style: 'thin' } };
  }
  for (const [index, column] of plan.columns.entries()) {
    const target = sheet.getColumn(index + 1);
    target.width = column.kind === 'amount' ? 16 : Math.max(10, column.title.length * 2 + 4);
    if (column.kind === 'amount') target.numFmt = '#,##0.00';
    if (column.kind === 'count') target.numFmt = '#,##0';
  }
  const buffer = await workbook.xlsx.writeBuffer();
  plan.signal.throwIfAborted();
  saveFile(
    plan.fileName,
    new Blob([buffer], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
  );
  return rows.length;
}

async function fetchAll<Row>(plan: ExportPlan<Row>): Promise<{ rows: Row[]; sums: Sums | undefined }> {
  const rows: Row[] = [];
  let sums: Sums | undefined;
  for (let page = 1; ; page += 1) {
    plan.signal.throwIfAborted();
    const answer = await plan.fetchPage(page, EXPORT_PAGE, plan.signal);
    rows.push(...answer.rows);
    sums ??= answer.sums;
    plan.onProgress(rows.length, answer.total);
    if (answer.rows.length === 0 || rows.length >= answer.total || rows.length >= EXPORT_LIMIT) return { rows, sums };
  }
}

function sheetTitle<Row>(column: Column<Row>, unit: Unit): string {
  return column.kind === 'amount' ? `${column.title} (${UNIT_NAMES[column.unit ?? unit]})` : column.title;
}

function sheetValue<Row>(column: Column<Row>, value: string | number | null, unit: Unit): string | number | null {
  return column.kind === 'amount' && typeof value !== 'string' ? toSheetNumber(value, column.unit ?? unit) : value;
}

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download has taken its copy by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
