/** Bulk evaluation over columns: Node only. */
export {
  allocateColumns,
  buildColumns,
  type ClaimColumns,
  type ClaimProfile,
  type ColumnOptions,
  MAX_CLAIM_FEN,
  type NumberedCase,
  ProfileBook,
  profileOf,
} from './claim-columns.ts';
export {
  allocateResult,
  COMPONENT_NAMES,
  type ColumnarResult,
  compileKernel,
  type EvaluateOptions,
  evaluateColumns,
  type Kernel,
} from './evaluate.ts';
export { CLAIM_STATUS } from './kernel-writer.ts';
export { type ColumnarPool, createPool, type PoolOptions, type PoolRunOptions } from './pool.ts';
