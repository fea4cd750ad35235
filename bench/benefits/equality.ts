/** Whether all exact evaluators give the same claims the same amounts, to the fen: asked before anything is timed. */
import { isDeepStrictEqual } from 'node:util';
import {
  type BenefitResult,
  type ColumnarResult,
  type CompiledPolicy,
  computeBenefits,
} from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { ScalarClaims } from './claims.ts';
import type { HandOutputs } from './hand-columnar.ts';
import { settleByHand } from './hand-scalar.ts';
import { NO_TOTALS, type ZenEvaluator } from './rule-engines.ts';

/** Names of a claim's amounts, in the order of the policy's layers, the person's part last. */
export const AMOUNTS = ['pool', 'outpatientPool', 'criticalIllness', 'civilServant', 'medicalAid', 'person'] as const;

export type AmountColumns = readonly Int32Array[];

export function columnsOf(result: ColumnarResult): AmountColumns {
  return [...AMOUNTS.slice(0, -1).map((id) => paidBy(result, id)), result.person];
}

function paidBy(result: ColumnarResult, id: string): Int32Array {
  const column = result.paid[result.layers.findIndex((layer) => layer.id === id)];
  if (column === undefined) throw new Error(`no layer ${id}`);
  return column;
}

export function handColumns(outputs: HandOutputs): AmountColumns {
  return AMOUNTS.map((name) => outputs[name]);
}

/** Puts something impossible into results, so that what is compared next was written next. */
export function spoil(columns: AmountColumns): void {
  for (const column of columns) column.fill(-1);
}

/** Throws at the first claim that differs. */
export function checkColumns(who: string, columns: AmountColumns, expected: AmountColumns): void {
  for (const [at, name] of AMOUNTS.entries()) {
    const mine = columns[at];
    const theirs = expected[at];
    if (mine === undefined || theirs === undefined) throw new Error(`${who}: no column ${name}`);
    for (let index = 0; index < theirs.length; index++) {
      if (mine[index] === theirs[index]) continue;
      throw new Error(`${who}: claim ${index}, ${name}: ${mine[index]}, expected ${theirs[index]} fen`);
    }
  }
}

export function sumsOf(columns: AmountColumns): number[] {
  return columns.map((column) => {
    let sum = 0;
    for (let index = 0; index < column.length; index++) sum += column[index] as number;
    return sum;
  });
}

export function checkSums(who: string, sums: readonly number[], expected: readonly number[]): void {
  if (isDeepStrictEqual([...sums], [...expected])) return;
  throw new Error(`${who}: sums ${sums.join(', ')}, expected ${expected.join(', ')} fen`);
}

/** What a case's result says of the same amounts. */
function amountsOf({ layers, amounts }: BenefitResult): number[] {
  const paid = AMOUNTS.slice(0, -1).map((name) => layers.find(({ id }) => id === name)?.paid ?? 0);
  return [...paid, amounts.personTotal];
}

/** All but the words of rules and clauses, which each evaluator has of its own. */
function withoutWords(result: BenefitResult): unknown {
  const steps = result.steps.map(({ rule, clause, ...step }) => ({
    ...step,
    rule: rule && { ...rule, phrase: '' },
    clause: clause?.document,
  }));
  return JSON.parse(JSON.stringify({ ...result, steps }));
}

/** The first place where two results differ, with both values; undefined where they are equal. */
function differenceOf(left: unknown, right: unknown, place = 'result'): string | undefined {
  if (isDeepStrictEqual(left, right)) return undefined;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return `${place}: ${JSON.stringify(right)}, expected ${JSON.stringify(left)}`;
  }
  const [mine, theirs] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const found = differenceOf(mine.get(key), theirs.get(key), `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The scalar evaluators against each other, field by field, and against the columns. */
export function checkScalar(policy: CompiledPolicy, { cases, starts }: ScalarClaims, expected: AmountColumns): void {
  let totals = {};
  let handTotals = {};
  for (const [index, benefitCase] of cases.entries()) {
    if (starts[index] === 1) {
      totals = {};
      handTotals = {};
    }
    const result = unwrap(computeBenefits(policy, benefitCase, totals));
    const byHand = settleByHand(benefitCase, handTotals);
    const [mine, theirs] = [withoutWords(result), withoutWords(byHand)];
    const place = differenceOf(mine, theirs);
    if (place !== undefined) throw new Error(`hand-written scalar: claim ${index}: ${place}`);
    const columns = expected.map((column) => column[index] ?? Number.NaN);
    checkSums(`scalar, claim ${index}`, amountsOf(result), columns);
    totals = result.totalsAfter;
    handTotals = byHand.totalsAfter;
  }
}

/** Zen computes in decimals, so that it is as exact as the others. */
export async function checkZen(
  evaluate: ZenEvaluator,
  { cases, starts }: ScalarClaims,
  expected: AmountColumns,
): Promise<void> {
  let totals = NO_TOTALS;
  for (const [index, benefitCase] of cases.entries()) {
    if (starts[index] === 1) totals = NO_TOTALS;
    const { pool, outpatient, critical, civil, aid, person, totals: after } = await evaluate(benefitCase, totals);
    const columns = expected.map((column) => column[index] ?? Number.NaN);
    checkSums(`zen-engine, claim ${index}`, [pool, outpatient, critical, civil, aid, person], columns);
    totals = after;
  }
}
