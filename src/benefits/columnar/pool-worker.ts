/** A worker of the pool: compiles each scenario for its columns and computes its persons, piece by piece. */
import { parentPort, workerData } from 'node:worker_threads';
import { unwrap } from '../../kernel/result.ts';
import { compileKernel } from './evaluate.ts';
import type { WorkerReport, WorkerSetup, WorkerTask } from './pool.ts';

/** Claims between two looks at the cancellation: some hundredths of a second. */
const PIECE = 500_000;

const { columns, control, from, to } = workerData as WorkerSetup;

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

function compute({ policies, result, anyDay }: WorkerTask): void {
  const { run } = unwrap(compileKernel(policies, columns, { anyDay, into: result }));
  for (let at = from; at < to; ) {
    if (Atomics.load(control, 0) === 1) {
      report({ kind: 'end', cancelled: true });
      return;
    }
    let next = Math.min(at + PIECE, to);
    while (next < to && columns.person[next] === columns.person[next - 1]) next++;
    run(at, next);
    at = next;
    report({ kind: 'progress', done: at - from });
  }
  report({ kind: 'end', cancelled: false });
}

parentPort?.on('message', (task: WorkerTask) => {
  try {
    compute(task);
  } catch (error) {
    report({ kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
