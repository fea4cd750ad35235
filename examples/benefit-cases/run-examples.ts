/** Computes the worked examples and holds each figure against what its page prints. */
import fs from 'node:fs';
import path from 'node:path';
import Value from 'typebox/value';
import { parse } from 'yaml';
import { type CaseResult, computeCaseFile, readPolicyFile } from '../../src/benefits/index.ts';
import { Example, type Expected } from './example-schema.ts';

export type Verdict = '一致' | '舍入内一致' | '原文自相矛盾' | '原文仅述' | '不一致';

/** One printed figure. Amounts are hundredths (fen, or hundredths of a per cent). */
export interface Finding {
  readonly id: string;
  readonly area: string;
  readonly kind: Example['kind'];
  readonly field: string;
  readonly what: string;
  readonly printed: number | undefined;
  readonly recomputed: number | undefined;
  readonly computed: number | undefined;
  readonly difference: number | undefined;
  readonly verdict: Verdict;
}

/** The examples of a folder by id. Throws on a file that is no example: that is a fault of the file. */
export function readExamples(folder: string = import.meta.dirname): Example[] {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const value: unknown = parse(fs.readFileSync(path.join(folder, file), 'utf8'));
    if (!Value.Check(Example, value)) {
      const [flaw] = Value.Errors(Example, value);
      throw new Error(`${file} ${flaw?.instancePath}: ${flaw?.message}`);
    }
    if (`${value.id}.yaml` !== file) throw new Error(`${file} 里写的是 ${value.id}`);
    return value;
  });
}

/** The results of an example's runs by name. Throws when a policy or case does not compute. */
export function computeExample(example: Example): Map<string, CaseResult> {
  return new Map(
    example.runs.map((run) => {
      const policy = readPolicyFile({ name: `${example.id} policy`, text: JSON.stringify(run.policy) });
      if (!policy.ok) throw new Error(`${policy.error.message}；${policy.error.remedy}`);
      const result = computeCaseFile(policy.value, { name: `${example.id} case`, text: JSON.stringify(run.case) });
      if (!result.ok) throw new Error(`${example.id}：${result.error.message}；${result.error.remedy}`);
      return [run.name, result.value];
    }),
  );
}

/** Every figure of an example with its verdict. */
export function checkExample(example: Example): Finding[] {
  const results = computeExample(example);
  return example.expect.map((expected) => {
    const result = results.get(expected.run ?? example.runs[0]?.name ?? '');
    if (result === undefined) throw new Error(`${example.id} ${expected.field}：没有 ${expected.run} 这一次计算`);
    const computed = expected.is === undefined ? undefined : figureOf(result, expected, expected.is);
    const { id, area, kind } = example;
    const printed = hundredths(expected.printed);
    const recomputed = hundredths(expected.recomputed);
    return {
      id,
      area,
      kind,
      field: expected.field,
      what: expected.what,
      printed,
      recomputed,
      computed,
      difference: computed === undefined || printed === undefined ? undefined : computed - printed,
      verdict: verdictOf(expected, computed),
    };
  });
}

/**
 * Equal to the last printed digit; within half of it for the figure and for each input of the same rounding; or, where
 * the page contradicts itself, equal to what its own rule gives and different from what it prints.
 */
export function verdictOf(expected: Expected, computed: number | undefined): Verdict {
  if (expected.given === true) return computed === undefined ? '原文仅述' : '不一致';
  const printed = hundredths(expected.printed);
  const recomputed = hundredths(expected.recomputed);
  if (computed === undefined || (printed === undefined && recomputed === undefined)) return '不一致';
  const unit = (expected.unit ?? 0.01) * 100;
  const tolerance = unit > 1 ? (unit / 2) * (1 + (expected.roundedInputs ?? 0)) : 0;
  if (recomputed !== undefined) {
    if (computed !== recomputed) return '不一致';
    if (printed === undefined) return '一致';
    return Math.abs(computed - printed) > tolerance ? '原文自相矛盾' : '不一致';
  }
  const difference = Math.abs(computed - (printed ?? 0));
  if (difference === 0) return '一致';
  return difference <= tolerance ? '舍入内一致' : '不一致';
}

function hundredths(yuan: number | undefined): number | undefined {
  return yuan === undefined ? undefined : Math.round(yuan * 100);
}

/** The sum that an expectation names, in hundredths. */
function figureOf(result: CaseResult, { percentOf }: Expected, expression: string): number {
  const value = sumOf(result, expression);
  return percentOf === undefined ? value : Math.round((value * 10_000) / sumOf(result, percentOf));
}

function sumOf(result: CaseResult, expression: string): number {
  const names = namesOf(result);
  return [...expression.matchAll(/([+-]?)\s*([A-Za-z][\w.]*)/g)].reduce((sum, [, sign, name = '']) => {
    const text = names[name];
    if (text === undefined) throw new Error(`结果里没有 ${name}`);
    return sum + (sign === '-' ? -1 : 1) * Math.round(Number(text) * 100);
  }, 0);
}

/** What a figure may be called: the result's own fields, and the names of the policy language. */
function namesOf(result: CaseResult): Readonly<Record<string, string | undefined>> {
  switch (result.kind) {
    case 'encounter':
      return { ...result.national, ...result.components, refund: result.refund };
    case 'year':
      return { ...result.sums.national, ...result.sums.components };
    case 'maternityAllowance':
      return { allowance: result.allowance, days: String(result.days), wage: result.wage };
    case 'accountCredit':
      return { monthly: result.monthly, total: result.total, base: result.base };
  }
}
