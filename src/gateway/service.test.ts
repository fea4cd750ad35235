import { describe, expect, it } from 'vitest';
import type { Answer } from './envelope.ts';
import { createGateway } from './service.ts';
import {
  AREA,
  CERT_NO,
  createTestGateway,
  DRUG,
  FakeOffice,
  HOSPITAL,
  messageOf,
  NOW,
  OTHER_HOSPITAL,
  PSN_NO,
  type TestGateway,
} from './testing.ts';

const admission = {
  mdtrtinfo: {
    ...{
      psn_no: PSN_NO,
      insutype: '390',
      begntime: '2026-03-01 08:00:00',
      mdtrt_cert_type: '02',
      mdtrt_cert_no: CERT_NO,
    },
    ...{ med_type: '21', ipt_no: 'Z1', atddr_no: 'D610326000001', chfpdr_name: '医师甲', adm_diag_dscr: '肺炎' },
    ...{ adm_dept_codg: 'A03', adm_dept_name: '内科', adm_bed: '1', dscg_maindiag_code: 'J18.900' },
    dscg_maindiag_name: '肺炎',
  },
};
const lineOf = (mdtrtId: string, serial = 'L1') => ({
  ...{ feedetl_sn: serial, mdtrt_id: mdtrtId, psn_no: PSN_NO, med_type: '21', fee_ocur_time: '2026-03-02 09:00:00' },
  ...{ med_list_codg: DRUG.itemCode, medins_list_codg: 'D1', det_item_fee_sumamt: 4.52, cnt: 1, pric: 4.52 },
  ...{ bilg_dept_codg: 'A03', bilg_dept_name: '内科', bilg_dr_codg: 'D610326000001', bilg_dr_name: '医师甲' },
});
const settleInput = (mdtrtId: string) => ({
  data: {
    ...{ psn_no: PSN_NO, mdtrt_cert_type: '02', mdtrt_cert_no: CERT_NO, medfee_sumamt: 4.52, psn_setlway: '01' },
    ...{ mdtrt_id: mdtrtId, insutype: '390', acct_used_flag: '0', mid_setl_flag: '0' },
  },
});

function outputOf(answer: Answer): Record<string, Record<string, unknown>> {
  if (answer.infcode !== 0) throw new Error(answer.err_msg ?? '');
  return answer.output as Record<string, Record<string, unknown>>;
}

/** A stay with one line, discharged, ready to be settled; its visit number. */
async function openStay({ send }: TestGateway): Promise<string> {
  const mdtrtId = String(outputOf(await send('2401', admission)).result?.mdtrt_id);
  outputOf(await send('2301', { feedetail: [lineOf(mdtrtId)] }));
  const dscginfo = {
    ...{ mdtrt_id: mdtrtId, psn_no: PSN_NO, insutype: '390', endtime: '2026-03-09 10:00:00' },
    ...{ dscg_dept_codg: 'A03', dscg_dept_name: '内科', dscg_way: '1' },
  };
  outputOf(await send('2402', { dscginfo }));
  return mdtrtId;
}

describe('a message that comes again', () => {
  it('is answered with the very same answer and not done twice', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    const first = await test.send('2304', input, { msgid: 'X1' });
    const second = await test.send('2304', input, { msgid: 'X1' });
    expect(second).toEqual(first);
    expect(test.office.calls.filter((call) => call === 'settle')).toHaveLength(1);
  });

  it('may be written differently, as long as it says the same', async () => {
    const test = createTestGateway();
    const { data } = settleInput(await openStay(test));
    const first = await test.send('2304', { data }, { msgid: 'X1' });
    const input = JSON.stringify({ data: { invono: 'null', ...data, medfee_sumamt: '4.520' } });
    expect(await test.send('2304', input, { msgid: 'X1' })).toEqual(first);
  });

  it('is refused when it says something else', async () => {
    const test = createTestGateway();
    const { data } = settleInput(await openStay(test));
    await test.send('2304', { data }, { msgid: 'X1' });
    const answer = await test.send('2304', { data: { ...data, invono: '7' } }, { msgid: 'X1' });
    expect(answer).toMatchObject({ infcode: -1, output: null });
    expect(answer.err_msg).toContain('X1');
  });

  it('may be corrected under the same number when it was refused', async () => {
    const test = createTestGateway();
    const { data } = settleInput(await openStay(test));
    const refused = await test.send('2304', { data: { ...data, medfee_sumamt: 9 } }, { msgid: 'X1' });
    expect(refused.infcode).toBe(-1);
    expect((await test.send('2304', { data }, { msgid: 'X1' })).infcode).toBe(0);
  });

  it('shares the run of its twin that is under way', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    const [first, second, other] = await Promise.all([
      test.send('2304', input, { msgid: 'X1' }),
      test.send('2304', input, { msgid: 'X1' }),
      test.send('2304', { data: { ...input.data, invono: '7' } }, { msgid: 'X1' }),
    ]);
    expect(second).toEqual(first);
    expect(first.infcode).toBe(0);
    expect(other.infcode).toBe(-1);
    expect(test.office.settlements).toHaveLength(1);
  });

  it('gets the stored answer when another server was quicker', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    // The twin's answer is stored between this server's look-up and its own store.
    const { office } = test;
    const twin = createTestGateway();
    const mdtrtId = await openStay(twin);
    const foreign = await twin.send('2304', settleInput(mdtrtId), { msgid: 'X1' });
    const settle = office.settle.bind(office);
    office.settle = async (request) => {
      const result = await settle(request);
      for (const [key, message] of twin.office.messages) if (key.includes('/X1/')) office.messages.set(key, message);
      return result;
    };
    expect(await test.send('2304', input, { msgid: 'X1' })).toEqual(foreign);
  });

  it('leads to the same answer when the server died between the work and the store', async () => {
    const test = createTestGateway();
    const mdtrtId = await openStay(test);
    const admitted = await test.send('2401', admission, { msgid: 'A1' });
    const uploaded = await test.send('2301', { feedetail: [lineOf(mdtrtId, 'L1')] }, { msgid: 'F1' });
    const settled = await test.send('2304', settleInput(mdtrtId), { msgid: 'X1' });
    test.office.messages.clear();
    expect(outputOf(admitted).result).toMatchObject({ mdtrt_id: mdtrtId });
    expect(outputOf(uploaded).result).toMatchObject([{ feedetl_sn: 'L1', preselfpay_amt: 0.23, inscp_scp_amt: 4.29 }]);
    expect((await test.send('2304', settleInput(mdtrtId), { msgid: 'X1' })).output).toEqual(settled.output);
    expect(test.office.settlements).toHaveLength(1);
    expect(test.office.visits.size).toBe(1);
    expect(test.office.lines.get(mdtrtId)).toHaveLength(1);
  });
});

describe('a business that comes again under a new number', () => {
  it('is not settled twice: the settlement in force is the answer, and the warning says so', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    const first = await test.send('2304', input, { msgid: 'X1' });
    const second = await test.send('2304', input, { msgid: 'X2' });
    expect(second.output).toEqual(first.output);
    expect(outputOf(second).setlinfo).toMatchObject({ medins_setl_id: 'X1' });
    expect(second.warn_msg).toContain('未重复结算');
    expect(test.office.settlements).toHaveLength(1);
  });

  it('is not reversed twice either', async () => {
    const test = createTestGateway();
    const mdtrtId = await openStay(test);
    const settled = outputOf(await test.send('2304', settleInput(mdtrtId)));
    const data = { mdtrt_id: mdtrtId, setl_id: settled.setlinfo?.setl_id, psn_no: PSN_NO };
    const first = await test.send('2305', { data }, { msgid: 'R1' });
    const second = await test.send('2305', { data }, { msgid: 'R2' });
    expect(outputOf(first).setlinfo).toMatchObject({ medfee_sumamt: -4.52, medins_setl_id: 'R1' });
    expect(second.output).toEqual(first.output);
    expect(second.warn_msg).toContain('撤销');
    expect(test.office.settlements).toHaveLength(2);
  });
});

describe('2601', () => {
  const undo = (omsgid: string, oinfno: string, psn_no = PSN_NO) => ({ data: { psn_no, omsgid, oinfno } });

  it('reverses a settlement by its message, once, and annuls the message', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    await test.send('2304', input, { msgid: 'X1' });
    expect(await test.send('2601', undo('X1', '2304'))).toMatchObject({ infcode: 0, output: {}, warn_msg: null });
    expect(test.office.settlements.map((one) => one.amounts.total)).toEqual([452, -452]);
    expect(await test.send('2601', undo('X1', '2304'))).toMatchObject({ infcode: 0, warn_msg: '该报文此前已冲正' });
    expect(test.office.settlements).toHaveLength(2);
    expect((await test.send('2304', input, { msgid: 'X1' })).err_msg).toContain('已被冲正');
    expect((await test.send('2304', input, { msgid: 'X2' })).infcode).toBe(0);
  });

  it('cancels a registration by its message', async () => {
    const test = createTestGateway();
    await test.send('2401', admission, { msgid: 'A1' });
    expect((await test.send('2601', undo('A1', '2401'))).infcode).toBe(0);
    expect([...test.office.visits.values()].map((visit) => visit.state)).toEqual(['cancelled']);
  });

  it('waits for a call that is still under way', async () => {
    const test = createTestGateway();
    const input = settleInput(await openStay(test));
    const [settled, undone] = await Promise.all([
      test.send('2304', input, { msgid: 'X1' }),
      test.send('2601', undo('X1', '2304')),
    ]);
    expect([settled.infcode, undone.infcode]).toEqual([0, 0]);
    expect(test.office.settlements).toHaveLength(2);
  });

  it('refuses what it cannot undo, and says what to do instead', async () => {
    const test = createTestGateway();
    const mdtrtId = await openStay(test);
    await test.send('2304', settleInput(mdtrtId), { msgid: 'X1' });
    await test.send('2304', settleInput(mdtrtId), { msgid: 'X2' });
    const refusals = [
      [undo('unknown', '2304'), '没有收到过报文ID为 unknown 的 2304 交易'],
      [undo('X1', '2301'), '2302'],
      [undo('X1', '2304', '999'), '不是人员 999 的业务'],
      // X2 was answered with the settlement that X1 made: undoing it would undo X1.
      [undo('X2', '2304'), '没有新办业务'],
    ] as const;
    for (const [input, said] of refusals) {
      const answer = await test.send('2601', input);
      expect(answer.infcode).toBe(-1);
      expect(answer.err_msg).toContain(said);
    }
    expect(test.office.settlements).toHaveLength(1);
  });
});

describe('before the office is asked', () => {
  it.each([
    [{ fixmedins_code: OTHER_HOSPITAL }, HOSPITAL, '与网关身份'],
    [{ insuplc_admdvs: '440100' }, HOSPITAL, '440100'],
  ])('refuses %o from %s', async (envelope, caller, said) => {
    const { gateway } = createTestGateway();
    const body = messageOf('2401', admission, envelope);
    const { answer } = await gateway.handle({ caller, path: '/fsi/api/2401', body });
    expect(answer.infcode).toBe(-1);
    expect(answer.err_msg).toContain(said);
  });

  it('takes the city for its county', async () => {
    const { send } = createTestGateway();
    for (const insuplc_admdvs of [AREA, '610300', '610399', ''])
      expect((await send('2401', admission, { insuplc_admdvs })).infcode).toBe(0);
  });

  it('answers rubbish in full form', async () => {
    const { gateway } = createTestGateway();
    const { answer } = await gateway.handle({ caller: HOSPITAL, path: '/fsi/api/2401', body: 'x' });
    expect(answer).toMatchObject({ infcode: -1, output: null, cainfo: null, signtype: null });
    expect(answer.inf_refmsgid).toMatch(/^\d{30}$/);
    expect(answer.refmsg_time).toMatch(/^\d{17}$/);
  });
});

describe('what is kept', () => {
  it('is a digest of the input, not the input', async () => {
    const test = createTestGateway();
    await openStay(test);
    const kept = JSON.stringify([...test.office.messages.values()].map(({ answer: _, ...rest }) => rest));
    expect(kept).not.toContain(CERT_NO);
    expect(kept).not.toContain('参保人');
  });

  it('is nothing for a fault: the error goes up, and the message may come again', async () => {
    const office = new FakeOffice();
    const { store } = createTestGateway();
    office.registerVisit = async () => Promise.reject(new Error('connection lost'));
    const gateway = createGateway({ useCases: office, store, clock: { now: () => NOW }, area: AREA });
    const body = messageOf('2401', admission);
    const incoming = { caller: HOSPITAL, path: '/fsi/api/2401', body };
    await expect(gateway.handle(incoming)).rejects.toThrow('connection lost');
    office.registerVisit = FakeOffice.prototype.registerVisit.bind(office);
    expect((await gateway.handle(incoming)).answer.infcode).toBe(0);
  });
});
