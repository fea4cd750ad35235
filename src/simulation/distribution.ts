/** Distribution of amounts over persons: percentiles and a histogram. Pure; amounts are fen. */
import { type Fen, fen } from '../kernel/money.ts';

/** Bounds of the histogram in yuan: 1, 2, 5 to a power of ten, because amounts spread over five orders of magnitude. */
const BOUNDS_YUAN = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000] as const;
const PERCENTS = [50, 75, 90, 99] as const;

/** From `fromFen` (counted in) to `underFen`; the first is nothing at all, the last has no end. */
export interface HistogramBin {
  readonly fromFen: number;
  readonly underFen: number | null;
  readonly persons: number;
}

export interface Distribution {
  readonly percentiles: readonly { readonly percent: number; readonly amount: Fen }[];
  readonly histogram: readonly HistogramBin[];
}

export function distributionOf(amounts: Float64Array): Distribution {
  const ranks = PERCENTS.map((percent) => Math.max(Math.ceil((amounts.length * percent) / 100), 1) - 1);
  const values = amounts.length === 0 ? ranks.map(() => 0) : valuesAtRanks(amounts, ranks);
  return {
    percentiles: PERCENTS.map((percent, index) => ({ percent, amount: fen(values[index] ?? 0) })),
    histogram: histogramOf(amounts),
  };
}

/** The least value that so many in a hundred do not exceed (nearest rank), for several ranks in rising order. */
function valuesAtRanks(amounts: Float64Array, ranks: readonly number[]): number[] {
  const work = amounts.slice();
  let from = 0;
  return ranks.map((rank) => {
    const value = select(work, from, rank);
    from = rank;
    return value;
  });
}

/** Hoare's selection within `work[from …]`: what is before the rank is not larger afterwards. */
function select(work: Float64Array, from: number, rank: number): number {
  let low = from;
  let high = work.length - 1;
  while (low < high) {
    const pivot = work[(low + high) >> 1] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((work[left] ?? 0) < pivot) left += 1;
      while ((work[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const swapped = work[left] ?? 0;
      work[left] = work[right] ?? 0;
      work[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return work[rank] ?? 0;
}

function histogramOf(amounts: Float64Array): HistogramBin[] {
  const bounds = [0, 1, ...BOUNDS_YUAN.map((yuan) => yuan * 100)];
  const counts = new Float64Array(bounds.length);
  for (const amount of amounts) {
    let bin = bounds.length - 1;
    while (bin > 0 && amount < (bounds[bin] ?? 0)) bin -= 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return bounds.map((fromFen, index) => ({
    fromFen,
    underFen: bounds[index + 1] ?? null,
    persons: counts[index] ?? 0,
  }));
}
