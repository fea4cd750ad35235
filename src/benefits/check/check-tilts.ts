/** Tilts that change nothing, push a rate past its bounds, or lift the deductible over a slice. */
import { divideRounded, fen, formatYuan } from '../../kernel/money.ts';
import { applyTilts, buildSchedule } from '../build-schedule.ts';
import type { DatedLayer } from '../compile-layer.ts';
import type { Dated } from '../compile-rules.ts';
import type { CompiledRule, CompiledTilt, Condition, RuleTerms, TiltEffect } from '../compiled-policy.ts';
import { formatRate } from '../describe-rule.ts';
import { areApart } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import { intersection, type Span } from './pack-source.ts';

const WHOLE = 10_000;
/** Combinations of tilts looked at for one rule; a layer with more is looked at as far as this. */
const MOST_STATES = 400;

/** A rule's numbers after some tilts, the conditions under which they come about, and the days. */
interface State extends Span {
  readonly terms: RuleTerms;
  readonly when: readonly (readonly Condition[])[];
}

/** What a tilt row was seen to do over all rules that it may meet. */
interface Seen {
  meets: boolean;
  changes: boolean;
  clamped: { readonly rule: string; readonly rate: number } | undefined;
  swallowed: { readonly rule: string; readonly deductible: number; readonly slice: number } | undefined;
}

export function tiltFlaws(layers: readonly DatedLayer[], maker: FlawMaker): Flaw[] {
  return layers.flatMap((layer) => {
    const seen = new Map<Dated<CompiledTilt>, Seen>();
    for (const { rows } of layer.tilts) {
      for (const row of rows) seen.set(row, { meets: false, changes: false, clamped: undefined, swallowed: undefined });
    }
    for (const rule of layer.rules) walkRule(layer, rule, seen);
    return [...seen].flatMap(([row, found]) => flawsOf(layer, row, found, maker));
  });
}

/** Goes through the groups of tilts as the engine does, keeping every combination that may come about. */
function walkRule(layer: DatedLayer, rule: Dated<CompiledRule>, seen: ReadonlyMap<Dated<CompiledTilt>, Seen>): void {
  const { from, to, value } = rule;
  let states: State[] = [{ from, to, terms: value.terms, when: [value.when] }];
  for (const { rows } of layer.tilts) {
    const next = [...states];
    for (const row of rows) {
      for (const state of states) {
        const span = intersection(state, row);
        const found = seen.get(row);
        if (span === undefined || found === undefined) continue;
        if (state.when.some((when) => areApart(when, row.value.when))) continue;
        const terms = applyTilts(state.terms, [row.value.effect]);
        note(found, { layer, rule, before: state.terms, after: terms, effect: row.value.effect });
        if (next.length < MOST_STATES) next.push({ ...span, terms, when: [...state.when, row.value.when] });
      }
    }
    states = next;
  }
}

interface Step {
  readonly layer: DatedLayer;
  readonly rule: Dated<CompiledRule>;
  readonly before: RuleTerms;
  readonly after: RuleTerms;
  readonly effect: TiltEffect;
}

function note(found: Seen, { layer, rule, before, after, effect }: Step): void {
  found.meets = true;
  if (JSON.stringify(before) !== JSON.stringify(after)) found.changes = true;
  const rates = [...before.slices, ...before.groupRates].map(({ ratePer10k }) => unclamped(ratePer10k, effect));
  const worst = rates.find((rate) => rate < 0 || rate > WHOLE);
  if (worst !== undefined) found.clamped ??= { rule: rule.value.phrase, rate: worst };
  const ownDeductible = layer.layer.deductibleOn !== 'schedule';
  const count = (terms: RuleTerms) =>
    buildSchedule(terms, ownDeductible).leaves.filter((leaf) => leaf === 'coPay').length;
  const lost = count(before) - count(after);
  if (lost > 0) {
    const slice = before.slices.length - count(after);
    found.swallowed ??= { rule: rule.value.phrase, deductible: after.deductible, slice };
  }
}

/** The rate as the tilt alone would have it: what `applyTilts` keeps between 0 and 100 %. */
function unclamped(rate: number, effect: TiltEffect): number {
  // A slice that pays nothing is never raised.
  if (rate === 0) return 0;
  const times = effect.rateTimesPer10k ?? WHOLE;
  const moved = divideRounded(rate * times, WHOLE) + (effect.ratePointsPer10k ?? 0);
  if (moved < 0 || moved > WHOLE || effect.coPayTimesPer10k === undefined) return moved;
  return WHOLE - divideRounded((WHOLE - moved) * effect.coPayTimesPer10k, WHOLE);
}

function flawsOf(dated: DatedLayer, row: Dated<CompiledTilt>, found: Seen, maker: FlawMaker): Flaw[] {
  // Days outside the layer's are a flaw of their own.
  if (intersection(dated, row) === undefined) return [];
  const { place, layer } = dated;
  const at = { path: `${place.file}#${row.place}`, file: place.file, place: row.place };
  const { phrase } = row.value;
  if (!found.meets) {
    const outer = `“${layer.title}”的各条规定`;
    const where = { ...at, path: `${at.path}/when`, place: `${row.place}/when` };
    return [maker.flaw('warning', flawErrors.neverApplies({ ...where, outer, value: phrase }))];
  }
  const flaws: Flaw[] = [];
  if (!found.changes) flaws.push(maker.flaw('warning', flawErrors.idleTilt({ ...at, value: phrase })));
  if (found.clamped !== undefined) {
    const isOver = found.clamped.rate > WHOLE;
    const failure = flawErrors.clampedRate({
      ...at,
      subject: found.clamped.rule,
      value: formatRate(found.clamped.rate),
      clamped: isOver ? '100 %' : '0 %',
      cap: isOver ? 'rateAtMost: 100 %' : 'rateAtLeast: 0 %',
    });
    flaws.push(maker.flaw('warning', failure));
  }
  if (found.swallowed !== undefined) {
    const { rule, deductible, slice } = found.swallowed;
    const value = formatYuan(fen(deductible)).replace(/\.00$/, '');
    flaws.push(maker.flaw('warning', flawErrors.swallowedSlice({ ...at, subject: rule, value, slice })));
  }
  return flaws;
}
