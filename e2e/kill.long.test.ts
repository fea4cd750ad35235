/**
 * The server is killed amid a thousand concurrent settlements, three times; each time it is started again and every
 * message is sent again, half of them under new numbers. In the end each visit is settled exactly once, and everything
 * that is derived from settlements agrees with them.
 */
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HospitalClient } from '../examples/hospital-day/client.ts';
import { type BenefitCase, computeYear, loadPolicies, type RunningTotals } from '../src/benefits/index.ts';
import type { DatabaseHandle, Db } from '../src/database/index.ts';
import { controlAccounts } from '../src/fund/index.ts';
import type { IsoDate } from '../src/kernel/dates.ts';
import type { Fen } from '../src/kernel/money.ts';
import { period } from '../src/kernel/periods.ts';
import { unwrap } from '../src/kernel/result.ts';
import { sealBook, verifyBook } from '../src/ledger/index.ts';
import { findPersonRecord, revealCertNo } from '../src/people/index.ts';
import { benefitBookId } from '../src/settlement/index.ts';
import { openBeside, vaultOf } from './support/embedded.ts';
import { freePort, type RunningServer, startServer, temporaryFolder } from './support/server.ts';

const AREA = '610326';
const VISITS = 1000;
const PERSONS = 400;
const KILL_AFTER_ANSWERS = [150, 350, 500];
const SETUP_LANES = 24;

interface Prepared {
  readonly mdtrtId: string;
  readonly psnNo: string;
  readonly certNo: string;
  readonly total: number;
  msgid: string;
}

let server: RunningServer;
let handle: DatabaseHandle;
let port: number;
const folder = temporaryFolder();
const visits: Prepared[] = [];

function demo(): { providerCode: string; secret: string; items: { itemCode: string; price: string }[] } {
  return JSON.parse(fs.readFileSync(path.join(folder, 'demo.json'), 'utf8'));
}

function newClient(): HospitalClient {
  const { providerCode, secret } = demo();
  const client = new HospitalClient({ url: server.url, providerCode, secret }, () => {});
  client.insuplc = AREA;
  return client;
}

async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items.entries()];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await work(next[1]);
    }),
  );
}

beforeAll(async () => {
  port = await freePort();
  server = await startServer({ folder, port, arguments: ['--demo-scale', '0.01'] });
  handle = openBeside(folder);
  const office = { db: handle.db, vault: vaultOf(folder) };
  const persons = await handle.db
    .selectFrom('cover')
    .select('psn_no')
    .where('area', '=', AREA)
    .where('insutype', '=', '390')
    .where('from_date', '<=', '2020-12-01' as IsoDate)
    .orderBy('psn_no')
    .limit(PERSONS)
    .execute();
  const certNos = new Map<string, string>();
  for (const { psn_no } of persons)
    certNos.set(psn_no, unwrap(await revealCertNo(office, { area: AREA, psnNo: psn_no })));
  const client = newClient();
  await inLanes(
    Array.from({ length: VISITS }, (_, index) => index),
    SETUP_LANES,
    async (index) => {
      const psnNo = persons[index % persons.length]?.psn_no ?? '';
      visits[index] = await prepare(client, index, psnNo, certNos.get(psnNo) ?? '');
    },
  );
  await handle.close();
}, 600_000);

afterAll(async () => {
  await handle?.close().catch(() => undefined);
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Admits, charges and discharges one patient: everything but the settlement. */
async function prepare(client: HospitalClient, index: number, psnNo: string, certNo: string): Promise<Prepared> {
  const begun = '2020-12-10';
  const { result } = await client.call<{ result: { mdtrt_id: string } }>('2401', {
    mdtrtinfo: {
      ...{
        psn_no: psnNo,
        insutype: '390',
        begntime: `${begun} 08:30:00`,
        mdtrt_cert_type: '02',
        mdtrt_cert_no: certNo,
      },
      ...{ cert_type: '01', certno: certNo, med_type: '21', ipt_no: `KILL${index}`, atddr_no: 'D610326000001' },
      ...{ chfpdr_name: '医师', adm_diag_dscr: '肺炎', adm_dept_codg: 'A03', adm_dept_name: '内科', adm_bed: '1' },
      ...{ dscg_maindiag_code: 'J18.900', dscg_maindiag_name: '肺炎', insuplc_admdvs: AREA, mdtrtarea_admvs: AREA },
    },
  });
  const { itemCode, price } = demo().items[0] ?? { itemCode: '', price: '0' };
  const count = 50 + (index % 400);
  const total = Math.round(Number(price) * 100 * count) / 100;
  const line = {
    ...{
      feedetl_sn: '1',
      mdtrt_id: result.mdtrt_id,
      psn_no: psnNo,
      med_type: '21',
      fee_ocur_time: `${begun} 09:00:00`,
    },
    ...{ med_list_codg: itemCode, medins_list_codg: 'L1', det_item_fee_sumamt: total, cnt: count, pric: Number(price) },
    ...{ bilg_dept_codg: 'A03', bilg_dept_name: '内科', bilg_dr_codg: 'D610326000001', bilg_dr_name: '医师' },
    hosp_appr_flag: '0',
  };
  await client.call('2301', { feedetail: [line] });
  const dscginfo = { mdtrt_id: result.mdtrt_id, psn_no: psnNo, insutype: '390', endtime: '2020-12-20 10:00:00' };
  await client.call('2402', {
    dscginfo: { ...dscginfo, dscg_dept_codg: 'A03', dscg_dept_name: '内科', dscg_way: '1' },
  });
  return { mdtrtId: result.mdtrt_id, psnNo, certNo, total, msgid: client.nextMessageId() };
}

function settlementMessage(visit: Prepared) {
  const data = {
    ...{ psn_no: visit.psnNo, mdtrt_cert_type: '02', mdtrt_cert_no: visit.certNo, psn_cert_type: '01' },
    ...{ certno: visit.certNo, medfee_sumamt: visit.total, psn_setlway: '01', mdtrt_id: visit.mdtrtId },
    ...{ insutype: '390', acct_used_flag: '0', insuplc_admdvs: AREA, mdtrtarea_admvs: AREA, mid_setl_flag: '0' },
  };
  return { infno: '2304', msgid: visit.msgid, input: { data } };
}

/** Sends all settlements at once; kills the server after so many answers. Returns setl_id by visit, as answered. */
async function sendAll(killAfter: number | undefined): Promise<Map<string, string>> {
  const client = newClient();
  const answered = new Map<string, string>();
  let killed: Promise<void> | undefined;
  await Promise.all(
    visits.map(async (visit) => {
      const answer = await client.send(settlementMessage(visit)).catch(() => undefined);
      if (!answer) return;
      expect(answer.err_msg ?? '').toBe('');
      const { setlinfo } = answer.output as { setlinfo: { setl_id: string } };
      answered.set(visit.mdtrtId, setlinfo.setl_id);
      if (killAfter !== undefined && answered.size === killAfter) killed = server.kill();
    }),
  );
  await killed;
  return answered;
}

function renumberHalf(round: number): void {
  for (const [index, visit] of visits.entries())
    if ((index + round) % 2 === 0) visit.msgid = `KILL${round}${String(index).padStart(6, '0')}`;
}

async function recomputedTotals(db: Db, psnNo: string): Promise<RunningTotals> {
  const record = await findPersonRecord(db, { area: AREA, psnNo });
  if (!record) throw new Error(`no person ${psnNo}`);
  const rows = await sql<{
    care: BenefitCase['care'];
    place: BenefitCase['place'];
    admitted: IsoDate;
    discharged: IsoDate | null;
    grade: BenefitCase['grade'];
    disease: string | null;
    total: Fen;
    full: Fen;
    over: Fen;
    prior: Fen;
    scope: Fen;
  }>`
    select e.care, e.place, e.admitted_on as admitted, e.discharged_on as discharged, p.grade, e.disease_code as disease,
      sum(l.total_fen)::bigint as total, sum(l.full_self_pay_fen)::bigint as full, sum(l.over_limit_fen)::bigint as over,
      sum(l.prior_share_fen)::bigint as prior, sum(l.in_scope_fen)::bigint as scope
    from settlement s join encounter e using (area, psn_no, mdtrt_id) join fee_line l using (area, psn_no, mdtrt_id)
    join provider p on p.fixmedins_code = e.fixmedins_code
    where s.area = ${AREA} and s.psn_no = ${psnNo} and s.insured_year = 2020 and e.setl_id = s.setl_id
    group by s.setl_id, e.care, e.place, e.admitted_on, e.discharged_on, p.grade, e.disease_code
    order by s.setl_id`.execute(db);
  const cases = rows.rows.map((row): BenefitCase => {
    const day = row.discharged ?? row.admitted;
    return {
      scheme: '390',
      care: row.care,
      admittedOn: row.admitted,
      dischargedOn: day,
      grade: row.grade,
      place: row.place,
      diseaseCode: row.disease ?? undefined,
      person: {
        birthDate: record.person.birthDate,
        retired: false,
        civilServant: false,
        personType: record.covers[0]?.psnType,
        identities: record.identities
          .filter((one) => one.from <= day && (!one.to || day < one.to))
          .map((one) => one.code),
      },
      charges: {
        total: row.total,
        fullSelfPay: row.full,
        overLimit: row.over,
        priorShare: row.prior,
        inScope: row.scope,
      },
      accountAvailable: 0 as Fen,
    };
  });
  const packs = unwrap(loadPolicies(path.join(import.meta.dirname, '../policies')));
  return unwrap(computeYear(packs, AREA, cases, { explain: false })).totals;
}

describe('a server that is killed', () => {
  it('settles every visit exactly once', async () => {
    const answers: Map<string, string>[] = [];
    for (const [round, killAfter] of KILL_AFTER_ANSWERS.entries()) {
      answers.push(await sendAll(killAfter));
      server = await startServer({ folder, port });
      renumberHalf(round);
    }
    const last = await sendAll(undefined);
    expect(last.size).toBe(VISITS);
    for (const earlier of answers) {
      expect(earlier.size).toBeGreaterThan(0);
      expect(earlier.size).toBeLessThan(VISITS);
      for (const [mdtrtId, setlId] of earlier) expect(last.get(mdtrtId)).toBe(setlId);
    }
    handle = openBeside(folder);
    const mdtrtIds = visits.map((visit) => visit.mdtrtId);
    const counted = await sql<{ settlements: number; visits: number }>`
      select count(*) as settlements, count(distinct mdtrt_id) as visits from settlement
      where area = ${AREA} and mdtrt_id = any(${mdtrtIds}::text[])`.execute(handle.db);
    expect(counted.rows[0]).toEqual({ settlements: VISITS, visits: VISITS });
  });

  it('leaves ledger, running totals and control accounts in agreement with the settlements', async () => {
    const book = benefitBookId(AREA);
    await sealBook(handle.db, book);
    expect((await verifyBook(handle.db, book)).fault).toBeUndefined();
    const ledger = await sql<{ difference: number; accrued: number; settled: number }>`
      select (select sum(amount_fen)::bigint from posting where book_id = ${book}) as difference,
        (select sum(amount_fen)::bigint from posting where book_id = ${book} and account between '5001' and '5006') as accrued,
        (select sum(fund_total_fen + account_fen)::bigint from settlement where area = ${AREA}) as settled`.execute(
      handle.db,
    );
    expect(ledger.rows[0]?.difference).toBe(0);
    expect(ledger.rows[0]?.accrued).toBe(ledger.rows[0]?.settled);
    for (const line of await controlAccounts(handle.db, AREA, period('9999-12'))) expect(line.difference).toBe(0);
    for (const psnNo of new Set(visits.map((visit) => visit.psnNo))) {
      const stored = await handle.db
        .selectFrom('running_total')
        .select('totals')
        .where('area', '=', AREA)
        .where('psn_no', '=', psnNo)
        .where('insutype', '=', '390')
        .where('year', '=', 2020)
        .executeTakeFirstOrThrow();
      expect(await recomputedTotals(handle.db, psnNo)).toEqual(stored.totals);
    }
  });
});
