export { advanceToProvider, payInsurancePremium } from './advances.ts';
export { findBatchRow, getBatch, listBatches, listReady } from './batch-queries.ts';
export { type BatchDecision, createBatch, decideBatch } from './batches.ts';
export { type DeclarationDecision, decideDeclaration, declareMonth } from './declarations.ts';
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
export { findBatch, readAmounts, readDeclarations, readItems } from './store.ts';
