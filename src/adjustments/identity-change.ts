/**
 * Granting and withdrawing identities (人员身份) with effect from an earlier day. The change and the flag of every year
 * that it reaches are written together.
 */
import type { Actor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { transact } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { endIdentity, findPersonInScope, grantIdentity, peopleErrors } from '../people/index.ts';
import { flagYearsSince, type SettlementOffice } from '../settlement/index.ts';

export interface IdentityGrant {
  readonly psnNo: string;
  /** psn_idet_type: 2302, 2303, 2304 … */
  readonly code: string;
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
}

/**
 * Grants an identity from a day on. Answers with how many insured years are due for recomputation because of it.
 * Refuses `people.unknownPerson`, `people.identityOverlaps`.
 */
export async function recordIdentityGrant(
  office: SettlementOffice,
  actor: Actor,
  grant: IdentityGrant,
): Promise<Result<number>> {
  return transact(office.db, async (tx) => {
    const { psnNo, code, from, to } = grant;
    const key = await findPersonInScope({ ...office, db: tx }, actor, psnNo);
    if (!key) return refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
    await grantIdentity(tx, key, { code, from, to });
    await recordAudit(tx, {
      actor,
      action: 'people.grantIdentity',
      subjectKind: 'person',
      subjectId: psnNo,
      detail: { code, from, to: to ?? null },
    });
    return flag(tx, office, actor, { psnNo, code, effectiveOn: from });
  });
}

export interface IdentityEnd {
  readonly psnNo: string;
  readonly code: string;
  /** First day on which the identity no longer holds; its own first day where it never held. */
  readonly to: IsoDate;
}

/** Withdraws an identity from a day on. Refuses `people.unknownPerson`, `people.noIdentity`. */
export async function recordIdentityEnd(
  office: SettlementOffice,
  actor: Actor,
  { psnNo, code, to }: IdentityEnd,
): Promise<Result<number>> {
  return transact(office.db, async (tx) => {
    const key = await findPersonInScope({ ...office, db: tx }, actor, psnNo);
    if (!key) return refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
    await endIdentity(tx, key, { code, to });
    await recordAudit(tx, {
      actor,
      action: 'people.endIdentity',
      subjectKind: 'person',
      subjectId: psnNo,
      detail: { code, to },
    });
    return flag(tx, office, actor, { psnNo, code, effectiveOn: to });
  });
}

function flag(
  tx: Parameters<typeof flagYearsSince>[0],
  office: SettlementOffice,
  actor: Actor,
  change: { readonly psnNo: string; readonly code: string; readonly effectiveOn: IsoDate },
): Promise<number> {
  return flagYearsSince(tx, {
    area: office.area,
    psnNos: [change.psnNo],
    cause: 'identity',
    sourceId: change.code,
    effectiveOn: change.effectiveOn,
    flaggedAt: office.clock.now(),
    flaggedBy: actor.accountId,
  });
}
