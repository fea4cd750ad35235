/**
 * What the kernel needs to know of each layer: in how many ways the plans work it, and the numbers of each way.
 *
 * The layout of the numbers follows from what is used at all, so that the kernel has code only for that: how many
 * slices, whether a first share is taken, whether it is a package …
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
  readonly hasDays: boolean;
  /** Whether any rule of the shape has a limit at all. */
  readonly isLimited: boolean;
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

/** Some bits of a code word: what a place of `PlanTable.planOf` says of one layer or accumulator. */
export interface Field {
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
}

export interface AccumulatorLayout {
  readonly index: number;
  /** 1 where a claim adds, and where it counts; undefined where all claims add, and where none counts. */
  readonly adds: Field | undefined;
  readonly counts: Field | undefined;
}

/**
 * Rules (with their limits) of one shape: code of its own. One rule alone stands in the code with its numbers; several
 * share the code and read theirs from rows of a table, so that the loop need not branch by which of them it is.
 */
export interface Shape {
  readonly layout: LayerLayout;
  readonly rows: number;
  readonly stride: number;
  readonly values: Float64Array;
}

export interface LayerShapes {
  readonly layer: CompiledLayer;
  /** In the order of their numbers, which begin at 1; 0 is for plans without the layer. */
  readonly shapes: readonly Shape[];
  /** Number of the shape, and row within it; no row where every shape has one alone. */
  readonly shape: Field;
  readonly row: Field | undefined;
  readonly isSometimesAbsent: boolean;
}

export interface Layout {
  readonly layers: readonly LayerShapes[];
  readonly accumulators: readonly AccumulatorLayout[];
  /** Code words by place in `PlanTable.planOf`: few arrays are read for each claim, or the loop runs out of registers. */
  readonly words: readonly Int32Array[];
}

/** Beyond so many shapes of a layer, one that can stand for all of them takes their place. */
const SHAPES_IN_CODE = 8;

export function buildLayout(policies: readonly CompiledPolicy[], table: PlanTable): Layout {
  const [policy] = policies;
  if (policy === undefined) throw new RangeError('a table needs a policy');
  const packer = createPacker(table);
  const layers = unionOfLayers(policies).map((layer) => shapesOf(layer, table, packer));
  const accumulators = policy.accumulators.map((_, index): AccumulatorLayout => {
    const adds = table.plans.map(({ plan }) => (plan.adds[index] ? 1 : 0));
    const counts = table.plans.map(({ plan }) => plan.counts[index] ?? 0);
    return {
      index,
      adds: adds.every((value) => value === 1) ? undefined : packer.pack(adds),
      counts: counts.every((value) => value === 0) ? undefined : packer.pack(counts),
    };
  });
  return { layers, accumulators, words: packer.words };
}

interface Packer {
  readonly words: Int32Array[];
  /** Stores a small number for each plan. */
  readonly pack: (byPlan: readonly number[]) => Field;
}

/** Bits of a word that stay clear of the sign. */
const WORD_BITS = 30;

function createPacker({ planOf }: PlanTable): Packer {
  const words: Int32Array[] = [];
  let used = WORD_BITS;
  return {
    words,
    pack: (byPlan) => {
      const bits = 32 - Math.clz32(Math.max(1, ...byPlan));
      if (used + bits > WORD_BITS) {
        words.push(new Int32Array(planOf.length));
        used = 0;
      }
      const word = words.length - 1;
      const field = { word, shift: used, mask: 2 ** bits - 1 };
      const code = words[word];
      for (const [place, plan] of planOf.entries()) {
        if (code) code[place] = (code[place] ?? 0) | ((byPlan[plan] ?? 0) << field.shift);
      }
      used += bits;
      return field;
    },
  };
}

/** The ways in which the plans work a layer, each once, gathered by their shape. */
function shapesOf(layer: CompiledLayer, table: PlanTable, packer: Packer): LayerShapes {
  const { different, byPlan } = differentWays(layer, table);
  const signatures = different.map((planned) => signatureOf(layOut(layer, [planned]).layout));
  const names = [...new Set(signatures)];
  const shapeOf =
    names.length > SHAPES_IN_CODE ? signatures.map(() => 0) : signatures.map((each) => names.indexOf(each));
  const members = (shape: number) => different.filter((_, index) => shapeOf[index] === shape);
  const shapes = [...new Set(shapeOf)].map((shape) => makeShape(layer, members(shape)));
  const rowOf = different.map((planned, index) => members(shapeOf[index] ?? 0).indexOf(planned));
  return {
    layer,
    shapes,
    shape: packer.pack(byPlan.map((way) => (way < 0 ? 0 : (shapeOf[way] ?? 0) + 1))),
    row: shapes.every(({ rows }) => rows === 1)
      ? undefined
      : packer.pack(byPlan.map((way) => (way < 0 ? 0 : (rowOf[way] ?? 0)))),
    isSometimesAbsent: byPlan.includes(-1),
  };
}

/** The different ways of working a layer, and by plan the number of its way; −1 where the layer does not apply. */
function differentWays(layer: CompiledLayer, table: PlanTable) {
  const numbers = new Map<string, number>();
  const different: PlannedLayer[] = [];
  const byPlan = table.plans.map(({ plan, policy }) => {
    const planned = plan.layers.find((each) => each.layer.id === layer.id);
    if (planned === undefined) return -1;
    const limits = planned.ceilings.map(({ ceiling, limit }) => (limit ? ceiling.limits.indexOf(limit) : -1));
    const key = [policy.id, planned.rule?.index ?? -1, ...limits].join('/');
    const known = numbers.get(key) ?? different.push(planned) - 1;
    numbers.set(key, known);
    return known;
  });
  return { different, byPlan };
}

/** What the code of a way depends on, apart from its numbers. */
function signatureOf({ flags, slices, hasFirstTake, hasThresholdSlice, hasCap, ceilings }: LayerLayout): string {
  return JSON.stringify([[...flags], slices, hasFirstTake, hasThresholdSlice, hasCap, ceilings]);
}

function makeShape(layer: CompiledLayer, members: readonly PlannedLayer[]): Shape {
  const { layout, size: stride } = layOut(layer, members);
  const values = new Float64Array(stride * members.length);
  for (const [row, planned] of members.entries()) {
    writeLayer(layout, planned, (at, value) => {
      values[row * stride + at] = value;
    });
  }
  return { layout, rows: members.length, stride, values };
}

/** All layers of any version, in the order of computation. */
function unionOfLayers(policies: readonly CompiledPolicy[]): CompiledLayer[] {
  const bySlot = new Map<number, CompiledLayer>();
  for (const policy of policies) for (const layer of policy.layers) bySlot.set(layer.slot, layer);
  return [...bySlot.values()].sort((left, right) => left.slot - right.slot);
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

function layOut(
  layer: CompiledLayer,
  planned: readonly PlannedLayer[],
): { readonly layout: LayerLayout; readonly size: number } {
  let next = 0;
  const take = (size: number) => {
    const at = next;
    next += size;
    return at;
  };
  const rules = planned.flatMap(({ rule }) => rule ?? []);
  const flags = new Set(planned.map(flagOf));
  const schedules = rules.map(({ schedule }) => schedule);
  const slices = Math.max(0, ...schedules.map(({ cuts }) => cuts.length));
  const at = take(HEAD_SIZE);
  const layout: LayerLayout = {
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
        hasDays: limits.some(({ perDay }) => perDay),
        isLimited: limits.some(({ amount, share }) => amount !== undefined || share !== undefined),
      };
    }),
    packageAt: flags.has(FLAG.package) ? take(PACKAGE_SIZE) : -1,
  };
  return { layout, size: next };
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
