/**
 * Paying an approved recomputation: made by one person, released by another, as any payment is. Each fund pays its own
 * part to the person or takes it back, in its own book; the insurer's part is noted. Then nothing is owed any more.
 */
import type { Actor } from '../access/index.ts';
import { decide, type SubjectKey, submitForApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { retryOnDuplicate, type Tx, transact } from '../database/index.ts';
import { FUNDS, fundBookId, requireDeposit } from '../fund/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { maskName } from '../kernel/identity-number.ts';
import { periodOf } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { postEntries, postEntry, requireOpen } from '../ledger/index.ts';
import { findPersonRecord } from '../people/index.ts';
import { benefitBookId, type SettlementOffice } from '../settlement/index.ts';
import { adjustmentErrors } from './errors.ts';
import type { PersonPayment, Recomputation, StoredLine } from './model.ts';
import { clearingPostings, fundPostings, paidBy, partsOf } from './postings.ts';
import { sumDifferences } from './rules.ts';
import { RECOMPUTATION_STATES, requireRecomputation } from './service.ts';
import * as store from './store.ts';

export const PAYMENT_FLOW = 'person-payment';

export function paymentKey(paymentId: string): SubjectKey {
  return { flow: PAYMENT_FLOW, subjectKind: 'personPayment', subjectId: paymentId };
}

/**
 * Submits the payment (or recovery) of an approved recomputation for release. Answers with the payment's number.
 * Refuses `adjustments.notApproved`, also where one waits already.
 */
export async function submitPayment(
  office: SettlementOffice,
  actor: Actor,
  recomputationId: string,
): Promise<Result<string>> {
  return transact(office.db, async (tx) => {
    const recomputation = await requireRecomputation(tx, office.area, recomputationId);
    const waiting = (await store.listPayments(tx, office.area, recomputationId)).some(
      (payment) => payment.state === 'submitted',
    );
    if (recomputation.state !== 'approved' || waiting)
      refuse(
        adjustmentErrors.notApproved({
          value: recomputationId,
          state: waiting ? '支付待审核' : RECOMPUTATION_STATES[recomputation.state],
        }),
      );
    const lines = await store.listLines(tx, office.area, recomputationId);
    const paymentId = await store.newId(tx, office.area, 'BC');
    const payment: PersonPayment = {
      paymentId,
      recomputationId,
      state: 'submitted',
      madeBy: actor.accountId,
      madeAt: office.clock.now(),
      checkedBy: null,
      paidOn: null,
    };
    await retryOnDuplicate('person_payment_once', () => store.insertPayment(tx, office.area, payment));
    const sums = sumDifferences(lines);
    await submitForApproval(tx, actor, office.clock, {
      ...paymentKey(paymentId),
      title: await titleOf(tx, recomputation, sums.toPerson < 0),
      division: office.area,
      amount: sums.moved,
      content: contentOf(payment, lines),
    });
    await recordAudit(tx, {
      actor,
      action: 'adjustments.pay',
      subjectKind: 'recomputation',
      subjectId: recomputationId,
      detail: { ...sums, paymentId },
    });
    return paymentId;
  });
}

async function titleOf(tx: Tx, recomputation: Recomputation, isRecovery: boolean): Promise<string> {
  const record = await findPersonRecord(tx, recomputation);
  const name = maskName(record?.person.name ?? '');
  return `${name} ${recomputation.year}年度待遇重算${isRecovery ? '收回' : '补差支付'}`;
}

function contentOf(payment: PersonPayment, lines: readonly StoredLine[]): Record<string, unknown> {
  const { paymentId, recomputationId } = payment;
  return { paymentId, recomputationId, parts: lines.flatMap(partsOf) };
}

export interface PaymentDecision {
  readonly recomputationId: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
  /** The day the money moves; the vouchers bear it. */
  readonly paidOn: IsoDate;
}

/**
 * A second person releases the payment that waits (the funds' books and the sub-ledger are posted) or returns it.
 * Refuses `adjustments.noPayment`, `fund.overdrawn`, a closed month, and who made it.
 */
export async function decidePayment(
  office: SettlementOffice,
  actor: Actor,
  { recomputationId, decision, comment, paidOn }: PaymentDecision,
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const recomputation = await requireRecomputation(tx, office.area, recomputationId);
    const payments = await store.listPayments(tx, office.area, recomputationId);
    const waiting = payments.find((payment) => payment.state === 'submitted');
    if (!waiting) return refuse(adjustmentErrors.noPayment({ value: recomputationId }));
    const lines = await store.listLines(tx, office.area, recomputationId);
    const content = contentOf(waiting, lines);
    const key = paymentKey(waiting.paymentId);
    const outcome = await decide(tx, actor, office.clock, { ...key, decision, comment, content });
    if (outcome.standing.state === 'pending') return;
    const released = outcome.completed;
    const moved = await store.movePayment(tx, office.area, waiting.paymentId, {
      state: released ? 'paid' : 'returned',
      checkedBy: actor.accountId,
      paidOn: released ? paidOn : null,
    });
    if (!moved) refuse(adjustmentErrors.noPayment({ value: recomputationId }));
    if (released) {
      await postRelease(tx, office, {
        recomputation,
        lines,
        madeBy: waiting.madeBy,
        checkedBy: actor.accountId,
        paidOn,
      });
      await store.moveRecomputation(tx, office.area, recomputationId, { from: 'approved', to: 'paid' });
    }
    await recordAudit(tx, {
      actor,
      action: released ? 'adjustments.paid' : 'adjustments.returnPayment',
      subjectKind: 'recomputation',
      subjectId: recomputationId,
      detail: { ...sumDifferences(lines), comment },
    });
  });
}

interface Release {
  readonly recomputation: Recomputation;
  readonly lines: readonly StoredLine[];
  readonly madeBy: string;
  readonly checkedBy: string;
  readonly paidOn: IsoDate;
}

async function postRelease(tx: Tx, office: SettlementOffice, release: Release): Promise<void> {
  const { recomputation, lines, madeBy, checkedBy, paidOn } = release;
  const { recomputationId, psnNo, year } = recomputation;
  const month = periodOf(paidOn);
  const parts = lines.flatMap(partsOf);
  const frame = {
    effectiveOn: paidOn,
    kind: 'personPayment',
    sourceKind: 'recomputation',
    sourceId: recomputationId,
    idempotencyKey: `personPayment:${recomputationId}`,
    madeBy,
    checkedBy,
  };
  for (const fund of FUNDS) {
    const own = parts.filter((part) => part.fund === fund);
    const postings = fundPostings(own);
    if (postings.length === 0) continue;
    if (paidBy(own) > 0) await requireDeposit(tx, office.area, fund, paidBy(own), month);
    const summary = `${year}年度待遇重算补差支付与收回（${recomputationId}）`;
    await postEntry(tx, fundBookId(office.area, fund), { ...frame, summary, postings });
  }
  const bookId = benefitBookId(office.area);
  await requireOpen(tx, bookId, month);
  const summary = `待遇重算 ${recomputationId} 补差支付与收回，清偿应付、应收`;
  await postEntries(tx, bookId, [{ ...frame, owner: psnNo, summary, postings: clearingPostings(parts) }]);
}
