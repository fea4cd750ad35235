/** Declarations (月度申报), payment batches (拨付批次) and advances (预付金). */

import type { CareKind } from '../benefits/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import type { FundBearer } from '../settlement/index.ts';

export type DeclarationState = 'submitted' | 'approved' | 'returned' | 'batched' | 'paid';

export const DECLARATION_STATES: Readonly<Record<DeclarationState, string>> = {
  submitted: '待复核',
  approved: '已核定',
  returned: '已退回',
  batched: '已编批',
  paid: '已拨付',
};

/** One provider's settlements of one scheme in one month, asked to be paid. */
export interface Declaration {
  readonly declarationId: string;
  readonly fixmedinsCode: string;
  readonly insutype: string;
  readonly period: Period;
  readonly state: DeclarationState;
  readonly cases: number;
  readonly total: Fen;
  readonly fund: Fen;
  readonly deduction: Fen;
  readonly deductionReason: string | null;
  readonly batchId: string | null;
  readonly madeBy: string;
}

/** What a declaration asks for, by bearer and kind of care, and what review took off. */
export interface DeclaredAmount {
  readonly declarationId: string;
  readonly bearer: FundBearer;
  readonly care: CareKind;
  readonly declared: Fen;
  readonly deducted: Fen;
}

export interface PaymentItem {
  readonly declarationId: string;
  readonly fixmedinsCode: string;
  readonly insutype: string;
  readonly bearer: FundBearer;
  readonly care: CareKind;
  /** The fund book that pays; undefined where the insurer pays. */
  readonly bookId: string | undefined;
  readonly payable: Fen;
  /** Taken off against advances; `payable − offset` is what the bank pays. */
  readonly offset: Fen;
}

export interface OpenAdvance {
  readonly advanceId: string;
  readonly fixmedinsCode: string;
  readonly bookId: string;
  readonly left: Fen;
}

export interface PaymentBatch {
  readonly batchId: string;
  readonly period: Period;
  readonly state: 'submitted' | 'returned' | 'paid';
  readonly payable: Fen;
  readonly offset: Fen;
  readonly paid: Fen;
  readonly insurer: Fen;
  readonly madeBy: string;
  readonly checkedBy: string | null;
  readonly paidOn: IsoDate | null;
}
