/** The county's own claims: what was settled, simulated again, to the fen; and the same by way of a file. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPolicy, type PolicyPack, type Scheme } from '../benefits/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { addDays, isoDate, isoTime } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { reverse, settleWholeVisits, type WholeVisit } from '../settlement/index.ts';
import {
  AREA,
  CLINIC,
  DRUG_B,
  HOSPITAL,
  line,
  openSmallOffice,
  type SmallOffice,
  stay,
} from '../settlement/testing.ts';
import { applyReform, baselinePolicy } from './apply-reform.ts';
import type { SimulationClaims } from './claims.ts';
import { exportClaims } from './export-claims.ts';
import { loadCountyClaims } from './load-county.ts';
import { loadParquetClaims } from './load-parquet.ts';
import { openBench } from './open-bench.ts';
import { readPackFiles } from './pack-files.ts';
import { readReform } from './read-reform.ts';
import type { SimulationReport } from './report.ts';
import { runSimulation } from './run-simulation.ts';

const POLICIES = path.join(import.meta.dirname, '../../policies');
const REFORM = path.join(import.meta.dirname, '../../examples/reforms/baoji-2022-09-01.yaml');
const BY_DISCHARGE = { decidedBy: 'dischargedOn' } as const;

let database: TestDatabase;
let small: SmallOffice;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-county-claims-'));
  small = await openSmallOffice(database.db);
  const settled = [];
  for (const visits of yearOfVisits(small)) settled.push(...unwrap(await settleWholeVisits(small.office, visits)));
  // One in the middle is taken back and not settled again: it is no claim any more.
  const undone = settled.at(-3);
  if (undone === undefined) throw new Error('there were visits to settle');
  const { area, psnNo, mdtrtId, setlId, fixmedinsCode } = undone;
  const settledAt = isoTime('2020-12-31 10:00:00');
  unwrap(await reverse(small.office, { area, psnNo, mdtrtId, setlId, fixmedinsCode, messageKey: 'CX1', settledAt }));
}, 60_000);
afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await database.close();
});

/**
 * A year in which running totals matter: the outpatient limit of 80 yuan is used up, critical illness begins, the
 * employee's account runs dry; amounts end in odd fen. Reversals come last, so that totals are those of the order.
 */
function yearOfVisits({ resident, poor, employee }: SmallOffice): WholeVisit[][] {
  let serial = 0;
  const whole = (change: Parameters<typeof stay>[1], person: typeof resident, drug: number, service: number) => {
    serial += 1;
    const day = addDays(isoDate('2020-01-06'), serial * 5);
    const visit = stay(person, { visitNo: `V${serial}`, admittedOn: addDays(day, -3), dischargedOn: day, ...change });
    const at = isoTime(`${visit.admittedOn} 08:00:00`);
    const lines = [line('1', service, { occurredAt: at }), line('2', drug, { occurredAt: at, itemCode: DRUG_B })];
    return {
      visit,
      lines,
      settledAt: isoTime(`${day} 16:00:00`),
      messageKey: `K${serial}`,
      useAccount: serial % 2 === 0,
    };
  };
  const clinic = { fixmedinsCode: CLINIC, care: 'outpatient', medType: '11' } as const;
  return Array.from({ length: 8 }, (_, round) => [
    whole({}, resident, 123_457 * (round + 1), 1_000_003),
    whole(clinic, resident, 1_013, 2_017 + round),
    whole({ place: 'referred' }, poor, 555_551, 3_333_333),
    whole({ care: 'chronic', medType: '14', diseaseCode: 'M03900', fixmedinsCode: HOSPITAL }, poor, 77_777, 33_331),
    whole({ insutype: '310' }, employee, 98_765, 654_321),
    whole({ ...clinic, insutype: '310' }, employee, 4_321, 8_765),
  ]);
}

function packFor(scheme: Scheme): PolicyPack {
  const { policies } = small.office;
  const found = unwrap(findPolicy(policies, { area: AREA, scheme, on: isoDate('2020-06-30') }));
  const pack = policies.find(({ id }) => id === found.pack);
  if (pack === undefined) throw new Error(`no pack ${found.pack}`);
  return pack;
}

async function load(scheme: Scheme): Promise<SimulationClaims> {
  return unwrap(await loadCountyClaims(database.db, { area: AREA, scheme, year: 2020 }, BY_DISCHARGE));
}

async function run(claims: SimulationClaims, withReform: boolean): Promise<SimulationReport> {
  const bench = openBench(claims, 0, 2);
  try {
    const reform = unwrap(readReform({ name: 'reform.yaml', text: fs.readFileSync(REFORM, 'utf8') }));
    const files = readPackFiles(POLICIES, reform.pack) ?? [];
    const reforms = withReform ? [unwrap(applyReform(files, reform))] : [];
    return unwrap(await runSimulation(bench, baselinePolicy(packFor(claims.scheme)), reforms));
  } finally {
    await bench.close();
  }
}

describe('claims of the county', () => {
  it('are the settlements in force of the scheme and the year', async () => {
    // Eight rounds of six visits, one of them taken back.
    const residents = await load('390');
    const employees = await load('310');
    expect(residents.columns.length + employees.columns.length).toBe(47);
    expect(residents.persons).toMatchObject({ count: 2, towns: [{ code: '610326100' }] });
    expect(employees.persons.count).toBe(1);
    expect([...residents.persons.sex]).toEqual([2, 2]);
    const none = await loadCountyClaims(database.db, { area: AREA, scheme: '390', year: 2019 }, BY_DISCHARGE);
    expect(none).toMatchObject({ ok: false, error: { code: 'simulation.noClaims' } });
  });

  it('give under the policy as it is what was settled, to the fen', async () => {
    for (const scheme of ['390', '310'] as const) {
      const report = await run(await load(scheme), false);
      expect(report.settled?.claims).toBe(report.claims.claims);
      expect(report.settled, scheme).toMatchObject({ differing: 0 });
      const paid = await database.db
        .selectFrom('settlement')
        .select(({ fn }) => [fn.sum<number>('fund_total_fen').as('fund'), fn.sum<number>('account_fen').as('account')])
        .where('insutype', '=', scheme)
        .executeTakeFirstOrThrow();
      // Reversals count with their signs turned, so that the sums are those in force.
      expect(report.scenarios[0]?.fundFen).toBe(paid.fund);
      expect(report.scenarios[0]?.accountFen).toBe(paid.account);
      expect(report.notComputed).toEqual([]);
    }
  });

  it('give the same by way of a claims file, in which nobody is named', async () => {
    const file = path.join(folder, 'claims.parquet');
    for (const scheme of ['390', '310'] as const) {
      const query = { area: AREA, scheme, year: 2020 };
      const direct = await load(scheme);
      expect(unwrap(await exportClaims(database.db, query, file, BY_DISCHARGE)).rows).toBe(direct.columns.length);
      const read = unwrap(await loadParquetClaims(file, { ...BY_DISCHARGE, scheme: '390' }));
      const [one, other] = [await run(direct, scheme === '390'), await run(read, scheme === '390')];
      const { origin: _, title: __, ...facts } = one.claims;
      expect(other.claims).toMatchObject(facts);
      expect({ ...other, claims: 0, timing: 0 }).toEqual({ ...one, claims: 0, timing: 0 });
      const bytes = fs.readFileSync(file);
      for (const secret of [small.resident.psnNo, small.poor.psnNo, small.employee.psnNo, '测试甲']) {
        expect(bytes.includes(secret), secret).toBe(false);
      }
    }
  });

  it('show what the change of 2022-09-01 would have cost', async () => {
    const report = await run(await load('390'), true);
    const [baseline, reform] = report.scenarios;
    // Local stays at grade two: 800/78 % became 600/80 %; nobody loses, and what the funds pay more persons pay less.
    expect(reform?.changes).toContainEqual({
      layer: '基本医保统筹',
      subject: '二级、统筹区内',
      words: '起付标准 800 元 → 600 元，支付比例 78 % → 80 %',
    });
    expect(reform?.standing).toMatchObject({ winners: 1, losers: 0, unchanged: 1 });
    expect((reform?.fundFen ?? 0) - (baseline?.fundFen ?? 0)).toBe(
      (baseline?.personFen ?? 0) - (reform?.personFen ?? 0),
    );
    expect(reform?.fundFen).toBeGreaterThan(baseline?.fundFen ?? 0);
  });
});
