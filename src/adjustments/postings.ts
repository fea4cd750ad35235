/** How adjustments and their payment are posted. Pure. */
import { ACCOUNT, benefitAccount, type Fund, fundOf } from '../fund/index.ts';
import { type Fen, negateFen, sumFen } from '../kernel/money.ts';
import { condensePostings, type Posting } from '../ledger/index.ts';
import {
  ACCRUED,
  FUND_BEARERS,
  type FundBearer,
  PAID_BY_FUND,
  PAID_BY_INSURER,
  PERSON_PAYABLE,
  PERSON_RECEIVABLE,
} from '../settlement/index.ts';
import type { StoredLine } from './model.ts';

type Posted = Pick<StoredLine, 'insutype' | 'fixmedinsCode' | 'care' | 'difference'>;

/**
 * Sub-ledger, accrual: per bearer the benefit that is borne more against what is owed to the person, or borne less
 * against what he owes. What the hospital is owed does not move.
 */
export function accrualPostings(line: Posted): Posting[] {
  return partsOf(line).flatMap((part): Posting[] => {
    const common = dimensionsOf(part);
    return [
      { account: ACCRUED[part.bearer], amount: part.amount, ...common },
      { account: personAccount(part.amount), amount: negateFen(part.amount), ...common },
    ];
  });
}

/** What one bearer pays to the person (above zero) or takes back from him for one settlement. */
export interface PaymentPart {
  readonly bearer: FundBearer;
  readonly care: string;
  readonly insutype: string;
  readonly fixmedinsCode: string;
  readonly amount: Fen;
  /** The fund whose book pays; undefined where the insurer that carries critical illness does. */
  readonly fund: Fund | undefined;
}

export function partsOf({ insutype, fixmedinsCode, care, difference }: Posted): PaymentPart[] {
  return FUND_BEARERS.flatMap((bearer) => {
    const amount = difference[bearer];
    return amount === 0
      ? []
      : [{ bearer, care, insutype, fixmedinsCode, amount, fund: fundOf(insutype, bearer) } satisfies PaymentPart];
  });
}

function dimensionsOf({ fixmedinsCode, insutype, bearer, care }: PaymentPart) {
  return { fixmedinsCode, insutype, bearer, care };
}

function personAccount(amount: Fen): string {
  return amount > 0 ? PERSON_PAYABLE : PERSON_RECEIVABLE;
}

/** Sub-ledger, when the money has moved: nothing is owed to or by the person any more. */
export function clearingPostings(parts: readonly PaymentPart[]): Posting[] {
  return condensePostings(
    parts.flatMap((part): Posting[] => {
      const common = dimensionsOf(part);
      const payer = part.fund === undefined ? PAID_BY_INSURER : PAID_BY_FUND;
      return [
        { account: personAccount(part.amount), amount: part.amount, ...common },
        { account: payer, amount: negateFen(part.amount), ...common },
      ];
    }),
  );
}

/**
 * A fund's book, on cash: expenditure of the year in which it is paid, through the payment deposit; what is taken back
 * lessens the expenditure and goes the same way in the other direction.
 */
export function fundPostings(parts: readonly PaymentPart[]): Posting[] {
  const paid = paidBy(parts);
  return condensePostings([
    { account: ACCOUNT.paymentDeposit, amount: paid },
    { account: ACCOUNT.fiscalDeposit, amount: negateFen(paid) },
    ...parts.flatMap(({ bearer, care, insutype, amount }): Posting[] => [
      { account: benefitAccount(bearer, care), amount, insutype, bearer, care },
      // Marked, as a batch marks it, so that money that only passes through the deposit is seen doing so.
      { account: ACCOUNT.paymentDeposit, amount: negateFen(amount), care: 'payment' },
    ]),
  ]);
}

/** What leaves a fund's deposit; below zero, what comes in. */
export function paidBy(parts: readonly PaymentPart[]): Fen {
  return sumFen(parts.map((part) => part.amount));
}
