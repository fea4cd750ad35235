import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { cellText } from '../cells.ts';
import type { DocumentModel } from '../model.ts';
import { sampleDocument, sampleTable, zipPart } from '../testing.ts';
import { writeDocx } from './write-docx.ts';

async function htmlOf(model: DocumentModel): Promise<string> {
  return (await mammoth.convertToHtml({ buffer: Buffer.from(await writeDocx(model)) })).value;
}

/** The text of each cell of the rows of the table that holds `marker`. */
function rowsOf(html: string, marker: string): string[][] {
  const table = html.match(/<table>.*?<\/table>/gs)?.find((text) => text.includes(marker)) ?? '';
  return (table.match(/<tr>.*?<\/tr>/gs) ?? []).map((row) =>
    (row.match(/<t[dh][^>]*>.*?<\/t[dh]>/gs) ?? []).map((cell) => cell.replace(/<[^>]+>/g, '')),
  );
}

describe('writeDocx', () => {
  it('has real headings, lists and tables with every cell', async () => {
    const html = await htmlOf(sampleDocument(30));
    expect(html).toContain('<h1>一、基本情况</h1>');
    expect(html).toContain('<h2>（一）分机构情况</h2>');
    expect(html).toContain('<h3>1．需要注意的问题</h3>');
    expect(html).toContain('<ol><li>先核实来源。</li><li>再提交会议讨论。</li></ol>');
    expect(html).toContain('<strong>政策范围内费用</strong>');
    expect(html).toContain('示例县医疗保障局<br />2021年1月5日');
    const rows = rowsOf(html, '样例医院第1院区');
    expect(rows.slice(2)).toEqual(sampleTable(30).rows.map((row) => row.cells.map(cellText)));
    expect(rowsOf(html, '参保人数')[0]).toEqual(['参保人数', '271,185', '基金支出', '12,714.93']);
  });

  it('merges header cells, repeats the header and keeps rows whole', async () => {
    const bytes = await writeDocx(sampleDocument(3));
    const { value: html } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    // mammoth makes a thead of the rows that are marked to repeat.
    const head = /<thead>(.*?)<\/thead>/s.exec(html.slice(html.indexOf('表一')))?.[1] ?? '';
    expect(head).toContain('<th rowspan="2"><p>医疗机构</p></th>');
    expect(head).toContain('<th colspan="2"><p>费用</p></th>');
    expect(head).toContain('<p>扣减</p>');
    const xml = zipPart(bytes, 'word/document.xml');
    const rows = xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.includes('<w:cantSplit/>'))).toEqual([]);
  });

  it('names the faces of official documents and sets Chinese marks in them', async () => {
    const bytes = await writeDocx({ title: '题', blocks: [{ kind: 'paragraph', text: '所称“起付标准”' }] });
    const styles = zipPart(bytes, 'word/styles.xml');
    for (const name of ['仿宋', '黑体', '楷体', '方正小标宋简体']) expect(styles).toContain(`w:eastAsia="${name}"`);
    expect(styles).toContain('w:eastAsia="zh-CN"');
    expect(zipPart(bytes, 'word/document.xml')).toContain('<w:rFonts w:hint="eastAsia"/>');
  });

  it('turns the page, and numbers it', async () => {
    const bytes = await writeDocx({ title: '横', page: 'landscape', footer: '样例（虚构）', blocks: [] });
    expect(zipPart(bytes, 'word/document.xml')).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/);
    const footer = zipPart(bytes, 'word/footer1.xml');
    expect(footer).toContain('样例（虚构）');
    expect(footer).toContain('NUMPAGES');
  });

  it('draws bars as filled cells on one scale', async () => {
    const rows = (await htmlOf(sampleDocument(1))).match(/<tr>.*?<\/tr>/gs) ?? [];
    const spans = (label: string) =>
      (rows.find((row) => row.includes(label))?.match(/colspan="(\d+)"/g) ?? []).map((span) =>
        Number(/\d+/.exec(span)),
      );
    // From −1,230 to 5,812 万元 in 50 steps: zero at 8.7, the longest bar 41.3 long.
    expect(spans('三级医院支付比例提高5个百分点')).toEqual([9, 41]);
    expect(spans('提高大病起付线')).toEqual([9, 41]);
    // 3,125 / 7,042 × 50 = 22.2
    expect(spans('起付标准降低100元')).toEqual([9, 22, 19]);
  });

  it('takes a document without anything in it, and blocks without content', async () => {
    const model: DocumentModel = {
      title: '',
      blocks: [
        { kind: 'paragraph', text: '' },
        { kind: 'list', items: [] },
        { kind: 'keyValues', items: [] },
        { kind: 'barChart', bars: [] },
        { kind: 'table', columns: [{ title: '空表' }], rows: [] },
        { kind: 'pageBreak' },
      ],
    };
    expect(await htmlOf(model)).toContain('空表');
    expect(await htmlOf({ title: '', blocks: [] })).toBe('');
  });
});
