/** What a fund pays outside the batches: advances to providers, the insurer's premium. */
import type { Actor, Office } from '../access/index.ts';
import { transact } from '../database/index.ts';
import { ACCOUNT, type FUNDS, fundBookId, requireDeposit } from '../fund/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen, ZERO_FEN } from '../kernel/money.ts';
import { periodOf } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { postEntry } from '../ledger/index.ts';
import { paymentErrors } from './errors.ts';
import { newIds } from './serial-ids.ts';
import * as store from './store.ts';

function requireOtherChecker(actor: Actor, checkedBy: string): void {
  if (actor.accountId === checkedBy) refuse(paymentErrors.sameChecker({ value: actor.accountId, path: 'checkedBy' }));
}

/** An advance to a provider (预付金): a receivable of the fund until it is taken off a payment. */
export async function advanceToProvider(
  office: Office,
  actor: Actor,
  advance: {
    readonly fixmedinsCode: string;
    readonly fund: (typeof FUNDS)[number];
    readonly amount: Fen;
    readonly paidOn: IsoDate;
    readonly checkedBy: string;
    readonly purpose: string;
  },
): Promise<Result<string>> {
  return transact(office.db, async (tx) => {
    requireOtherChecker(actor, advance.checkedBy);
    if (advance.amount <= 0) refuse(paymentErrors.badAdvance({ value: formatYuan(advance.amount) }));
    await requireDeposit(tx, office.area, advance.fund, advance.amount, periodOf(advance.paidOn));
    const [advanceId = ''] = await newIds(tx, office.area, 'YF', 'advance_seq', 1);
    const bookId = fundBookId(office.area, advance.fund);
    await store.insertAdvance(tx, {
      area: office.area,
      advance_id: advanceId,
      fixmedins_code: advance.fixmedinsCode,
      book_id: bookId,
      amount_fen: advance.amount,
      offset_fen: ZERO_FEN,
      paid_on: advance.paidOn,
      made_by: actor.accountId,
      checked_by: advance.checkedBy,
    });
    await postEntry(tx, bookId, {
      effectiveOn: advance.paidOn,
      kind: 'advance',
      summary: `预付医疗机构周转金：${advance.purpose}`,
      sourceKind: 'advance',
      sourceId: advanceId,
      idempotencyKey: `advance:${advanceId}`,
      postings: [
        { account: ACCOUNT.advances, amount: advance.amount, fixmedinsCode: advance.fixmedinsCode },
        { account: ACCOUNT.fiscalDeposit, amount: negateFen(advance.amount) },
      ],
      madeBy: actor.accountId,
      checkedBy: advance.checkedBy,
    });
    return advanceId;
  });
}

/** The premium of residents' critical-illness insurance (大病保险): heads times the rate, from fund to insurer. */
export async function payInsurancePremium(
  office: Office,
  actor: Actor,
  premium: {
    readonly year: number;
    readonly heads: number;
    readonly perHead: Fen;
    readonly paidOn: IsoDate;
    readonly checkedBy: string;
  },
): Promise<Result<Fen>> {
  return transact(office.db, async (tx) => {
    requireOtherChecker(actor, premium.checkedBy);
    const amount = fen(premium.heads * premium.perHead);
    await requireDeposit(tx, office.area, 'resident', amount, periodOf(premium.paidOn));
    await postEntry(tx, fundBookId(office.area, 'resident'), {
      effectiveOn: premium.paidOn,
      kind: 'premium',
      summary: `${premium.year} 年度大病保险保费（${premium.heads} 人 × ${formatYuan(premium.perHead)} 元）`,
      sourceKind: 'insurancePremium',
      sourceId: String(premium.year),
      idempotencyKey: `premium:${premium.year}`,
      postings: [
        { account: ACCOUNT.insurancePremium, amount },
        { account: ACCOUNT.fiscalDeposit, amount: negateFen(amount) },
      ],
      madeBy: actor.accountId,
      checkedBy: premium.checkedBy,
    });
    return amount;
  });
}
