/** The charges of a case file: what is stated, what follows from it, and what contradicts itself. Pure. */
import { type Fen, fen, formatYuan, parseYuan, sumFen, ZERO_FEN } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { caseErrors } from './case-errors.ts';
import type { ChargePartsSource, ChargesSource, LineSource } from './case-schema.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import {
  applyFeeRules,
  type FeeLineInput,
  formatTenThousandths,
  parseTenThousandths,
  priceFeeLine,
  sumCharges,
} from './fee-line.ts';
import type { Charges, ItemClass, PricedLine } from './model.ts';
import { placeInCase } from './read-case-yaml.ts';
import type { PackFile } from './read-yaml.ts';

/** Where in a case file something stands. */
export interface CasePlace {
  readonly file: PackFile;
  readonly pointer: string;
}

/** "12,000.50" or 12000.5, as the schema let through; a third decimal of a number is refused. */
export function caseYuan(value: string | number, { file, pointer }: CasePlace): Fen {
  const amount = parseYuan(typeof value === 'string' ? value.replaceAll(',', '') : value);
  if (amount !== undefined) return amount;
  const values = { problem: '多于两位小数', value, expected: '金额（元），至多两位小数' };
  return refuse(caseErrors.invalidValue({ ...placeInCase(file, pointer), ...values }));
}

const PARTS = ['fullSelfPay', 'overLimit', 'priorShare'] as const;
const TITLES = {
  total: '总额',
  fullSelfPay: '全自费',
  overLimit: '超限价',
  priorShare: '先行自付',
  inScope: '政策范围内',
} as const;

export interface DerivedCharges {
  readonly charges: Charges;
  /** What had to be assumed, for the reader. */
  readonly notice: string | undefined;
}

/**
 * The five amounts of a bill from those that are stated. A missing total is the sum; a missing in-scope cost is what
 * the total leaves; a difference between total and in-scope cost that no part explains is the one part that is not
 * stated, and full self-pay where more than one is not. Refuses what cannot be so.
 */
export function deriveCharges(source: ChargesSource, place: CasePlace): DerivedCharges {
  if (typeof source !== 'object') return { charges: plainCharges(caseYuan(source, place)), notice: undefined };
  const stated = readParts(source, place);
  const parts = sumFen(PARTS.map((name) => stated[name] ?? ZERO_FEN));
  const { total, inScope } = stated;
  if (total === undefined) {
    if (inScope !== undefined) return complete(stated, fen(parts + inScope), inScope);
    return refuseCharges('ambiguousCharges', stated, place, '没有总额，也没有政策范围内费用');
  }
  if (inScope === undefined) {
    if (parts > total) return refuseCharges('contradictoryCharges', stated, place);
    return complete(stated, total, fen(total - parts));
  }
  const rest = fen(total - parts - inScope);
  if (rest === 0) return complete(stated, total, inScope);
  const missing = PARTS.filter((name) => stated[name] === undefined);
  if (rest < 0 || missing.length === 0) return refuseCharges('contradictoryCharges', stated, place);
  const [only] = missing;
  const taker = missing.length === 1 && only !== undefined ? only : 'fullSelfPay';
  if (!missing.includes(taker)) {
    return refuseCharges('ambiguousCharges', stated, place, `差额 ${formatYuan(rest)} 元`);
  }
  const derived = complete({ ...stated, [taker]: rest }, total, inScope);
  const notice = `总额减去所列各项的差额 ${formatYuan(rest)} 元，计入${TITLES[taker]}（${taker}）`;
  return { ...derived, notice: missing.length === 1 ? undefined : notice };
}

type StatedParts = { readonly [name in keyof typeof TITLES]?: Fen | undefined };

function readParts(source: ChargePartsSource, { file, pointer }: CasePlace): StatedParts {
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [name, caseYuan(value, { file, pointer: `${pointer}/${name}` })]),
  );
}

function plainCharges(total: Fen): Charges {
  return { total, fullSelfPay: ZERO_FEN, overLimit: ZERO_FEN, priorShare: ZERO_FEN, inScope: total };
}

function complete(stated: StatedParts, total: Fen, inScope: Fen): DerivedCharges {
  const part = (name: (typeof PARTS)[number]) => stated[name] ?? ZERO_FEN;
  return {
    charges: {
      total,
      fullSelfPay: part('fullSelfPay'),
      overLimit: part('overLimit'),
      priorShare: part('priorShare'),
      inScope,
    },
    notice: undefined,
  };
}

function refuseCharges(
  error: 'contradictoryCharges' | 'ambiguousCharges',
  stated: StatedParts,
  { file, pointer }: CasePlace,
  problem = '',
): never {
  const shown = Object.entries(TITLES).flatMap(([name, title]) => {
    const amount = stated[name as keyof typeof TITLES];
    return amount === undefined ? [] : [`${title} ${formatYuan(amount)} 元`];
  });
  const values = [...shown, problem].filter((words) => words !== '').join('、');
  return refuse(caseErrors[error]({ ...placeInCase(file, pointer), values }));
}

const CLASS_CODES: Readonly<Record<string, ItemClass>> = { 甲: '01', 乙: '02', 丙: '03' };

export interface PricedLines {
  readonly charges: Charges;
  readonly groups: Readonly<Record<string, Fen>>;
}

/** Prices fee lines by the policy's fee rules and sums them; in-scope cost by fee-line group besides. */
export function priceLines(policy: CompiledPolicy, lines: readonly LineSource[], place: CasePlace): PricedLines {
  const priced: PricedLine[] = [];
  const groups: Record<string, Fen> = {};
  for (const [index, source] of lines.entries()) {
    const at = { file: place.file, pointer: `${place.pointer}/${index}` };
    const { line, group } = ruledLine(policy, source, at);
    const split = priceFeeLine(line, policy.feeLines.order);
    if (!split.ok) {
      const { place: words, path } = placeInCase(at.file, at.pointer);
      return refuse({ ...split.error, path, message: `案例文件 ${at.file.name} ${words}：${split.error.message}` });
    }
    priced.push(split.value);
    if (group !== undefined) groups[group] = fen((groups[group] ?? 0) + split.value.inScope);
  }
  return { charges: sumCharges(priced), groups };
}

function ruledLine(policy: CompiledPolicy, source: LineSource, place: CasePlace) {
  const { line, group } = applyFeeRules(policy.feeLines, lineInput(source, place), {
    chargeType: source.chargeType,
    itemCode: source.itemCode,
  });
  return { line, group: group === undefined ? source.group : policy.groups[group]?.id };
}

function lineInput(source: LineSource, place: CasePlace): FeeLineInput {
  const at = (name: string): CasePlace => ({ ...place, pointer: `${place.pointer}/${name}` });
  const quantityPer10k = tenThousandths(source.quantity ?? 1, at('quantity'));
  const pricePer10k = tenThousandths(source.price, at('price'));
  const priorRatePer10k = source.priorRate === undefined ? 0 : (parseYuan(source.priorRate.replace(/ ?%/, '')) ?? 0);
  const stated = source.itemClass ?? (priorRatePer10k > 0 ? '乙' : '甲');
  return {
    quantityPer10k,
    pricePer10k,
    total: source.total === undefined ? productOf(quantityPer10k, pricePer10k) : caseYuan(source.total, at('total')),
    itemClass: CLASS_CODES[stated] ?? (stated as ItemClass),
    priorRatePer10k,
    priceLimit: source.priceLimit === undefined ? null : caseYuan(source.priceLimit, at('priceLimit')),
    restricted: source.restricted ?? false,
    approval: source.approval ?? '0',
  };
}

/** Quantity × price to the fen, both in ten-thousandths, half away from zero. */
function productOf(quantityPer10k: number, pricePer10k: number): Fen {
  return fen(Number((BigInt(quantityPer10k) * BigInt(pricePer10k) + 500_000n) / 1_000_000n));
}

function tenThousandths(value: string | number, { file, pointer }: CasePlace): number {
  const parsed = parseTenThousandths(typeof value === 'number' ? numberText(value) : value);
  if (parsed !== undefined) return parsed;
  const values = { problem: '多于四位小数', value, expected: '不小于零的数，至多四位小数' };
  return refuse(caseErrors.invalidValue({ ...placeInCase(file, pointer), ...values }));
}

/** Without the binary noise of a JSON number. */
function numberText(value: number): string {
  const text = formatTenThousandths(Math.round(value * 10_000));
  return Math.abs(Number(text) - value) < 1e-9 ? text : String(value);
}
