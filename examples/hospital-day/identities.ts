/** The identities that every settlement answer must hold, to the fen. Amounts on the wire are yuan. */

type Amounts = Readonly<Record<string, number | string | null>>;

export interface SettlementOutput {
  readonly setlinfo: Amounts;
  readonly setldetail: readonly Amounts[];
}

export interface Finding {
  readonly what: string;
  readonly left: number;
  readonly right: number;
}

const fenOf = (value: number | string | null | undefined): number => Math.round(Number(value ?? 0) * 100);

const FUNDS = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay', 'hifdm_pay'];
/** The four parts of the charges: of a settlement and, where it is named otherwise, of a line. */
export const PARTS = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'];
const LINE_PARTS = ['fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt'];

function sum(amounts: Amounts, ...keys: readonly string[]): number {
  return keys.reduce((total, key) => total + fenOf(amounts[key]), 0);
}

/** A to E: how a bill divides into parts, payers and rows. */
export function settlementFindings({ setlinfo, setldetail }: SettlementOutput): Finding[] {
  const total = fenOf(setlinfo.medfee_sumamt);
  const rows = setldetail.reduce((all, row) => all + fenOf(row.fund_payamt), 0);
  return [
    { what: 'A 总额 = 全自费 + 超限价 + 先行自付 + 政策范围内', left: total, right: sum(setlinfo, ...PARTS) },
    {
      what: 'B 总额 = 基金 + 个人 + 医院',
      left: total,
      right: sum(setlinfo, 'fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt'),
    },
    {
      what: 'C 个人 = 账户 + 现金',
      left: fenOf(setlinfo.psn_part_amt),
      right: sum(setlinfo, 'acct_pay', 'psn_cash_pay'),
    },
    { what: 'D 基金 = 各项基金之和', left: fenOf(setlinfo.fund_pay_sumamt), right: sum(setlinfo, ...FUNDS) },
    {
      what: 'E 分项合计 = 基金 + 账户 + 医院',
      left: rows,
      right: sum(setlinfo, 'fund_pay_sumamt', 'acct_pay', 'hosp_part_amt'),
    },
  ];
}

/** F to J: how each line divides. */
export function lineFindings(lines: readonly Amounts[]): Finding[] {
  return lines.flatMap((line) => {
    const name = `明细 ${line.feedetl_sn}`;
    const total = fenOf(line.det_item_fee_sumamt);
    const over = fenOf(line.overlmt_amt);
    const quantity = Number(line.cnt);
    const overPrice = Math.max(0, Number(line.pric) - Number(line.pric_uplmt_amt));
    const findings: Finding[] = [
      { what: `${name}：F 金额 = 数量 × 单价`, left: total, right: roundFen(quantity * Number(line.pric)) },
      { what: `${name}：G 金额 = 四项之和`, left: total, right: sum(line, ...LINE_PARTS) },
    ];
    const isSelfPaid = line.chrgitm_lv === '03' || Number(line.selfpay_prop) === 1;
    if (isSelfPaid)
      return [...findings, { what: `${name}：I 全自费`, left: fenOf(line.fulamt_ownpay_amt), right: total }];
    findings.push({ what: `${name}：J 超限价`, left: over, right: roundFen(overPrice * quantity) });
    if (line.chrgitm_lv === '02') {
      const prior = roundFen(((total - over) / 100) * Number(line.selfpay_prop));
      findings.push({ what: `${name}：H 先行自付`, left: fenOf(line.preselfpay_amt), right: prior });
    }
    return findings;
  });
}

/** Half up, on a product that binary arithmetic may have left a hair below the half. */
function roundFen(yuan: number): number {
  return Math.round(Number((yuan * 100).toFixed(6)));
}

/** K: the parts of a settlement are the sums of its lines. */
export function sumFindings({ setlinfo }: SettlementOutput, lines: readonly Amounts[]): Finding[] {
  return PARTS.map((part, index) => ({
    what: `K ${part} = 明细之和`,
    left: fenOf(setlinfo[part]),
    right: lines.reduce((total, line) => total + fenOf(line[LINE_PARTS[index] ?? '']), 0),
  }));
}

/** L: a reversal carries every amount with the sign turned. */
export function reversalFindings(settled: SettlementOutput, reversal: SettlementOutput): Finding[] {
  const amounts = ['medfee_sumamt', ...PARTS, 'act_pay_dedc', ...FUNDS, 'fund_pay_sumamt', 'acct_pay', 'psn_cash_pay'];
  return amounts.map((key) => ({
    what: `L 撤销 ${key} 为原额的相反数`,
    left: fenOf(reversal.setlinfo[key]),
    right: -fenOf(settled.setlinfo[key]) || 0,
  }));
}

/** M and the like: two settlements say the same. */
export function sameFindings(what: string, one: SettlementOutput, other: SettlementOutput): Finding[] {
  return ['medfee_sumamt', ...PARTS, 'fund_pay_sumamt', 'acct_pay', 'psn_cash_pay'].map((key) => ({
    what: `${what}：${key}`,
    left: fenOf(one.setlinfo[key]),
    right: fenOf(other.setlinfo[key]),
  }));
}
