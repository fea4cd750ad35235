/**
 * The compiled form of a policy pack: one `CompiledPolicy` per span of time in which no value changes.
 *
 * It is plain data (numbers, arrays, names), so that it can be stored, sent to a worker and evaluated in more than one
 * way: by the scalar evaluator (`compute-benefits.ts`) and by the columnar one (`columnar/`). Quantities of a case
 * live in numbered slots: the charges first, the person's total and what is unpaid, the fee-line groups, then seven
 * for each layer. All versions of a pack number their slots alike. Amounts are fen, rates per 10,000.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { Bearer, BenefitCare, CarePlace, Clause, ProviderGrade, Scheme, SettlementAmounts } from './model.ts';

/** Which of a case's dates decides the version of the policy, and the person's age. */
export type DecisiveDate = 'admittedOn' | 'dischargedOn';

/** Half-open range of whole numbers: `from` counts, `under` does not. */
export interface Range {
  readonly from?: number | undefined;
  readonly under?: number | undefined;
}

/** What must be true of a case; an attribute that is absent is not asked. All present attributes must hold. */
export interface Condition {
  readonly care?: readonly BenefitCare[] | undefined;
  readonly grade?: readonly ProviderGrade[] | undefined;
  readonly place?: readonly CarePlace[] | undefined;
  /** Any of these psn_idet_type codes. */
  readonly identity?: readonly string[] | undefined;
  /** Any of these psn_type codes. */
  readonly personType?: readonly string[] | undefined;
  /** The visit's chronic disease is one of these M codes. */
  readonly disease?: readonly string[] | undefined;
  /** Any of these packages. */
  readonly package?: readonly string[] | undefined;
  /** Any of these marks. */
  readonly tag?: readonly string[] | undefined;
  /** None of these marks. */
  readonly withoutTag?: readonly string[] | undefined;
  /** The person is certified for all of these M codes. */
  readonly certified?: readonly string[] | undefined;
  /** For how many chronic diseases the person is certified. */
  readonly certifiedCount?: Range | undefined;
  /** Full years on the decisive date. */
  readonly age?: Range | undefined;
  /** Which admission of the year this is, the first being 1. */
  readonly visit?: Range | undefined;
  /** Payable days of the case. */
  readonly days?: Range | undefined;
  /** Full months from certification (or operation) to the decisive date. */
  readonly monthsSince?: Range | undefined;
  readonly retired?: boolean | undefined;
  readonly civilServant?: boolean | undefined;
  /** Admitted in one calendar year and discharged in another. */
  readonly crossYear?: boolean | undefined;
  /** A later part of a stay. */
  readonly continued?: boolean | undefined;
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

/** A fixed price for a whole case (单病种、生育定额). */
export interface PackageTerms {
  readonly price: number;
  /** The person's share of the price, per 10,000. */
  readonly personPer10k: number;
  /** Who bears what the case costs above the price. */
  readonly excess: 'hospital' | 'person';
  /** Whether the hospital keeps what the case costs less (结余留用), or only the cost is paid. */
  readonly surplus: 'kept' | 'returned';
}

/** A rate of its own for some fee-line groups, under the rule's threshold. */
export interface GroupRate {
  /** Indices into the policy's groups; the index behind the last is the rest. */
  readonly groups: readonly number[];
  readonly ratePer10k: number;
}

/** A rule's own numbers, from which its schedule is built: tilts change them before that. */
export interface RuleTerms {
  readonly deductible: number;
  readonly slices: readonly { readonly upTo: number | undefined; readonly ratePer10k: number }[];
  readonly bounds: 'absolute' | 'aboveDeductible';
  readonly costCap: number | undefined;
  /** Taken first from the base (转外先行自付), per 10,000. */
  readonly firstTakePer10k: number;
  readonly groupRates: readonly GroupRate[];
  /** How groups stand under the shared threshold: each by its part of the base, or one after the other as listed. */
  readonly groupShare: 'proportional' | 'listed';
  readonly package: PackageTerms | undefined;
}

export interface CompiledRule {
  /** Alternatives: the rule applies when any of them holds. */
  readonly when: readonly Condition[];
  /** The rule in a phrase, Chinese. */
  readonly phrase: string;
  readonly terms: RuleTerms;
  readonly schedule: Schedule;
  readonly clause: Clause;
}

/** What a tilt (倾斜) does to a rule's numbers, in this order: deductible, then rates of slices that pay at all. */
export interface TiltEffect {
  readonly deductible?: number | undefined;
  readonly deductibleTimesPer10k?: number | undefined;
  readonly deductibleMinus?: number | undefined;
  readonly deductibleAtLeast?: number | undefined;
  readonly rateTimesPer10k?: number | undefined;
  /** Added to each rate; negative for a reduction. */
  readonly ratePointsPer10k?: number | undefined;
  /** The person's share of each slice is multiplied by this. */
  readonly coPayTimesPer10k?: number | undefined;
  readonly rateAtMostPer10k?: number | undefined;
  readonly rateAtLeastPer10k?: number | undefined;
  readonly firstTakePer10k?: number | undefined;
}

export interface CompiledTilt {
  readonly when: readonly Condition[];
  readonly phrase: string;
  readonly effect: TiltEffect;
  readonly clause: Clause;
}

/** Tilts of one kind: the first whose condition holds applies. Kinds apply one after the other. */
export interface CompiledTiltGroup {
  readonly title: string;
  readonly rows: readonly CompiledTilt[];
}

export interface CompiledLimit {
  readonly when: readonly Condition[];
  /** Fen; undefined where the clause says that there is no limit, or where it is a share. */
  readonly amount: number | undefined;
  /** The amount stands for each payable day. */
  readonly perDay: boolean;
  /** The limit is this share of a sum of quantities. */
  readonly share: { readonly ratePer10k: number; readonly terms: readonly Term[] } | undefined;
  readonly clause: Clause;
}

/** A limit on what may have been paid (or, on cost, may have entered): at most `amount − accumulator` in this case. */
export interface CompiledCeiling {
  readonly title: string;
  /** Undefined: the limit is on this case alone. */
  readonly accumulator: number | undefined;
  readonly counts: 'payment' | 'cost';
  readonly limits: readonly CompiledLimit[];
}

/** The settlement's amounts that a layer may pay into. */
export type PaidAmount = keyof Pick<
  SettlementAmounts,
  'pool' | 'civilServant' | 'enterprise' | 'criticalIllness' | 'largeAmount' | 'medicalAid' | 'other'
>;

/**
 * How a layer's payment follows from its schedule F: the growth over the case; what the whole year is entitled to less
 * what was paid; or what is missing to a least payment, counting what earlier layers paid.
 */
export type LayerMode =
  | { readonly kind: 'growth' }
  | { readonly kind: 'entitlement'; readonly paid: number }
  | { readonly kind: 'guarantee'; readonly layers: readonly number[] };

/** Where the threshold is charged: as the schedule's first slice, anew in each case, or less what was charged. */
export type DeductibleOn = 'schedule' | 'case' | { readonly accumulator: number };

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
  /** A base below zero counts as zero; otherwise it is refused. */
  readonly floorBase: boolean;
  /** With `highest`, a person of several identities counts under the first of the policy's rank alone. */
  readonly identities: 'all' | 'highest';
  /** Index of the accumulator that the schedule runs on; undefined when each case starts at zero. */
  readonly accumulator: number | undefined;
  readonly deductibleOn: DeductibleOn;
  readonly mode: LayerMode;
  readonly rules: readonly CompiledRule[];
  readonly tilts: readonly CompiledTiltGroup[];
  readonly ceilings: readonly CompiledCeiling[];
  /** Slot of the layer's base; its other quantities follow in the order of `LAYER_QUANTITIES`. */
  readonly slot: number;
}

/** Over what an accumulator runs. `year` is the insured year; `stay` and `episode` within the year. */
export type AccumulatorScope = 'year' | 'month' | 'day' | 'disease' | 'stay' | 'episode' | 'lifetime';

export interface CompiledAccumulator {
  readonly id: string;
  readonly title: string;
  readonly scope: AccumulatorScope;
  /** Adds one for a case that matches any of these. */
  readonly counts: readonly Condition[];
  /** Adds this sum of the case's quantities … */
  readonly adds: readonly Term[];
  /** … for a case that matches any of these. */
  readonly when: readonly Condition[];
}

export interface CompiledAccount {
  /** What of the person's part the personal account may pay; empty: nothing. */
  readonly covers: readonly Term[];
  readonly clause: Clause;
}

/** Whether a stay across the year's end is settled whole by the decisive date, or split at 31 December. */
export interface CompiledYearEnd {
  readonly when: readonly Condition[];
  readonly stay: 'whole' | 'split';
  readonly clause: Clause;
}

/** What the pack says of fee lines: see `fee-line.ts`. */
export interface CompiledFeeRule {
  readonly itemClass: readonly string[] | undefined;
  readonly chargeType: readonly string[] | undefined;
  readonly itemCode: readonly string[] | undefined;
  readonly priorPer10k: number | undefined;
  readonly priceLimit: number | undefined;
  /** False: not payable at all. */
  readonly payable: boolean;
  readonly group: number | undefined;
  readonly clause: Clause;
}

export interface CompiledFeeLines {
  /** Whether the price limit or the prior share is taken first. */
  readonly order: 'limitFirst' | 'priorFirst';
  readonly rules: readonly CompiledFeeRule[];
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
  /** Identity codes, highest first: 就高不重复. */
  readonly identityRank: readonly string[];
  /** Names of the fee-line groups that the pack tells apart, with their Chinese titles. */
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  /** Names of the quantities, by slot. */
  readonly quantities: readonly string[];
  readonly accumulators: readonly CompiledAccumulator[];
  readonly layers: readonly CompiledLayer[];
  readonly account: CompiledAccount;
  readonly yearEnd: readonly CompiledYearEnd[];
  readonly feeLines: CompiledFeeLines;
}

/** A pack with all its versions, earliest first. */
export interface PolicyPack {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly scheme: Scheme;
  readonly decidedBy: DecisiveDate;
  readonly policies: readonly CompiledPolicy[];
  /** From when the area pools at a higher level: policy of that area then decides (统筹层次). */
  readonly poolsInto: readonly PoolsInto[];
  readonly names: PackNames;
}

/** What the pack calls the codes and marks that its conditions ask for: whoever asks a person for them needs words. */
export interface PackNames {
  readonly identities: Readonly<Record<string, string>>;
  readonly personTypes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PoolsInto {
  readonly area: string;
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly clause: Clause;
}

export const CHARGE_QUANTITIES = ['total', 'fullSelfPay', 'overLimit', 'priorShare', 'inScope'] as const;
export const PERSON_TOTAL = 'personTotal';
export const PERSON_TOTAL_SLOT = CHARGE_QUANTITIES.length;
/** What no layer and no hospital has borne yet, at the point where it is asked. */
export const UNPAID = 'unpaid';
export const UNPAID_SLOT = PERSON_TOTAL_SLOT + 1;
export const FIRST_GROUP_SLOT = UNPAID_SLOT + 1;
export const LAYER_QUANTITIES = [
  'base',
  'firstTake',
  'deductible',
  'coPay',
  'overCap',
  'hospitalShare',
  'paid',
] as const;

/** Position of each of a layer's quantities after its own slot. */
export const LAYER_OFFSET = {
  base: 0,
  firstTake: 1,
  deductible: 2,
  coPay: 3,
  overCap: 4,
  hospitalShare: 5,
  paid: 6,
} as const satisfies Record<(typeof LAYER_QUANTITIES)[number], number>;
