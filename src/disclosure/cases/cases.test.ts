import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from '../engine.ts';
import { subjectsFromDisk } from '../subjects-from-disk.ts';

interface Expected {
  readonly kind: string;
  readonly body: string | null;
  readonly year: number | null;
  readonly findings: readonly (Readonly<Record<string, unknown>> & { readonly root?: string })[];
}

const FOLDER = new URL('./', import.meta.url);
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

describe('written cases', () => {
  it.each(names)('%s', (name) => {
    const expected = parse(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')) as Expected;
    const bytes = readFileSync(new URL(`${name}.txt`, FOLDER));
    const report = checkDocument({ file: `${name}.txt`, bytes }, { subjects: subjectsFromDisk() });
    expect({ kind: report.kind, body: report.body, year: report.year }).toEqual({
      kind: expected.kind,
      body: expected.body,
      year: expected.year,
    });
    expect(report.findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual(
      expected.findings.map(({ rule, line }) => `${rule} ${line}`),
    );
    for (const [index, finding] of expected.findings.entries()) {
      expect(report.findings[index]).toMatchObject({ ...finding, root: finding.root ?? null });
    }
  });

  it('quote the line that they name', () => {
    for (const name of names.filter((candidate) => candidate !== 'gb18030')) {
      const bytes = readFileSync(new URL(`${name}.txt`, FOLDER));
      const lines = bytes.toString('utf8').split('\n');
      const report = checkDocument({ file: name, bytes }, { subjects: subjectsFromDisk() });
      for (const { line, quote } of report.findings) expect(lines[line - 1]).toContain(quote);
    }
  });
});
