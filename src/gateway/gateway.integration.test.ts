/** The interface on a real database and the real use cases, by HTTP, with two servers where two matter. */
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiModule, guardRoutes } from '../access/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { systemClock } from '../kernel/dates.ts';
import { setProviderSecret } from '../providers/index.ts';
import type { SettlementOffice } from '../settlement/index.ts';
import { AREA, CLINIC, DRUG_B, HOSPITAL, openSmallOffice, SERVICE, type SmallOffice } from '../settlement/testing.ts';
import type { Answer } from './envelope.ts';
import { registerGateway } from './http.ts';
import { epochSeconds } from './national-time.ts';
import { signTif } from './signature.ts';

registerGateway satisfies ApiModule<SettlementOffice>;

const SECRET = 'a provider’s secret';
/** Certificate numbers of the small office's people. */
const RESIDENT = '999101198001010020';
const POOR = '999101197506150024';
const EMPLOYEE = '999101198803030023';

let database: TestDatabase;
let small: SmallOffice;
let servers: FastifyInstance[];
let serial = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  small = await openSmallOffice(database.db);
  for (const provider of [HOSPITAL, CLINIC]) await setProviderSecret(small.office, provider, SECRET);
  servers = [fastify(), fastify()];
  for (const server of servers) {
    // As in the office's own server: every route declares its right, and the guard stands before it.
    await server.register(cookie);
    guardRoutes(server, small.office);
    await registerGateway(server, small.office);
  }
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await database.close();
});

interface Options {
  readonly msgid?: string;
  readonly provider?: string;
  readonly server?: number;
}

async function send(infno: string, input: unknown, options: Options = {}): Promise<Answer> {
  serial += 1;
  const { provider = HOSPITAL, msgid = `${provider}2020063010${serial}`, server = 0 } = options;
  const timestamp = String(epochSeconds(systemClock.now()));
  const nonce = `n${serial}`;
  const response = await servers[server]?.inject({
    method: 'POST',
    url: `/fsi/api/${infno}`,
    headers: {
      'content-type': 'application/json',
      'x-tif-paasid': provider,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': nonce,
      'x-tif-signature': signTif(timestamp, SECRET, nonce),
    },
    payload: JSON.stringify({
      ...{ infno, msgid, mdtrtarea_admvs: AREA, insuplc_admdvs: AREA, recer_sys_code: 'FSI_LOCAL', infver: 'V1.0' },
      ...{ opter_type: '1', opter: '0053', opter_name: '经办乙', inf_time: small.office.clock.now() },
      ...{ fixmedins_code: provider, fixmedins_name: '测试县医院', sign_no: '', input },
    }),
  });
  if (!response) throw new Error('no server');
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

type Output = Record<string, Record<string, unknown>> & {
  readonly setlinfo: Record<string, number & string>;
  readonly setldetail: readonly Record<string, number & string>[];
};
function done(answer: Answer): Output {
  if (answer.infcode !== 0) throw new Error(answer.err_msg ?? '');
  return answer.output as Output;
}

function expectIdentities({ setlinfo, setldetail }: Output): void {
  const sum = (...keys: string[]) => keys.reduce((total, key) => total + Math.round((setlinfo[key] ?? 0) * 100), 0);
  const funds = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay', 'hifdm_pay'];
  expect(sum('medfee_sumamt')).toBe(sum('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'));
  expect(sum('medfee_sumamt')).toBe(sum('fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt'));
  expect(sum('psn_part_amt')).toBe(sum('acct_pay', 'psn_cash_pay'));
  expect(sum('fund_pay_sumamt')).toBe(sum(...funds));
  const rows = setldetail.reduce((total, row) => total + Math.round((row.fund_payamt ?? 0) * 100), 0);
  expect(rows).toBe(sum('fund_pay_sumamt', 'acct_pay', 'hosp_part_amt'));
}

interface Stay {
  readonly psnNo: string;
  readonly insutype: string;
  readonly mdtrtId: string;
}

/** Admits, charges 7,000.00 of a class-A service and 5,000.00 of a class-B drug with 10 % prior share, discharges. */
async function stayOf(certNo: string, visitNo: string): Promise<Stay> {
  const { baseinfo, insuinfo } = done(
    await send('1101', { data: { psn_cert_type: '01', certno: certNo } }),
  ) as unknown as {
    baseinfo: { psn_no: string };
    insuinfo: { insutype: string }[];
  };
  const psnNo = baseinfo.psn_no;
  const insutype = insuinfo[0]?.insutype ?? '';
  const mdtrtinfo = admission(psnNo, insutype, certNo, visitNo);
  const mdtrtId = String(done(await send('2401', { mdtrtinfo })).result?.mdtrt_id);
  done(await send('2301', { feedetail: fees(psnNo, mdtrtId) }));
  done(await send('2402', { dscginfo: discharge(psnNo, insutype, mdtrtId) }));
  return { psnNo, insutype, mdtrtId };
}

const admission = (psn_no: string, insutype: string, certNo: string, ipt_no: string) => ({
  ...{
    psn_no,
    insutype,
    begntime: '2020-03-01 08:00:00',
    mdtrt_cert_type: '02',
    mdtrt_cert_no: certNo,
    med_type: '21',
  },
  ...{ ipt_no, atddr_no: 'D610326000001', chfpdr_name: '医师甲', adm_diag_dscr: '肺炎', adm_dept_codg: 'A03' },
  ...{ adm_dept_name: '内科', adm_bed: '1', dscg_maindiag_code: 'J18.900', dscg_maindiag_name: '肺炎' },
});
const discharge = (psn_no: string, insutype: string, mdtrt_id: string) => ({
  ...{ mdtrt_id, psn_no, insutype, endtime: '2020-03-10 10:00:00', dscg_dept_codg: 'A03', dscg_dept_name: '内科' },
  dscg_way: '1',
});
const fees = (psn_no: string, mdtrt_id: string) =>
  [
    ['L1', SERVICE, 7000, 1, 7000],
    ['L2', DRUG_B, 5000, 100, 50],
  ].map(([feedetl_sn, med_list_codg, det_item_fee_sumamt, cnt, pric]) => ({
    ...{ feedetl_sn, mdtrt_id, psn_no, med_type: '21', fee_ocur_time: '2020-03-02 09:00:00', med_list_codg },
    ...{ medins_list_codg: 'N1', det_item_fee_sumamt, cnt, pric, bilg_dept_codg: 'A03', bilg_dept_name: '内科' },
    ...{ bilg_dr_codg: 'D610326000001', bilg_dr_name: '医师甲' },
  }));
const settleInput = ({ psnNo, insutype, mdtrtId }: Stay, acct_used_flag = '0') => ({
  data: {
    ...{ psn_no: psnNo, mdtrt_cert_type: '02', medfee_sumamt: 12000, psn_setlway: '01', mdtrt_id: mdtrtId, insutype },
    ...{ acct_used_flag, mid_setl_flag: '0' },
  },
});

async function countMessages(msgid: string): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*) as n from gateway_message where msgid = ${msgid}`.execute(
    database.db,
  );
  return rows.rows[0]?.n ?? 0;
}

describe('a stay by the interface', () => {
  it('is settled as the policy of the day says, and every identity holds', async () => {
    const stay = await stayOf(RESIDENT, 'ZY1');
    const trial = done(await send('2303', settleInput(stay)));
    const settled = done(await send('2304', settleInput(stay), { msgid: 'X1' }));
    expectIdentities(trial);
    expectIdentities(settled);
    // In scope 7,000 + 5,000 × 90 % = 11,500; county hospital in 2020: (11,500 − 800) × 78 % = 8,346.00.
    const expected = {
      inscp_scp_amt: 11500,
      preselfpay_amt: 500,
      hifp_pay: 8346,
      psn_cash_pay: 3654,
      act_pay_dedc: 800,
    };
    expect(settled.setlinfo).toMatchObject({
      ...expected,
      medins_setl_id: 'X1',
      certno: RESIDENT,
      pool_prop_selfpay: 0.78,
    });
    expect(trial.setlinfo).toMatchObject({ ...expected, setl_time: null });
    expect(settled.setldetail[0]).toMatchObject({ fund_pay_type: '390100', fund_payamt: 8346 });
    expect(settled.setldetail[0]?.setl_proc_info).toContain('8,346.00');
  });

  it('pays medical aid beside the pool for a poor person', async () => {
    const settled = done(await send('2304', settleInput(await stayOf(POOR, 'ZY2'))));
    expectIdentities(settled);
    // After the pool 11,500 − 8,346 = 3,154.00 are left, below the critical-illness threshold; 70 % of it is aid.
    expect(settled.setldetail.map((row) => [row.fund_pay_type, row.fund_payamt])).toEqual([
      ['390100', 8346],
      ['610100', 2207.8],
    ]);
  });

  it('takes an employee’s account after the funds, and shows it as a row', async () => {
    const { psnNo } = small.employee;
    await sql`update personal_account set balance_fen = 100000 where psn_no = ${psnNo}`.execute(database.db);
    const stay = await stayOf(EMPLOYEE, 'ZY3');
    const settled = done(await send('2304', settleInput(stay, '1')));
    expectIdentities(settled);
    // (11,500 − 600) × 90 % = 9,810.00; 12,000 − 9,810 = 2,190.00, of which the account has 1,000.00.
    expect(settled.setlinfo).toMatchObject({ hifp_pay: 9810, acct_pay: 1000, psn_cash_pay: 1190, balc: 0 });
    expect(settled.setldetail.at(-1)).toMatchObject({ fund_pay_type: '310200', fund_payamt: 1000 });
    const data = { mdtrt_id: stay.mdtrtId, setl_id: settled.setlinfo.setl_id, psn_no: stay.psnNo };
    const reversed = done(await send('2305', { data }));
    expectIdentities(reversed);
    expect(reversed.setlinfo).toMatchObject({ medfee_sumamt: -12000, acct_pay: -1000, balc: 1000 });
  });
});

describe('idempotency', () => {
  it('gives five twins on two servers one answer, one settlement and one stored message', async () => {
    const stay = await stayOf(RESIDENT, 'ZY4');
    const input = settleInput(stay);
    const answers = await Promise.all([0, 1, 0, 1, 1].map((server) => send('2304', input, { msgid: 'TWIN', server })));
    expect(answers.map((answer) => answer.infcode)).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countMessages('TWIN')).toBe(1);
    const rows = await sql<{ n: number }>`
      select count(*) as n from settlement where mdtrt_id = ${stay.mdtrtId}`.execute(database.db);
    expect(rows.rows[0]?.n).toBe(1);
  });

  it('admits and charges once when twins come on two servers', async () => {
    const { psnNo } = small.resident;
    const mdtrtinfo = admission(psnNo, '390', RESIDENT, 'ZY5');
    const admitted = await Promise.all([0, 1].map((server) => send('2401', { mdtrtinfo }, { msgid: 'ADM', server })));
    expect(admitted[1]?.output).toEqual(admitted[0]?.output);
    const mdtrtId = String(done(admitted[0] as Answer).result?.mdtrt_id);
    const feedetail = fees(psnNo, mdtrtId);
    const charged = await Promise.all([0, 1].map((server) => send('2301', { feedetail }, { msgid: 'FEE', server })));
    expect(charged.map((answer) => answer.infcode)).toEqual([0, 0]);
    expect(charged[1]?.output).toEqual(charged[0]?.output);
  });

  it('answers the same after a crash between the work and the store', async () => {
    const stay = await stayOf(RESIDENT, 'ZY6');
    const settled = await send('2304', settleInput(stay), { msgid: 'CRASH' });
    await sql`delete from gateway_message where msgid = 'CRASH'`.execute(database.db);
    const again = await send('2304', settleInput(stay), { msgid: 'CRASH' });
    expect(again.output).toEqual(settled.output);
    expect(again.warn_msg).toBeNull();
    expect(await countMessages('CRASH')).toBe(1);
  });

  it('does not settle the visit again under a new number, nor reverse it twice; 2601 annuls', async () => {
    const stay = await stayOf(RESIDENT, 'ZY7');
    const first = await send('2304', settleInput(stay), { msgid: 'N1' });
    const second = await send('2304', settleInput(stay), { msgid: 'N2', server: 1 });
    expect(second.output).toEqual(first.output);
    const undo = { data: { psn_no: stay.psnNo, omsgid: 'N1', oinfno: '2304' } };
    done(await send('2601', undo));
    const data = { mdtrt_id: stay.mdtrtId, setl_id: done(first).setlinfo.setl_id, psn_no: stay.psnNo };
    const reversal = done(await send('2305', { data }));
    expect(reversal.setlinfo).toMatchObject({ medfee_sumamt: -12000 });
    expectIdentities(reversal);
    expect((await send('2304', settleInput(stay), { msgid: 'N1' })).err_msg).toContain('已被冲正');
    const anew = done(await send('2304', settleInput(stay), { msgid: 'N3' }));
    expect(anew.setlinfo.setl_id).not.toBe(done(first).setlinfo.setl_id);
  });

  it('keeps no identity number and no name in clear', async () => {
    const rows = await sql`select * from gateway_message`.execute(database.db);
    expect(rows.rows.length).toBeGreaterThan(10);
    const text = JSON.stringify(rows.rows);
    for (const secret of [RESIDENT, POOR, EMPLOYEE, '测试甲', '测试乙']) expect(text).not.toContain(secret);
  });
});

describe('an outpatient day in a village clinic', () => {
  it('registers, charges, pre-settles, settles with the parts of the trial, and undoes', async () => {
    const { psnNo } = small.resident;
    const at = (infno: string, input: unknown, msgid?: string) =>
      send(infno, input, { provider: CLINIC, ...(msgid ? { msgid } : {}) });
    const registration = {
      ...{
        psn_no: psnNo,
        insutype: '390',
        begntime: '2020-06-30 09:00:00',
        mdtrt_cert_type: '02',
        mdtrt_cert_no: RESIDENT,
      },
      ...{ ipt_otp_no: 'MZ1', dept_code: 'A02', dept_name: '全科', caty: 'A02' },
    };
    const mdtrtId = String(done(await at('2201', { data: registration })).data?.mdtrt_id);
    const key = { mdtrt_id: mdtrtId, psn_no: psnNo };
    done(await at('2203', { mdtrtinfo: { ...key, med_type: '11', begntime: '2020-06-30 09:00:00' } }));
    const line = {
      ...{ ...key, feedetl_sn: '1', chrg_bchno: 'B1', rx_circ_flag: '0', fee_ocur_time: '2020-06-30 09:10:00' },
      ...{ med_list_codg: SERVICE, medins_list_codg: 'N1', det_item_fee_sumamt: 50, cnt: 2, pric: 25 },
      ...{
        bilg_dept_codg: 'A02',
        bilg_dept_name: '全科',
        bilg_dr_codg: 'D1',
        bilg_dr_name: '村医',
        hosp_appr_flag: '0',
      },
    };
    done(await at('2204', { feedetail: [line] }));
    const data = {
      ...{
        ...key,
        mdtrt_cert_type: '02',
        mdtrt_cert_no: RESIDENT,
        med_type: '11',
        medfee_sumamt: 50,
        psn_setlway: '01',
      },
      ...{ chrg_bchno: 'B1', insutype: '390', acct_used_flag: '0' },
    };
    const trial = done(await at('2206', { data }));
    // Outpatient pool of a village clinic: 60 % of 50.00.
    expect(trial.setlinfo).toMatchObject({ hifp_pay: 30, psn_cash_pay: 20 });
    const parts = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'];
    const stated = Object.fromEntries(parts.map((part) => [part, trial.setlinfo[part]]));
    const settled = done(await at('2207', { data: { ...data, ...stated } }));
    expectIdentities(settled);
    expect(settled.setldetail).toMatchObject([{ fund_pay_type: '390102', fund_payamt: 30 }]);
    const reversed = done(await at('2208', { data: { ...key, setl_id: settled.setlinfo.setl_id } }));
    expectIdentities(reversed);
    expect(reversed.setlinfo).toMatchObject({ hifp_pay: -30, pdn_cash_pay: -20 });
    done(await at('2205', { data: { ...key, chrg_bchno: '0000' } }));
    done(await at('2202', { data: { ...key, ipt_otp_no: 'MZ1' } }));
    expect((await at('2206', { data })).infcode).toBe(-1);
  });
});

describe('queries and sign-in', () => {
  it('say fund by fund who is entitled', async () => {
    const query = { insutype: '390', fixmedins_code: HOSPITAL, med_type: '21', begntime: '2020-03-01 00:00:00' };
    const flagsOf = async (psn_no: string, changes = {}) => {
      const rows = done(await send('2001', { data: { ...query, psn_no, ...changes } })).trtinfo as unknown as {
        fund_pay_type: string;
        trt_enjymnt_flag: string;
        trt_chk_rslt: string | null;
      }[];
      return rows.filter((row) => row.trt_enjymnt_flag === '1').map((row) => row.fund_pay_type);
    };
    expect(await flagsOf(small.resident.psnNo)).toEqual(['390100', '390200']);
    expect(await flagsOf(small.poor.psnNo)).toEqual(['390100', '390200', '610100']);
    expect(await flagsOf(small.employee.psnNo)).toEqual([]);
    expect(await flagsOf(small.resident.psnNo, { med_type: '11' })).toEqual(['390102']);
  });

  it('give the totals that the settlements left', async () => {
    const rows = done(await send('5206', { data: { psn_no: small.poor.psnNo } })).cuminfo as unknown as {
      cum_type_code: string;
      cum: number;
    }[];
    const totals = Object.fromEntries(rows.map((row) => [row.cum_type_code, row.cum]));
    expect(totals).toMatchObject({ T01: 1, T02: 8346, T08: 2207.8 });
  });

  it('open and close sign-ins, one each', async () => {
    const signIn = { signIn: { opter_no: '0053', mac: '0', ip: '0' } };
    const signNo = done(await send('9001', signIn)).signinoutb?.sign_no;
    const other = done(await send('9001', signIn)).signinoutb?.sign_no;
    expect(other).not.toBe(signNo);
    const signOut = (sign_no: unknown) => send('9002', { signOut: { opter_no: '0053', sign_no } });
    expect((await signOut(signNo)).infcode).toBe(0);
    expect((await signOut(signNo)).infcode).toBe(-1);
    expect((await signOut('')).infcode).toBe(0);
    expect((await signOut('')).infcode).toBe(-1);
  });

  it('refuse what the use cases refuse, in their words', async () => {
    const late = admission(small.resident.psnNo, '310', RESIDENT, 'ZY9');
    expect((await send('2401', { mdtrtinfo: late })).err_msg).toContain('没有有效的职工基本医疗保险参保关系');
    const stay = await stayOf(RESIDENT, 'ZY10');
    const wrong = settleInput(stay).data;
    expect((await send('2304', { data: { ...wrong, medfee_sumamt: 1 } })).err_msg).toContain('1.00 元与已上传明细合计');
    const [unknown] = fees(stay.psnNo, stay.mdtrtId);
    const item = { ...unknown, feedetl_sn: 'L9', med_list_codg: '999999999999999' };
    expect((await send('2301', { feedetail: [item] })).err_msg).toContain('999999999999999');
  });
});
