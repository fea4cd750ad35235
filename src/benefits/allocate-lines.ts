/** Carries a settlement's payments back to its fee lines (费用明细分摊), to the fen. Pure. */
import { allocateFen, type Fen, sumFen } from '../kernel/money.ts';
import type { LayerResult, PricedLine } from './model.ts';

export interface AllocatedLine {
  /** What each layer paid of the line, in the order of the layers. */
  readonly paid: readonly Fen[];
  readonly paidTotal: Fen;
}

/**
 * Shares out what each layer paid over the lines by their in-scope cost, with the largest remainder: the lines of a
 * layer sum to its payment, ties go to the earlier line. Where a bill has no in-scope cost, the weight is the total.
 */
export function allocateToLines(lines: readonly PricedLine[], layers: readonly LayerResult[]): AllocatedLine[] {
  const hasScope = lines.some((line) => line.inScope > 0);
  const weights = lines.map((line) => (hasScope ? line.inScope : line.total));
  const byLayer = layers.map((layer) => allocateFen(layer.paid, weights));
  return lines.map((_, index) => {
    const paid = byLayer.map((parts) => parts[index] as Fen);
    return { paid, paidTotal: sumFen(paid) };
  });
}
