/** Text of a Word document: runs, paragraphs, lists, callouts. */
import {
  AlignmentType,
  BorderStyle,
  type IRunOptions,
  type ISpacingProperties,
  Paragraph,
  ShadingType,
  TextRun,
} from 'docx';
import type { Align, CalloutBlock, ListBlock, ParagraphBlock, RichText } from '../model.ts';
import { BODY_SIZE_PT } from '../page-format.ts';
import { runsOf } from '../rich-text.ts';
import { BULLETS, halfPoints, MUTED, NUMBERS, twips } from './styles.ts';

export const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<Align, string>;

/** Marks that Word would set half as wide, in the Latin face, if it were not told that they are Chinese. */
const CHINESE_MARKS = /[‘’“”…—·]/u;

/** Runs for a text; each line after the first begins with a break. */
export function textRuns(text: string, options: Omit<IRunOptions, 'text' | 'break' | 'children'> = {}): TextRun[] {
  return text.split('\n').map((line, index) => {
    const hint = CHINESE_MARKS.test(line) && options.font === undefined ? { font: { hint: 'eastAsia' } } : {};
    return new TextRun({ ...options, ...hint, text: line, ...(index > 0 ? { break: 1 } : {}) });
  });
}

export function richRuns(text: RichText, options: { readonly size?: number } = {}): TextRun[] {
  return runsOf(text).flatMap((run) =>
    textRuns(run.text, {
      ...options,
      ...(run.bold ? { bold: true } : {}),
      ...(run.muted ? { color: MUTED } : {}),
    }),
  );
}

export function paragraph(block: ParagraphBlock): Paragraph {
  const twoCharacters = twips(2 * BODY_SIZE_PT);
  const indent =
    block.indent === 'firstLine'
      ? { indent: { firstLine: twoCharacters } }
      : block.indent === 'block'
        ? { indent: { left: twoCharacters } }
        : {};
  const alignment = block.align === undefined ? AlignmentType.BOTH : ALIGNMENTS[block.align];
  return new Paragraph({ children: richRuns(block.text), alignment, ...indent });
}

/** `instance` tells one numbered list from the next, so that each begins at 1. */
export function listParagraphs(block: ListBlock, instance: number): Paragraph[] {
  const reference = block.ordered ? NUMBERS : BULLETS;
  return block.items.map(
    (item) => new Paragraph({ children: richRuns(item), numbering: { reference, level: 0, instance } }),
  );
}

const TONES = {
  note: { edge: '2F6FB3', ground: 'EEF4FB' },
  warning: { edge: 'B7480B', ground: 'FDF1E7' },
} as const;

export function callout(block: CalloutBlock): Paragraph {
  const tone = TONES[block.tone];
  return new Paragraph({
    children: richRuns(block.text, { size: halfPoints(10.5) }),
    shading: { type: ShadingType.CLEAR, fill: tone.ground, color: 'auto' },
    border: { left: { style: BorderStyle.SINGLE, size: 24, space: 6, color: tone.edge } },
    indent: { left: twips(8), right: twips(4) },
    spacing: { before: twips(6), after: twips(8) },
  });
}

/** A caption in the middle and the unit at the right, kept with the table under them. */
export function captionLines(block: {
  readonly caption?: string | undefined;
  readonly unit?: string | undefined;
}): Paragraph[] {
  const line = (text: string, size: number, alignment: Align, bold: boolean, spacing: ISpacingProperties) =>
    new Paragraph({
      children: textRuns(text, { size: halfPoints(size), bold }),
      alignment: ALIGNMENTS[alignment],
      keepNext: true,
      spacing,
    });
  return [
    ...(block.caption === undefined
      ? []
      : [line(block.caption, BODY_SIZE_PT, 'center', true, { before: twips(8), after: twips(2) })]),
    ...(block.unit === undefined ? [] : [line(block.unit, 9, 'right', false, { before: 0, after: twips(2) })]),
  ];
}

/** A narrow line after a table: Word would take two tables in a row for one. */
export function gap(): Paragraph {
  return new Paragraph({ children: [], spacing: { before: 0, after: 0, line: twips(8), lineRule: 'exact' } });
}
