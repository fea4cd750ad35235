import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { findContributionStandard } from './contributions.ts';
import { findPolicy, listPacksOf } from './find-policy.ts';
import { loadContributionStandards, loadPolicies } from './load-policies.ts';
import { miniFiles, miniPack } from './mini-pack.ts';
import { SOURCE_GRADE_LABELS, weakestGrade } from './source-grade.ts';
import { POLICIES_FOLDER, yuan } from './test-case.ts';

const loaded = loadPolicies(POLICIES_FOLDER);
const packs = loaded.ok ? loaded.value : [];
const scratch = mkdtempSync(path.join(tmpdir(), 'policies-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function writePack(root: string, folder: string): void {
  mkdirSync(path.join(root, folder), { recursive: true });
  for (const { name, text } of miniFiles([{ rules: [{ rate: '50 %' }] }])) {
    const renamed = text.replace('"pack":"999900-mini"', `"pack":"${folder}"`);
    writeFileSync(path.join(root, folder, path.basename(name)), renamed);
  }
}

describe('loadPolicies', () => {
  it('reads every pack of the repository', () => {
    const folders = readdirSync(POLICIES_FOLDER).filter((name) =>
      existsSync(path.join(POLICIES_FOLDER, name, 'pack.yaml')),
    );
    expect(folders).toEqual(expect.arrayContaining(['610300-baoji-employees', '610300-baoji-residents']));
    expect(loaded.ok ? packs.map(({ id }) => id) : loaded.error).toEqual(folders.sort());
  });

  it('refuses two packs for one area and scheme', () => {
    const root = path.join(scratch, 'twice');
    writePack(root, '999900-first');
    writePack(root, '999900-second');
    const twice = loadPolicies(root);
    expect(!twice.ok && twice.error).toMatchObject({
      code: 'benefits.duplicatePack',
      params: { first: '999900-first', second: '999900-second', area: '999900' },
    });
  });
});

describe('findPolicy', () => {
  it.each([
    ['610300', '2020-01-01', '610300-baoji-residents@2020-01-01'],
    ['610326', '2022-08-31', '610300-baoji-residents@2020-01-01'],
    ['610326', '2022-09-01', '610300-baoji-residents@2022-09-01'],
  ])('for %s on %s is %s', (area, on, id) => {
    const policy = findPolicy(packs, { area, scheme: '390', on: isoDate(on) });
    expect(policy.ok && policy.value.id).toBe(id);
  });

  it.each([
    ['610326', '2019-12-31'],
    ['610400', '2020-06-01'],
  ])('for %s on %s is a coded failure, never a neighbour', (area, on) => {
    const policy = findPolicy(packs, { area, scheme: '390', on: isoDate(on) });
    expect(!policy.ok && policy.error).toMatchObject({
      code: 'benefits.noPolicy',
      params: { area, on, scheme: '390' },
    });
  });
});

describe('listPacksOf', () => {
  const clause = { document: '文件', grade: 'sample' } as const;
  const mini = miniPack([{ rules: [{ rate: '50 %' }] }]);
  const province = { ...mini, id: 'province', area: '990000' };
  const city = { ...mini, id: 'city', area: '990100' };
  const county = {
    ...{ ...mini, id: 'county', area: '990101' },
    poolsInto: [{ area: '990100', from: isoDate('2021-01-01'), to: undefined, clause }],
  };
  const other = { ...city, id: 'employees', scheme: '310' as const };
  const all = [province, city, county, other];
  const idsFor = (area: string) => listPacksOf(all, area, '390').map(({ id }) => id);

  it('are the nearest upwards and those it pools into, of one scheme', () => {
    expect(idsFor('990101')).toEqual(['city', 'county']);
    expect(idsFor('990102')).toEqual(['city']);
    expect(idsFor('990200')).toEqual(['province']);
    expect(idsFor('980000')).toEqual([]);
  });

  it('decide as all packs do, before and after the county pools', () => {
    const few = listPacksOf(all, '990101', '390');
    for (const on of ['2020-12-31', '2021-01-01'].map(isoDate)) {
      const query = { area: '990101', scheme: '390', on } as const;
      expect(findPolicy(few, query)).toEqual(findPolicy(all, query));
    }
  });
});

describe('findContributionStandard', () => {
  const standards = loadContributionStandards(POLICIES_FOLDER);
  const find = (area: string, year: number) =>
    standards.ok ? findContributionStandard(standards.value, { area, year }) : standards;

  it.each([
    [2018, 490, 220],
    [2019, 520, 250],
    [2020, 550, 280],
    [2021, 580, 320],
  ])('national %d: %d from the treasury, %d from the person', (year, fiscal, personal) => {
    const standard = find('420100', year);
    expect(standard.ok && standard.value).toMatchObject({
      area: undefined,
      fiscal: yuan(fiscal),
      personal: yuan(personal),
    });
  });

  it('takes the county’s own record first: 2020 cover in 眉县 was bought at 250 + 550', () => {
    const standard = find('610326', 2020);
    expect(standard.ok && standard.value).toMatchObject({ area: '610326', fiscal: yuan(550), personal: yuan(250) });
    // 271,185 persons × 800 yuan = 216,948,000: the 2.17 亿元 of the county's published accounts
    expect(standard.ok && ((standard.value.fiscal + standard.value.personal) / 100) * 271_185).toBe(216_948_000);
  });

  it('fails for a year that nobody recorded', () => {
    const standard = find('610326', 2010);
    expect(!standard.ok && standard.error.code).toBe('benefits.noContributionStandard');
  });
});

describe('weakestGrade', () => {
  it('is that of the weakest clause', () => {
    const clauses = (['B', 'D', 'A'] as const).map((grade) => ({ document: '文件', grade }));
    expect(weakestGrade(clauses)).toBe('D');
    expect(weakestGrade([...clauses, { document: '样例', grade: 'sample' }])).toBe('sample');
    expect(weakestGrade([])).toBeUndefined();
    expect(SOURCE_GRADE_LABELS.sample).toBe('样例（虚构）');
  });
});
