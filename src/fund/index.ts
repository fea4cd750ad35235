export {
  ACCOUNT,
  benefitAccount,
  SUBSIDY_ACCOUNTS,
  SUBSIDY_LEVEL_TITLES,
  type SubsidyLevel,
} from './chart.ts';
export { booksView, controlView, personControls } from './control-queries.ts';
export { fundErrors } from './errors.ts';
export { registerFundRoutes } from './http.ts';
export { type ControlLine, FUND_TITLES, FUNDS, type Fund, type FundStatement, fundBookId, fundOf } from './model.ts';
export { fundBalance, fundOverview, getBook, readBooks, statementView, trialBalanceView } from './queries.ts';
export {
  closeMonth,
  controlAccounts,
  fundMonths,
  fundStatement,
  openFundBooks,
  payableToProviders,
  requireDeposit,
} from './service.ts';
export { getVoucher, listPaymentVouchers, listVouchers, presentPosting } from './voucher-queries.ts';
