import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { checkDocument, readDocument } from './check-document.ts';
import { subjectsFromDisk } from './subjects-from-disk.ts';
import {
  expenditureTable,
  fiscalTable,
  type SampleAccounts,
  type SampleTable,
  summaryTable,
} from './testing/sample-accounts.ts';
import { layOut } from './testing/sample-layouts.ts';

const subjects = subjectsFromDisk();
const wan = (amount: number) => fen(amount * 1_000_000);

const ACCOUNTS: SampleAccounts = {
  functional: [
    { code: '2080505', personnel: wan(30), operating: wan(0), project: wan(0), other: wan(0) },
    { code: '2101501', personnel: wan(200), operating: wan(40), project: wan(0), other: wan(0) },
    { code: '2101506', personnel: wan(0), operating: wan(0), project: wan(60), other: wan(0) },
  ],
  economic: [],
  opening: wan(5),
};

function edit(table: SampleTable, row: number, column: number, text: string): SampleTable {
  const body = table.body.map((cells, at) =>
    at === row ? cells.map((cell, index) => (index === column ? text : cell)) : cells,
  );
  return { ...table, body };
}

function check(text: string) {
  const report = checkDocument({ file: 'x', text }, { subjects });
  return { report, errors: report.findings.filter(({ severity }) => severity === 'error') };
}

describe('reading', () => {
  it('gives facts with their place, on both sides of a two-sided table', () => {
    const document = layOut([summaryTable(ACCOUNTS)]);
    const reading = readDocument({ file: 'x', text: document.text });
    if (!reading.ok) throw new Error(reading.error.message);
    const [table] = reading.value.tables;
    // Row 3 of the body: 四、上级补助收入 | 四、卫生健康支出.
    expect(table?.facts.get('e210.amount')).toMatchObject({ stated: '300.00', place: { line: document.lineOf(0, 3) } });
    expect(table?.facts.get('i1.amount')).toMatchObject({ stated: '330.00', place: { line: document.lineOf(0, 0) } });
    expect(table?.facts.get('i4.amount')?.value).toEqual({ kind: 'blank' });
    expect(table).toMatchObject({ form: 'FA01', unit: '万元', decimals: 2 });
  });

  it('reads tables set with blanks, and leaves alone what it cannot read', () => {
    const tables = [summaryTable(ACCOUNTS), expenditureTable(ACCOUNTS)];
    const { report } = check(layOut(tables, { layout: 'columns' }).text);
    expect(report.findings).toEqual([]);
    expect(report.judged).toBeGreaterThan(20);
  });

  it('asserts nothing where two figures share a column', () => {
    const broken = layOut([expenditureTable(ACCOUNTS)], { layout: 'columns' }).text.replace(
      /(2101501\s+\S+\s+)240\.00/,
      '$1240.00 240.00 24.00',
    );
    const { report, errors } = check(broken);
    expect(errors).toEqual([]);
    expect(report.notJudged.some(({ rule }) => rule === 'FW-10')).toBe(true);
  });
});

describe('what is not judged', () => {
  it('is a relation with a cell that is no figure', () => {
    // 合计 of 基本支出.
    const { report, errors } = check(layOut([edit(expenditureTable(ACCOUNTS), 0, 3, '270.00%')]).text);
    expect(errors).toEqual([]);
    expect(report.notJudged.find(({ rule }) => rule === 'FW-10')?.why).toContain('“270.00%”不是数');
  });

  it('is a row sum with a column that no rule knows', () => {
    const table = edit(expenditureTable(ACCOUNTS), 0, 2, '999.00');
    const header = table.header.map((row, at) => [...row, at === 0 ? '债务支出' : '']);
    const body = table.body.map((row, at) => [...row, at === 0 ? '669.00' : '0.00']);
    const { report, errors } = check(layOut([{ ...table, header, body }]).text);
    expect(errors.filter(({ rule }) => rule === 'FW-10')).toEqual([]);
    expect(report.notJudged.some(({ rule, why }) => rule === 'FW-10' && why.includes('未辨认的金额列'))).toBe(true);
  });

  it('is a sum over a side with a row that no rule knows', () => {
    const table = summaryTable(ACCOUNTS);
    const body = table.body.map((row, at) => (at === 1 ? ['二、专项补助', '7.00', row[2] ?? '', row[3] ?? ''] : row));
    const total = body.findIndex(([label]) => label === '本年收入合计');
    const { report, errors } = check(
      layOut([edit(edit({ ...table, body }, total, 1, '337.00'), total + 3, 1, '342.00')]).text,
    );
    expect(errors).toEqual([]);
    expect(report.notJudged.some(({ rule, why }) => rule === 'FW-01' && why.includes('专项补助'))).toBe(true);
  });

  it('is a parent whose detail lost its code', () => {
    const table = expenditureTable(ACCOUNTS);
    const row = table.body.findIndex(([code]) => code === '2101506');
    const { report, errors } = check(layOut([edit(table, row, 0, '')]).text);
    expect(errors).toEqual([]);
    expect(report.notJudged.some(({ rule, why }) => rule === 'FW-08' && why.includes('没有科目编码'))).toBe(true);
  });

  it('is a table in which most rows would be wrong: its header stands over other columns', () => {
    const table = expenditureTable(ACCOUNTS);
    const moved: Readonly<Record<string, string>> = { 基本支出: '备注', 经营支出: '基本支出' };
    const header = table.header.map((row) => row.map((text) => moved[text] ?? text));
    const { report, errors } = check(layOut([{ ...table, header }]).text);
    expect(errors).toEqual([]);
    expect(report.notJudged.find(({ rule }) => rule === 'FW-10')?.why).toContain('超过半数');
  });

  it('is a table whose cells have slipped to the left', () => {
    const table = expenditureTable(ACCOUNTS);
    const body = table.body.map((row) => row.filter((text) => text !== ''));
    expect(check(layOut([{ ...table, body }]).text).errors.filter(({ rule }) => rule !== 'FW-08')).toEqual([]);
  });
});

describe('a table listed unit by unit', () => {
  it('repeats its codes without an error', () => {
    const { header, title } = expenditureTable(ACCOUNTS);
    const unit = (amounts: readonly string[], item: string) =>
      ['210', '21015', item].map((code) => [code, '', ...amounts, '', '', '']);
    const rows = [...unit(['10.00', '10.00', ''], '2101501'), ...unit(['20.00', '', '20.00'], '2101506')];
    const body = [['合计', '', '30.00', '10.00', '20.00', '', '', ''], ...rows];
    const { report, errors } = check(layOut([{ title, header, body }]).text);
    expect(errors).toEqual([]);
    expect(report.notJudged.some(({ why }) => why.includes('可能按单位分列'))).toBe(true);
  });
});

describe('what is judged', () => {
  it('names the total that was put into a class row', () => {
    const { errors } = check(layOut([edit(summaryTable(ACCOUNTS), 0, 3, '330.00')]).text);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('“一般公共服务支出”所填 330.00 恰为合计数');
  });

  it('treats sources that are all blank under a total as a sum that fails', () => {
    const { errors } = check(layOut([edit(fiscalTable(ACCOUNTS), 0, 1, '')]).text);
    expect(errors.map(({ rule, root }) => [rule, root === null])).toEqual([
      ['FW-13', false],
      ['FW-12', true],
    ]);
  });

  it('reports a code printed twice once, without the sums that it spoils', () => {
    const table = expenditureTable(ACCOUNTS);
    const row = table.body.findIndex(([code]) => code === '2101506');
    const { errors } = check(layOut([edit(table, row, 0, '2101501')]).text);
    expect(errors.map(({ rule }) => rule)).toEqual(['FW-09', 'FW-20']);
  });

  it('reports a wrong name in several tables once', () => {
    const income = expenditureTable(ACCOUNTS);
    const row = income.body.findIndex(([code]) => code === '2101501');
    const wrong = edit(income, row, 1, '医疗保障经办事务');
    const { errors } = check(layOut([wrong, { ...wrong, title: '一般公共预算财政拨款支出决算表' }]).text);
    expect(errors.map(({ rule, root }) => [rule, root === null])).toEqual([
      ['FW-20', true],
      ['FW-20', false],
    ]);
  });

  it('warns of the name of another year and passes over subjects outside the catalogue', () => {
    const table = expenditureTable(ACCOUNTS);
    const row = table.body.findIndex(([code]) => code === '20805');
    const old = edit(table, row, 1, '行政事业单位离退休');
    const { report, errors } = check(layOut([old]).text);
    expect(errors).toEqual([]);
    expect(report.findings).toMatchObject([{ rule: 'FW-20', severity: 'warning' }]);
  });
});

describe('hostile input', () => {
  it('is worked through or refused in reasonable time', () => {
    const started = performance.now();
    const rows = Array.from({ length: 20_000 }, (_, index) => `${2_010_101 + index}\t某\t1.00\t9.00\t9.00`).join('\n');
    const cover = '青禾县医疗保障局2024年度部门决算\n主要职责 机构设置 收入 支出\n';
    const head = '支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n';
    const { report } = check(`${cover}${head}${rows}`);
    expect(report.findings).toEqual([]);
    expect(report.notJudged.some(({ why }) => why.includes('表过大'))).toBe(true);
    const titles = '支出决算表\n单位：万元\n'.repeat(8_000);
    expect(check(`${cover}${titles}`).errors).toEqual([]);
    const wrong = Array.from(
      { length: 2_000 },
      (_, index) => `${2_010_101 + index}\t某\t1.00\t1.00\t${index % 4 === 0 ? 9 : 0}.00`,
    );
    expect(check(`${cover}${head}${wrong.join('\n')}`).errors.length).toBeGreaterThanOrEqual(500);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
