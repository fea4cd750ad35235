import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderFailure } from './envelope.ts';
import { findTransactionTable } from './field-tables.ts';
import { canonicalInput, validateInput } from './validation.ts';

function validate(infno: string, input: Record<string, unknown>) {
  const table = findTransactionTable(infno);
  if (!table) throw new Error(infno);
  return validateInput(table, input);
}

function refusal(infno: string, input: Record<string, unknown>): string {
  const result = validate(infno, input);
  return result.ok ? '' : renderFailure(result.error);
}

const settle = {
  psn_no: '61032600000000000001',
  mdtrt_cert_type: '02',
  med_type: '11',
  medfee_sumamt: 4.52,
  psn_setlway: '01',
  mdtrt_id: 'M1',
  chrg_bchno: 'B1',
  insutype: '390',
  acct_used_flag: '0',
  fulamt_ownpay_amt: 0,
  overlmt_selfpay: '0',
  preselfpay_amt: '0.23',
  inscp_scp_amt: 4.29,
};
const line = {
  feedetl_sn: 'yp570',
  mdtrt_id: 'M1',
  psn_no: '61032600000000000001',
  chrg_bchno: 'B1',
  rx_circ_flag: '0',
  fee_ocur_time: '2026-03-10 09:00:00',
  med_list_codg: 'XA01ABD075A002010100483',
  medins_list_codg: 'D001',
  det_item_fee_sumamt: 4.52,
  cnt: 1,
  pric: 4.52,
  bilg_dept_codg: 'A03',
  bilg_dept_name: '内科',
  bilg_dr_codg: 'D610326000001',
  bilg_dr_name: '医师甲',
  hosp_appr_flag: '0',
};

describe('validation from the field tables', () => {
  it('brings values to one form: text, shortest numbers, nothing for empty', () => {
    const result = validate('2207', { data: { ...settle, insutype: 390, medfee_sumamt: '4.520', invono: 'null' } });
    expect(result).toMatchObject({ ok: true, value: { data: [{ insutype: '390', medfee_sumamt: '4.52' }] } });
    expect(result.ok && result.value.data?.[0]).not.toHaveProperty('invono');
  });

  it('takes a single object for a list of one, and a list of one for a single object', () => {
    expect(validate('2204', { feedetail: line }).ok).toBe(true);
    expect(validate('2207', { data: [settle] }).ok).toBe(true);
    expect(refusal('2207', { data: [settle, settle] })).toContain('一个对象');
    expect(refusal('2204', { feedetail: [line, 'x'] })).toContain('对象数组');
  });

  it('takes dates for times and times for dates', () => {
    const result = validate('2204', { feedetail: [{ ...line, fee_ocur_time: '2026-03-10' }] });
    expect(result).toMatchObject({ value: { feedetail: [{ fee_ocur_time: '2026-03-10 00:00:00' }] } });
  });

  it.each([
    ['2207', { data: { ...settle, mdtrt_id: '' } }, ['就诊ID（mdtrt_id）必填', '请填写']],
    ['2207', {}, ['缺少输入节点 data']],
    ['2207', { data: { ...settle, insutype: '399x' } }, ['险种类型（insutype）', '“399x”', '310 职工基本医疗保险']],
    ['2207', { data: { ...settle, med_type: '77' } }, ['医疗类别', '“77”', '可填', '等']],
    ['2207', { data: { ...settle, medfee_sumamt: '四元' } }, ['medfee_sumamt', '“四元”不是数字']],
    ['2207', { data: { ...settle, medfee_sumamt: 4.525 } }, ['“4.525”超过 2 位小数', '四舍五入到 2 位小数']],
    ['2207', { data: { ...settle, medfee_sumamt: '1e3' } }, ['不是数字']],
    ['2207', { data: { ...settle, invono: '9'.repeat(21) } }, ['发票号（invono）', '超过 20 个字符']],
    ['2207', { data: { ...settle, psn_no: { a: 1 } } }, ['人员编号（psn_no）的值类型有误']],
    ['2207', { data: { ...settle, psn_no: Number('61032600000000000001') } }, ['psn_no', '带引号']],
    ['2204', { feedetail: [line, { ...line, cnt: '' }] }, ['第 2 条的数量（cnt）必填']],
    [
      '2204',
      { feedetail: [{ ...line, fee_ocur_time: '2026-02-30 00:00:00' }] },
      ['fee_ocur_time', 'yyyy-MM-dd HH:mm:ss'],
    ],
    ['2303', { data: { ...settle, mid_setl_flag: '0', dscgTime: '2026.3.1' } }, ['出院时间（dscgTime）', 'yyyy-MM-dd']],
    ['2204', { feedetail: [{ ...line, psn_no: '', cnt: 'x' }] }, ['共 2 处有误']],
  ])('%s: refuses and names field, value, remedy (%#)', (infno, input, said) => {
    for (const words of said) expect(refusal(infno, input)).toContain(words);
  });

  it('accepts national values that the edition leaves out', () => {
    for (const med_type of ['12', '21', '11', '14'])
      expect(refusal('2206', { data: { ...settle, med_type } })).toBe('');
  });

  it('lets everything through that it let through before: canonical input is a fixed point', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(amount, fc.boolean(), fc.boolean(), (fenAmount, asText, padded) => {
        const yuan = padded ? (fenAmount / 100).toFixed(2) : String(fenAmount / 100);
        const first = validate('2207', { data: { ...settle, medfee_sumamt: asText ? yuan : Number(yuan) } });
        if (!first.ok) throw new Error(first.error.message);
        const second = validate('2207', { data: first.value.data?.[0] });
        expect(second.ok && canonicalInput(second.value)).toBe(canonicalInput(first.value));
      }),
    );
  });
});
