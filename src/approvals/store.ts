/** SQL of approvals. */
import { sql } from 'kysely';
import { type Actor, rightsOf, scopeCondition } from '../access/index.ts';
import type { DbOrTx, Tx } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import { FLOWS } from './flows.ts';
import type { CaseState, DecisionRecord, FlowStep, Standing, SubjectKey, SubmissionRecord } from './model.ts';

export interface CaseRow {
  readonly caseId: number;
  readonly flow: string;
  readonly version: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly division: string;
  readonly title: string;
  readonly amount: Fen;
  readonly round: number;
  readonly state: CaseState;
  readonly step: string | null;
  readonly since: IsoTime;
}

const CASE_FIELDS = sql.raw(`
  case_id as "caseId", flow, version, subject_kind as "subjectKind", subject_id as "subjectId", division, title,
  amount_fen as amount, round, state, step, since`);

export async function findCase(db: DbOrTx, key: SubjectKey): Promise<CaseRow | undefined> {
  const found = await sql<CaseRow>`
    select ${CASE_FIELDS} from approval_case
    where flow = ${key.flow} and subject_kind = ${key.subjectKind} and subject_id = ${key.subjectId}`.execute(db);
  return found.rows[0];
}

/** The case, locked until the end of the transaction: decisions on one matter are taken one after the other. */
export async function lockCase(tx: Tx, key: SubjectKey): Promise<CaseRow | undefined> {
  const found = await sql<CaseRow>`
    select ${CASE_FIELDS} from approval_case
    where flow = ${key.flow} and subject_kind = ${key.subjectKind} and subject_id = ${key.subjectId}
    for update`.execute(tx);
  return found.rows[0];
}

export interface NewCase extends SubjectKey {
  readonly version: number;
  readonly division: string;
  readonly title: string;
  readonly amount: Fen;
  readonly first: FlowStep;
  readonly now: IsoTime;
}

/** The new case's number; undefined when the subject has a case already. */
export async function insertCase(tx: Tx, entry: NewCase): Promise<number | undefined> {
  const found = await sql<{ caseId: number }>`
    insert into approval_case (flow, version, subject_kind, subject_id, division, title, amount_fen, round, state, step,
      step_right, since)
    values (${entry.flow}, ${entry.version}, ${entry.subjectKind}, ${entry.subjectId}, ${entry.division}, ${entry.title},
      ${entry.amount}, 1, 'pending', ${entry.first.step}, ${entry.first.right}, ${entry.now}::timestamp)
    on conflict do nothing returning case_id as "caseId"`.execute(tx);
  return found.rows[0]?.caseId;
}

export async function updateCase(
  tx: Tx,
  caseId: number,
  change: {
    readonly standing: Standing;
    readonly now: IsoTime;
    /** For a submission that follows a return. */
    readonly resubmitted?: { round: number; version: number; title: string; amount: Fen } | undefined;
  },
): Promise<void> {
  const { standing, resubmitted } = change;
  const step = standing.state === 'pending' ? standing.step : undefined;
  await sql`
    update approval_case set state = ${standing.state}, step = ${step?.step ?? null}, step_right = ${step?.right ?? null},
      since = ${change.now}::timestamp, round = coalesce(${resubmitted?.round ?? null}::integer, round),
      version = coalesce(${resubmitted?.version ?? null}::integer, version),
      title = coalesce(${resubmitted?.title ?? null}, title),
      amount_fen = coalesce(${resubmitted?.amount ?? null}::bigint, amount_fen)
    where case_id = ${caseId}`.execute(tx);
}

export async function insertSubmission(tx: Tx, caseId: number, submission: SubmissionRecord): Promise<void> {
  await sql`
    insert into approval_submission (case_id, round, content_digest, amount_fen, title, submitted_by, submitted_name,
      makers, submitted_at)
    values (${caseId}, ${submission.round}, ${submission.contentDigest}, ${submission.amount}, ${submission.title},
      ${submission.submittedBy}, ${submission.submittedName}, ${submission.makers}::text[],
      ${submission.submittedAt}::timestamp)`.execute(tx);
}

export async function insertDecision(tx: Tx, caseId: number, decision: DecisionRecord): Promise<void> {
  await sql`
    insert into approval_decision (case_id, round, step, decision, comment, decided_by, decided_name, decided_at,
      flow_version, content_digest)
    values (${caseId}, ${decision.round}, ${decision.step}, ${decision.decision}, ${decision.comment},
      ${decision.decidedBy}, ${decision.decidedName}, ${decision.decidedAt}::timestamp, ${decision.flowVersion},
      ${decision.contentDigest})`.execute(tx);
}

export async function listSubmissions(db: DbOrTx, caseId: number): Promise<SubmissionRecord[]> {
  const found = await sql<SubmissionRecord>`
    select round, content_digest as "contentDigest", amount_fen as amount, title, submitted_by as "submittedBy",
      submitted_name as "submittedName", makers, submitted_at as "submittedAt"
    from approval_submission where case_id = ${caseId} order by round`.execute(db);
  return found.rows;
}

export async function listDecisions(db: DbOrTx, caseId: number): Promise<DecisionRecord[]> {
  const found = await sql<DecisionRecord>`
    select round, step, decision, comment, decided_by as "decidedBy", decided_name as "decidedName",
      decided_at as "decidedAt", flow_version as "flowVersion", content_digest as "contentDigest"
    from approval_decision where case_id = ${caseId} order by round, decided_at, step`.execute(db);
  return found.rows;
}

/** What waits for the actor and is not barred by his having had a hand in it. */
function pendingFor(actor: Actor, flow: string | undefined) {
  const personsApart = FLOWS.filter((each) => each.apart === 'all').map((each) => `${each.flow}/${each.version}`);
  return sql`
    from approval_case c
    where c.state = 'pending' and c.step_right = any(${[...rightsOf(actor.roles)]}::text[])
      and ${scopeCondition(actor, 'c.division')}
      and (${flow ?? null}::text is null or c.flow = ${flow ?? null})
      and not exists (select 1 from approval_submission s
        where s.case_id = c.case_id and ${actor.accountId} = any(s.makers))
      and not (c.flow || '/' || c.version = any(${personsApart}::text[])
        and exists (select 1 from approval_decision d
          where d.case_id = c.case_id and d.round = c.round and d.decided_by = ${actor.accountId}))`;
}

/** Oldest first. */
export async function listPendingCases(
  db: DbOrTx,
  actor: Actor,
  query: { readonly flow?: string | undefined; readonly limit: number; readonly offset: number },
): Promise<CaseRow[]> {
  const found = await sql<CaseRow>`
    select ${CASE_FIELDS} ${pendingFor(actor, query.flow)}
    order by c.since, c.case_id limit ${query.limit} offset ${query.offset}`.execute(db);
  return found.rows;
}

export interface PendingCount {
  readonly flow: string;
  readonly count: number;
  readonly oldest: IsoTime;
}

export async function countPendingCases(db: DbOrTx, actor: Actor): Promise<PendingCount[]> {
  const found = await sql<PendingCount>`
    select c.flow, count(*) as count, min(c.since) as oldest ${pendingFor(actor, undefined)}
    group by c.flow order by c.flow`.execute(db);
  return found.rows;
}
