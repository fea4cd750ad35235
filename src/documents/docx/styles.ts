/**
 * How a Word document looks: the faces of GB/T 9704 (党政机关公文格式), by name. The machine that opens the file brings
 * them: 仿宋, 黑体 and 楷体 belong to every Chinese Windows, 小标宋 to most offices, and Word puts 宋体 in where it is missing.
 */
import { AlignmentType, type INumberingOptions, type IStylesOptions, LevelFormat } from 'docx';
import { BODY_SIZE_PT } from '../page-format.ts';

const LATIN = 'Times New Roman';
const face = (eastAsia: string) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia });

const FANG_SONG = face('仿宋');
export const HEI_TI = face('黑体');
const KAI_TI = face('楷体');
const XIAO_BIAO_SONG = face('方正小标宋简体');

export const MUTED = '5F5F5F';
export const LINE_COLOUR = '828282';
export const HEADER_FILL = 'EEEEEE';
export const SUBTOTAL_FILL = 'F7F7F7';

/** Word counts letters in half points, distances in twentieths of a point. */
export const halfPoints = (points: number) => Math.round(points * 2);
export const twips = (points: number) => Math.round(points * 20);
export const mmToTwips = (mm: number) => Math.round((mm / 25.4) * 1440);

const heading = (font: typeof HEI_TI, sizePt: number, bold: boolean) => ({
  run: { font, size: halfPoints(sizePt), bold, color: '000000' },
  paragraph: { spacing: { before: twips(12), after: twips(6) }, keepNext: true },
});

export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FANG_SONG, size: halfPoints(BODY_SIZE_PT), language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
      paragraph: { spacing: { line: 360, after: twips(4) } },
    },
    title: {
      run: { font: XIAO_BIAO_SONG, size: halfPoints(22), color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 0, after: twips(8) } },
    },
    heading1: heading(HEI_TI, 15, false),
    heading2: heading(KAI_TI, 13, true),
    heading3: heading(FANG_SONG, BODY_SIZE_PT, true),
  },
};

export const BULLETS = 'bullets';
export const NUMBERS = 'numbers';

const listIndent = { paragraph: { indent: { left: twips(2 * BODY_SIZE_PT), hanging: twips(1.5 * BODY_SIZE_PT) } } };

export const NUMBERING: INumberingOptions = {
  config: [
    {
      reference: BULLETS,
      levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: listIndent }],
    },
    {
      reference: NUMBERS,
      levels: [
        { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT, style: listIndent },
      ],
    },
  ],
};
