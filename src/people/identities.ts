/**
 * Granting and withdrawing identities (人员身份), in the caller's transaction: whoever does it also says which insured
 * years it reaches back to (src/adjustments).
 */
import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/result.ts';
import { peopleErrors } from './errors.ts';
import type { DatedCode, PersonKey } from './model.ts';

/** Grants an identity over `[from, to)`. Refuses `people.identityOverlaps` where it is held in a part of that time. */
export async function grantIdentity(tx: Tx, key: PersonKey, { code, from, to }: DatedCode): Promise<void> {
  const held = await sql<{ from: IsoDate; to: IsoDate | null }>`
    select from_date as "from", to_date as "to" from identity_membership
    where area = ${key.area} and psn_no = ${key.psnNo} and idet_type = ${code}
      and daterange(from_date, to_date) && daterange(${from}::date, ${to ?? null}::date)`.execute(tx);
  const [standing] = held.rows;
  if (standing)
    refuse(
      peopleErrors.identityOverlaps({ value: code, from: standing.from, to: standing.to ?? '长期', path: 'from' }),
    );
  await sql`
    insert into identity_membership (area, psn_no, idet_type, from_date, to_date)
    values (${key.area}, ${key.psnNo}, ${code}, ${from}::date, ${to ?? null}::date)
    on conflict (area, psn_no, idet_type, from_date) do update set to_date = excluded.to_date`.execute(tx);
}

/**
 * Ends the identity that is in force on `to` or would be: it no longer holds from that day on. On its own first day it
 * never held, and its row stays as an empty interval. Refuses `people.noIdentity`.
 */
export async function endIdentity(
  tx: Tx,
  key: PersonKey,
  { code, to }: { readonly code: string; readonly to: IsoDate },
): Promise<void> {
  const result = await sql`
    update identity_membership set to_date = ${to}::date
    where area = ${key.area} and psn_no = ${key.psnNo} and idet_type = ${code}
      and from_date <= ${to}::date and (to_date is null or to_date > ${to}::date)`.execute(tx);
  if (result.numAffectedRows !== 1n) refuse(peopleErrors.noIdentity({ value: code, date: to, path: 'code' }));
}
