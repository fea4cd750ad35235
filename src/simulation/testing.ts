/** For the tests: a small policy pack, claims worked by hand, and claims files written from SQL. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compilePack, type PackFile } from '../benefits/index.ts';
import { unwrap } from '../kernel/result.ts';
import { applyReform, baselinePolicy } from './apply-reform.ts';
import { quoted, withDuckDb } from './duckdb.ts';
import { loadParquetClaims } from './load-parquet.ts';
import { openBench } from './open-bench.ts';
import { readReform } from './read-reform.ts';
import type { SimulationReport } from './report.ts';
import { runSimulation } from './run-simulation.ts';

export const LABORATORY = '999900-laboratory';

/**
 * Inpatient care at grade one 200/90 %, two 500/80 %, three 1,000/60 %, at most 20,000 a year; half of what is left to
 * persons with identity 2303. All figures are invented.
 */
export const LABORATORY_FILES: readonly PackFile[] = [
  {
    name: `${LABORATORY}/pack.yaml`,
    text: `
pack: ${LABORATORY}
title: 测算示例居民医保
area: "999900"
scheme: "390"
from: 2020-01-01
decidedBy: dischargedOn
identities: { "2303": 低保救助对象 }
personTypes: {}
layers: [pool.yaml, medical-aid.yaml]
accumulators:
  poolPaid: { title: 统筹年内支付, adds: pool.paid }
account:
  - { from: 2020-01-01, source: notice, covers: none }
sources:
  notice: { document: 测算示例办法, grade: sample }
`,
  },
  {
    name: `${LABORATORY}/pool.yaml`,
    text: `
layer: pool
title: 基本医保统筹
pays: hifp_pay
fundPayType: "390100"
from: 2020-01-01
source: notice
when: { care: [inpatient] }
base: inScope
accumulator: encounter
rules:
  - { when: { grade: [one] }, from: 2020-01-01, source: notice, deductible: 200, rate: 90 % }
  - { when: { grade: [two] }, from: 2020-01-01, to: 2021-01-01, source: notice, article: 第五条, deductible: 500, rate: 80 % }
  - { when: { grade: [two] }, from: 2021-01-01, source: notice, article: 第五条, deductible: 400, rate: 82 % }
  - { when: { grade: [three] }, from: 2020-01-01, source: notice, deductible: 1000, rate: 60 % }
ceilings:
  - on: poolPaid
    title: 统筹年度限额
    limits:
      - { from: 2020-01-01, source: notice, amount: 20000 }
`,
  },
  {
    name: `${LABORATORY}/medical-aid.yaml`,
    text: `
layer: medicalAid
title: 医疗救助
pays: maf_pay
fundPayType: "610100"
from: 2020-01-01
source: notice
when: { care: [inpatient], identity: ["2303"] }
base: inScope - pool.paid
accumulator: encounter
rules:
  - { from: 2020-01-01, source: notice, deductible: 0, rate: 50 % }
ceilings: []
`,
  },
];

/** Writes what a query gives as a Parquet file. */
export async function writeParquet(file: string, query: string): Promise<void> {
  await withDuckDb((connection) => connection.run(`copy (${query}) to ${quoted(file)} (format parquet)`));
}

const CLAIMS = `
  select * from (values
    -- 70 years: grade two (5,500 − 500) × 80 % = 4,000, own 1,500
    (1, date '2020-02-01', date '2020-02-08', 'inpatient', 'two',   70, 550000,      0, []::varchar[],      2, '610326101', 'H2', 400000, 150000),
    -- the same: grade three, 1,000 self-pay; (10,000 − 1,000) × 60 % = 5,400, own 5,600; the year's own 7,100
    (1, date '2020-05-01', date '2020-05-11', 'inpatient', 'three', 70, 1100000, 100000, []::varchar[],      2, '610326101', 'H3', 540000, 560000),
    -- 10 years, 低保: (1,200 − 200) × 90 % = 900, aid 300 × 50 % = 150, own 150
    (2, date '2020-03-01', date '2020-03-04', 'inpatient', 'one',   10, 120000,      0, ['2303'],           1, '610326102', 'H1', 105000, 15000),
    -- 50 years: outpatient, no layer; own 100
    (3, date '2020-03-05', date '2020-03-05', 'outpatient', 'village', 50, 10000,    0, []::varchar[],      1, '610326102', 'V1', 0, 10000),
    -- 30 years: (41,000 − 1,000) × 60 % = 24,000, but 20,000 is the most of the year; own 21,000
    (4, date '2020-06-01', date '2020-06-21', 'inpatient', 'three', 30, 4100000,     0, []::varchar[],      2, '610326101', 'H3', 2000000, 2100000),
    -- 65 years, 低保: (2,500 − 500) × 80 % = 1,600, aid 900 × 50 % = 450, own 450; settled otherwise (200 too much)
    (5, date '2020-07-01', date '2020-07-05', 'inpatient', 'two',   65, 250000,      0, ['2303'],           1, '610326102', 'H2', 225000, 25000),
    -- 40 years: (3,000 − 1,000) × 60 % = 1,200, own 1,800
    (6, date '2020-08-01', date '2020-08-05', 'inpatient', 'three', 40, 300000,      0, []::varchar[],      2, '610326101', 'H3', 120000, 180000),
    -- no rule for a provider without grade: left out of all sums
    (7, date '2020-09-01', date '2020-09-03', 'inpatient', 'none',  33, 30000,       0, []::varchar[],      1, '610326101', 'N1', 0, 30000)
  ) t(person, admitted, discharged, care, grade, age, total_fen, full_self_pay_fen, identities, sex, town, provider,
      settled_fund_fen, settled_person_fen)`;

/** Grade two 300/85 %, grade three's threshold 1,500. */
const REFORM = `
reform: 提高二级、提高三级起付
pack: ${LABORATORY}
set:
  - { file: pool.yaml, rule: { when: { grade: [two] } }, put: { deductible: 300, rate: 85 % } }
  - { file: pool.yaml, rule: { when: { grade: [three] } }, put: { deductible: 1500 } }
`;

export const yuan = (amount: number) => Math.round(amount * 100);

/** The reform on the claims worked by hand; burdens over 5,000 yuan count as heavy. */
export async function runHandWorked(): Promise<SimulationReport> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-simulation-'));
  try {
    const file = path.join(folder, 'claims.parquet');
    await writeParquet(file, CLAIMS);
    const claims = unwrap(await loadParquetClaims(file, { scheme: '390', decidedBy: 'dischargedOn' }));
    const bench = openBench(claims, 0, 2);
    const pack = unwrap(compilePack(LABORATORY, LABORATORY_FILES));
    const reform = unwrap(applyReform(LABORATORY_FILES, unwrap(readReform({ name: 'reform.yaml', text: REFORM }))));
    const report = await runSimulation(bench, baselinePolicy(pack), [reform], { burdenLineFen: yuan(5000) });
    await bench.close();
    return unwrap(report);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
