/** The data under `policies/` that no computation reads whole: register of documents, assisted enrolment, grades. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isIsoDate } from '../kernel/dates.ts';
import { loadPolicies } from './load-policies.ts';
import type { Clause } from './model.ts';
import { RegisterFile, Sources } from './pack-schema.ts';
import { POLICIES_FOLDER } from './test-case.ts';

function read<S extends TSchema>(file: string, schema: S): Static<S> {
  const value: unknown = parse(readFileSync(path.join(POLICIES_FOLDER, file), 'utf8'));
  const [flaw] = Value.Errors(schema, value);
  if (flaw) throw new Error(`${file} ${flaw.instancePath}: ${flaw.message}`);
  return value as Static<S>;
}

const { documents } = read('register.yaml', RegisterFile);
const loaded = loadPolicies(POLICIES_FOLDER);
if (!loaded.ok) throw new Error(loaded.error.message);
const clauses: Clause[] = loaded.value.flatMap((pack) =>
  pack.policies.flatMap((policy) =>
    policy.layers.flatMap((layer) => [
      ...layer.rules.map(({ clause }) => clause),
      ...layer.tilts.flatMap(({ rows }) => rows.map(({ clause }) => clause)),
      ...layer.ceilings.flatMap(({ limits }) => limits.map(({ clause }) => clause)),
    ]),
  ),
);

describe('the register of normative documents', () => {
  const RANK = { national: 0, province: 1, city: 2, county: 3, other: 4 };

  it('names only registered documents of a higher level as those that a document carries out', () => {
    for (const [id, { level, carriesOut }] of Object.entries(documents)) {
      for (const higher of carriesOut ?? [])
        expect(RANK[documents[higher]?.level ?? 'other'], id).toBeLessThan(RANK[level]);
    }
    expect(documents['陇南-2019-市级统筹']?.carriesOut).toContain('甘医保发〔2019〕46号');
    expect(documents.浙江省医疗保障条例?.carriesOut).toEqual(['中华人民共和国社会保险法']);
  });

  it('claims neither a legality review nor force that nobody has seen a record of', () => {
    const claims = Object.values(documents).map(({ status, legalityReview }) => [status, legalityReview]);
    expect(new Set(claims.flat())).toEqual(new Set(['unknown', 'notFound']));
  });

  it('does not list the national documents that were never seen', () => {
    expect(documents).not.toHaveProperty('国办发〔2021〕42号');
    expect(documents).not.toHaveProperty('医保发〔2021〕5号');
  });

  it('is what values point to', () => {
    const pointed = new Set(clauses.flatMap(({ register }) => register ?? []));
    expect(pointed).toContain('宝医保发〔2022〕66号');
    expect(pointed).toContain('汉政办发〔2021〕45号');
    for (const id of pointed) expect(documents).toHaveProperty([id]);
  });
});

describe('the clauses of all packs', () => {
  it('call an invented figure a sample, and nothing else', () => {
    for (const { document, grade } of clauses) expect(document.includes('样例'), document).toBe(grade === 'sample');
  });

  it('give nothing out of the unverified data set a better grade than D', () => {
    for (const { document, grade } of clauses) if (document.includes('good9527')) expect(grade).toBe('D');
  });
});

const Yuan = Type.Number({ minimum: 0 });
const AssistedFile = Type.Object(
  {
    title: Type.String(),
    scheme: Type.Literal('390'),
    standards: Type.Array(
      Type.Object(
        {
          area: Type.String({ pattern: '^\\d{6}$' }),
          identity: Type.Array(Type.String({ pattern: '^\\d{4}$' }), { minItems: 1 }),
          from: Type.String(),
          to: Type.Optional(Type.String()),
          mode: Type.Enum(['full', 'share', 'fixed', 'unstated']),
          yuan: Type.Optional(Yuan),
          share: Type.Optional(Type.String({ pattern: '^\\d{1,3} %$' })),
          atLeast: Type.Optional(Type.Boolean()),
          begins: Type.Optional(Type.Enum(['sameMonth', 'nextMonth'])),
          source: Type.String(),
          article: Type.Optional(Type.String()),
          note: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    sources: Sources,
  },
  { additionalProperties: false },
);

describe('assisted enrolment (资助参保)', () => {
  const { standards, sources } = read('national-contributions/assisted-enrolment.yaml', AssistedFile);

  it('is dated and cited, with an amount where the document states one', () => {
    for (const row of standards) {
      expect(isIsoDate(row.from) && (row.to === undefined || (isIsoDate(row.to) && row.from < row.to))).toBe(true);
      expect(row.yuan !== undefined).toBe(row.mode === 'fixed');
      expect(row.share !== undefined).toBe(row.mode === 'share');
      const source = sources[row.source];
      expect(source?.register === undefined ? source?.grade : documents[source.register]?.grade).toBeDefined();
    }
  });

  // 永州 2020: 87,299,000 yuan for 662,704 persons is 131.73 a head, 52.7 % of the 250 that the year's cover cost
  it('agrees with the published total of 永州', () => {
    const yongzhou = standards.find(({ area }) => area === '431100');
    expect(yongzhou).toMatchObject({ mode: 'share', share: '50 %', atLeast: true });
    expect(Math.round((87_299_000 / 662_704) * 100)).toBe(13_173);
    expect(87_299_000 / 662_704 / 250).toBeGreaterThan(Number.parseInt(yongzhou?.share ?? '', 10) / 100);
  });

  it('says of 眉县 what its funding file says', () => {
    const funding: unknown = parse(
      readFileSync(path.join(POLICIES_FOLDER, '610326-meixian-funding/funding.yaml'), 'utf8'),
    );
    const assisted = standards
      .filter(({ area }) => area === '610326')
      .flatMap(({ identity, mode, yuan }) =>
        identity.map((code) =>
          expect.objectContaining({ identity: code, mode, ...(yuan && { yuan: yuan.toFixed(2) }) }),
        ),
      );
    expect(funding).toMatchObject({ residents: { assisted: expect.arrayContaining(assisted) } });
  });
});
