/** What every part of the kernel's text is written with: numbers, sums, totals, fields of code words, failing. */
import {
  type CompiledLayer,
  type CompiledPolicy,
  LAYER_OFFSET,
  PERSON_TOTAL_SLOT,
  type Term,
} from '../compiled-policy.ts';
import { type AccumulatorLayout, type Field, FLAG, type LayerLayout, type LayerShapes, type Layout } from './layout.ts';
import type { PlanTable } from './plan-table.ts';

/** Why a claim was left uncomputed: its amounts are zero, and the totals stay as they were. */
export const CLAIM_STATUS = { computed: 0, noRule: 1, negativeBase: 2, overpaid: 3, noPolicy: 4 } as const;

export interface KernelOptions {
  /** Also writes each layer's base, first take, threshold, co-pay, over-cap and hospital share. */
  readonly components: boolean;
  readonly hasAccount: boolean;
  /** Earliest and latest day of the claims. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Whether any claim is a later part of a stay. */
  readonly hasLaterParts: boolean;
}

export interface Writer {
  readonly policy: CompiledPolicy;
  readonly layout: Layout;
  readonly table: PlanTable;
  readonly options: KernelOptions;
  /** Slots whose value somebody asks for. */
  readonly needed: ReadonlySet<number>;
  /** Accumulators that anything runs on. */
  readonly live: ReadonlySet<number>;
  readonly lines: string[];
}

export const SCOPED_BY_NUMBER = new Set(['disease', 'stay', 'episode']);

/** One way of working a layer, as it is being written: its layout, and the text of the number at an offset. */
export interface Way {
  readonly layout: LayerLayout;
  readonly number: (at: number) => string;
  /** Number of the layer among all; texts of the table, of the row's place in it, and of what tells this way from others. */
  readonly index: number;
  readonly values: string;
  readonly row: string;
  readonly name: string;
}

/** A validated whole number (or no limit) as text; nothing else can become code. */
export function literal(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

export function add(writer: Writer, ...lines: readonly string[]): void {
  writer.lines.push(...lines);
}

/** Slots that have a variable: those that are asked for, and the hospital's share of packages. */
export function isComputed({ needed, layout }: Writer, slot: number): boolean {
  if (needed.has(slot)) return true;
  return layout.layers.some((each) => hasPackage(each) && slot === each.layer.slot + LAYER_OFFSET.hospitalShare);
}

export function hasPackage({ shapes }: LayerShapes): boolean {
  return shapes.some(({ layout }) => layout.flags.has(FLAG.package));
}

/** Signed sum of quantities; of those before `limit` where it is given, as later ones are still zero. */
export function sum(terms: readonly Term[], limit: number | undefined): string {
  return terms
    .filter(({ slot }) => limit === undefined || (slot < limit && slot !== PERSON_TOTAL_SLOT))
    .map(({ slot, sign }, index) => `${sign < 0 ? '- ' : index === 0 ? '' : '+ '}q${slot}`)
    .join(' ');
}

/**
 * Whether an accumulator adds up layers' quantities alone: each layer then adds its own as soon as it is worked, and a
 * claim that fails takes back what it had added.
 */
export function isEager({ policy, layout }: Writer, index: number): boolean {
  const slots = new Set(layout.layers.flatMap(({ layer }) => Object.values(LAYER_OFFSET).map((at) => layer.slot + at)));
  return policy.accumulators[index]?.adds.every(({ slot }) => slots.has(slot)) ?? false;
}

/** An accumulator's value while a layer is worked. */
export function standing(writer: Writer, index: number, slot: number): string {
  if (isEager(writer, index)) return `a${index}`;
  const accumulator = writer.policy.accumulators[index];
  const layout = writer.layout.accumulators[index];
  const inCase = accumulator === undefined ? '' : sum(accumulator.adds, slot);
  return inCase === '' ? `a${index}` : `(a${index} + ${adding(layout, inCase)})`;
}

/** The number that a field of a code word holds. */
export function fieldOf({ word, shift, mask }: Field): string {
  return shift === 0 ? `(word${word} & ${literal(mask)})` : `(word${word} >> ${literal(shift)} & ${literal(mask)})`;
}

export function adding(layout: AccumulatorLayout | undefined, text: string): string {
  return layout?.adds === undefined ? `(${text})` : `${fieldOf(layout.adds)} * (${text})`;
}

export function fail(writer: Writer, code: number, beforeLayers = false): string {
  const { policy, layout, live, options } = writer;
  const zeros = layout.layers.map((_, index) => `out${index}[i] = 0;`);
  if (options.components) {
    for (const [index] of layout.layers.entries()) zeros.push(`for (const part of parts${index}) part[i] = 0;`);
  }
  const account = options.hasAccount ? 'accountPart[i] = 0;' : '';
  const undone = [...live].flatMap((index) => {
    const { adds = [], scope = '' } = policy.accumulators[index] ?? {};
    const isKept = !SCOPED_BY_NUMBER.has(scope) && adds.length > 0 && isEager(writer, index);
    return isKept && !beforeLayers ? `a${index} -= ${adding(layout.accumulators[index], sum(adds, undefined))};` : [];
  });
  // Earlier layers may have gone ahead of their accumulators, which stay: what they had paid is to be looked up again.
  const forgotten = layout.layers.flatMap(({ layer }, index) =>
    layer.accumulator === undefined ? [] : `w${index} = 0;`,
  );
  return `status[i] = ${code}; ${zeros.join(' ')} ${account} personPart[i] = 0; hospitalPart[i] = 0; ${forgotten.join(' ')} ${undone.join(' ')} continue;`;
}

export const RATED = (amount: string, rate: string) => `floor((${amount} * ${rate} + 5000) / 10000)`;

/**
 * Whether a layer's accumulator stands exactly where the layer left it: it adds nothing but the layer's base, in every
 * case, over the year or longer. What the schedule had paid up to there is then known without asking where that was.
 */
export function isFollowed({ policy, layout }: Writer, layer: CompiledLayer): boolean {
  const accumulator = policy.accumulators[layer.accumulator ?? -1];
  const [term, ...others] = accumulator?.adds ?? [];
  return (
    accumulator !== undefined &&
    (accumulator.scope === 'year' || accumulator.scope === 'lifetime') &&
    layout.accumulators[layer.accumulator ?? -1]?.adds === undefined &&
    others.length === 0 &&
    term?.sign === 1 &&
    term.slot === layer.slot &&
    layer.deductibleOn === 'schedule' &&
    entersWhole(layout, layer)
  );
}

/** Nothing is taken off the base before it enters the schedule. */
function entersWhole({ layers }: Layout, layer: CompiledLayer): boolean {
  const own = layers.find((each) => each.layer.slot === layer.slot);
  const layouts = (own?.shapes ?? []).map(({ layout }) => layout);
  return layouts.every(
    ({ hasFirstTake, ceilings }) => !hasFirstTake && ceilings.every(({ counts }) => counts === 'payment'),
  );
}
