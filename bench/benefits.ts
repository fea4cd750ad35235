/**
 * `npm run bench:benefits`: the benefit evaluators against named rivals in the same run.
 *
 * `-- --claims 10000000 --scalar 200000 --engines 20000 --runs 5 --memory 50000000 --only columnar,duckdb,scalar,…`
 *
 * One sample policy of five layers with running totals (`benefits/policy/`), seeded claims. Before anything is timed
 * all exact evaluators are compared claim by claim, to the fen. Rounds are interleaved; medians, slowest and fastest
 * are printed as a Markdown table. A missed bar is said, and is no failure: only a difference in the amounts is.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { evaluateColumns } from '../src/benefits/index.ts';
import { unwrap } from '../src/kernel/result.ts';
import { makeCases, makeClaims, makePlain } from './benefits/claims.ts';
import { benchColumnar } from './benefits/columnar-section.ts';
import { columnsOf } from './benefits/equality.ts';
import { printTable, type Row } from './benefits/measure.ts';
import { benchMemory } from './benefits/memory-section.ts';
import { benchTexts, compileTexts } from './benefits/policy.ts';
import { benchCompile, benchScenario } from './benefits/policy-section.ts';
import { benchScalar } from './benefits/scalar-section.ts';

const SECTIONS = ['columnar', 'duckdb', 'scalar', 'compile', 'memory', 'scenario'] as const;
type Section = (typeof SECTIONS)[number];

const { values: flags } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000000' },
    scalar: { type: 'string', default: '200000' },
    engines: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '5' },
    memory: { type: 'string', default: '10000000' },
    only: { type: 'string', default: SECTIONS.join(',') },
  },
});

function count(name: 'claims' | 'scalar' | 'engines' | 'runs' | 'memory'): number {
  const value = Number(flags[name]);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`--${name} ${flags[name]}: a whole number from 1`);
  return value;
}

function sections(): ReadonlySet<Section> {
  const names = flags.only.split(',');
  const unknown = names.find((name) => !SECTIONS.some((section) => section === name));
  if (unknown !== undefined) throw new RangeError(`--only ${unknown}: one of ${SECTIONS.join(', ')}`);
  return new Set(SECTIONS.filter((section) => names.includes(section)));
}

function printMachine(): void {
  const [cpu] = os.cpus();
  const load = os.loadavg().map((value) => value.toFixed(2));
  console.log(`${cpu?.model.trim()}, ${os.availableParallelism()} cores, ${(os.totalmem() / 2 ** 30).toFixed(0)} GB`);
  console.log(`${os.type()} ${os.release()}, Node ${process.version}, V8 ${process.versions.v8}`);
  console.log(`load before: ${load.join(' ')}; ${new Date().toISOString().slice(0, 10)}`);
}

async function main(): Promise<void> {
  const only = sections();
  const runs = count('runs');
  printMachine();
  const rows: Row[] = [];
  const say = (made: readonly Row[]) => {
    for (const { what, value, against = '', verdict = '' } of made)
      console.log(`  ${what}: ${value}  ${against}  ${verdict}`);
    rows.push(...made);
  };
  if (only.has('compile')) say(await benchCompile(makeClaims(10_000)));
  if (only.has('memory')) {
    const sizes = [1_000_000, 10_000_000, 50_000_000].filter((size) => size <= count('memory'));
    say(benchMemory(sizes.length > 0 ? sizes : [count('memory')]));
  }
  if (only.has('scalar')) {
    const pack = compileTexts(benchTexts());
    const [policy] = pack.policies;
    if (policy === undefined) throw new Error('the pack has no version');
    const columns = makeClaims(count('scalar'));
    const cases = makeCases(columns, makePlain(columns), columns.length);
    const expected = columnsOf(unwrap(evaluateColumns(pack.policies, columns)));
    say(await benchScalar(policy, cases, expected, { runs, engineClaims: Math.min(count('engines'), columns.length) }));
  }
  if (only.has('columnar') || only.has('duckdb') || only.has('scenario')) {
    const columns = makeClaims(count('claims'));
    console.log(`${columns.length.toLocaleString('en')} claims made`);
    if (only.has('columnar') || only.has('duckdb')) {
      const pack = compileTexts(benchTexts());
      say(await benchColumnar(pack, columns, makePlain(columns), { runs, hasDuckDb: only.has('duckdb') }));
    }
    if (only.has('scenario')) say(await benchScenario(columns, runs));
  }
  printTable(rows);
}

await main();
