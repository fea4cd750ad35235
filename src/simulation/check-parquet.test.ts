import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../kernel/result.ts';
import { loadParquetClaims } from './load-parquet.ts';
import { PARQUET_COLUMNS } from './parquet-columns.ts';
import { writeParquet } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-parquet-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const ROW = {
  person: '7',
  admitted: "date '2020-02-01'",
  discharged: "date '2020-02-08'",
  care: "'inpatient'",
  grade: "'two'",
  age: '70',
  total_fen: '550000',
};
type Cells = Readonly<Record<string, string | undefined>>;

/** A file of rows that differ from the plain one as told; `undefined` leaves a column out. */
async function write(...rows: readonly Cells[]): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.parquet`);
  const selects = rows.map((cells) => {
    const columns = Object.entries({ ...ROW, ...cells }).filter(([, value]) => value !== undefined);
    return `select ${columns.map(([name, value]) => `${value} as ${name}`).join(', ')}`;
  });
  await writeParquet(file, selects.join(' union all by name '));
  return file;
}

async function load(...rows: readonly Cells[]) {
  return loadParquetClaims(await write(...rows), { scheme: '390', decidedBy: 'dischargedOn' });
}

async function failure(...rows: readonly Cells[]) {
  const result = await load(...rows);
  if (result.ok) throw new Error('the file was to be refused');
  const { code, message, remedy } = result.error;
  return { code, text: `${message.replace(/文件 \S+ /, '文件 … ')}。${remedy}` };
}

describe('a claims file', () => {
  it('needs only the required columns; the rest has a meaning when it is missing', async () => {
    const { columns, persons, providers, settled, scheme } = unwrap(await load({}));
    expect(columns.length).toBe(1);
    expect(columns.profiles).toEqual([
      {
        care: 'inpatient',
        grade: 'two',
        place: 'local',
        identities: [],
        personType: undefined,
        disease: undefined,
        package: undefined,
        tags: [],
        certified: [],
        retired: false,
        civilServant: false,
        crossYear: false,
        continued: false,
      },
    ]);
    // 2020-02-08 is 18,300 days after 1970-01-01: 50 years, 12 leap days, 38 days.
    expect([columns.day[0], columns.days[0], columns.age[0], columns.monthsSince[0]]).toEqual([18_300, 7, 70, -1]);
    expect([persons.count, persons.towns, providers.length, settled, scheme]).toEqual([
      1,
      [{ code: '', name: '乡镇未载' }],
      1,
      undefined,
      '390',
    ]);
  });

  it('is put in order: by person, then by day, or by the number of the settlement where there is one', async () => {
    const first = { person: '2', discharged: "date '2020-03-09'", total_fen: '1' };
    const second = { person: '1', discharged: "date '2020-03-08'", total_fen: '2' };
    const third = { person: '1', discharged: "date '2020-03-04'", total_fen: '3' };
    const byDay = unwrap(await load(first, second, third)).columns;
    expect([[...byDay.person], [...byDay.total]]).toEqual([
      [0, 0, 1],
      [3, 2, 1],
    ]);
    const numbered = unwrap(
      await load({ ...first, seq: '9' }, { ...second, seq: '5' }, { ...third, seq: '6' }),
    ).columns;
    expect([...numbered.total]).toEqual([2, 3, 1]);
  });

  it('reads every optional column', async () => {
    const claims = unwrap(
      await load({
        scheme: "'310'",
        place: "'referred'",
        person_type: "'11'",
        identities: "['2303', '2302']",
        retired: 'true',
        civil_servant: 'true',
        disease: "'M03900'",
        package: "'D1'",
        tags: "['tcm']",
        certified: "['M03900']",
        months_since: '5',
        days: '3',
        continued: 'true',
        stay: "'S1'",
        episode: '44',
        account_available_fen: '1000',
        in_scope_tcm_fen: '70000',
        prior_share_fen: '500',
        sex: '2',
        town: "'610326101'",
        provider: "'H1'",
        provider_name: "'样例医院'",
        settled_fund_fen: '400000',
        settled_person_fen: '150000',
      }),
    );
    expect(claims.scheme).toBe('310');
    expect(claims.columns.profiles[0]).toEqual({
      care: 'inpatient',
      grade: 'two',
      place: 'referred',
      identities: ['2302', '2303'],
      personType: '11',
      disease: 'M03900',
      package: 'D1',
      tags: ['tcm'],
      certified: ['M03900'],
      retired: true,
      civilServant: true,
      crossYear: false,
      continued: true,
    });
    const { columns } = claims;
    expect([columns.days[0], columns.monthsSince[0], columns.stay?.[0], columns.episode?.[0]]).toEqual([3, 5, 1, 1]);
    expect([columns.accountAvailable?.[0], columns.groups.tcm?.[0], columns.priorShare[0]]).toEqual([
      1000, 70_000, 500,
    ]);
    expect([claims.persons.sex[0], claims.persons.towns[0]?.name]).toEqual([2, '横渠镇']);
    expect(claims.providers).toEqual([{ code: 'H1', name: '样例医院', grade: 'two' }]);
    expect([claims.settled?.fund[0], claims.settled?.person[0]]).toEqual([400_000, 150_000]);
  });
});

describe('a claims file that cannot be', () => {
  it('is told by column, row, value and remedy', async () => {
    expect(await failure({ total_fen: undefined })).toEqual({
      code: 'simulation.missingColumn',
      text: '就诊数据文件 … 缺少必需的列 total_fen（费用总额）。请补上该列：金额，整数分，0 至 2147483647；每行必填',
    });
    expect(await failure({ total_fen: '5500.5' })).toEqual({
      code: 'simulation.wrongColumnType',
      text: '就诊数据文件 … 的列 total_fen（费用总额）类型为 DECIMAL(5,1)。应为：金额，整数分，0 至 2147483647；每行必填',
    });
    expect(await failure({ name: "'张三'" })).toMatchObject({ code: 'simulation.unknownColumn' });
    expect(await failure({}, { care: "'住院'" }, { care: "'门诊'" })).toEqual({
      code: 'simulation.badCell',
      text:
        '就诊数据文件 … 第 2 行的列 care（医疗类别）为 住院：不是规定的取值。应为：inpatient（住院）、outpatient（普通门诊）、' +
        'chronic（门诊慢特病）、maternity（生育）、longTerm（长期护理）之一；共有 2 行有此问题',
    });
    expect((await failure({}, {}, { total_fen: '-1' })).text).toContain(
      '第 3 行的列 total_fen（费用总额）为 -1：超出范围',
    );
    expect((await failure({ total_fen: '3000000000' })).text).toContain('为 3000000000：超出范围');
    expect((await failure({}, { person: 'null' })).text).toContain('第 2 行的列 person（人员）为 （空）：不能为空');
    expect((await failure({ prior_share_fen: '550001' })).text).toContain('小于全自费、超限价、先行自付之和');
    expect((await failure({ in_scope_tcm_fen: '400000', prior_share_fen: '150001' })).text).toContain('各费用类别之和');
    expect((await failure({ discharged: "date '2020-01-01'" })).text).toContain('早于入院日期');
    expect((await failure({ scheme: "'390'" }, { scheme: "'310'" })).text).toContain('须全文件相同');
  });

  it('is told where it cannot be read at all', async () => {
    const options = { scheme: '390', decidedBy: 'dischargedOn' } as const;
    const missing = await loadParquetClaims(path.join(folder, 'none.parquet'), options);
    expect(missing).toMatchObject({ ok: false, error: { code: 'simulation.unreadableFile' } });
    const text = path.join(folder, 'text.parquet');
    fs.writeFileSync(text, 'no parquet');
    expect(await loadParquetClaims(text, options)).toMatchObject({
      ok: false,
      error: { code: 'simulation.unreadableFile' },
    });
  });
});

describe('the published format', () => {
  it('documents every column', () => {
    const page = fs.readFileSync(path.join(import.meta.dirname, '../../docs/claims-parquet.md'), 'utf8');
    for (const { name, title } of PARQUET_COLUMNS) expect(page).toContain(`| \`${name}\` | ${title} |`);
  });
});
