/** `tongchou policy` as it is run: what it prints and the code it ends with. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Flaw } from '../../benefits/index.ts';
import { Refused } from '../../kernel/result.ts';
import { checkPolicyFolder, diffPolicySides, printPolicySheet } from '../policy-command.ts';

const POLICIES = path.join(import.meta.dirname, '../../../policies');
const BAOJI = path.join(POLICIES, '610300-baoji-residents');

let folder: string;
let printed: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'policies-'));
  fs.cpSync(BAOJI, path.join(folder, '610300-baoji-residents'), { recursive: true });
  fs.cpSync(path.join(POLICIES, 'register.yaml'), path.join(folder, 'register.yaml'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((thrown: unknown) => thrown);
  return error instanceof Refused ? error.failure.code : `${error}`;
}

describe('policy check', () => {
  const pool = () => path.join(folder, '610300-baoji-residents/pool.yaml');
  let sound: string;
  beforeEach(() => {
    sound = fs.readFileSync(pool(), 'utf8');
  });
  afterEach(() => fs.writeFileSync(pool(), sound));

  it('passes a sound folder: hints do not change the code', async () => {
    expect(await checkPolicyFolder(folder)).toBe(0);
    expect(printed).toContain('610300-baoji-residents　宝鸡市城乡居民基本医疗保险待遇');
    expect(printed).toMatch(/1 个政策包：错误 0，警告 0，提示 \d+\n$/);
  });

  it('ends with 1 when a pack has errors, and tells file, line and remedy', async () => {
    fs.writeFileSync(
      pool(),
      sound.replace('rate: 60 %', 'rate: 160 %').replace('source: raiseNotice', 'source: hearsay'),
    );
    expect(await checkPolicyFolder(folder)).toBe(1);
    const line = sound.split('\n').findIndex((text) => text.includes('rate: 60 %')) + 1;
    expect(printed).toContain(`错误　政策文件 610300-baoji-residents/pool.yaml 第 ${line} 行的 /rules/0/rate`);
    expect(printed).toContain('处理：应为：0 % 至 100 % 之间的比例');
    expect(printed).toMatch(/错误 2，/);
  });

  it('gives all flaws as JSON', async () => {
    fs.writeFileSync(pool(), sound.replace('rate: 60 %', 'rate: 160 %'));
    expect(await checkPolicyFolder(folder, { format: 'json' })).toBe(1);
    const report = JSON.parse(printed) as { counts: Record<string, number>; flaws: Flaw[]; packs: unknown[] };
    expect(report.counts.error).toBe(1);
    expect(report.flaws.find(({ severity }) => severity === 'error')).toMatchObject({
      file: '610300-baoji-residents/pool.yaml',
      place: '/rules/0/rate',
      value: '160 %',
    });
    expect(report.packs).toEqual([]);
  });

  it('checks one pack among its neighbours, and tells of it alone', async () => {
    expect(await checkPolicyFolder(BAOJI, { format: 'json' })).toBe(0);
    const { flaws, packs } = JSON.parse(printed) as { flaws: Flaw[]; packs: { id: string }[] };
    expect(packs.map(({ id }) => id)).toEqual(['610300-baoji-residents']);
    expect(flaws.every(({ file }) => file.startsWith('610300-baoji-residents/'))).toBe(true);
  });

  it('says so where there is nothing to check', async () => {
    expect(await refusal(checkPolicyFolder(path.join(folder, 'nowhere')))).toBe('app.noPacks');
    const empty = path.join(folder, 'empty');
    fs.mkdirSync(empty);
    expect(await refusal(checkPolicyFolder(empty))).toBe('app.noPacks');
  });
});

describe('policy diff', () => {
  const text = { scheme: '390', format: 'text' } as const;

  it('compares an area on two days', async () => {
    expect(await diffPolicySides('610326@2022-08-31', '610326@2022-09-01', text)).toBe(0);
    expect(printed).toContain('规定　二级、统筹区内：起付标准 800 元 → 600 元，支付比例 78 % → 80 %');
    expect(printed).toContain('共 6 处不同：调整 6 处');
  });

  it('compares files: the last version, or that of a day', async () => {
    await diffPolicySides(`${BAOJI}@2022-08-31`, BAOJI, { ...text, format: 'json' });
    const { before, after, parts } = JSON.parse(printed) as {
      before: { policy: string };
      after: { policy: string };
      parts: { changes: unknown[] }[];
    };
    expect([before.policy, after.policy]).toEqual([
      '610300-baoji-residents@2020-01-01',
      '610300-baoji-residents@2022-09-01',
    ]);
    expect(parts.flatMap(({ changes }) => changes)).toHaveLength(6);
  });

  it('writes a document', async () => {
    const out = path.join(folder, 'diff.xlsx');
    await diffPolicySides('610326@2022-08-31', '610326@2022-09-01', { ...text, out });
    expect(fs.readFileSync(out).subarray(0, 2).toString()).toBe('PK');
    expect(printed).toBe(`已写入 ${out}\n`);
  });

  it.each([
    ['610300', 'app.badSide'],
    ['610300@2022-13-01', 'app.badDate'],
    ['110000@1999-01-01', 'benefits.noPolicy'],
    [`${BAOJI}@1999-01-01`, 'app.noVersion'],
    ['/nowhere', 'cases.missingFile'],
  ])('refuses %s', async (side, code) => {
    expect(await refusal(diffPolicySides(side, '610300@2022-09-01', text))).toBe(code);
  });
});

describe('policy print', () => {
  it('prints the sheet of a day', async () => {
    expect(await printPolicySheet('610326', { at: '2020-06-30', scheme: '390' })).toBe(0);
    expect(printed).toContain('统筹区：610326 眉县（随 610300 宝鸡市统筹）');
    expect(printed).toMatch(/二级、统筹区内 +800 元 {2}78 % +\[2\] {3}B/);
  });

  it('writes it as a document, and refuses other formats', async () => {
    const out = path.join(folder, 'sheet.pdf');
    await printPolicySheet('610326', { at: '2020-06-30', scheme: '390', out });
    expect(fs.readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
    const wrong = printPolicySheet('610326', { at: '2020-06-30', scheme: '390', out: path.join(folder, 'sheet.odt') });
    expect(await refusal(wrong)).toBe('documents.unknownFormat');
    expect(await refusal(printPolicySheet('610326', { at: '2020-02-30', scheme: '390' }))).toBe('app.badDate');
  });
});
