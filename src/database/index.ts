export { type ColumnTypes, insertRows, type RowOf, unnestRows } from './bulk.ts';
export {
  type DatabaseHandle,
  type Db,
  type DbOrTx,
  isUniqueViolation,
  lockName,
  nextValues,
  openDatabase,
  requireReachable,
  retryOnDuplicate,
  type Tables,
  type Tx,
  transact,
  VersionConflict,
} from './database.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres, stopByFolder } from './embedded-postgres.ts';
export { databaseErrors } from './errors.ts';
export { migrate } from './migrate.ts';
export {
  limitTo,
  orderBy,
  type PageOf,
  type PageRequest,
  pageFields,
  prefixPattern,
  queryErrors,
  startsWithDigits,
  whereAll,
} from './paging.ts';
export { findSettledNumber } from './sequence-horizon.ts';
