/** SQL of what stands in the way of benefits: death, suspended cover, arrears. */
import { type Generated, sql } from 'kysely';
import type { DbOrTx, Tx } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { PersonKey } from './model.ts';

interface SuspensionTable {
  suspension_id: Generated<number>;
  area: string;
  psn_no: string;
  insutype: string;
  from_date: IsoDate;
  to_date: IsoDate | null;
  reason: string;
  recorded_by: string;
  withdrawn_at: Generated<IsoTime | null>;
}
interface ArrearsTable {
  arrears_id: Generated<number>;
  area: string;
  insutype: string;
  emp_no: string | null;
  psn_no: string | null;
  from_date: IsoDate;
  deadline: IsoDate | null;
  paid_on: IsoDate | null;
  recorded_by: string;
  withdrawn_at: Generated<IsoTime | null>;
}
declare module '../database/database.ts' {
  interface Tables {
    cover_suspension: SuspensionTable;
    contribution_arrears: ArrearsTable;
  }
}

/** Who owes: a unit for all its people, or a person who pays alone. */
export type Debtor = { readonly empNo: string } | { readonly psnNo: string };

/** Holds the person until the transaction ends: two clerks who change the same person take turns. */
export async function lockPerson(tx: Tx, key: PersonKey): Promise<void> {
  await sql`select 1 from person where area = ${key.area} and psn_no = ${key.psnNo} for update`.execute(tx);
}

/** The same for an employer; false when there is none. */
export async function lockEmployer(tx: Tx, area: string, empNo: string): Promise<boolean> {
  const found = await sql`
    select 1 from employer where area = ${area} and emp_no = ${empNo} for update`.execute(tx);
  return found.rows.length > 0;
}

export async function setDeath(tx: Tx, key: PersonKey, deceasedOn: IsoDate | null): Promise<void> {
  await tx
    .updateTable('person')
    .set({ deceased_on: deceasedOn })
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .execute();
}

export async function insertSuspension(
  tx: Tx,
  key: PersonKey,
  suspension: { readonly insutype: string; readonly from: IsoDate; readonly reason: string },
  recordedBy: string,
): Promise<void> {
  await tx
    .insertInto('cover_suspension')
    .values({
      area: key.area,
      psn_no: key.psnNo,
      insutype: suspension.insutype,
      from_date: suspension.from,
      to_date: null,
      reason: suspension.reason,
      recorded_by: recordedBy,
    })
    .execute();
}

/** Ends a suspension, or withdraws it where `change` says so. */
export async function updateSuspension(
  tx: Tx,
  key: PersonKey,
  which: { readonly insutype: string; readonly from: IsoDate },
  change: { readonly to: IsoDate } | { readonly withdrawnAt: IsoTime },
): Promise<void> {
  await tx
    .updateTable('cover_suspension')
    .set('to' in change ? { to_date: change.to } : { withdrawn_at: change.withdrawnAt })
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .where('insutype', '=', which.insutype)
    .where('from_date', '=', which.from)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Arrears of a debtor under a scheme that were not withdrawn, oldest first. */
export async function readArrears(
  db: DbOrTx,
  area: string,
  debtor: Debtor,
  insutype: string,
): Promise<{ readonly from: IsoDate; readonly paidOn: IsoDate | null }[]> {
  const found = await db
    .selectFrom('contribution_arrears')
    .select(['from_date as from', 'paid_on as paidOn'])
    .where('area', '=', area)
    .where('empNo' in debtor ? 'emp_no' : 'psn_no', '=', 'empNo' in debtor ? debtor.empNo : debtor.psnNo)
    .where('insutype', '=', insutype)
    .where('withdrawn_at', 'is', null)
    .orderBy('from_date')
    .execute();
  return found;
}

export async function insertArrears(
  tx: Tx,
  area: string,
  debtor: Debtor,
  arrears: { readonly insutype: string; readonly from: IsoDate; readonly deadline: IsoDate | null },
  recordedBy: string,
): Promise<void> {
  await tx
    .insertInto('contribution_arrears')
    .values({
      area,
      insutype: arrears.insutype,
      emp_no: 'empNo' in debtor ? debtor.empNo : null,
      psn_no: 'empNo' in debtor ? null : debtor.psnNo,
      from_date: arrears.from,
      deadline: arrears.deadline,
      paid_on: null,
      recorded_by: recordedBy,
    })
    .execute();
}

/** Says that arrears were paid, or withdraws them. */
export async function updateArrears(
  tx: Tx,
  area: string,
  debtor: Debtor,
  which: { readonly insutype: string; readonly from: IsoDate },
  change: { readonly paidOn: IsoDate } | { readonly withdrawnAt: IsoTime },
): Promise<void> {
  await tx
    .updateTable('contribution_arrears')
    .set('paidOn' in change ? { paid_on: change.paidOn } : { withdrawn_at: change.withdrawnAt })
    .where('area', '=', area)
    .where('empNo' in debtor ? 'emp_no' : 'psn_no', '=', 'empNo' in debtor ? debtor.empNo : debtor.psnNo)
    .where('insutype', '=', which.insutype)
    .where('from_date', '=', which.from)
    .where('withdrawn_at', 'is', null)
    .execute();
}
