/** Four eyes: what must be agreed to by whom before it takes effect, and what they decided. */
import type { Right } from '../access/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';

export interface FlowStep {
  /** Unique within the flow's version. */
  readonly step: string;
  readonly title: string;
  /** Who may decide it. */
  readonly right: Right;
  /** The step is taken only from this amount on; absent, always. Compared with the amount's absolute value. */
  readonly fromAmount?: Fen | undefined;
}

/** One version of a flow. A version that was in use is never changed: a new one is added. */
export interface Flow {
  readonly flow: string;
  readonly version: number;
  /** Submissions from this day on follow this version; what was submitted before goes on by its own. */
  readonly from: IsoDate;
  readonly title: string;
  readonly basis: string;
  /** Who may read a matter's history. */
  readonly readRight: Right;
  readonly steps: readonly FlowStep[];
  /**
   * `all`: nobody decides two steps, and no maker decides any. `makers`: no maker decides any, but one person who
   * has the rights may decide several steps.
   */
  readonly apart: 'all' | 'makers';
}

export const DECISIONS = { approve: '同意', return: '退回修改', reject: '不同意' } as const;
export type Decision = keyof typeof DECISIONS;

export interface DecisionRecord {
  readonly round: number;
  readonly step: string;
  readonly decision: Decision;
  readonly comment: string;
  readonly decidedBy: string;
  readonly decidedName: string;
  readonly decidedAt: IsoTime;
  readonly flowVersion: number;
  /** Digest of what the decision is about. */
  readonly contentDigest: string;
}

export interface SubmissionRecord {
  readonly round: number;
  readonly contentDigest: string;
  readonly amount: Fen;
  readonly title: string;
  readonly submittedBy: string;
  readonly submittedName: string;
  /** Everybody who had a hand in the matter, the submitter included. */
  readonly makers: readonly string[];
  readonly submittedAt: IsoTime;
}

export type CaseState = 'pending' | 'returned' | 'rejected' | 'approved';

/** Where a matter stands after its decisions. */
export type Standing =
  | { readonly state: 'pending'; readonly step: FlowStep }
  | { readonly state: Exclude<CaseState, 'pending'> };

export interface ApprovalCase {
  readonly caseId: number;
  readonly flow: string;
  readonly flowTitle: string;
  readonly version: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly division: string;
  readonly title: string;
  readonly amount: Fen;
  readonly round: number;
  readonly state: CaseState;
  readonly stepTitle: string | null;
  readonly since: IsoTime;
}

export interface SubjectKey {
  readonly flow: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** JSON as a capability shows it to the approver; its digest binds the decision to it. */
export type ApprovalContent = Readonly<Record<string, unknown>>;
