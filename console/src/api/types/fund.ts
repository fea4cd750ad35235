/** The fund's books: /api/fund. */
import type { Coded, PageOf, PageQuery } from './common.ts';

export interface FundBook {
  bookId: string;
  name: string;
  /** fund, benefit (sub-ledger) … */
  kind: string;
  firstPeriod: string;
  /** Oldest period still open: the next to close. */
  openPeriod: string;
  /** What closing `openPeriod` would check; null where the user may not close. */
  closing: { allowed: boolean; checks: { title: string; passed: boolean; detail: string; link?: string }[] } | null;
}
/** GET /api/fund/books */
export interface FundBooksResponse {
  books: FundBook[];
}

export interface FundMonth {
  period: string;
  /** Null for months that have not come yet. */
  incomeFen: number | null;
  expenditureFen: number | null;
  /** Accumulated surplus at the end of the month. */
  balanceFen: number | null;
  closed: boolean;
}
export interface FundYear {
  openingFen: number;
  incomeFen: number;
  expenditureFen: number;
  balanceFen: number;
  months: FundMonth[];
}
export interface FundOverviewItem extends FundYear {
  bookId: string;
  name: string;
  /** 可支付月数 = closing balance ÷ mean monthly expenditure; null while nothing was spent. */
  reserveMonths: number | null;
  /** Last year whole; `sameMonths` is its part for the months this year has. */
  lastYear: (FundYear & { sameMonths: { incomeFen: number; expenditureFen: number } }) | null;
  budget: { incomeFen: number; expenditureFen: number } | null;
}
/** GET /api/fund/overview?year */
export interface FundOverviewResponse {
  year: number;
  /** Last month with entries. */
  through: string;
  funds: FundOverviewItem[];
}

/** A line of the statement of income and expenditure (收支表). */
export interface StatementLine {
  key: string;
  label: string;
  /** 0 for 一、二、…, 1 for items, 2 for 其中. */
  level: number;
  kind: 'heading' | 'item' | 'subtotal' | 'total';
  /** Null for a heading. */
  amountFen: number | null;
  lastYearFen: number | null;
  budgetFen: number | null;
  /** Accounts whose movements make up the line (codes; a code includes those below it). Empty for derived lines. */
  accounts: string[];
  /** Side that makes the amount grow: `credit` for income and surplus, `debit` for expenditure. */
  side: 'debit' | 'credit';
  /** Periods of the movements where they are not the statement's own (an opening balance). */
  from?: string;
  to?: string;
}
/** GET /api/fund/:book/statement?from&to */
export interface StatementResponse {
  book: Coded;
  from: string;
  to: string;
  /** The same months a year earlier, as in `lastYearFen`; null when the book did not exist. */
  lastYear: { from: string; to: string } | null;
  lines: StatementLine[];
}

export interface TrialBalanceRowView {
  code: string;
  name: string;
  element: Coded;
  level: number;
  /** True when no account stands below it: only these sum to the totals. */
  leaf: boolean;
  /** Debit positive, credit negative. */
  openingFen: number;
  debitFen: number;
  creditFen: number;
  closingFen: number;
}
/** GET /api/fund/:book/trial-balance?from&to */
export interface TrialBalanceResponse {
  book: Coded;
  from: string;
  to: string;
  rows: TrialBalanceRowView[];
  sums: { debitFen: number; creditFen: number };
}

export interface VouchersQuery extends PageQuery {
  /** Account codes, comma-separated; each includes those below it. */
  account?: string;
  /** Periods, inclusive. */
  from?: string;
  to?: string;
  /** sort: effectiveOn (default), voucherNo */
}
export interface VoucherRow {
  voucherId: string;
  voucherNo: number | null;
  period: string;
  effectiveOn: string;
  kind: Coded;
  summary: string;
  /** Movement on the accounts asked for, or of the whole voucher when none were. */
  debitFen: number;
  creditFen: number;
  source: SourceView | null;
}
export interface VouchersResponse extends PageOf<VoucherRow> {
  book: Coded;
  accounts: Coded[];
  sums: { debitFen: number; creditFen: number };
}

/** What a voucher came from: settlement, batch, contribution, advance, manual … */
export interface SourceView {
  kind: string;
  id: string;
  title: string;
  link: string | null;
}
export interface PostingView {
  line: number;
  account: Coded;
  /** Exactly one of the two is set. */
  debitFen: number | null;
  creditFen: number | null;
  provider: Coded | null;
  insutype: Coded | null;
  bearer: Coded | null;
  care: Coded | null;
}
/** GET /api/fund/:book/vouchers/:voucherId */
export interface VoucherDetail {
  voucherId: string;
  book: Coded;
  voucherNo: number | null;
  period: string;
  effectiveOn: string;
  recordedAt: string;
  kind: Coded;
  summary: string;
  madeBy: string;
  checkedBy: string | null;
  reverses: string | null;
  reversedBy: string | null;
  source: SourceView | null;
  postings: PostingView[];
}

export interface ControlRow {
  key: string;
  /** 应付定点医药机构款 · 居民医保 … */
  name: string;
  book: Coded;
  account: Coded;
  subLedgerFen: number;
  bookFen: number;
  differenceFen: number;
  /** Chinese: what the two figures are, and why they may differ for now. */
  note: string;
  /** Vouchers of the book's account. */
  bookLink: string;
  /** Vouchers of the sub-ledger's account. */
  subLedgerLink: string;
}
/** GET /api/fund/control?period */
export interface ControlResponse {
  period: string;
  rows: ControlRow[];
}

/** POST /api/fund/:book/close */
export interface ClosePeriodRequest {
  period: string;
}
export interface ClosePeriodResponse {
  book: Coded;
  period: string;
  closedAt: string;
  nextPeriod: string;
}
