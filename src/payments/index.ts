export { findBatchRow, getBatch, listBatches, listReady } from './batch-queries.ts';
export { paymentErrors } from './errors.ts';
export { registerPaymentRoutes } from './http.ts';
export { DECLARATION_STATES, type Declaration, type DeclarationState, type PaymentBatch } from './model.ts';
export {
  DECLARATION_STATE_VIEWS,
  declaredIn,
  findDeclarationOf,
  getDeclaration,
  listDeclarations,
  listUndeclaredMonths,
} from './queries.ts';
export {
  advanceToProvider,
  type BatchDecision,
  createBatch,
  type DeclarationDecision,
  decideBatch,
  decideDeclaration,
  declareMonth,
  payInsurancePremium,
} from './service.ts';
export { findBatch, readAmounts, readDeclarations, readItems } from './store.ts';
