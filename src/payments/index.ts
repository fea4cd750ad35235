export { paymentErrors } from './errors.ts';
export { DECLARATION_STATES, type Declaration, type DeclarationState, type PaymentBatch } from './model.ts';
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
