import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from './testing.ts';
import { documentFormat, writeDocument, writeDocumentFile } from './write-document.ts';

const model = sampleDocument(1);
let folder = '';

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'documents-'));
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('documentFormat', () => {
  it.each([
    ['pdf', 'pdf'],
    ['.DOCX', 'docx'],
    ['2020年.报告.xlsx', 'xlsx'],
  ])('%s is %s', (name, format) => {
    expect(documentFormat(name)).toEqual({ ok: true, value: format });
  });

  it.each(['doc', '报告', '报告.ofd', '', '.', 'constructor', 'pdf.'])('%s is unknown', (name) => {
    expect(documentFormat(name)).toMatchObject({ ok: false, error: { code: 'documents.unknownFormat' } });
  });
});

describe('writeDocument', () => {
  it.each([
    ['docx', 'PK'],
    ['xlsx', 'PK'],
    ['pdf', '%PDF-1.7'],
  ])('makes %s', async (format, start) => {
    const bytes = await writeDocument(model, format);
    if (!bytes.ok) throw new Error(bytes.error.message);
    expect(Buffer.from(bytes.value.subarray(0, start.length)).toString('latin1')).toBe(start);
  });

  it('hands on what a format cannot hold', async () => {
    const long = { title: '长', blocks: [{ kind: 'paragraph', text: '长'.repeat(40_000) }] } as const;
    expect(await writeDocument(long, 'xlsx')).toMatchObject({ ok: false, error: { code: 'documents.cellTooLong' } });
    expect((await writeDocument(long, 'docx')).ok).toBe(true);
  });
});

describe('writeDocumentFile', () => {
  it('writes the whole file, over an older one, and leaves nothing beside it', async () => {
    const file = path.join(folder, '报告.pdf');
    fs.writeFileSync(file, 'an older file');
    expect(await writeDocumentFile(model, file)).toEqual({ ok: true, value: file });
    expect(fs.readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(fs.readdirSync(folder)).toEqual(['报告.pdf']);
  });

  it('says what is wrong with the place, and leaves an older file as it was', async () => {
    expect(await writeDocumentFile(model, path.join(folder, '没有', 'a.docx'))).toMatchObject({
      ok: false,
      error: { code: 'documents.cannotWrite', params: { reason: '目录不存在' } },
    });
    const taken = path.join(folder, '目录.xlsx');
    fs.mkdirSync(taken);
    const failed = await writeDocumentFile(model, taken);
    expect(failed).toMatchObject({ ok: false, error: { code: 'documents.cannotWrite' } });
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses an unknown format before it writes anything', async () => {
    expect(await writeDocumentFile(model, path.join(folder, 'a.doc'))).toMatchObject({
      ok: false,
      error: { code: 'documents.unknownFormat' },
    });
    expect(fs.existsSync(path.join(folder, 'a.doc'))).toBe(false);
  });
});
