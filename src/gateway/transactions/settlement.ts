/** Pre-settlement, settlement and its undoing: 2206, 2207, 2208 of outpatients; 2303, 2304, 2305 of stays. */
import { type Charges, sumCharges } from '../../benefits/index.ts';
import { formatYuan } from '../../kernel/money.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import type { PersonRecord } from '../../people/index.ts';
import type { SettleRequest, Visit } from '../../settlement/index.ts';
import { readYuan } from '../decimal.ts';
import { gatewayErrors } from '../errors.ts';
import {
  answerDay,
  ofPresettlement,
  ofSettlement,
  type SettledAmounts,
  type SettlementOutput,
  settlementOutput,
} from '../settlement-answer.ts';
import { type Call, type Outcome, requireText, rowOf, type Transaction } from '../transaction.ts';
import type { Row } from '../validation.ts';
import { certNoOf, requirePerson } from './identification.ts';
import { checkAgreement, requireCare, requireVisit, visitRefOf } from './visit-access.ts';

type Care = 'inpatient' | 'outpatient';

interface Subject {
  readonly row: Row;
  readonly visit: Visit;
  readonly person: PersonRecord;
  readonly certNo: string;
}

/** The visit and the person of a settlement message, held against the register and the visit's registration. */
async function readSubject(call: Call, infno: string, care: Care): Promise<Subject> {
  const row = rowOf(call, 'data');
  const ref = visitRefOf(row);
  const [visit, person, certNo] = await Promise.all([
    requireVisit(call, ref),
    requirePerson(call.useCases, ref.psnNo, row),
    certNoOf(call.useCases, ref.psnNo),
  ]);
  requireCare(visit, infno, care);
  checkAgreement(visit, row);
  if (row.mid_setl_flag === '1') refuse(gatewayErrors.interimNotServed({ path: 'data.mid_setl_flag' }));
  if (row.acct_used_flag === '2') refuse(gatewayErrors.relativeAccountNotServed({ path: 'data.acct_used_flag' }));
  return { row, visit, person, certNo };
}

function settleRequest(call: Call, { row, visit }: Subject): Omit<SettleRequest, 'area'> {
  return {
    psnNo: visit.psnNo,
    mdtrtId: visit.mdtrtId,
    messageKey: call.envelope.msgid,
    fixmedinsCode: call.envelope.fixmedinsCode,
    settledAt: call.now,
    statedTotal: readYuan(row.medfee_sumamt),
    useAccount: row.acct_used_flag === '1',
    batchNo: row.chrg_bchno,
  };
}

function answer(call: Call, infno: string, subject: Subject, settled: SettledAmounts): SettlementOutput {
  return settlementOutput(settled, {
    infno,
    area: call.area,
    visit: subject.visit,
    person: subject.person,
    certNo: subject.certNo,
    mdtrtCertType: subject.row.mdtrt_cert_type,
    on: answerDay(subject.visit, settled.settledAt, call.now),
  });
}

async function presettle(call: Call, infno: '2206' | '2303', care: Care): Promise<Outcome> {
  const subject = await readSubject(call, infno, care);
  const request = settleRequest(call, subject);
  const presettled = unwrap(await call.useCases.presettle(request));
  return { output: answer(call, infno, subject, ofPresettlement(presettled, request.messageKey)) };
}

async function settle(call: Call, infno: '2207' | '2304', care: Care): Promise<Outcome> {
  const subject = await readSubject(call, infno, care);
  if (infno === '2207' && subject.visit.setlId === null) await checkSplit(call, subject);
  const request = settleRequest(call, subject);
  const settlement = unwrap(await call.useCases.settle(request));
  const repeated = settlement.messageKey !== request.messageKey;
  return {
    output: answer(call, infno, subject, ofSettlement(settlement)),
    warning: repeated ? `该就诊已于 ${settlement.settledAt} 结算，返回原结算，未重复结算` : undefined,
    refs: { psnNo: settlement.psnNo, mdtrtId: settlement.mdtrtId, setlId: repeated ? undefined : settlement.setlId },
  };
}

const SPLIT_FIELDS = [
  ['fulamt_ownpay_amt', '全自费金额', 'fullSelfPay'],
  ['overlmt_selfpay', '超限价金额', 'overLimit'],
  ['preselfpay_amt', '先行自付金额', 'priorShare'],
  ['inscp_scp_amt', '符合政策范围金额', 'inScope'],
] as const satisfies readonly (readonly [string, string, keyof Charges])[];

/**
 * Identity M: 2207 hands back the four parts of the charges that 2206 answered. They must be those of the lines as they
 * stand, or the provider has settled something else in its own books.
 */
async function checkSplit(call: Call, { row, visit }: Subject): Promise<void> {
  const charges = sumCharges(await call.useCases.listLines(visit));
  for (const [field, name, part] of SPLIT_FIELDS) {
    const stated = readYuan(row[field]);
    if (stated !== undefined && stated !== charges[part])
      refuse(
        gatewayErrors.badSplit({
          name,
          field,
          stated: formatYuan(stated),
          expected: formatYuan(charges[part]),
          path: `data.${field}`,
        }),
      );
  }
}

/** 2208, 2305: the counter-entry; asked for again, the one that stands. */
async function reverse(call: Call, infno: '2208' | '2305', care: Care): Promise<Outcome> {
  const subject = await readSubject(call, infno, care);
  const settlement = unwrap(
    await call.useCases.reverse({
      psnNo: subject.visit.psnNo,
      mdtrtId: subject.visit.mdtrtId,
      setlId: requireText(subject.row, 'setl_id'),
      messageKey: call.envelope.msgid,
      fixmedinsCode: call.envelope.fixmedinsCode,
      settledAt: call.now,
    }),
  );
  const repeated = settlement.messageKey !== call.envelope.msgid;
  return {
    output: answer(call, infno, subject, ofSettlement(settlement)),
    warning: repeated ? `该结算已于 ${settlement.settledAt} 撤销，返回原撤销结果` : undefined,
    refs: { psnNo: settlement.psnNo, mdtrtId: settlement.mdtrtId, setlId: settlement.setlId },
  };
}

export const SETTLEMENT_TRANSACTIONS: readonly Transaction[] = [
  { infno: '2206', kind: 'read', run: (call) => presettle(call, '2206', 'outpatient') },
  { infno: '2207', kind: 'write', run: (call) => settle(call, '2207', 'outpatient') },
  { infno: '2208', kind: 'write', run: (call) => reverse(call, '2208', 'outpatient') },
  { infno: '2303', kind: 'read', run: (call) => presettle(call, '2303', 'inpatient') },
  { infno: '2304', kind: 'write', run: (call) => settle(call, '2304', 'inpatient') },
  { infno: '2305', kind: 'write', run: (call) => reverse(call, '2305', 'inpatient') },
];
