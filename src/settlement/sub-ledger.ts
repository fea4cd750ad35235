/**
 * The benefit sub-ledger (待遇明细账): what the funds owe providers, on accrual, entry by entry with the settlements.
 *
 * Every settlement posts, per bearer, benefit accrued against payable to the provider; review deductions and payments
 * take the payable down again. An adjustment (待遇重算) posts its difference against what is owed to or by the person. Each line carries provider, scheme, bearer and kind of care, so that a fund's cash
 * book can be proved against it (src/fund/control.ts).
 */
import type { Bearer, SettlementAmounts } from '../benefits/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, negateFen } from '../kernel/money.ts';
import type { AccountDefinition, BookDefinition, Posting } from '../ledger/index.ts';

export function benefitBookId(area: string): string {
  return `benefit-${area}`;
}

/** Bearers whose money is a fund's or an insurer's: those that are owed to the provider through the bureau. */
export const FUND_BEARERS = [
  'pool',
  'criticalIllness',
  'largeAmount',
  'civilServant',
  'medicalAid',
  'account',
] as const satisfies readonly Bearer[];
export type FundBearer = (typeof FUND_BEARERS)[number];

export const BEARER_TITLES: Readonly<Record<FundBearer, string>> = {
  pool: '基本医疗保险统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '大额医疗费用补助',
  civilServant: '公务员医疗补助',
  medicalAid: '医疗救助',
  account: '个人账户',
};

/** Accrued benefit by bearer. */
export const ACCRUED: Readonly<Record<FundBearer, string>> = {
  pool: '5001',
  criticalIllness: '5002',
  largeAmount: '5003',
  civilServant: '5004',
  medicalAid: '5005',
  account: '5006',
};
export const PAYABLE = '2201';
export const DEDUCTED = '5101';
/** Owed to the person, or by him, for settlements whose year came out differently (src/adjustments). */
export const PERSON_PAYABLE = '2202';
export const PERSON_RECEIVABLE = '1201';
export const PAID_BY_FUND = '2901';
export const PAID_BY_INSURER = '2902';

const ACCOUNTS: readonly AccountDefinition[] = [
  { code: PERSON_RECEIVABLE, name: '应收参保人追退款', element: 'asset' },
  { code: PAYABLE, name: '应付医药机构款', element: 'liability' },
  { code: PERSON_PAYABLE, name: '应付参保人补差款', element: 'liability' },
  { code: PAID_BY_FUND, name: '基金已拨付', element: 'net' },
  { code: PAID_BY_INSURER, name: '承办保险公司已赔付', element: 'net' },
  ...FUND_BEARERS.map(
    (bearer): AccountDefinition => ({
      code: ACCRUED[bearer],
      name: `应计待遇—${BEARER_TITLES[bearer]}`,
      element: 'expense',
    }),
  ),
  { code: DEDUCTED, name: '审核扣减', element: 'income' },
];

export function benefitBook(area: string, openedOn: IsoDate): BookDefinition {
  return {
    bookId: benefitBookId(area),
    area,
    kind: 'benefit',
    name: '待遇明细账',
    openedOn,
    accounts: ACCOUNTS,
  };
}

export function amountOfBearer(amounts: SettlementAmounts, bearer: FundBearer): Fen {
  switch (bearer) {
    case 'pool':
      return amounts.pool;
    case 'criticalIllness':
      return amounts.criticalIllness;
    case 'largeAmount':
      return amounts.largeAmount;
    case 'civilServant':
      return amounts.civilServant;
    case 'medicalAid':
      return amounts.medicalAid;
    case 'account':
      return amounts.account;
  }
}

/** The balanced lines of a settlement (or, with negative amounts, of its reversal); empty when no fund pays. */
export function settlementPostings(
  amounts: SettlementAmounts,
  dimensions: { readonly fixmedinsCode: string; readonly insutype: string; readonly care: string },
): Posting[] {
  return FUND_BEARERS.flatMap((bearer) => {
    const amount = amountOfBearer(amounts, bearer);
    if (amount === 0) return [];
    const common = { ...dimensions, bearer };
    return [
      { account: ACCRUED[bearer], amount, ...common },
      { account: PAYABLE, amount: negateFen(amount), ...common },
    ];
  });
}
