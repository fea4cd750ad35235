/** The file that holds the vault's key: written whole or not at all, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { refuse } from '../kernel/result.ts';
import { vaultErrors } from './errors.ts';

const OTHERS = 0o077;

/**
 * The key in `file`; when there is no such file, `create()`'s key is stored there first. Two servers that start at
 * once get the same key. Refuses `vault.keyFileOpen` when other users may read the file.
 */
export function readOrCreateKeyFile(file: string, create: () => string): string {
  if (!fs.existsSync(file)) writeNew(file, create());
  // Windows has no such bits; its folders' access lists decide there.
  if (process.platform !== 'win32' && (fs.statSync(file).mode & OTHERS) !== 0)
    refuse(vaultErrors.keyFileOpen({ file }));
  return fs.readFileSync(file, 'utf8').trim();
}

function writeNew(file: string, key: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = fs.openSync(draft, 'wx', 0o600);
  fs.writeSync(handle, `${key}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  try {
    // A link appears whole, and fails where another process was first.
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
