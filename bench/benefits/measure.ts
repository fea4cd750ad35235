/** Interleaved rounds, medians and the table that is printed at the end. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** Seconds of each round. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: readonly number[];
}

/**
 * Runs all contestants `rounds` times, one after the other within a round and in turned order every second round, so
 * that drift of the machine hits all alike. One round before that warms up and is not counted.
 */
export async function interleave(contestants: readonly Contestant[], rounds: number): Promise<Map<string, Timing>> {
  const seconds = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      const started = performance.now();
      await run();
      if (round > 0) seconds.get(name)?.push((performance.now() - started) / 1000);
    }
  }
  return new Map([...seconds].map(([name, taken]) => [name, summarise(taken)]));
}

function summarise(taken: readonly number[]): Timing {
  const sorted = [...taken].sort((left, right) => left - right);
  return { median: median(sorted), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, rounds: taken };
}

function median(sorted: readonly number[]): number {
  const upper = sorted[sorted.length >> 1] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? 0)) / 2;
}

/** Median of the rounds' own ratios: how much longer `slow` took than `fast`. */
export function ratio(timings: ReadonlyMap<string, Timing>, slow: string, fast: string): number {
  const numerators = timings.get(slow)?.rounds ?? [];
  const denominators = timings.get(fast)?.rounds ?? [];
  const ratios = numerators.map((seconds, round) => seconds / (denominators[round] ?? Number.NaN));
  return median(ratios.sort((left, right) => left - right));
}

/** A row of the table. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly spread: string;
  /** Compared with what, and how much. */
  readonly against?: string;
  readonly verdict?: string;
}

/** Work by second: "21.3 M/s" with the slowest and fastest round. */
export function rateRow(what: string, timing: Timing | undefined, units: number, compared: Partial<Row> = {}): Row {
  if (timing === undefined) return { what, value: '–', spread: '' };
  const spread = `${rate(units / timing.max)} – ${rate(units / timing.min)}`;
  return { what, value: rate(units / timing.median), spread, ...compared };
}

export function rate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(perSecond >= 1e7 ? 1 : 2)} M/s`;
  if (perSecond >= 1e3) return `${(perSecond / 1e3).toFixed(perSecond >= 1e4 ? 1 : 2)} k/s`;
  return `${perSecond.toFixed(0)} /s`;
}

/** What was reached, against a bar that it must not fall below (or, with `most`, not exceed). */
export function verdict(reached: number, bar: number, unit: string, kind: 'least' | 'most' = 'least'): string {
  const isMet = kind === 'least' ? reached >= bar : reached <= bar;
  return `${kind === 'least' ? '≥' : '≤'} ${bar}${unit}: ${isMet ? 'met' : 'MISSED'}`;
}

export function printTable(rows: readonly Row[]): void {
  console.log('\n| what | median | slowest – fastest | against | bar |\n|---|---|---|---|---|');
  for (const { what, value, spread, against = '', verdict: reached = '' } of rows) {
    console.log(`| ${what} | ${value} | ${spread} | ${against} | ${reached} |`);
  }
}
