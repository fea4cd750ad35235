/** The data of document.json, as template.typ reads it. Pure. */
import { scaleBars } from '../bar-chart.ts';
import { cellAlign, cellSpan, cellStyle, cellText } from '../cells.ts';
import { CELL_PADDING_PT, type ColumnPlan, planColumns } from '../column-plan.ts';
import { layOutHeader } from '../header-rows.ts';
import { KEY_VALUE_SIZE_PT, layOutKeyValues } from '../key-values-layout.ts';
import type {
  BarChartBlock,
  Block,
  Cell,
  Column,
  DocumentModel,
  KeyValuesBlock,
  RichText,
  TableBlock,
  TableRow,
} from '../model.ts';
import { BODY_SIZE_PT, pageFormat } from '../page-format.ts';
import { runsOf } from '../rich-text.ts';
import { textWidth } from '../text-width.ts';
import { hasCode, type PrintText, printText } from './print-text.ts';

const CODE_NOTE = '注：〔U+…〕为打印字库未收的字符，以统一码（Unicode）代号列出。';
/** A row higher than this many lines may be broken over two pages, or it would run off the page. */
const WHOLE_ROW_LINES = 20;

/** A model whose text the font can draw, as data for the template. */
export function printData(model: DocumentModel): unknown {
  const page = pageFormat(model);
  const width = page.textWidthPt;
  return {
    plainTitle: model.title.replaceAll('\n', ' '),
    author: model.author ?? '',
    title: printText(model.title, width / 20),
    subtitles: (model.subtitles ?? []).map((line) => printText(line, width / KEY_VALUE_SIZE_PT)),
    footer: printText(model.footer ?? '', (width * 0.8) / 9),
    landscape: page.landscape,
    margin: page.margin,
    size: BODY_SIZE_PT,
    blocks: model.blocks.map((block) => blockData(block, width)),
    codeNote: hasCode(JSON.stringify(model)) ? printText(CODE_NOTE, width / 9) : [],
  };
}

function blockData(block: Block, width: number): unknown {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: printText(block.text, width / 15) };
    case 'paragraph': {
      const { indent = 'none', align = 'left' } = block;
      return { kind: block.kind, indent, align, runs: runs(block.text, width - 2 * BODY_SIZE_PT) };
    }
    case 'list':
      return {
        kind: block.kind,
        ordered: block.ordered ?? false,
        items: block.items.map((item) => runs(item, width - 3 * BODY_SIZE_PT)),
      };
    case 'callout':
      return { kind: block.kind, tone: block.tone, runs: runs(block.text, width - 24) };
    case 'table':
      return tableData(block, width);
    case 'keyValues':
      return keyValuesData(block, width);
    case 'barChart':
      return barsData(block, width);
    case 'pageBreak':
      return block;
  }
}

function runs(text: RichText, widthPt: number): unknown {
  return runsOf(text).map((run) => ({
    lines: printText(run.text, widthPt / BODY_SIZE_PT),
    bold: run.bold ?? false,
    muted: run.muted ?? false,
  }));
}

function captionData(block: TableBlock | BarChartBlock, width: number): { caption: PrintText; unit: PrintText } {
  return {
    caption: block.caption === undefined ? [] : printText(block.caption, width / BODY_SIZE_PT),
    unit: block.unit === undefined ? [] : printText(block.unit, width / 9),
  };
}

function tableData(table: TableBlock, width: number): unknown {
  const plan = planColumns(table, width);
  const header = layOutHeader(table.columns);
  const room = (column: number, span: number) => roomOf(plan, column, span);
  return {
    kind: table.kind,
    ...captionData(table, width),
    size: plan.sizePt,
    widths: plan.widthsPt,
    header: header.rows.map((row) =>
      row.map(({ title, ...place }) => ({ ...place, text: printText(title, room(place.column, place.columnSpan)) })),
    ),
    rows: table.rows.map((row) => rowData(row, header.columns, room)),
  };
}

/** Room for text in neighbouring columns, em. A little is kept back, because widths are estimates. */
function roomOf(plan: ColumnPlan, column: number, span: number): number {
  const points = plan.widthsPt.slice(column, column + span).reduce((total, width) => total + width, 0);
  return ((points - CELL_PADDING_PT) / plan.sizePt) * 0.98;
}

function rowData(row: TableRow, columns: readonly Column[], room: (column: number, span: number) => number): unknown {
  let column = 0;
  let lines = 1;
  const cells = row.cells.map((cell) => {
    const span = cellSpan(cell);
    const style = cellStyle(cell);
    const space = Math.max(1, room(column, span) - style.indent);
    lines = Math.max(lines, lineCount(cell, space));
    const data = { text: printText(cellText(cell), space), align: cellAlign(cell, columns[column]), span, ...style };
    column += span;
    return data;
  });
  return { kind: row.kind ?? 'normal', breakable: lines > WHOLE_ROW_LINES, cells };
}

function lineCount(cell: Cell, roomEm: number): number {
  return cellText(cell)
    .split('\n')
    .reduce((total, line) => total + Math.max(1, Math.ceil(textWidth(line) / roomEm)), 0);
}

function keyValuesData(block: KeyValuesBlock, width: number): unknown {
  const { widthsPt, lines } = layOutKeyValues(block, width);
  const [labelWidth = width, valueWidth = width] = widthsPt;
  const room = (points: number) => (points - 12) / KEY_VALUE_SIZE_PT;
  return {
    kind: block.kind,
    widths: widthsPt,
    items: lines.flat().map(({ label, value, span }) => ({
      label: printText(label, room(labelWidth)),
      value: printText(value, room(valueWidth)),
      span,
    })),
  };
}

function barsData(block: BarChartBlock, width: number): unknown {
  const widest = (texts: readonly string[]) => Math.max(2, ...texts.map(textWidth)) * KEY_VALUE_SIZE_PT;
  const labelWidth = Math.min(widest(block.bars.map((bar) => bar.label)), width * 0.35);
  const valueWidth = Math.min(widest(block.bars.map((bar) => cellText(bar.value))), width * 0.3);
  const scale = scaleBars(block.bars);
  return {
    kind: block.kind,
    ...captionData(block, width),
    labelWidth,
    valueWidth,
    zero: scale.zero,
    bars: block.bars.map((bar, index) => ({
      ...scale.bars[index],
      label: printText(bar.label, labelWidth / KEY_VALUE_SIZE_PT),
      value: printText(cellText(bar.value), valueWidth / KEY_VALUE_SIZE_PT),
    })),
  };
}
