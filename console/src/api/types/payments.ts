/** Monthly declarations and payment batches: /api/declarations, /api/batches. */
import type { ActionView, Coded, DecisionView, PageOf, PageQuery, StateView, VoucherLink } from './common.ts';
import type { PostingView } from './fund.ts';

export interface DeclarationsQuery extends PageQuery {
  period?: string;
  /** pending 待复核 · approved 已核定 · returned 已退回 · batched 已编批 · paid 已拨付 */
  state?: string;
  provider?: string;
  /** sort: period (default -period), fundFen, approvedFen */
}

export interface DeclarationRow {
  id: string;
  period: string;
  provider: Coded;
  state: StateView;
  settlements: number;
  totalFen: number;
  /** Declared to be paid by the funds. */
  fundFen: number;
  deductionFen: number;
  /** fundFen − deductionFen once approved, null before. */
  approvedFen: number | null;
  collectedAt: string;
  batchId: string | null;
}
export interface DeclarationsResponse extends PageOf<DeclarationRow> {
  sums: { settlements: number; totalFen: number; fundFen: number; deductionFen: number; approvedFen: number };
}

/** What one fund owes within a declaration, by kind of care. */
export interface DeclarationPart {
  insutype: Coded;
  care: Coded;
  settlements: number;
  totalFen: number;
  poolFen: number;
  criticalIllnessFen: number;
  largeAmountFen: number;
  civilServantFen: number;
  medicalAidFen: number;
  accountFen: number;
  fundFen: number;
}

/** GET /api/declarations/:id */
export interface DeclarationDetail extends DeclarationRow {
  deductionReason: string | null;
  parts: DeclarationPart[];
  decisions: DecisionView[];
  /** approve, return */
  actions: ActionView[];
  batch: { id: string; title: string; link: string } | null;
}

/** POST /api/declarations/collect */
export interface CollectRequest {
  period: string;
}
export interface CollectResponse {
  period: string;
  collected: number;
  /** Providers passed over, with the reason. */
  skipped: { provider: Coded; why: string }[];
}

/** POST /api/declarations/:id/decide answers with the `DeclarationDetail` that now stands. */
export interface DecideDeclarationRequest {
  decision: 'approve' | 'return';
  comment: string;
  deductionFen?: number;
  deductionReason?: string;
}

export interface BatchRow {
  id: string;
  period: string;
  state: StateView;
  providers: number;
  payableFen: number;
  offsetFen: number;
  paidFen: number;
  /** Critical illness that the insurer pays to providers itself: approved = payable + insurer. */
  insurerFen: number;
  createdBy: string;
  createdAt: string;
  releasedAt: string | null;
}
/** GET /api/batches: newest first, all rows. */
export interface BatchesResponse {
  rows: BatchRow[];
  /** Approved declarations that no batch holds yet, by period: what a new batch would take. */
  ready: { period: string; providers: number; approvedFen: number }[];
}

export interface BatchFundAmount {
  bookId: string;
  bookName: string;
  /** Owed for approved declarations. */
  payableFen: number;
  /** Advance (预付金) set against it. */
  offsetFen: number;
  /** Paid out: payable − offset. */
  paidFen: number;
}
export interface BatchItem extends Omit<BatchFundAmount, 'bookId' | 'bookName'> {
  insurerFen: number;
  provider: Coded;
  declarationId: string;
  settlements: number;
  byFund: BatchFundAmount[];
}
/** GET /api/batches/:id; POST …/decide answers with the same, as it then stands. */
export interface BatchDetail extends BatchRow {
  items: BatchItem[];
  byFund: BatchFundAmount[];
  decisions: DecisionView[];
  /** approve (release), return */
  actions: ActionView[];
  /** Vouchers that releasing will post: shown before it is done; empty once released. */
  effects: { bookName: string; summary: string; postings: PostingView[] }[];
  /** Vouchers posted by the release. */
  vouchers: VoucherLink[];
}
/** POST /api/batches answers with the new batch. */
export interface CreateBatchRequest {
  period: string;
}
export interface DecideBatchRequest {
  decision: 'approve' | 'return';
  comment: string;
}
