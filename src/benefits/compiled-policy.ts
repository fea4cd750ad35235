/**
 * The compiled form of a policy pack: one `CompiledPolicy` per span of time in which no value changes.
 *
 * It is plain data (numbers, arrays, names), so that it can be stored, sent to a worker and evaluated in more than one
 * way. Quantities of a case live in numbered slots: the charges first, then the person's total, then five for each
 * layer. All versions of a pack number their slots alike.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { Bearer, CareKind, CarePlace, Clause, ProviderGrade, Scheme, SettlementAmounts } from './model.ts';

/** Which of a case's dates decides the version of the policy, and the person's age. */
export type DecisiveDate = 'admittedOn' | 'dischargedOn';

/** Half-open range of whole numbers: `from` counts, `under` does not. */
export interface Range {
  readonly from?: number | undefined;
  readonly under?: number | undefined;
}

/** What must be true of a case; an attribute that is absent is not asked. All present attributes must hold. */
export interface Condition {
  readonly care?: readonly CareKind[] | undefined;
  readonly grade?: readonly ProviderGrade[] | undefined;
  readonly place?: readonly CarePlace[] | undefined;
  /** Any of these psn_idet_type codes. */
  readonly identity?: readonly string[] | undefined;
  /** Any of these psn_type codes. */
  readonly personType?: readonly string[] | undefined;
  /** Any of these chronic diseases (M codes). */
  readonly disease?: readonly string[] | undefined;
  /** Full years on the decisive date. */
  readonly age?: Range | undefined;
  /** Which admission of the year this is, the first being 1. */
  readonly visit?: Range | undefined;
  readonly retired?: boolean | undefined;
  readonly civilServant?: boolean | undefined;
}

/** `sign × quantity in slot`; a list of terms is their sum. */
export interface Term {
  readonly slot: number;
  readonly sign: 1 | -1;
}

/** Parts of a layer's base, by who keeps them: below the threshold, the person's share of a slice, above a cap. */
export type Component = 'deductible' | 'coPay' | 'overCap';

/**
 * A bracket schedule F: slice `i` runs from `cuts[i]` to `cuts[i + 1]` (the last has no end), pays `rates[i]` per
 * 10,000 of what falls into it, and what it does not pay is named `leaves[i]`. `cuts[0]` is 0; cuts are fen.
 */
export interface Schedule {
  readonly cuts: readonly number[];
  readonly rates: readonly number[];
  readonly leaves: readonly Component[];
}

export interface CompiledRule {
  /** Alternatives: the rule applies when any of them holds. */
  readonly when: readonly Condition[];
  /** The rule in a phrase, Chinese. */
  readonly phrase: string;
  readonly schedule: Schedule;
  readonly clause: Clause;
}

export interface CompiledLimit {
  readonly when: readonly Condition[];
  /** Fen; undefined where the clause says that there is no limit. */
  readonly amount: number | undefined;
  readonly clause: Clause;
}

/** A limit on what may have been paid: at most `amount − accumulator` is paid in this case. */
export interface CompiledCeiling {
  readonly title: string;
  readonly accumulator: number;
  readonly limits: readonly CompiledLimit[];
}

/** The settlement's amounts that a layer may pay into. */
export type PaidAmount = keyof Pick<
  SettlementAmounts,
  'pool' | 'civilServant' | 'criticalIllness' | 'largeAmount' | 'medicalAid'
>;

export interface CompiledLayer {
  readonly id: string;
  readonly title: string;
  readonly bearer: Bearer;
  /** The amount of the settlement that the layer's payment belongs to. */
  readonly amount: PaidAmount;
  readonly fundPayType: string;
  readonly clause: Clause;
  readonly when: readonly Condition[];
  readonly base: readonly Term[];
  /** Index of the accumulator that the schedule runs on; undefined when each case starts at zero. */
  readonly accumulator: number | undefined;
  readonly rules: readonly CompiledRule[];
  readonly ceilings: readonly CompiledCeiling[];
  /** Slot of the layer's base; its other quantities follow in the order of `LAYER_QUANTITIES`. */
  readonly slot: number;
}

export interface CompiledAccumulator {
  readonly id: string;
  readonly title: string;
  /** Adds one for a case that matches any of these. */
  readonly counts: readonly Condition[];
  /** Adds this sum of the case's quantities. */
  readonly adds: readonly Term[];
}

export interface CompiledAccount {
  /** What of the person's part the personal account may pay; empty: nothing. */
  readonly covers: readonly Term[];
  readonly clause: Clause;
}

export interface CompiledPolicy {
  /** `pack@from`. */
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly area: string;
  readonly scheme: Scheme;
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly decidedBy: DecisiveDate;
  /** Names of the quantities, by slot. */
  readonly quantities: readonly string[];
  readonly accumulators: readonly CompiledAccumulator[];
  readonly layers: readonly CompiledLayer[];
  readonly account: CompiledAccount;
}

/** A pack with all its versions, earliest first. */
export interface PolicyPack {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly scheme: Scheme;
  readonly decidedBy: DecisiveDate;
  readonly policies: readonly CompiledPolicy[];
}

export const CHARGE_QUANTITIES = ['total', 'fullSelfPay', 'overLimit', 'priorShare', 'inScope'] as const;
export const PERSON_TOTAL = 'personTotal';
export const PERSON_TOTAL_SLOT = CHARGE_QUANTITIES.length;
export const FIRST_LAYER_SLOT = PERSON_TOTAL_SLOT + 1;
export const LAYER_QUANTITIES = ['base', 'deductible', 'coPay', 'overCap', 'paid'] as const;

/** Position of each of a layer's quantities after its own slot. */
export const LAYER_OFFSET = { base: 0, deductible: 1, coPay: 2, overCap: 3, paid: 4 } as const satisfies Record<
  (typeof LAYER_QUANTITIES)[number],
  number
>;
