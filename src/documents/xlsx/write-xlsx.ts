/** Documents as Excel workbooks: a worksheet for every table, one before them for all the rest. */
import ExcelJs from 'exceljs';
import { textCell } from '../cells.ts';
import type { BarChartBlock, Block, DocumentModel, TableBlock } from '../model.ts';
import { prepareModel } from '../prepare-model.ts';
import { addCoverSheet } from './cover-sheet.ts';
import { sheetNamer } from './sheet-names.ts';
import { addTableSheet } from './table-sheet.ts';

const COVER = '说明';
const TABLE = '表';
const CHART = '图';

/**
 * Writes a workbook. Amounts, counts and percentages are exact numbers with a format; text is never a formula; the
 * header is frozen and repeated in print, and a sheet prints as wide as its page. A chart becomes its data.
 *
 * Text, headings, key values and warnings stand on the sheet 说明, which is left out of a document that has none.
 * Refuses what Excel cannot hold (`documents.cellTooLong`, `tooManyRows`, `tooManyColumns`); throws RangeError on a
 * malformed model.
 */
export async function writeXlsx(model: DocumentModel): Promise<Uint8Array> {
  const prepared = prepareModel(model);
  const workbook = new ExcelJs.Workbook();
  workbook.title = prepared.title;
  workbook.creator = prepared.author ?? '';
  workbook.lastModifiedBy = prepared.author ?? '';

  const nameOf = sheetNamer();
  const cover = needsCover(prepared) ? nameOf(COVER) : undefined;
  const tables = placedTables(prepared);
  const names = new Map<Block, string>(tables.map(({ block }) => [block, nameOf(block.caption ?? fallback(block))]));
  if (cover !== undefined) addCoverSheet(workbook, cover, prepared, names);
  for (const { block, headings } of tables)
    addTableSheet(workbook, {
      name: names.get(block) ?? fallback(block),
      titles: [prepared.title, ...headings],
      table: block.kind === 'table' ? block : chartTable(block),
      landscape: prepared.page === 'landscape',
      footer: prepared.footer,
    });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function fallback(block: Block): string {
  return block.kind === 'barChart' ? CHART : TABLE;
}

/** What has no place on a table's sheet; a document without any table needs the sheet too, or it had none. */
function needsCover(model: DocumentModel): boolean {
  const onTables = (block: Block) => ['table', 'barChart', 'heading', 'pageBreak'].includes(block.kind);
  const tables = model.blocks.some((block) => block.kind === 'table' || block.kind === 'barChart');
  return !tables || (model.subtitles ?? []).length > 0 || !model.blocks.every(onTables);
}

interface PlacedTable {
  readonly block: TableBlock | BarChartBlock;
  /** The headings it stands under, joined to one line; none at the beginning of a document. */
  readonly headings: readonly string[];
}

function placedTables(model: DocumentModel): PlacedTable[] {
  const path: string[] = [];
  const placed: PlacedTable[] = [];
  for (const block of model.blocks) {
    if (block.kind === 'heading') {
      path.length = block.level - 1;
      path[block.level - 1] = block.text;
    }
    if (block.kind !== 'table' && block.kind !== 'barChart') continue;
    // A level that was left out leaves a hole, which filter passes over.
    const headings = path.filter(() => true);
    placed.push({ block, headings: headings.length > 0 ? [headings.join(' · ')] : [] });
  }
  return placed;
}

function chartTable(chart: BarChartBlock): TableBlock {
  return {
    kind: 'table',
    caption: chart.caption,
    unit: chart.unit,
    columns: [{ title: '项目' }, { title: '数值' }],
    rows: chart.bars.map((bar) => ({ cells: [textCell(bar.label), bar.value] })),
  };
}
