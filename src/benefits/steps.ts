/**
 * The ladder (结算单的阶梯) as data: the walk from the total to the cash, step by step.
 *
 * The chain is exact: the first step stands before the total, each leaves what the next starts from, the last leaves
 * zero. What the person keeps (全自费, 起付标准 …) is set aside as it is named; where a later layer counts it into its
 * base, and before the account and the cash, a step brings it back (its `taken` is negative). So each bearer's steps
 * sum to what the settlement says that bearer pays. `renderSteps` puts it into words.
 */
import type { Fen } from '../kernel/money.ts';
import type { Term } from './compiled-policy.ts';
import type { Bearer, Clause, Step, StepKind, StepNumbers, StepRule } from './model.ts';
import type { LayerWorking, Walk } from './walk.ts';

interface Ladder {
  left: number;
  readonly steps: Step[];
}

/** All steps of a case. */
export function stepsOf(walk: Walk): Step[] {
  const ladder: Ladder = { left: walk.amounts.total, steps: [] };
  const { amounts } = walk;
  addCharge(ladder, 'fullSelfPay', amounts.fullSelfPay);
  addCharge(ladder, 'overLimit', amounts.overLimit);
  addCharge(ladder, 'priorShare', amounts.priorShare);
  let unpaid: number = amounts.total;
  for (const working of walk.workings) {
    addLayer(ladder, walk, working, unpaid);
    unpaid -= working.paid + working.hospitalShare;
  }
  addPayment(ladder, walk);
  return ladder.steps;
}

function push(
  ladder: Ladder,
  id: string,
  layer: string,
  kind: StepKind,
  taken: number,
  bearer: Bearer,
  rule: StepRule | undefined,
  numbers: StepNumbers | undefined,
  clause: Clause | undefined,
): void {
  const before = ladder.left;
  const after = before - taken;
  // Sums and differences of amounts that were checked to be whole: no second check here.
  ladder.steps.push({
    id,
    layer,
    kind,
    before: before as Fen,
    taken: taken as Fen,
    after: after as Fen,
    bearer,
    rule,
    numbers,
    clause,
  });
  ladder.left = after;
}

function addCharge(ladder: Ladder, kind: 'fullSelfPay' | 'overLimit' | 'priorShare', amount: number): void {
  if (amount === 0) return;
  push(ladder, `charges.${kind}`, 'charges', kind, amount, 'person', undefined, undefined, undefined);
}

function addLayer(ladder: Ladder, walk: Walk, working: LayerWorking, unpaid: number): void {
  const { layer, rule, base, paid, hospitalShare } = working;
  if (base === 0) return;
  const isGuarantee = layer.mode.kind === 'guarantee';
  if (paid > 0 || hospitalShare !== 0) {
    if (isGuarantee) addBase(ladder, walk, working, unpaid);
    else {
      addBase(ladder, walk, working, base);
      addParts(ladder, working);
    }
  }
  const isCut = paid < working.scheduled && working.room !== undefined;
  const clause = isCut ? working.room?.limit.clause : rule.clause;
  push(ladder, rule.ids.paid, layer.id, 'paid', paid, layer.bearer, rule.step, paidNumbers(working), clause);
}

/** What the layer sets aside before it pays. */
function addParts(ladder: Ladder, working: LayerWorking): void {
  const { layer, rule, base, firstTake, deductible, overCap, hospitalShare, charged } = working;
  const { id } = layer;
  const { ids } = rule;
  if (firstTake > 0) {
    push(ladder, ids.firstTake, id, 'firstTake', firstTake, 'person', rule.step, { base }, rule.clause);
  }
  if (deductible > 0) {
    const numbers = { before: working.before, charged, deductible: rule.terms.deductible };
    push(ladder, ids.deductible, id, 'deductible', deductible, 'person', rule.step, numbers, rule.clause);
  }
  if (hospitalShare !== 0) {
    const numbers = { base, price: rule.terms.package?.price ?? 0 };
    push(ladder, ids.hospitalShare, id, 'hospitalShare', hospitalShare, 'hospital', rule.step, numbers, rule.clause);
  }
  if (overCap > 0) {
    const isCut = working.paid < working.scheduled;
    const room = isCut ? working.room : working.costRoom;
    const numbers: StepNumbers = {
      base: base - firstTake - deductible,
      left: base - firstTake - deductible - overCap,
      ...(room && { limitTitle: room.ceiling.title }),
    };
    push(ladder, ids.overCap, id, 'overCap', overCap, 'person', rule.step, numbers, room?.limit.clause ?? rule.clause);
  }
}

/** Brings what is left of the walk to what the layer starts from, where the two differ. */
function addBase(ladder: Ladder, { quantities }: Walk, { layer, rule }: LayerWorking, start: number): void {
  const taken = ladder.left - start;
  if (taken === 0) return;
  const terms = layer.base.map(({ slot, sign }: Term) => [slot, sign, quantities[slot] ?? 0] as const);
  const numbers = layer.mode.kind === 'guarantee' ? { base: start } : { base: start, terms };
  push(ladder, rule.ids.base, layer.id, 'base', taken, 'person', undefined, numbers, layer.clause);
}

function paidNumbers(working: LayerWorking): StepNumbers {
  const { base, entering, before, firstTake, deductible, scheduled, room, paid, layer, rule } = working;
  const numbers = { base: base - firstTake, entering, before, deductible, scheduled };
  const hasPlainNumbers =
    paid === scheduled &&
    layer.deductibleOn === 'schedule' &&
    layer.mode.kind === 'growth' &&
    working.parts === undefined &&
    rule.terms.package === undefined;
  if (hasPlainNumbers) return numbers;
  return {
    ...numbers,
    ...(paid < scheduled &&
      room && {
        limit: room.amount,
        used: room.used,
        left: room.left,
        limitAccumulator: room.ceiling.accumulator,
        limitTitle: room.ceiling.title,
      }),
    ...(layer.deductibleOn !== 'schedule' && { threshold: rule.terms.deductible, charged: working.charged }),
    ...(layer.mode.kind !== 'growth' && { already: working.already, target: working.target }),
    ...(rule.terms.package && { price: rule.terms.package.price }),
    ...(working.parts && {
      parts: working.parts.map((part) => [part.group, part.base, part.paid, part.ratePer10k ?? -1] as const),
    }),
  };
}

function addPayment(ladder: Ladder, { policy, benefitCase, amounts }: Walk): void {
  const returned = ladder.left - amounts.personTotal;
  if (returned !== 0) {
    const numbers = { base: amounts.total, already: amounts.fundTotal + amounts.hospitalShare };
    push(ladder, 'payment.personTotal', 'payment', 'personTotal', returned, 'person', undefined, numbers, undefined);
  }
  if (amounts.account > 0) {
    const numbers = { left: benefitCase.accountAvailable };
    const { clause } = policy.account;
    push(ladder, 'payment.account', 'payment', 'account', amounts.account, 'account', undefined, numbers, clause);
  }
  const numbers = { base: amounts.personTotal, already: amounts.account };
  push(ladder, 'payment.cash', 'payment', 'cash', amounts.cash, 'person', undefined, numbers, undefined);
}
