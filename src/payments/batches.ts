/**
 * Payment batches: approved declarations are paid together, made by one person and released by another. Only then does
 * money move: the fund books on a cash basis, the sub-ledger's payable.
 */
import type { Actor, Office } from '../access/index.ts';
import { decide, type SubjectKey, submitForApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { lockName, type Tx, transact, VersionConflict } from '../database/index.ts';
import { ACCOUNT, benefitAccount, FUNDS, fundBookId, fundOf, requireDeposit } from '../fund/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, negateFen, subtractFen, sumFen } from '../kernel/money.ts';
import { formatPeriod, type Period, periodOf } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { condensePostings, type Posting, postEntry } from '../ledger/index.ts';
import { benefitBookId, PAID_BY_FUND, PAID_BY_INSURER, PAYABLE } from '../settlement/index.ts';
import { paymentErrors } from './errors.ts';
import type { PaymentItem } from './model.ts';
import { planPayment, sumItems } from './rules.ts';
import { newIds } from './serial-ids.ts';
import * as store from './store.ts';

function batchKey(batchId: string): SubjectKey {
  return { flow: 'payment-release', subjectKind: 'paymentBatch', subjectId: batchId };
}

/**
 * Puts every approved declaration of a month into one batch, takes the providers' open advances off, and submits it
 * for release. Refuses `payments.nothingToPay`.
 */
export async function createBatch(office: Office, actor: Actor, period: Period): Promise<Result<string>> {
  return transact(office.db, async (tx) => {
    await lockName(tx, `batch:${office.area}:${period}`);
    const declarations = await store.readDeclarations(tx, office.area, { period, states: ['approved'] });
    if (declarations.length === 0) refuse(paymentErrors.nothingToPay({ period }));
    const ids = declarations.map((declaration) => declaration.declarationId);
    const amounts = Map.groupBy(await store.readAmounts(tx, office.area, ids), (amount) => amount.declarationId);
    const withAmounts = declarations.map((declaration) => ({
      ...declaration,
      amounts: amounts.get(declaration.declarationId) ?? [],
    }));
    const plan = planPayment(office.area, withAmounts, await store.readOpenAdvances(tx, office.area));
    const sums = sumItems(plan.items);
    const [batchId = ''] = await newIds(tx, office.area, 'BF', 'payment_batch_seq', 1);
    await store.insertBatch(
      tx,
      {
        area: office.area,
        batch_id: batchId,
        period,
        state: 'submitted',
        payable_fen: sums.payable,
        offset_fen: sums.offset,
        paid_fen: sums.paid,
        insurer_fen: sums.insurer,
        made_by: actor.accountId,
        checked_by: null,
        paid_on: null,
      },
      plan.items,
    );
    await store.takeAdvances(tx, office.area, batchId, plan.used);
    const moved = await store.moveDeclarations(tx, office.area, ids, { from: 'approved', to: 'batched', batchId });
    if (moved !== ids.length) throw new VersionConflict(`declarations of ${period}`);
    await submitForApproval(tx, actor, office.clock, {
      ...batchKey(batchId),
      division: office.area,
      title: `${formatPeriod(period)}医药机构拨付批次`,
      amount: sums.paid,
      content: { batchId, period, ...sums },
    });
    await recordAudit(tx, {
      actor,
      action: 'payments.batch',
      subjectKind: 'paymentBatch',
      subjectId: batchId,
      detail: { ...sums },
    });
    return batchId;
  });
}

export interface BatchDecision {
  readonly batchId: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
  /** The day the bank pays; the vouchers bear it. */
  readonly paidOn: IsoDate;
}

/**
 * A second person releases a batch (money moves, vouchers are posted) or returns it (its declarations go back to
 * approved, advances are given back). Refuses `payments.batchDecided`, `fund.overdrawn`, and who made it.
 */
export async function decideBatch(office: Office, actor: Actor, decision: BatchDecision): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const { batchId } = decision;
    const batch = await store.findBatch(tx, office.area, batchId);
    if (!batch) return refuse(paymentErrors.unknownBatch({ value: batchId }));
    if (batch.state !== 'submitted') return refuse(paymentErrors.batchDecided({ value: batchId }));
    const { period, payable, offset, paid, insurer } = batch;
    const outcome = await decide(tx, actor, office.clock, {
      ...batchKey(batchId),
      decision: decision.decision,
      comment: decision.comment,
      content: { batchId, period, payable, offset, paid, insurer },
    });
    // Large batches have a second step (局领导审批): money moves only when the last one has agreed.
    if (outcome.standing.state === 'pending') return;
    const released = outcome.completed;
    const moved = await store.decideBatchRow(tx, office.area, batchId, {
      state: released ? 'paid' : 'returned',
      checked_by: actor.accountId,
      paid_on: released ? decision.paidOn : null,
    });
    if (!moved) refuse(paymentErrors.batchDecided({ value: batchId }));
    const declarations = await store.readDeclarations(tx, office.area, { batchId });
    const ids = declarations.map((declaration) => declaration.declarationId);
    if (released) {
      await postRelease(tx, office, actor, { batchId, madeBy: batch.madeBy, paidOn: decision.paidOn });
      await store.moveDeclarations(tx, office.area, ids, { from: 'batched', to: 'paid' });
    } else {
      await store.giveBackAdvances(tx, office.area, batchId);
      await store.moveDeclarations(tx, office.area, ids, { from: 'batched', to: 'approved', batchId: null });
    }
    await recordAudit(tx, {
      actor,
      action: released ? 'payments.release' : 'payments.returnBatch',
      subjectKind: 'paymentBatch',
      subjectId: batchId,
      detail: { comment: decision.comment },
    });
  });
}

interface Release {
  readonly batchId: string;
  readonly madeBy: string;
  readonly paidOn: IsoDate;
}

/** One voucher in the book of every fund that pays, and one in the sub-ledger that takes the payables down. */
async function postRelease(tx: Tx, office: Office, actor: Actor, release: Release): Promise<void> {
  const items = await store.readItems(tx, office.area, release.batchId);
  for (const fund of FUNDS) {
    const own = items.filter((item) => item.bookId === fundBookId(office.area, fund));
    const paid = sumFen(own.map((item) => subtractFen(item.payable, item.offset)));
    await requireDeposit(tx, office.area, fund, paid, periodOf(release.paidOn));
    const postings = condensePostings(fundPostings(own, paid));
    if (postings.length > 0)
      await postEntry(tx, fundBookId(office.area, fund), {
        ...entryFrame(release, actor),
        summary: `拨付医药机构款（批次 ${release.batchId}）`,
        postings,
      });
  }
  await postEntry(tx, benefitBookId(office.area), {
    ...entryFrame(release, actor),
    summary: `拨付批次 ${release.batchId} 清偿应付款`,
    postings: condensePostings(items.flatMap(clearingPostings)),
  });
}

function entryFrame(release: Release, actor: Actor) {
  return {
    effectiveOn: release.paidOn,
    kind: 'payment',
    sourceKind: 'paymentBatch',
    sourceId: release.batchId,
    idempotencyKey: `payment:${release.batchId}`,
    madeBy: release.madeBy,
    checkedBy: actor.accountId,
  };
}

/** Benefit expenditure against the payment deposit and the advances; the deposit is filled from the special account. */
function fundPostings(items: readonly PaymentItem[], paid: Fen): Posting[] {
  return [
    { account: ACCOUNT.paymentDeposit, amount: paid },
    { account: ACCOUNT.fiscalDeposit, amount: negateFen(paid) },
    ...items.flatMap((item): Posting[] => [
      {
        account: benefitAccount(item.bearer, item.care),
        amount: item.payable,
        insutype: item.insutype,
        bearer: item.bearer,
        care: item.care,
      },
      { account: ACCOUNT.paymentDeposit, amount: negateFen(subtractFen(item.payable, item.offset)), care: 'payment' },
      { account: ACCOUNT.advances, amount: negateFen(item.offset), fixmedinsCode: item.fixmedinsCode },
    ]),
  ];
}

function clearingPostings(item: PaymentItem): Posting[] {
  const { fixmedinsCode, insutype, bearer, care, payable } = item;
  const common = { fixmedinsCode, insutype, bearer, care };
  const paidBy = fundOf(insutype, bearer) === undefined ? PAID_BY_INSURER : PAID_BY_FUND;
  return [
    { account: PAYABLE, amount: payable, ...common },
    { account: paidBy, amount: negateFen(payable), ...common },
  ];
}
