export {
  ACCOUNT,
  benefitAccount,
  SUBSIDY_ACCOUNTS,
  SUBSIDY_LEVEL_TITLES,
  type SubsidyLevel,
} from './chart.ts';
export { fundErrors } from './errors.ts';
export { type ControlLine, FUND_TITLES, FUNDS, type Fund, type FundStatement, fundBookId, fundOf } from './model.ts';
export {
  closeMonth,
  controlAccounts,
  fundMonths,
  fundStatement,
  openFundBooks,
  payableToProviders,
  requireDeposit,
} from './service.ts';
