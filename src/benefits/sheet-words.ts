/** The parts of a compiled policy in words, each as a named field. */
import { fen, formatYuan } from '../kernel/money.ts';
import {
  type CompiledCeiling,
  type CompiledFeeRule,
  type CompiledLayer,
  type CompiledLimit,
  type CompiledPolicy,
  type CompiledRule,
  FIRST_GROUP_SLOT,
  LAYER_OFFSET,
  LAYER_QUANTITIES,
  type PaidAmount,
  type Term,
} from './compiled-policy.ts';
import { describeAlternatives } from './describe-alternatives.ts';
import { type CodeNames, describeTerms, formatRate } from './describe-rule.ts';
import { quantityTitle } from './render-steps.ts';
import { SCOPE_TITLES } from './scope.ts';
import { NONE, type SheetField } from './sheet-model.ts';

export const PAYERS: Readonly<Record<PaidAmount, string>> = {
  pool: '统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '大额补助',
  civilServant: '公务员补助',
  enterprise: '企业补充',
  medicalAid: '医疗救助',
  other: '其他补充',
};

export const DECIDED_BY = { admittedOn: '入院日期', dischargedOn: '出院（就诊）日期' } as const;

/** What a layer applies to and how it is worked, as far as it says more than the plain case. */
export function layerFields(policy: CompiledPolicy, layer: CompiledLayer, names: CodeNames): SheetField[] {
  const { deductibleOn, mode } = layer;
  const fields: (SheetField | undefined)[] = [
    { name: '适用', value: describeAlternatives(layer.when, names) || '各类就诊' },
    { name: '计算基数', value: `${sumWords(policy, layer.base)}${layer.floorBase ? '（为负时按零）' : ''}` },
    { name: '累计', value: accumulatedOver(policy, layer.accumulator) },
    deductibleOn === 'schedule'
      ? undefined
      : {
          name: '起付标准',
          value:
            deductibleOn === 'case'
              ? '每次就诊另计，不占分段'
              : `另计，扣除“${accumulatorTitle(policy, deductibleOn.accumulator)}”已计的部分`,
        },
    mode.kind === 'growth' ? undefined : { name: '支付方式', value: modeWords(policy, layer) },
    layer.identities === 'highest' ? { name: '身份', value: '兼有几种身份的，只按最高的一种' } : undefined,
  ];
  return fields.filter((field) => field !== undefined);
}

function modeWords(policy: CompiledPolicy, { mode }: CompiledLayer): string {
  switch (mode.kind) {
    case 'growth':
      return '';
    case 'entitlement':
      return `累计应享受的，减去“${accumulatorTitle(policy, mode.paid)}”已支付的`;
    case 'guarantee': {
      const titles = mode.layers.map((slot) => quantityTitle(policy, slot + LAYER_OFFSET.paid));
      return `保底：${titles.join('、')}合计不足本层算得的，由本层补足`;
    }
  }
}

function accumulatedOver(policy: CompiledPolicy, index: number | undefined): string {
  if (index === undefined) return '每次就诊单独计算';
  const accumulator = policy.accumulators[index];
  if (accumulator === undefined) return '';
  const scope = accumulator.scope === 'year' ? '' : `（${SCOPE_TITLES[accumulator.scope]}）`;
  return `按“${accumulator.title}”累计${scope}`;
}

function accumulatorTitle(policy: CompiledPolicy, index: number): string {
  return policy.accumulators[index]?.title ?? '';
}

/** "政策范围内费用 − 基本医保统筹支付". */
export function sumWords(policy: CompiledPolicy, terms: readonly Term[]): string {
  const words = terms
    .filter(({ slot }) => isInForce(policy, slot))
    .map(({ slot, sign }, index) => {
      const mark = sign < 0 ? '− ' : index === 0 ? '' : '＋ ';
      return `${mark}${quantityTitle(policy, slot)}`;
    });
  return words.length === 0 ? '零' : words.join(' ');
}

/** A layer that is not in force on the day is nothing: neither its payment nor its parts are worth a word. */
function isInForce({ layers, groups }: CompiledPolicy, slot: number): boolean {
  if (slot < FIRST_GROUP_SLOT + groups.length) return true;
  return layers.some((layer) => slot >= layer.slot && slot < layer.slot + LAYER_QUANTITIES.length);
}

/** A rule's numbers, each under its name; a fixed price is one field. */
export function ruleFields({ terms, schedule }: CompiledRule, ownDeductible: boolean, names: CodeNames): SheetField[] {
  if (terms.package !== undefined) {
    return [{ name: '定额', value: describeTerms(terms, schedule, { ownDeductible, groupTitles: names.groups }) }];
  }
  const { deductible, costCap, firstTakePer10k, groupRates, groupShare } = terms;
  const groups = groupRates.map(
    ({ groups: indices, ratePer10k }) =>
      `${indices.map((index) => names.groups[index] ?? '').join('、')} ${formatRate(ratePer10k)}`,
  );
  const shared = groupShare === 'proportional' ? '按比例共用起付标准' : '依次共用起付标准';
  const fields: (SheetField | undefined)[] = [
    { name: '起付标准', value: deductible === 0 ? NONE : `${yuan(deductible)} 元` },
    { name: '支付比例', value: rateWords(terms) },
    costCap === undefined ? undefined : { name: '费用限额', value: `${yuan(costCap)} 元以上不计入` },
    firstTakePer10k === 0 ? undefined : { name: '先行自付', value: formatRate(firstTakePer10k) },
    groups.length === 0 ? undefined : { name: '费用类别', value: `${groups.join('，')}（${shared}）` },
  ];
  return fields.filter((field) => field !== undefined);
}

/** "78 %"; "50,000 元以下 60 %，50,000 至 100,000 元 70 %，100,000 元以上 80 %". Bounds as the rule counts them. */
function rateWords({ slices, bounds, deductible }: CompiledRule['terms']): string {
  if (slices.length === 1) return formatRate(slices[0]?.ratePer10k ?? 0);
  const words = slices.map(({ upTo, ratePer10k }, index) => {
    const lower = slices[index - 1]?.upTo;
    const rate = formatRate(ratePer10k);
    if (upTo === undefined) return `${yuan(lower ?? 0)} 元以上 ${rate}`;
    return lower === undefined ? `${yuan(upTo)} 元以下 ${rate}` : `${yuan(lower)} 至 ${yuan(upTo)} 元 ${rate}`;
  });
  const origin = bounds === 'aboveDeductible' && deductible > 0 ? '（界限自起付标准起算）' : '';
  return `${words.join('，')}${origin}`;
}

/** "限支付额，按“统筹年内支付”累计". */
export function ceilingNote(policy: CompiledPolicy, { counts, accumulator }: CompiledCeiling): string {
  const what = counts === 'cost' ? '限进入本层的费用' : '限支付额';
  return `${what}，${accumulatedOver(policy, accumulator)}`;
}

export function limitWords(policy: CompiledPolicy, { amount, perDay, share }: CompiledLimit): string {
  if (share !== undefined) return `${sumWords(policy, share.terms)}的 ${formatRate(share.ratePer10k)}`;
  if (amount === undefined) return '不设限额';
  return `${perDay ? '每日 ' : ''}${yuan(amount)} 元`;
}

const ITEM_CLASSES: Readonly<Record<string, string>> = { '01': '甲类', '02': '乙类', '03': '自费' };

/** Which fee lines a rule speaks of. */
export function feeLineWords({ itemClass, chargeType, itemCode }: CompiledFeeRule): string {
  const words = [
    itemClass?.map((code) => ITEM_CLASSES[code] ?? code).join('或'),
    chargeType && `收费类别 ${chargeType.join('、')}`,
    itemCode && `医保编码 ${itemCode.join('、')}`,
  ];
  return words.filter((word) => word !== undefined).join('、');
}

export function feeRuleFields(policy: CompiledPolicy, rule: CompiledFeeRule): SheetField[] {
  const { priorPer10k, priceLimit, payable, group } = rule;
  const fields: (SheetField | undefined)[] = [
    payable ? undefined : { name: '支付', value: '不予支付' },
    priorPer10k === undefined ? undefined : { name: '先行自付', value: formatRate(priorPer10k) },
    priceLimit === undefined ? undefined : { name: '支付限价', value: `${yuan(priceLimit)} 元` },
    group === undefined ? undefined : { name: '费用类别', value: policy.groups[group]?.title ?? '' },
  ];
  return fields.filter((field) => field !== undefined);
}

function yuan(amount: number): string {
  return formatYuan(fen(amount), { grouped: true }).replace(/\.00$/, '');
}
