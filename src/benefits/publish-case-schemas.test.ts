import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { computeExample, readExamples } from '../../examples/benefit-cases/run-examples.ts';
import { publishCaseSchemas } from './publish-case-schemas.ts';

const FOLDER = path.join(import.meta.dirname, '../../policies/schema');

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

/** A validator that has nothing to do with the reader of these files: it comes with the web server. */
async function validators(): Promise<(file: string) => Validate> {
  const name = 'ajv/dist/2020.js';
  const { default: Ajv } = await import(name);
  const compiled = new Map<string, Validate>(
    publishCaseSchemas().map(({ file, text }) => [
      file,
      new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(JSON.parse(text)),
    ]),
  );
  return (file) => compiled.get(file) ?? expect.unreachable(file);
}

describe('the published schemas of policy, case and result', () => {
  it('are the committed files, byte for byte (npm run schemas)', () => {
    for (const { file, text } of publishCaseSchemas()) {
      expect(fs.readFileSync(path.join(FOLDER, file), 'utf8'), file).toBe(text);
    }
  });

  it('say in Chinese what every field is', () => {
    const unsaid: string[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('properties' in node) {
        for (const [name, field] of Object.entries(node.properties as Record<string, { title?: string }>)) {
          if (!/\p{Script=Han}/u.test(field.title ?? '')) unsaid.push(name);
        }
      }
      for (const inner of Object.values(node)) visit(inner);
    };
    for (const { text } of publishCaseSchemas()) visit(JSON.parse(text));
    expect(unsaid).toEqual([]);
  });

  it('pass every worked example under a validator of another make', async () => {
    const validatorOf = await validators();
    for (const example of readExamples()) {
      const results = computeExample(example);
      for (const run of example.runs) {
        for (const [file, value] of [
          ['policy.schema.json', run.policy],
          ['case.schema.json', run.case],
          ['result.schema.json', JSON.parse(JSON.stringify(results.get(run.name)))],
        ] as const) {
          const validate = validatorOf(file);
          expect([example.id, file, validate(value), validate.errors]).toEqual([example.id, file, true, null]);
        }
      }
    }
  });

  it.each([
    ['policy.schema.json', { policy: 'a', layers: [{ layer: 'pool', rate: 0.8 }] }],
    ['policy.schema.json', { policy: 'a', layers: [{ layer: 'pool', ratio: '80 %' }] }],
    ['policy.schema.json', { layers: [{ layer: 'pool', rate: '80 %' }] }],
    ['case.schema.json', { charges: { total: -1 } }],
    ['case.schema.json', { charges: 1, level: 'two' }],
    ['case.schema.json', { kind: 'accountCredit' }],
    ['result.schema.json', { kind: 'encounter' }],
  ])('%s refuses %j', async (file, value) => {
    expect((await validators())(file)(value)).toBe(false);
  });
});
