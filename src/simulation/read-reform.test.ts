import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReform } from './read-reform.ts';
import { ReformFile } from './reform-schema.ts';

const HEAD = 'reform: 试算\npack: 610300-baoji-residents\n';
const read = (text: string) => readReform({ name: 'reform.yaml', text });

function failure(text: string) {
  const result = read(text);
  if (result.ok) throw new Error('the file was to be refused');
  return `${result.error.message}。${result.error.remedy}`;
}

describe('reading a reform', () => {
  it('takes YAML, and JSON as YAML', () => {
    expect(read(`${HEAD}rulesOf: 2022-09-01`)).toMatchObject({ ok: true, value: { rulesOf: '2022-09-01' } });
    expect(read('{"reform": "试算", "pack": "610300-baoji-residents", "rulesOf": "2022-09-01"}').ok).toBe(true);
  });

  it('says where the text is no YAML', () => {
    expect(failure('reform: [')).toContain('方案文件 reform.yaml 不是有效的 YAML：第 1 行');
  });

  it('names what is missing, unknown or of the wrong kind', () => {
    expect(failure('pack: 610300-baoji-residents')).toBe(
      '方案文件 reform.yaml 的 /reform 不合格式：缺少此项，现值 （空）。应为：方案名称，不超过 60 字',
    );
    expect(failure(`${HEAD}colour: red`)).toContain('的 /colour 不合格式：没有这一项，现值 "red"');
    expect(failure(`${HEAD}rulesOf: soon`)).toContain(
      '的 /rulesOf 不合格式：值不合要求，现值 "soon"。应为：日期，如 2022-09-01',
    );
    expect(failure(`${HEAD}rulesOf: 2022-02-30`)).toContain('没有这一天，现值 2022-02-30');
    expect(failure(`${HEAD}set: [{ file: pool.yaml, put: { rate: 1 % } }]`)).toContain(
      '/set/0 不合格式：没有说明改哪一处',
    );
    expect(failure(`${HEAD}set: [{ file: pool.yaml, rule: {}, at: /rules/0, put: 1 }]`)).toContain('现值 rule、at');
    expect(failure(`${HEAD}set: [{ file: ../pool.yaml, rule: {}, put: 1 }]`)).toContain('/set/0/file 不合格式');
    expect(failure('')).toContain('首层');
  });
});

describe('the published schema', () => {
  it('is the one that files are held against', () => {
    const file = path.join(import.meta.dirname, '../../policies/schema/reform.schema.json');
    const published: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    // After a change: node scripts/run.js scripts/publish-reform-schema.ts
    expect(published).toEqual(JSON.parse(JSON.stringify(ReformFile)));
  });
});

describe('the examples', () => {
  const folder = path.join(import.meta.dirname, '../../examples/reforms');
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    it(`${name} is well formed`, () => {
      expect(readReform({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') })).toMatchObject({ ok: true });
    });
  }
});
