/** The scalar evaluator with its explanation, against the same written by hand and against rule engines. */
import {
  type BenefitResult,
  type CompiledPolicy,
  computeBenefits,
  type RunningTotals,
  renderSteps,
} from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { ScalarClaims } from './claims.ts';
import { type AmountColumns, checkScalar, checkZen } from './equality.ts';
import { settleByHand } from './hand-scalar.ts';
import { type Contestant, interleave, type Row, rateRow, ratio, type Timing, verdict } from './measure.ts';
import { NO_TOTALS, openJsonRules, openZen, type ZenEvaluator } from './rule-engines.ts';

const HAND_BAR = 0.3;
const ENGINE_BAR = 100;
const IN_FLIGHT = 500;
const RENDERED = 10_000;
/** Cases in a timed round, at least: a shorter one would measure how the heap grows. */
const ROUND = 1_000_000;

const OURS = 'computeBenefits, with steps';
const AMOUNTS_ONLY = 'computeBenefits, amounts alone';
const HAND = 'hand-written for this policy, with the same steps';
const RENDER = 'renderSteps: the steps of a case in words';
const ZEN = 'zen-engine, one by one';
const ZEN_MANY = `zen-engine, ${IN_FLIGHT} in flight`;
const JSON_RULES = 'json-rules-engine, finding the rules alone';

export interface ScalarOptions {
  readonly runs: number;
  /** Claims for the rule engines, which are slower by orders. */
  readonly engineClaims: number;
}

export async function benchScalar(
  policy: CompiledPolicy,
  claims: ScalarClaims,
  expected: AmountColumns,
  { runs, engineClaims }: ScalarOptions,
): Promise<Row[]> {
  const few: ScalarClaims = { cases: claims.cases.slice(0, engineClaims), starts: claims.starts };
  const zen = openZen();
  const findRules = openJsonRules();
  checkScalar(policy, claims, expected);
  await checkZen(zen.evaluate, few, expected);
  const steps = claims.cases.slice(0, RENDERED).map((each) => unwrap(computeBenefits(policy, each, {})).steps);
  const sink = { cash: 0 };
  const passes = Math.ceil(ROUND / claims.cases.length);
  const contestants: Contestant[] = [
    { name: OURS, run: () => repeat(passes, () => walkOurs(policy, claims, sink, true)) },
    { name: HAND, run: () => repeat(passes, () => walkByHand(claims, sink)) },
    { name: AMOUNTS_ONLY, run: () => repeat(passes, () => walkOurs(policy, claims, sink, false)) },
    {
      name: RENDER,
      run: () => {
        for (const each of steps) sink.cash += renderSteps(policy, each).length;
      },
    },
    { name: ZEN, run: () => walkZen(zen.evaluate, few, 1) },
    { name: ZEN_MANY, run: () => walkZen(zen.evaluate, few, IN_FLIGHT) },
    {
      name: JSON_RULES,
      run: async () => {
        for (const each of few.cases) sink.cash += await findRules(each, 0);
      },
    },
  ];
  const timings = await interleave(contestants, runs);
  zen.close();
  if (sink.cash === 0) throw new Error('nothing was computed');
  return rowsOf(timings, claims.cases.length * passes, few.cases.length, steps.length);
}

function repeat(times: number, work: () => void): void {
  for (let time = 0; time < times; time++) work();
}

interface Sink {
  cash: number;
}

function walkOurs(policy: CompiledPolicy, { cases, starts }: ScalarClaims, sink: Sink, explain: boolean): void {
  const options = { explain };
  let totals: RunningTotals = {};
  for (let index = 0; index < cases.length; index++) {
    if (starts[index] === 1) totals = {};
    const benefitCase = cases[index];
    if (benefitCase === undefined) return;
    const result: BenefitResult = unwrap(computeBenefits(policy, benefitCase, totals, options));
    totals = result.totalsAfter;
    sink.cash += result.amounts.cash;
  }
}

function walkByHand({ cases, starts }: ScalarClaims, sink: Sink): void {
  let totals: RunningTotals = {};
  for (let index = 0; index < cases.length; index++) {
    if (starts[index] === 1) totals = {};
    const benefitCase = cases[index];
    if (benefitCase === undefined) return;
    const result = settleByHand(benefitCase, totals);
    totals = result.totalsAfter;
    sink.cash += result.amounts.cash;
  }
}

/** A person's claims follow one another; `lanes` persons are worked at once. */
async function walkZen(evaluate: ZenEvaluator, { cases, starts }: ScalarClaims, lanes: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < cases.length) {
      const first = next;
      next += 1;
      while (next < cases.length && starts[next] === 0) next += 1;
      const end = next;
      let totals = NO_TOTALS;
      for (let index = first; index < end; index++) {
        const benefitCase = cases[index];
        if (benefitCase !== undefined) totals = (await evaluate(benefitCase, totals)).totals;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function rowsOf(timings: ReadonlyMap<string, Timing>, claims: number, few: number, rendered: number): Row[] {
  const against = (rival: string, units: number, bar: number, name: string): Partial<Row> => {
    const reached = ratio(timings, rival, OURS) * (claims / units);
    const text = reached >= 10 ? reached.toFixed(0) : reached.toFixed(2);
    return { against: `${OURS}: ${text} of ${name}`, verdict: verdict(reached, bar, bar >= 10 ? '×' : '') };
  };
  const rivalRow = (rival: string, units: number, bar: number, name: string) =>
    rateRow(rival, timings.get(rival), units, against(rival, units, bar, name));
  return [
    rateRow(OURS, timings.get(OURS), claims),
    rivalRow(HAND, claims, HAND_BAR, 'it'),
    rateRow(AMOUNTS_ONLY, timings.get(AMOUNTS_ONLY), claims),
    rateRow(RENDER, timings.get(RENDER), rendered),
    rivalRow(ZEN, few, ENGINE_BAR, 'its rate'),
    rivalRow(ZEN_MANY, few, ENGINE_BAR, 'its rate'),
    rivalRow(JSON_RULES, few, ENGINE_BAR, 'its rate'),
  ];
}
