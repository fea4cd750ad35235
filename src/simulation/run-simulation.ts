/**
 * A run (测算): every scenario over the same claims, one after the other, and the report.
 *
 * One set of results is kept at a time, and of each scenario only its sums, so that memory does not grow with the number
 * of reforms. Where a scenario cannot compute some claims, all are run again without them.
 */
import type { ColumnarPool, ColumnarResult } from '../benefits/index.ts';
import { asResult, type Result, refuse, unwrap } from '../kernel/result.ts';
import {
  aggregate,
  compareWithSettled,
  excludeFailed,
  type SettledCheck,
  sumClaims,
  sumFailures,
} from './aggregate.ts';
import type { ScenarioPolicy } from './apply-reform.ts';
import type { SimulationClaims } from './claims.ts';
import { simulationErrors } from './errors.ts';
import type { Dimension } from './groups.ts';
import { buildReport, type ScenarioOutcome, type SimulationReport } from './report.ts';

export const MOST_REFORMS = 4;
export const DEFAULT_BURDEN_LINE_FEN = 1_000_000;

/** Claims that are loaded, with the workers that hold them. */
export interface Bench {
  readonly claims: SimulationClaims;
  readonly dimensions: readonly Dimension[];
  readonly pool: ColumnarPool;
  readonly workers: number;
  readonly loadMs: number;
}

export interface RunOptions {
  readonly burdenLineFen?: number | undefined;
  /** Called with the scenario being computed and its claims done so far. */
  readonly onProgress?: ((phase: string, done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fails when cancelled (`benefits.cancelled`), with more than four reforms, or with reforms of another scheme. */
export function runSimulation(
  bench: Bench,
  baseline: ScenarioPolicy,
  reforms: readonly ScenarioPolicy[],
  options: RunOptions = {},
): Promise<Result<SimulationReport>> {
  return asResult(async () => {
    checkReforms(bench.claims, reforms);
    const run = new Run(bench, options);
    const scenarios = [baseline, ...reforms];
    const first = await run.all(scenarios, undefined);
    // Rare: most policies have a rule for every claim that they were settled by.
    const outcomes = first.excluded === undefined ? first.outcomes : await run.again(scenarios, first);
    return buildReport({
      claims: bench.claims,
      dimensions: bench.dimensions,
      outcomes,
      settled: first.settled,
      burdenLineFen: options.burdenLineFen ?? DEFAULT_BURDEN_LINE_FEN,
      timing: { loadMs: bench.loadMs, workers: bench.workers, scenarios: run.timings },
    });
  });
}

function checkReforms({ scheme }: SimulationClaims, reforms: readonly ScenarioPolicy[]): void {
  if (reforms.length > MOST_REFORMS) {
    refuse(simulationErrors.tooManyReforms({ limit: MOST_REFORMS, value: reforms.length, path: 'reforms' }));
  }
  for (const [index, { name, pack }] of reforms.entries()) {
    if (reforms.findIndex((other) => other.name === name) < index) refuse(simulationErrors.sameName({ name }));
    if (pack.scheme === scheme) continue;
    const values = { reform: name, pack: pack.id, scheme: pack.scheme, expected: scheme };
    refuse(simulationErrors.otherScheme({ path: 'pack', ...values }));
  }
}

interface Pass {
  readonly outcomes: readonly ScenarioOutcome[];
  readonly excluded: Uint8Array | undefined;
  readonly settled: SettledCheck | undefined;
}

class Run {
  readonly #bench: Bench;
  readonly #options: RunOptions;
  readonly timings: { name: string; evaluateMs: number; sumMs: number }[] = [];
  readonly #fund: Int32Array;
  #spare: ColumnarResult | undefined;

  constructor(bench: Bench, options: RunOptions) {
    this.#bench = bench;
    this.#fund = new Int32Array(bench.claims.columns.length);
    this.#options = options;
  }

  async all(scenarios: readonly ScenarioPolicy[], excluded: Uint8Array | undefined): Promise<Pass> {
    const { claims } = this.#bench;
    const failed = new Uint8Array(claims.columns.length);
    let failures = 0;
    let settled: SettledCheck | undefined;
    const outcomes: ScenarioOutcome[] = [];
    const known = sumClaims(claims, excluded);
    const room = { excluded, fund: this.#fund };
    for (const [index, policy] of scenarios.entries()) {
      const started = performance.now();
      const result = await this.#evaluate(policy);
      const evaluated = performance.now();
      if (index === 0) settled = compareWithSettled(claims, result);
      const count = excludeFailed(result, failed);
      failures += count;
      const sums = aggregate(claims, result, known, room);
      outcomes.push({ policy, sums, failures: count === 0 ? [] : sumFailures(claims, result) });
      const ended = performance.now();
      this.timings[index] = { name: policy.name, evaluateMs: evaluated - started, sumMs: ended - evaluated };
    }
    return { outcomes, settled, excluded: failures === 0 ? undefined : failed };
  }

  async again(scenarios: readonly ScenarioPolicy[], { excluded }: Pass): Promise<readonly ScenarioOutcome[]> {
    return (await this.all(scenarios, excluded)).outcomes;
  }

  async #evaluate({ name, policies, rulesOf }: ScenarioPolicy): Promise<ColumnarResult> {
    const { pool, claims } = this.#bench;
    const { onProgress, signal } = this.#options;
    onProgress?.(name, 0, claims.columns.length);
    const result = unwrap(
      await pool.evaluate(policies, {
        anyDay: rulesOf !== undefined,
        into: this.#spareFor(policies),
        signal,
        onProgress: onProgress && ((done, total) => onProgress(name, done, total)),
      }),
    );
    this.#spare = result;
    return result;
  }

  /** The former scenario's results, to be written over, where they have the same layers. */
  #spareFor(policies: ScenarioPolicy['policies']): ColumnarResult | undefined {
    const bySlot = new Map(policies.flatMap(({ layers }) => layers.map((layer) => [layer.slot, layer] as const)));
    const layers = [...bySlot.values()].sort((left, right) => left.slot - right.slot);
    const key = (list: ColumnarResult['layers']) =>
      JSON.stringify(list.map(({ id, title, amount }) => [id, title, amount]));
    return this.#spare !== undefined && key(this.#spare.layers) === key(layers) ? this.#spare : undefined;
  }
}
