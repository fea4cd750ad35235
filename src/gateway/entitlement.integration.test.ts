/** 2001, registration and settlement on a real database: each reason against benefits, in words, and the same in all three. */
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardRoutes, SYSTEM_ACTOR } from '../access/index.ts';
import { readEntitlementRules } from '../benefits/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoDate, systemClock } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { unwrap } from '../kernel/result.ts';
import {
  enrolPersons,
  type NewCover,
  type PersonKey,
  recordArrears,
  recordDeath,
  registerEmployers,
  suspendCover,
  withdrawDeath,
} from '../people/index.ts';
import { setProviderSecret } from '../providers/index.ts';
import type { SettlementOffice } from '../settlement/index.ts';
import { AREA, HOSPITAL, openSmallOffice, SERVICE } from '../settlement/testing.ts';
import type { Answer } from './envelope.ts';
import { registerGateway } from './http.ts';
import { epochSeconds } from './national-time.ts';
import { signTif } from './signature.ts';

const SECRET = 'a provider’s secret';
const UNIT = { empNo: 'U000001' };

/** The rules of 浙江省医疗保障条例 as if the county were there, and the national waiting after a break. */
const RULES = `
title: 测试
windows: [{ scheme: "390", from: 2010-01-01, paidBefore: "01-01", unpaid: refused, source: test }]
waiting:
  - { scheme: "310", occasion: joining, from: 2010-01-01, wait: { naturalMonth: 2 }, source: test }
  - { scheme: "390", occasion: late, from: 2010-01-01, wait: { naturalMonth: 3 }, source: test }
  - { scheme: "390", occasion: broken, from: 2010-01-01, wait: { months: 3 }, monthsPerMissedYear: 1, source: test }
exemptions:
  - { scheme: "390", title: 资助参保, when: { identity: ["2302"] }, begins: occasion, from: 2010-01-01, source: test }
arrears:
  - { scheme: "310", payer: unit, from: 2010-01-01, suspendsFromMonth: 2, retroactive: byDeadline, restoredFromMonth: 2, source: test }
overlaps: [{ scheme: "390", yieldsTo: "310", while: entitled, from: 2010-01-01, source: test }]
sources: { test: { document: 测试, grade: sample } }
`;

let database: TestDatabase;
let office: SettlementOffice;
let server: FastifyInstance;
let serial = 0;
/** Certificate numbers of the people enrolled here. */
const certificates = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  const entitlements = unwrap(readEntitlementRules({ name: 'test.yaml', text: RULES }));
  office = { ...(await openSmallOffice(database.db)).office, entitlements };
  await setProviderSecret(office, HOSPITAL, SECRET);
  const unit = { ...UNIT, name: '测试单位', creditCode: '91350100M000100Y43', civilService: false };
  unwrap(await registerEmployers(office, [unit]));
  server = fastify();
  await server.register(cookie);
  guardRoutes(server, office);
  await registerGateway(server, office);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

async function send(infno: string, input: unknown): Promise<Answer> {
  serial += 1;
  const timestamp = String(epochSeconds(systemClock.now()));
  const nonce = `n${serial}`;
  const response = await server.inject({
    method: 'POST',
    url: `/fsi/api/${infno}`,
    headers: {
      'content-type': 'application/json',
      'x-tif-paasid': HOSPITAL,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': nonce,
      'x-tif-signature': signTif(timestamp, SECRET, nonce),
    },
    payload: JSON.stringify({
      ...{ infno, msgid: `${HOSPITAL}20200630109${serial}`, mdtrtarea_admvs: AREA, insuplc_admdvs: AREA },
      ...{ recer_sys_code: 'FSI_LOCAL', infver: 'V1.0', opter_type: '1', opter: '0053', opter_name: '经办乙' },
      ...{ inf_time: office.clock.now(), fixmedins_code: HOSPITAL, fixmedins_name: '测试县医院', sign_no: '', input },
    }),
  });
  return response.json<Answer>();
}

function outputOf(answer: Answer): Record<string, Record<string, unknown>> {
  if (answer.infcode !== 0) throw new Error(answer.err_msg ?? '');
  return answer.output as Record<string, Record<string, unknown>>;
}

/** Somebody enrolled for the test; residents' payments are written as the contributions of the years. */
async function person(
  cover: Partial<NewCover> & { readonly insutype: '310' | '390' },
  paid: Readonly<Record<number, string>> = {},
  identities: readonly string[] = [],
): Promise<PersonKey> {
  serial += 1;
  const from = isoDate('2019-01-01');
  const psnType = cover.insutype === '310' ? '11' : '15';
  const who = {
    name: '测试戊',
    certType: '99',
    certNo: `T${serial}`,
    gender: '2' as const,
    birthDate: isoDate('1985-01-01'),
  };
  const where = { householdId: 'H9', villageCode: '610326100001', chronic: [] };
  const [key] = unwrap(
    await enrolPersons(office, [
      { ...who, ...where, identities: identities.map((code) => ({ code, from })), cover: { psnType, from, ...cover } },
    ]),
  );
  if (!key) throw new Error('one person was to be enrolled');
  certificates.set(key.psnNo, who.certNo);
  for (const [year, paidOn] of Object.entries(paid)) await pay(key, Number(year), paidOn);
  return key;
}

async function pay(key: PersonKey, year: number, paidOn: string): Promise<void> {
  serial += 1;
  const amounts = { personal_fen: fen(250_00), assisted_fen: fen(0), unit_fen: fen(0) };
  const batch = {
    batch_id: `B${serial}`,
    area: AREA,
    insutype: '390',
    insured_year: year,
    received_on: isoDate(paidOn),
  };
  await database.db
    .insertInto('contribution_batch')
    .values({
      ...{ ...batch, ...amounts, kind: 'resident', channel: '测试', persons: 1, subsidy_fen: fen(0) },
      ...{ level: null, document: null, made_by: 'test' },
    })
    .execute();
  await database.db
    .insertInto('contribution')
    .values({
      ...{ area: AREA, psn_no: key.psnNo, insutype: '390', insured_year: year, month: 0, ...amounts },
      ...{ base_fen: fen(0), account_credit_fen: fen(0), paid_on: isoDate(paidOn), batch_id: batch.batch_id },
    })
    .execute();
}

interface Fund {
  readonly trt_enjymnt_flag: string;
  readonly trt_chk_type: string;
  readonly begndate: string;
  readonly enddate: string | null;
  readonly trt_chk_rslt: string | null;
}

/** The pool's row of 2001 for a stay on a day. */
async function poolOn(key: PersonKey, insutype: '310' | '390', on: string): Promise<Fund> {
  const data = { psn_no: key.psnNo, insutype, fixmedins_code: HOSPITAL, med_type: '21', begntime: `${on} 00:00:00` };
  const rows = outputOf(await send('2001', { data })).trtinfo as unknown as (Fund & { fund_pay_type: string })[];
  const pool = rows.find((row) => row.fund_pay_type === `${insutype}100`);
  if (!pool) throw new Error('no pool');
  return pool;
}

function admission(key: PersonKey, insutype: string, on: string) {
  serial += 1;
  return {
    mdtrtinfo: {
      ...{ psn_no: key.psnNo, insutype, begntime: `${on} 08:00:00`, mdtrt_cert_type: '03', mdtrt_cert_no: 'K1' },
      ...{
        med_type: '21',
        ipt_no: `ZY${serial}`,
        atddr_no: 'D610326000001',
        chfpdr_name: '医师甲',
        adm_diag_dscr: '肺炎',
      },
      ...{ adm_dept_codg: 'A03', adm_dept_name: '内科', adm_bed: '1', dscg_maindiag_code: 'J18.900' },
      dscg_maindiag_name: '肺炎',
    },
  };
}

/** On the day and the scheme the person has no benefits: 2001 and 2401 say the same, and when they begin. */
async function expectRefused(key: PersonKey, insutype: '310' | '390', on: string, words: string, begins: string) {
  const pool = await poolOn(key, insutype, on);
  expect(pool).toMatchObject({ trt_enjymnt_flag: '0', trt_chk_type: '01', begndate: begins, enddate: null });
  expect(pool.trt_chk_rslt).toBe(words);
  const answer = await send('2401', admission(key, insutype, on));
  expect(answer.infcode).toBe(-1);
  expect(answer.err_msg).toContain(words);
}

async function expectAdmitted(key: PersonKey, insutype: '310' | '390', on: string, from: string, to: string | null) {
  const expected = { trt_enjymnt_flag: '1', begndate: from, enddate: to, trt_chk_rslt: null };
  expect(await poolOn(key, insutype, on)).toMatchObject(expected);
  expect((await send('2401', admission(key, insutype, on))).infcode).toBe(0);
}

const RESIDENTS = '城乡居民基本医疗保险';
const EMPLOYEES = '职工基本医疗保险';
const IN_TIME = { 2020: '2019-12-31' };

describe('2001 and 2401, reason by reason', () => {
  it('no cover: never, not yet, no longer', async () => {
    const key = await person({ insutype: '310', from: isoDate('2020-02-10'), to: isoDate('2020-06-01'), ...UNIT });
    await expectRefused(key, '390', '2020-03-01', `没有${RESIDENTS}参保登记`, '2020-03-01');
    await expectRefused(
      key,
      '310',
      '2020-02-09',
      `${EMPLOYEES}自 2020-02-10 起参保，2020-02-09 尚未参保`,
      '2020-03-01',
    );
    await expectAdmitted(key, '310', '2020-05-31', '2020-03-01', '2020-05-31');
    await expectRefused(
      key,
      '310',
      '2020-06-01',
      `${EMPLOYEES}参保至 2020-05-31（含），2020-06-01 已终止`,
      '2020-06-01',
    );
  });

  it('waiting after joining', async () => {
    const key = await person({ insutype: '310', from: isoDate('2020-02-10'), ...UNIT });
    await expectRefused(
      key,
      '310',
      '2020-02-29',
      `自 2020-02-10 起参加${EMPLOYEES}，等待期至 2020-02-29（含）`,
      '2020-03-01',
    );
    await expectAdmitted(key, '310', '2020-03-01', '2020-03-01', null);
  });

  it('waiting after a late payment, none for those assisted', async () => {
    const late = { 2020: '2020-03-31' };
    const key = await person({ insutype: '390' }, late);
    const words = `2020 年度${RESIDENTS}费于 2020-03-31 缴纳，晚于集中参保期（至 2019-12-31），等待期至 2020-04-30（含）`;
    await expectRefused(key, '390', '2020-04-30', words, '2020-05-01');
    await expectAdmitted(key, '390', '2020-05-01', '2020-05-01', '2020-12-31');
    const poor = await person({ insutype: '390' }, late, ['2302']);
    await expectRefused(
      poor,
      '390',
      '2020-03-30',
      `2020 年度${RESIDENTS}费于 2020-03-31 缴纳，缴费之前不享受待遇`,
      '2020-03-31',
    );
    await expectAdmitted(poor, '390', '2020-03-31', '2020-03-31', '2020-12-31');
  });

  it('an unpaid year, and the waiting after years that were not paid', async () => {
    const unpaid = await person({ insutype: '390' }, { 2019: '2018-12-01' });
    await expectRefused(unpaid, '390', '2020-03-01', `没有 2020 年度${RESIDENTS}缴费记录`, '2020-03-01');
    const broken = await person({ insutype: '390', from: isoDate('2017-01-01') }, { 2017: '2016-12-01', ...IN_TIME });
    // 2018 and 2019 were missed: three months and two more from January 1st.
    const words = `${RESIDENTS}中断 2 年后于 2019-12-31 缴费，等待期至 2020-05-31（含）`;
    await expectRefused(broken, '390', '2020-05-31', words, '2020-06-01');
  });

  it('suspended cover', async () => {
    const key = await person({ insutype: '390' }, IN_TIME);
    const suspension = { insutype: '390' as const, from: isoDate('2020-03-01'), reason: '参军入伍' };
    unwrap(await suspendCover(office, SYSTEM_ACTOR, key, suspension));
    await expectRefused(key, '390', '2020-03-01', `${RESIDENTS}自 2020-03-01 起暂停参保，尚未恢复`, '2020-03-01');
    await expectAdmitted(key, '390', '2020-02-29', '2020-01-01', '2020-02-29');
    const data = {
      mdtrt_cert_type: '01',
      mdtrt_cert_no: 'T',
      psn_cert_type: '99',
      certno: certificates.get(key.psnNo),
    };
    const asked = await send('1101', { data: { ...data, begntime: '2020-03-05 00:00:00' } });
    expect(outputOf(asked).insuinfo).toMatchObject([{ psn_insu_stas: '2', paus_insu_date: '2020-03-01' }]);
  });

  it('arrears of the unit', async () => {
    const key = await person({ insutype: '310', ...UNIT });
    unwrap(await recordArrears(office, SYSTEM_ACTOR, UNIT, { insutype: '310', month: period('2020-03') }));
    const words = `参保单位自 2020年3月起欠缴${EMPLOYEES}费，自 2020-04-01 起暂停享受待遇，尚未补缴`;
    await expectRefused(key, '310', '2020-04-01', words, '2020-04-01');
    await expectAdmitted(key, '310', '2020-03-31', '2019-02-01', '2020-03-31');
  });

  it('death: every reason is told in 2001, the first at the desk', async () => {
    const key = await person({ insutype: '390', to: isoDate('2020-04-01') }, IN_TIME);
    unwrap(await recordDeath(office, SYSTEM_ACTOR, key, { on: isoDate('2020-03-15'), source: '医学证明' }));
    await expectAdmitted(key, '390', '2020-03-15', '2020-01-01', '2020-03-15');
    await expectRefused(key, '390', '2020-03-16', '已于 2020-03-15 死亡，自 2020-03-16 起不享受待遇', '2020-03-16');
    expect((await poolOn(key, '390', '2020-04-01')).trt_chk_rslt).toBe(
      `已于 2020-03-15 死亡，自 2020-03-16 起不享受待遇；${RESIDENTS}参保至 2020-03-31（含），2020-04-01 已终止`,
    );
  });

  it('cover under two schemes', async () => {
    const key = await person({ insutype: '390' }, IN_TIME);
    await database.db
      .insertInto('cover')
      .values({
        ...{ area: AREA, psn_no: key.psnNo, insutype: '310', psn_type: '11', from_date: isoDate('2020-03-10') },
        ...{ to_date: null, emp_no: null, civil_servant: false },
      })
      .execute();
    await expectAdmitted(key, '390', '2020-03-31', '2020-01-01', '2020-03-31');
    await expectRefused(
      key,
      '390',
      '2020-04-01',
      `2020-04-01 已享受${EMPLOYEES}待遇，${RESIDENTS}不重复享受`,
      '2020-04-01',
    );
    await expectAdmitted(key, '310', '2020-04-01', '2020-04-01', null);
  });
});

describe('settlement', () => {
  it('goes by the day of admission: before the death it is paid, whenever the claim comes', async () => {
    const key = await person({ insutype: '390' }, IN_TIME);
    const { mdtrtinfo } = admission(key, '390', '2020-03-10');
    const mdtrt_id = String(outputOf(await send('2401', { mdtrtinfo })).result?.mdtrt_id);
    const line = {
      ...{ feedetl_sn: 'L1', mdtrt_id, psn_no: key.psnNo, med_type: '21', fee_ocur_time: '2020-03-11 09:00:00' },
      ...{ med_list_codg: SERVICE, medins_list_codg: 'N1', det_item_fee_sumamt: 1800, cnt: 1, pric: 1800 },
      ...{ bilg_dept_codg: 'A03', bilg_dept_name: '内科', bilg_dr_codg: 'D610326000001', bilg_dr_name: '医师甲' },
    };
    outputOf(await send('2301', { feedetail: [line] }));
    const dscginfo = {
      ...{ mdtrt_id, psn_no: key.psnNo, insutype: '390', endtime: '2020-03-15 10:00:00', dscg_dept_codg: 'A03' },
      ...{ dscg_dept_name: '内科', dscg_way: '5' },
    };
    outputOf(await send('2402', { dscginfo }));
    const settle = {
      data: {
        ...{
          psn_no: key.psnNo,
          mdtrt_cert_type: '03',
          medfee_sumamt: 1800,
          psn_setlway: '01',
          mdtrt_id,
          insutype: '390',
        },
        ...{ acct_used_flag: '0', mid_setl_flag: '0' },
      },
    };
    // A death before the admission that becomes known after it stops the settlement, in the same words.
    unwrap(await recordDeath(office, SYSTEM_ACTOR, key, { on: isoDate('2020-03-09'), source: '户籍注销证明' }));
    const refused = await send('2304', settle);
    expect(refused.err_msg).toContain('测试戊 在 2020-03-10 不能享受城乡居民基本医疗保险待遇：已于 2020-03-09 死亡');
    unwrap(await withdrawDeath(office, SYSTEM_ACTOR, key, '日期有误'));
    unwrap(await recordDeath(office, SYSTEM_ACTOR, key, { on: isoDate('2020-03-15'), source: '医学证明' }));
    // (1,800 − 800) × 78 % = 780.00
    expect(outputOf(await send('2304', settle)).setlinfo).toMatchObject({ hifp_pay: 780, psn_cash_pay: 1020 });
  });
});
