/** How long a policy takes to become a kernel, and how long a changed policy takes over resident claims. */
import { type ClaimColumns, compileKernel, createPool } from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { columnsOf, sumsOf } from './equality.ts';
import { interleave, type Row, type Timing, verdict } from './measure.ts';
import { benchTexts, compileTexts, type PackTexts, projectTexts, withThreshold } from './policy.ts';

const COMPILE_BAR_MS = 50;
const SCENARIO_BAR_SECONDS = 2;
const COMPILE_ROUNDS = 31;

/** `columns` are few: the kernel is compiled for them, not run. */
export async function benchCompile(columns: ClaimColumns): Promise<Row[]> {
  const packs = [benchTexts(), projectTexts('610300-baoji-residents')];
  const contestants = packs.flatMap((texts) => {
    const { policies } = compileTexts(texts);
    const into = unwrap(compileKernel(policies, columns)).result;
    return [
      { name: `pack ${texts.folder}`, run: () => void compileTexts(texts) },
      { name: `kernel ${texts.folder}`, run: () => void unwrap(compileKernel(policies, columns, { into })) },
    ];
  });
  const timings = await interleave(contestants, COMPILE_ROUNDS);
  return packs.flatMap(({ folder, files }) => {
    const pack = timings.get(`pack ${folder}`);
    const kernel = timings.get(`kernel ${folder}`);
    if (pack === undefined || kernel === undefined) return [];
    const sum = (pack.median + kernel.median) * 1000;
    return [
      millisRow(`compile ${folder} from ${files.length} texts`, pack),
      {
        ...millisRow(`compile its kernel for ${columns.length} claims`, kernel),
        against: `both: ${sum.toFixed(1)} ms`,
        verdict: verdict(sum, COMPILE_BAR_MS, ' ms', 'most'),
      },
    ];
  });
}

function millisRow(what: string, { median, min, max }: Timing): Row {
  const millis = (seconds: number) => `${(seconds * 1000).toFixed(1)} ms`;
  return { what, value: millis(median), spread: `${millis(max)} – ${millis(min)}` };
}

interface Scenario {
  readonly compile: number;
  readonly evaluate: number;
  readonly sum: number;
}

/** A policy with another threshold each time: from its texts to the sums over all claims, in new results. */
export async function benchScenario(columns: ClaimColumns, runs: number): Promise<Row[]> {
  const pool = createPool(columns, { workers: 2 });
  try {
    const texts = benchTexts();
    const baseline = sumsOf(columnsOf(unwrap(await pool.evaluate(compileTexts(texts).policies))));
    const scenarios: Scenario[] = [];
    for (let run = 1; run <= runs; run++) {
      scenarios.push(await timeScenario(pool, withThreshold(texts, 800 + 50 * run), baseline));
    }
    return scenarioRows(scenarios, columns.length);
  } finally {
    await pool.close();
  }
}

async function timeScenario(
  pool: ReturnType<typeof createPool>,
  texts: PackTexts,
  baseline: readonly number[],
): Promise<Scenario> {
  const started = performance.now();
  const { policies } = compileTexts(texts);
  const compiled = performance.now();
  const result = unwrap(await pool.evaluate(policies));
  const evaluated = performance.now();
  const [poolSum = 0] = sumsOf(columnsOf(result));
  const ended = performance.now();
  if (poolSum >= (baseline[0] ?? 0)) throw new Error('a higher threshold did not lower what the pool pays');
  return {
    compile: (compiled - started) / 1000,
    evaluate: (evaluated - compiled) / 1000,
    sum: (ended - evaluated) / 1000,
  };
}

function scenarioRows(scenarios: readonly Scenario[], claims: number): Row[] {
  const whole = scenarios
    .map(({ compile, evaluate, sum }) => ({ compile, evaluate, sum, all: compile + evaluate + sum }))
    .sort((left, right) => left.all - right.all);
  const middle = whole[whole.length >> 1];
  if (middle === undefined) return [];
  const seconds = (value: number | undefined) => `${(value ?? 0).toFixed(2)} s`;
  return [
    {
      what: `a changed policy over ${claims.toLocaleString('en')} resident claims, two workers: texts to sums`,
      value: seconds(middle.all),
      spread: `${seconds(whole.at(-1)?.all)} – ${seconds(whole[0]?.all)}`,
      against: `compile ${seconds(middle.compile)}, evaluate ${seconds(middle.evaluate)}, sum ${seconds(middle.sum)}`,
      verdict: verdict(middle.all, SCENARIO_BAR_SECONDS, ' s', 'most'),
    },
  ];
}
