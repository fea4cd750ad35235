/** A case in the course of computation: what each layer was applied to and what came of it. */
import type { CompiledCeiling, CompiledLayer, CompiledLimit, CompiledPolicy, CompiledRule } from './compiled-policy.ts';
import type { BenefitCase, SettlementAmounts } from './model.ts';
import type { ScheduleOutcome } from './schedule.ts';

/** How far a ceiling lets a layer pay: `left = amount − used`, not below zero. Fen. */
export interface CeilingRoom {
  readonly ceiling: CompiledCeiling;
  readonly limit: CompiledLimit;
  readonly amount: number;
  readonly used: number;
  readonly left: number;
}

/** One layer's working: what it was applied to and what came of it. Fen. */
export interface LayerWorking {
  readonly layer: CompiledLayer;
  readonly rule: CompiledRule;
  /** The accumulator before the case; 0 for a schedule that each case starts anew. */
  readonly before: number;
  readonly base: number;
  /** The tightest ceiling, where there is any. */
  readonly room: CeilingRoom | undefined;
  readonly outcome: ScheduleOutcome;
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
