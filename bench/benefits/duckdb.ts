/**
 * The rival in SQL: the policy of `policy/` as window passes of DuckDB, in integers.
 *
 * Each running total is one pass: what a schedule or a limit leaves of a year is a function of the total so far, so a
 * claim gets the growth of that function (this needs rates and limits that stand still within a person's year, as they
 * do here). The claims lie in a table of the database before the clock starts. Timed is the query that ends in sums
 * alone, which spares DuckDB the writing of ten million rows; the claims' own amounts are read once, untimed, to be
 * compared.
 */
import os from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import type { PlainColumns } from './claims.ts';
import { allocateHandOutputs, type HandOutputs } from './hand-columnar.ts';

const CHUNK = 2048;
const OUTPUTS = ['pool', 'outpatientPool', 'criticalIllness', 'civilServant', 'medicalAid', 'person'] as const;

const MACROS = [
  'rated(cost, per10k) as (cost::bigint * per10k + 5000) // 10000',
  `pool_of(cost, r1, r2, r3) as case
    when cost <= 0 then 0
    when cost <= 2000000 then rated(cost, r1)
    when cost <= 6000000 then 200 * r1 + rated(cost - 2000000, r2)
    else 200 * r1 + 400 * r2 + rated(cost - 6000000, r3) end`,
  `critical_of(cost, threshold, r) as case
    when cost <= threshold then 0
    when cost <= 5000000 then rated(cost - threshold, r)
    when cost <= 10000000 then rated(5000000 - threshold, r) + rated(cost - 5000000, r + 500)
    when cost <= 20000000 then rated(5000000 - threshold, r) + 500 * (r + 500) + rated(cost - 10000000, r + 1000)
    else rated(5000000 - threshold, r) + 500 * (r + 500) + 1000 * (r + 1000) + rated(cost - 20000000, r + 1500) end`,
  `critical_paid(cost, poor) as case
    when poor > 0 then critical_of(cost, 750000, 6500)
    else least(critical_of(cost, 1500000, 6000), 6000000) end`,
  'civil_paid(cost) as case when cost <= 100000 then 0 else rated(cost - 100000, 6000) end',
  `aid_paid(cost, poor) as case poor
    when 3 then least(cost, 5000000)
    when 2 then least(case when cost <= 150000 then 0 else rated(cost - 150000, 7000) end, 1000000)
    else least(case when cost <= 300000 then 0 else rated(cost - 300000, 6000) end, 800000) end`,
];

const YEAR = 'window w as (partition by person, year order by seq rows between unbounded preceding and current row)';

/** Running sums are cast back to BIGINT: DuckDB would carry them on as 128-bit numbers, which are slower. */
const BENEFITS = `
  counted as (
    select *, (sum(case when care = 0 then 1 else 0 end) over w)::bigint as admission from claims ${YEAR}),
  due as (
    select *,
      case when care = 1 then 0
        when grade = 0 then pool_of(in_scope - case when admission > 1 then 20000 else 40000 end, 9000, 9200, 9500)
        when grade = 1 then pool_of(in_scope - case when admission > 1 then 40000 else 80000 end, 8500, 8800, 9200)
        else pool_of(in_scope - case when admission > 1 then 80000 else 160000 end, 8000, 8500, 9000) end as pool_due,
      case when care = 0 then 0
        else rated(in_scope, case grade when 0 then 7000 when 1 then 6000 else 5000 end) end as out_due
    from counted),
  pool_year as (
    select *, (sum(pool_due) over w)::bigint as pool_sum, (sum(out_due) over w)::bigint as out_sum from due ${YEAR}),
  pool_paid as (
    select *,
      least(pool_sum, 15000000) - least(pool_sum - pool_due, 15000000) as pool,
      least(out_sum, 250000) - least(out_sum - out_due, 250000) as outpatient
    from pool_year),
  critical_base as (select *, in_scope - pool - outpatient as rest1 from pool_paid),
  critical_year as (select *, (sum(rest1) over w)::bigint as cost1 from critical_base ${YEAR}),
  critical as (
    select *, critical_paid(cost1, identity) - critical_paid(cost1 - rest1, identity) as critical from critical_year),
  civil_base as (select *, case when civil = 1 then rest1 - critical else 0 end as rest2 from critical),
  civil_year as (select *, (sum(rest2) over w)::bigint as cost2 from civil_base ${YEAR}),
  civil_done as (
    select *, case when civil = 1 then civil_paid(cost2) - civil_paid(cost2 - rest2) else 0 end as civil_servant
    from civil_year),
  aid_base as (
    select *, case when identity > 0 then rest1 - critical - civil_servant else 0 end as rest3 from civil_done),
  aid_year as (select *, (sum(rest3) over w)::bigint as cost3 from aid_base ${YEAR}),
  aid_done as (
    select *,
      case when identity > 0 then aid_paid(cost3, identity) - aid_paid(cost3 - rest3, identity) else 0 end as aid
    from aid_year),
  done as (
    select seq, pool, outpatient, critical, civil_servant, aid,
      total - pool - outpatient - critical - civil_servant - aid as person_part
    from aid_done)`;

const COLUMNS = ['pool', 'outpatient', 'critical', 'civil_servant', 'aid', 'person_part'];

export interface DuckRival {
  readonly version: string;
  readonly loadSeconds: number;
  /** Sums by output, in the order of `HandOutputs`. */
  readonly sums: (threads: number) => Promise<readonly number[]>;
  readonly readAll: () => Promise<HandOutputs>;
  readonly close: () => void;
}

export async function openDuckDb(claims: PlainColumns): Promise<DuckRival> {
  const spill = path.join(os.tmpdir(), `tongchou-bench-${process.pid}.duckdb-tmp`);
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '14GB', temp_directory: spill });
  const connection = await instance.connect();
  for (const macro of MACROS) await connection.run(`create macro ${macro}`);
  const started = performance.now();
  await load(connection, claims);
  const loadSeconds = (performance.now() - started) / 1000;
  const [row] = (await connection.runAndReadAll('select version()')).getRows();
  return {
    version: String(row?.[0]),
    loadSeconds,
    sums: async (threads) => {
      await connection.run(`set threads = ${threads}`);
      const fields = COLUMNS.map((name) => `sum(${name})::bigint`).join(', ');
      const read = await connection.runAndReadAll(`with ${BENEFITS} select ${fields} from done`);
      return (read.getRows()[0] ?? []).map(Number);
    },
    readAll: () => readAll(connection, claims.length),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The appender takes chunks of 32-bit integers; the table that is queried holds amounts as BIGINT, so nothing is cast. */
async function load(connection: DuckDBConnection, claims: PlainColumns): Promise<void> {
  const { person, year, care, grade, identity, civilServant, total, inScope } = claims;
  const columns = [person, year, care, grade, identity, civilServant, total, inScope];
  const names = ['seq', 'person', 'year', 'care', 'grade', 'identity', 'civil', 'total', 'in_scope'];
  await connection.run(`create table staged (${names.map((name) => `${name} integer`).join(', ')})`);
  const appender = await connection.createAppender('staged');
  const types = names.map(() => INTEGER);
  for (let start = 0; start < claims.length; start += CHUNK) {
    const rows = Math.min(CHUNK, claims.length - start);
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumnValues(
      0,
      Array.from({ length: rows }, (_, row) => start + row),
    );
    for (const [index, column] of columns.entries()) {
      chunk.setColumnValues(index + 1, Array.from(column.subarray(start, start + rows)));
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(`create table claims as
    select seq, person, year::utinyint as year, care::utinyint as care, grade::utinyint as grade,
      identity::utinyint as identity, civil::utinyint as civil, total::bigint as total, in_scope::bigint as in_scope
    from staged`);
  await connection.run('drop table staged');
}

async function readAll(connection: DuckDBConnection, length: number): Promise<HandOutputs> {
  const outputs = allocateHandOutputs(length);
  const fields = COLUMNS.map((name) => `${name}::integer`).join(', ');
  const result = await connection.stream(`with ${BENEFITS} select seq, ${fields} from done`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const places = chunk.getColumnValues(0);
    for (const [index, name] of OUTPUTS.entries()) {
      const values = chunk.getColumnValues(index + 1);
      for (const [row, value] of values.entries()) outputs[name][Number(places[row])] = Number(value);
    }
  }
  return outputs;
}
