/** The audit trail: who did what to what, when. Entries are added and never changed. */
import type { IsoTime } from '../kernel/dates.ts';
import type { Anchor } from '../kernel/hash-chain.ts';
import type { Failure } from '../kernel/result.ts';

/** Whoever acts, as far as the trail needs to know; the office's `Actor` is one. */
export interface AuditActor {
  readonly accountId: string;
  readonly name: string;
  readonly kind: 'clerk' | 'provider' | 'system';
}

export type AuditDetail = Readonly<Record<string, unknown>>;

export interface NewAuditEntry {
  readonly actor: AuditActor;
  /** `capability.act`, e.g. `people.unmask`; titles of the known ones are in `actions.ts`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What changed, from what to what. Never a password, a token, or an identity number in clear. */
  readonly detail?: AuditDetail | undefined;
}

export interface AuditEntry {
  readonly auditId: number;
  readonly recordedAt: IsoTime;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorKind: AuditActor['kind'];
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: AuditDetail;
}

/** An entry as the trail is read. */
export interface AuditLine extends AuditEntry {
  /** Chain value (SM3, hexadecimal) of the seal that the entry lies in; empty until it is sealed. */
  readonly chained: string;
}

export interface SealingReport {
  readonly seals: number;
  readonly entries: number;
  /** True when a transaction that had begun earlier is still running, so that nothing could be sealed this time. */
  readonly waiting: boolean;
}

export interface AuditVerification {
  readonly seals: number;
  /** Sealed entries that were checked. */
  readonly entries: number;
  readonly unsealed: number;
  /** The newest seal: note it elsewhere, and hand it in at the next verification. */
  readonly newest?: Anchor | undefined;
  /** The first thing found wrong; absent when all is as it was sealed. */
  readonly fault?: Failure | undefined;
}
