/**
 * Writes the county's claims of a year to a claims file: without names and certificate numbers, persons numbered anew
 * in an order that says nothing. Dates, towns and providers remain: the file is still data about people.
 */
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
  BOOLEAN,
  DATE,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { DecisiveDate } from '../benefits/index.ts';
import type { Db } from '../database/index.ts';
import { ageAt, dayNumber, type IsoDate } from '../kernel/dates.ts';
import { asResult, type Result, refuse } from '../kernel/result.ts';
import { refuseCancelled } from './cancel.ts';
import { type ClaimRow, type CountyQuery, withCountyClaims } from './county-claims.ts';
import { quoted, withDuckDb } from './duckdb.ts';
import { simulationErrors } from './errors.ts';
import { refuseEmpty } from './load-county.ts';

export interface ExportOptions {
  /** By which date ages are taken: that of the policy to be tried. */
  readonly decidedBy: DecisiveDate;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Written {
  readonly name: string;
  readonly type: DuckDBType;
  readonly value: (
    row: ClaimRow,
    place: { readonly person: number; readonly seq: number; readonly name: string },
  ) => DuckDBValue;
}

/** Fails with `simulation.noClaims`, `simulation.cannotWriteClaims`, `benefits.cancelled`. Answers the rows written. */
export function exportClaims(
  db: Db,
  query: CountyQuery,
  file: string,
  options: ExportOptions,
): Promise<Result<{ readonly rows: number }>> {
  const columns = columnsFor(query, options.decidedBy);
  return asResult(() =>
    withDuckDb(async (connection) => {
      const declared = columns.map(({ name, type }) => `"${name}" ${type.toString()}`).join(', ');
      await connection.run(`create table claims (${declared})`);
      const rows = await withCountyClaims(db, query, async (size, batches) => {
        if (size.claims === 0) refuseEmpty(query);
        const numbers = shuffledNumbers(size.persons);
        const names = new Map(size.providers.map(({ code, name }) => [code, name]));
        const appender = await connection.createAppender('claims');
        let written = 0;
        let persons = 0;
        let lastPerson = '';
        for await (const batch of batches) {
          refuseCancelled(options.signal);
          const values = batch.map((row) => {
            if (row.psnNo !== lastPerson) persons += 1;
            lastPerson = row.psnNo;
            const place = { person: numbers[persons - 1] ?? 0, seq: written, name: names.get(row.provider) ?? '' };
            written += 1;
            return columns.map(({ value }) => value(row, place));
          });
          for (let from = 0; from < values.length; from += CHUNK) {
            const chunk = DuckDBDataChunk.create(columns.map(({ type }) => type));
            chunk.setRows(values.slice(from, from + CHUNK));
            appender.appendDataChunk(chunk);
          }
          appender.flushSync();
          options.onProgress?.(written, size.claims);
        }
        appender.closeSync();
        return written;
      });
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, file, () =>
        connection.run(
          `copy (select * from claims order by person, seq) to ${quoted(draft)} (format parquet, compression zstd)`,
        ),
      );
      return { rows };
    }, options.signal),
  );
}

/** Rows of one data chunk: DuckDB's own vector size. */
const CHUNK = 2048;

function columnsFor({ scheme }: CountyQuery, decidedBy: DecisiveDate): Written[] {
  const account: Written[] =
    scheme === '310'
      ? [{ name: 'account_available_fen', type: INTEGER, value: ({ benefitCase }) => benefitCase.accountAvailable }]
      : [];
  return [
    { name: 'person', type: INTEGER, value: (_, { person }) => person },
    { name: 'seq', type: INTEGER, value: (_, { seq }) => seq },
    { name: 'scheme', type: VARCHAR, value: () => scheme },
    { name: 'admitted', type: DATE, value: ({ benefitCase }) => dateValue(benefitCase.admittedOn) },
    { name: 'discharged', type: DATE, value: ({ benefitCase }) => dateValue(benefitCase.dischargedOn) },
    { name: 'care', type: VARCHAR, value: ({ benefitCase }) => benefitCase.care },
    { name: 'grade', type: VARCHAR, value: ({ benefitCase }) => benefitCase.grade },
    { name: 'place', type: VARCHAR, value: ({ benefitCase }) => benefitCase.place },
    {
      name: 'age',
      type: INTEGER,
      value: ({ benefitCase }) => Math.max(ageAt(benefitCase.person.birthDate, benefitCase[decidedBy]), 0),
    },
    { name: 'sex', type: INTEGER, value: ({ sex }) => sex },
    { name: 'town', type: VARCHAR, value: ({ town }) => town },
    { name: 'person_type', type: VARCHAR, value: ({ benefitCase }) => benefitCase.person.personType ?? null },
    {
      name: 'identities',
      type: LIST(VARCHAR),
      value: ({ benefitCase }) => listValue([...benefitCase.person.identities]),
    },
    { name: 'retired', type: BOOLEAN, value: ({ benefitCase }) => benefitCase.person.retired },
    { name: 'civil_servant', type: BOOLEAN, value: ({ benefitCase }) => benefitCase.person.civilServant },
    { name: 'disease', type: VARCHAR, value: ({ benefitCase }) => benefitCase.diseaseCode ?? null },
    { name: 'total_fen', type: INTEGER, value: ({ benefitCase }) => benefitCase.charges.total },
    { name: 'full_self_pay_fen', type: INTEGER, value: ({ benefitCase }) => benefitCase.charges.fullSelfPay },
    { name: 'over_limit_fen', type: INTEGER, value: ({ benefitCase }) => benefitCase.charges.overLimit },
    { name: 'prior_share_fen', type: INTEGER, value: ({ benefitCase }) => benefitCase.charges.priorShare },
    ...account,
    { name: 'provider', type: VARCHAR, value: ({ provider }) => provider },
    { name: 'provider_name', type: VARCHAR, value: (_, { name }) => name },
    { name: 'settled_fund_fen', type: INTEGER, value: ({ settledFund }) => settledFund },
    { name: 'settled_person_fen', type: INTEGER, value: ({ settledPerson }) => settledPerson },
  ];
}

function dateValue(date: IsoDate): DuckDBDateValue {
  return new DuckDBDateValue(dayNumber(date));
}

/** 1 to `count` in an order that nobody can work back to the register's. */
function shuffledNumbers(count: number): Uint32Array {
  const numbers = Uint32Array.from({ length: count }, (_, index) => index + 1);
  for (let index = count - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    const swapped = numbers[index] ?? 0;
    numbers[index] = numbers[other] ?? 0;
    numbers[other] = swapped;
  }
  return numbers;
}

/** Writes beside the place and renames, so that the file is whole or not there. */
async function writeFile(draft: string, file: string, write: () => Promise<unknown>): Promise<void> {
  try {
    fs.accessSync(path.dirname(path.resolve(file)), fs.constants.W_OK);
    await write();
    fs.renameSync(draft, file);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    refuse(simulationErrors.cannotWriteClaims({ path: file, file, reason }));
  }
}
