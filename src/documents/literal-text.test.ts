import ExcelJs from 'exceljs';
import fc from 'fast-check';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { textCell } from './cells.ts';
import { writeDocx } from './docx/write-docx.ts';
import type { DocumentModel } from './model.ts';
import { fontCoverage } from './pdf/fonts.ts';
import { readPdf } from './pdf/testing.ts';
import { writePdf } from './pdf/write-pdf.ts';
import { withoutBlanks } from './testing.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

const TRAPS = [
  '#import "@preview/x:1.0.0": *',
  '#read("/etc/passwd") #sys.inputs',
  '$x^2$ *粗* _斜_ `码` <标签> @引用 // 注 /* 注 */ -- --- ... ~ \\n \\u{41} [a](b)',
  '= 标题',
  '- 项目',
  '+ 编号',
  '"引" \'号\'',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://example.invalid","点")',
  '+86 10 6666',
  '-1',
  '@SUM(A1:A9)',
  '<a href="x">&amp;&lt;</a> ]]> <!-- --> <w:p/>',
  '&#65; &nbsp; %20 {{y}} {0}',
  '_x0041_ _x000D_',
  'PAGE \\* MERGEFORMAT',
  'fi ffi ffl ﬁ',
  '张𠮷 䶮 㙍 😀👨‍👩‍👧 葛󠄀',
  '(一)〔2020〕33号“起付标准”——……',
];

/** Printable ASCII, common and rare Chinese, full-width marks, and characters no font of ours has. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0x21, max: 0x7e }) },
  { weight: 4, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fa5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x3400, max: 0x4db5 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...[...'，。、；：？！（）《》％＝＋－＠　 ']).map((mark) => mark.codePointAt(0) ?? 0),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6d6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x1f600, max: 0x1f64f }) },
);
const literal = fc
  .array(character, { minLength: 1, maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes))
  .filter((text) => text.trim() !== '');
const texts = fc.array(fc.oneof(literal, fc.constantFrom(...TRAPS)), { minLength: 1, maxLength: 8 });

/** Every text once as a paragraph and once as a cell. */
function modelOf(all: readonly string[]): DocumentModel {
  return {
    title: '文字照写',
    blocks: [
      ...all.map((text) => ({ kind: 'paragraph', text: [{ text, bold: text.length % 2 === 0 }] }) as const),
      { kind: 'table', columns: [{ title: '内容' }], rows: all.map((text) => ({ cells: [textCell(text)] })) },
    ],
  };
}

function count(whole: string, part: string): number {
  return whole.split(part).length - 1;
}

/** Each text stands as often as it should, at least: it may also be part of another. */
function expectEach(found: string, all: readonly string[], times: number, shown: (text: string) => string): void {
  for (const text of all) {
    const wanted = all.filter((other) => other === text).length * times;
    expect(count(found, shown(text)), text).toBeGreaterThanOrEqual(wanted);
  }
}

/** What a PDF shows: characters that the font lacks as codes, joiners and variation selectors not at all. */
function inPrint(text: string): string {
  const font = fontCoverage();
  const shown = [...text].map((each) => {
    const code = each.codePointAt(0) ?? 0;
    if (code === 0x200d || (code >= 0xe0100 && code <= 0xe01ef)) return '';
    return font.has(code) ? each : `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
  });
  return withoutBlanks(shown.join(''));
}

async function docxText(all: readonly string[]): Promise<string> {
  return (await mammoth.extractRawText({ buffer: Buffer.from(await writeDocx(modelOf(all))) })).value;
}

async function pdfText(all: readonly string[]): Promise<string> {
  const { pages } = await readPdf(await writePdf(modelOf(all)));
  // The foot and the head of the pages may stand in the middle of a text.
  const text = withoutBlanks(pages.map((page) => page.text).join(''));
  return text.replace(/文字照写(?!文字)/g, '').replace(/第\d+页，共\d+页/g, '');
}

async function xlsxCells(all: readonly string[]): Promise<unknown[]> {
  const workbook = new ExcelJs.Workbook();
  await workbook.xlsx.load((await writeXlsx(modelOf(all))).buffer as ArrayBuffer);
  return workbook.worksheets.flatMap((sheet) =>
    Array.from({ length: sheet.rowCount }, (_, row) => sheet.getCell(row + 1, 1).value),
  );
}

describe('text stays literally what it is', () => {
  it('in Word', async () => {
    expectEach(await docxText(TRAPS), TRAPS, 2, (text) => text);
    await fc.assert(
      fc.asyncProperty(texts, async (all) => expectEach(await docxText(all), all, 2, (text) => text)),
      { numRuns: 40 },
    );
  });

  it('in PDF', async () => {
    expectEach(await pdfText(TRAPS), TRAPS, 2, inPrint);
    await fc.assert(
      fc.asyncProperty(texts, async (all) => expectEach(await pdfText(all), all, 2, inPrint)),
      { numRuns: 40 },
    );
  });

  it('in Excel', async () => {
    const check = async (all: readonly string[]) => {
      const cells = await xlsxCells(all);
      for (const text of all) expect(cells.filter((value) => value === text).length).toBeGreaterThanOrEqual(2);
    };
    await check(TRAPS);
    await fc.assert(fc.asyncProperty(texts, check), { numRuns: 40 });
  });

  it('in all of them with any character that Unicode knows, cleaned of what no file may hold', async () => {
    const any = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(any, async (all) => {
        const model = modelOf([...all, '\ud800 落单 \u0000\u0008\uffff']);
        const pdf = await readPdf(await writePdf(model));
        expect(pdf.pages.map((page) => page.text).join('')).toContain('落单');
        const docx = await mammoth.extractRawText({ buffer: Buffer.from(await writeDocx(model)) });
        expect(docx.value).toContain('\ufffd 落单 ');
        const workbook = new ExcelJs.Workbook();
        await workbook.xlsx.load((await writeXlsx(model)).buffer as ArrayBuffer);
        expect(workbook.worksheets).toHaveLength(2);
      }),
      { numRuns: 20 },
    );
  });
});
