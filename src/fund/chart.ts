/**
 * Chart of accounts of a medical fund. The names are those of the accounting system (财会〔2017〕28号); no faithful
 * public copy of its codes was found, so the codes are ours (docs/decisions/007-fund-accounting.md).
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { AccountDefinition, BookDefinition } from '../ledger/index.ts';
import { FUND_TITLES, type Fund, fundBookId } from './model.ts';

export const ACCOUNT = {
  incomeDeposit: '1002',
  fiscalDeposit: '1003',
  paymentDeposit: '1004',
  treasury: '1005',
  advances: '110101',
  prepaidPremiums: '210101',
  balance: '3001',
  unitPremiums: '400101',
  personalPremiums: '400102',
  assistedPremiums: '400103',
  subsidyCentral: '410101',
  subsidyProvince: '410102',
  subsidyCity: '410103',
  subsidyCounty: '410104',
  interest: '4201',
  otherIncome: '4501',
  inpatient: '500101',
  outpatient: '500102',
  chronic: '500103',
  personalAccount: '500104',
  assistedEnrolment: '500105',
  insurancePremium: '5101',
  otherExpense: '5401',
} as const;

export const SUBSIDY_ACCOUNTS = {
  central: ACCOUNT.subsidyCentral,
  province: ACCOUNT.subsidyProvince,
  city: ACCOUNT.subsidyCity,
  county: ACCOUNT.subsidyCounty,
} as const;
export type SubsidyLevel = keyof typeof SUBSIDY_ACCOUNTS;

export const SUBSIDY_LEVEL_TITLES: Readonly<Record<SubsidyLevel, string>> = {
  central: '中央财政',
  province: '省级财政',
  city: '市级财政',
  county: '县级财政',
};

const CHART: readonly AccountDefinition[] = [
  { code: '1002', name: '收入户存款', element: 'asset' },
  { code: '1003', name: '财政专户存款', element: 'asset' },
  { code: '1004', name: '支出户存款', element: 'asset' },
  { code: '1005', name: '国库存款', element: 'asset' },
  { code: '110101', name: '暂付款—预付医疗机构周转金', element: 'asset' },
  { code: '210101', name: '暂收款—预收下年保费', element: 'liability' },
  { code: '3001', name: '一般基金结余', element: 'net' },
  { code: '400101', name: '社会保险费收入—单位缴费', element: 'income' },
  { code: '400102', name: '社会保险费收入—个人缴费', element: 'income' },
  { code: '400103', name: '社会保险费收入—资助参保', element: 'income' },
  { code: '410101', name: '财政补贴收入—中央', element: 'income' },
  { code: '410102', name: '财政补贴收入—省级', element: 'income' },
  { code: '410103', name: '财政补贴收入—市级', element: 'income' },
  { code: '410104', name: '财政补贴收入—县级', element: 'income' },
  { code: '4201', name: '利息收入', element: 'income' },
  { code: '4501', name: '其他收入', element: 'income' },
  { code: '500101', name: '待遇支出—住院费用', element: 'expense' },
  { code: '500102', name: '待遇支出—门诊费用', element: 'expense' },
  { code: '500103', name: '待遇支出—门诊慢特病', element: 'expense' },
  { code: '500104', name: '待遇支出—个人账户支出', element: 'expense' },
  { code: '500105', name: '待遇支出—资助参保', element: 'expense' },
  { code: '5101', name: '大病保险支出', element: 'expense' },
  { code: '5401', name: '其他支出', element: 'expense' },
];

/** Accounts of benefit expenditure: those that the sub-ledger must agree with. */
export const BENEFIT_ACCOUNTS = [
  ACCOUNT.inpatient,
  ACCOUNT.outpatient,
  ACCOUNT.chronic,
  ACCOUNT.personalAccount,
] as const;

/** The expenditure account of a payment, by who bore it and for what care. */
export function benefitAccount(bearer: string, care: string): string {
  if (bearer === 'account') return ACCOUNT.personalAccount;
  if (care === 'inpatient') return ACCOUNT.inpatient;
  return care === 'chronic' ? ACCOUNT.chronic : ACCOUNT.outpatient;
}

export function fundBook(area: string, fund: Fund, openedOn: IsoDate): BookDefinition {
  return {
    bookId: fundBookId(area, fund),
    area,
    kind: 'fund',
    name: FUND_TITLES[fund],
    fund,
    openedOn,
    accounts: CHART,
  };
}
