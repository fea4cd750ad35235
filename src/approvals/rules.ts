/** Rules of approval: where a matter stands, and who may decide. Pure. */
import { type Actor, hasRight, isInScope, RIGHTS } from '../access/index.ts';
import type { Fen } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { approvalErrors } from './errors.ts';
import { DECISIONS, type Decision, type DecisionRecord, type Flow, type FlowStep, type Standing } from './model.ts';

/** The steps that a matter of this amount takes, in order. */
export function stepsFor(flow: Flow, amount: Fen): FlowStep[] {
  return flow.steps.filter((step) => step.fromAmount === undefined || Math.abs(amount) >= step.fromAmount);
}

/**
 * Where a matter stands. Only the decisions of its last round count: what came back and was submitted again starts at
 * the first step.
 */
export function nextStep(flow: Flow, decisions: readonly DecisionRecord[], round: number, amount: Fen): Standing {
  const current = decisions.filter((decision) => decision.round === round);
  if (current.some((decision) => decision.decision === 'reject')) return { state: 'rejected' };
  if (current.some((decision) => decision.decision === 'return')) return { state: 'returned' };
  const approved = new Set(current.map((decision) => decision.step));
  const step = stepsFor(flow, amount).find((each) => !approved.has(each.step));
  return step ? { state: 'pending', step } : { state: 'approved' };
}

export const STATE_TITLES = { pending: '审批中', returned: '已退回', rejected: '不同意', approved: '已同意' } as const;

export interface DecisionAttempt {
  readonly flow: Flow;
  readonly title: string;
  readonly division: string;
  readonly amount: Fen;
  readonly round: number;
  readonly makers: readonly string[];
  readonly decisions: readonly DecisionRecord[];
  readonly decision: Decision;
  readonly comment: string;
  /** The step that the approver saw; absent, whichever waits. */
  readonly step?: string | undefined;
}

/** Whether the actor may decide now, and which step that is. The refusals are listed in `errors.ts`. */
export function checkDecision(actor: Actor, attempt: DecisionAttempt): Result<FlowStep> {
  const { flow, title, decisions } = attempt;
  const standing = nextStep(flow, decisions, attempt.round, attempt.amount);
  if (standing.state === 'returned') return failed(approvalErrors.notPending({ title }));
  if (standing.state !== 'pending')
    return failed(approvalErrors.alreadyDecided({ title, state: STATE_TITLES[standing.state] }));
  const { step } = standing;
  if (attempt.step !== undefined && attempt.step !== step.step) {
    const seen = flow.steps.find((each) => each.step === attempt.step)?.title ?? attempt.step;
    return failed(approvalErrors.stepMoved({ title, step: seen }));
  }
  if (attempt.makers.includes(actor.accountId)) return failed(approvalErrors.ownWork({ title }));
  if (!hasRight(actor, step.right))
    return failed(approvalErrors.noRight({ step: step.title, right: RIGHTS[step.right] }));
  if (!isInScope(actor, attempt.division)) return failed(approvalErrors.outOfScope({ title }));
  const before = flow.apart === 'all' ? findOwnDecision(actor, attempt) : undefined;
  if (before) {
    const done = flow.steps.find((each) => each.step === before.step)?.title ?? before.step;
    return failed(approvalErrors.decidedBefore({ step: done, next: step.title }));
  }
  if (attempt.decision !== 'approve' && attempt.comment.trim() === '')
    return failed(approvalErrors.commentNeeded({ decision: DECISIONS[attempt.decision], path: 'comment' }));
  return ok(step);
}

/** One's own decision in this round; having returned an earlier one does not bar. */
function findOwnDecision(actor: Actor, attempt: DecisionAttempt): DecisionRecord | undefined {
  return attempt.decisions.find(
    (decision) => decision.round === attempt.round && decision.decidedBy === actor.accountId,
  );
}
