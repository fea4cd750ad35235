/** Bytes a claim: of the columns and of the results, as counted from the arrays and as the process grew. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './measure.ts';

const LINEAR_TOLERANCE = 0.1;

/** What `measure-memory.ts` prints. Bytes. */
export interface MemoryReport {
  readonly claims: number;
  readonly columnBytes: number;
  readonly resultBytes: number;
  /** Growth of resident memory by columns, and by results once written. */
  readonly columnGrowth: number;
  readonly resultGrowth: number;
}

/** Each size in a process of its own, so that no size profits from the memory of another. */
export function benchMemory(sizes: readonly number[]): Row[] {
  const reports = sizes.map(measure);
  return reports.map((report, index): Row => {
    const { claims, columnBytes, resultBytes, columnGrowth, resultGrowth } = report;
    const counted = (columnBytes + resultBytes) / claims;
    const earlier = reports[index - 1];
    // Between two sizes the fixed cost of the process falls out.
    const grown =
      (columnGrowth + resultGrowth - (earlier ? earlier.columnGrowth + earlier.resultGrowth : 0)) /
      (claims - (earlier?.claims ?? 0));
    const isLinear = Math.abs(grown - counted) <= counted * LINEAR_TOLERANCE;
    const each = (bytes: number) => `${(bytes / claims).toFixed(1)} B`;
    return {
      what: `memory of ${claims.toLocaleString('en')} claims`,
      value: `${each(columnBytes)} columns + ${each(resultBytes)} results a claim`,
      spread: `${((columnGrowth + resultGrowth) / 1e6).toFixed(0)} MB resident`,
      against: `grown by ${grown.toFixed(1)} B for each claim more`,
      ...(earlier && { verdict: `linear within ${LINEAR_TOLERANCE * 100} %: ${isLinear ? 'met' : 'MISSED'}` }),
    };
  });
}

function measure(claims: number): MemoryReport {
  const script = fileURLToPath(new URL('./measure-memory.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, String(claims)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`measuring ${claims} claims failed: ${stderr}`);
  return JSON.parse(stdout) as MemoryReport;
}
