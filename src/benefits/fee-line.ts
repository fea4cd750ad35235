/**
 * Fee lines (费用明细): how a line splits into full self-pay, over-limit, prior share and in-scope.
 *
 * Rules F to K of the national interface: total = quantity × price to the fen; a class-C item, a prior rate of 100 %
 * and a restricted item without approval are wholly self-paid; over-limit = (price − limit) × quantity; prior share =
 * (total − over-limit) × rate for class B. Each amount is rounded half away from zero on the line, then lines add up.
 */
import {
  applyRate,
  divideRounded,
  type Fen,
  fen,
  formatYuan,
  minFen,
  subtractFen,
  sumFen,
  ZERO_FEN,
} from '../kernel/money.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import type { CompiledFeeLines, CompiledFeeRule } from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import type { Charges, ItemClass, PricedLine } from './model.ts';

/** `hosp_appr_flag`: 0 no approval needed, 1 approved, 2 refused. */
export type HospitalApproval = '0' | '1' | '2';

/**
 * A fee line with what the catalogue says of its item. Quantity and price carry up to four decimals, so both are
 * integers in ten-thousandths (1.5 tablets → 15000; 12.3456 yuan → 123456); amounts of money are fen.
 */
export interface FeeLineInput {
  readonly quantityPer10k: number;
  /** Ten-thousandths of a yuan. */
  readonly pricePer10k: number;
  /** The line's amount as the provider states it. */
  readonly total: Fen;
  readonly itemClass: ItemClass;
  /** selfpay_prop: 1000 is 10 %. */
  readonly priorRatePer10k: number;
  /** pric_uplmt_amt in fen; null where the catalogue sets no limit (999999). */
  readonly priceLimit: Fen | null;
  /** lmt_used_flag: payable only for a restricted use. */
  readonly restricted: boolean;
  readonly approval: HospitalApproval;
}

/** Ten-thousandths × ten-thousandths of a yuan in one fen. */
const PRODUCT_PER_FEN = 1_000_000;
const WHOLE = 10_000;
const PRICE_PER_FEN = 100;

/** Whether the price limit or the prior share is taken first. */
export type FeeLineOrder = 'limitFirst' | 'priorFirst';

/**
 * Splits a line. With `limitFirst` (the national interface) the prior share is taken of what the price limit leaves;
 * with `priorFirst` of the whole line, and what then stands above the limit is over-limit. Fails when a value is
 * impossible or the stated total is not quantity × price.
 */
export function priceFeeLine(line: FeeLineInput, order: FeeLineOrder = 'limitFirst'): Result<PricedLine> {
  return attempt(() => {
    checkLine(line);
    if (isFullSelfPay(line)) {
      return {
        total: line.total,
        fullSelfPay: line.total,
        overLimit: ZERO_FEN,
        priorShare: ZERO_FEN,
        inScope: ZERO_FEN,
      };
    }
    const overPrice = line.priceLimit === null ? 0 : Math.max(line.pricePer10k - line.priceLimit * PRICE_PER_FEN, 0);
    const overLimit = multiply(line.quantityPer10k, overPrice);
    if (order === 'priorFirst') return splitPriorFirst(line, overLimit);
    const payable = subtractFen(line.total, overLimit);
    const priorShare = line.itemClass === '02' ? applyRate(payable, line.priorRatePer10k) : ZERO_FEN;
    return {
      total: line.total,
      fullSelfPay: ZERO_FEN,
      overLimit,
      priorShare,
      inScope: subtractFen(payable, priorShare),
    };
  });
}

function splitPriorFirst(line: FeeLineInput, overPrice: Fen): PricedLine {
  const priorShare = line.itemClass === '02' ? applyRate(line.total, line.priorRatePer10k) : ZERO_FEN;
  const limit = subtractFen(line.total, overPrice);
  const afterPrior = subtractFen(line.total, priorShare);
  const inScope = minFen(afterPrior, limit);
  const overLimit = subtractFen(afterPrior, inScope);
  return { total: line.total, fullSelfPay: ZERO_FEN, overLimit, priorShare, inScope };
}

/** A restricted item is payable only when approved; an unrestricted one unless approval was refused. */
function isFullSelfPay(line: FeeLineInput): boolean {
  const isRefused = line.restricted ? line.approval !== '1' : line.approval === '2';
  return isRefused || line.itemClass === '03' || line.priorRatePer10k === WHOLE;
}

function checkLine(line: FeeLineInput): void {
  const { quantityPer10k, pricePer10k, priorRatePer10k, priceLimit, total } = line;
  requireWhole('数量', quantityPer10k, 1, '大于零的整数（以万分之一为单位）');
  requireWhole('单价', pricePer10k, 0, '不小于零的整数（以万分之一元为单位）');
  if (priceLimit !== null) requireWhole('支付限价', priceLimit, 0, '不小于零的整数分，或空');
  if (!Number.isInteger(priorRatePer10k) || priorRatePer10k < 0 || priorRatePer10k > WHOLE) {
    refuseValue('先行自付比例', priorRatePer10k, '0 至 10000 之间的整数（万分之一）');
  }
  if (line.itemClass === '01' && priorRatePer10k > 0 && priorRatePer10k < WHOLE) {
    refuseValue('先行自付比例', priorRatePer10k, '0：甲类项目没有先行自付，有先行自付的请核对收费项目等级');
  }
  if (quantityPer10k * pricePer10k > Number.MAX_SAFE_INTEGER) {
    refuseValue('数量与单价之积', quantityPer10k * pricePer10k, '九千万元以内的金额');
  }
  const expected = multiply(quantityPer10k, pricePer10k);
  if (total !== expected) {
    refuse(
      benefitErrors.lineTotalMismatch({
        path: 'total',
        total: formatYuan(total),
        quantity: formatTenThousandths(quantityPer10k),
        price: formatTenThousandths(pricePer10k),
        expected: formatYuan(expected),
      }),
    );
  }
}

function requireWhole(field: string, value: number, least: number, expected: string): void {
  if (!Number.isSafeInteger(value) || value < least) refuseValue(field, value, expected);
}

function refuseValue(field: string, value: number, expected: string): never {
  refuse(benefitErrors.invalidLineValue({ path: field, field, value, expected }));
}

function multiply(quantityPer10k: number, pricePer10k: number): Fen {
  return fen(divideRounded(quantityPer10k * pricePer10k, PRODUCT_PER_FEN));
}

/** What tells lines apart for a pack's fee rules. */
export interface FeeLineKind {
  /** med_chrgitm_type: 09 西药费, 14 … */
  readonly chargeType?: string | undefined;
  readonly itemCode?: string | undefined;
}

/**
 * A line as a pack's own rules would have it: each property comes from the first rule that speaks of the line and of
 * that property; what no rule names stays as the catalogue has it. `group` is the fee-line group, if any.
 */
export function applyFeeRules(
  feeLines: CompiledFeeLines,
  line: FeeLineInput,
  kind: FeeLineKind,
): { readonly line: FeeLineInput; readonly group: number | undefined; readonly rules: readonly CompiledFeeRule[] } {
  const rules = feeLines.rules.filter((rule) => speaksOf(rule, line, kind));
  const prior = rules.find((rule) => rule.priorPer10k !== undefined)?.priorPer10k;
  const limit = rules.find((rule) => rule.priceLimit !== undefined)?.priceLimit;
  const isPayable = rules.every((rule) => rule.payable);
  const itemClass = isPayable ? (prior !== undefined && prior > 0 ? '02' : line.itemClass) : '03';
  return {
    line: {
      ...line,
      itemClass,
      priorRatePer10k: prior ?? line.priorRatePer10k,
      priceLimit: limit === undefined ? line.priceLimit : fen(limit),
    },
    group: rules.find((rule) => rule.group !== undefined)?.group,
    rules,
  };
}

function speaksOf(rule: CompiledFeeRule, line: FeeLineInput, kind: FeeLineKind): boolean {
  return (
    (rule.itemClass === undefined || rule.itemClass.includes(line.itemClass)) &&
    (rule.chargeType === undefined || (kind.chargeType !== undefined && rule.chargeType.includes(kind.chargeType))) &&
    (rule.itemCode === undefined || (kind.itemCode !== undefined && rule.itemCode.includes(kind.itemCode)))
  );
}

/** Sums of a visit's lines; zero for none. */
export function sumCharges(lines: readonly PricedLine[]): Charges {
  return {
    total: sumFen(lines.map((line) => line.total)),
    fullSelfPay: sumFen(lines.map((line) => line.fullSelfPay)),
    overLimit: sumFen(lines.map((line) => line.overLimit)),
    priorShare: sumFen(lines.map((line) => line.priorShare)),
    inScope: sumFen(lines.map((line) => line.inScope)),
  };
}

const FOUR_DECIMALS = /^(\d{1,11})(?:\.(\d{1,4}))?$/;

/** "12.3456" → 123456; undefined when it is no non-negative decimal of at most four places. */
export function parseTenThousandths(text: string): number | undefined {
  const match = FOUR_DECIMALS.exec(text.trim());
  return match ? Number(match[1]) * WHOLE + Number((match[2] ?? '').padEnd(4, '0')) : undefined;
}

/** 123456 → "12.3456", 15000 → "1.5". */
export function formatTenThousandths(value: number): string {
  const decimals = String(value % WHOLE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(value / WHOLE));
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
