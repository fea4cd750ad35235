/** Works one layer of a case: base → first take → cost ceilings → threshold → schedule → payment ceilings. Pure. */
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
import type { Plan, PlannedCeiling, PlannedLayer, ResolvedRule } from './plan.ts';
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
  /** Names of the accumulators' values for this case, by index. */
  readonly keys: readonly string[];
  readonly quantities: number[];
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** An accumulator's value at this point: what stood before the case, and what its layers have added so far. */
export function standing(bench: Workbench, index: number): number {
  const before = bench.totals[bench.keys[index] ?? ''] ?? 0;
  const accumulator = bench.policy.accumulators[index];
  if (accumulator === undefined || bench.plan.adds[index] !== true) return before;
  return before + evaluateTerms(accumulator.adds, bench.quantities);
}

/** Works one layer and writes its quantities into their slots. */
export function workLayer(bench: Workbench, planned: PlannedLayer): LayerWorking {
  const { layer, rule } = planned;
  if (rule === undefined) return refuseNoRule(bench, layer.id, layer.title, 'rules');
  for (const { ceiling, limit } of planned.ceilings) {
    // A package is a price: limits on the cost that enters do not concern it.
    if (limit !== undefined || (rule.terms.package && ceiling.counts === 'cost')) continue;
    return refuseNoRule(bench, layer.id, ceiling.title, 'ceilings');
  }
  const base = baseOf(bench, planned);
  const room = tightestRoom(bench, planned, 'payment');
  const working = rule.terms.package
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

function workSchedule(
  bench: Workbench,
  planned: PlannedLayer,
  rule: ResolvedRule,
  base: number,
  room: CeilingRoom | undefined,
): LayerWorking {
  const { layer } = planned;
  const { terms } = rule;
  const firstTake = terms.firstTakePer10k === 0 ? 0 : rated(base, terms.firstTakePer10k);
  const costRoom = tightestRoom(bench, planned, 'cost');
  const admitted = Math.min(base - firstTake, costRoom?.left ?? NO_LIMIT);
  const overCost = base - firstTake - admitted;
  const charged = typeof layer.deductibleOn === 'object' ? standing(bench, layer.deductibleOn.accumulator) : 0;
  const apart = layer.deductibleOn === 'schedule' ? 0 : Math.min(admitted, Math.max(terms.deductible - charged, 0));
  const entering = admitted - apart;
  const before = layer.accumulator === undefined ? 0 : standing(bench, layer.accumulator);
  const shared = { layer, rule, before, entering, charged, firstTake, hospitalShare: 0, room, costRoom };
  if (layer.mode.kind === 'guarantee') return guarantee(bench, shared, layer.mode.layers);
  const outcome =
    layer.mode.kind === 'entitlement'
      ? entitlement(rule.schedule, before, entering, standing(bench, layer.mode.paid), room?.left ?? NO_LIMIT)
      : grow(bench, rule, { before, entering, apart, reduced: firstTake + overCost }, room?.left ?? NO_LIMIT);
  return {
    ...shared,
    base,
    deductible: outcome.deductible + apart,
    coPay: outcome.coPay,
    overCap: outcome.overCap + overCost,
    paid: outcome.paid,
    scheduled: outcome.scheduled,
    already: outcome.already,
    target: outcome.target,
    parts: outcome.parts,
  };
}

interface Grown extends ScheduleOutcome {
  readonly already: number;
  readonly target: number;
  readonly parts: readonly PartOutcome[] | undefined;
}

interface Entry {
  readonly before: number;
  readonly entering: number;
  /** Threshold charged apart. */
  readonly apart: number;
  /** What first take and cost ceilings took off the base. */
  readonly reduced: number;
}

function grow(bench: Workbench, rule: ResolvedRule, entry: Entry, allowance: number): Grown {
  const { terms, schedule } = rule;
  if (terms.groupRates.length === 0) {
    return {
      ...applySchedule(schedule, entry.before, entry.entering, allowance),
      already: 0,
      target: 0,
      parts: undefined,
    };
  }
  const amounts = bench.policy.groups.map((_, index) => bench.quantities[FIRST_GROUP_SLOT + index] ?? 0);
  const parts = partsOf(terms, amounts, bench.benefitCase.charges.inScope, entry.reduced, entry.apart);
  return { ...applyParts(schedule, parts, terms.groupShare, allowance), already: 0, target: 0 };
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
function entitlement(schedule: Schedule, before: number, entering: number, already: number, allowance: number): Grown {
  const whole = applySchedule(schedule, 0, before + entering, NO_LIMIT);
  const growth = applySchedule(schedule, before, entering, NO_LIMIT);
  const scheduled = Math.min(Math.max(whole.paid - already, 0), entering);
  const paid = Math.min(scheduled, allowance);
  const left = entering - paid;
  const deductible = Math.min(growth.deductible, left);
  const overCap = Math.min(growth.overCap + scheduled - paid, left - deductible);
  const coPay = left - deductible - overCap;
  return { paid, scheduled, deductible, coPay, overCap, already, target: whole.paid, parts: undefined };
}

type SharedWorking = Omit<
  LayerWorking,
  'base' | 'deductible' | 'coPay' | 'overCap' | 'paid' | 'scheduled' | 'already' | 'target' | 'parts'
>;

/** A least payment: what the named layers paid is topped up to what this layer's own schedule would pay. */
function guarantee(bench: Workbench, shared: SharedWorking, layers: readonly number[]): LayerWorking {
  const { quantities } = bench;
  const target = applySchedule(shared.rule.schedule, 0, shared.entering, NO_LIMIT).paid;
  const already = layers.reduce((sum, slot) => sum + (quantities[slot + LAYER_OFFSET.paid] ?? 0), 0);
  const missing = Math.max(target - already, 0);
  const paid = Math.min(missing, shared.room?.left ?? NO_LIMIT, Math.max(quantities[UNPAID_SLOT] ?? 0, 0));
  return {
    ...shared,
    firstTake: 0,
    base: missing,
    deductible: 0,
    coPay: 0,
    overCap: missing - paid,
    paid,
    scheduled: missing,
    already,
    target,
    parts: undefined,
  };
}

function tightestRoom(bench: Workbench, planned: PlannedLayer, counts: 'payment' | 'cost'): CeilingRoom | undefined {
  let tightest: CeilingRoom | undefined;
  for (const { ceiling, limit } of planned.ceilings) {
    if (ceiling.counts !== counts || limit === undefined) continue;
    const amount = limitAmount(bench, limit);
    if (amount === undefined) continue;
    const used = ceiling.accumulator === undefined ? 0 : standing(bench, ceiling.accumulator);
    const left = Math.max(amount - used, 0);
    if (tightest === undefined || left < tightest.left) tightest = { ceiling, limit, amount, used, left };
  }
  return tightest;
}

function limitAmount(
  { facts, quantities }: Workbench,
  limit: NonNullable<PlannedCeiling['limit']>,
): number | undefined {
  if (limit.share !== undefined) {
    return rated(Math.max(evaluateTerms(limit.share.terms, quantities), 0), limit.share.ratePer10k);
  }
  if (limit.amount === undefined) return undefined;
  return limit.perDay ? limit.amount * facts.days : limit.amount;
}

function refuseNoRule(bench: Workbench, layerId: string, title: string, list: string): never {
  const { policy, facts } = bench;
  return refuse(
    benefitErrors.noRule({ path: layerId, policy: policy.id, layer: title, list, facts: describeFacts(facts) }),
  );
}
