/** Documents as Word files. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  type ISectionPropertiesOptions,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TabStopType,
  TextRun,
} from 'docx';
import type { Block, DocumentModel } from '../model.ts';
import { type PageFormat, pageFormat } from '../page-format.ts';
import { prepareModel } from '../prepare-model.ts';
import { barTable } from './chart.ts';
import { callout, listParagraphs, paragraph, textRuns } from './paragraphs.ts';
import { halfPoints, MUTED, mmToTwips, NUMBERING, STYLES, twips } from './styles.ts';
import { dataTable, keyValuesTable } from './tables.ts';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/**
 * Writes a Word file: real headings, table headers that repeat on every page, rows that are not split, the page number
 * in the foot. Throws RangeError on a malformed model.
 */
export async function writeDocx(model: DocumentModel): Promise<Uint8Array> {
  const prepared = prepareModel(model);
  const page = pageFormat(prepared);
  const document = new Document({
    title: prepared.title,
    creator: prepared.author ?? '',
    lastModifiedBy: prepared.author ?? '',
    styles: STYLES,
    numbering: NUMBERING,
    sections: [
      {
        properties: sectionProperties(page),
        footers: { default: new Footer({ children: [footLine(prepared, page)] }) },
        children: [
          ...titleLines(prepared),
          ...prepared.blocks.flatMap((block, index) => blockContent(block, index, page)),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function sectionProperties(page: PageFormat): ISectionPropertiesOptions {
  const { top, right, bottom, left } = page.margin;
  return {
    page: {
      // Word is given the upright page and turns it itself.
      size: {
        width: mmToTwips(210),
        height: mmToTwips(297),
        orientation: page.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: {
        top: mmToTwips(top),
        right: mmToTwips(right),
        bottom: mmToTwips(bottom),
        left: mmToTwips(left),
        footer: mmToTwips(12),
      },
    },
  };
}

function titleLines(model: DocumentModel): Paragraph[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: textRuns(model.title) }),
    ...(model.subtitles ?? []).map(
      (line) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { before: 0, after: twips(2) },
          children: textRuns(line, { size: halfPoints(10.5), color: MUTED }),
        }),
    ),
  ];
}

/** The note of the document at the left, the page number at the right. */
function footLine(model: DocumentModel, page: PageFormat): Paragraph {
  const style = { size: halfPoints(9), color: MUTED };
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: twips(page.textWidthPt) }],
    children: [
      ...textRuns(model.footer ?? '', style),
      new TextRun({
        ...style,
        children: ['\t第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'],
      }),
    ],
  });
}

function blockContent(block: Block, index: number, page: PageFormat): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[block.level], children: textRuns(block.text) })];
    case 'paragraph':
      return [paragraph(block)];
    case 'list':
      return listParagraphs(block, index);
    case 'callout':
      return [callout(block)];
    case 'table':
      return dataTable(block, page.textWidthPt);
    case 'keyValues':
      return keyValuesTable(block, page.textWidthPt);
    case 'barChart':
      return barTable(block, page.textWidthPt);
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })];
  }
}
