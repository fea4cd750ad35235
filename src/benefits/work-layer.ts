/** Works one layer of a case: base → first take → threshold charged apart → cost ceilings → schedule → payment ceilings. Pure. */
import { ageAt } from '../kernel/dates.ts';
import { allocateFen, fen, formatYuan } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import {
  type CompiledPolicy,
  FIRST_GROUP_SLOT,
  LAYER_OFFSET,
  type PackageTerms,
  type RuleTerms,
  type Schedule,
  UNPAID_SLOT,
} from './compiled-policy.ts';
import type { CaseFacts } from './condition.ts';
import { describeFacts } from './describe-rule.ts';
import { benefitErrors } from './errors.ts';
import { evaluateTerms } from './expression.ts';
import type { BenefitCase, RunningTotals } from './model.ts';
import type { LimitingCeiling, Plan, PlannedLayer, ResolvedRule } from './plan.ts';
import {
  applyParts,
  applySchedule,
  type PartOutcome,
  rated,
  type ScheduleOutcome,
  type SchedulePart,
} from './schedule.ts';
import type { CeilingRoom, LayerWorking } from './walk.ts';

/** What the working of a case knows and changes: its quantities fill up layer by layer. */
export interface Workbench {
  readonly policy: CompiledPolicy;
  readonly benefitCase: BenefitCase;
  readonly facts: CaseFacts;
  readonly plan: Plan;
  readonly totals: RunningTotals;
  /** The accumulators' values before the case, by index: read from the totals once. */
  readonly before: readonly number[];
  /** Names of the accumulators' values for this case, by index. */
  readonly keys: readonly (string | undefined)[];
  readonly quantities: number[];
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** An accumulator's value at this point: what stood before the case, and what its layers have added so far. */
export function standing(bench: Workbench, index: number): number {
  const before = bench.before[index] ?? 0;
  const accumulator = bench.policy.accumulators[index];
  if (accumulator === undefined || bench.plan.adds[index] !== true) return before;
  return before + evaluateTerms(accumulator.adds, bench.quantities);
}

/** Works one layer and writes its quantities into their slots. */
export function workLayer(bench: Workbench, planned: PlannedLayer): LayerWorking {
  const { layer, rule } = planned;
  if (rule === undefined) return refuseNoRule(bench, layer.id, layer.title, 'rules');
  if (planned.missing !== undefined) return refuseNoRule(bench, layer.id, planned.missing.title, 'ceilings');
  const base = baseOf(bench, planned);
  const room = planned.payment.length === 0 ? undefined : tightestRoom(bench, planned.payment);
  const working = planned.isPlain
    ? workPlain(bench, planned, rule, base, room)
    : rule.terms.package
      ? workPackage(planned, rule, rule.terms.package, base, room)
      : workSchedule(bench, planned, rule, base, room);
  record(bench, working);
  return working;
}

function baseOf({ policy, quantities }: Workbench, { layer }: PlannedLayer): number {
  const base = evaluateTerms(layer.base, quantities);
  if (base >= 0) return base;
  if (layer.floorBase) return 0;
  return refuse(benefitErrors.negativeBase({ policy: policy.id, layer: layer.title, base: formatYuan(fen(base)) }));
}

function record({ quantities }: Workbench, working: LayerWorking): void {
  const { slot } = working.layer;
  quantities[slot + LAYER_OFFSET.base] = working.base;
  quantities[slot + LAYER_OFFSET.firstTake] = working.firstTake;
  quantities[slot + LAYER_OFFSET.deductible] = working.deductible;
  quantities[slot + LAYER_OFFSET.coPay] = working.coPay;
  quantities[slot + LAYER_OFFSET.overCap] = working.overCap;
  quantities[slot + LAYER_OFFSET.hospitalShare] = working.hospitalShare;
  quantities[slot + LAYER_OFFSET.paid] = working.paid;
  quantities[UNPAID_SLOT] = (quantities[UNPAID_SLOT] ?? 0) - working.paid - working.hospitalShare;
}

/** The common case: the base enters the schedule as it is. What `workSchedule` would give, with less to carry. */
function workPlain(
  bench: Workbench,
  { layer }: PlannedLayer,
  rule: ResolvedRule,
  base: number,
  room: CeilingRoom | undefined,
): LayerWorking {
  const before = layer.accumulator === undefined ? 0 : standing(bench, layer.accumulator);
  const outcome = applySchedule(rule.schedule, before, base, room === undefined ? NO_LIMIT : room.left);
  return {
    layer,
    rule,
    before,
    base,
    entering: base,
    charged: 0,
    firstTake: 0,
    deductible: outcome.deductible,
    coPay: outcome.coPay,
    overCap: outcome.overCap,
    hospitalShare: 0,
    paid: outcome.paid,
    scheduled: outcome.scheduled,
    room,
    costRoom: undefined,
    already: 0,
    target: 0,
    parts: undefined,
  };
}

/** A fixed price: the fund and the person share it, hospital or person bears the excess, the hospital may keep the rest. */
function workPackage(
  { layer }: PlannedLayer,
  rule: ResolvedRule,
  terms: PackageTerms,
  base: number,
  room: CeilingRoom | undefined,
): LayerWorking {
  const payable = terms.surplus === 'kept' && base > 0 ? terms.price : Math.min(terms.price, base);
  const coPay = rated(payable, terms.personPer10k);
  const scheduled = payable - coPay;
  const paid = Math.min(scheduled, room?.left ?? NO_LIMIT);
  const beyond = base - payable;
  const isHospitals = beyond < 0 || terms.excess === 'hospital';
  return {
    layer,
    rule,
    before: 0,
    base,
    entering: payable,
    charged: 0,
    firstTake: 0,
    deductible: 0,
    coPay,
    overCap: scheduled - paid + (isHospitals ? 0 : beyond),
    hospitalShare: isHospitals ? beyond : 0,
    paid,
    scheduled,
    room,
    costRoom: undefined,
    already: 0,
    target: 0,
    parts: undefined,
  };
}

/** What enters a layer's schedule, and what was taken off its base before. */
interface Entry {
  readonly base: number;
  readonly firstTake: number;
  /** Beyond the ceilings on cost. */
  readonly overCost: number;
  readonly costRoom: CeilingRoom | undefined;
  /** What had been charged of a threshold that is counted apart, and what is charged now. */
  readonly charged: number;
  readonly apart: number;
  readonly entering: number;
  readonly before: number;
}

// Objects are written out field by field in what follows: copying them by spread costs more than all the arithmetic.

function enter(bench: Workbench, planned: PlannedLayer, terms: RuleTerms, base: number): Entry {
  const { layer } = planned;
  const firstTake = terms.firstTakePer10k === 0 ? 0 : rated(base, terms.firstTakePer10k);
  const charged = typeof layer.deductibleOn === 'object' ? standing(bench, layer.deductibleOn.accumulator) : 0;
  const threshold = layer.deductibleOn === 'schedule' ? 0 : Math.max(terms.deductible - charged, 0);
  const apart = Math.min(base - firstTake, threshold);
  const costRoom = tightestRoom(bench, planned.cost);
  const offered = base - firstTake - apart;
  const entering = costRoom === undefined ? offered : Math.min(offered, costRoom.left);
  return {
    base,
    firstTake,
    overCost: offered - entering,
    costRoom,
    charged,
    apart,
    entering,
    before: layer.accumulator === undefined ? 0 : standing(bench, layer.accumulator),
  };
}

function workSchedule(
  bench: Workbench,
  planned: PlannedLayer,
  rule: ResolvedRule,
  base: number,
  room: CeilingRoom | undefined,
): LayerWorking {
  const { layer } = planned;
  const entry = enter(bench, planned, rule.terms, base);
  const allowance = room === undefined ? NO_LIMIT : room.left;
  switch (layer.mode.kind) {
    case 'guarantee':
      return guarantee(bench, planned, rule, entry, room, layer.mode.layers);
    case 'entitlement': {
      const already = standing(bench, layer.mode.paid);
      const outcome = entitlement(rule.schedule, entry.before, entry.entering, already, allowance);
      return workingOf(planned, rule, entry, room, outcome, already, outcome.target, undefined);
    }
    case 'growth': {
      if (rule.terms.groupRates.length > 0) {
        const amounts = bench.policy.groups.map((_, index) => bench.quantities[FIRST_GROUP_SLOT + index] ?? 0);
        const { inScope } = bench.benefitCase.charges;
        const parts = partsOf(rule.terms, amounts, inScope, entry.firstTake + entry.overCost, entry.apart);
        const outcome = applyParts(rule.schedule, parts, rule.terms.groupShare, allowance);
        return workingOf(planned, rule, entry, room, outcome, 0, 0, outcome.parts);
      }
      const outcome = applySchedule(rule.schedule, entry.before, entry.entering, allowance);
      return workingOf(planned, rule, entry, room, outcome, 0, 0, undefined);
    }
  }
}

function workingOf(
  { layer }: PlannedLayer,
  rule: ResolvedRule,
  entry: Entry,
  room: CeilingRoom | undefined,
  outcome: ScheduleOutcome,
  already: number,
  target: number,
  parts: readonly PartOutcome[] | undefined,
): LayerWorking {
  return {
    layer,
    rule,
    before: entry.before,
    base: entry.base,
    entering: entry.entering,
    charged: entry.charged,
    firstTake: entry.firstTake,
    deductible: outcome.deductible + entry.apart,
    coPay: outcome.coPay,
    overCap: outcome.overCap + entry.overCost,
    hospitalShare: 0,
    paid: outcome.paid,
    scheduled: outcome.scheduled,
    room,
    costRoom: entry.costRoom,
    already,
    target,
    parts,
  };
}

/**
 * The in-scope cost by group, in the order of the rule's list, what it does not list last (or where it lists `rest`).
 * `amounts` are by group of the policy. What was taken off before is shared out by the largest remainder; a threshold
 * charged apart likewise when it is shared by weight, else it is met by the first listed.
 */
export function partsOf(
  terms: RuleTerms,
  amounts: readonly number[],
  inScope: number,
  reduced: number,
  apart: number,
): SchedulePart[] {
  const all = [...amounts, inScope - amounts.reduce((sum, amount) => sum + amount, 0)];
  const listed = terms.groupRates.flatMap(({ groups, ratePer10k }) => groups.map((group) => ({ group, ratePer10k })));
  const others = all.flatMap((_, group) =>
    listed.some((row) => row.group === group) ? [] : [{ group, ratePer10k: undefined }],
  );
  const order = [...listed, ...others];
  const weights = order.map(({ group }) => all[group] ?? 0);
  const cut = allocateFen(fen(reduced), weights);
  const left = weights.map((weight, index) => weight - (cut[index] ?? 0));
  const threshold = terms.groupShare === 'proportional' ? allocateFen(fen(apart), left) : inOrder(apart, left);
  return order.map(({ group, ratePer10k }, index) => ({
    group,
    base: (left[index] ?? 0) - (threshold[index] ?? 0),
    ratePer10k,
  }));
}

function inOrder(amount: number, parts: readonly number[]): number[] {
  let left = amount;
  return parts.map((part) => {
    const taken = Math.min(left, part);
    left -= taken;
    return taken;
  });
}

/** What the year so far is entitled to under today's schedule, less what was paid: never below zero nor over the cost. */
function entitlement(
  schedule: Schedule,
  before: number,
  entering: number,
  already: number,
  allowance: number,
): ScheduleOutcome & { readonly target: number } {
  const whole = applySchedule(schedule, 0, before + entering, NO_LIMIT);
  const growth = applySchedule(schedule, before, entering, NO_LIMIT);
  const scheduled = Math.min(Math.max(whole.paid - already, 0), entering);
  const paid = Math.min(scheduled, allowance);
  const left = entering - paid;
  const deductible = Math.min(growth.deductible, left);
  const overCap = Math.min(growth.overCap + scheduled - paid, left - deductible);
  const coPay = left - deductible - overCap;
  return { paid, scheduled, deductible, coPay, overCap, target: whole.paid };
}

/** A least payment: what the named layers paid is topped up to what this layer's own schedule would pay. */
function guarantee(
  { quantities }: Workbench,
  { layer }: PlannedLayer,
  rule: ResolvedRule,
  entry: Entry,
  room: CeilingRoom | undefined,
  layers: readonly number[],
): LayerWorking {
  const target = applySchedule(rule.schedule, 0, entry.entering, NO_LIMIT).paid;
  const already = layers.reduce((sum, slot) => sum + (quantities[slot + LAYER_OFFSET.paid] ?? 0), 0);
  const missing = Math.max(target - already, 0);
  const paid = Math.min(missing, room?.left ?? NO_LIMIT, Math.max(quantities[UNPAID_SLOT] ?? 0, 0));
  return {
    layer,
    rule,
    before: 0,
    base: missing,
    entering: entry.entering,
    charged: entry.charged,
    firstTake: 0,
    deductible: 0,
    coPay: 0,
    overCap: missing - paid,
    hospitalShare: 0,
    paid,
    scheduled: missing,
    room,
    costRoom: entry.costRoom,
    already,
    target,
    parts: undefined,
  };
}

function tightestRoom(bench: Workbench, ceilings: readonly LimitingCeiling[]): CeilingRoom | undefined {
  let tightest: CeilingRoom | undefined;
  for (const { ceiling, limit } of ceilings) {
    const amount = limitAmount(bench, limit);
    const used = ceiling.accumulator === undefined ? 0 : standing(bench, ceiling.accumulator);
    const left = Math.max(amount - used, 0);
    if (tightest === undefined || left < tightest.left) tightest = { ceiling, limit, amount, used, left };
  }
  return tightest;
}

function limitAmount({ facts, quantities }: Workbench, { amount, perDay, share }: LimitingCeiling['limit']): number {
  if (share !== undefined) return rated(Math.max(evaluateTerms(share.terms, quantities), 0), share.ratePer10k);
  if (amount === undefined) return NO_LIMIT;
  return perDay ? amount * facts.days : amount;
}

function refuseNoRule(bench: Workbench, layerId: string, title: string, list: string): never {
  const { policy, benefitCase } = bench;
  const facts = { ...bench.facts, age: ageAt(benefitCase.person.birthDate, benefitCase[policy.decidedBy]) };
  return refuse(
    benefitErrors.noRule({ path: layerId, policy: policy.id, layer: title, list, facts: describeFacts(facts) }),
  );
}
