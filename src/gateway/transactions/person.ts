/** 1101 人员信息获取, 2001 人员待遇享受检查, 5206 人员累计信息查询. */
import { addDays, dateOf, type IsoDate, type IsoTime, isEffective, isoDate, yearOf } from '../../kernel/dates.ts';
import { fen, toYuanNumber } from '../../kernel/money.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import { type Cover, type PersonRecord, peopleErrors } from '../../people/index.ts';
import { gatewayErrors } from '../errors.ts';
import { cumulativeTypeOf } from '../field-tables.ts';
import { fillNode } from '../fill-node.ts';
import { type Call, type Outcome, requireText, rowOf, type Transaction } from '../transaction.ts';
import { careOf, placeOf, requireScheme } from './care.ts';
import { certNoOf, identifyPerson } from './identification.ts';

/** 1101: who somebody is and how insured, today or on the day that `begntime` names. */
async function queryPerson(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const record = await identifyPerson(call.useCases, row);
  const on = dateOf((row.begntime ?? call.now) as IsoTime);
  const certNo = await certNoOf(call.useCases, record.person.psnNo);
  return {
    output: {
      baseinfo: baseInfo(record, certNo, on),
      insuinfo: coversToShow(record.covers, on).map((cover) => insuranceInfo(cover, record, call.area, on)),
      idetinfo: record.identities
        .filter((identity) => isEffective(identity, on))
        .map((identity) =>
          fillNode('1101', 'idetinfo', {
            psn_idet_type: identity.code,
            begntime: `${identity.from} 00:00:00`,
            endtime: identity.to === undefined ? null : `${addDays(identity.to, -1)} 23:59:59`,
          }),
        ),
    },
  };
}

function baseInfo({ person }: PersonRecord, certNo: string, on: IsoDate) {
  return fillNode('1101', 'baseinfo', {
    psn_no: person.psnNo,
    psn_cert_type: person.certType,
    certno: certNo,
    psn_name: person.name,
    gend: person.gender,
    brdy: person.birthDate,
    age: ageInTenths(person.birthDate, on),
  });
}

/** age N(4,1): full months as years, cut to one decimal; 37 years and 6 months is 37.5. */
export function ageInTenths(birth: IsoDate, on: IsoDate): number {
  const months = (yearOf(on) - yearOf(birth)) * 12 + Number(on.slice(5, 7)) - Number(birth.slice(5, 7));
  const full = on.slice(8) < birth.slice(8) ? months - 1 : months;
  return Math.floor((Math.max(0, full) * 10) / 12) / 10;
}

/** One row per scheme: the cover in force on the day, else the latest that began before it. */
function coversToShow(covers: readonly Cover[], on: IsoDate): Cover[] {
  const begun = covers.filter((cover) => cover.from <= on);
  return [...Map.groupBy(begun, (cover) => cover.insutype).values()].flatMap((ofScheme) => {
    const latest = ofScheme.reduce((left, right) => (right.from > left.from ? right : left));
    return [ofScheme.find((cover) => isInForce(cover, on)) ?? latest];
  });
}

function isInForce(span: Pick<Cover, 'from' | 'to'>, on: IsoDate): boolean {
  return isEffective({ from: span.from, to: span.to ?? undefined }, on);
}

/** psn_insu_stas: 1 in force, 2 suspended, 4 ended. paus_insu_date: first day without the insurance. */
function insuranceInfo(cover: Cover, record: PersonRecord, area: string, on: IsoDate) {
  const inForce = isInForce(cover, on);
  const suspended = record.suspensions.find((each) => each.insutype === cover.insutype && isInForce(each, on));
  return fillNode('1101', 'insuinfo', {
    balc: cover.insutype === '310' ? toYuanNumber(record.accountBalance) : 0,
    insutype: cover.insutype,
    psn_type: cover.psnType,
    psn_insu_stas: inForce ? (suspended ? '2' : '1') : '4',
    psn_insu_date: cover.from,
    paus_insu_date: inForce ? (suspended?.from ?? null) : cover.to,
    cvlserv_flag: cover.civilServant ? '1' : '0',
    insuplc_admdvs: area,
  });
}

/** Length of trt_chk_rslt. */
const RESULT_LENGTH = 500;

/** 2001: fund by fund, whether the person is entitled for this care on the day, and if not, why. */
async function checkEntitlement(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const psnNo = requireText(row, 'psn_no');
  const fixmedinsCode = requireText(row, 'fixmedins_code');
  if (fixmedinsCode !== call.envelope.fixmedinsCode)
    refuse(gatewayErrors.otherProvider({ value: fixmedinsCode, caller: call.envelope.fixmedinsCode }));
  const funds = unwrap(
    await call.useCases.checkEntitlement({
      psnNo,
      insutype: requireScheme(row),
      fixmedinsCode,
      care: careOf(requireText(row, 'med_type')),
      place: await placeOf(call, row),
      diseaseCode: row.dise_codg,
      on: dateOf(requireText(row, 'begntime') as IsoTime),
    }),
  );
  return {
    output: {
      trtinfo: funds.map((fund) =>
        fillNode('2001', 'trtinfo', {
          psn_no: psnNo,
          trt_chk_type: '01',
          fund_pay_type: fund.fundPayType,
          trt_enjymnt_flag: fund.entitled ? '1' : '0',
          begndate: fund.from,
          enddate: fund.to,
          trt_chk_rslt: fund.reason?.slice(0, RESULT_LENGTH),
        }),
      ),
    },
  };
}

/** 5206: the year's running totals under every scheme that has some. `cum_ym` picks the year. */
async function queryTotals(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const psnNo = requireText(row, 'psn_no');
  if (!(await call.useCases.findPerson(psnNo)))
    refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'data.psn_no' }));
  const month = row.cum_ym ?? `${call.now.slice(0, 4)}${call.now.slice(5, 7)}`;
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(month))
    refuse(
      gatewayErrors.badDate({
        place: '',
        name: '累计年月',
        field: 'cum_ym',
        value: month,
        kind: '年月',
        expected: 'yyyyMM',
      }),
    );
  const totals = await call.useCases.listTotals(psnNo, yearOf(isoDate(`${month.slice(0, 4)}-01-01`)));
  return {
    output: {
      cuminfo: totals.map((total) =>
        fillNode('5206', 'cuminfo', {
          insutype: total.insutype,
          year: String(total.year),
          cum_ym: month,
          cum_type_code: cumulativeTypeOf(total.id),
          cum: total.kind === 'count' ? total.value : toYuanNumber(fen(total.value)),
        }),
      ),
    },
  };
}

export const PERSON_TRANSACTIONS: readonly Transaction[] = [
  { infno: '1101', kind: 'read', run: queryPerson },
  { infno: '2001', kind: 'read', run: checkEntitlement },
  { infno: '5206', kind: 'read', run: queryTotals },
];
