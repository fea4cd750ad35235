/** Recomputing insured years: /api/recomputations. */
import type { ActionView, Coded, DecisionView, PageOf, PageQuery, StateView, VoucherLink } from './common.ts';
import type { MaskedPerson } from './people.ts';

/** A year of one person under one scheme. */
export interface YearQuery {
  psnNo: string;
  insutype: string;
  year: number;
}

export interface DueQuery extends PageQuery {
  /** reversal · lateClaim · identity · policy · other */
  cause?: string;
  insutype?: string;
  year?: number | string;
  /** Person's number, certificate number, or the beginning of a name. */
  q?: string;
  /** sort: since (default), year */
}
/** What left the year to be recomputed. */
export interface DueSource {
  cause: Coded;
  /** Settlement, identity code or document. */
  sourceId: string;
  effectiveOn: string;
  flaggedAt: string;
}
export interface DueRow {
  key: string;
  psnNo: string;
  personName: string;
  insutype: Coded;
  year: number;
  causes: Coded[];
  sources: DueSource[];
  since: string;
  effectiveOn: string;
  /** Settlements in force. */
  settlements: number;
  /** The recomputation that waits for review already. */
  openId: string | null;
}
/** GET /api/recomputations/due */
export type DueResponse = PageOf<DueRow>;

export interface RecomputationsQuery extends DueQuery {
  /** pending · returned · approved · paying · paid */
  state?: string;
  /** sort: madeAt (default -madeAt), toPersonFen */
}
export interface RecomputationRow {
  id: string;
  psnNo: string;
  personName: string;
  insutype: Coded;
  year: number;
  cause: Coded;
  note: string;
  state: StateView;
  /** Settlements recomputed, and those of them that come out differently. */
  settlements: number;
  lines: number;
  /** Borne more by funds and insurer; negative: less. */
  fundFen: number;
  toAccountFen: number;
  /** To be paid to the person; negative: to be taken back. */
  toPersonFen: number;
  madeBy: string;
  madeAt: string;
  checkedBy: string | null;
  decidedAt: string | null;
}
/** GET /api/recomputations */
export interface RecomputationsResponse extends PageOf<RecomputationRow> {
  sums: Pick<RecomputationRow, 'lines' | 'fundFen' | 'toAccountFen' | 'toPersonFen'>;
}

/** Who bears how much of a settlement; as differences they sum to zero. */
export interface SharesView {
  poolFen: number;
  criticalIllnessFen: number;
  largeAmountFen: number;
  civilServantFen: number;
  medicalAidFen: number;
  accountFen: number;
  personFen: number;
}
export interface AdjustmentLineView {
  setlId: string;
  provider: Coded;
  insutype: Coded;
  care: Coded;
  decidedOn: string;
  /** Reversed after an adjustment was posted: the adjustment is taken back. */
  reversed: boolean;
  settled: SharesView;
  recomputed: SharesView;
  difference: SharesView;
}
export interface TotalMove {
  key: string;
  title: string;
  /** Counts are numbers, the rest fen. */
  isCount: boolean;
  before: number;
  after: number;
}

interface Differences {
  fundFen: number;
  toAccountFen: number;
  toPersonFen: number;
  lines: AdjustmentLineView[];
  totals: TotalMove[];
}

/** GET /api/recomputations/trial?psnNo&insutype&year: what the year would come to; nothing is written. */
export interface RecomputationTrial extends Differences {
  person: MaskedPerson;
  insutype: Coded;
  year: number;
  settlements: number;
  differs: boolean;
  openId: string | null;
  due: DueSource[];
}

export interface FundPart {
  bookId: string;
  name: string;
  paidFen: number;
  recoveredFen: number;
  netFen: number;
}
/** GET /api/recomputations/:id; the POSTs below answer with the same, as it then stands. */
export interface RecomputationDetail extends Omit<RecomputationRow, 'lines'>, Differences {
  byFund: FundPart[];
  decisions: DecisionView[];
  /** approve, return */
  actions: ActionView[];
  payment: {
    paidOn: string | null;
    /** Submitting the payment; null while there is none to submit. */
    submit: ActionView | null;
    /** approve, return of the payment that waits */
    actions: ActionView[];
  };
  vouchers: (VoucherLink & { summary: string })[];
}

/** POST /api/recomputations */
export interface ProposeRequest extends YearQuery {
  cause: string;
  note: string;
}
/** POST /api/recomputations/:id/decide and …/payment/decide; …/payment takes no body. */
export interface DecideRecomputationRequest {
  decision: 'approve' | 'return';
  comment: string;
}
/** POST /api/recomputations/scan: the next portion of a year's persons. */
export interface ScanRequest {
  insutype: string;
  year: number;
  cause: 'policy' | 'other';
  reason: string;
  after?: string;
}
export interface ScanResponse {
  checked: number;
  differing: number;
  failures: { psnNo: string; message: string }[];
  next: string | null;
}

/** An adjustment of a settlement, on the settlement's page. */
export interface AdjustmentOf {
  id: string;
  decidedAt: string;
  toPersonFen: number;
  toAccountFen: number;
}
