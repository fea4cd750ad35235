/**
 * Claims of a Parquet file as columns. DuckDB checks, numbers (persons, providers, profiles, stays) and sorts; what
 * arrives here are whole numbers, chunk by chunk.
 */
import path from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import {
  allocateColumns,
  type BenefitCare,
  type CarePlace,
  type ClaimColumns,
  type ClaimProfile,
  type DecisiveDate,
  ProfileBook,
  type ProviderGrade,
  type Scheme,
} from '../benefits/index.ts';
import { codedDivision } from '../catalogues/code-lists.ts';
import { asResult, type Result, refuse } from '../kernel/result.ts';
import { refuseCancelled } from './cancel.ts';
import { type ClaimsFile, ident, openClaimsFile, readNumbers } from './check-parquet.ts';
import type { ClaimProvider, NamedCode, SimulationClaims } from './claims.ts';
import { withDuckDb } from './duckdb.ts';
import { simulationErrors } from './errors.ts';
import type { LoadOptions } from './load-county.ts';

export interface FileOptions extends LoadOptions {
  /** What the claims are of, where the file has no column `scheme`. */
  readonly scheme: Scheme;
}

/** Fails with what `openClaimsFile` refuses, when the file is of another scheme, and with `benefits.cancelled`. */
export function loadParquetClaims(file: string, options: FileOptions): Promise<Result<SimulationClaims>> {
  return asResult(() =>
    withDuckDb(async (connection) => {
      const opened = await openClaimsFile(connection, file);
      const scheme = await readScheme(connection, opened, options.scheme);
      await connection.run(`create temp view claims as ${claimsView(opened, options.decidedBy)}`);
      const { persons, towns } = await readPersons(connection);
      const providers = await readProviders(connection);
      const profiles = await readProfiles(connection);
      for (const name of ['stay', 'episode']) {
        if (opened.columns.has(name)) await connection.run(numberTable(name));
      }
      const columns = allocateColumns(opened.rows, {
        decidedBy: options.decidedBy,
        groups: opened.groups,
        account: opened.columns.has('account_available_fen'),
        stays: opened.columns.has('stay'),
        episodes: opened.columns.has('episode'),
      });
      const rest = sideColumns(opened);
      await fill(connection, opened, columns, rest, options);
      return {
        origin: { kind: 'file' as const, file: path.basename(file) },
        scheme,
        columns: { ...columns, profiles },
        provider: rest.provider,
        providers,
        persons: { ...persons, towns },
        settled: rest.fund && rest.person ? { fund: rest.fund, person: rest.person } : undefined,
      };
    }, options.signal),
  );
}

/** Checks a file without loading it; answers how many rows it has. */
export function checkParquetClaims(file: string): Promise<Result<{ readonly rows: number }>> {
  return asResult(() => withDuckDb(async (connection) => ({ rows: (await openClaimsFile(connection, file)).rows })));
}

async function readScheme(connection: DuckDBConnection, file: ClaimsFile, asked: Scheme): Promise<Scheme> {
  if (!file.columns.has('scheme')) return asked;
  const [scheme] = await readNumbers(connection, `select any_value(scheme)::integer from ${file.from}`);
  return scheme === 310 ? '310' : '390';
}

/** Attributes that make a profile, as they stand in the view `claims`. */
const PROFILE = [
  'care',
  'grade',
  'place',
  'identities',
  'person_type',
  'disease',
  'package',
  'tags',
  'certified',
  'retired',
  'civil_servant',
  'cross_year',
  'continued',
] as const;

/** The file with every column, defaults in place of what is missing. */
function claimsView({ from, columns, groups }: ClaimsFile, decidedBy: DecisiveDate): string {
  const or = (name: string, missing: string) => (columns.has(name) ? `coalesce(${ident(name)}, ${missing})` : missing);
  const optional = (name: string, type: string) => (columns.has(name) ? ident(name) : `null::${type}`);
  const list = (name: string) => `list_sort(list_distinct(${or(name, '[]::varchar[]')}))`;
  const money = (name: string) => `${or(name, '0')}::integer as ${name}`;
  const discharged = or('discharged', 'admitted');
  const day = decidedBy === 'dischargedOn' ? discharged : 'admitted';
  return `
    select file_row_number as row_number, person, care, grade, ${or('place', "'local'")} as place,
      ${list('identities')} as identities, ${optional('person_type', 'varchar')} as person_type,
      ${optional('disease', 'varchar')} as disease, ${optional('package', 'varchar')} as package,
      ${list('tags')} as tags, ${list('certified')} as certified, ${or('retired', 'false')} as retired,
      ${or('civil_servant', 'false')} as civil_servant, year(admitted) <> year(${discharged}) as cross_year,
      ${or('continued', 'false')} as continued, ${day} as decisive, ${optional('seq', 'bigint')} as seq, age,
      ${or('days', `greatest(date_diff('day', admitted, ${discharged}), 1)`)} as days,
      ${or('months_since', '-1')} as months_since, ${money('total_fen')}, ${money('full_self_pay_fen')},
      ${money('over_limit_fen')}, ${money('prior_share_fen')}, ${money('account_available_fen')},
      ${money('settled_fund_fen')}, ${money('settled_person_fen')},
      ${groups.map((group) => `${money(`in_scope_${group}_fen`)},`).join(' ')}
      ${optional('stay', 'integer')} as stay, ${optional('episode', 'integer')} as episode,
      ${or('sex', '0')} as sex, ${or('town', "''")} as town, ${or('provider', "''")} as provider,
      ${or('provider_name', "''")} as provider_name
    from ${from}`;
}

async function readPersons(connection: DuckDBConnection) {
  await connection.run(`
    create temp table persons as
    select (row_number() over (order by person) - 1)::integer as number, person, min(sex)::integer as sex,
      min(town) as town
    from claims group by person`);
  await connection.run(`
    create temp table towns as
    select (row_number() over (order by town) - 1)::integer as number, town from (select distinct town from persons)`);
  const towns = (await rowsOf(connection, 'select town from towns order by number')).map(
    ([code]): NamedCode => (code === '' ? { code: '', name: '乡镇未载' } : codedDivision(String(code))),
  );
  const [count = 0] = await readNumbers(connection, 'select count(*) from persons');
  const sex = new Uint8Array(count);
  const town = new Uint16Array(count);
  const result = await connection.stream(
    'select p.number, p.sex, t.number from persons p join towns t on t.town = p.town',
  );
  for await (const chunk of result) {
    const rows = integers(chunk);
    for (let row = 0; row < chunk.rowCount; row++) {
      const number = rows[0]?.(row) ?? 0;
      const value = rows[1]?.(row) ?? 0;
      sex[number] = value === 1 || value === 2 ? value : 0;
      town[number] = rows[2]?.(row) ?? 0;
    }
  }
  return { persons: { count, sex, town }, towns };
}

async function readProviders(connection: DuckDBConnection): Promise<ClaimProvider[]> {
  await connection.run(`
    create temp table providers as
    select (row_number() over (order by provider) - 1)::integer as number, provider,
      coalesce(max(provider_name), '') as name, max(grade) as grade
    from claims group by provider`);
  const rows = await rowsOf(connection, 'select provider, name, grade from providers order by number');
  return rows.map(([code, name, grade]) => {
    const shown = String(name) || String(code) || '机构未载';
    return { code: String(code), name: shown, grade: String(grade) };
  });
}

async function readProfiles(connection: DuckDBConnection): Promise<readonly ClaimProfile[]> {
  await connection.run(`
    create temp table profiles as
    select (row_number() over () - 1)::integer as number, * from (select distinct ${PROFILE.join(', ')} from claims)`);
  const reader = await connection.runAndReadAll(`select ${PROFILE.join(', ')} from profiles order by number`);
  const book = new ProfileBook();
  for (const row of reader.getRowObjectsJson()) book.numberOf(profileFrom(row));
  return book.profiles;
}

function profileFrom(row: Readonly<Record<string, unknown>>): ClaimProfile {
  const text = (name: string) => (row[name] === null || row[name] === undefined ? undefined : String(row[name]));
  const list = (name: string) => (Array.isArray(row[name]) ? row[name].map(String) : []);
  return {
    // The values were held against the published lists.
    care: text('care') as BenefitCare,
    grade: text('grade') as ProviderGrade,
    place: text('place') as CarePlace,
    identities: list('identities'),
    personType: text('person_type'),
    disease: text('disease'),
    package: text('package'),
    tags: list('tags'),
    certified: list('certified'),
    retired: row.retired === true,
    civilServant: row.civil_servant === true,
    crossYear: row.cross_year === true,
    continued: row.continued === true,
  };
}

/** Stays or episodes numbered from 1. */
function numberTable(name: string): string {
  return `
    create temp table ${name}s as
    select row_number() over ()::integer as number, person, ${name}
    from (select distinct person, ${name} from claims where ${name} is not null)`;
}

interface SideColumns {
  readonly provider: Int32Array;
  readonly fund: Int32Array | undefined;
  readonly person: Int32Array | undefined;
}

function sideColumns({ rows, columns }: ClaimsFile): SideColumns {
  const hasSettled = columns.has('settled_fund_fen') && columns.has('settled_person_fen');
  return {
    provider: new Int32Array(rows),
    fund: hasSettled ? new Int32Array(rows) : undefined,
    person: hasSettled ? new Int32Array(rows) : undefined,
  };
}

type Target = Int32Array | Uint16Array | Uint8Array | Int16Array;

/** Streams the sorted claims into the columns. */
async function fill(
  connection: DuckDBConnection,
  file: ClaimsFile,
  columns: ClaimColumns,
  rest: SideColumns,
  options: FileOptions,
): Promise<void> {
  const targets = targetsOf(file, columns, rest);
  const same = PROFILE.map((name) => `c.${name} is not distinct from f.${name}`).join(' and ');
  const joins = ['stay', 'episode']
    .filter((name) => file.columns.has(name))
    .map((name) => `left join ${name}s on ${name}s.person = c.person and ${name}s.${name} = c.${name}`);
  const order = file.columns.has('seq') ? 'c.seq, c.decisive' : 'c.decisive';
  const result = await connection.stream(`
    select ${targets.map(({ select }) => `(${select})::integer`).join(', ')}
    from claims c join persons p on p.person = c.person join providers v on v.provider = c.provider
    join profiles f on ${same} ${joins.join(' ')}
    order by p.number, year(c.decisive), ${order}, c.row_number`);
  let filled = 0;
  for await (const chunk of result) {
    refuseCancelled(options.signal);
    for (const [index, read] of integers(chunk).entries()) {
      const target = targets[index]?.into;
      if (target === undefined) continue;
      for (let row = 0; row < chunk.rowCount; row++) target[filled + row] = read(row);
    }
    filled += chunk.rowCount;
    options.onProgress?.(filled, file.rows);
  }
  if (filled !== file.rows) refuse(simulationErrors.countChanged({ expected: file.rows }));
}

function targetsOf(
  { groups }: ClaimsFile,
  columns: ClaimColumns,
  rest: SideColumns,
): { readonly select: string; readonly into: Target }[] {
  const optional = (select: string, into: Target | undefined) => (into === undefined ? [] : [{ select, into }]);
  return [
    { select: 'p.number', into: columns.person },
    { select: "date_diff('day', date '1970-01-01', c.decisive)", into: columns.day },
    { select: 'f.number', into: columns.profile },
    { select: 'c.age', into: columns.age },
    { select: 'c.days', into: columns.days },
    { select: 'c.months_since', into: columns.monthsSince },
    { select: 'c.total_fen', into: columns.total },
    {
      select: 'c.total_fen - c.full_self_pay_fen - c.over_limit_fen - c.prior_share_fen',
      into: columns.inScope,
    },
    { select: 'c.full_self_pay_fen', into: columns.fullSelfPay },
    { select: 'c.prior_share_fen', into: columns.priorShare },
    { select: 'v.number', into: rest.provider },
    ...optional('c.account_available_fen', columns.accountAvailable),
    ...groups.flatMap((group) => optional(`c.in_scope_${group}_fen`, columns.groups[group])),
    ...optional('coalesce(stays.number, 0)', columns.stay),
    ...optional('coalesce(episodes.number, 0)', columns.episode),
    ...optional('c.settled_fund_fen', rest.fund),
    ...optional('c.settled_person_fen', rest.person),
  ];
}

/** Readers of a chunk's columns, all of type INTEGER; null reads as 0. */
function integers(chunk: DuckDBDataChunk): ((row: number) => number)[] {
  return Array.from({ length: chunk.columnCount }, (_, index) => {
    const vector = chunk.getColumnVector(index);
    return (row: number) => Number(vector.getItem(row) ?? 0);
  });
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
