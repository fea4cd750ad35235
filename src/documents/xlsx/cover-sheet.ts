/** The worksheet for all that is not a table: title, paragraphs, key values, warnings, in the order of the document. */
import type { Workbook, Worksheet } from 'exceljs';
import { EMPTY_CELL } from '../cells.ts';
import type { Block, Cell, DocumentModel } from '../model.ts';
import { plainText } from '../rich-text.ts';
import { textWidth } from '../text-width.ts';
import { type CellLook, LINE_HEIGHT_PT, putCell, putMerged, setUpPrint } from './sheet.ts';

const LABEL_WIDTH = 24;
const VALUE_WIDTH = 66;
const FILLS = { note: 'FFEEF4FB', warning: 'FFFDF1E7' } as const;

interface Line {
  readonly text: string;
  readonly look: CellLook;
}

interface Pair {
  readonly label: string;
  readonly value: Cell;
}

/** `sheetOf` names the worksheet of a table or a chart. */
export function addCoverSheet(
  workbook: Workbook,
  name: string,
  model: DocumentModel,
  sheetOf: ReadonlyMap<Block, string>,
): void {
  const sheet = workbook.addWorksheet(name, { views: [{ showGridLines: false }] });
  sheet.getColumn(1).width = LABEL_WIDTH;
  sheet.getColumn(2).width = VALUE_WIDTH;
  const rows = [
    { text: model.title, look: { bold: true, sizePt: 16, align: 'center' } } as const,
    ...(model.subtitles ?? []).map((text) => ({ text, look: { muted: true, align: 'center' } }) as const),
    ...model.blocks.flatMap((block) => blockRows(block, sheetOf.get(block))),
    ...(model.footer === undefined ? [] : [{ text: `注：${model.footer}`, look: { muted: true } }]),
  ];
  for (const [index, row] of rows.entries()) {
    if ('label' in row) putPair(sheet, index + 1, row);
    else putLine(sheet, index + 1, row);
  }
  setUpPrint(sheet, false);
}

function blockRows(block: Block, sheet: string | undefined): (Line | Pair)[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: block.text, look: { bold: true, sizePt: 15 - block.level } }];
    case 'paragraph':
      return [{ text: plainText(block.text), look: { align: block.align ?? 'left' } }];
    case 'list':
      return block.items.map((item, index) => ({
        text: `${block.ordered ? `${index + 1}.` : '•'} ${plainText(item)}`,
        look: { indent: 1 },
      }));
    case 'callout':
      return [{ text: plainText(block.text), look: { fill: FILLS[block.tone], bold: block.tone === 'warning' } }];
    case 'keyValues':
      return block.items.map(({ label, value }) => ({ label, value }));
    case 'table':
    case 'barChart':
      return [{ text: `（见工作表“${sheet ?? ''}”）`, look: { muted: true } }];
    case 'pageBreak':
      return [];
  }
}

function putLine(sheet: Worksheet, row: number, { text, look }: Line): void {
  putMerged(sheet, { row, column: 1, columnSpan: 2 }, text, { ...look, wrap: true });
  sheet.getRow(row).height = rowHeight(text, LABEL_WIDTH + VALUE_WIDTH, look.sizePt);
}

function putPair(sheet: Worksheet, row: number, { label, value }: Pair): void {
  putCell(sheet, { row, column: 1 }, label, { muted: true, bordered: true, wrap: true });
  putCell(sheet, { row, column: 2 }, value === '' ? EMPTY_CELL : value, { bordered: true, wrap: true });
  const text = typeof value === 'string' ? value : value.kind === 'text' ? value.text : '';
  sheet.getRow(row).height = Math.max(rowHeight(label, LABEL_WIDTH), rowHeight(text, VALUE_WIDTH));
}

/** Excel does not find the height of merged cells by itself; no row may be higher than 409 points. */
function rowHeight(text: string, width: number, sizePt = 11): number {
  const scale = sizePt / 11;
  const lines = text
    .split('\n')
    .reduce((total, line) => total + Math.max(1, Math.ceil((textWidth(line) * 2 * scale) / (width - 2))), 0);
  return Math.min(409, lines * LINE_HEIGHT_PT * scale + 4);
}
