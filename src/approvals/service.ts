/**
 * Use cases of approval, in the transaction of the capability whose matter it is: what is approved and what follows
 * from it are written together.
 */
import type { Actor, Right } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { Db, DbOrTx, Tx } from '../database/index.ts';
import { type Clock, dateOf } from '../kernel/dates.ts';
import { type Fen, ZERO_FEN } from '../kernel/money.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { digestContent } from './content-digest.ts';
import { approvalErrors } from './errors.ts';
import { findFlow, findFlowVersion } from './flows.ts';
import type {
  ApprovalCase,
  ApprovalContent,
  Decision,
  DecisionRecord,
  Flow,
  Standing,
  SubjectKey,
  SubmissionRecord,
} from './model.ts';
import { checkDecision, nextStep, STATE_TITLES } from './rules.ts';
import * as store from './store.ts';

export interface NewSubmission extends SubjectKey {
  /** What the queue shows: 2025年3月 某某医院 申报. */
  readonly title: string;
  /** Division of the matter, six digits or more: who is asked is within whose scope it lies. */
  readonly division: string;
  /** Decides the steps; absent, zero. */
  readonly amount?: Fen | undefined;
  /** Exactly what approvers are shown. */
  readonly content: ApprovalContent;
  /** Others who had a hand in it and may therefore not decide it; the submitter counts in any case. */
  readonly makers?: readonly string[] | undefined;
}

export interface SubmissionOutcome {
  readonly caseId: number;
  readonly round: number;
  /** Digest of the content, to be handed back with a decision. */
  readonly contentDigest: string;
  readonly standing: Standing;
}

/**
 * Submits a matter, or submits it again after it was returned. Refuses (inside `transact`) `approvals.unknownFlow`,
 * `approvals.alreadyPending`, `approvals.alreadyDecided`.
 */
export async function submitForApproval(
  tx: Tx,
  actor: Actor,
  clock: Clock,
  submission: NewSubmission,
): Promise<SubmissionOutcome> {
  const now = clock.now();
  const flow = findFlow(submission.flow, dateOf(now)) ?? refuse(approvalErrors.unknownFlow({ flow: submission.flow }));
  const amount = submission.amount ?? ZERO_FEN;
  const { title } = submission;
  const standing = nextStep(flow, [], 1, amount);
  if (standing.state !== 'pending') throw new RangeError(`flow ${flow.flow} has no step for ${amount} fen`);
  const fresh = await store.insertCase(tx, { ...submission, version: flow.version, amount, first: standing.step, now });
  const before = fresh === undefined ? await requireReturned(tx, submission) : undefined;
  const caseId = fresh ?? before?.caseId ?? 0;
  const round = (before?.round ?? 0) + 1;
  if (before) {
    const resubmitted = { round, version: flow.version, title, amount };
    await store.updateCase(tx, caseId, { standing, now, resubmitted });
  }
  const contentDigest = digestContent(submission.content);
  await store.insertSubmission(tx, caseId, {
    round,
    contentDigest,
    amount,
    title,
    submittedBy: actor.accountId,
    submittedName: actor.name,
    makers: [...new Set([actor.accountId, ...(submission.makers ?? [])])],
    submittedAt: now,
  });
  await recordOn(tx, actor, 'approval.submit', submission, { title, round, contentDigest });
  return { caseId, round, contentDigest, standing };
}

async function requireReturned(tx: Tx, key: SubjectKey): Promise<store.CaseRow> {
  const found = await getCase(tx, key);
  const { title, state } = found;
  if (state === 'returned') return found;
  if (state === 'pending') refuse(approvalErrors.alreadyPending({ title, step: stepTitle(found) ?? '' }));
  return refuse(approvalErrors.alreadyDecided({ title, state: STATE_TITLES[state] }));
}

async function getCase(tx: Tx, key: SubjectKey): Promise<store.CaseRow> {
  return (await store.lockCase(tx, key)) ?? refuse(approvalErrors.unknownCase({ subject: key.subjectId }));
}

function getFlow(row: Pick<store.CaseRow, 'flow' | 'version'>): Flow {
  const flow = findFlowVersion(row.flow, row.version);
  if (!flow) throw new Error(`flow ${row.flow} version ${row.version} is in use and not in the list of flows`);
  return flow;
}

function stepTitle(row: store.CaseRow): string | null {
  return getFlow(row).steps.find((each) => each.step === row.step)?.title ?? null;
}

export interface NewDecision extends SubjectKey {
  readonly decision: Decision;
  readonly comment: string;
  /** The content as it now is, read by the capability in this transaction. */
  readonly content: ApprovalContent;
  /** The digest that came with what the approver was shown. */
  readonly shownDigest?: string | undefined;
  /** The step that the approver was shown. */
  readonly step?: string | undefined;
}

export interface DecisionOutcome {
  readonly caseId: number;
  readonly standing: Standing;
  /** True once, with the decision that completes the approval: then the capability does what was approved. */
  readonly completed: boolean;
}

/**
 * Decides the step that waits. Refuses (inside `transact`) one's own work, a missing right, a division out of scope,
 * a second step in a flow that keeps persons apart, a matter already decided, a content that is not the one submitted
 * (409, but a return is always possible), a return or rejection without a reason.
 */
export async function decide(tx: Tx, actor: Actor, clock: Clock, attempt: NewDecision): Promise<DecisionOutcome> {
  const found = await getCase(tx, attempt);
  const { caseId, round, title, amount, division } = found;
  const flow = getFlow(found);
  const submissions = await store.listSubmissions(tx, caseId);
  const decisions = await store.listDecisions(tx, caseId);
  const submitted = submissions.at(-1)?.contentDigest ?? '';
  if (found.state === 'pending' && attempt.shownDigest !== undefined && attempt.shownDigest !== submitted)
    refuse(approvalErrors.shownOutdated({ title }));
  const makers = submissions.flatMap((submission) => submission.makers);
  const comment = attempt.comment.trim();
  const { decision } = attempt;
  const facts = { flow, title, division, amount, round, makers, decisions, decision, comment, step: attempt.step };
  const step = unwrap(checkDecision(actor, facts));
  if (decision !== 'return' && digestContent(attempt.content) !== submitted)
    refuse(approvalErrors.contentChanged({ title }));
  const now = clock.now();
  const record: DecisionRecord = {
    round,
    step: step.step,
    decision,
    comment,
    decidedBy: actor.accountId,
    decidedName: actor.name,
    decidedAt: now,
    flowVersion: flow.version,
    contentDigest: submitted,
  };
  await store.insertDecision(tx, caseId, record);
  const standing = nextStep(flow, [...decisions, record], round, amount);
  await store.updateCase(tx, caseId, { standing, now });
  const detail = { title, round, step: step.title, comment, contentDigest: submitted };
  await recordOn(tx, actor, `approval.${decision}`, attempt, detail);
  return { caseId, standing, completed: standing.state === 'approved' };
}

function recordOn(
  tx: Tx,
  actor: Actor,
  action: string,
  key: SubjectKey,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { flow, subjectKind, subjectId } = key;
  return recordAudit(tx, { actor, action, subjectKind, subjectId, detail: { flow, ...detail } });
}

export interface ApprovalHistory extends ApprovalCase {
  readonly step: string | null;
  readonly readRight: Right;
  /** Digest of what was last submitted. */
  readonly contentDigest: string;
  readonly submissions: readonly SubmissionRecord[];
  readonly decisions: readonly DecisionRecord[];
}

/** A matter with everything that was submitted and decided; undefined when it was never submitted. */
export async function findApproval(db: DbOrTx, key: SubjectKey): Promise<ApprovalHistory | undefined> {
  const found = await store.findCase(db, key);
  if (!found) return undefined;
  const submissions = await store.listSubmissions(db, found.caseId);
  const { readRight, steps } = getFlow(found);
  const place = (decision: DecisionRecord) => steps.findIndex((each) => each.step === decision.step);
  const decisions = (await store.listDecisions(db, found.caseId)).sort(
    (a, b) => a.round - b.round || place(a) - place(b),
  );
  const contentDigest = submissions.at(-1)?.contentDigest ?? '';
  return { ...present(found), step: found.step, readRight, contentDigest, submissions, decisions };
}

function present(row: store.CaseRow): ApprovalCase {
  const { step: _, ...rest } = row;
  return { ...rest, flowTitle: getFlow(row).title, stepTitle: stepTitle(row) };
}

export interface PendingQueue {
  readonly total: number;
  /** By flow, with the time since which the oldest waits. */
  readonly counts: readonly (store.PendingCount & { readonly title: string })[];
  readonly rows: readonly ApprovalCase[];
}

/** What waits for the actor: matters whose step he has the right to, in his divisions, that are not his own work. */
export async function listPending(
  db: Db,
  actor: Actor,
  query: { readonly flow?: string | undefined; readonly page?: number; readonly pageSize?: number } = {},
): Promise<PendingQueue> {
  const limit = query.pageSize ?? 50;
  const offset = ((query.page ?? 1) - 1) * limit;
  const [counts, rows] = await Promise.all([
    store.countPendingCases(db, actor),
    store.listPendingCases(db, actor, { flow: query.flow, limit, offset }),
  ]);
  const counted = counts.filter((each) => query.flow === undefined || each.flow === query.flow);
  return {
    total: counted.reduce((sum, each) => sum + each.count, 0),
    counts: counts.map((each) => ({ ...each, title: titleOf(each.flow) })),
    rows: rows.map(present),
  };
}

function titleOf(flow: string): string {
  return findFlow(flow, '9999-12-31' as ReturnType<typeof dateOf>)?.title ?? flow;
}
