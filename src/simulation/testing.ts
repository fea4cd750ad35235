/** For the tests: a small policy pack worked by hand, and claims files written from SQL. */
import type { PackFile } from '../benefits/index.ts';
import { quoted, withDuckDb } from './duckdb.ts';

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
