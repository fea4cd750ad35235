/**
 * Use cases of what stands in the way of benefits: death (死亡登记), suspended cover (暂停参保、恢复), contributions in
 * arrears (欠费、补缴). Each is recorded with its trace in the audit trail; what was recorded in error is withdrawn, with
 * the reason, and stays in the trail.
 */
import type { Actor, Office } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type Tx, transact } from '../database/index.ts';
import { dateOf, type IsoDate } from '../kernel/dates.ts';
import { firstDay, formatPeriod, type Period, periodOf } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { SCHEME_TITLES } from './entitlement-reasons.ts';
import { isPaidByYear, isWithin } from './entitlement-spans.ts';
import { peopleErrors } from './errors.ts';
import type { PersonKey, PersonRecord } from './model.ts';
import { findCover } from './rules.ts';
import { findPersonRecord } from './service.ts';
import * as store from './standing-store.ts';

export type { Debtor } from './standing-store.ts';

type Scheme = '310' | '390';

/** One change of a person: the person is held, read, changed, and the act recorded, in one transaction. */
function changePerson(
  office: Office,
  actor: Actor,
  key: PersonKey,
  action: string,
  work: (tx: Tx, record: PersonRecord) => Promise<Readonly<Record<string, unknown>>>,
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    await store.lockPerson(tx, key);
    const record =
      (await findPersonRecord(tx, key)) ?? refuse(peopleErrors.unknownPerson({ value: key.psnNo, path: 'psnNo' }));
    const detail = await work(tx, record);
    await recordAudit(tx, { actor, action, subjectKind: 'person', subjectId: key.psnNo, detail });
  });
}

function refuseFuture(office: Office, what: string, day: IsoDate, path: string): void {
  const today = dateOf(office.clock.now());
  if (day > today) refuse(peopleErrors.badDay({ what, value: day, expected: `不晚于今日 ${today}`, path }));
}

/** Records a death. Refuses a day before birth or after today (`people.badDay`), and a second death. */
export function recordDeath(
  office: Office,
  actor: Actor,
  key: PersonKey,
  death: { readonly on: IsoDate; readonly source: string },
): Promise<Result<void>> {
  return changePerson(office, actor, key, 'people.death', async (tx, record) => {
    refuseFuture(office, '死亡日期', death.on, 'on');
    const { birthDate } = record.person;
    if (death.on < birthDate)
      refuse(
        peopleErrors.badDay({ what: '死亡日期', value: death.on, expected: `不早于出生日期 ${birthDate}`, path: 'on' }),
      );
    if (record.deceasedOn !== null) refuse(peopleErrors.alreadyDead({ value: record.deceasedOn, path: 'on' }));
    await store.setDeath(tx, key, death.on);
    return { on: death.on, source: death.source };
  });
}

/** Takes back a death that was recorded in error. */
export function withdrawDeath(office: Office, actor: Actor, key: PersonKey, reason: string): Promise<Result<void>> {
  return changePerson(office, actor, key, 'people.deathWithdrawn', async (tx, record) => {
    if (record.deceasedOn === null) refuse(peopleErrors.notRecorded({ what: '死亡登记' }));
    await store.setDeath(tx, key, null);
    return { on: record.deceasedOn, reason };
  });
}

/** Suspends a cover from a day on which it is in force. Refuses while another suspension reaches that day or follows. */
export function suspendCover(
  office: Office,
  actor: Actor,
  key: PersonKey,
  suspension: { readonly insutype: Scheme; readonly from: IsoDate; readonly reason: string },
): Promise<Result<void>> {
  return changePerson(office, actor, key, 'people.suspend', async (tx, record) => {
    const { insutype, from } = suspension;
    const scheme = SCHEME_TITLES[insutype];
    if (!findCover(record.covers, insutype, from))
      refuse(peopleErrors.badDay({ what: '暂停日期', value: from, expected: `${scheme}参保期间的一天`, path: 'from' }));
    const standing = record.suspensions.find(
      (each) => each.insutype === insutype && (each.to === null || each.to > from),
    );
    if (standing) refuse(peopleErrors.alreadySuspended({ scheme, from: standing.from, path: 'from' }));
    await store.insertSuspension(tx, key, suspension, actor.accountId);
    return { ...suspension };
  });
}

/** Ends the suspension of a cover: benefits are given again from the day on. */
export function resumeCover(
  office: Office,
  actor: Actor,
  key: PersonKey,
  resumption: { readonly insutype: Scheme; readonly on: IsoDate },
): Promise<Result<void>> {
  return changePerson(office, actor, key, 'people.resume', async (tx, record) => {
    const { insutype, on } = resumption;
    const standing = openSuspension(record, insutype);
    if (on <= standing.from)
      refuse(
        peopleErrors.badDay({ what: '恢复日期', value: on, expected: `晚于暂停日期 ${standing.from}`, path: 'on' }),
      );
    await store.updateSuspension(tx, key, { insutype, from: standing.from }, { to: on });
    return { insutype, from: standing.from, to: on };
  });
}

/** Takes back a suspension that was recorded in error: it never counted. */
export function withdrawSuspension(
  office: Office,
  actor: Actor,
  key: PersonKey,
  withdrawal: { readonly insutype: Scheme; readonly from: IsoDate; readonly reason: string },
): Promise<Result<void>> {
  return changePerson(office, actor, key, 'people.suspensionWithdrawn', async (tx, record) => {
    const { insutype, from } = withdrawal;
    if (!record.suspensions.some((each) => each.insutype === insutype && each.from === from))
      refuse(peopleErrors.notRecorded({ what: `自 ${from} 起的暂停参保`, path: 'from' }));
    await store.updateSuspension(tx, key, { insutype, from }, { withdrawnAt: office.clock.now() });
    return { ...withdrawal };
  });
}

function openSuspension({ suspensions }: PersonRecord, insutype: Scheme) {
  const standing = suspensions.find((each) => each.insutype === insutype && each.to === null);
  return standing ?? refuse(peopleErrors.notRecorded({ what: `未恢复的${SCHEME_TITLES[insutype]}暂停参保` }));
}

/** One change of what a unit or a person owes: the debtor is held, and the act recorded. */
function changeArrears(
  office: Office,
  actor: Actor,
  debtor: store.Debtor,
  action: string,
  work: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>,
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    await holdDebtor(tx, office.area, debtor);
    const detail = await work(tx);
    const [subjectKind, subjectId] = 'empNo' in debtor ? ['employer', debtor.empNo] : ['person', debtor.psnNo];
    await recordAudit(tx, { actor, action, subjectKind, subjectId, detail });
  });
}

async function holdDebtor(tx: Tx, area: string, debtor: store.Debtor): Promise<void> {
  if (!('empNo' in debtor)) return store.lockPerson(tx, { area, psnNo: debtor.psnNo });
  if (!(await store.lockEmployer(tx, area, debtor.empNo)))
    refuse(peopleErrors.unknownEmployer({ value: debtor.empNo, path: 'empNo' }));
}

/**
 * Records that contributions are owed from a month on, and until when they are to be paid. Refuses a scheme paid by the
 * year (its payments say it), arrears that stand unpaid, and a person whose unit pays on the first day of the month.
 */
export function recordArrears(
  office: Office,
  actor: Actor,
  debtor: store.Debtor,
  arrears: { readonly insutype: Scheme; readonly month: Period; readonly deadline?: IsoDate | undefined },
): Promise<Result<void>> {
  return changeArrears(office, actor, debtor, 'people.arrears', async (tx) => {
    const { insutype, month, deadline = null } = arrears;
    const from = firstDay(month);
    if (isPaidByYear(insutype)) refuse(peopleErrors.paidByYear({ scheme: SCHEME_TITLES[insutype], path: 'insutype' }));
    if (deadline !== null && deadline < from)
      refuse(
        peopleErrors.badDay({ what: '限期', value: deadline, expected: `不早于欠费月份 ${month}`, path: 'deadline' }),
      );
    if ('psnNo' in debtor) await requireOwnPayer(tx, { area: office.area, psnNo: debtor.psnNo }, insutype, from);
    const standing = (await store.readArrears(tx, office.area, debtor, insutype)).find(
      (each) => each.paidOn === null || each.paidOn >= from || each.from >= from,
    );
    if (standing) refuse(peopleErrors.alreadyOwed({ month: formatPeriod(periodOf(standing.from)), path: 'month' }));
    await store.insertArrears(tx, office.area, debtor, { insutype, from, deadline }, actor.accountId);
    return { insutype, month, deadline };
  });
}

/** Somebody whose unit pays owes nothing alone. */
async function requireOwnPayer(tx: Tx, key: PersonKey, insutype: Scheme, on: IsoDate): Promise<void> {
  const record =
    (await findPersonRecord(tx, key)) ?? refuse(peopleErrors.unknownPerson({ value: key.psnNo, path: 'psnNo' }));
  const unit = record.covers.find((cover) => cover.insutype === insutype && isWithin(cover, on))?.empNo;
  if (unit) refuse(peopleErrors.unitPays({ value: unit, path: 'psnNo' }));
}

/** Records that what was owed has been paid (补缴). Refuses a payment before the first month owed, or in the future. */
export function settleArrears(
  office: Office,
  actor: Actor,
  debtor: store.Debtor,
  payment: { readonly insutype: Scheme; readonly paidOn: IsoDate },
): Promise<Result<void>> {
  return changeArrears(office, actor, debtor, 'people.arrearsPaid', async (tx) => {
    const { insutype, paidOn } = payment;
    refuseFuture(office, '补缴日期', paidOn, 'paidOn');
    const owed = await openArrears(tx, office.area, debtor, insutype);
    if (paidOn < owed.from)
      refuse(
        peopleErrors.badDay({
          what: '补缴日期',
          value: paidOn,
          expected: `不早于欠费首月 ${owed.from}`,
          path: 'paidOn',
        }),
      );
    await store.updateArrears(tx, office.area, debtor, { insutype, from: owed.from }, { paidOn });
    return { insutype, month: periodOf(owed.from), paidOn };
  });
}

/** Takes back unpaid arrears that were recorded in error: they never counted. */
export function withdrawArrears(
  office: Office,
  actor: Actor,
  debtor: store.Debtor,
  withdrawal: { readonly insutype: Scheme; readonly reason: string },
): Promise<Result<void>> {
  return changeArrears(office, actor, debtor, 'people.arrearsWithdrawn', async (tx) => {
    const { insutype, reason } = withdrawal;
    const { from } = await openArrears(tx, office.area, debtor, insutype);
    await store.updateArrears(tx, office.area, debtor, { insutype, from }, { withdrawnAt: office.clock.now() });
    return { insutype, month: periodOf(from), reason };
  });
}

async function openArrears(tx: Tx, area: string, debtor: store.Debtor, insutype: Scheme) {
  const owed = (await store.readArrears(tx, area, debtor, insutype)).find((each) => each.paidOn === null);
  return owed ?? refuse(peopleErrors.notRecorded({ what: `未补缴的${SCHEME_TITLES[insutype]}欠费` }));
}
