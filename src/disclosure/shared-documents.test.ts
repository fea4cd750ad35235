/**
 * Published documents, kept outside the repository: TONGCHOU_DOCUMENTS names their folder, else `../shared/documents`
 * beside the project. Expected values were added up by hand from the printed tables.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDocument } from './engine.ts';
import { subjectsFromDisk } from './subjects-from-disk.ts';

const PROJECT = path.join(import.meta.dirname, '../..');
const FOLDER = process.env.TONGCHOU_DOCUMENTS ?? path.join(PROJECT, '../shared/documents');

function findDocument(prefix: string): string | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const name = readdirSync(FOLDER).find((candidate) => candidate.startsWith(prefix) && candidate.endsWith('.txt'));
  return name === undefined ? undefined : path.join(FOLDER, name);
}

function check(prefix: string) {
  const file = findDocument(prefix);
  if (file === undefined) throw new Error(`no document ${prefix}`);
  return checkDocument({ file, bytes: readFileSync(file) }, { subjects: subjectsFromDisk() });
}

const absent = (prefix: string) => findDocument(prefix) === undefined;
const reason = (prefix: string) => (absent(prefix) ? `（跳过：${FOLDER} 中没有 ${prefix}*.txt）` : '');

if (!existsSync(FOLDER)) {
  process.stderr.write(
    `shared-documents.test.ts: 跳过，没有文件夹 ${FOLDER}（可用环境变量 TONGCHOU_DOCUMENTS 指定）\n`,
  );
}

describe('a county bureau of Shaanxi, final accounts of 2020', () => {
  /** rule, line, stated, sum of the parts. */
  const ROOTS = [
    ['FW-03', 138, '606.81', '1213.62'], // 606.81 + 46.33 + 455.68 + 95.12 + 9.68
    ['FW-10', 201, '455.67', '590.93'], // 210: 455.67 + 135.26
    ['FW-10', 207, '281.32', '416.58'], // 21015: 281.32 + 135.26
    ['FW-10', 209, '135.26', '270.52'], // 2101502: 135.26 + 135.26
    ['FW-12', 255, '606.81', '0.00'], // the three sources are blank
    ['FW-15', 320, '24.76', '0.00'], // 302: 0.00 + 0.00
    ['FW-15', 321, '24.76', '0.00'], // its only detail: 0.00 + 0.00
    ['FW-20', 321, '302201 办公费', '30201 办公费'],
    ['FW-15', 322, '267.98', '0.19'], // 303: only 30305 is listed
  ];
  const DEPENDANTS = [
    ['FW-08', 193, 'FW-10-201'], // 471.55 against 606.80
    ['FW-13', 232, 'FW-12-255'],
    ['FW-15', 311, 'FW-15-320'], // 24.76 against 0.00
    ['FW-15', 322, 'FW-15-322'],
  ];

  it.skipIf(absent('001'))(`finds the hand-made list of errors and no other${reason('001')}`, () => {
    const report = check('001');
    expect([report.kind, report.body, report.year]).toEqual(['final', '眉县医疗保障局', 2020]);
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    expect(
      errors
        .filter(({ root }) => root === null)
        .map(({ rule, line, stated, expected }) => [rule, line, stated, expected]),
    ).toEqual(ROOTS);
    expect(errors.filter(({ root }) => root !== null).map(({ rule, line, root }) => [rule, line, root])).toEqual(
      DEPENDANTS,
    );
    expect(report.findings.every(({ unit, rule }) => unit === '万元' || rule === 'FW-20')).toBe(true);
  });

  it.skipIf(absent('001'))(`tells rounding apart, once per table${reason('001')}`, () => {
    const rounding = check('001').findings.filter(({ severity }) => severity === 'info');
    // 公开02, 03, 05 and 06; 606.81 against 606.80 and the like.
    expect(rounding.map(({ line }) => line)).toEqual([155, 193, 272, 311]);
  });
});

describe('documents without an error in their tables', () => {
  it.skipIf(absent('F01'))(`a district finance bureau, 2024: only rounding${reason('F01')}`, () => {
    const report = check('F01');
    expect([report.kind, report.body, report.year]).toEqual(['final', '上海市普陀区财政局', 2024]);
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    // 2,106.66 + 326.71 + 60.99 + 445.69 = 2,940.05: the two-sided tables are read on both sides.
    expect(report.judged).toBeGreaterThan(100);
  });

  it.skipIf(absent('F03'))(`a district planning bureau, 2024: only rounding${reason('F03')}`, () => {
    const report = check('F03');
    expect([report.kind, report.body, report.year]).toEqual(['final', '上海市普陀区规划和自然资源局', 2024]);
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(report.judged).toBeGreaterThan(250);
  });

  it.skipIf(absent('T01'))(`an empty template: nothing judged, nothing asserted${reason('T01')}`, () => {
    const report = check('T01');
    expect(report).toMatchObject({ kind: 'final', year: 2024, findings: [], judged: 0, failure: null });
    expect(report.notJudged.length).toBeGreaterThan(0);
  });

  it.skipIf(absent('002'))(`final accounts in words alone${reason('002')}`, () => {
    expect(check('002')).toMatchObject({
      kind: 'final',
      body: '盘锦市医疗保障局',
      year: 2020,
      findings: [],
      judged: 0,
    });
  });

  const BUDGETS = [
    ['003', '正定县医疗保障局', 2020],
    ['B01', '上海市普陀区人民政府万里街道办事处', 2024],
    ['B02', '上海市普陀区人民政府万里街道办事处', 2025],
    ['S03', '杜集经济开发区管委会', 2020],
  ] as const;
  for (const [prefix, body, year] of BUDGETS) {
    it.skipIf(absent(prefix))(`a budget is recognised and left alone: ${body}${reason(prefix)}`, () => {
      expect(check(prefix)).toMatchObject({ kind: 'budget', body, year, findings: [], judged: 0, failure: null });
    });
  }
});
