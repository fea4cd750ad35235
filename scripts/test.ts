/**
 * `npm test`: static checks, then unit, property and integration tests on a real PostgreSQL, then end to end in a real
 * browser. Stops at the first part that fails. Ends with one line that says how many tests passed and failed.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const report = path.join(root, 'var/test-report');

function run(name: string, command: string, args: readonly string[]): void {
  console.log(`\n== ${name}`);
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) finish(1);
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

function finish(code: number): never {
  const reports = fs.existsSync(report)
    ? fs.readdirSync(report).map((file) => JSON.parse(fs.readFileSync(path.join(report, file), 'utf8')) as Report)
    : [];
  const sum = (of: (one: Report) => number) => reports.reduce((total, one) => total + of(one), 0);
  const failed = sum((one) => one.numFailedTests);
  console.log(
    `\n${sum((one) => one.numPassedTests)} passed, ${failed} failed, ${sum((one) => one.numPendingTests)} skipped`,
  );
  process.exit(code === 0 && failed > 0 ? 1 : code);
}

fs.rmSync(report, { recursive: true, force: true });
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json'];
const suite = (project: string) => [
  vitest,
  'run',
  '--project',
  project,
  ...reporters,
  `--outputFile.json=${path.join(report, `${project}.json`)}`,
];

run('static checks', process.execPath, [path.join(root, 'scripts/check.ts')]);
run('unit, property and integration tests', process.execPath, suite('fast'));
run('console build', process.execPath, [
  path.join(root, 'node_modules/vite/bin/vite.js'),
  'build',
  'console',
  '--logLevel',
  'warn',
]);
run('end to end in a browser', process.execPath, suite('e2e'));
finish(0);
