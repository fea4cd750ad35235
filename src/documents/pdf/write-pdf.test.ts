import { describe, expect, it } from 'vitest';
import { asResult } from '../../kernel/result.ts';
import { cellText } from '../cells.ts';
import type { DocumentModel } from '../model.ts';
import { sampleDocument, sampleTable, withoutBlanks } from '../testing.ts';
import { type ReadPdf, readPdf } from './testing.ts';
import { writePdf } from './write-pdf.ts';

const HEADER = ['医疗机构', '人次', '费用', '医疗费总额', '扣减', '支付比例'];

function textOf(pdf: ReadPdf): string {
  return withoutBlanks(pdf.pages.map((page) => page.text).join(''));
}

describe('writePdf', () => {
  it('holds title, notes, headings, every cell and the bars', async () => {
    const model = sampleDocument(6);
    const pdf = await readPdf(await writePdf(model));
    const text = textOf(pdf);
    const table = sampleTable(6);
    const cells = table.rows.flatMap((row) => row.cells.map(cellText));
    const expected = [
      ...cells,
      ...HEADER,
      '统筹区：示例县（999900）',
      '样例（虚构）。本文件的数字均为编造',
      '由统筹基金按比例支付；年度最高支付限额为13万元。',
      '表一 住院费用结算情况（样例）',
      '单位：元',
      '参保人数271,185',
      '999900G0000061000202012310000123',
      '三级医院支付比例提高5个百分点',
      '-1,230.00',
      '以上项目均为样例',
      '示例县医疗保障局2021年1月5日',
    ];
    for (const part of expected) expect(text).toContain(withoutBlanks(part));
    // 12,714,930,000 fen are 127,149,300 yuan, 12,714.93 万元.
    expect(text).toContain('基金支出12,714.93');
  });

  it('carries title, author and language, bookmarks from the headings, and no date', async () => {
    const { info, bookmarks } = await readPdf(await writePdf(sampleDocument(1)));
    expect(info).toMatchObject({
      Title: '示例县居民医保待遇调整比较报告',
      Author: '示例县医疗保障局',
      Language: 'zh-CN',
    });
    expect(info).not.toHaveProperty('CreationDate');
    expect(bookmarks).toEqual(['一、基本情况', '（一）分机构情况', '（二）各方案比较', '1．需要注意的问题']);
  });

  it('gives the same bytes for the same model', async () => {
    const first = await writePdf(sampleDocument(2));
    await writePdf({ title: '另一份', blocks: [] });
    expect(Buffer.compare(await writePdf(sampleDocument(2)), first)).toBe(0);
  });

  it('repeats the table header on every page and keeps rows whole', async () => {
    const { pages } = await readPdf(await writePdf({ title: '长表', footer: '样例', blocks: [sampleTable(100)] }));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    for (const [index, page] of pages.entries()) {
      const text = withoutBlanks(page.text);
      for (const title of HEADER) expect(text).toContain(title);
      expect(text).toContain(`第${index + 1}页，共${pages.length}页`);
      expect(text).toContain('样例');
    }
    const rows = pages.map((page) => (withoutBlanks(page.text).match(/样例医院第\d+院区/g) ?? []).length);
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(Math.min(...rows.slice(0, -1))).toBeGreaterThan(20);
  });

  it('stands amounts under each other, inside the page', async () => {
    const { pages } = await readPdf(await writePdf({ title: '表', blocks: [sampleTable(8)] }));
    const [page] = pages;
    const amounts = page?.pieces.filter(({ text }) => /^1,234,567\.0\d$/.test(text)) ?? [];
    expect(amounts).toHaveLength(8);
    const ends = amounts.map(({ left, width }) => left + width);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.5);
    for (const { left, width } of page?.pieces ?? []) expect(left + width).toBeLessThanOrEqual(page?.width ?? 0);
  });

  it('turns the page where it is asked to', async () => {
    const { pages } = await readPdf(await writePdf({ title: '横', page: 'landscape', blocks: [] }));
    expect(pages[0]?.width).toBeCloseTo(841.89, 1);
  });

  it('breaks words that are wider than their column', async () => {
    const word = 'X'.repeat(200);
    const table = {
      kind: 'table',
      columns: [{ title: '甲' }, { title: '乙' }],
      rows: [{ cells: [word, word] }],
    } as const;
    const model: DocumentModel = { title: word, footer: word, blocks: [{ kind: 'paragraph', text: word }, table] };
    const { pages } = await readPdf(await writePdf(model));
    const pieces = pages.flatMap((page) => page.pieces);
    expect(pieces.filter(({ text }) => text.includes('X')).length).toBeGreaterThan(20);
    for (const { left, width } of pieces) expect(left + width).toBeLessThanOrEqual(596 - 26);
    expect(textOf({ pages, info: {}, bookmarks: [] }).match(/X/g)).toHaveLength(5 * 200);
  });

  it('lets a row run over pages when no page could hold it', async () => {
    const long = '很长的说明。'.repeat(1500);
    const table = { kind: 'table', columns: [{ title: '说明' }], rows: [{ cells: [`${long}完`] }] } as const;
    const { pages } = await readPdf(await writePdf({ title: '长行', blocks: [table] }));
    expect(pages.length).toBeGreaterThan(2);
    const text = textOf({ pages, info: {}, bookmarks: [] });
    expect(text.match(/很/g)).toHaveLength(1500);
    expect(text).toContain('完');
  });

  it('writes characters that the font lacks as their codes, and says so', async () => {
    const named = await readPdf(await writePdf({ title: '人员', blocks: [{ kind: 'paragraph', text: '张𠮷' }] }));
    expect(textOf(named)).toContain('张〔U+20BB7〕');
    expect(textOf(named)).toContain('为打印字库未收的字符');
    const plain = await readPdf(await writePdf({ title: '人员', blocks: [{ kind: 'paragraph', text: '张吉' }] }));
    expect(textOf(plain)).not.toContain('字库');
  });

  it('takes a document without anything in it, and blocks without content', async () => {
    const model: DocumentModel = {
      title: '',
      blocks: [
        { kind: 'paragraph', text: '' },
        { kind: 'list', items: [] },
        { kind: 'keyValues', items: [] },
        { kind: 'barChart', bars: [] },
        { kind: 'table', columns: [{ title: '' }], rows: [] },
        { kind: 'pageBreak' },
        { kind: 'heading', level: 1, text: '' },
      ],
    };
    expect((await readPdf(await writePdf({ title: '', blocks: [] }))).pages).toHaveLength(1);
    expect((await readPdf(await writePdf(model))).pages).toHaveLength(2);
  });

  it('refuses a table that would not fit into memory', async () => {
    const row = { cells: Array.from({ length: 10 }, () => '一') };
    const columns = row.cells.map((title) => ({ title }));
    const table = { kind: 'table', columns, rows: Array.from({ length: 4001 }, () => row) } as const;
    expect(await asResult(() => writePdf({ title: '大表', blocks: [table] }))).toMatchObject({
      ok: false,
      error: { code: 'documents.tooLongToPrint', params: { cells: 40_010 } },
    });
  });
});
