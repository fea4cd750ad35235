import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/** All files that a file imports, itself included. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, target] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    importsOf(path.resolve(path.dirname(file), target ?? ''), seen);
  }
  return seen;
}

it('the engine uses nothing of Node, so that a browser can run it', () => {
  const files = [...importsOf(path.join(import.meta.dirname, 'engine.ts'))];
  expect(files.some((file) => file.endsWith('compute-benefits.ts'))).toBe(true);
  const guilty = files.filter((file) => /from 'node:|process\.|require\(/.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});
