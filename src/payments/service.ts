/**
 * Paying providers: a month's settlements are declared, reviewed by a second person, put into a batch, and the batch
 * released by a second person. Only then does money move: the fund books on a cash basis, the sub-ledger's payable.
 */
import type { Actor, Office } from '../access/index.ts';
import { decide, type SubjectKey, submitForApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { lockName, nextValues, type Tx, transact, VersionConflict } from '../database/index.ts';
import { ACCOUNT, benefitAccount, FUNDS, fundBookId, fundOf, requireDeposit } from '../fund/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen, subtractFen, sumFen, ZERO_FEN } from '../kernel/money.ts';
import { lastDay, type Period, periodOf } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { condensePostings, type Entry, type Posting, postEntries, postEntry } from '../ledger/index.ts';
import { benefitBookId, DEDUCTED, PAID_BY_FUND, PAID_BY_INSURER, PAYABLE } from '../settlement/index.ts';
import { paymentErrors } from './errors.ts';
import { DECLARATION_STATES, type Declaration, type PaymentItem } from './model.ts';
import { planPayment, poolDeclared, spreadDeduction, sumItems } from './rules.ts';
import * as store from './store.ts';

async function newIds(tx: Tx, area: string, prefix: string, sequence: string, count: number): Promise<string[]> {
  const serials = await nextValues(tx, sequence, count);
  return serials.map((serial) => `${area}${prefix}${String(serial).padStart(8, '0')}`);
}

function declarationKey(declarationId: string): SubjectKey {
  return { flow: 'declaration-review', subjectKind: 'declaration', subjectId: declarationId };
}

function batchKey(batchId: string): SubjectKey {
  return { flow: 'payment-release', subjectKind: 'paymentBatch', subjectId: batchId };
}

/** What the reviewer is shown and decides on: a decision is about exactly this. */
function declarationContent(declaration: Declaration): Record<string, string | number> {
  const { declarationId, fixmedinsCode, insutype, period, cases, total, fund } = declaration;
  return { declarationId, fixmedinsCode, insutype, period, cases, total, fund };
}

/**
 * Declares everything settled in a month and not declared yet: one declaration per provider and scheme, submitted for
 * review. Refuses `payments.nothingToDeclare`.
 */
export async function declareMonth(office: Office, actor: Actor, period: Period): Promise<Result<Declaration[]>> {
  return transact(office.db, async (tx) => {
    await lockName(tx, `declare:${office.area}:${period}`);
    const groups = await store.findUndeclared(tx, office.area, period);
    if (groups.length === 0) refuse(paymentErrors.nothingToDeclare({ period }));
    const ids = await newIds(tx, office.area, 'SB', 'declaration_seq', groups.length);
    const declarations = groups.map((group, index) => ({ ...group, declarationId: ids[index] ?? '' }));
    await store.claimSettlements(tx, office.area, period, declarations);
    await store.insertDeclarations(tx, office.area, period, ids, actor.accountId);
    const written = await store.readDeclarations(tx, office.area, { ids });
    for (const declaration of written)
      await submitForApproval(tx, actor, office.clock, {
        ...declarationKey(declaration.declarationId),
        division: office.area,
        title: `${declaration.period} 月度申报 ${declaration.fixmedinsCode}`,
        amount: declaration.fund,
        content: declarationContent(declaration),
      });
    await recordAudit(tx, {
      actor,
      action: 'payments.declare',
      subjectKind: 'period',
      subjectId: period,
      detail: { declarations: written.length },
    });
    return written;
  });
}

export interface DeclarationDecision {
  readonly declarationId: string;
  readonly decision: 'approve' | 'return';
  readonly comment: string;
  /** Taken off the pool's amount, with a reason. */
  readonly deduction?: { readonly amount: Fen; readonly reason: string } | undefined;
}

/**
 * A second person reviews a declaration: approves it, perhaps with a deduction (posted to the sub-ledger), or returns
 * it, which lets its settlements go to the next declaration. Refuses who made it (approvals), and a changed state.
 */
export async function decideDeclaration(
  office: Office,
  actor: Actor,
  decision: DeclarationDecision,
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const declaration = await requireDeclaration(tx, office.area, decision.declarationId);
    if (declaration.state !== 'submitted')
      refuse(
        paymentErrors.notSubmitted({
          value: declaration.declarationId,
          state: DECLARATION_STATES[declaration.state],
        }),
      );
    if (decision.decision === 'approve' && decision.deduction)
      await deduct(tx, office, actor, declaration, decision.deduction);
    const { standing } = await decide(tx, actor, office.clock, {
      ...declarationKey(declaration.declarationId),
      decision: decision.decision,
      comment: decision.comment,
      content: declarationContent(declaration),
    });
    if (standing.state === 'pending') return;
    const to = decision.decision === 'approve' ? 'approved' : 'returned';
    await store.moveDeclarations(tx, office.area, [declaration.declarationId], { from: 'submitted', to });
    if (to === 'returned') await store.releaseItems(tx, office.area, declaration.declarationId);
    await recordAudit(tx, {
      actor,
      action: `payments.${to}`,
      subjectKind: 'declaration',
      subjectId: declaration.declarationId,
      detail: { comment: decision.comment },
    });
  });
}

async function requireDeclaration(tx: Tx, area: string, declarationId: string): Promise<Declaration> {
  const [declaration] = await store.readDeclarations(tx, area, { ids: [declarationId] });
  return declaration ?? refuse(paymentErrors.unknownDeclaration({ value: declarationId }));
}

async function deduct(
  tx: Tx,
  office: Office,
  actor: Actor,
  declaration: Declaration,
  deduction: { readonly amount: Fen; readonly reason: string },
): Promise<void> {
  const amounts = await store.readAmounts(tx, office.area, [declaration.declarationId]);
  const limit = poolDeclared(amounts);
  const shown = { value: formatYuan(deduction.amount), limit: formatYuan(limit), path: 'deductionFen' };
  if (deduction.amount <= 0 || deduction.amount > limit) refuse(paymentErrors.deductionTooLarge(shown));
  if (deduction.reason.trim() === '')
    refuse(paymentErrors.deductionWithoutReason({ value: shown.value, path: 'deductionReason' }));
  const parts = spreadDeduction(amounts, deduction.amount).filter((part) => part.deducted !== 0);
  await store.writeDeduction(tx, office.area, declaration.declarationId, { ...deduction, parts });
  const dimensions = { fixmedinsCode: declaration.fixmedinsCode, insutype: declaration.insutype };
  // A review may come after its month was closed: the deduction then falls into the first month still open.
  const entry: Entry = {
    effectiveOn: lastDay(declaration.period),
    kind: 'deduction',
    summary: `审核扣减：${deduction.reason}`,
    sourceKind: 'declaration',
    sourceId: declaration.declarationId,
    idempotencyKey: `deduction:${declaration.declarationId}`,
    postings: parts.flatMap((part): Posting[] => {
      const common = { ...dimensions, bearer: part.bearer, care: part.care };
      return [
        { account: PAYABLE, amount: part.deducted, ...common },
        { account: DEDUCTED, amount: negateFen(part.deducted), ...common },
      ];
    }),
    madeBy: declaration.madeBy,
    checkedBy: actor.accountId,
  };
  await postEntries(tx, benefitBookId(office.area), [entry]);
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
      title: `${period} 医药机构拨付批次`,
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
