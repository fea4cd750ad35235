/** The columnar kernel against the best loop written by hand, and against window passes of DuckDB. */
import { type ClaimColumns, compileKernel, createPool, type PolicyPack } from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { PlainColumns } from './claims.ts';
import { type DuckRival, openDuckDb } from './duckdb.ts';
import { checkColumns, checkSums, columnsOf, handColumns, spoil, sumsOf } from './equality.ts';
import { allocateHandOutputs, runHand } from './hand-columnar.ts';
import { createHandPool } from './hand-pool.ts';
import { type Contestant, interleave, type Row, rateRow, ratio, type Timing, verdict } from './measure.ts';

const HAND_BAR = 0.8;
const SECOND_WORKER_BAR = 1.8;
const DUCKDB_BAR = 10;

const KERNEL = 'kernel, this thread';
const HAND = 'hand-written, this thread';
const KERNEL_1 = 'kernel, pool of one worker';
const HAND_1 = 'hand-written, one worker';
const KERNEL_2 = 'kernel, pool of two workers';
const HAND_2 = 'hand-written, two workers';
const DUCKDB_1 = 'DuckDB, one thread';
const DUCKDB_2 = 'DuckDB, two threads';

export interface ColumnarOptions {
  readonly runs: number;
  readonly hasDuckDb: boolean;
}

export async function benchColumnar(
  pack: PolicyPack,
  columns: ClaimColumns,
  plain: PlainColumns,
  { runs, hasDuckDb }: ColumnarOptions,
): Promise<Row[]> {
  const { policies } = pack;
  const kernel = unwrap(compileKernel(policies, columns));
  const mine = columnsOf(kernel.result);
  const outputs = allocateHandOutputs(columns.length);
  const pools = [1, 2].map((workers) => createPool(columns, { workers }));
  const handPools = [1, 2].map((workers) => createHandPool(columns, plain, outputs, workers));
  const duckdb = hasDuckDb ? await openDuckDb(plain) : undefined;
  const into = kernel.result;
  const contestants: Contestant[] = [
    { name: KERNEL, run: () => kernel.run(0, columns.length) },
    { name: HAND, run: () => runHand(plain, outputs, 0, columns.length) },
    ...pools.flatMap((pool, index): Contestant[] => [
      {
        name: index === 0 ? KERNEL_1 : KERNEL_2,
        run: async () => void unwrap(await pool.evaluate(policies, { into })),
      },
      { name: index === 0 ? HAND_1 : HAND_2, run: async () => handPools[index]?.evaluate() },
    ]),
  ];
  await runHand(plain, outputs, 0, columns.length);
  const expected = handColumns(outputs).map((column) => column.slice());
  for (const { name, run } of contestants) {
    const written = name.startsWith('kernel') ? mine : handColumns(outputs);
    spoil(written);
    await run();
    checkColumns(name, written, expected);
  }
  if (duckdb) contestants.push(...(await duckContestants(duckdb, expected)));
  const timings = await interleave(contestants, runs);
  await Promise.all([...pools, ...handPools].map((pool) => pool.close()));
  duckdb?.close();
  return [...rowsAgainstHand(timings, columns.length), ...(duckdb ? duckRows(timings, columns.length, duckdb) : [])];
}

async function duckContestants(duckdb: DuckRival, expected: readonly Int32Array[]): Promise<Contestant[]> {
  checkColumns('DuckDB', handColumns(await duckdb.readAll()), expected);
  const sums = sumsOf(expected);
  return [DUCKDB_1, DUCKDB_2].map((name, index) => ({
    name,
    run: async () => checkSums(name, await duckdb.sums(index + 1), sums),
  }));
}

type Timings = ReadonlyMap<string, Timing>;

function rowsAgainstHand(timings: Timings, claims: number): Row[] {
  const pairs = [
    [KERNEL, HAND],
    [KERNEL_1, HAND_1],
    [KERNEL_2, HAND_2],
  ] as const;
  const rows = pairs.flatMap(([kernel, hand]) => {
    const reached = ratio(timings, hand, kernel);
    const against = `${reached.toFixed(2)} of hand-written`;
    const compared = { against, verdict: verdict(reached, HAND_BAR, '') };
    return [rateRow(hand, timings.get(hand), claims), rateRow(kernel, timings.get(kernel), claims, compared)];
  });
  const second = ratio(timings, KERNEL_1, KERNEL_2);
  const handSecond = ratio(timings, HAND_1, HAND_2);
  return [
    ...rows,
    {
      what: 'a second worker',
      value: `× ${second.toFixed(2)}`,
      spread: '',
      against: `hand-written: × ${handSecond.toFixed(2)}`,
      verdict: verdict(second, SECOND_WORKER_BAR, '×'),
    },
  ];
}

function duckRows(timings: Timings, claims: number, { version, loadSeconds }: DuckRival): Row[] {
  const pairs = [
    [DUCKDB_1, KERNEL_1],
    [DUCKDB_2, KERNEL_2],
  ] as const;
  const rows = pairs.map(([rival, kernel]) => {
    const reached = ratio(timings, rival, kernel);
    const against = `${kernel}: ${reached.toFixed(1)} times as fast`;
    return rateRow(`${rival} (${version}), five window passes, sums only`, timings.get(rival), claims, {
      against,
      verdict: verdict(reached, DUCKDB_BAR, '×'),
    });
  });
  const load = { what: 'DuckDB, loading the claims into a table (not counted above)', spread: '' };
  return [...rows, { ...load, value: `${loadSeconds.toFixed(1)} s` }];
}
