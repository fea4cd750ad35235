/**
 * Evaluates columns on several worker threads: each computes its own persons on memory that all share.
 *
 * The claims are handed over once; a scenario then costs a message and the computation. Workers report progress after
 * every piece of work and look for a cancellation before the next.
 */
import { Worker } from 'node:worker_threads';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import { benefitErrors } from '../errors.ts';
import type { ClaimColumns } from './claim-columns.ts';
import { type ColumnarResult, compileKernel } from './evaluate.ts';
import type { TableOptions } from './plan-table.ts';

export interface PoolOptions {
  /** Threads; 1 computes in one worker beside the caller's thread. */
  readonly workers: number;
}

export interface PoolRunOptions extends TableOptions {
  readonly components?: boolean | undefined;
  readonly into?: ColumnarResult | undefined;
  /** Called with the claims done so far, of all; on the caller's thread. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ColumnarPool {
  readonly columns: ClaimColumns;
  /** One scenario over all claims. Scenarios run one after the other. Fails when cancelled (`benefits.cancelled`). */
  readonly evaluate: (policies: readonly CompiledPolicy[], options?: PoolRunOptions) => Promise<Result<ColumnarResult>>;
  readonly close: () => Promise<void>;
}

export interface WorkerSetup {
  readonly columns: ClaimColumns;
  /** [0]: 1 where the running scenario is cancelled. */
  readonly control: Int32Array;
  readonly from: number;
  readonly to: number;
}

export interface WorkerTask {
  readonly policies: readonly CompiledPolicy[];
  readonly result: ColumnarResult;
  readonly anyDay: boolean;
}

export type WorkerReport =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'end'; readonly cancelled: boolean }
  | { readonly kind: 'fault'; readonly message: string };

/** Starts the workers. `columns` must stand on shared memory (`allocateColumns`). */
export function createPool(columns: ClaimColumns, { workers }: PoolOptions): ColumnarPool {
  const bounds = personBounds(columns, workers);
  const control = new Int32Array(new SharedArrayBuffer(4));
  const threads = bounds.map(([from, to]) => {
    const workerData: WorkerSetup = { columns, control, from, to };
    return new Worker(new URL('./pool-worker.ts', import.meta.url), { workerData });
  });
  let running: Promise<unknown> = Promise.resolve();

  async function evaluate(
    policies: readonly CompiledPolicy[],
    options: PoolRunOptions = {},
  ): Promise<Result<ColumnarResult>> {
    const before = running;
    const work = before.catch(() => undefined).then(() => runScenario(policies, options));
    running = work;
    return work;
  }

  async function runScenario(
    policies: readonly CompiledPolicy[],
    options: PoolRunOptions,
  ): Promise<Result<ColumnarResult>> {
    // Compiled here too: what cannot be compiled is refused before any worker starts, and this makes the results.
    const kernel = compileKernel(policies, columns, options);
    if (!kernel.ok) return kernel;
    const { result } = kernel.value;
    Atomics.store(control, 0, options.signal?.aborted ? 1 : 0);
    const cancel = () => Atomics.store(control, 0, 1);
    options.signal?.addEventListener('abort', cancel);
    const done = threads.map(() => 0);
    const task: WorkerTask = { policies, result, anyDay: options.anyDay ?? false };
    try {
      const ends = await Promise.all(
        threads.map((thread, index) =>
          runOn(thread, task, (claims) => {
            done[index] = claims;
            options.onProgress?.(
              done.reduce((sum, each) => sum + each, 0),
              columns.length,
            );
          }),
        ),
      );
      return ends.some((cancelled) => cancelled) ? failed(benefitErrors.cancelled()) : ok(result);
    } finally {
      options.signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    columns,
    evaluate,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Sends a task to a worker; resolves with whether it was cancelled, rejects on a fault of the worker. */
function runOn(thread: Worker, task: WorkerTask, onProgress: (done: number) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
      act();
    };
    const onMessage = (report: WorkerReport) => {
      if (report.kind === 'progress') onProgress(report.done);
      else if (report.kind === 'end') settle(() => resolve(report.cancelled));
      else settle(() => reject(new Error(report.message)));
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('a worker of the pool has ended')));
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.postMessage(task);
  });
}

/** Even shares of the claims that begin and end between persons; fewer than asked where there are few persons. */
export function personBounds({ person, length }: ClaimColumns, parts: number): (readonly [number, number])[] {
  const bounds: (readonly [number, number])[] = [];
  let from = 0;
  for (let part = 1; part <= parts && from < length; part++) {
    let to = part === parts ? length : Math.max(Math.round((length * part) / parts), from + 1);
    while (to < length && person[to] === person[to - 1]) to++;
    bounds.push([from, to]);
    from = to;
  }
  return bounds.length === 0 ? [[0, 0]] : bounds;
}
