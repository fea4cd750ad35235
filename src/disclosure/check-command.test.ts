import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCheck } from './index.ts';

const CASES = path.join(import.meta.dirname, 'cases');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tongchou-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const caseFile = (name: string) => path.join(CASES, name);
const FIELDS = ['file', 'kind', 'body', 'year', 'findings', 'judged', 'notJudged'];
const FINDING_FIELDS = [
  ...['id', 'rule', 'severity', 'line', 'page', 'quote', 'stated', 'expected', 'difference', 'unit', 'message', 'root'],
];

describe('the check command', () => {
  it('prints the published JSON form and nothing more', async () => {
    const file = caseFile('shaanxi-form.txt');
    const { output, exitCode } = await runCheck([file], { format: 'json' });
    const { documents } = JSON.parse(output);
    expect(exitCode).toBe(1);
    expect(Object.keys(documents[0])).toEqual(FIELDS);
    expect(Object.keys(documents[0].findings[0])).toEqual(FINDING_FIELDS);
    expect(documents[0].findings[0]).toEqual({
      id: 'FW-04-37',
      rule: 'FW-04',
      severity: 'error',
      line: 37,
      page: null,
      quote: '收入总计\t335.00\t支出总计\t353.00',
      stated: '353.00',
      expected: '335.00',
      difference: '18.00',
      unit: '万元',
      message:
        '收入支出决算总表：支出总计 353.00，应等于 本年支出合计 330.00 ＋ 年末结转和结余 5.00 ＝ 335.00，相差 18.00 万元。',
      root: null,
    });
    expect(Object.keys(documents[0].notJudged[0])).toEqual(['rule', 'why']);
  });

  it('heads the text with its counts', async () => {
    const { output } = await runCheck([caseFile('shaanxi-form.txt')], { format: 'text' });
    // 4 roots and 3 dependants, as the case lists them.
    expect(output).toMatch(/判定 \d+ 项，通过 \d+，尾差 0，错误 7（根源 4），未判定 \d+/);
    expect(output).toContain('错误 FW-10 第 57 行 [FW-10-57]');
    expect(output).toContain('原文：2101502 │ 一般行政管理事务 │ 100.00 │ 0.00 │ 110.00');
    expect(output).toContain('所填 100.00，应为 110.00，相差 -10.00 万元');
  });

  it('exits 0 without errors, 1 with an error, 2 when something could not be read', async () => {
    const clean = caseFile('look-alikes.txt');
    const wrong = caseFile('side-by-side.txt');
    const missing = path.join(folder, 'none.txt');
    const codeOf = async (files: string[]) => (await runCheck(files, { format: 'json' })).exitCode;
    expect(await codeOf([clean])).toBe(0);
    expect(await codeOf([clean, wrong])).toBe(1);
    expect(await codeOf([clean, wrong, missing])).toBe(2);
  });

  it.each([
    ['a binary file', Uint8Array.from([1, 2, 0, 3]), /不是文本/],
    ['a PDF', '%PDF-1.7\n', /PDF 文件/],
    ['a text that is no disclosure', '今天天气很好。\n收入 100.00 元\n', /不像部门预算或部门决算公开/],
    ['an empty file', '', /不像部门预算或部门决算公开/],
  ])('refuses %s with a reason', async (name, content, reason) => {
    const { output, exitCode } = await runCheck([fileOf(`${name}.txt`, content)], { format: 'json' });
    const [document] = JSON.parse(output).documents;
    expect(exitCode).toBe(2);
    expect(document).toMatchObject({ kind: 'unknown', findings: [], judged: 0 });
    expect(document.notJudged[0].why).toMatch(reason);
  });

  it('refuses a folder and a missing file', async () => {
    const { output, exitCode } = await runCheck([folder, path.join(folder, 'none.txt')], { format: 'text' });
    expect(exitCode).toBe(2);
    expect(output).toContain('不是普通文件');
    expect(output).toContain('找不到文件');
  });

  it('reads a budget or an account in words as such, and judges nothing', async () => {
    const words = '一、主要职责 二、机构设置 收入 支出 财政拨款 名词解释';
    const budget = fileOf('budget.txt', `青禾县医疗保障局2024年部门预算\n${words}`);
    const narrative = fileOf('narrative.txt', `青禾县医疗保障局2024年度部门决算\n${words}`);
    const { output, exitCode } = await runCheck([budget, narrative], { format: 'json' });
    const { documents } = JSON.parse(output);
    expect(exitCode).toBe(0);
    expect(documents.map(({ kind }: { kind: string }) => kind)).toEqual(['budget', 'final']);
    expect(documents.every(({ notJudged }: { notJudged: unknown[] }) => notJudged.length > 0)).toBe(true);
  });
});
