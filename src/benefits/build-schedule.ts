/** From a rule's own numbers to its bracket schedule, with what tilts change on the way. Pure; no messages. */
import { applyRate, fen } from '../kernel/money.ts';
import type { Component, GroupRate, RuleTerms, Schedule, TiltEffect } from './compiled-policy.ts';

const WHOLE = 10_000;

/**
 * The schedule of a rule. With `ownDeductible` the threshold is charged apart and the schedule runs on the cost above
 * it (absolute bounds move down by it); otherwise the threshold is the first slice. A slice that a tilted threshold
 * swallows disappears.
 */
export function buildSchedule(terms: RuleTerms, ownDeductible: boolean): Schedule {
  const { deductible, slices, bounds, costCap } = terms;
  const start = ownDeductible ? 0 : deductible;
  const absoluteShift = ownDeductible ? -deductible : 0;
  const shift = bounds === 'absolute' ? absoluteShift : start;
  const cuts: number[] = start > 0 ? [0] : [];
  const rates: number[] = start > 0 ? [0] : [];
  const leaves: Component[] = start > 0 ? ['deductible'] : [];
  const cap = costCap === undefined ? Number.POSITIVE_INFINITY : Math.max(costCap + shift, start);
  let lower = start;
  for (const { upTo, ratePer10k } of slices) {
    const upper = Math.min(upTo === undefined ? Number.POSITIVE_INFINITY : upTo + shift, cap);
    if (upper <= lower) continue;
    cuts.push(lower);
    rates.push(ratePer10k);
    leaves.push('coPay');
    lower = upper;
  }
  if (lower < Number.POSITIVE_INFINITY) {
    cuts.push(lower);
    rates.push(0);
    leaves.push('overCap');
  }
  return { cuts, rates, leaves };
}

/** A rule's numbers after tilts, in order. Rates stay between 0 and 100 %; a rate of zero is never raised. */
export function applyTilts(terms: RuleTerms, effects: readonly TiltEffect[]): RuleTerms {
  return effects.reduce(applyTilt, terms);
}

function applyTilt(terms: RuleTerms, effect: TiltEffect): RuleTerms {
  return {
    ...terms,
    deductible: tiltDeductible(terms.deductible, effect),
    firstTakePer10k: effect.firstTakePer10k ?? terms.firstTakePer10k,
    slices: terms.slices.map((slice) => ({ ...slice, ratePer10k: tiltRate(slice.ratePer10k, effect) })),
    groupRates: terms.groupRates.map(
      (group): GroupRate => ({ ...group, ratePer10k: tiltRate(group.ratePer10k, effect) }),
    ),
  };
}

function tiltDeductible(deductible: number, effect: TiltEffect): number {
  let amount = effect.deductible ?? deductible;
  if (effect.deductibleTimesPer10k !== undefined) amount = applyRate(fen(amount), effect.deductibleTimesPer10k);
  amount = Math.max(amount - (effect.deductibleMinus ?? 0), 0);
  // A floor never raises what was lower before.
  if (effect.deductibleAtLeast !== undefined) {
    amount = Math.max(amount, Math.min(effect.deductibleAtLeast, deductible));
  }
  return amount;
}

function tiltRate(rate: number, effect: TiltEffect): number {
  if (rate === 0) return 0;
  let tilted = rate;
  if (effect.rateTimesPer10k !== undefined) tilted = applyRate(fen(tilted), effect.rateTimesPer10k);
  tilted = Math.min(Math.max(tilted + (effect.ratePointsPer10k ?? 0), 0), WHOLE);
  if (effect.coPayTimesPer10k !== undefined) {
    tilted = WHOLE - Math.min(applyRate(fen(WHOLE - tilted), effect.coPayTimesPer10k), WHOLE);
  }
  if (effect.rateAtLeastPer10k !== undefined) tilted = Math.max(tilted, effect.rateAtLeastPer10k);
  if (effect.rateAtMostPer10k !== undefined) tilted = Math.min(tilted, effect.rateAtMostPer10k);
  return tilted;
}
