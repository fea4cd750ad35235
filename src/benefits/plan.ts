/** What a policy has in store for a class of cases: which rule, tilts and limits apply in each layer. */
import { applyTilts, buildSchedule } from './build-schedule.ts';
import { classKey, conditionsOf, type Dimension, dimensionsOf, splitsOf } from './classes.ts';
import {
  type CompiledAccumulator,
  type CompiledCeiling,
  type CompiledLayer,
  type CompiledLimit,
  type CompiledPolicy,
  type CompiledTilt,
  LAYER_QUANTITIES,
  type RuleTerms,
  type Schedule,
} from './compiled-policy.ts';
import { type CaseFacts, matchesAny } from './condition.ts';
import type { BenefitCase, Clause, StepRule } from './model.ts';
import { totalsKey } from './scope.ts';
import { weakestGrade } from './source-grade.ts';

/** A rule with its tilts applied. */
export interface ResolvedRule {
  /** Number among the layer's resolved rules, in the order of their first use. */
  readonly index: number;
  readonly terms: RuleTerms;
  readonly schedule: Schedule;
  readonly clause: Clause;
  readonly tilts: readonly CompiledTilt[];
  /** As steps carry it: one object for all cases. */
  readonly step: StepRule;
  /** The rate of all slices that pay; undefined where they differ or there is none. */
  readonly onlyRate: number | undefined;
  readonly ids: StepIds;
}

/** The ids of a layer's steps: made once, not for each step. */
export type StepIds = Readonly<
  Record<'base' | 'firstTake' | 'deductible' | 'overCap' | 'hospitalShare' | 'paid', string>
>;

export interface PlannedCeiling {
  readonly ceiling: CompiledCeiling;
  /** Undefined where the policy says nothing of the case: a failure when the layer is reached. */
  readonly limit: CompiledLimit | undefined;
}

export interface PlannedLayer {
  readonly layer: CompiledLayer;
  /** Undefined where the policy says nothing of the case: a failure when the layer is reached. */
  readonly rule: ResolvedRule | undefined;
  readonly ceilings: readonly PlannedCeiling[];
  /** The ceilings that limit payment and cost at all. */
  readonly payment: readonly LimitingCeiling[];
  readonly cost: readonly LimitingCeiling[];
  /** A ceiling that concerns the case and says nothing of it. */
  readonly missing: CompiledCeiling | undefined;
  /** The whole base enters a schedule of which the threshold is a slice, and what it grows by is paid. */
  readonly isPlain: boolean;
}

export interface LimitingCeiling {
  readonly ceiling: CompiledCeiling;
  readonly limit: CompiledLimit;
}

export interface Plan {
  /** The layers that apply, in order. */
  readonly layers: readonly PlannedLayer[];
  /** By accumulator: whether the case adds to it, and by how much it counts. */
  readonly adds: readonly boolean[];
  readonly counts: readonly number[];
  /** Accumulators that a case of this plan can move at all. */
  readonly moved: readonly number[];
}

/** Which of a case's numbers the policy asks for at all. */
export interface NumbersAsked {
  readonly age: boolean;
  readonly days: boolean;
  readonly monthsSince: boolean;
}

/** The name of an accumulator's value among the totals; undefined where the case stands alone and leaves none. */
export type TotalsName = string | undefined;

/** A policy with what was decided for the classes of cases seen so far. */
export interface Planner {
  readonly policy: CompiledPolicy;
  /** Names of the accumulators' values where all run over the year; undefined where a case decides. */
  readonly yearKeys: readonly TotalsName[] | undefined;
  /** Zero for every quantity. */
  readonly zeros: readonly number[];
  readonly asks: NumbersAsked;
  readonly dimensions: readonly Dimension[];
  readonly plans: Map<number | string, Plan>;
  readonly resolved: Map<string, ResolvedRule>;
}

const planners = new WeakMap<CompiledPolicy, Planner>();
/** Cases of one policy mostly come one after the other. */
let latest: Planner | undefined;

/** The planner of a policy; made at its first case. */
export function plannerOf(policy: CompiledPolicy): Planner {
  if (latest?.policy === policy) return latest;
  let planner = planners.get(policy);
  if (planner === undefined) {
    const dimensions = dimensionsOf(conditionsOf(policy), policy.identityRank);
    const isYearly = policy.accumulators.every(({ scope }) => scope === 'year');
    planner = {
      policy,
      dimensions,
      yearKeys: isYearly ? policy.accumulators.map(({ id }) => id) : undefined,
      // Begun as fractions: an array that has held whole numbers alone would change its kind in every case.
      zeros: policy.quantities.map(() => 0.5).fill(0),
      asks: numbersAsked(policy),
      plans: new Map(),
      resolved: new Map(),
    };
    planners.set(policy, planner);
  }
  latest = planner;
  return planner;
}

/** Ages are asked for by conditions, days by limits for each day as well. */
function numbersAsked(policy: CompiledPolicy): NumbersAsked {
  const conditions = conditionsOf(policy);
  const limits = policy.layers.flatMap(({ ceilings }) => ceilings.flatMap((ceiling) => ceiling.limits));
  return {
    age: splitsOf(conditions, 'age').length > 0,
    days: splitsOf(conditions, 'days').length > 0 || limits.some(({ perDay }) => perDay),
    monthsSince: splitsOf(conditions, 'monthsSince').length > 0,
  };
}

/** Under which names the accumulators' values of a case stand among the totals. */
export function totalsKeys({ policy, yearKeys }: Planner, benefitCase: BenefitCase): readonly TotalsName[] {
  if (yearKeys !== undefined) return yearKeys;
  const on = benefitCase[policy.decidedBy];
  return policy.accumulators.map((accumulator) => totalsKey(accumulator, benefitCase, on));
}

/** The plan for a case; one object for all cases of a class. */
export function planFor(planner: Planner, facts: CaseFacts): Plan {
  const key = classKey(planner.dimensions, facts);
  let plan = planner.plans.get(key);
  if (plan === undefined) {
    plan = makePlan(planner, facts);
    planner.plans.set(key, plan);
  }
  return plan;
}

function makePlan(planner: Planner, facts: CaseFacts): Plan {
  const { policy } = planner;
  const highest = policy.identityRank.find((code) => facts.identities.includes(code));
  const ranked: CaseFacts = { ...facts, identities: highest === undefined ? [] : [highest] };
  const layers = policy.layers.flatMap((layer) => {
    const seen = layer.identities === 'highest' ? ranked : facts;
    return matchesAny(layer.when, seen) ? [planLayer(planner, layer, seen)] : [];
  });
  const adds = policy.accumulators.map((accumulator) => matchesAny(accumulator.when, facts));
  const counts = policy.accumulators.map((accumulator) => (matchesAny(accumulator.counts, facts) ? 1 : 0));
  const moved = policy.accumulators.flatMap((accumulator, index) => {
    const isMoved = counts[index] === 1 || (adds[index] === true && canAdd(policy, accumulator, layers));
    return isMoved ? [index] : [];
  });
  return { layers, adds, counts, moved };
}

/** Whether any quantity that an accumulator adds up can be other than zero: its layer applies, or it is no layer's. */
function canAdd(policy: CompiledPolicy, { adds }: CompiledAccumulator, layers: readonly PlannedLayer[]): boolean {
  const isOf = (slot: number) => (layer: CompiledLayer) =>
    slot >= layer.slot && slot < layer.slot + LAYER_QUANTITIES.length;
  return adds.some(({ slot }) => layers.some(({ layer }) => isOf(slot)(layer)) || !policy.layers.some(isOf(slot)));
}

function planLayer(planner: Planner, layer: CompiledLayer, facts: CaseFacts): PlannedLayer {
  const ruleIndex = layer.rules.findIndex((rule) => matchesAny(rule.when, facts));
  const tilts = layer.tilts.map(({ rows }) => rows.findIndex((row) => matchesAny(row.when, facts)));
  const rule = ruleIndex < 0 ? undefined : resolveRule(planner, layer, ruleIndex, tilts);
  const ceilings = layer.ceilings.map((ceiling): PlannedCeiling => {
    const limit = ceiling.limits.find((each) => matchesAny(each.when, facts));
    return { ceiling, limit };
  });
  // A package is a price: limits on the cost that enters do not concern it.
  const concerned = ceilings.filter(({ ceiling }) => !rule?.terms.package || ceiling.counts === 'payment');
  const limiting = concerned.flatMap(({ ceiling, limit }): LimitingCeiling[] =>
    limit === undefined || (limit.amount === undefined && limit.share === undefined) ? [] : [{ ceiling, limit }],
  );
  const cost = limiting.filter(({ ceiling }) => ceiling.counts === 'cost');
  return {
    layer,
    rule,
    ceilings,
    payment: limiting.filter(({ ceiling }) => ceiling.counts === 'payment'),
    cost,
    missing: concerned.find(({ limit }) => limit === undefined)?.ceiling,
    isPlain: rule !== undefined && cost.length === 0 && isPlainRule(layer, rule),
  };
}

function isPlainRule(layer: CompiledLayer, { terms }: ResolvedRule): boolean {
  return (
    layer.mode.kind === 'growth' &&
    layer.deductibleOn === 'schedule' &&
    terms.package === undefined &&
    terms.groupRates.length === 0 &&
    terms.firstTakePer10k === 0
  );
}

function resolveRule(
  planner: Planner,
  layer: CompiledLayer,
  ruleIndex: number,
  tiltIndices: readonly number[],
): ResolvedRule | undefined {
  const rule = layer.rules[ruleIndex];
  if (rule === undefined) return undefined;
  const key = `${layer.id}/${ruleIndex}/${tiltIndices.join(',')}`;
  const known = planner.resolved.get(key);
  if (known !== undefined) return known;
  const tilts = tiltIndices.flatMap((row, group) => layer.tilts[group]?.rows[row] ?? []);
  const ownDeductible = layer.deductibleOn !== 'schedule';
  const effects = tilts.map(({ effect }) => effect);
  const terms = effects.length === 0 ? rule.terms : applyTilts(rule.terms, effects);
  const schedule = effects.length === 0 ? rule.schedule : buildSchedule(terms, ownDeductible);
  const resolved: ResolvedRule = {
    index: planner.resolved.size,
    terms,
    schedule,
    clause: citeTogether(rule.clause, tilts),
    tilts,
    onlyRate: onlyRateOf(schedule),
    ids: {
      base: `${layer.id}.base`,
      firstTake: `${layer.id}.firstTake`,
      deductible: `${layer.id}.deductible`,
      overCap: `${layer.id}.overCap`,
      hospitalShare: `${layer.id}.hospitalShare`,
      paid: `${layer.id}.paid`,
    },
    step: {
      phrase: [rule.phrase, ...tilts.map((tilt) => tilt.phrase)].join('；'),
      schedule,
      firstTakePer10k: terms.firstTakePer10k,
    },
  };
  planner.resolved.set(key, resolved);
  return resolved;
}

/** A rule with its tilts rests on all their clauses, and is no better founded than the weakest. */
function citeTogether(clause: Clause, tilts: readonly CompiledTilt[]): Clause {
  const others = tilts.map((tilt) => tilt.clause).filter((other) => !isSameClause(other, clause));
  if (others.length === 0) return clause;
  const all = [clause, ...others];
  const notes = all.flatMap(({ note }) => note ?? []);
  return {
    ...clause,
    document: [...new Set(all.map(({ document }) => document))].join('；'),
    article: all.every(({ article }) => article === clause.article) ? clause.article : undefined,
    grade: weakestGrade(all) ?? clause.grade,
    note: notes.length === 0 ? undefined : [...new Set(notes)].join('；'),
  };
}

function isSameClause(left: Clause, right: Clause): boolean {
  return left.document === right.document && left.article === right.article && left.grade === right.grade;
}

function onlyRateOf({ rates, leaves }: Schedule): number | undefined {
  const paying = new Set(rates.filter((_, index) => leaves[index] === 'coPay'));
  const [rate] = paying;
  return paying.size === 1 ? rate : undefined;
}
