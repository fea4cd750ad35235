/**
 * Benefits: what goes into a computation and what comes out of it.
 *
 * A computation is pure: (policy in force, case, running totals) → amounts, components, explanation, totals after.
 * Amounts are fen; rates per 10,000. The national interface's field name stands beside each amount.
 */

import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';

/** 险种类型 (insutype): 310 employees' basic insurance (职工), 390 residents' (城乡居民). */
export type Scheme = '310' | '390';

/** Kinds of care that the office registers and settles. */
export type CareKind = 'inpatient' | 'outpatient' | 'chronic';

/** What kind of care a case is, as policy tells them apart. */
export type BenefitCare = CareKind | 'maternity' | 'longTerm';

/** 就医机构等级: village clinic, grade one (incl. township), two, three; pharmacies have no grade. */
export type ProviderGrade = 'village' | 'one' | 'two' | 'three' | 'none';

/** Where the care was given, seen from the place of insurance. */
export type CarePlace = 'local' | 'resettled' | 'referred' | 'unreferred';

/** 收费项目等级 (chrgitm_lv): 01 甲类, 02 乙类, 03 丙类 (outside the catalogue). */
export type ItemClass = '01' | '02' | '03';

/** One priced fee line; `total = fullSelfPay + overLimit + priorShare + inScope` to the fen. */
export interface PricedLine {
  readonly total: Fen;
  /** fulamt_ownpay_amt */
  readonly fullSelfPay: Fen;
  /** overlmt_amt */
  readonly overLimit: Fen;
  /** preselfpay_amt */
  readonly priorShare: Fen;
  /** inscp_scp_amt */
  readonly inScope: Fen;
}

/** Sums of a visit's priced lines. */
export type Charges = PricedLine;

export interface CasePerson {
  readonly birthDate: IsoDate;
  readonly retired: boolean;
  readonly civilServant: boolean;
  /** psn_type, where a policy tells person types apart (1404 大学生 …). */
  readonly personType?: string | undefined;
  /** psn_idet_type codes in force on the day that decides (2302 建档立卡, 2303 低保, 2304 特困 …). */
  readonly identities: readonly string[];
  /** Chronic diseases (M codes) that the person is certified for on the day: several at once are common. */
  readonly certified?: readonly string[] | undefined;
}

export interface BenefitCase {
  readonly scheme: Scheme;
  readonly care: BenefitCare;
  readonly admittedOn: IsoDate;
  /** Discharge; for outpatient care the day of the visit. Packs choose their version by it unless they say otherwise. */
  readonly dischargedOn: IsoDate;
  readonly grade: ProviderGrade;
  readonly place: CarePlace;
  readonly person: CasePerson;
  /** Chronic disease (M code) of a chronic visit. */
  readonly diseaseCode?: string | undefined;
  /** Day of certification, operation or discharge from which a rule counts months. */
  readonly certifiedOn?: IsoDate | undefined;
  /** Package of a single disease or of maternity care (按病种结算病种). */
  readonly packageCode?: string | undefined;
  /** Further marks that the pack registers and asks for: hospital of Chinese medicine, emergency, transferred … */
  readonly tags?: readonly string[] | undefined;
  /** Payable days; absent: from admission to discharge, at least one. */
  readonly days?: number | undefined;
  /** One stay that is settled in several parts carries one number in all of them. */
  readonly stayId?: string | undefined;
  /** One course of treatment over several hospitals (transfer) carries one number in all of them. */
  readonly episodeId?: string | undefined;
  /** True for the later parts of a stay: it is not a new admission. */
  readonly continued?: boolean | undefined;
  readonly charges: Charges;
  /** In-scope cost by fee-line group of the pack; what no group holds is the rest. */
  readonly groups?: Readonly<Record<string, Fen>> | undefined;
  /** Personal account: balance that may be used, already limited to what the person allows (0 when unused). */
  readonly accountAvailable: Fen;
}

/**
 * What a person has accumulated in one insured year under one scheme before this case, by the accumulator's name in
 * the policy (`admissions` is a count; the rest are fen). A name that is absent stands at zero. An accumulator that
 * does not run over the year carries its day, month, disease, stay or episode after an `@` (scope.ts).
 */
export type RunningTotals = Readonly<Record<string, number>>;

/** Grade of a policy value's source: A government text … D unverified data; `sample` is an invented figure. */
export type SourceGrade = 'A' | 'A-' | 'B' | 'C' | 'D' | 'sample';

export interface Clause {
  /** Title and number of the document. */
  readonly document: string;
  readonly article?: string | undefined;
  readonly grade: SourceGrade;
  readonly url?: string | undefined;
  readonly retrievedOn?: IsoDate | undefined;
  readonly note?: string | undefined;
  /** Number in the register of normative documents, where the value points to it. */
  readonly register?: string | undefined;
}

/** Who bears a step's amount. */
export type Bearer =
  | 'pool'
  | 'criticalIllness'
  | 'largeAmount'
  | 'civilServant'
  | 'medicalAid'
  | 'enterprise'
  | 'other'
  | 'account'
  | 'person'
  | 'hospital';

/** What a step does; with the layer it makes the step's id (`pool.deductible`). */
export type StepKind =
  | 'fullSelfPay'
  | 'overLimit'
  | 'priorShare'
  | 'base'
  | 'firstTake'
  | 'deductible'
  | 'overCap'
  | 'hospitalShare'
  | 'paid'
  | 'personTotal'
  | 'account'
  | 'cash';

/** The rule that a step applied: its phrase and its numbers. Rates per 10,000; amounts fen. */
export interface StepRule {
  readonly phrase: string;
  readonly schedule: {
    readonly cuts: readonly number[];
    readonly rates: readonly number[];
    readonly leaves: readonly string[];
  };
  readonly firstTakePer10k: number;
}

/**
 * One ordered step of the walk from the total to the cash, as data: `after = before − taken`. `renderSteps` puts it
 * into words. Amounts are fen.
 */
export interface Step {
  readonly id: string;
  /** The layer it belongs to, or `charges` / `payment` for the head and foot of the walk. */
  readonly layer: string;
  readonly kind: StepKind;
  readonly before: Fen;
  readonly taken: Fen;
  readonly after: Fen;
  readonly bearer: Bearer;
  readonly rule?: StepRule | undefined;
  /** The numbers that the rule was applied to, by name. */
  readonly numbers?: StepNumbers | undefined;
  /** Absent only where the step follows from the bill itself, not from a policy. */
  readonly clause?: Clause | undefined;
}

/** Fen, unless it says otherwise; a name is present only where it has a part in the step. */
export interface StepNumbers {
  /** The layer's base, and what of it stands on the schedule. */
  readonly base?: number;
  readonly entering?: number;
  /** The accumulator before the case. */
  readonly before?: number;
  /** What the threshold had taken before, where it is counted on its own. */
  readonly charged?: number;
  /** The threshold, where it is counted on its own. */
  readonly threshold?: number;
  readonly deductible?: number;
  /** What the schedule alone would pay; more than is paid where a limit cut it. */
  readonly scheduled?: number;
  /** The limit that cut the payment, what was used of it and what it left. */
  readonly limit?: number;
  readonly used?: number;
  readonly left?: number;
  readonly limitTitle?: string;
  /** Index of the accumulator that the limit is on; absent for a limit on the case alone. */
  readonly limitAccumulator?: number | undefined;
  /** What had been paid already, where the entitlement or a guarantee is topped up to. */
  readonly already?: number;
  readonly target?: number;
  /** Fixed price of a package. */
  readonly price?: number;
  /** Signed quantities that make a base: [slot, sign, amount]. */
  readonly terms?: readonly (readonly [number, 1 | -1, number])[];
  /** Parts of the base by fee-line group: [group, cost, paid, rate per 10,000 or −1 where several applied]. */
  readonly parts?: readonly (readonly [number, number, number, number])[];
}

/** A step in words, ready to be shown as a rung of the ladder. */
export interface ExplanationStep {
  readonly id: string;
  /** The layer it belongs to, or `charges` / `payment` for the head and foot of the walk. */
  readonly layer: string;
  /** Chinese name of the step: 全自费, 起付标准, 基本医保统筹支付 … */
  readonly title: string;
  readonly before: Fen;
  /** The rule in a phrase, Chinese. */
  readonly rule: string;
  /** The arithmetic with its numbers: "(12,000.00 − 600.00) × 80 % = 9,120.00". */
  readonly formula: string;
  readonly taken: Fen;
  readonly after: Fen;
  readonly bearer: Bearer;
  /** Absent only where the step follows from the bill itself, not from a policy. */
  readonly clause?: Clause | undefined;
}

export interface LayerResult {
  /** Name in the pack: `pool`, `criticalIllness`, `medicalAid`, `largeAmount`, `civilServant`. */
  readonly id: string;
  readonly title: string;
  readonly bearer: Bearer;
  /** fund_pay_type of the national interface, e.g. 390100. */
  readonly fundPayType: string;
  /** The amount the layer's schedule was applied to. */
  readonly base: Fen;
  readonly paid: Fen;
  /** What it leaves, by name (firstTake, deductible, coPay, overCap, hospitalShare); with `paid` they make `base`. */
  readonly components: Readonly<Record<string, Fen>>;
  /** By fee-line group, where rates differ under one threshold: what of the base, and what was paid for it. */
  readonly parts?: readonly LayerPart[] | undefined;
}

export interface LayerPart {
  /** Name of the group in the pack; `rest` for what no group holds. */
  readonly group: string;
  readonly base: Fen;
  readonly paid: Fen;
}

/** The settlement's amounts, in the order of the national settlement record. */
export interface SettlementAmounts {
  /** medfee_sumamt */
  readonly total: Fen;
  /** fulamt_ownpay_amt */
  readonly fullSelfPay: Fen;
  /** overlmt_selfpay */
  readonly overLimit: Fen;
  /** preselfpay_amt */
  readonly priorShare: Fen;
  /** inscp_scp_amt */
  readonly inScope: Fen;
  /** act_pay_dedc */
  readonly deductible: Fen;
  /** hifp_pay */
  readonly pool: Fen;
  /** cvlserv_pay */
  readonly civilServant: Fen;
  /** hifes_pay */
  readonly enterprise: Fen;
  /** hifmi_pay */
  readonly criticalIllness: Fen;
  /** hifob_pay */
  readonly largeAmount: Fen;
  /** maf_pay */
  readonly medicalAid: Fen;
  /** oth_pay */
  readonly other: Fen;
  /** fund_pay_sumamt */
  readonly fundTotal: Fen;
  /** psn_part_amt */
  readonly personTotal: Fen;
  /** acct_pay */
  readonly account: Fen;
  /** psn_cash_pay */
  readonly cash: Fen;
  /** hosp_part_amt */
  readonly hospitalShare: Fen;
}

export interface BenefitResult {
  /** `pack@from`: which version of which pack decided. */
  readonly policy: string;
  readonly amounts: SettlementAmounts;
  /** pool_prop_selfpay: the pool's rate where one rate applied, per 10,000; 0 where several did. */
  readonly poolRatePer10k: number;
  readonly layers: readonly LayerResult[];
  /** Empty when the computation was asked for amounts alone. */
  readonly steps: readonly Step[];
  readonly totalsAfter: RunningTotals;
}
