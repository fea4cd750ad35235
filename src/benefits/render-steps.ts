/** The ladder in office Chinese: each step of a computation with its title, its rule in a phrase and its arithmetic. */
import { fen, formatYuan } from '../kernel/money.ts';
import { type CompiledLayer, type CompiledPolicy, FIRST_GROUP_SLOT, LAYER_QUANTITIES } from './compiled-policy.ts';
import { formatRate } from './describe-rule.ts';
import type { ExplanationStep, Step, StepNumbers, StepRule } from './model.ts';
import { sliceGrowth } from './schedule.ts';
import { SCOPE_TITLES } from './scope.ts';

/** Grouping is the dear part of writing a number; below a thousand yuan there is nothing to group. */
const GROUPED = { grouped: true } as const;
const UNGROUPED = { grouped: false } as const;

const QUANTITY_NAMES: Readonly<Record<string, string>> = {
  total: '医疗费总额',
  fullSelfPay: '全自费',
  overLimit: '超限价自付',
  priorShare: '先行自付',
  inScope: '政策范围内费用',
  personTotal: '个人负担合计',
  unpaid: '尚未支付的费用',
  base: '计算基数',
  firstTake: '先行自付',
  deductible: '起付标准',
  coPay: '段内自付',
  overCap: '超限额',
  hospitalShare: '医院负担',
  paid: '支付',
};

interface Words {
  readonly title: string;
  readonly rule: string;
  readonly formula: string;
}

/** Puts steps into words. `policy` is the one that the steps were computed under. */
export function renderSteps(policy: CompiledPolicy, steps: readonly Step[]): ExplanationStep[] {
  return steps.map((step) => {
    const { title, rule, formula } = wordsOf(policy, step);
    const { id, layer, before, taken, after, bearer, clause } = step;
    return { id, layer, title, before, rule, formula, taken, after, bearer, clause };
  });
}

function wordsOf(policy: CompiledPolicy, step: Step): Words {
  const { kind, taken } = step;
  const numbers = step.numbers ?? {};
  const layer = policy.layers.find(({ id }) => id === step.layer);
  const layerTitle = layer?.title ?? '';
  switch (kind) {
    case 'fullSelfPay':
      return chargeWords(kind, taken, '目录外项目和未获准的限制用药，由个人全额负担');
    case 'overLimit':
      return chargeWords(kind, taken, '单价超过支付限价的部分，由个人负担');
    case 'priorShare':
      return chargeWords(kind, taken, '乙类项目先由个人按比例负担');
    case 'base':
      return {
        title: `计入${layerTitle}的费用`,
        rule: taken < 0 ? '前面由个人负担的部分，按规定计入本层基数' : '其余部分不计入本层基数',
        formula: `${sumFormula(policy, numbers)} = ${yuan(numbers.base)}`,
      };
    case 'firstTake': {
      const rate = formatRate(step.rule?.firstTakePer10k ?? 0);
      return {
        title: `${layerTitle}先行自付`,
        rule: `先由个人负担 ${rate}`,
        formula: `${yuan(numbers.base)} × ${rate} = ${yuan(taken)}`,
      };
    }
    case 'deductible':
      return {
        title: `${layerTitle}起付标准`,
        rule: '起付标准以内由个人负担',
        formula: deductibleFormula(numbers, taken, scopeWord(policy, layer)),
      };
    case 'hospitalShare':
      return {
        title: taken < 0 ? '结余归医院' : '医院负担',
        rule: taken < 0 ? '实际费用低于定额，按定额结算' : '超过定额的部分由医院负担',
        formula:
          taken < 0
            ? `${yuan(numbers.price)} − ${yuan(numbers.base)} = ${yuan(-taken)}`
            : `${yuan(numbers.base)} − ${yuan(numbers.price)} = ${yuan(taken)}`,
      };
    case 'overCap': {
      const limit = numbers.limitTitle;
      return {
        title: `超过${limit ?? (step.rule?.schedule.leaves.length === 0 ? '定额' : `${layerTitle}费用限额`)}`,
        rule: limit === undefined ? '超过费用限额的部分由个人负担' : '支付达到限额，其余费用由个人负担',
        formula: `${yuan(numbers.base)} − ${yuan(numbers.left)} = ${yuan(taken)}`,
      };
    }
    case 'paid':
      return {
        title: `${layerTitle}支付`,
        rule:
          numbers.limitTitle === undefined ? phraseOf(step.rule) : `${phraseOf(step.rule)}；付至${numbers.limitTitle}`,
        formula: paidFormula(policy, step, numbers),
      };
    case 'personTotal':
      return {
        title: '个人负担合计',
        rule: '总额减去各项基金支付',
        formula: `${yuan(numbers.base)} − ${yuan(numbers.already)} = ${yuan((numbers.base ?? 0) - (numbers.already ?? 0))}`,
      };
    case 'account':
      return {
        title: '个人账户支付',
        rule: '以个人账户余额支付个人负担部分',
        formula: `可用 ${yuan(numbers.left)}，支付 ${yuan(taken)}`,
      };
    case 'cash':
      return {
        title: '个人现金支付',
        rule: '其余由个人支付',
        formula: `${yuan(numbers.base)} − ${yuan(numbers.already)} = ${yuan(taken)}`,
      };
  }
}

function phraseOf(rule: StepRule | undefined): string {
  return rule?.phrase ?? '';
}

function chargeWords(kind: string, taken: number, rule: string): Words {
  return { title: QUANTITY_NAMES[kind] ?? kind, rule, formula: `各明细之和 = ${yuan(taken)}` };
}

function deductibleFormula(
  { deductible = 0, before = 0, charged = 0 }: StepNumbers,
  taken: number,
  scope: string,
): string {
  if (charged > 0) return `${yuan(deductible)} − 已计起付标准 ${yuan(charged)} = ${yuan(taken)}`;
  if (before === 0 || taken === deductible) return yuan(deductible);
  return `${yuan(deductible)} − ${scope}已计 ${yuan(before)} = ${yuan(taken)}`;
}

function paidFormula(policy: CompiledPolicy, step: Step, numbers: StepNumbers): string {
  if (numbers.limitTitle !== undefined) return limitFormula(policy, numbers);
  if (numbers.price !== undefined) return `定额 ${yuan(numbers.price)}，支付 ${yuan(step.taken)}`;
  if (numbers.parts !== undefined) return partsFormula(policy, step, numbers.parts);
  if (numbers.target !== undefined) {
    const due = (numbers.target ?? 0) - (numbers.already ?? 0);
    const words = `应享受 ${yuan(numbers.target)} − 已支付 ${yuan(numbers.already)}`;
    if (due < 0) return `${words}，已足额，支付 0.00`;
    return due === step.taken
      ? `${words} = ${yuan(due)}`
      : `${words} = ${yuan(due)}，以本次费用为限 ${yuan(step.taken)}`;
  }
  const layer = policy.layers.find(({ id }) => id === step.layer);
  return slicesFormula(step, numbers, scopeWord(policy, layer));
}

/** What a limit leaves: of the year, the month …, or of this case alone. */
function limitFormula(policy: CompiledPolicy, numbers: StepNumbers): string {
  const due = `（按比例应付 ${yuan(numbers.scheduled)}）`;
  const scope = policy.accumulators[numbers.limitAccumulator ?? -1]?.scope;
  if (scope === undefined) return `本次限额 ${yuan(numbers.limit)}${due}`;
  return `${yuan(numbers.limit)} − ${SCOPE_TITLES[scope]}已付 ${yuan(numbers.used)} = ${yuan(numbers.left)}${due}`;
}

/** Over what a layer's schedule runs: 年内, 当月 … */
function scopeWord(policy: CompiledPolicy, layer: CompiledLayer | undefined): string {
  const scope = policy.accumulators[layer?.accumulator ?? -1]?.scope;
  return SCOPE_TITLES[scope ?? 'year'];
}

function slicesFormula(
  step: Step,
  { base = 0, entering = 0, before = 0, deductible = 0 }: StepNumbers,
  scope: string,
): string {
  const schedule = step.rule?.schedule ?? { cuts: [], rates: [], leaves: [] };
  const products: string[] = [];
  const results: string[] = [];
  for (let index = 0; index < schedule.cuts.length; index++) {
    if (schedule.leaves[index] !== 'coPay') continue;
    const { earlier, later, cost, payment } = sliceGrowth(schedule, index, before, entering);
    if (cost === 0) continue;
    const rate = formatRate(schedule.rates[index] ?? 0);
    const isRestOfBase = deductible > 0 && cost === base - deductible;
    const amount = isRestOfBase ? `(${yuan(base)} − ${yuan(deductible)})` : yuan(later);
    products.push(
      earlier === 0 ? `${amount} × ${rate}` : `(${yuan(later)} × ${rate} − 已计 ${yuan(earlier)} × ${rate})`,
    );
    results.push(yuan(payment));
  }
  if (products.length === 0) {
    const { threshold, charged = 0 } = step.numbers ?? {};
    const limit = threshold === undefined ? (schedule.cuts[1] ?? deductible) : Math.max(threshold - charged, 0);
    return `${reached(threshold === undefined ? before : 0, base, scope)} 未超过起付标准 ${yuan(limit)}，支付 0.00`;
  }
  const steps = products.length === 1 ? [] : [results.join(' + ')];
  return [products.join(' + '), ...steps, yuan(step.taken)].join(' = ');
}

function reached(before: number, base: number, scope: string): string {
  return before === 0 ? yuan(base) : `${scope}累计 ${yuan(before)} + ${yuan(base)} = ${yuan(before + base)}`;
}

function partsFormula(policy: CompiledPolicy, step: Step, parts: NonNullable<StepNumbers['parts']>): string {
  const rates = step.rule?.schedule.rates ?? [];
  const words = parts
    .filter(([, cost]) => cost > 0)
    .map(([group, cost, paid, rate]) => {
      const shown = rate >= 0 ? rate : rates.at(-1);
      const title = policy.groups[group]?.title ?? '其余费用';
      return `${title} ${yuan(cost)}（${shown === undefined ? '' : formatRate(shown)}）付 ${yuan(paid)}`;
    });
  return `${words.join(' + ')} = ${yuan(step.taken)}`;
}

/** "起付标准 800.00 + 段内自付 2,640.00", leaving out what is zero. */
function sumFormula(policy: CompiledPolicy, { terms }: StepNumbers): string {
  if (terms === undefined) return QUANTITY_NAMES.unpaid ?? '';
  const words = terms
    .filter(([, , amount]) => amount !== 0)
    .map(([slot, sign, amount], index) => {
      const mark = sign < 0 ? '− ' : index === 0 ? '' : '+ ';
      return `${mark}${quantityTitle(policy, slot)} ${yuan(amount)}`;
    });
  return words.join(' ');
}

/** A quantity in words: 政策范围内费用, 大病保险支付, 中医药费用. */
export function quantityTitle(policy: CompiledPolicy, slot: number): string {
  const name = policy.quantities[slot] ?? '';
  const [first = '', second] = name.split('.');
  if (second === undefined) return QUANTITY_NAMES[first] ?? first;
  if (first === 'inScope') return `${policy.groups[slot - FIRST_GROUP_SLOT]?.title ?? second}（政策范围内）`;
  const layer = policy.layers.find(
    (candidate) => slot >= candidate.slot && slot < candidate.slot + LAYER_QUANTITIES.length,
  );
  return `${layer?.title ?? first}${QUANTITY_NAMES[second] ?? second}`;
}

function yuan(amount = 0): string {
  return formatYuan(fen(amount), Math.abs(amount) < 100_000 ? UNGROUPED : GROUPED);
}
