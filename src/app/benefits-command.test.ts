import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from './cli.ts';
import { POLICIES } from './office.ts';

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-cases-'));
  const policy = 'policy: sample\nlayers: [{ layer: pool, deductible: 800, rate: 78 % }]\n';
  fs.writeFileSync(path.join(folder, 'policy.yaml'), policy);
  fs.writeFileSync(path.join(folder, 'case.yaml'), 'charges: 12000\n');
  fs.writeFileSync(path.join(folder, 'case.json'), '{ "grade": "two", "charges": 9000 }');
  fs.writeFileSync(path.join(folder, 'flawed.yaml'), 'charges: 12000\nlevel: two\n');
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs the command as the command line does. */
async function run(...args: readonly string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    });
  }
  await createProgram().parseAsync(['node', 'tongchou', 'benefits', 'compute', ...args]);
  const code = process.exitCode;
  vi.restoreAllMocks();
  return { ...printed, code };
}

const file = (name: string) => path.join(folder, name);

describe('tongchou benefits compute', () => {
  it('prints the ladder', async () => {
    const { stdout, stderr, code } = await run('--policy', file('policy.yaml'), '--case', file('case.yaml'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('(12,000.00 − 800.00) × 78 % = 8,736.00');
    expect(stdout).toContain('个人负担 3,264.00（账户 0.00、现金 3,264.00）');
  });

  it('prints the amounts as JSON', async () => {
    const { stdout, code } = await run(
      '--policy',
      file('policy.yaml'),
      '--case',
      file('case.yaml'),
      '--format',
      'json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'encounter', national: { hifp_pay: '8736.00' } });
  });

  it('reads a pack folder, and takes its version of the day', async () => {
    const args = [
      '--policy',
      path.join(POLICIES, '610300-baoji-residents'),
      '--case',
      file('case.json'),
      '--format',
      'json',
    ];
    // (9,000 − 800) × 78 %; from September 2022 (9,000 − 600) × 80 %
    const before = await run(...args, '--on', '2022-08-31');
    expect(JSON.parse(before.stdout)).toMatchObject({ national: { hifp_pay: '6396.00' } });
    const after = await run(...args, '--on', '2022-09-01');
    expect(JSON.parse(after.stdout)).toMatchObject({ national: { hifp_pay: '6720.00' } });
  });

  it('refuses a flawed case in Chinese, and as JSON besides where JSON was asked for', async () => {
    const args = ['--policy', file('policy.yaml'), '--case', file('flawed.yaml')];
    const text = await run(...args);
    expect([text.code, text.stdout]).toEqual([1, '']);
    expect(text.stderr).toContain('第 2 行的 /level 不合格式：没有这一项');
    expect(text.stderr).toContain('处理：');
    const json = await run(...args, '--format', 'json');
    expect(json.code).toBe(1);
    const { error } = JSON.parse(json.stdout) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: 'cases.invalidValue', path: `${file('flawed.yaml')}#/level` });
    expect(error.message).not.toBe('');
    expect(error.remedy).toContain('grade');
  });

  it.each([
    ['a file that is not there', ['--policy', 'nowhere.yaml', '--case', 'nowhere.yaml'], 'cases.missingFile'],
    ['a folder that is no pack', ['--policy', POLICIES, '--case', 'nowhere.yaml'], 'cases.missingPack'],
    ['a day that is none', ['--policy', 'p.yaml', '--case', 'c.yaml', '--on', '2022-13-01'], 'app.badDate'],
  ])('refuses %s', async (_, args, code) => {
    const result = await run(...args, '--format', 'json');
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } });
  });
});
