/**
 * The ladder (结算单的阶梯): the walk from the total to the cash, rung by rung, in office Chinese.
 *
 * The chain is exact: the first rung stands before the total, each leaves what the next starts from, the last leaves
 * zero. What the person keeps (全自费, 起付标准 …) is set aside as it is named; where a later layer counts it into its
 * base, and before the account and the cash, a rung brings it back (its `taken` is negative). So each bearer's rungs
 * sum to what the settlement says that bearer pays.
 */
import { type Fen, fen, formatYuan } from '../kernel/money.ts';
import { LAYER_QUANTITIES, type Term } from './compiled-policy.ts';
import { formatRate } from './describe-rule.ts';
import type { Bearer, Clause, ExplanationStep } from './model.ts';
import { sliceGrowth } from './schedule.ts';
import type { LayerWorking, Walk } from './walk.ts';

interface Rung {
  readonly id: string;
  readonly layer: string;
  readonly title: string;
  readonly rule: string;
  readonly formula: string;
  readonly taken: number;
  readonly bearer: Bearer;
  readonly clause?: Clause | undefined;
}

interface Ladder {
  left: Fen;
  readonly steps: ExplanationStep[];
}

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
  base: '计算基数',
  deductible: '起付标准',
  coPay: '段内自付',
  overCap: '超限额',
  paid: '支付',
};

/** All rungs of a case. */
export function explainWalk(walk: Walk): ExplanationStep[] {
  const ladder: Ladder = { left: walk.amounts.total, steps: [] };
  addCharges(ladder, walk);
  for (const working of walk.workings) addLayer(ladder, walk, working);
  addPayment(ladder, walk);
  return ladder.steps;
}

function addRung(ladder: Ladder, rung: Rung): void {
  const before = ladder.left;
  const after = fen(before - rung.taken);
  const { id, layer, title, rule, formula, bearer, clause } = rung;
  ladder.steps.push({ id, layer, title, before, rule, formula, taken: fen(rung.taken), after, bearer, clause });
  ladder.left = after;
}

function addCharges(ladder: Ladder, { amounts }: Walk): void {
  const parts = [
    { id: 'fullSelfPay', amount: amounts.fullSelfPay, rule: '目录外项目和未获准的限制用药，由个人全额负担' },
    { id: 'overLimit', amount: amounts.overLimit, rule: '单价超过支付限价的部分，由个人负担' },
    { id: 'priorShare', amount: amounts.priorShare, rule: '乙类项目先由个人按比例负担' },
  ] as const;
  for (const { id, amount, rule } of parts) {
    if (amount === 0) continue;
    const formula = `各明细之和 = ${yuan(amount)}`;
    const title = QUANTITY_NAMES[id] ?? id;
    addRung(ladder, { id: `charges.${id}`, layer: 'charges', title, rule, formula, taken: amount, bearer: 'person' });
  }
}

function addLayer(ladder: Ladder, walk: Walk, working: LayerWorking): void {
  const { layer, rule, base, outcome } = working;
  if (base === 0) return;
  const shared = { layer: layer.id, bearer: 'person', clause: rule.clause } as const;
  if (outcome.paid > 0) {
    addBase(ladder, walk, working);
    if (outcome.deductible > 0) {
      addRung(ladder, {
        ...shared,
        id: `${layer.id}.deductible`,
        title: `${layer.title}起付标准`,
        rule: '起付标准以内由个人负担',
        formula: deductibleFormula(working),
        taken: outcome.deductible,
      });
    }
    if (outcome.overCap > 0) addOverCap(ladder, working);
  }
  const isCut = outcome.paid < outcome.scheduled;
  addRung(ladder, {
    id: `${layer.id}.paid`,
    layer: layer.id,
    title: `${layer.title}支付`,
    rule: isCut ? `${rule.phrase}；付至${working.room?.ceiling.title ?? '限额'}` : rule.phrase,
    formula: paymentFormula(working),
    taken: outcome.paid,
    bearer: layer.bearer,
    clause: isCut ? (working.room?.limit.clause ?? rule.clause) : rule.clause,
  });
}

/** Brings what is left of the walk to the layer's base, where the two differ. */
function addBase(ladder: Ladder, walk: Walk, { layer, base }: LayerWorking): void {
  const taken = ladder.left - base;
  if (taken === 0) return;
  addRung(ladder, {
    id: `${layer.id}.base`,
    layer: layer.id,
    title: `计入${layer.title}的费用`,
    rule: taken < 0 ? '前面由个人负担的部分，按规定计入本层基数' : '其余部分不计入本层基数',
    formula: `${sumFormula(walk, layer.base)} = ${yuan(base)}`,
    taken,
    bearer: 'person',
    clause: layer.clause,
  });
}

function addOverCap(ladder: Ladder, { layer, rule, base, room, outcome }: LayerWorking): void {
  const isCut = outcome.paid < outcome.scheduled;
  const counted = base - outcome.deductible - outcome.overCap;
  addRung(ladder, {
    id: `${layer.id}.overCap`,
    layer: layer.id,
    title: `超过${isCut && room ? room.ceiling.title : `${layer.title}费用限额`}`,
    rule: isCut ? '支付达到限额，其余费用由个人负担' : '超过费用限额的部分由个人负担',
    formula: `${yuan(base - outcome.deductible)} − ${yuan(counted)} = ${yuan(outcome.overCap)}`,
    taken: outcome.overCap,
    bearer: 'person',
    clause: isCut && room ? room.limit.clause : rule.clause,
  });
}

function deductibleFormula({ rule, before, outcome }: LayerWorking): string {
  const threshold = rule.schedule.cuts[1] ?? 0;
  if (before === 0) return yuan(threshold);
  return `${yuan(threshold)} − 年内已计 ${yuan(before)} = ${yuan(outcome.deductible)}`;
}

function paymentFormula(working: LayerWorking): string {
  const { rule, before, base, room, outcome } = working;
  if (outcome.paid < outcome.scheduled && room) {
    return `${yuan(room.amount)} − 年内已付 ${yuan(room.used)} = ${yuan(room.left)}（按比例应付 ${yuan(outcome.scheduled)}）`;
  }
  const products: string[] = [];
  const results: string[] = [];
  const { schedule } = rule;
  for (let index = 0; index < schedule.cuts.length; index++) {
    if (schedule.leaves[index] !== 'coPay') continue;
    const { earlier, later, cost, payment } = sliceGrowth(schedule, index, before, base);
    if (cost === 0) continue;
    const rate = formatRate(schedule.rates[index] ?? 0);
    const isRestOfBase = outcome.deductible > 0 && cost === base - outcome.deductible;
    const amount = isRestOfBase ? `(${yuan(base)} − ${yuan(outcome.deductible)})` : yuan(later);
    products.push(
      earlier === 0 ? `${amount} × ${rate}` : `(${yuan(later)} × ${rate} − 已计 ${yuan(earlier)} × ${rate})`,
    );
    results.push(yuan(payment));
  }
  if (products.length === 0) return `${reached(before, base)} 未超过起付标准 ${yuan(schedule.cuts[1] ?? 0)}，支付 0.00`;
  const steps = products.length === 1 ? [] : [results.join(' + ')];
  return [products.join(' + '), ...steps, yuan(outcome.paid)].join(' = ');
}

function reached(before: number, base: number): string {
  return before === 0 ? yuan(base) : `年内累计 ${yuan(before)} + ${yuan(base)} = ${yuan(before + base)}`;
}

/** "起付标准 800.00 + 段内自付 2,640.00", leaving out what is zero. */
function sumFormula({ policy, quantities }: Walk, terms: readonly Term[]): string {
  const words = terms
    .filter((term) => (quantities[term.slot] ?? 0) !== 0)
    .map(({ slot, sign }, index) => {
      const mark = sign < 0 ? '− ' : index === 0 ? '' : '+ ';
      return `${mark}${quantityTitle(policy, slot)} ${yuan(quantities[slot] ?? 0)}`;
    });
  return words.join(' ');
}

export function quantityTitle(policy: Walk['policy'], slot: number): string {
  const name = policy.quantities[slot] ?? '';
  const [first = '', second] = name.split('.');
  if (second === undefined) return QUANTITY_NAMES[first] ?? first;
  const layer = policy.layers.find(
    (candidate) => slot >= candidate.slot && slot < candidate.slot + LAYER_QUANTITIES.length,
  );
  return `${layer?.title ?? first}${QUANTITY_NAMES[second] ?? second}`;
}

function addPayment(ladder: Ladder, { policy, benefitCase, amounts }: Walk): void {
  const shared = { layer: 'payment' } as const;
  const returned = ladder.left - amounts.personTotal;
  if (returned !== 0) {
    addRung(ladder, {
      ...shared,
      id: 'payment.personTotal',
      title: '个人负担合计',
      rule: '总额减去各项基金支付',
      formula: `${yuan(amounts.total)} − ${yuan(amounts.fundTotal)} = ${yuan(amounts.personTotal)}`,
      taken: returned,
      bearer: 'person',
    });
  }
  if (amounts.account > 0) {
    addRung(ladder, {
      ...shared,
      id: 'payment.account',
      title: '个人账户支付',
      rule: '以个人账户余额支付个人负担部分',
      formula: `可用 ${yuan(benefitCase.accountAvailable)}，支付 ${yuan(amounts.account)}`,
      taken: amounts.account,
      bearer: 'account',
      clause: policy.account.clause,
    });
  }
  addRung(ladder, {
    ...shared,
    id: 'payment.cash',
    title: '个人现金支付',
    rule: '其余由个人支付',
    formula: `${yuan(amounts.personTotal)} − ${yuan(amounts.account)} = ${yuan(amounts.cash)}`,
    taken: amounts.cash,
    bearer: 'person',
  });
}

function yuan(amount: number): string {
  return formatYuan(fen(amount), amount < 100_000 ? UNGROUPED : GROUPED);
}
