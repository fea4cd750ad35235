/** `tongchou check FILE…`: reads the files one after the other and renders their reports. Server side only. */
import { type FileHandle, open } from 'node:fs/promises';
import { failed, ok, type Result } from '../kernel/result.ts';
import { checkDocument, failedReport } from './check-document.ts';
import { TEXT_LIMITS } from './decode-text.ts';
import { disclosureErrors } from './errors.ts';
import type { DocumentReport } from './model.ts';
import { type ExitCode, exitCodeOf, renderJson, renderText } from './render.ts';
import { subjectsFromDisk } from './subjects-from-disk.ts';

export interface CheckCommandOptions {
  readonly format: 'text' | 'json';
}

export interface CheckCommandResult {
  readonly output: string;
  readonly exitCode: ExitCode;
}

/** Exit code 0: no error; 1: an error in a document; 2: something could not be read. For many files the highest. */
export async function runCheck(files: readonly string[], options: CheckCommandOptions): Promise<CheckCommandResult> {
  const reports: DocumentReport[] = [];
  const subjects = subjectsFromDisk();
  for (const file of files) {
    const bytes = await readBounded(file);
    reports.push(
      bytes.ok ? checkDocument({ file, bytes: bytes.value }, { subjects }) : failedReport(file, bytes.error),
    );
  }
  const output = options.format === 'json' ? renderJson(reports) : renderText(reports);
  return { output, exitCode: exitCodeOf(reports) };
}

/** Never reads more than the limit, whatever the file claims to be (a device, a growing log). */
async function readBounded(file: string): Promise<Result<Uint8Array>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) return failed(disclosureErrors.fileUnreadable({ file, reason: '不是普通文件' }));
    const limit = TEXT_LIMITS.bytes;
    if (stat.size > limit) return failed(disclosureErrors.fileTooLarge({ size: stat.size, limit }));
    const buffer = new Uint8Array(stat.size);
    let length = 0;
    while (length < stat.size) {
      const { bytesRead } = await handle.read(buffer, length, stat.size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return ok(buffer.subarray(0, length));
  } catch (error) {
    return failed(readFailure(file, error));
  } finally {
    await handle?.close();
  }
}

function readFailure(file: string, error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return disclosureErrors.fileMissing({ file });
  if (code === '') throw error;
  return disclosureErrors.fileUnreadable({ file, reason: code === 'EACCES' ? '没有权限' : code });
}
