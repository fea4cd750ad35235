export { ledgerErrors } from './errors.ts';
export {
  type AccountDefinition,
  type BookDefinition,
  ELEMENTS,
  type Element,
  type Entry,
  NO_OWNER,
  type PostedVoucher,
  type Posting,
  type TrialBalanceRow,
} from './model.ts';
export { checkBalanced, condensePostings, naturalBalance } from './rules.ts';
export { type BookSealing, type BookVerification, sealBook, sealErrors, verifyBook } from './seal.ts';
export {
  closePeriod,
  firstOpenPeriod,
  openBook,
  postEntries,
  postEntry,
  postingDate,
  requireOpen,
  reverseVoucher,
  trialBalance,
} from './service.ts';
