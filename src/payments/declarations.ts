/**
 * Declarations: a month's settlements are declared by one person and reviewed by another. A deduction is posted to the
 * sub-ledger; money moves only with the batch (batches.ts).
 */
import type { Actor, Office } from '../access/index.ts';
import { decide, type SubjectKey, submitForApproval } from '../approvals/index.ts';
import { recordAudit } from '../audit/index.ts';
import { lockName, type Tx, transact } from '../database/index.ts';
import { type Fen, formatYuan, negateFen } from '../kernel/money.ts';
import { formatPeriod, lastDay, type Period } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { type Entry, type Posting, postEntries } from '../ledger/index.ts';
import { benefitBookId, DEDUCTED, PAYABLE } from '../settlement/index.ts';
import { paymentErrors } from './errors.ts';
import { DECLARATION_STATES, type Declaration } from './model.ts';
import { poolDeclared, spreadDeduction } from './rules.ts';
import { newIds } from './serial-ids.ts';
import * as store from './store.ts';

function declarationKey(declarationId: string): SubjectKey {
  return { flow: 'declaration-review', subjectKind: 'declaration', subjectId: declarationId };
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
        title: `${declaration.fixmedinsCode} ${formatPeriod(declaration.period)}申报`,
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
