/** A case in the course of computation: what each layer was applied to and what came of it. */
import type { CompiledCeiling, CompiledLayer, CompiledLimit, CompiledPolicy } from './compiled-policy.ts';
import type { BenefitCase, SettlementAmounts } from './model.ts';
import type { ResolvedRule } from './plan.ts';
import type { PartOutcome } from './schedule.ts';

/** How far a ceiling lets a layer go: `left = amount − used`, not below zero. Fen. */
export interface CeilingRoom {
  readonly ceiling: CompiledCeiling;
  readonly limit: CompiledLimit;
  readonly amount: number;
  readonly used: number;
  readonly left: number;
}

/**
 * One layer's working: what it was applied to and what came of it. Fen.
 * `firstTake + deductible + coPay + overCap + hospitalShare + paid = base`.
 */
export interface LayerWorking {
  readonly layer: CompiledLayer;
  readonly rule: ResolvedRule;
  /** The accumulator before the case; 0 for a schedule that each case starts anew. */
  readonly before: number;
  /** For a guarantee: what is missing to its target. */
  readonly base: number;
  /** What of the base stands on the schedule. */
  readonly entering: number;
  /** What of the threshold had been charged before, where it is charged apart. */
  readonly charged: number;
  readonly firstTake: number;
  readonly deductible: number;
  readonly coPay: number;
  readonly overCap: number;
  readonly hospitalShare: number;
  readonly paid: number;
  /** What the schedule alone would pay. */
  readonly scheduled: number;
  /** The tightest ceilings, where there are any. */
  readonly room: CeilingRoom | undefined;
  readonly costRoom: CeilingRoom | undefined;
  /** What had been paid before that counts towards an entitlement or a guarantee, and the target it is held against. */
  readonly already: number;
  readonly target: number;
  readonly parts: readonly PartOutcome[] | undefined;
}

/** A case worked through all layers. */
export interface Walk {
  readonly policy: CompiledPolicy;
  readonly benefitCase: BenefitCase;
  readonly workings: readonly LayerWorking[];
  /** By slot of the policy. */
  readonly quantities: readonly number[];
  readonly amounts: SettlementAmounts;
}
