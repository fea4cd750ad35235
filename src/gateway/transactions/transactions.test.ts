import { describe, expect, it } from 'vitest';
import { isoDate } from '../../kernel/dates.ts';
import type { Answer } from '../envelope.ts';
import { findTransactionTable } from '../field-tables.ts';
import { AREA, CERT_NO, createTestGateway, DRUG, OTHER_HOSPITAL, PSN_NO, type TestGateway } from '../testing.ts';
import { careOf, readExtension } from './care.ts';
import { mainDiagnosis } from './diagnosis.ts';
import { ageInTenths } from './person.ts';

type Rows = Record<string, unknown>[];
function outputOf(answer: Answer): Record<string, Record<string, unknown> & Rows> {
  if (answer.infcode !== 0) throw new Error(answer.err_msg ?? '');
  return answer.output as Record<string, Record<string, unknown> & Rows>;
}

/** Fields that an answer's rows must fill by the table and do not; the edition's own exceptions are the caller's. */
function missingFields(infno: string, node: string, row: Record<string, unknown>): string[] {
  const fields = findTransactionTable(infno)?.output.find(({ name }) => name === node)?.fields ?? [];
  expect(Object.keys(row)).toEqual(fields.map((field) => field.key));
  return fields.filter((field) => field.required && row[field.key] === null).map((field) => field.key);
}

const registration = {
  data: {
    ...{
      psn_no: PSN_NO,
      insutype: '390',
      begntime: '2026-03-10 09:00:00',
      mdtrt_cert_type: '02',
      mdtrt_cert_no: CERT_NO,
    },
    ...{ ipt_otp_no: 'O1', dept_code: 'A03', dept_name: '内科', caty: 'A03', atddr_no: 'D610326000001' },
  },
};
const diagnosis = {
  ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '上呼吸道感染', diag_dept: 'A03' },
  ...{ dise_dor_no: 'D610326000001', dise_dor_name: '医师甲', diag_time: '2026-03-10 09:05:00', vali_flag: '1' },
};
const lineOf = (mdtrtId: string, serial: string, values: Record<string, unknown> = {}) => ({
  ...{ feedetl_sn: serial, mdtrt_id: mdtrtId, psn_no: PSN_NO, chrg_bchno: 'B1', rx_circ_flag: '0' },
  ...{ fee_ocur_time: '2026-03-10 09:10:00', med_list_codg: DRUG.itemCode, medins_list_codg: 'D1' },
  ...{ det_item_fee_sumamt: 4.52, cnt: 1, pric: 4.52, hosp_appr_flag: '0' },
  ...{
    bilg_dept_codg: 'A03',
    bilg_dept_name: '内科',
    bilg_dr_codg: 'D610326000001',
    bilg_dr_name: '医师甲',
    ...values,
  },
});
const settleInput = (mdtrtId: string, values: Record<string, unknown> = {}) => ({
  data: {
    ...{ psn_no: PSN_NO, mdtrt_cert_type: '02', mdtrt_cert_no: CERT_NO, med_type: '11', medfee_sumamt: '4.52' },
    ...{ psn_setlway: '01', mdtrt_id: mdtrtId, chrg_bchno: 'B1', insutype: '390', acct_used_flag: '0' },
    ...{ fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0.23, inscp_scp_amt: 4.29, ...values },
  },
});

async function register({ send }: TestGateway): Promise<string> {
  return String(outputOf(await send('2201', registration)).data?.mdtrt_id);
}

describe('1101, 2001, 5206', () => {
  const byCard = {
    data: { mdtrt_cert_type: '02', mdtrt_cert_no: CERT_NO, psn_cert_type: '', certno: '', psn_name: '' },
  };

  it('answer who somebody is, by identity card or certificate', async () => {
    const { send } = createTestGateway();
    const output = outputOf(await send('1101', byCard));
    expect(output.baseinfo).toMatchObject({
      psn_no: PSN_NO,
      certno: CERT_NO,
      gend: '1',
      brdy: '1960-01-01',
      age: 66.1,
    });
    expect(missingFields('1101', 'baseinfo', output.baseinfo ?? {})).toEqual([]);
    expect(output.insuinfo).toMatchObject([
      { insutype: '390', psn_type: '15', psn_insu_stas: '1', psn_insu_date: '2025-01-01', insuplc_admdvs: AREA },
    ]);
    expect(output.idetinfo).toMatchObject([
      { psn_idet_type: '2303', begntime: '2026-01-01 00:00:00', endtime: '2026-12-31 23:59:59' },
    ]);
    const byCertificate = {
      data: { mdtrt_cert_type: '01', mdtrt_cert_no: 'TOKEN', psn_cert_type: '01', certno: CERT_NO },
    };
    expect(outputOf(await send('1101', byCertificate)).baseinfo).toEqual(output.baseinfo);
  });

  it('answer the state of the day that begntime names', async () => {
    const { send } = createTestGateway();
    const asked = { data: { ...byCard.data, begntime: '2025-06-01 00:00:00' } };
    expect(outputOf(await send('1101', asked)).idetinfo).toEqual([]);
  });

  it('refuse a token without certificate number, another name, an unknown number (masked in the answer)', async () => {
    const { send } = createTestGateway();
    const refusals = [
      [{ mdtrt_cert_type: '01', mdtrt_cert_no: 'TOKEN' }, '须同时传证件号码'],
      [{ certno: CERT_NO, psn_name: '别人' }, '“别人”'],
      [{ certno: '610326199912310099' }, '610326********0099'],
    ] as const;
    for (const [data, said] of refusals) expect((await send('1101', { data })).err_msg).toContain(said);
  });

  it('answer entitlement fund by fund with the reason', async () => {
    const { send } = createTestGateway();
    const data = {
      psn_no: PSN_NO,
      insutype: '390',
      fixmedins_code: 'H61032600001',
      med_type: '21',
      begntime: '2026-03-01',
    };
    expect(outputOf(await send('2001', { data })).trtinfo).toMatchObject([
      { fund_pay_type: '390100', trt_enjymnt_flag: '1', begndate: '2026-03-01', trt_chk_rslt: null },
      { fund_pay_type: '610100', trt_enjymnt_flag: '0', trt_chk_rslt: '非救助对象' },
    ]);
    expect((await send('2001', { data: { ...data, insutype: '510' } })).err_msg).toContain('510');
  });

  it('answer running totals: amounts in yuan, counts as they are', async () => {
    const { send } = createTestGateway();
    expect(outputOf(await send('5206', { data: { psn_no: PSN_NO, cum_ym: '202602' } })).cuminfo).toEqual([
      { insutype: '390', year: '2026', cum_ym: '202602', cum_type_code: 'T02', cum: 1234.56 },
      { insutype: '390', year: '2026', cum_ym: '202602', cum_type_code: 'T01', cum: 2 },
    ]);
    expect((await send('5206', { data: { psn_no: PSN_NO, cum_ym: '202613' } })).err_msg).toContain('202613');
    expect((await send('5206', { data: { psn_no: '9' } })).err_msg).toContain('9');
  });

  it('count age in tenths of a year by full months', () => {
    expect(ageInTenths(isoDate('1984-01-01'), isoDate('2021-07-13'))).toBe(37.5);
    expect(ageInTenths(isoDate('1984-07-14'), isoDate('2021-07-13'))).toBe(36.9);
    expect(ageInTenths(isoDate('2026-03-01'), isoDate('2026-03-10'))).toBe(0);
  });
});

describe('the outpatient flow', () => {
  it('registers, completes, charges, settles and undoes', async () => {
    const test = createTestGateway();
    const { send, office } = test;
    const mdtrtId = await register(test);
    const mdtrtinfo = { mdtrt_id: mdtrtId, psn_no: PSN_NO, med_type: '11', begntime: '2026-03-10 09:00:00' };
    expect((await send('2203', { mdtrtinfo, diseinfo: [diagnosis] })).output).toEqual({});
    expect(office.visits.get(mdtrtId)).toMatchObject({ care: 'outpatient', medType: '11', diagnosisCode: 'J06.900' });

    // The line recorded in Hebei: 4.52 yuan of a class-B drug with 5 % prior share.
    const [line = {}] = outputOf(await send('2204', { feedetail: [lineOf(mdtrtId, 'yp570')] })).result ?? [];
    expect(line).toMatchObject({
      ...{ feedetl_sn: 'yp570', det_item_fee_sumamt: 4.52, cnt: 1, pric: 4.52, pric_uplmt_amt: 999999 },
      ...{ selfpay_prop: 0.05, fulamt_ownpay_amt: 0, overlmt_amt: 0, preselfpay_amt: 0.23, inscp_scp_amt: 4.29 },
      ...{ chrgitm_lv: '02', med_chrgitm_type: '09', lmt_used_flag: '0' },
    });
    expect(missingFields('2204', 'result', line)).toEqual([]);

    const trial = outputOf(await send('2206', settleInput(mdtrtId), { msgid: 'T1' })).setlinfo;
    expect(trial).toMatchObject({ setl_time: null, medfee_sumamt: 4.52, psn_cash_pay: 4.52, medins_setl_id: 'T1' });
    const settled = outputOf(await send('2207', settleInput(mdtrtId), { msgid: 'X1' })).setlinfo;
    expect(settled).toMatchObject({
      setl_time: '2026-03-10 09:30:00',
      medfee_sumamt: 4.52,
      clr_type: '11',
      certno: CERT_NO,
    });

    const undo = { data: { mdtrt_id: mdtrtId, psn_no: PSN_NO, setl_id: settled?.setl_id } };
    expect(outputOf(await send('2208', undo)).setlinfo).toMatchObject({ medfee_sumamt: -4.52, pdn_cash_pay: -4.52 });
    expect((await send('2205', { data: { mdtrt_id: mdtrtId, psn_no: PSN_NO, chrg_bchno: '0000' } })).output).toEqual(
      {},
    );
    expect(office.lines.get(mdtrtId)).toEqual([]);
    const again = await send('2205', { data: { mdtrt_id: mdtrtId, psn_no: PSN_NO, chrg_bchno: '0000' } });
    expect(again).toMatchObject({ infcode: 0, warn_msg: '没有可撤销的费用明细' });
    const cancel = { data: { mdtrt_id: mdtrtId, psn_no: PSN_NO, ipt_otp_no: 'O1' } };
    expect((await send('2202', cancel)).output).toEqual({});
    expect(await send('2202', cancel)).toMatchObject({ infcode: 0, warn_msg: '该就诊登记此前已撤销' });
  });

  it('makes a visit chronic when 2203 says so, and then wants the disease', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    const mdtrtinfo = { mdtrt_id: mdtrtId, psn_no: PSN_NO, med_type: '14', begntime: '2026-03-10 09:00:00' };
    expect((await test.send('2203', { mdtrtinfo })).err_msg).toContain('dise_codg');
    await test.send('2203', { mdtrtinfo: { ...mdtrtinfo, dise_codg: 'M01600', dise_name: '糖尿病' } });
    expect(test.office.visits.get(mdtrtId)).toMatchObject({ care: 'chronic', medType: '14', diseaseCode: 'M01600' });
    await test.send('2204', { feedetail: [lineOf(mdtrtId, '1')] });
    expect((await test.send('2207', settleInput(mdtrtId))).err_msg).toContain('医疗类别（med_type）11');
    expect((await test.send('2207', settleInput(mdtrtId, { med_type: '14' }))).infcode).toBe(0);
  });

  it('refuses a settlement whose parts are not those of the lines (identity M)', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    await test.send('2204', { feedetail: [lineOf(mdtrtId, '1')] });
    const refused = await test.send('2207', settleInput(mdtrtId, { preselfpay_amt: 0.22, inscp_scp_amt: 4.3 }));
    expect(refused.err_msg).toContain('先行自付金额（preselfpay_amt）0.22 元与中心计算的 0.23 元不符');
    expect(test.office.settlements).toEqual([]);
  });

  it('refuses another scheme, a relative’s account, another person’s card, another provider’s visit', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    await test.send('2204', { feedetail: [lineOf(mdtrtId, '1')] });
    const refusals = [
      [{ insutype: '310' }, {}, '险种类型（insutype）310'],
      [{ acct_used_flag: '2' }, {}, '共济'],
      [{ mdtrt_cert_no: '610326199912310099' }, {}, '不是同一人'],
      [{}, { fixmedins_code: OTHER_HOSPITAL }, '不是本机构'],
      [{ mdtrt_id: 'M99' }, {}, 'M99'],
    ] as const;
    for (const [values, envelope, said] of refusals)
      expect((await test.send('2207', settleInput(mdtrtId, values), envelope)).err_msg).toContain(said);
  });
});

describe('fee lines', () => {
  it('are refused with their number in the message and their serial, value and remedy', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    const good = lineOf(mdtrtId, '1');
    const refusals = [
      [
        lineOf(mdtrtId, '2', { det_item_fee_sumamt: 4.53 }),
        '第 2 条（流水号 2）的明细项目费用总额（det_item_fee_sumamt）4.53 元不等于数量 1 × 单价 4.52 = 4.52 元',
      ],
      [lineOf(mdtrtId, '2', { cnt: -1, det_item_fee_sumamt: -4.52 }), '2302'],
      [lineOf(mdtrtId, '2', { mdtrt_id: 'M9' }), '同一次就诊'],
      [lineOf(mdtrtId, '2', { cnt: 300, pric: 0.033333, det_item_fee_sumamt: 10 }), '超过四位小数'],
      [lineOf(mdtrtId, '2', { cnt: '999999999999.9999' }), '过大'],
    ] as const;
    for (const [bad, said] of refusals)
      expect((await test.send('2204', { feedetail: [good, bad] })).err_msg).toContain(said);
    expect(test.office.lines.get(mdtrtId)).toBeUndefined();
  });

  it('may have a price of six decimals where four give the same amount', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    // 3 × 3.333333 = 9.999999 and 3 × 3.3333 = 9.9999: 10.00 both.
    const third = lineOf(mdtrtId, '1', { cnt: 3, pric: 3.333333, det_item_fee_sumamt: 10 });
    expect(outputOf(await test.send('2204', { feedetail: [third] })).result).toMatchObject([{ cnt: 3, pric: 3.3333 }]);
  });

  it('that all stand already are answered again; one changed line refuses the batch', async () => {
    const test = createTestGateway();
    const mdtrtId = await register(test);
    const lines = [lineOf(mdtrtId, '1'), lineOf(mdtrtId, '2', { cnt: 2, det_item_fee_sumamt: 9.04 })];
    const first = await test.send('2204', { feedetail: lines });
    const second = await test.send('2204', { feedetail: lines });
    expect(second.output).toEqual(first.output);
    expect(second.warn_msg).toContain('未重复记账');
    const changed = [lines[0], lineOf(mdtrtId, '2', { cnt: 3, det_item_fee_sumamt: 13.56 })];
    expect((await test.send('2204', { feedetail: changed })).err_msg).toContain('费用明细流水号 1');
    expect((await test.send('2204', { feedetail: [lines[0], lineOf(mdtrtId, '3')] })).infcode).toBe(-1);
    expect(test.office.lines.get(mdtrtId)).toHaveLength(2);
  });

  it('of a stay are withdrawn by serial or all at once', async () => {
    const test = createTestGateway();
    const { send, office } = test;
    const admission = {
      mdtrtinfo: {
        ...{ psn_no: PSN_NO, insutype: '390', begntime: '2026-03-01 08:00:00', mdtrt_cert_type: '02', med_type: '21' },
        ...{ ipt_no: 'Z1', atddr_no: 'D1', chfpdr_name: '医师甲', adm_diag_dscr: '肺炎', adm_dept_codg: 'A03' },
        ...{ adm_dept_name: '内科', adm_bed: '1', dscg_maindiag_code: 'J18.900', dscg_maindiag_name: '肺炎' },
      },
    };
    const mdtrtId = String(outputOf(await send('2401', admission)).result?.mdtrt_id);
    const feedetail = ['1', '2', '3'].map((serial) => lineOf(mdtrtId, serial, { med_type: '21' }));
    expect((await send('2204', { feedetail })).err_msg).toContain('住院业务');
    await send('2301', { feedetail });
    const rows = (...serials: string[]) => ({
      data: serials.map((feedetl_sn) => ({ feedetl_sn, mdtrt_id: mdtrtId, psn_no: PSN_NO })),
    });
    expect((await send('2302', rows('1', '2'))).output).toEqual({});
    expect(office.lines.get(mdtrtId)?.map((line) => line.serial)).toEqual(['3']);
    expect(await send('2302', rows('1', '2'))).toMatchObject({
      infcode: 0,
      warn_msg: expect.stringContaining('均不在'),
    });
    expect((await send('2302', rows('2', '3'))).err_msg).toContain('2');
    expect((await send('2302', rows('0000'))).infcode).toBe(0);
    expect(office.lines.get(mdtrtId)).toEqual([]);
    const settle = settleInput(mdtrtId, { mid_setl_flag: '1' });
    expect((await send('2304', settle)).err_msg).toContain('中途结算');
  });
});

describe('9001, 9002', () => {
  it('open and close a sign-in', async () => {
    const { send } = createTestGateway();
    const signIn = { signIn: { opter_no: '0053', mac: '053471', ip: '10.0.0.1' } };
    const { signinoutb } = outputOf(await send('9001', signIn));
    expect(signinoutb).toEqual({ sign_time: '2026-03-10 09:30:00', sign_no: '00000001' });
    const signOut = { signOut: { sign_no: '00000001', opter_no: '0053' } };
    expect(outputOf(await send('9002', signOut)).signoutoutb).toEqual({ sign_time: '2026-03-10 09:30:00' });
    expect((await send('9002', signOut)).err_msg).toContain('0053');
  });
});

describe('kind and place of care', () => {
  it.each([
    ['11', 'outpatient'],
    ['12', 'outpatient'],
    ['14', 'chronic'],
    ['21', 'inpatient'],
    ['2101', 'inpatient'],
    ['28', 'inpatient'],
    ['52', 'inpatient'],
    ['51', 'outpatient'],
    ['41', 'outpatient'],
    ['9901', 'outpatient'],
  ])('med_type %s is %s', (medType, care) => {
    expect(careOf(medType)).toBe(care);
  });

  it('reads a key of exp_content and survives rubbish', () => {
    expect(readExtension('{"OTP_ER_REFL_FLAG":"2"}', 'OTP_ER_REFL_FLAG')).toBe('2');
    for (const content of ['', '{', 'null', '[]', undefined]) expect(readExtension(content, 'x')).toBeUndefined();
  });

  it('finds the main diagnosis: flagged, else first of the valid', () => {
    const row = (srt: string, values: Record<string, string>) => ({
      diag_srt_no: srt,
      diag_code: `C${srt}`,
      ...values,
    });
    expect(mainDiagnosis([row('2', {}), row('1', {})])?.diag_code).toBe('C1');
    expect(mainDiagnosis([row('2', { maindiag_flag: '1' }), row('1', {})])?.diag_code).toBe('C2');
    expect(mainDiagnosis([row('1', { vali_flag: '0' }), row('10', {}), row('2', {})])?.diag_code).toBe('C2');
    expect(mainDiagnosis([])).toBeUndefined();
  });
});
