/** Pairs of label and value, laid out one or two on a line. Pure; shared by docx and pdf. */
import { cellText } from './cells.ts';
import type { KeyValuesBlock } from './model.ts';
import { textWidth } from './text-width.ts';

export interface LaidPair {
  readonly label: string;
  readonly value: string;
  /** Columns of the value: the last of an odd number takes the rest of its line. */
  readonly span: number;
}

export interface KeyValuesLayout {
  /** Label, value, label, value … together the width of the page. Points. */
  readonly widthsPt: readonly number[];
  readonly lines: readonly (readonly LaidPair[])[];
}

/** 五号. */
export const KEY_VALUE_SIZE_PT = 10.5;
const PADDING_PT = 12;
const LABEL_PART_AT_MOST = 0.4;

export function layOutKeyValues(block: KeyValuesBlock, pageWidthPt: number): KeyValuesLayout {
  const perLine = block.perLine ?? 1;
  const pairWidth = pageWidthPt / perLine;
  const widest = Math.max(4, ...block.items.map(({ label }) => textWidth(label)));
  const label = Math.min(widest * KEY_VALUE_SIZE_PT + PADDING_PT, pairWidth * LABEL_PART_AT_MOST);
  const lines: LaidPair[][] = [];
  for (let start = 0; start < block.items.length; start += perLine) {
    const line = block.items.slice(start, start + perLine);
    const span = line.length < perLine ? 3 : 1;
    lines.push(line.map((item) => ({ label: item.label, value: cellText(item.value), span })));
  }
  return { widthsPt: Array.from({ length: perLine }, () => [label, pairWidth - label]).flat(), lines };
}
