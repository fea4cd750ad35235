/** A worker of the hand-written rival: computes its persons whenever it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { runHand } from './hand-columnar.ts';
import type { HandSetup } from './hand-pool.ts';

const { columns, outputs, from, to } = workerData as HandSetup;

parentPort?.on('message', () => {
  runHand(columns, outputs, from, to);
  parentPort?.postMessage('done');
});
