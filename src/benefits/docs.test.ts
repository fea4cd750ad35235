import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failed, type Result } from '../kernel/result.ts';
import { CaseFile } from './case-schema.ts';
import { computeCaseFile } from './compute-case-file.ts';
import { PolicyFile } from './policy-file-schema.ts';
import { policySheet } from './policy-sheet.ts';
import { readPolicyFile } from './read-policy-file.ts';
import { renderResult } from './render-result.ts';
import type { CaseResult } from './result-schema.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/write-a-policy.md'), 'utf8');

/** Every file that the page shows: its name in a line of its own, then the text. */
const files = new Map(
  [...page.matchAll(/`([\w-]+\.yaml)`\n\n```yaml\n(.*?)```/gs)].map(([, name = '', text = '']) => [name, text]),
);
/** Every command that the page shows, with what it prints below it. */
const commands = [...page.matchAll(/```console\n(.*?)```/gs)].flatMap(([, block = '']) =>
  [...block.matchAll(/\$ npx tongchou benefits compute --policy (\S+) --case (\S+)\n(.*?)(?=\$ npx|$)/gs)].map(
    ([, policy = '', caseName = '', output = '']) => ({ policy, caseName, output: output.trimEnd() }),
  ),
);

function fileOf(name: string) {
  const text = files.get(name);
  if (text === undefined) throw new Error(`the page shows no ${name}`);
  return { name, text };
}

function compute(policyName: string, caseName: string): Result<CaseResult> {
  const policy = readPolicyFile(fileOf(policyName));
  return policy.ok ? computeCaseFile(policy.value, fileOf(caseName)) : failed(policy.error);
}

/** As the command line prints it. */
function shown(result: Result<CaseResult>): string {
  return result.ok ? renderResult(result.value) : `错误：${result.error.message}\n处理：${result.error.remedy}`;
}

function amounts(policyName: string, caseName: string): Readonly<Record<string, string | number>> {
  const result = compute(policyName, caseName);
  if (!result.ok) throw new Error(result.error.message);
  switch (result.value.kind) {
    case 'encounter':
      return { ...result.value.national, ...result.value.components };
    case 'year':
      return { ...result.value.sums.national, ...result.value.sums.components };
    case 'maternityAllowance':
      return { allowance: result.value.allowance, days: result.value.days };
    case 'accountCredit':
      return { monthly: result.value.monthly, total: result.value.total };
  }
}

/** Names of all properties of a schema, at any depth. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(wordsOf)])];
}

describe('docs/write-a-policy.md', () => {
  it('shows files and commands', () => {
    expect(files.size).toBeGreaterThan(40);
    expect(commands.length).toBeGreaterThan(25);
  });

  it.each(commands.map((command) => [`${command.policy} ${command.caseName}`, command] as const))(
    'prints what it shows: %s',
    (_, { policy, caseName, output }) => {
      expect(shown(compute(policy, caseName))).toBe(output);
    },
  );

  it('uses every file that it shows', () => {
    const used = new Set(commands.flatMap(({ policy, caseName }) => [policy, caseName]));
    expect([...files.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  // Worked by hand from the clause that stands before each example.
  it.each<[string, string, Record<string, string | number>]>([
    ['minimal.yaml', 'stay.yaml', { hifp_pay: '8736.00', psn_cash_pay: '3264.00' }],
    ['levels.yaml', 'two.yaml', { inscp_scp_amt: '11200.00', hifp_pay: '8112.00', psn_cash_pay: '3888.00' }],
    ['slices.yaml', 'working.yaml', { hifp_pay: '42895.00' }],
    ['slices.yaml', 'retired.yaml', { hifp_pay: '45217.00' }],
    ['cap.yaml', 'near-cap.yaml', { hifp_pay: '5000.00', 'pool.overCap': '4789.74' }],
    ['serious.yaml', 'year.yaml', { hifp_pay: '96720.00', hifmi_pay: '33296.00' }],
    ['aid.yaml', 'poor.yaml', { hifp_pay: '60760.00', hifmi_pay: '22256.00', maf_pay: '11888.80' }],
    ['readmission.yaml', 'three-stays.yaml', { hifp_pay: '12540.00' }],
    ['cumulative.yaml', 'two-stays.yaml', { hifp_pay: '38000.00', 'pool.deductible': '750.00' }],
    ['tilts.yaml', 'away.yaml', { 'pool.firstTake': '2080.00', hifp_pay: '15232.00' }],
    ['tcm.yaml', 'herbs.yaml', { hifp_pay: '8550.00' }],
    ['care.yaml', 'nursing.yaml', { oth_pay: '1260.00' }],
    ['care.yaml', 'dialysis.yaml', { hifp_pay: '11060.00' }],
    ['lines-policy.yaml', 'lines.yaml', { preselfpay_amt: '1110.00', overlmt_selfpay: '200.00', hifp_pay: '4392.00' }],
    ['more.yaml', 'floor.yaml', { hifp_pay: '13140.00', acct_pay: '2000.00', psn_cash_pay: '14860.00' }],
    ['more.yaml', 'package.yaml', { hifp_pay: '4800.00', psn_cash_pay: '1200.00', hosp_part_amt: '1200.00' }],
    ['year-end.yaml', 'new-year.yaml', { hifp_pay: '23200.00' }],
    ['dated.yaml', 'dated-case.yaml', { hifp_pay: '6720.00' }],
    ['maternity.yaml', 'twins.yaml', { days: 128, allowance: '34133.33' }],
    ['maternity.yaml', 'credit.yaml', { monthly: '103.64', total: '1243.68' }],
    ['shared.yaml', 'shared-case.yaml', { hifp_pay: '10000.00' }],
  ])('computes what the clause says: %s %s', (policy, caseName, expected) => {
    expect(amounts(policy, caseName)).toMatchObject(expected);
  });

  it('shows the amounts of its first example as JSON', () => {
    const block: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
    const result = compute('minimal.yaml', 'stay.yaml');
    if (!result.ok || result.value.kind !== 'encounter') throw new Error('one visit');
    expect(block).toEqual({ national: result.value.national, layers: result.value.layers });
  });

  it('names every word of the language', () => {
    const words = [...wordsOf(PolicyFile), ...wordsOf(CaseFile)];
    expect(words).toEqual(expect.arrayContaining(['coPayTimes', 'deductibleOn', 'itemCode', 'averageWage']));
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(page))).toEqual([]);
  });

  it('writes its sample policies so that they can be printed', () => {
    for (const name of ['minimal.yaml', 'serious.yaml']) {
      const policy = readPolicyFile(fileOf(name));
      if (!policy.ok) throw new Error(policy.error.message);
      const [version] = policy.value.pack?.policies ?? [];
      expect(version && policySheet(version).layers.length).toBe(
        (parse(fileOf(name).text) as { layers: [] }).layers.length,
      );
    }
  });
});
