/** Fee lines: 2204, 2205 of outpatients, 2301, 2302 of stays. */
import { dateOf, type IsoTime, isEffective } from '../../kernel/dates.ts';
import { divideRounded, type Fen, formatYuan, toYuanNumber } from '../../kernel/money.ts';
import { ok, type Result, refuse, unwrap } from '../../kernel/result.ts';
import type { CatalogueItem } from '../../providers/index.ts';
import { type FeeLine, type NewFeeLine, settlementErrors } from '../../settlement/index.ts';
import { readYuan, scaleDecimal } from '../decimal.ts';
import { gatewayErrors } from '../errors.ts';
import { fillNode } from '../fill-node.ts';
import { type Call, NO_OUTPUT, type Outcome, requireText, rowOf, rowsOf, type Transaction } from '../transaction.ts';
import type { VisitRef } from '../use-cases.ts';
import type { Row } from '../validation.ts';
import { requireCare, requireVisit, visitRefOf } from './visit-access.ts';

/** chrg_bchno of 2205 and feedetl_sn of 2302 that mean every line of the visit. */
const ALL = '0000';
/** pric_uplmt_amt where the catalogue sets no limit. */
const NO_LIMIT = 999_999;
const SCALE = 10_000;

async function uploadFees(call: Call, infno: '2204' | '2301'): Promise<Outcome> {
  const rows = rowsOf(call, 'feedetail');
  const ref = visitRefOf(rows[0] ?? {});
  const visit = await requireVisit(call, ref);
  requireCare(visit, infno, infno === '2301' ? 'inpatient' : 'outpatient');
  const lines = rows.map((row, index) => readLine(row, index, ref));
  const recorded = unwrap(await standingLines(call, ref, lines, await call.useCases.recordFees(ref, lines)));
  const items = await call.useCases.findItemVersions(recorded.lines.map((line) => line.itemCode));
  return {
    output: { result: recorded.lines.map((line) => resultRow(infno, line, findVersion(items, line))) },
    warning: recorded.repeated ? '所传明细此前已全部上传，返回原结果，未重复记账' : undefined,
    refs: ref,
  };
}

/** One uploaded row; `index` counts from zero. Refuses what the tables cannot say: sums, signs, one visit per message. */
function readLine(row: Row, index: number, ref: VisitRef): NewFeeLine {
  const serial = requireText(row, 'feedetl_sn');
  const place = `第 ${index + 1} 条（流水号 ${serial}）的`;
  if (row.psn_no !== ref.psnNo || row.mdtrt_id !== ref.mdtrtId)
    refuse(gatewayErrors.mixedVisits({ place, path: 'feedetail.mdtrt_id' }));
  const total = readYuan(requireText(row, 'det_item_fee_sumamt'));
  const quantityPer10k = scaleDecimal(requireText(row, 'cnt'), 4);
  const priceMillionths = scaleDecimal(requireText(row, 'pric'), 6);
  if (total === undefined) return tooLarge(row, place, 'det_item_fee_sumamt', '明细项目费用总额');
  if (quantityPer10k === undefined) return tooLarge(row, place, 'cnt', '数量');
  if (priceMillionths === undefined) return tooLarge(row, place, 'pric', '单价');
  if (quantityPer10k < 0)
    refuse(gatewayErrors.refundNotServed({ place, value: requireText(row, 'cnt'), path: 'feedetail.cnt' }));
  checkLineTotal(row, place, total, quantityPer10k, priceMillionths);
  return {
    serial,
    batchNo: row.chrg_bchno,
    occurredAt: requireText(row, 'fee_ocur_time') as IsoTime,
    itemCode: requireText(row, 'med_list_codg'),
    providerItemCode: requireText(row, 'medins_list_codg'),
    quantityPer10k,
    pricePer10k: divideRounded(priceMillionths, 100),
    total,
    approval: row.hosp_appr_flag === '1' || row.hosp_appr_flag === '2' ? row.hosp_appr_flag : '0',
  };
}

function tooLarge(row: Row, place: string, field: string, name: string): never {
  return refuse(
    gatewayErrors.numberTooLarge({ place, name, field, value: row[field] ?? '', path: `feedetail.${field}` }),
  );
}

/** Identity F: the line's amount is quantity × price, to the fen. The office keeps prices to four decimals. */
function checkLineTotal(row: Row, place: string, total: Fen, quantityPer10k: number, priceMillionths: number): void {
  const expected = roundProduct(quantityPer10k, priceMillionths, 100_000_000n);
  const price = requireText(row, 'pric');
  if (expected !== BigInt(total))
    refuse(
      gatewayErrors.badLineTotal({
        place,
        stated: formatYuan(total),
        quantity: requireText(row, 'cnt'),
        price,
        expected: formatProduct(expected),
        path: 'feedetail.det_item_fee_sumamt',
      }),
    );
  const kept = roundProduct(quantityPer10k, divideRounded(priceMillionths, 100), 1_000_000n);
  if (kept !== expected) refuse(gatewayErrors.priceDecimals({ place, value: price, path: 'feedetail.pric' }));
}

/** Two non-negative scaled integers multiplied and brought to fen, half up; exact however large. */
function roundProduct(left: number, right: number, perFen: bigint): bigint {
  return (BigInt(left) * BigInt(right) * 2n + perFen) / (perFen * 2n);
}

function formatProduct(fenAmount: bigint): string {
  return `${fenAmount / 100n}.${String(fenAmount % 100n).padStart(2, '0')}`;
}

interface RecordedLines {
  readonly lines: readonly FeeLine[];
  readonly repeated: boolean;
}

/**
 * A batch that comes again after its answer was lost finds its lines standing: when every line of it stands exactly as
 * sent, they are the answer. Anything else that repeats a serial number stays refused.
 */
async function standingLines(
  call: Call,
  ref: VisitRef,
  sent: readonly NewFeeLine[],
  result: Result<readonly FeeLine[]>,
): Promise<Result<RecordedLines>> {
  if (result.ok) return ok({ lines: result.value, repeated: false });
  if (result.error.code !== settlementErrors.duplicateLine().code) return result;
  const standing = new Map((await call.useCases.listLines(ref)).map((line) => [line.serial, line]));
  const lines = sent.map((line) => {
    const found = standing.get(line.serial);
    return found && isSameLine(found, line) ? found : undefined;
  });
  const distinct = new Set(sent.map((line) => line.serial)).size === sent.length;
  const found = lines.filter((line) => line !== undefined);
  return distinct && found.length === lines.length ? ok({ lines: found, repeated: true }) : result;
}

function isSameLine(standing: FeeLine, sent: NewFeeLine): boolean {
  return (
    (standing.batchNo ?? undefined) === sent.batchNo &&
    standing.occurredAt === sent.occurredAt &&
    standing.itemCode === sent.itemCode &&
    standing.providerItemCode === sent.providerItemCode &&
    standing.quantityPer10k === sent.quantityPer10k &&
    standing.pricePer10k === sent.pricePer10k &&
    standing.total === sent.total
  );
}

function findVersion(items: ReadonlyMap<string, readonly CatalogueItem[]>, line: FeeLine): CatalogueItem | undefined {
  return items.get(line.itemCode)?.find((item) => isEffective(item, dateOf(line.occurredAt)));
}

function resultRow(infno: string, line: FeeLine, item: CatalogueItem | undefined) {
  const isSelfPaid = line.fullSelfPay === line.total && line.total !== 0;
  return fillNode(infno, 'result', {
    feedetl_sn: line.serial,
    det_item_fee_sumamt: toYuanNumber(line.total),
    cnt: line.quantityPer10k / SCALE,
    pric: line.pricePer10k / SCALE,
    pric_uplmt_amt: item?.priceLimit === undefined ? NO_LIMIT : toYuanNumber(item.priceLimit),
    selfpay_prop: isSelfPaid ? 1 : (item?.priorRatePer10k ?? 0) / SCALE,
    fulamt_ownpay_amt: toYuanNumber(line.fullSelfPay),
    overlmt_amt: toYuanNumber(line.overLimit),
    preselfpay_amt: toYuanNumber(line.priorShare),
    inscp_scp_amt: toYuanNumber(line.inScope),
    chrgitm_lv: line.itemClass,
    med_chrgitm_type: line.chargeType,
    lmt_used_flag: item?.restricted ? '1' : '0',
  });
}

/** 2205: the lines of one batch, or all. */
async function withdrawBatch(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const ref = visitRefOf(row);
  requireCare(await requireVisit(call, ref), '2205', 'outpatient');
  const batchNo = requireText(row, 'chrg_bchno');
  const removed = unwrap(await call.useCases.withdrawFees(ref, batchNo === ALL ? {} : { batchNo }));
  return { output: NO_OUTPUT, warning: removed === 0 ? '没有可撤销的费用明细' : undefined, refs: ref };
}

/**
 * 2302: the lines named, or all. Withdrawing what is not there, or no longer, leaves the visit as asked for: it is
 * answered done, with a warning. Some there and some not is a mistake and refused.
 */
async function withdrawLines(call: Call): Promise<Outcome> {
  const rows = rowsOf(call, 'data');
  const ref = visitRefOf(rows[0] ?? {});
  for (const [index, row] of rows.entries())
    if (row.psn_no !== ref.psnNo || row.mdtrt_id !== ref.mdtrtId)
      refuse(gatewayErrors.mixedVisits({ place: `第 ${index + 1} 条的`, path: 'data.mdtrt_id' }));
  requireCare(await requireVisit(call, ref), '2302', 'inpatient');
  const serials = rows.map((row) => requireText(row, 'feedetl_sn'));
  const result = await call.useCases.withdrawFees(ref, serials.includes(ALL) ? {} : { serials });
  if (!result.ok && result.error.code === settlementErrors.unknownLine().code) {
    const standing = new Set((await call.useCases.listLines(ref)).map((line) => line.serial));
    if (!serials.some((serial) => standing.has(serial)))
      return { output: NO_OUTPUT, warning: '所列费用明细均不在本次就诊中（未上传或已撤销）', refs: ref };
  }
  unwrap(result);
  return { output: NO_OUTPUT, refs: ref };
}

export const FEE_TRANSACTIONS: readonly Transaction[] = [
  { infno: '2204', kind: 'write', run: (call) => uploadFees(call, '2204') },
  { infno: '2205', kind: 'write', run: withdrawBatch },
  { infno: '2301', kind: 'write', run: (call) => uploadFees(call, '2301') },
  { infno: '2302', kind: 'write', run: withdrawLines },
];
