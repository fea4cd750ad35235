/**
 * Where the kernel finds its parameters: one row of numbers for each plan, one group of them for each layer.
 *
 * The layout follows from what the plans use at all, so that the kernel has code only for that: the most slices of any
 * rule of a layer, whether any takes a first share, charges a threshold apart, is a package …
 */
import type { CompiledLayer, CompiledPolicy, Term } from '../compiled-policy.ts';
import type { PlannedLayer } from '../plan.ts';
import { rated } from '../schedule.ts';
import type { PlanTable } from './plan-table.ts';

/** First number of a layer's group. */
export const FLAG = { absent: 0, schedule: 1, package: 2, parts: 3, noRule: -1 } as const;

export interface CeilingLayout {
  readonly counts: 'payment' | 'cost';
  readonly accumulator: number | undefined;
  /** Offset of: amount, 1 where it stands for each day, number of the share (or −1), rate of the share. */
  readonly at: number;
  /** Sums that some limit is a share of. */
  readonly shares: readonly (readonly Term[])[];
  readonly hasAmounts: boolean;
  readonly hasDays: boolean;
}

export interface LayerLayout {
  readonly layer: CompiledLayer;
  /** Offset of the flag; then threshold, top of the threshold slice, cap on cost, first take. */
  readonly at: number;
  readonly flags: ReadonlySet<number>;
  /** Offset of the slices: three numbers each, lower end, rate, payment up to the lower end. */
  readonly slicesAt: number;
  readonly slices: number;
  readonly hasFirstTake: boolean;
  readonly hasThresholdSlice: boolean;
  readonly hasCap: boolean;
  readonly ceilings: readonly CeilingLayout[];
  /** Offset of: price, the person's rate, 1 where the hospital bears the excess, 1 where it keeps the surplus. */
  readonly packageAt: number;
}

export const HEAD = { flag: 0, threshold: 1, thresholdTop: 2, cap: 3, firstTake: 4 } as const;
const HEAD_SIZE = 5;
const SLICE_SIZE = 3;
const CEILING_SIZE = 4;
const PACKAGE_SIZE = 4;

export interface AccumulatorLayout {
  readonly index: number;
  /** Offsets of 1 where a claim adds, and of what it counts; undefined where that is alike in all plans. */
  readonly addsAt: number | undefined;
  readonly countsAt: number | undefined;
  readonly alwaysAdds: boolean;
}

export interface Layout {
  readonly layers: readonly LayerLayout[];
  readonly accumulators: readonly AccumulatorLayout[];
  /** Numbers in a row. */
  readonly stride: number;
  readonly parameters: Float64Array;
}

export function buildLayout(policies: readonly CompiledPolicy[], table: PlanTable): Layout {
  const [policy] = policies;
  if (policy === undefined) throw new RangeError('a table needs a policy');
  let next = 0;
  const take = (size: number) => {
    const at = next;
    next += size;
    return at;
  };
  const layers = unionOfLayers(policies).map((layer) => layOut(layer, plannedOf(table, layer.id), take));
  const accumulators = policy.accumulators.map((_, index): AccumulatorLayout => {
    const adds = new Set(table.plans.map(({ plan }) => plan.adds[index]));
    const counts = new Set(table.plans.map(({ plan }) => plan.counts[index]));
    const neverCounts = counts.size === 0 || (counts.size === 1 && counts.has(0));
    return {
      index,
      alwaysAdds: adds.size === 1 && adds.has(true),
      addsAt: adds.size === 1 && adds.has(true) ? undefined : take(1),
      countsAt: neverCounts ? undefined : take(1),
    };
  });
  const stride = next;
  const parameters = new Float64Array(stride * table.plans.length);
  for (const [row, { plan }] of table.plans.entries()) {
    const write = (at: number, value: number) => {
      parameters[row * stride + at] = value;
    };
    for (const layout of layers) {
      writeLayer(
        layout,
        plan.layers.find(({ layer }) => layer.id === layout.layer.id),
        write,
      );
    }
    for (const { index, addsAt, countsAt } of accumulators) {
      if (addsAt !== undefined) write(addsAt, plan.adds[index] ? 1 : 0);
      if (countsAt !== undefined) write(countsAt, plan.counts[index] ?? 0);
    }
  }
  return { layers, accumulators, stride, parameters };
}

/** All layers of any version, in the order of computation. */
function unionOfLayers(policies: readonly CompiledPolicy[]): CompiledLayer[] {
  const bySlot = new Map<number, CompiledLayer>();
  for (const policy of policies) for (const layer of policy.layers) bySlot.set(layer.slot, layer);
  return [...bySlot.values()].sort((left, right) => left.slot - right.slot);
}

function plannedOf(table: PlanTable, id: string): PlannedLayer[] {
  return table.plans.flatMap(({ plan }) => plan.layers.filter(({ layer }) => layer.id === id));
}

function flagOf(planned: PlannedLayer | undefined): number {
  if (planned === undefined) return FLAG.absent;
  const { rule } = planned;
  if (rule === undefined) return FLAG.noRule;
  // A package is a price: limits on the cost that enters do not concern it.
  const ceilings = planned.ceilings.filter(({ ceiling }) => !rule.terms.package || ceiling.counts === 'payment');
  if (ceilings.some(({ limit }) => limit === undefined)) return FLAG.noRule;
  if (rule.terms.package !== undefined) return FLAG.package;
  return rule.terms.groupRates.length > 0 ? FLAG.parts : FLAG.schedule;
}

function layOut(layer: CompiledLayer, planned: readonly PlannedLayer[], take: (size: number) => number): LayerLayout {
  const rules = planned.flatMap(({ rule }) => rule ?? []);
  const flags = new Set(planned.map(flagOf));
  const schedules = rules.map(({ schedule }) => schedule);
  const slices = Math.max(0, ...schedules.map(({ cuts }) => cuts.length));
  const at = take(HEAD_SIZE);
  return {
    layer,
    at,
    flags,
    slices,
    slicesAt: take(slices * SLICE_SIZE),
    hasFirstTake: rules.some(({ terms }) => terms.firstTakePer10k > 0),
    hasThresholdSlice: schedules.some(({ leaves }) => leaves[0] === 'deductible'),
    hasCap: schedules.some(({ leaves }) => leaves.at(-1) === 'overCap'),
    ceilings: layer.ceilings.map((ceiling, index): CeilingLayout => {
      const limits = planned.flatMap(({ ceilings }) => ceilings[index]?.limit ?? []);
      const shares = new Map(
        limits.flatMap(({ share }) => (share ? [[JSON.stringify(share.terms), share.terms]] : [])),
      );
      return {
        counts: ceiling.counts,
        accumulator: ceiling.accumulator,
        at: take(CEILING_SIZE),
        shares: [...shares.values()],
        hasAmounts: limits.some(({ amount }) => amount !== undefined),
        hasDays: limits.some(({ perDay }) => perDay),
      };
    }),
    packageAt: flags.has(FLAG.package) ? take(PACKAGE_SIZE) : -1,
  };
}

type Write = (at: number, value: number) => void;

function writeLayer(layout: LayerLayout, planned: PlannedLayer | undefined, write: Write): void {
  write(layout.at + HEAD.flag, flagOf(planned));
  const rule = planned?.rule;
  if (planned === undefined || rule === undefined) return;
  const { cuts, rates, leaves } = rule.schedule;
  write(layout.at + HEAD.threshold, rule.terms.deductible);
  write(layout.at + HEAD.thresholdTop, leaves[0] === 'deductible' ? (cuts[1] ?? Number.POSITIVE_INFINITY) : 0);
  write(layout.at + HEAD.cap, leaves.at(-1) === 'overCap' ? (cuts.at(-1) ?? 0) : Number.POSITIVE_INFINITY);
  write(layout.at + HEAD.firstTake, rule.terms.firstTakePer10k);
  let paid = 0;
  for (let index = 0; index < layout.slices; index++) {
    const at = layout.slicesAt + index * SLICE_SIZE;
    const lower = cuts[index] ?? Number.POSITIVE_INFINITY;
    write(at, lower);
    write(at + 1, rates[index] ?? 0);
    write(at + 2, paid);
    const upper = cuts[index + 1];
    if (upper !== undefined) paid += rated(upper - lower, rates[index] ?? 0);
  }
  for (const [index, ceiling] of layout.ceilings.entries())
    writeCeiling(ceiling, planned.ceilings[index]?.limit, write);
  const fixed = rule.terms.package;
  if (fixed === undefined || layout.packageAt < 0) return;
  write(layout.packageAt, fixed.price);
  write(layout.packageAt + 1, fixed.personPer10k);
  write(layout.packageAt + 2, fixed.excess === 'hospital' ? 1 : 0);
  write(layout.packageAt + 3, fixed.surplus === 'kept' ? 1 : 0);
}

function writeCeiling(layout: CeilingLayout, limit: PlannedLayer['ceilings'][number]['limit'], write: Write): void {
  const share = limit?.share;
  write(layout.at, limit?.amount ?? Number.POSITIVE_INFINITY);
  write(layout.at + 1, limit?.perDay ? 1 : 0);
  write(layout.at + 2, share ? layout.shares.findIndex((terms) => same(terms, share.terms)) : -1);
  write(layout.at + 3, share?.ratePer10k ?? 0);
}

function same(left: readonly Term[], right: readonly Term[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
