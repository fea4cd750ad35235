/** Run by `memory-section.ts`: the memory of so many claims and of their results. Prints one line of JSON. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ClaimColumns, type ColumnarResult, compileKernel } from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { makeClaims } from './claims.ts';
import type { MemoryReport } from './memory-section.ts';
import { benchTexts, compileTexts } from './policy.ts';

/** All that is warmed up by a first few claims is not counted. */
const WARM_UP = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesOf(holder: ClaimColumns | ColumnarResult): number {
  const arrays = Object.values(holder).flat().filter(ArrayBuffer.isView);
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function resident(): number {
  collectGarbage();
  return process.memoryUsage().rss;
}

const { policies } = compileTexts(benchTexts());
const few = makeClaims(WARM_UP);
unwrap(compileKernel(policies, few)).run(0, WARM_UP);

const claims = Number(process.argv[2]);
const empty = resident();
const columns = makeClaims(claims);
const filled = resident();
const kernel = unwrap(compileKernel(policies, columns));
kernel.run(0, claims);
const evaluated = resident();
const report: MemoryReport = {
  claims,
  columnBytes: bytesOf(columns),
  resultBytes: bytesOf(kernel.result),
  columnGrowth: filled - empty,
  resultGrowth: evaluated - filled,
};
console.log(JSON.stringify(report));
