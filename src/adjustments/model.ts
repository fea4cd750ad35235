/**
 * Recomputing an insured year (待遇重算): differences between what was settled and what the year comes to as things are
 * now known. Settlements stay; an adjustment (补差、追退) is between the funds and the person.
 */
import type { CareKind, RunningTotals } from '../benefits/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import { type DueCause, FUND_BEARERS, type TotalsKey } from '../settlement/index.ts';

/** Everybody between whom a bill's amounts may move: the payers, and the person in cash. */
export const SHARERS = [...FUND_BEARERS, 'person'] as const;
export type Sharer = (typeof SHARERS)[number];
/** What each of them bears of a settlement; as differences, they sum to zero. */
export type Shares = Readonly<Record<Sharer, Fen>>;

/** What tells a settlement apart on a list and in the books. */
export interface SettlementPlace {
  readonly setlId: string;
  readonly fixmedinsCode: string;
  readonly care: CareKind;
  readonly decidedOn: IsoDate;
}

/** The adjustments of a settlement that were posted before, added up. */
export interface PostedAdjustment extends SettlementPlace {
  readonly shares: Shares;
}

/** One settlement whose division comes out differently. */
export interface AdjustmentLine extends SettlementPlace {
  /** Reversed after an adjustment had been posted: the adjustment is taken back. */
  readonly reversed: boolean;
  /** As settled, with the adjustments posted before. */
  readonly settled: Shares;
  readonly recomputed: Shares;
  /** Recomputed less settled: above zero, the bearer bears more. */
  readonly difference: Shares;
}

export interface YearRecomputation {
  readonly lines: readonly AdjustmentLine[];
  /** The year's totals as they come out. */
  readonly totals: RunningTotals;
  readonly movements: readonly {
    readonly setlId: string;
    readonly totalsBefore: RunningTotals;
    readonly totalsAfter: RunningTotals;
  }[];
}

export type RecomputationState = 'submitted' | 'returned' | 'approved' | 'paid';

/** A recomputation as it was proposed. */
export interface Recomputation extends TotalsKey {
  readonly recomputationId: string;
  readonly cause: DueCause;
  readonly note: string;
  readonly state: RecomputationState;
  readonly totalsVersion: number;
  readonly basisDigest: string;
  readonly settlements: number;
  readonly totalsBefore: RunningTotals;
  readonly totalsAfter: RunningTotals;
  readonly madeBy: string;
  readonly madeAt: IsoTime;
  readonly checkedBy: string | null;
  readonly decidedAt: IsoTime | null;
}

/** A line as it is kept: with its entry of the sub-ledger once approved. */
export interface StoredLine extends AdjustmentLine {
  readonly insutype: string;
  readonly voucherId: number | null;
  readonly period: Period | null;
}

/** Paying out or taking back what an approved recomputation came to. */
export interface PersonPayment {
  readonly paymentId: string;
  readonly recomputationId: string;
  readonly state: 'submitted' | 'returned' | 'paid';
  readonly madeBy: string;
  readonly madeAt: IsoTime;
  readonly checkedBy: string | null;
  readonly paidOn: IsoDate | null;
}
