export { isRetired } from '../people/index.ts';
export { settlementErrors } from './errors.ts';
export {
  compareInYear,
  type InsuredYear,
  type Movement,
  readInsuredYears,
  type StandingSettlement,
  writeRecomputedYear,
} from './insured-year.ts';
export { createSettler, type Settler } from './micro-batch.ts';
export type {
  FeeLine,
  NewFeeLine,
  NewVisit,
  Presettlement,
  ReverseRequest,
  Settlement,
  SettleRequest,
  Visit,
  VisitKey,
} from './model.ts';
export type { SettlementOffice } from './office.ts';
export { checkPolicyNeeds } from './policy-needs.ts';
export { findReversalOf, listSettlements, listYearTotals, SETTLEMENT_SORTS, sumByCare, sumMonth } from './queries.ts';
export { findRunningTotals, findSettlement, findVisit, listVisitLines } from './reading.ts';
export {
  closeDue,
  DUE_CAUSES,
  type DueCause,
  type DueFlag,
  flagDue,
  flagYearsSince,
  type PastChange,
} from './recomputation-due.ts';
export { reverse } from './reverse.ts';
export { presettle, settle, settleBatch, settleWholeVisits, type WholeVisit } from './settle.ts';
export {
  ACCRUED,
  BEARER_TITLES,
  benefitBook,
  benefitBookId,
  DEDUCTED,
  FUND_BEARERS,
  type FundBearer,
  PAID_BY_FUND,
  PAID_BY_INSURER,
  PAYABLE,
  PERSON_PAYABLE,
  PERSON_RECEIVABLE,
} from './sub-ledger.ts';
export { findNextYear, moveAccounts, type TotalsKey, totalsId } from './totals-store.ts';
export {
  amendVisit,
  cancelVisit,
  discharge,
  recordFees,
  registerVisit,
  undoDischarge,
  type VisitAmendment,
  withdrawFees,
} from './visits.ts';
