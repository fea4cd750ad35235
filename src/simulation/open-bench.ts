/** Claims made ready for runs: grouped, and handed to worker threads. */
import os from 'node:os';
import { createPool } from '../benefits/index.ts';
import type { SimulationClaims } from './claims.ts';
import { groupPersons } from './groups.ts';
import type { Bench } from './run-simulation.ts';

export interface OpenBench extends Bench {
  /** Ends the workers and lets go of the claims. */
  readonly close: () => Promise<void>;
}

const MOST_WORKERS = 16;
/** Below this many claims a second thread costs more than it saves. */
const CLAIMS_PER_WORKER = 50_000;

/** `loadMs` is what reading the claims took. */
export function openBench(claims: SimulationClaims, loadMs: number, wanted?: number): OpenBench {
  const useful = Math.ceil(claims.columns.length / CLAIMS_PER_WORKER);
  const workers = wanted ?? Math.max(1, Math.min(os.availableParallelism(), MOST_WORKERS, useful));
  const pool = createPool(claims.columns, { workers });
  return { claims, dimensions: groupPersons(claims), pool, workers, loadMs, close: () => pool.close() };
}
