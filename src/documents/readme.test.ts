import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { amountCell, type DocumentModel, percentCell, writeDocumentFile } from './index.ts';
import { readPdf } from './pdf/testing.ts';

it('README shows code that compiles and writes the file', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'documents-'));
  // example:begin
  const sheet: DocumentModel = {
    title: '费用结算说明',
    subtitles: ['样例县医疗保障局'],
    footer: '样例（虚构），不作为待遇依据',
    blocks: [
      { kind: 'callout', tone: 'warning', text: '本单数字均为样例（虚构）。' },
      {
        kind: 'table',
        caption: '费用由谁支付',
        unit: '单位：元',
        columns: [{ title: '支付方' }, { title: '费用', columns: [{ title: '金额' }, { title: '占比' }] }],
        rows: [
          { cells: ['统筹基金', amountCell(fen(888_000)), percentCell(7_590)] },
          { cells: ['个人', amountCell(fen(282_000)), percentCell(2_410)] },
          { kind: 'total', cells: ['合计', amountCell(fen(1_170_000)), percentCell(10_000)] },
        ],
      },
    ],
  };
  const written = await writeDocumentFile(sheet, path.join(folder, '费用结算说明.pdf'));
  if (!written.ok) throw new Error(`${written.error.message}。${written.error.remedy}`);
  // example:end
  const { pages } = await readPdf(fs.readFileSync(written.value));
  fs.rmSync(folder, { recursive: true });
  expect(pages).toHaveLength(1);
  expect(pages[0]?.text).toContain('8,880.00');

  const readme = fs.readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const own = fs.readFileSync(path.join(import.meta.dirname, 'readme.test.ts'), 'utf8');
  const example = /\/\/ example:begin\n(.*?) {2}\/\/ example:end/s.exec(own)?.[1] ?? '';
  expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example.replace(/^ {2}/gm, ''));
});
