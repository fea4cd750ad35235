import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerResult } from '../benefits/index.ts';
import { isoDate, isoTime } from '../kernel/dates.ts';
import { type Fen, fen, negateFen, parseYuan } from '../kernel/money.ts';
import type { Visit } from '../settlement/index.ts';
import { findTransactionTable } from './field-tables.ts';
import { ofSettlement, type SettledAmounts, type SettlementOutput, settlementOutput } from './settlement-answer.ts';
import { AREA, amountsOf, CERT_NO, FakeOffice, HOSPITAL, PSN_NO } from './testing.ts';

const yuan = (text: string): Fen => parseYuan(text) ?? fen(Number.NaN);
const layer = (id: string, bearer: LayerResult['bearer'], fundPayType: string, paid: Fen): LayerResult => ({
  ...{ id, title: id, bearer, fundPayType, paid },
  base: fen(0),
  components: {},
});

const visit: Visit = {
  ...{ area: AREA, psnNo: PSN_NO, mdtrtId: 'M1', insutype: '390', fixmedinsCode: HOSPITAL, care: 'inpatient' },
  ...{ medType: '21', visitNo: 'Z1', place: 'local', admittedOn: isoDate('2026-03-01'), state: 'discharged' },
  ...{ dischargedOn: isoDate('2026-03-10'), setlId: null },
};

async function outputOf(infno: string, settled: Partial<SettledAmounts>): Promise<SettlementOutput> {
  const person = await new FakeOffice().findPerson(PSN_NO);
  if (!person) throw new Error('no person');
  const blank = { layers: [], steps: [], poolRatePer10k: 0, accountAfter: fen(0), setlId: 'S1' };
  const all = {
    ...blank,
    settledAt: isoTime('2026-03-10 10:00:00'),
    messageKey: 'MSG',
    amounts: amountsOf({}),
    ...settled,
  };
  const context = { infno, area: AREA, visit, person, certNo: CERT_NO, mdtrtCertType: '02', on: isoDate('2026-03-10') };
  return settlementOutput(ofSettlement(all as never), context);
}

/** Identities A to E of the interface, on the numbers of an answer, in fen. */
function expectIdentities({ setlinfo, setldetail }: SettlementOutput): void {
  const of = (key: string) => Math.round(Number(setlinfo[key] ?? 0) * 100);
  const sum = (...keys: string[]) => keys.reduce((total, key) => total + of(key), 0);
  const funds = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay', 'hifdm_pay'];
  expect(of('medfee_sumamt')).toBe(sum('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'));
  expect(of('medfee_sumamt')).toBe(sum('fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt'));
  expect(of('psn_part_amt')).toBe(sum('acct_pay', 'psn_cash_pay'));
  expect(of('fund_pay_sumamt')).toBe(sum(...funds));
  const rows = setldetail.reduce((total, row) => total + Math.round(Number(row.fund_payamt) * 100), 0);
  expect(rows).toBe(sum('fund_pay_sumamt', 'acct_pay', 'hosp_part_amt'));
}

describe('settlements on the wire', () => {
  // Recorded on the Chongqing test platform (2304): large-amount subsidy, account and hospital share in one bill.
  const chongqing = amountsOf({
    total: yuan('23442.46'),
    fullSelfPay: yuan('2533.97'),
    overLimit: yuan('1396.89'),
    priorShare: yuan('703.44'),
    inScope: yuan('18808.16'),
    largeAmount: yuan('18785.39'),
    fundTotal: yuan('18785.39'),
    personTotal: yuan('4152.06'),
    account: yuan('170.04'),
    cash: yuan('3982.02'),
    hospitalShare: yuan('505.01'),
  });
  const subsidy = layer('largeAmount', 'largeAmount', '330100', yuan('18785.39'));

  it('show account and hospital share as rows beside the funds', async () => {
    const output = await outputOf('2304', { amounts: chongqing, layers: [subsidy] });
    expectIdentities(output);
    expect(output.setldetail.map((row) => [row.fund_pay_type, row.fund_payamt])).toEqual([
      ['330100', 18785.39],
      ['310200', 170.04],
      ['999997', 505.01],
    ]);
    expect(output.setldetail[0]).toMatchObject({ inscp_scp_amt: 18808.16, fund_pay_type_name: '大额医疗费用补助基金' });
    expect(output.setlinfo).toMatchObject({
      hosp_part_amt: 505.01,
      psn_cash_pay: 3982.02,
      clr_type: '21',
      medins_setl_id: 'MSG',
    });
  });

  it('show an account that pays the whole bill (recorded in Hebei, 2207)', async () => {
    const output = await outputOf('2207', {
      amounts: amountsOf({
        ...{ total: fen(452), priorShare: fen(23), inScope: fen(429), deductible: fen(429) },
        ...{ personTotal: fen(452), account: fen(452) },
      }),
      accountAfter: fen(137363),
    });
    expectIdentities(output);
    expect(output.setlinfo).toMatchObject({ act_pay_dedc: 4.29, acct_pay: 4.52, psn_part_amt: 4.52, balc: 1373.63 });
    expect(output.setldetail).toEqual([
      {
        fund_pay_type: '310200',
        fund_pay_type_name: '城镇职工基本医疗保险个人账户基金',
        inscp_scp_amt: 4.29,
        crt_payb_lmt_amt: null,
        fund_payamt: 4.52,
        setl_proc_info: null,
      },
    ]);
  });

  it('turn every sign in a reversal, the deductible too, and send both spellings of the cash (2208)', async () => {
    const amounts = amountsOf({
      ...{ total: fen(-2510), priorShare: fen(-23), inScope: fen(-2487), deductible: fen(-2487) },
      ...{ personTotal: fen(-2510), account: fen(-2000), cash: fen(-510) },
    });
    const output = await outputOf('2208', { amounts, setlId: 'S2' });
    expectIdentities(output);
    expect(output.setlinfo).toMatchObject({
      medfee_sumamt: -25.1,
      act_pay_dedc: -24.87,
      psn_cash_pay: -5.1,
      pdn_cash_pay: -5.1,
    });
    expect(Object.values(output.setlinfo).some((value) => Object.is(value, -0))).toBe(false);
  });

  it('fill every field that the table demands, and carry no other', async () => {
    for (const infno of ['2206', '2207', '2208', '2303', '2304', '2305']) {
      const { setlinfo } = await outputOf(infno, { amounts: chongqing, layers: [subsidy] });
      const fields = findTransactionTable(infno)?.output.find((node) => node.name === 'setlinfo')?.fields ?? [];
      expect(Object.keys(setlinfo)).toEqual(fields.map((field) => field.key));
      const empty = fields.filter((field) => field.required && setlinfo[field.key] === null).map((field) => field.key);
      expect(empty).toEqual([]);
    }
  });

  it('explain each fund with the arithmetic of its layer', async () => {
    const step = {
      id: '1',
      layer: 'pool',
      title: '统筹支付',
      before: fen(0),
      rule: '',
      formula: '(12,000.00 − 600.00) × 80 % = 9,120.00',
    };
    const output = await outputOf('2304', {
      amounts: amountsOf({
        total: fen(1200000),
        inScope: fen(1200000),
        pool: fen(912000),
        fundTotal: fen(912000),
        personTotal: fen(288000),
        cash: fen(288000),
      }),
      layers: [layer('pool', 'pool', '390100', fen(912000)), layer('medicalAid', 'medicalAid', '610100', fen(0))],
      steps: [{ ...step, taken: fen(0), after: fen(0), bearer: 'pool' }],
    });
    expect(output.setldetail).toHaveLength(1);
    expect(output.setldetail[0]?.setl_proc_info).toBe('统筹支付：(12,000.00 − 600.00) × 80 % = 9,120.00');
  });

  it('keep the identities for any amounts, forwards and backwards', async () => {
    const part = fc.integer({ min: 0, max: 100_000_000 }).map(fen);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 9, maxLength: 9 }), fc.boolean(), async (parts, reversed) => {
        const sign = (amount: number) => (reversed ? negateFen(fen(amount)) : fen(amount));
        const [a = 0, b = 0, pool = 0, aid = 0, critical = 0, account = 0, cash = 0, hospital = 0] = parts;
        const total = pool + aid + critical + account + cash + hospital;
        const amounts = amountsOf({
          ...{ total: sign(total), fullSelfPay: sign(a), overLimit: sign(b), inScope: sign(total - a - b) },
          ...{ pool: sign(pool), medicalAid: sign(aid), criticalIllness: sign(critical) },
          ...{ fundTotal: sign(pool + aid + critical), personTotal: sign(account + cash) },
          ...{ account: sign(account), cash: sign(cash), hospitalShare: sign(hospital) },
        });
        const layers = [
          layer('pool', 'pool', '390100', sign(pool)),
          layer('criticalIllness', 'criticalIllness', '390200', sign(critical)),
          layer('medicalAid', 'medicalAid', '610100', sign(aid)),
        ];
        expectIdentities(await outputOf('2305', { amounts, layers }));
      }),
      { numRuns: 60 },
    );
  });
});
