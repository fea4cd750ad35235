/**
 * Double entry (复式记账): books, accounts, vouchers, postings. Append-only; a correction is a reversal (红字冲销).
 * Amounts are signed fen: debit (借) positive, credit (贷) negative, so a balanced voucher sums to zero.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';

export const ELEMENTS = ['asset', 'liability', 'net', 'income', 'expense'] as const;
export type Element = (typeof ELEMENTS)[number];

export interface AccountDefinition {
  readonly code: string;
  readonly name: string;
  readonly element: Element;
  readonly parent?: string | undefined;
}

export interface BookDefinition {
  readonly bookId: string;
  readonly area: string;
  readonly kind: string;
  readonly name: string;
  readonly fund?: string | undefined;
  readonly openedOn: IsoDate;
  readonly accounts: readonly AccountDefinition[];
}

export interface Posting {
  readonly account: string;
  /** Debit positive, credit negative; never zero. */
  readonly amount: Fen;
  readonly fixmedinsCode?: string | undefined;
  readonly insutype?: string | undefined;
  readonly bearer?: string | undefined;
  readonly care?: string | undefined;
}

export interface Entry {
  /** The person for an entry of the sub-ledger; absent for the fund's own books. */
  readonly owner?: string | undefined;
  readonly effectiveOn: IsoDate;
  readonly kind: string;
  readonly summary: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  /** The same key posts once: a repetition returns the voucher that stands. */
  readonly idempotencyKey: string;
  readonly postings: readonly Posting[];
  /** The voucher this one undoes. */
  readonly reverses?: number | undefined;
  readonly madeBy: string;
  readonly checkedBy?: string | undefined;
}

export interface PostedVoucher {
  readonly voucherId: number;
  readonly voucherNo: number | null;
  readonly period: Period;
  /** True when the key had been posted before and nothing was written now. */
  readonly repeated: boolean;
}

export interface TrialBalanceRow {
  readonly code: string;
  readonly name: string;
  readonly element: Element;
  readonly opening: Fen;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly closing: Fen;
}

/** The owner written where no person owns the entry. */
export const NO_OWNER = '-';
