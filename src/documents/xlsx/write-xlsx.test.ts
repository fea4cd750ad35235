import ExcelJs, { type Workbook, type Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { amountCell, numberCell } from '../cells.ts';
import type { DocumentModel } from '../model.ts';
import { sampleDocument, sampleTable, zipPart } from '../testing.ts';
import { writeXlsx } from './write-xlsx.ts';

async function readBack(model: DocumentModel): Promise<Workbook> {
  const workbook = new ExcelJs.Workbook();
  const bytes = await writeXlsx(model);
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  return workbook;
}

function sheetOf(workbook: Workbook, name: string): Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (!sheet) throw new Error(`no sheet ${name}, only ${workbook.worksheets.map((other) => other.name).join('、')}`);
  return sheet;
}

/** Row number of the first cell in column A with this text. */
function rowWith(sheet: Worksheet, text: string): number {
  for (let row = 1; row <= sheet.rowCount; row += 1) if (sheet.getCell(row, 1).value === text) return row;
  throw new Error(`no row ${text}`);
}

describe('writeXlsx', () => {
  it('makes a sheet of every table and chart, and one before them for the rest', async () => {
    const workbook = await readBack(sampleDocument(6));
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual([
      '说明',
      '表一 住院费用结算情况（样例）',
      '图一 基金支出变化（样例）',
      '表二 按长文字换行（样例）',
    ]);
    const cover = sheetOf(workbook, '说明');
    const texts = cover.getColumn(1).values.map(String);
    expect(texts[1]).toBe('示例县居民医保待遇调整比较报告');
    expect(texts).toContain('样例（虚构）。本文件的数字均为编造，仅供演示；D级来源的数值使用前须核实。');
    expect(texts).toContain('（见工作表“表一 住院费用结算情况（样例）”）');
    expect(texts).toContain('2. 再提交会议讨论。');
    expect(texts).toContain('注：样例（虚构），不作为待遇依据');
    expect(cover.getCell(rowWith(cover, '参保人数'), 2).value).toBe(271_185);
  });

  it('writes numbers as numbers, exact to the fen, with formats', async () => {
    const sheet = sheetOf(await readBack(sampleDocument(6)), '表一 住院费用结算情况（样例）');
    const row = rowWith(sheet, '样例医院第3院区');
    const cell = (column: number) => sheet.getCell(row, column);
    expect([cell(2).value, cell(2).numFmt]).toEqual([1202, '#,##0']);
    expect([cell(3).value, cell(3).numFmt]).toEqual([1_234_567.02, '#,##0.00']);
    expect([cell(4).value, cell(4).numFmt]).toEqual([-987.67, '#,##0.00']);
    expect([cell(5).value, cell(5).numFmt]).toEqual([0.7812, '0.00%']);
    expect(cell(3).alignment.horizontal).toBe('right');
    expect(cell(1).alignment.horizontal).toBe('left');
    const total = sheet.getCell(rowWith(sheet, '合计'), 3);
    expect(total.value).toBe(123_456_789_012.34);
    expect(total.font.bold).toBe(true);
    expect(sheet.getCell(rowWith(sheet, '合计'), 4).value).toBeNull();
  });

  it('merges and freezes the header, repeats it in print, fits the page', async () => {
    const sheet = sheetOf(await readBack(sampleDocument(6)), '表一 住院费用结算情况（样例）');
    // Title, headings, caption, unit, then two rows of header.
    expect(sheet.getCell('A2').value).toBe('一、基本情况 · （一）分机构情况');
    expect(sheet.getCell('A5').value).toBe('医疗机构');
    expect(sheet.getCell('A6').master.address).toBe('A5');
    expect(sheet.getCell('D5').master.address).toBe('C5');
    expect(sheet.getCell('C6').value).toBe('医疗费总额');
    expect(sheet.getCell('A7').value).toBe('样例医院第1院区');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 6 });
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    expect(sheet.pageSetup.printTitlesRow).toBe('5:6');
    // 123,456,789,012.34 needs at least its eighteen characters, or Excel shows ####.
    expect(sheet.getColumn(3).width).toBeGreaterThanOrEqual(18);
  });

  it('leaves the first sheet out where a document is nothing but tables', async () => {
    const table = { ...sampleTable(1), caption: undefined };
    const workbook = await readBack({
      title: '总表',
      blocks: [{ kind: 'heading', level: 2, text: '职工' }, table, { kind: 'heading', level: 1, text: '居民' }, table],
    });
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['表', '表 (2)']);
    expect(sheetOf(workbook, '表').getCell('A2').value).toBe('职工');
    expect(sheetOf(workbook, '表 (2)').getCell('A2').value).toBe('居民');
  });

  it('never writes a formula', async () => {
    const tempting = ['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", '\t=1', '＝1'];
    const model: DocumentModel = {
      title: '=TITLE()',
      blocks: [
        ...tempting.map((text) => ({ kind: 'paragraph', text }) as const),
        { kind: 'keyValues', items: tempting.map((text) => ({ label: text, value: text })) },
        {
          kind: 'table',
          caption: '=表',
          columns: [{ title: '=甲' }, { title: '@乙' }],
          rows: tempting.map((text) => ({ cells: [text, text] })),
        },
      ],
    };
    const bytes = await writeXlsx(model);
    for (const number of [1, 2]) {
      const xml = zipPart(bytes, `xl/worksheets/sheet${number}.xml`);
      expect(xml).toContain('<c ');
      expect(xml).not.toMatch(/<f[ >/]/);
    }
    const sheet = sheetOf(await readBack(model), '=表');
    const cell = sheet.getCell(rowWith(sheet, '=1+1'), 1);
    expect(cell.type).toBe(ExcelJs.ValueType.String);
    expect(cell.numFmt).toBe('@');
  });

  it('writes a chart as its data', async () => {
    const sheet = sheetOf(await readBack(sampleDocument(1)), '图一 基金支出变化（样例）');
    // 12,300,000 yuan less are −1,230 万元.
    expect(sheet.getCell(rowWith(sheet, '提高大病起付线'), 2).value).toBe(-1230);
  });

  it('takes a document without anything in it', async () => {
    const workbook = await readBack({ title: '', blocks: [] });
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['说明']);
  });

  it('keeps a table of many rows complete', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      cells: [numberCell(index), amountCell(fen(index * 7))],
    }));
    const table = { kind: 'table', columns: [{ title: '序号' }, { title: '金额' }], rows } as const;
    const sheet = sheetOf(await readBack({ title: '明细', blocks: [table] }), '表');
    let sum = 0;
    for (let row = 3; row <= 5002; row += 1) sum += Math.round(Number(sheet.getCell(row, 2).value) * 100);
    // 7 × (0 + 1 + … + 4999) = 7 × 12,497,500
    expect(sum).toBe(87_482_500);
  });
});
