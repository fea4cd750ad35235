/**
 * `npm run bench:settlement`: whole visits settled per second, against a named rival in the same run.
 *
 * Rival: the same rows written by hand, one array insert per table in one transaction per batch, into copies of the
 * tables with the same indexes: no reading, no pricing, no computing, no version checks. It is the floor under our
 * write path; the ratio says how much of it reading and deciding cost. Rounds alternate so that drift hits both.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import {
  type ColumnTypes,
  type Db,
  insertRows,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
} from '../src/database/index.ts';
import { isoDate, isoTime } from '../src/kernel/dates.ts';
import { identityCheckCharacter } from '../src/kernel/identity-number.ts';
import { unwrap } from '../src/kernel/result.ts';
import { enrolPersons, type PersonKey } from '../src/people/index.ts';
import { settleWholeVisits, type WholeVisit } from '../src/settlement/index.ts';
import { CLINIC, line, openSmallOffice, stay } from '../src/settlement/testing.ts';

const PERSONS = 4000;
const BATCH = 200;
const BATCHES_PER_ROUND = 15;
const ROUNDS = 5;
const LINES = 4;
/** Ours must stay above this share of the floor; measured 0.5 to 0.6 on two cores. */
const BAR = 0.35;
const TABLES = [
  'encounter',
  'fee_line',
  'settlement',
  'settlement_layer',
  'running_total',
  'voucher',
  'posting',
] as const;

async function enrol(office: Parameters<typeof enrolPersons>[0]): Promise<PersonKey[]> {
  const keys: PersonKey[] = [];
  for (let start = 0; start < PERSONS; start += 1000) {
    const persons = Array.from({ length: 1000 }, (_, index) => {
      const first17 = `9991${String(10 + start / 1000)}19700101${String(index).padStart(3, '0')}`;
      return {
        name: `样例${start + index}`,
        certType: '01',
        certNo: first17 + identityCheckCharacter(first17),
        gender: '1' as const,
        birthDate: isoDate('1970-01-01'),
        householdId: `B${start + index}`,
        villageCode: '610326100001',
        cover: { insutype: '390' as const, psnType: '15', from: isoDate('2020-01-01') },
        identities: [],
        chronic: [],
      };
    });
    keys.push(...unwrap(await enrolPersons(office, persons)));
  }
  return keys;
}

function wholeVisits(persons: readonly PersonKey[], batch: number): WholeVisit[] {
  return Array.from({ length: BATCH }, (_, index): WholeVisit => {
    const person = persons[(batch * BATCH + index) % persons.length];
    if (!person) throw new Error('no persons');
    const visitNo = `${batch}-${index}`;
    const admittedOn = isoDate('2020-03-02');
    const visit = {
      ...stay(person, { visitNo, care: 'outpatient', medType: '11', fixmedinsCode: CLINIC, admittedOn }),
    };
    return {
      visit: { ...visit, dischargedOn: undefined },
      lines: Array.from({ length: LINES }, (__, serial) => line(String(serial + 1), 900 + serial)),
      settledAt: isoTime('2020-03-02 10:00:00'),
      messageKey: visitNo,
      useAccount: false,
    };
  });
}

type ColumnType = ColumnTypes[string];
type Rows = Readonly<Record<(typeof TABLES)[number], readonly Record<string, unknown>[]>>;

/** The rows of one batch as they stand in the tables, to be written again by the rival. */
async function readBatch(db: Db, limit: number): Promise<Rows> {
  const read = async (table: string, count: number) =>
    (await sql<Record<string, unknown>>`select * from ${sql.table(table)} limit ${count}`.execute(db)).rows;
  return {
    encounter: await read('encounter', limit),
    fee_line: await read('fee_line', limit * LINES),
    settlement: await read('settlement', limit),
    settlement_layer: await read('settlement_layer', limit),
    running_total: await read('running_total', limit),
    voucher: await read('voucher', limit),
    posting: await read('posting', limit * 2),
  };
}

async function columnTypes(db: Db, table: string): Promise<ColumnTypes> {
  const found = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns where table_name = ${table}`.execute(
    db,
  );
  const known: Readonly<Record<string, ColumnType>> = {
    integer: 'bigint',
    smallint: 'bigint',
    bigint: 'bigint',
    jsonb: 'jsonb',
    date: 'date',
    boolean: 'boolean',
    'timestamp without time zone': 'timestamp',
  };
  return Object.fromEntries(
    found.rows
      // The recording time is the database's own.
      .filter((column) => column.type !== 'timestamp with time zone')
      .map((column) => [column.name, known[column.type] ?? 'text']),
  );
}

async function main(): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-bench-'));
  fs.chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(folder);
  const handle = openDatabase(postgres.url);
  try {
    await migrate(handle.db);
    const { office } = await openSmallOffice(handle.db);
    const persons = await enrol(office);
    let batch = 0;
    const ours = async () => {
      for (let count = 0; count < BATCHES_PER_ROUND; count += 1)
        unwrap(await settleWholeVisits(office, wholeVisits(persons, batch++)));
    };
    await ours();
    const rival = await prepareRival(handle.db);
    await rival();
    const ratios: number[] = [];
    console.log('轮次    本系统(笔/秒)    手写写入(笔/秒)    比值');
    for (let round = 1; round <= ROUNDS; round += 1) {
      const mine = await perSecond(ours);
      const floor = await perSecond(rival);
      ratios.push(mine / floor);
      console.log(
        `${round}       ${mine.toFixed(0).padStart(8)}        ${floor.toFixed(0).padStart(8)}        ${(mine / floor).toFixed(2)}`,
      );
    }
    const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    console.log(
      `settlement: ${median.toFixed(2)} of the hand-written floor (bar ${BAR}): ${median >= BAR ? 'ok' : 'missed'}`,
    );
    return median >= BAR ? 0 : 1;
  } finally {
    await handle.close();
    await postgres.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareRival(db: Db): Promise<() => Promise<void>> {
  const rows = await readBatch(db, BATCH);
  const types = new Map<string, Awaited<ReturnType<typeof columnTypes>>>();
  for (const table of TABLES) {
    await sql.raw(`create table rival_${table} (like ${table} including indexes including defaults)`).execute(db);
    types.set(table, await columnTypes(db, table));
  }
  let serial = 0;
  return async () => {
    for (let count = 0; count < BATCHES_PER_ROUND; count += 1) {
      serial += 1;
      await db.transaction().execute(async (tx) => {
        for (const table of TABLES) {
          const fresh = rows[table].map((row) => renumber(table, row, serial));
          await insertRows(tx, `rival_${table}`, types.get(table) ?? {}, fresh);
        }
      });
    }
  };
}

/** Keys made new for every batch, so that the copies' unique indexes do their work as ours do. */
function renumber(
  table: (typeof TABLES)[number],
  row: Record<string, unknown>,
  serial: number,
): Record<string, unknown> {
  const id = (value: unknown) => `${String(value)}-${serial}`;
  if (table === 'encounter') return { ...row, mdtrt_id: id(row.mdtrt_id), visit_no: id(row.visit_no) };
  if (table === 'fee_line') return { ...row, mdtrt_id: id(row.mdtrt_id) };
  if (table === 'settlement' || table === 'settlement_layer') return { ...row, setl_id: id(row.setl_id) };
  if (table === 'running_total') return { ...row, psn_no: id(row.psn_no) };
  const voucherId = Number(row.voucher_id) + serial * 10_000_000;
  return table === 'voucher'
    ? { ...row, voucher_id: voucherId, idempotency_key: id(row.idempotency_key) }
    : { ...row, voucher_id: voucherId };
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (BATCHES_PER_ROUND * BATCH * 1000) / (performance.now() - started);
}

process.exitCode = await main();
