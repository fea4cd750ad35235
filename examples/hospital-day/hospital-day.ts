/**
 * A day at a hospital's desk, by the national interface: one stay and one outpatient visit, from sign-in to sign-out,
 * with the mishaps of a real day: a message sent again, a visit settled again, a settlement undone.
 *
 *   node scripts/run.js examples/hospital-day/hospital-day.ts [--url http://127.0.0.1:8080] [--demo var/demo.json]
 *
 * Prints every message, checks every identity to the fen, and ends with code 1 when one does not hold.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Answer, chinaTime, HospitalClient } from './client.ts';
import {
  type Finding,
  lineFindings,
  PARTS,
  reversalFindings,
  type SettlementOutput,
  sameFindings,
  settlementFindings,
  sumFindings,
} from './identities.ts';

interface DemoPerson {
  readonly name: string;
  readonly certNo: string;
  readonly insutype: string;
  /** Cover of the demo year, `[from, to)`; open where nothing is said. */
  readonly coverFrom?: string | null;
  readonly coverTo?: string | null;
}

/** What the demo county leaves for this client (`var/demo.json`); prices in yuan. */
interface Demo {
  /** A day in the demo's year; absent where the office stands in the present. */
  readonly careDate?: string;
  readonly providerCode: string;
  readonly secret: string;
  readonly persons: readonly DemoPerson[];
  readonly items: readonly { readonly itemCode: string; readonly price: number | string }[];
}

interface Patient {
  /** The day of care. */
  readonly date: string;
  readonly psnNo: string;
  readonly insutype: string;
  readonly certNo: string;
}

type Line = Readonly<Record<string, string | number | null>>;

class Day {
  readonly client: HospitalClient;
  readonly demo: Demo;
  readonly #failed: string[] = [];
  #checked = 0;

  constructor(client: HospitalClient, demo: Demo) {
    this.client = client;
    this.demo = demo;
  }

  check(findings: readonly Finding[]): void {
    for (const { what, left, right } of findings) {
      this.#checked += 1;
      if (left === right) continue;
      this.#failed.push(`${what}：${left / 100} ≠ ${right / 100}`);
    }
  }

  /** `left` and `right` must be the very same, however deep. */
  checkSame(what: string, left: unknown, right: unknown): void {
    this.#checked += 1;
    if (JSON.stringify(left) !== JSON.stringify(right)) this.#failed.push(what);
  }

  /** How the day ended: the exit code. */
  close(): number {
    for (const line of this.#failed) console.error(`不成立：${line}`);
    console.log(
      this.#failed.length === 0
        ? `${this.#checked} 项核对全部成立`
        : `${this.#checked} 项核对中 ${this.#failed.length} 项不成立`,
    );
    return this.#failed.length === 0 ? 0 : 1;
  }
}

async function signIn({ client }: Day): Promise<void> {
  const input = { signIn: { opter_no: '0053', mac: '00-00-00-00-00-00', ip: '127.0.0.1' } };
  const { signinoutb } = await client.call<{ signinoutb: { sign_no: string } }>('9001', input);
  client.signNo = signinoutb.sign_no;
}

/** 1101 and 2001: who is at the desk, and what the funds would pay. */
async function meet({ client, demo }: Day, person: DemoPerson, date: string, medType: string): Promise<Patient> {
  const { baseinfo, insuinfo } = await client.call<{
    baseinfo: { psn_no: string };
    insuinfo: { insutype: string; insuplc_admdvs: string }[];
  }>('1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.certNo, psn_name: person.name } });
  const insurance = insuinfo.find(({ insutype }) => insutype === person.insutype);
  if (!insurance) throw new Error('该参保人没有参保信息');
  client.insuplc = insurance.insuplc_admdvs;
  const patient = { date, psnNo: baseinfo.psn_no, insutype: insurance.insutype, certNo: person.certNo };
  const data = {
    psn_no: patient.psnNo,
    insutype: patient.insutype,
    fixmedins_code: demo.providerCode,
    med_type: medType,
  };
  await client.call('2001', { data: { ...data, begntime: `${date} 08:00:00` } });
  return patient;
}

/** Up to three items of the catalogue, one to three of each; prices and amounts are exact to the fen. */
function feeLines(demo: Demo, { date, psnNo: psn_no }: Patient, mdtrt_id: string): Record<string, string | number>[] {
  return demo.items.slice(0, 3).map(({ itemCode, price }, index) => {
    const cnt = index + 1;
    const priceFen = Math.round(Number(price) * 100);
    return {
      ...{ feedetl_sn: `HD${index + 1}`, mdtrt_id, psn_no, fee_ocur_time: `${date} 09:30:00` },
      ...{
        med_list_codg: itemCode,
        medins_list_codg: `N${index + 1}`,
        det_item_fee_sumamt: (priceFen * cnt) / 100,
        cnt,
      },
      ...{ pric: priceFen / 100, bilg_dept_codg: 'A03', bilg_dept_name: '内科', bilg_dr_codg: 'D610326000001' },
      ...{ bilg_dr_name: '演示医师', hosp_appr_flag: '0' },
    };
  });
}

function totalOf(lines: readonly Record<string, string | number>[]): number {
  return lines.reduce((total, line) => total + Math.round(Number(line.det_item_fee_sumamt) * 100), 0) / 100;
}

function outputOf(answer: Answer): SettlementOutput {
  if (answer.infcode !== 0) throw new Error(`结算被拒：${answer.err_msg}`);
  return answer.output as SettlementOutput;
}

/** Settles; sends the very same message again; sends the visit again under a new number. */
async function settleThrice(day: Day, infno: string, input: unknown): Promise<SettlementOutput> {
  const message = { infno, msgid: day.client.nextMessageId(), input };
  const first = await day.client.send(message);
  const settled = outputOf(first);
  day.check(settlementFindings(settled));
  day.checkSame('同一报文重发，应得到完全相同的答复', await day.client.send(message), first);
  const again = await day.client.send({ ...message, msgid: day.client.nextMessageId() });
  day.checkSame('同一就诊换报文ID再结算，应返回原结算而不再结算', again.output, first.output);
  return settled;
}

async function reverse(day: Day, infno: string, settled: SettlementOutput): Promise<void> {
  const { mdtrt_id, psn_no, setl_id } = settled.setlinfo;
  const input = { data: { mdtrt_id, psn_no, setl_id } };
  const reversal = await day.client.call<SettlementOutput>(infno, input);
  day.check([...settlementFindings(reversal), ...reversalFindings(settled, reversal)]);
  day.checkSame('同一结算再撤销，应返回原撤销结果', await day.client.call(infno, input), reversal);
}

/** 2401 → 2301 → 2303 → 2402 → 2304 → 2305. */
async function stay(day: Day, patient: Patient): Promise<void> {
  const { client, demo } = day;
  const { psnNo: psn_no, insutype, certNo, date } = patient;
  const mdtrtinfo = {
    ...{ psn_no, insutype, begntime: `${date} 08:30:00`, mdtrt_cert_type: '02', mdtrt_cert_no: certNo, med_type: '21' },
    ...{ ipt_no: `ZY${Date.now()}`, atddr_no: 'D610326000001', chfpdr_name: '演示医师', adm_diag_dscr: '肺炎' },
    ...{ adm_dept_codg: 'A03', adm_dept_name: '内科', adm_bed: '12', dscg_maindiag_code: 'J18.900' },
    dscg_maindiag_name: '肺炎',
  };
  const { result } = await client.call<{ result: { mdtrt_id: string } }>('2401', { mdtrtinfo });
  const { mdtrt_id } = result;
  const feedetail = feeLines(demo, patient, mdtrt_id).map((line) => ({ ...line, med_type: '21' }));
  const lines = (await client.call<{ result: Line[] }>('2301', { feedetail })).result;
  day.check(lineFindings(lines));
  const data = {
    ...{ psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: certNo, medfee_sumamt: totalOf(feedetail), psn_setlway: '01' },
    ...{ mdtrt_id, insutype, acct_used_flag: insutype === '310' ? '1' : '0', mid_setl_flag: '0' },
  };
  const trial = await client.call<SettlementOutput>('2303', { data });
  const dscginfo = { mdtrt_id, psn_no, insutype, endtime: `${date} 16:00:00`, dscg_dept_codg: 'A03' };
  await client.call('2402', { dscginfo: { ...dscginfo, dscg_dept_name: '内科', dscg_way: '1' } });
  const settled = await settleThrice(day, '2304', { data });
  day.check([
    ...settlementFindings(trial),
    ...sumFindings(settled, lines),
    ...sameFindings('预结算与结算', trial, settled),
  ]);
  await reverse(day, '2305', settled);
}

/** 2201 → 2203 → 2204 → 2206 → 2207 → 2208. */
async function visit(day: Day, patient: Patient): Promise<void> {
  const { client, demo } = day;
  const { psnNo: psn_no, insutype, certNo, date } = patient;
  const certificate = { mdtrt_cert_type: '02', mdtrt_cert_no: certNo };
  const registration = {
    ...{ psn_no, insutype, begntime: `${date} 09:00:00`, ...certificate, ipt_otp_no: `MZ${Date.now()}` },
    ...{ dept_code: 'A03', dept_name: '内科', caty: 'A03', atddr_no: 'D610326000001', dr_name: '演示医师' },
  };
  const registered = await client.call<{ data: { mdtrt_id: string } }>('2201', { data: registration });
  const { mdtrt_id } = registered.data;
  const diagnosis = {
    ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染', diag_dept: 'A03' },
    ...{ dise_dor_no: 'D610326000001', dise_dor_name: '演示医师', diag_time: `${date} 09:10:00`, vali_flag: '1' },
  };
  const mdtrtinfo = { mdtrt_id, psn_no, med_type: '11', begntime: `${date} 09:00:00` };
  await client.call('2203', { mdtrtinfo, diseinfo: [diagnosis] });
  const feedetail = feeLines(demo, patient, mdtrt_id).map((line) => ({ ...line, chrg_bchno: 'B1', rx_circ_flag: '0' }));
  const lines = (await client.call<{ result: Line[] }>('2204', { feedetail })).result;
  day.check(lineFindings(lines));
  const data = {
    ...{ psn_no, ...certificate, med_type: '11', medfee_sumamt: totalOf(feedetail), psn_setlway: '01', mdtrt_id },
    ...{ chrg_bchno: 'B1', insutype, acct_used_flag: insutype === '310' ? '1' : '0' },
  };
  const trial = await client.call<SettlementOutput>('2206', { data });
  // What 2206 answered is handed back in 2207.
  const parts = Object.fromEntries(PARTS.map((part) => [part, trial.setlinfo[part]]));
  const settled = await settleThrice(day, '2207', { data: { ...data, ...parts } });
  day.check([
    ...settlementFindings(trial),
    ...sumFindings(settled, lines),
    ...sameFindings('M 预结算与结算', trial, settled),
  ]);
  await reverse(day, '2208', settled);
  await client.call('5206', { data: { psn_no, cum_ym: date.slice(0, 7).replace('-', '') } });
}

/** Today, or the last day on which the person is covered. */
function dayOfCare({ coverFrom, coverTo }: DemoPerson): string {
  const today = chinaTime().slice(0, 10);
  if ((coverFrom ?? today) <= today && (!coverTo || today < coverTo)) return today;
  if (!coverTo) throw new Error(`参保自 ${coverFrom} 起，请用 --date 指定就诊日期`);
  return new Date(Date.parse(`${coverTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The first person of each scheme: the account of an employee takes part where a resident has none. */
function onePerScheme(persons: readonly DemoPerson[]): DemoPerson[] {
  return [...new Map(persons.toReversed().map((person) => [person.insutype, person])).values()];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      demo: { type: 'string', default: 'var/demo.json' },
      date: { type: 'string' },
    },
  });
  const demo = JSON.parse(readFileSync(values.demo, 'utf8')) as Demo;
  const log = (line: string) => console.log(line);
  const client = new HospitalClient({ url: values.url, providerCode: demo.providerCode, secret: demo.secret }, log);
  const day = new Day(client, demo);
  await signIn(day);
  for (const person of onePerScheme(demo.persons)) {
    const date = values.date ?? demo.careDate ?? dayOfCare(person);
    await stay(day, await meet(day, person, date, '21'));
    await visit(day, await meet(day, person, date, '11'));
  }
  await client.call('9002', { signOut: { sign_no: client.signNo, opter_no: '0053' } });
  return day.close();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
