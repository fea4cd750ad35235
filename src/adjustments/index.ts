export { adjustmentErrors } from './errors.ts';
export { registerAdjustmentRoutes } from './http.ts';
export { type IdentityEnd, type IdentityGrant, recordIdentityEnd, recordIdentityGrant } from './identity-change.ts';
export type { AdjustmentLine, Recomputation, Shares, YearRecomputation } from './model.ts';
export { decidePayment, PAYMENT_FLOW, type PaymentDecision, submitPayment } from './payment.ts';
export { listAdjustmentsOf, listDue, listRecomputations, listUnpaid } from './queries.ts';
export { recomputeYear, sumDifferences, type YearToRecompute } from './rules.ts';
export { type ScanPortion, type ScanRequest, scanYear } from './scan.ts';
export {
  decideRecomputation,
  proposeRecomputation,
  RECOMPUTATION_FLOW,
  type RecomputationDecision,
  type RecomputationRequest,
} from './service.ts';
export { getRecomputation, tryRecomputation } from './view.ts';
