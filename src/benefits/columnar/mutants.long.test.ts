/**
 * Does the comparison of the evaluators see anything? Ten faults are planted into each of them, one at a time, in a copy
 * of the source; the comparison must find every one, and none in the copy without a fault.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const FOLDER = path.join(ROOT, 'var/mutants');

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const COLUMNAR: readonly Mutant[] = [
  {
    name: 'rounds half a fen down',
    file: 'columnar/kernel-writer.ts',
    from: '+ 5000) / 10000)`',
    to: '+ 4999) / 10000)`',
  },
  {
    name: 'carries totals into the next year',
    file: 'columnar/evaluate.ts',
    from: 'year !== lastYear ? 1 : 0',
    to: '0',
  },
  {
    name: 'starts lifetime totals anew each year',
    file: 'columnar/generate-kernel.ts',
    from: "scope === 'lifetime');",
    to: "scope === 'day');",
  },
  {
    name: 'lets a used-up limit turn negative',
    file: 'columnar/write-layer.ts',
    from: 'if (${left} < 0) ${left} = 0;`',
    to: '`',
  },
  {
    name: 'forgets what lower slices pay',
    file: 'columnar/layout.ts',
    from: 'if (upper !== undefined) paid +=',
    to: 'if (upper === undefined) paid +=',
  },
  {
    name: 'counts cases that the accumulator leaves out',
    file: 'columnar/kernel-writer.ts',
    from: 'return layout?.adds === undefined ? `(${text})`',
    to: 'return layout !== undefined ? `(${text})`',
  },
  {
    name: 'adds up days as if they were one',
    file: 'columnar/generate-kernel.ts',
    from: '`if (k${index} !== day[i]) {',
    to: '`if (k${index} < 0) {',
  },
  {
    name: 'gives the hospital no surplus',
    file: 'columnar/write-layer.ts',
    from: '`const hospitals = beyond < 0 ||',
    to: '`const hospitals =',
  },
  {
    name: 'takes the wrong class of ages at the edge',
    file: 'columnar/plan-table.ts',
    from: 'classAmong(splits, index + offset)',
    to: 'classAmong(splits, index + offset - 1)',
  },
  {
    name: 'solves the cost back from the payment without rounding',
    file: 'columnar/kernel-runtime.ts',
    from: 'remaining * WHOLE + Math.floor(rate / 2)',
    to: 'remaining * WHOLE',
  },
];

const SCALAR: readonly Mutant[] = [
  { name: 'rounds half a fen down', file: 'schedule.ts', from: 'const HALF = 5_000', to: 'const HALF = 4_999' },
  {
    name: 'counts cost as entered when nothing is left to pay',
    file: 'schedule.ts',
    from: 'payment <= remaining && remaining > 0',
    to: 'payment <= remaining',
  },
  {
    name: 'guarantees more than is unpaid',
    file: 'work-layer.ts',
    from: 'NO_LIMIT, Math.max(quantities[UNPAID_SLOT] ?? 0, 0));',
    to: 'NO_LIMIT);',
  },
  {
    name: 'pays an entitlement beyond the cost of the case',
    file: 'work-layer.ts',
    from: 'Math.min(Math.max(whole.paid - already, 0), entering)',
    to: 'Math.max(whole.paid - already, 0)',
  },
  {
    name: 'leaves unpaid what the hospital bears',
    file: 'work-layer.ts',
    from: '- working.paid - working.hospitalShare',
    to: '- working.paid',
  },
  {
    name: 'counts a later part of a stay as an admission',
    file: 'compute-benefits.ts',
    from: '(continued ? 0 : 1)',
    to: '1',
  },
  {
    name: 'carries all totals into the next year',
    file: 'scope.ts',
    from: 'key.endsWith(LIFETIME)',
    to: 'key.length > 0',
  },
  {
    name: 'charges the whole threshold again',
    file: 'work-layer.ts',
    from: 'terms.deductible - charged',
    to: 'terms.deductible',
  },
  {
    name: 'takes the widest limit instead of the tightest',
    file: 'work-layer.ts',
    from: 'left < tightest.left',
    to: 'left > tightest.left',
  },
  {
    name: 'forgets the person’s share of a package',
    file: 'work-layer.ts',
    from: 'const scheduled = payable - coPay;',
    to: 'const scheduled = payable;',
  },
];

const RUN = `
import { runAgreement } from './src/benefits/columnar/testing.ts';
const found = [1, 2, 3, 4, 5].some((seed) => runAgreement({ seed, policies: 120, claimsPerPolicy: 400 }).disagreement !== undefined);
process.exit(found ? 3 : 0);
`;
const FOUND = 3;

/** A copy of the source with one fault; gives the exit code of the comparison in it. */
function compareWith(mutant: Mutant | undefined, number: string): number | null {
  const folder = path.join(FOLDER, number);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  for (const part of ['benefits', 'kernel'])
    cpSync(path.join(ROOT, 'src', part), path.join(folder, 'src', part), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(folder, 'run.ts'), RUN);
  if (mutant !== undefined) {
    const file = path.join(folder, 'src/benefits', mutant.file);
    const parts = readFileSync(file, 'utf8').split(mutant.from);
    expect(parts, `${mutant.file} contains exactly once: ${mutant.from}`).toHaveLength(2);
    writeFileSync(file, parts.join(mutant.to));
  }
  return spawnSync(process.execPath, ['run.ts'], { cwd: folder }).status;
}

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the comparison of the evaluators', () => {
  it('finds nothing in the source as it is', () => {
    expect(compareWith(undefined, 'none')).toBe(0);
  });
  it.each(COLUMNAR.map((mutant, index) => ({ ...mutant, index })))('finds the columnar fault: $name', (mutant) => {
    expect(compareWith(mutant, `columnar-${mutant.index}`)).toBe(FOUND);
  });
  it.each(SCALAR.map((mutant, index) => ({ ...mutant, index })))('finds the scalar fault: $name', (mutant) => {
    expect(compareWith(mutant, `scalar-${mutant.index}`)).toBe(FOUND);
  });
});
