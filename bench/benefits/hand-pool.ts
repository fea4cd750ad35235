/** The hand-written loop on worker threads: the same division of persons as the pool's, on memory that all share. */
import { Worker } from 'node:worker_threads';
import { personBounds } from '../../src/benefits/columnar/pool.ts';
import type { ClaimColumns } from '../../src/benefits/index.ts';
import type { PlainColumns } from './claims.ts';
import type { HandOutputs } from './hand-columnar.ts';

export interface HandSetup {
  readonly columns: PlainColumns;
  readonly outputs: HandOutputs;
  readonly from: number;
  readonly to: number;
}

export interface HandPool {
  readonly evaluate: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createHandPool(
  shared: ClaimColumns,
  columns: PlainColumns,
  outputs: HandOutputs,
  workers: number,
): HandPool {
  const threads = personBounds(shared, workers).map(([from, to]) => {
    const workerData: HandSetup = { columns, outputs, from, to };
    return new Worker(new URL('./hand-worker.ts', import.meta.url), { workerData });
  });
  return {
    evaluate: async () => {
      await Promise.all(
        threads.map(
          (thread) =>
            new Promise<void>((resolve, reject) => {
              const onError = (error: Error) => reject(error);
              thread.once('error', onError);
              thread.once('message', () => {
                thread.off('error', onError);
                resolve();
              });
              thread.postMessage('run');
            }),
        ),
      );
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
