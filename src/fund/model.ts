/** The funds (基金), each a book of its own on a cash basis (社会保险基金会计制度, 财会〔2017〕28号). */
import type { Bearer } from '../benefits/index.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';

export const FUNDS = ['resident', 'employee', 'largeAmount', 'civilServant', 'medicalAid'] as const;
export type Fund = (typeof FUNDS)[number];

export const FUND_TITLES: Readonly<Record<Fund, string>> = {
  resident: '城乡居民基本医疗保险基金',
  employee: '职工基本医疗保险基金',
  largeAmount: '职工大额医疗费用补助资金',
  civilServant: '公务员医疗补助资金',
  medicalAid: '医疗救助资金',
};

export function fundBookId(area: string, fund: Fund): string {
  return `fund-${fund}-${area}`;
}

/**
 * Which fund pays what a bearer owes under a scheme; undefined where the insurer that carries residents' critical
 * illness pays (the fund's own cost is the premium).
 */
export function fundOf(insutype: string, bearer: Bearer): Fund | undefined {
  switch (bearer) {
    case 'pool':
      return insutype === '310' ? 'employee' : 'resident';
    case 'account':
      return 'employee';
    case 'largeAmount':
      return 'largeAmount';
    case 'civilServant':
      return 'civilServant';
    case 'medicalAid':
      return 'medicalAid';
    default:
      return undefined;
  }
}

export interface StatementLine {
  readonly key: string;
  readonly label: string;
  /** 0 heads, 1 lines, 2 parts of a line. */
  readonly level: 0 | 1 | 2;
  readonly amount: Fen;
  /** Accounts whose movements make the line; empty for sums of lines. */
  readonly accounts: readonly string[];
}

export interface FundStatement {
  readonly bookId: string;
  readonly name: string;
  readonly from: Period;
  readonly to: Period;
  readonly lines: readonly StatementLine[];
}

export interface FundMonth {
  readonly period: Period;
  readonly income: Fen;
  readonly expenditure: Fen;
}

export interface ControlLine {
  readonly fund: Fund;
  readonly title: string;
  /** Paid by the fund according to the benefit sub-ledger. */
  readonly subLedger: Fen;
  /** Benefit expenditure according to the fund book. */
  readonly book: Fen;
  readonly difference: Fen;
}
