/**
 * Settlements as the interface answers them: `setlinfo` and `setldetail` of 2206, 2207, 2208, 2303, 2304, 2305.
 *
 * Amounts are JSON numbers in yuan, straight from fen, so that the identities of the settlement hold in the answer:
 * A total = full self-pay + over-limit + prior share + in scope; B total = funds + person + hospital;
 * C person = account + cash; D funds = sum of the funds; E the rows of `setldetail`, account and hospital included,
 * add up to funds + account + hospital.
 */
import type { Bearer, LayerResult, SettlementAmounts } from '../benefits/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import { ageAt, dateOf, type IsoDate, type IsoTime } from '../kernel/dates.ts';
import { type Fen, toYuanNumber } from '../kernel/money.ts';
import { findCover, type PersonRecord } from '../people/index.ts';
import type { Presettlement, Settlement, Visit } from '../settlement/index.ts';
import { clip } from './envelope.ts';
import { fillNode } from './fill-node.ts';

/** fund_pay_type of the personal account and of what the hospital bears. */
const ACCOUNT_PAY_TYPE = '310200';
const HOSPITAL_PAY_TYPE = '999997';
/** Bearers that are no fund: their rows are written from the amounts, not from layers. */
const NO_FUND: ReadonlySet<Bearer> = new Set<Bearer>(['account', 'person', 'hospital']);
/** Order of rows: the order in which the funds pay, whatever order the layers are read in. */
const PAYING_ORDER: readonly Bearer[] = ['pool', 'criticalIllness', 'largeAmount', 'civilServant', 'medicalAid'];
const PROCESS_LIMIT = 3990;

/** What settlement and pre-settlement have in common. */
export interface SettledAmounts {
  readonly amounts: SettlementAmounts;
  readonly layers: readonly LayerResult[];
  readonly steps: Settlement['steps'];
  readonly poolRatePer10k: number;
  readonly accountAfter: Fen;
  readonly setlId: string | null;
  readonly settledAt: IsoTime | null;
  readonly messageKey: string;
}

export interface SettlementAnswerContext {
  readonly infno: string;
  readonly area: string;
  readonly visit: Visit;
  readonly person: PersonRecord;
  readonly certNo: string;
  /** As the request gave it. */
  readonly mdtrtCertType: string | undefined;
  readonly on: IsoDate;
}

export function ofSettlement(settlement: Settlement): SettledAmounts {
  return settlement;
}

/** A pre-settlement has neither number nor time. */
export function ofPresettlement(presettlement: Presettlement, messageKey: string): SettledAmounts {
  const { amounts, layers, steps, poolRatePer10k } = presettlement.result;
  const { accountAfter } = presettlement;
  return { amounts, layers, steps, poolRatePer10k, accountAfter, setlId: null, settledAt: null, messageKey };
}

export interface SettlementOutput {
  readonly setlinfo: Record<string, string | number | null>;
  readonly setldetail: readonly Record<string, string | number | null>[];
  /** Recorded answers carry it, always null. */
  readonly expContent: null;
}

export function settlementOutput(settled: SettledAmounts, context: SettlementAnswerContext): SettlementOutput {
  const values = { ...personValues(context), ...visitValues(settled, context), ...amountValues(settled) };
  return {
    setlinfo: fillNode(context.infno, 'setlinfo', values),
    setldetail: detailRows(settled).map((row) => fillNode(context.infno, 'setldetail', row)),
    expContent: null,
  };
}

function personValues({ person: record, certNo, visit, on }: SettlementAnswerContext) {
  const { person } = record;
  // A newborn's cover may count from birth, before its own first day.
  const cover =
    findCover(record.covers, visit.insutype, visit.admittedOn) ??
    record.covers.find(({ insutype }) => insutype === visit.insutype);
  return {
    psn_no: person.psnNo,
    psn_name: person.name,
    psn_cert_type: person.certType,
    certno: certNo,
    gend: person.gender,
    brdy: person.birthDate,
    age: ageAt(person.birthDate, on),
    psn_type: cover?.psnType,
    cvlserv_flag: cover?.civilServant ? '1' : '0',
  };
}

/** clr_type: 21 inpatient, 14 chronic outpatient, 11 outpatient; settled by item (clr_way 1). */
const CLEARING_TYPES: Readonly<Record<Visit['care'], string>> = { inpatient: '21', chronic: '14', outpatient: '11' };
const BY_ITEM = '1';

function visitValues(settled: SettledAmounts, { visit, area, mdtrtCertType }: SettlementAnswerContext) {
  return {
    mdtrt_id: visit.mdtrtId,
    setl_id: settled.setlId,
    setl_time: settled.settledAt,
    insutype: visit.insutype,
    med_type: visit.medType,
    mdtrt_cert_type: mdtrtCertType,
    medins_setl_id: settled.messageKey,
    clr_optins: area,
    clr_way: BY_ITEM,
    clr_type: CLEARING_TYPES[visit.care],
    begndate: visit.admittedOn,
    enddate: visit.dischargedOn,
  };
}

function amountValues({ amounts, accountAfter, poolRatePer10k }: SettledAmounts) {
  const cash = toYuanNumber(amounts.cash);
  return {
    medfee_sumamt: toYuanNumber(amounts.total),
    fulamt_ownpay_amt: toYuanNumber(amounts.fullSelfPay),
    overlmt_selfpay: toYuanNumber(amounts.overLimit),
    preselfpay_amt: toYuanNumber(amounts.priorShare),
    inscp_scp_amt: toYuanNumber(amounts.inScope),
    act_pay_dedc: toYuanNumber(amounts.deductible),
    hifp_pay: toYuanNumber(amounts.pool),
    pool_prop_selfpay: poolRatePer10k / 10_000,
    cvlserv_pay: toYuanNumber(amounts.civilServant),
    hifes_pay: toYuanNumber(amounts.enterprise),
    hifmi_pay: toYuanNumber(amounts.criticalIllness),
    hifob_pay: toYuanNumber(amounts.largeAmount),
    maf_pay: toYuanNumber(amounts.medicalAid),
    oth_pay: toYuanNumber(amounts.other),
    hifdm_pay: 0,
    fund_pay_sumamt: toYuanNumber(amounts.fundTotal),
    psn_part_amt: toYuanNumber(amounts.personTotal),
    acct_pay: toYuanNumber(amounts.account),
    acct_mulaid_pay: 0,
    psn_cash_pay: cash,
    // The edition misprints the field in 2208; both spellings are sent there.
    pdn_cash_pay: cash,
    hosp_part_amt: toYuanNumber(amounts.hospitalShare),
    balc: toYuanNumber(accountAfter),
    crt_dedc: toYuanNumber(amounts.deductible),
  };
}

/** A row per fund that pays, then the account, then the hospital; what pays nothing has no row. */
function detailRows({ amounts, layers, steps }: SettledAmounts) {
  const rows = layers
    .filter((layer) => !NO_FUND.has(layer.bearer) && layer.paid !== 0)
    .toSorted((left, right) => payingRank(left) - payingRank(right))
    .map((layer) => ({ type: layer.fundPayType, paid: layer.paid, layer: layer.id }));
  const account = { type: ACCOUNT_PAY_TYPE, paid: amounts.account, layer: 'payment' };
  const hospital = { type: HOSPITAL_PAY_TYPE, paid: amounts.hospitalShare, layer: 'hospital' };
  return [...rows, ...[account, hospital].filter((row) => row.paid !== 0)].map((row) => ({
    fund_pay_type: row.type,
    fund_pay_type_name: coded('fund_pay_type', row.type).name,
    inscp_scp_amt: toYuanNumber(amounts.inScope),
    crt_payb_lmt_amt: null,
    fund_payamt: toYuanNumber(row.paid),
    setl_proc_info: processText(steps, row.layer),
  }));
}

function payingRank({ bearer }: LayerResult): number {
  const rank = PAYING_ORDER.indexOf(bearer);
  return rank === -1 ? PAYING_ORDER.length : rank;
}

/** setl_proc_info: the layer's steps with their arithmetic, so that a hospital can explain the bill. */
function processText(steps: Settlement['steps'], layer: string): string | null {
  const lines = steps.filter((step) => step.layer === layer).map((step) => `${step.title}：${step.formula}`);
  return lines.length === 0 ? null : clip(lines.join('；'), PROCESS_LIMIT);
}

/** The day that a person's age in an answer is counted to. */
export function answerDay(visit: Visit, settledAt: IsoTime | null, now: IsoTime): IsoDate {
  return visit.dischargedOn ?? dateOf(settledAt ?? now);
}
