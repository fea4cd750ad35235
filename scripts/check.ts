/**
 * `npm run check`: formatter, linter, types, floors and circles, unused code. Every step runs; the exit code is 1 when
 * any of them failed. The floors' gate is first shown a planted violation, which it must refuse.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules/.bin');

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The step must fail, and print this. */
  readonly mustFailWith?: string;
}

const tsc = path.join(root, 'node_modules/typescript7/bin/tsc');
const cruise = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err'];

const steps: readonly Step[] = [
  { name: 'format and lint', command: path.join(bin, 'biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'types', command: process.execPath, args: [tsc, '-p', '.'] },
  { name: 'types of the console', command: process.execPath, args: [tsc, '-p', 'console'] },
  {
    name: 'floors: planted violation is refused',
    command: path.join(bin, 'depcruise'),
    args: [...cruise, 'scripts/gate-fixture'],
    env: { TONGCHOU_CRUISE_ROOT: 'scripts/gate-fixture' },
    mustFailWith: 'floor-0-imports-upwards',
  },
  { name: 'floors and circles', command: path.join(bin, 'depcruise'), args: [...cruise, 'src', 'console/src'] },
  { name: 'unused code', command: path.join(bin, 'knip'), args: ['--no-progress'] },
];

let failures = 0;
for (const step of steps) {
  const started = performance.now();
  const result = spawnSync(step.command, step.args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...step.env },
    shell: process.platform === 'win32',
  });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? String(result.error) : ''}`;
  const passed =
    step.mustFailWith === undefined ? result.status === 0 : result.status !== 0 && output.includes(step.mustFailWith);
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${step.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) {
    failures += 1;
    console.log(output.trimEnd());
  }
}
console.log(failures === 0 ? 'check: all passed' : `check: ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
