/** Reading the trail. */
import type { Coded } from '../catalogues/code-lists.ts';
import type { Db, PageOf, PageRequest } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import { actionTitle, sortActions } from './actions.ts';
import type { AuditLine } from './model.ts';
import { type AuditFilter, countEntries, listEntries, listUsedActions } from './store.ts';
import { subjectKindName, subjectLink } from './subjects.ts';
import { summarizeEntry } from './summary.ts';

/** An entry as it is shown: without its detail, which is the capabilities' own and may say more than a list should. */
export interface AuditView {
  seq: number;
  at: IsoTime;
  actor: Coded;
  action: Coded;
  subjectKind: Coded;
  subjectId: string;
  summary: string;
  /** Page of the subject; null where there is none, or where the reader may not open it. */
  link: string | null;
  /** Chain value of the seal that the entry lies in, shared by all entries of that seal; empty until it is sealed. */
  digest: string;
}

export interface AuditPage extends PageOf<AuditView> {
  /** What may be asked for: the actions that occur in the trail. */
  actions: Coded[];
}

/** A page of the trail, newest first. `rights` are those of whoever reads it: links go where these reach. */
export async function listAudit(
  db: Db,
  query: AuditFilter & PageRequest,
  rights: ReadonlySet<string>,
): Promise<AuditPage> {
  const { page, size, sort, ...filter } = query;
  const [total, lines, actions] = await Promise.all([
    countEntries(db, filter),
    listEntries(db, filter, { page, size, sort }),
    listUsedActions(db),
  ]);
  return {
    rows: lines.map((line) => presentLine(line, rights)),
    total,
    page,
    size,
    actions: sortActions(actions).map((action) => ({ code: action, name: actionTitle(action) })),
  };
}

function presentLine(line: AuditLine, rights: ReadonlySet<string>): AuditView {
  const { subjectKind, subjectId } = line;
  return {
    seq: line.auditId,
    at: line.recordedAt,
    actor: { code: line.actorId, name: line.actorName },
    action: { code: line.action, name: actionTitle(line.action) },
    subjectKind: { code: subjectKind, name: subjectKindName(subjectKind) },
    subjectId,
    summary: summarizeEntry(line),
    link: subjectLink(subjectKind, subjectId, rights),
    digest: line.chained,
  };
}
