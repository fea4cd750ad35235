/** How a matter's approval is shown: what was decided, and what the signed-in user may do with it now. */
import { type Actor, hasRight, isInScope, RIGHTS } from '../access/index.ts';
import type { DbOrTx } from '../database/index.ts';
import { findFlowVersion } from './flows.ts';
import type { FlowStep, SubjectKey } from './model.ts';
import { type ApprovalHistory, findApproval } from './service.ts';

export interface DecisionView {
  step: string;
  stepTitle: string;
  decision: 'submit' | 'approve' | 'return';
  comment: string;
  by: string;
  at: string;
}

export interface ActionView {
  action: string;
  allowed: boolean;
  /** Why not. */
  why?: string;
}

export interface ApprovalView {
  readonly decisions: DecisionView[];
  /** Approve and return, while a step waits; empty otherwise. */
  readonly actions: ActionView[];
  /** Title of the step that waits. */
  readonly waitingFor: string | undefined;
}

/** A matter's approval as `actor` sees it; empty before it is submitted. */
export async function viewApproval(db: DbOrTx, actor: Actor, key: SubjectKey): Promise<ApprovalView> {
  const history = await findApproval(db, key);
  if (!history) return { decisions: [], actions: [], waitingFor: undefined };
  const steps = findFlowVersion(history.flow, history.version)?.steps ?? [];
  const waiting = history.state === 'pending' ? steps.find((step) => step.step === history.step) : undefined;
  return {
    decisions: listDecisions(history, steps),
    actions: waiting ? listActions(history, waiting, actor) : [],
    waitingFor: waiting?.title,
  };
}

function listDecisions(history: ApprovalHistory, steps: readonly FlowStep[]): DecisionView[] {
  return history.submissions.flatMap((submission): DecisionView[] => [
    {
      step: 'submit',
      stepTitle: submission.round === 1 ? '提交' : '重新提交',
      decision: 'submit',
      comment: '',
      by: submission.submittedName,
      at: submission.submittedAt,
    },
    ...history.decisions
      .filter((decision) => decision.round === submission.round)
      .map(
        (decision): DecisionView => ({
          step: decision.step,
          stepTitle: steps.find((step) => step.step === decision.step)?.title ?? decision.step,
          decision: decision.decision === 'approve' ? 'approve' : 'return',
          comment: decision.comment,
          by: decision.decidedName,
          at: decision.decidedAt,
        }),
      ),
  ]);
}

function listActions(history: ApprovalHistory, waiting: FlowStep, actor: Actor): ActionView[] {
  const why = whyNot(history, waiting, actor);
  return ['approve', 'return'].map((action) =>
    why === undefined ? { action, allowed: true } : { action, allowed: false, why },
  );
}

/** The same refusals as the decision itself gives (approvals), in the words of the page. */
function whyNot(history: ApprovalHistory, waiting: FlowStep, actor: Actor): string | undefined {
  if (history.submissions.some((submission) => submission.makers.includes(actor.accountId)))
    return '经办人与复核人不能为同一人';
  if (!hasRight(actor, waiting.right)) return `“${waiting.title}”环节须有“${RIGHTS[waiting.right]}”权限`;
  if (!isInScope(actor, history.division)) return '不在您的数据范围内';
  const decided = history.decisions.some(
    (decision) => decision.round === history.round && decision.decidedBy === actor.accountId,
  );
  return decided ? '您已办理过前一环节，各环节须由不同的人员办理' : undefined;
}
