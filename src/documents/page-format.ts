/**
 * The page that docx and pdf share. The width of the text, 156 mm, and the margin for binding are those of GB/T 9704
 * (党政机关公文格式); the upper and lower margins are smaller than its, because these are sheets and reports, not 公文.
 */
import type { DocumentModel } from './model.ts';

export interface PageFormat {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly landscape: boolean;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Between the margins, points. */
  readonly textWidthPt: number;
}

const PT_PER_MM = 72 / 25.4;
/** 小四, points: body text. */
export const BODY_SIZE_PT = 12;

export function pageFormat(model: DocumentModel): PageFormat {
  const landscape = model.page === 'landscape';
  const [widthMm, heightMm] = landscape ? [297, 210] : [210, 297];
  const margin = marginsOf(model, landscape);
  return { widthMm, heightMm, landscape, margin, textWidthPt: (widthMm - margin.left - margin.right) * PT_PER_MM };
}

function marginsOf({ margins }: DocumentModel, landscape: boolean): PageFormat['margin'] {
  if (margins === 'narrow') return { top: 16, right: 18, bottom: 18, left: 18 };
  return landscape ? { top: 25, right: 20, bottom: 22, left: 20 } : { top: 28, right: 26, bottom: 25, left: 28 };
}
