/** Slices that no cost ever reaches, because a limit ends before them. */
import { fen, formatYuan } from '../../kernel/money.ts';
import type { DatedLayer } from '../compile-layer.ts';
import type { Dated } from '../compile-rules.ts';
import type { AccumulatorScope, CompiledAccumulator, CompiledLimit, CompiledRule } from '../compiled-policy.ts';
import { applySchedule } from '../schedule.ts';
import { areApart } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import { intersection } from './pack-source.ts';

type DatedCeiling = DatedLayer['ceilings'][number];

/** Rates as written, before tilts: a tilt that pays less may reach further. */
export function sliceFlaws(
  layers: readonly DatedLayer[],
  accumulators: readonly CompiledAccumulator[],
  maker: FlawMaker,
): Flaw[] {
  const scopeOf = (index: number | undefined) => (index === undefined ? undefined : accumulators[index]?.scope);
  return layers.flatMap((layer) => {
    // A guarantee pays what is missing, an entitlement what the year as a whole is due: other limits apply to those.
    if (layer.layer.mode.kind !== 'growth') return [];
    const runsOn = scopeOf(layer.layer.accumulator);
    const ceilings = layer.ceilings.filter((ceiling) => isFelt(runsOn, scopeOf(ceiling.accumulator)));
    return layer.rules.flatMap((rule) => ceilings.flatMap((ceiling) => deadSlice(layer, rule, ceiling, maker)));
  });
}

/**
 * Whether reaching far on the schedule means having used up the limit: the schedule starts anew with each case, or
 * both run over the same time.
 */
function isFelt(runsOn: AccumulatorScope | undefined, limitedOver: AccumulatorScope | undefined): boolean {
  return runsOn === undefined || runsOn === limitedOver;
}

/** The first slice of a rule that the ceiling leaves nothing for. */
function deadSlice({ place, layer }: DatedLayer, rule: Dated<CompiledRule>, ceiling: DatedCeiling, maker: FlawMaker) {
  const amount = largestLimit(rule, ceiling);
  if (amount === undefined || amount === 0 || rule.value.terms.groupRates.length > 0) return [];
  const { cuts, rates, leaves } = rule.value.schedule;
  const ownDeductible = layer.deductibleOn === 'case' ? rule.value.terms.deductible : 0;
  const index = cuts.findIndex((cut, position) => {
    if (leaves[position] !== 'coPay' || rates[position] === 0) return false;
    return ceiling.counts === 'cost'
      ? cut + ownDeductible >= amount
      : applySchedule(rule.value.schedule, 0, cut, Number.POSITIVE_INFINITY).paid >= amount;
  });
  const cut = cuts[index];
  if (cut === undefined || index < 1) return [];
  const paid = applySchedule(rule.value.schedule, 0, cut, Number.POSITIVE_INFINITY).paid;
  const limit = `“${ceiling.title}”为 ${yuan(amount)} 元`;
  const slice = `${rule.place}/slices/${leaves.slice(0, index).filter((leaf) => leaf === 'coPay').length}`;
  const failure = flawErrors.deadSlice({
    path: `${place.file}#${slice}`,
    file: place.file,
    place: slice,
    value: yuan(cut),
    reason: ceiling.counts === 'cost' ? `${limit}，按费用计` : `到此已支付 ${yuan(paid)} 元，而${limit}`,
  });
  return [maker.flaw('warning', failure)];
}

/** The most that any limit that may meet the rule allows, fen; undefined where one is no plain amount. */
function largestLimit(rule: Dated<CompiledRule>, { rows }: DatedCeiling): number | undefined {
  const meeting = rows.filter((row) => intersection(row, rule) && !areApart(row.value.when, rule.value.when));
  const amounts = meeting.map(({ value }) => plainAmount(value));
  return amounts.length === 0 || amounts.includes(undefined)
    ? undefined
    : Math.max(...amounts.map((amount) => amount ?? 0));
}

function plainAmount({ amount, perDay }: CompiledLimit): number | undefined {
  return perDay ? undefined : amount;
}

function yuan(amount: number): string {
  return formatYuan(fen(amount), { grouped: true }).replace(/\.00$/, '');
}
