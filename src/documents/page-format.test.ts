import { describe, expect, it } from 'vitest';
import type { DocumentModel } from './model.ts';
import { pageFormat } from './page-format.ts';

const model: DocumentModel = { title: '样例', blocks: [] };
const POINTS_PER_MM = 72 / 25.4;

describe('pageFormat', () => {
  it('has the text 156 mm wide, as GB/T 9704 has it; 174 mm with narrow margins', () => {
    expect(pageFormat(model).textWidthPt).toBeCloseTo(156 * POINTS_PER_MM, 6);
    expect(pageFormat({ ...model, margins: 'narrow' }).textWidthPt).toBeCloseTo(174 * POINTS_PER_MM, 6);
    const { widthMm, heightMm, textWidthPt } = pageFormat({ ...model, page: 'landscape', margins: 'narrow' });
    expect([widthMm, heightMm]).toEqual([297, 210]);
    expect(textWidthPt).toBeCloseTo(261 * POINTS_PER_MM, 6);
  });
});
