/** Bars on one scale. Pure. */
import type { Bar } from './model.ts';

export interface BarExtent {
  /** Parts of the chart's width, 0 to 1: where the bar begins and how long it is. */
  readonly start: number;
  readonly length: number;
  readonly negative: boolean;
}

export interface BarScale {
  /** Where zero stands, 0 to 1. */
  readonly zero: number;
  readonly bars: readonly BarExtent[];
}

/** Bars from zero, on a scale from the lowest to the highest value; without any value all have no length. */
export function scaleBars(bars: readonly Bar[]): BarScale {
  const values = bars.map(barValue);
  const low = Math.min(0, ...values);
  const range = Math.max(0, ...values) - low || 1;
  const extents = values.map((value) => ({
    start: (Math.min(0, value) - low) / range,
    length: Math.abs(value) / range,
    negative: value < 0,
  }));
  return { zero: Math.abs(low) / range, bars: extents };
}

function barValue({ value }: Bar): number {
  if (value.kind === 'amount') return value.fen;
  return value.kind === 'percent' ? value.ratePer10k : value.value;
}
