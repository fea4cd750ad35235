/** Every transaction that is served, by number. */
import type { Transaction } from '../transaction.ts';
import { COMPENSATION_TRANSACTIONS } from './compensation.ts';
import { FEE_TRANSACTIONS } from './fees.ts';
import { INPATIENT_TRANSACTIONS } from './inpatient.ts';
import { OUTPATIENT_TRANSACTIONS } from './outpatient.ts';
import { PERSON_TRANSACTIONS } from './person.ts';
import { SETTLEMENT_TRANSACTIONS } from './settlement.ts';
import { SIGN_IN_TRANSACTIONS } from './sign-in.ts';

export const TRANSACTIONS: ReadonlyMap<string, Transaction> = new Map(
  [
    ...SIGN_IN_TRANSACTIONS,
    ...PERSON_TRANSACTIONS,
    ...OUTPATIENT_TRANSACTIONS,
    ...FEE_TRANSACTIONS,
    ...SETTLEMENT_TRANSACTIONS,
    ...INPATIENT_TRANSACTIONS,
    ...COMPENSATION_TRANSACTIONS,
  ].map((transaction) => [transaction.infno, transaction]),
);
