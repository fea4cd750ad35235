/**
 * Visits (就诊), fee lines (费用明细) and settlements (结算).
 *
 * Every record belongs to a person; area and person are part of every key. A settlement is never changed: undoing it
 * writes a second settlement with the signs turned.
 */
import type {
  BenefitResult,
  CareKind,
  CarePlace,
  ExplanationStep,
  LayerResult,
  RunningTotals,
  Scheme,
  SettlementAmounts,
} from '../benefits/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { PersonKey } from '../people/index.ts';

export interface VisitKey extends PersonKey {
  readonly mdtrtId: string;
}

/** 2201 / 2401: a registration at the desk or an admission. */
export interface NewVisit extends PersonKey {
  readonly insutype: Scheme;
  readonly fixmedinsCode: string;
  readonly care: CareKind;
  /** med_type of the national list. */
  readonly medType: string;
  /** The provider's own number of the visit (ipt_otp_no / ipt_no): one live visit per number. */
  readonly visitNo: string;
  readonly place: CarePlace;
  readonly admittedOn: IsoDate;
  readonly dischargedOn?: IsoDate | undefined;
  readonly diagnosisCode?: string | undefined;
  readonly diagnosisName?: string | undefined;
  readonly diseaseCode?: string | undefined;
  readonly department?: string | undefined;
}

/** 2204 / 2301: one line as the provider sends it. */
export interface NewFeeLine {
  /** feedetl_sn, unique within the visit. */
  readonly serial: string;
  /** chrg_bchno of outpatient batches. */
  readonly batchNo?: string | undefined;
  readonly occurredAt: IsoTime;
  readonly itemCode: string;
  readonly providerItemCode: string;
  /** Ten-thousandths of the unit. */
  readonly quantityPer10k: number;
  /** Ten-thousandths of a yuan. */
  readonly pricePer10k: number;
  readonly total: Fen;
  /** hosp_appr_flag: 0 none needed, 1 approved, 2 refused. */
  readonly approval: '0' | '1' | '2';
}

export interface FeeLine extends Omit<NewFeeLine, 'approval'> {
  readonly itemClass: string;
  readonly chargeType: string;
  readonly fullSelfPay: Fen;
  readonly overLimit: Fen;
  readonly priorShare: Fen;
  readonly inScope: Fen;
}

export interface Visit extends NewVisit {
  readonly mdtrtId: string;
  readonly state: 'open' | 'discharged' | 'cancelled';
  readonly setlId: string | null;
}

export interface SettleRequest extends VisitKey {
  /** The interface's msgid, or a key of the caller: becomes medins_setl_id. */
  readonly messageKey: string;
  /** The provider that asks; must be the visit's own. */
  readonly fixmedinsCode: string;
  readonly settledAt: IsoTime;
  /** The bill's total as the provider states it; refused when the lines add up to another sum. */
  readonly statedTotal?: Fen | undefined;
  /** Whether the personal account may be used (acct_used_flag). */
  readonly useAccount: boolean;
  /** Outpatient settlements may cover one batch of lines only. */
  readonly batchNo?: string | undefined;
}

export interface ReverseRequest extends VisitKey {
  readonly setlId: string;
  readonly messageKey: string;
  readonly fixmedinsCode: string;
  readonly settledAt: IsoTime;
}

/** A settlement as it stands: what the slip, the ladder and the interface show. */
export interface Settlement extends VisitKey {
  readonly setlId: string;
  readonly reverses: string | null;
  readonly insutype: Scheme;
  readonly fixmedinsCode: string;
  readonly care: CareKind;
  readonly settledAt: IsoTime;
  readonly insuredYear: number;
  readonly messageKey: string;
  readonly policy: string;
  readonly amounts: SettlementAmounts;
  readonly poolRatePer10k: number;
  readonly accountAfter: Fen;
  readonly layers: readonly LayerResult[];
  readonly steps: readonly ExplanationStep[];
  readonly totalsBefore: RunningTotals;
  readonly totalsAfter: RunningTotals;
}

/** A computation with its steps in words, as it is kept and shown. */
export type ExplainedResult = Omit<BenefitResult, 'steps'> & { readonly steps: readonly ExplanationStep[] };

export interface Presettlement {
  readonly visit: Visit;
  readonly result: ExplainedResult;
  readonly accountAfter: Fen;
}
