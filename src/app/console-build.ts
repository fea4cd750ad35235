/** The console's files: built by Vite from `console/` when they are missing or older than their sources. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './office.ts';

const SOURCE = path.join(ROOT, 'console');
const OUTPUT = path.join(SOURCE, 'dist');
const STAMP = path.join(OUTPUT, '.sources');

function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const entry of fs.readdirSync(SOURCE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.startsWith(OUTPUT)) continue;
    const file = path.join(entry.parentPath, entry.name);
    hash.update(path.relative(SOURCE, file)).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

/** Returns the folder to serve, building it first where needed (one or two seconds). */
export async function ensureConsole(): Promise<string> {
  const digest = sourceDigest();
  const stamp = fs.existsSync(STAMP) ? fs.readFileSync(STAMP, 'utf8') : '';
  if (stamp !== digest) {
    await build({ root: SOURCE, configFile: path.join(SOURCE, 'vite.config.ts'), logLevel: 'error' });
    fs.writeFileSync(STAMP, digest);
  }
  return OUTPUT;
}
