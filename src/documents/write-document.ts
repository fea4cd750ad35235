/** A document in the format that is asked for, as bytes or as a file. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { asResult, failed, ok, type Result } from '../kernel/result.ts';
import { writeDocx } from './docx/write-docx.ts';
import { documentErrors } from './errors.ts';
import type { DocumentModel } from './model.ts';
import { writePdf } from './pdf/write-pdf.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

export type DocumentFormat = 'docx' | 'pdf' | 'xlsx';

const WRITERS: Readonly<Record<DocumentFormat, (model: DocumentModel) => Promise<Uint8Array>>> = {
  docx: writeDocx,
  pdf: writePdf,
  xlsx: writeXlsx,
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '目录不存在',
  ENOTDIR: '上级路径不是目录',
  EISDIR: '该路径是一个目录',
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '磁盘只读',
  ENOSPC: '磁盘已满',
  EBUSY: '文件被其他程序占用',
};

/** The format of a name ("pdf", ".PDF", "报告.pdf"); `documents.unknownFormat` for any other. */
export function documentFormat(name: string): Result<DocumentFormat> {
  const extension = (name.includes('.') ? path.extname(`x${name}`).slice(1) : name).toLowerCase();
  const found = (Object.keys(WRITERS) as DocumentFormat[]).find((format) => format === extension);
  return found ? ok(found) : failed(documentErrors.unknownFormat({ value: name, path: 'format' }));
}

/** Writes the document in a format, given as for `documentFormat`. */
export async function writeDocument(model: DocumentModel, format: string): Promise<Result<Uint8Array>> {
  const known = documentFormat(format);
  return known.ok ? asResult(() => WRITERS[known.value](model)) : known;
}

/**
 * Writes the document to a file, in the format its extension names, and answers with the absolute path. The file
 * appears whole or not at all: it is written beside its place, flushed and renamed. Failures: `documents.unknownFormat`,
 * `documents.cannotWrite`, and those of the writers.
 */
export async function writeDocumentFile(model: DocumentModel, file: string): Promise<Result<string>> {
  const bytes = await writeDocument(model, path.basename(file));
  if (!bytes.ok) return bytes;
  const target = path.resolve(file);
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
  try {
    await writeFlushed(draft, bytes.value);
    await fs.rename(draft, target);
    return ok(target);
  } catch (error) {
    await fs.rm(draft, { force: true });
    if (!isSystemError(error)) throw error;
    return failed(
      documentErrors.cannotWrite({ file: target, reason: REASONS[error.code] ?? error.code, path: 'file' }),
    );
  }
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await fs.open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
