/**
 * The spans of time behind an entitlement: when a cover begins to count, how long it waits, when arrears stop it. Pure.
 *
 * Every rule is taken as it stood on the day that it judges: a waiting as on the day of joining or paying, arrears as in
 * the first month unpaid, the window as on the day of payment (without one, on the day asked about).
 */
import {
  type ArrearsRule,
  type Clause,
  type ContributionPayer,
  type EntitlementPolicy,
  findEntitlementRule,
  requireEntitlementRule,
  type Scheme,
  type Wait,
  type WaitingExemption,
  type WaitingOccasion,
  type WaitingRule,
} from '../benefits/index.ts';
import { addDays, daysBetween, type IsoDate, isEffective, isoDate, laterDate, yearOf } from '../kernel/dates.ts';
import { firstDay, nextPeriod, periodOf } from '../kernel/periods.ts';
import { unwrap } from '../kernel/result.ts';
import type { Arrears, Cover, PersonRecord, YearPayment } from './model.ts';
import { isRetired } from './rules.ts';

/** What is known of a person, as far as entitlement goes. */
export interface EntitlementFacts
  extends Pick<PersonRecord, 'deceasedOn' | 'covers' | 'suspensions' | 'arrears' | 'payments' | 'identities'> {
  readonly birthDate: IsoDate;
}

/** The scheme that is paid by the month; the other is paid by the insured year, a calendar year. */
const MONTHLY: Scheme = '310';

export function isPaidByYear(scheme: Scheme): boolean {
  return scheme !== MONTHLY;
}

/** Whether a day lies in `[from, to)`; a null `to` is open. */
export function isWithin(span: { readonly from: IsoDate; readonly to: IsoDate | null }, on: IsoDate): boolean {
  return isEffective({ from: span.from, to: span.to ?? undefined }, on);
}

/** The first day of the nth natural month, the month of `start` counted as the first; for 1, `start` itself. */
export function naturalMonth(start: IsoDate, nth: number): IsoDate {
  let month = periodOf(start);
  for (let passed = 1; passed < nth; passed += 1) month = nextPeriod(month);
  return nth === 1 ? start : firstDay(month);
}

/** The same day some months later; the last day of a month that has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = [yearOf(date), Number(date.slice(5, 7)) + months, Number(date.slice(8))];
  // Day 0 of the month after is the last day of the month.
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return isoDate(new Date(Date.UTC(year, month - 1, Math.min(day, last))).toISOString().slice(0, 10));
}

/** The first day with benefits after a waiting that starts on a day. */
export function endOfWait(start: IsoDate, wait: Wait, extraMonths = 0): IsoDate {
  switch (wait.kind) {
    case 'none':
      return start;
    case 'naturalMonth':
      return naturalMonth(start, wait.nth + extraMonths);
    case 'months':
      return addMonths(start, wait.months + extraMonths);
    case 'days':
      return addMonths(addDays(start, wait.days), extraMonths);
  }
}

/** Calendar months from that of one day to that of another. */
function monthsApart(from: IsoDate, to: IsoDate): number {
  return (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

export function payerOf(cover: Cover): ContributionPayer {
  return cover.empNo === null ? 'person' : 'unit';
}

/** A waiting of a person: its first day with benefits is `until`. */
export interface Waiting {
  readonly occasion: WaitingOccasion;
  readonly start: IsoDate;
  readonly until: IsoDate;
  readonly clause: Clause;
  /** Years unpaid before a payment. */
  readonly missed: number;
}

/** What spares a person who joins or pays on a day the waiting; the more favourable where several do. */
function findExemption(
  facts: EntitlementFacts,
  policy: EntitlementPolicy,
  scheme: Scheme,
  on: IsoDate,
): WaitingExemption | undefined {
  const applies = ({ identities, ageDays, left }: WaitingExemption) => {
    const holds = (code: string) => facts.identities.some((each) => each.code === code && isEffective(each, on));
    if (identities !== undefined && !identities.some(holds)) return false;
    if (ageDays !== undefined && daysBetween(facts.birthDate, on) >= ageDays) return false;
    return left === undefined || facts.covers.some((cover) => leftLately(cover, left, on));
  };
  const find = (begins: WaitingExemption['begins']) =>
    findEntitlementRule(policy.exemptions, { scheme, on }, (each) => each.begins === begins && applies(each));
  return find('birth') ?? find('occasion');
}

/** Whether a cover ended before a day with at most so many calendar months between without cover. */
function leftLately(cover: Cover, left: NonNullable<WaitingExemption['left']>, on: IsoDate): boolean {
  if (!left.schemes.includes(cover.insutype) || cover.to === null || cover.to > on) return false;
  return monthsApart(addDays(cover.to, -1), on) - 1 <= left.withinMonths;
}

function requireWaitingRule(
  policy: EntitlementPolicy,
  scheme: Scheme,
  on: IsoDate,
  occasion: WaitingOccasion,
  payer?: ContributionPayer,
): WaitingRule {
  const fits = (rule: WaitingRule) => rule.occasion === occasion && (rule.payer === undefined || rule.payer === payer);
  return unwrap(requireEntitlementRule(policy, 'waiting', { scheme, on }, fits));
}

/** Day from which a cover counts: its own first day, or the birth of a child who was enrolled soon enough after it. */
export function beginOf(cover: Cover, facts: EntitlementFacts, policy: EntitlementPolicy): IsoDate {
  const first = facts.covers.every((other) => other.insutype !== cover.insutype || other.from >= cover.from);
  if (!first || cover.from <= facts.birthDate) return cover.from;
  const paid = facts.payments.find(({ insutype }) => insutype === cover.insutype)?.paidOn ?? cover.from;
  const exemption = findExemption(facts, policy, cover.insutype, laterDate(paid, cover.from));
  return exemption?.begins === 'birth' ? facts.birthDate : cover.from;
}

/** First day of the covers of a scheme that follow each other without a gap and lead up to this one. */
function runStart(cover: Cover, covers: readonly Cover[]): IsoDate {
  const earlier = covers.find(
    ({ insutype, from, to }) => insutype === cover.insutype && from < cover.from && (to === null || to >= cover.from),
  );
  return earlier === undefined ? cover.from : runStart(earlier, covers);
}

/** The waiting after joining a scheme that is paid by the month; none for those who are spared it. */
export function joiningWait(cover: Cover, facts: EntitlementFacts, policy: EntitlementPolicy): Waiting | undefined {
  const scheme = cover.insutype;
  const start = runStart(cover, facts.covers);
  const payer = payerOf(facts.covers.find(({ insutype, from }) => insutype === scheme && from === start) ?? cover);
  if (findExemption(facts, policy, scheme, start)) return undefined;
  const again = facts.covers.some(({ insutype, from }) => insutype === scheme && from < start);
  const rejoining = again
    ? findEntitlementRule(
        policy.waiting,
        { scheme, on: start },
        (rule) => rule.occasion === 'rejoining' && (rule.payer === undefined || rule.payer === payer),
      )
    : undefined;
  const { occasion, wait, clause } = rejoining ?? requireWaitingRule(policy, scheme, start, 'joining', payer);
  return { occasion, start, until: endOfWait(start, wait), clause, missed: 0 };
}

export function paymentOf(facts: EntitlementFacts, scheme: Scheme, year: number): YearPayment | undefined {
  return facts.payments.find((payment) => payment.insutype === scheme && payment.year === year);
}

/** The enrolment window of a year: the rule, and its first day after. February 29th is March 1st in common years. */
export function windowOf({ insutype: scheme, year, paidOn }: YearPayment, policy: EntitlementPolicy) {
  const rule = unwrap(requireEntitlementRule(policy, 'windows', { scheme, on: paidOn }));
  const { paidBefore, unpaid } = rule;
  const end = addDays(isoDate(`${year}-${paidBefore.slice(0, 2)}-01`), Number(paidBefore.slice(3)) - 1);
  return { end, unpaid };
}

/**
 * The waiting after a year's payment: when it came after the window, or after years unpaid; the longer of the two. For
 * those who are spared it, a late payment gives benefits from its own day, or from birth.
 */
export function paymentWait(
  payment: YearPayment,
  facts: EntitlementFacts,
  policy: EntitlementPolicy,
): Waiting | undefined {
  const { insutype: scheme, year, paidOn } = payment;
  const window = windowOf(payment, policy);
  const isLate = paidOn >= window.end;
  // Where a year without a record counts as paid, its absence proves no break.
  const missed = window.unpaid === 'refused' ? yearsMissed(payment, facts) : 0;
  if (!isLate && missed === 0) return undefined;
  const exemption = findExemption(facts, policy, scheme, paidOn);
  if (exemption) {
    if (!isLate || exemption.begins === 'birth') return undefined;
    return { occasion: 'late', start: paidOn, until: paidOn, clause: exemption.clause, missed: 0 };
  }
  const begins = laterDate(paidOn, isoDate(`${year}-01-01`));
  const waits = [
    ...(isLate ? [waitingAfter(requireWaitingRule(policy, scheme, paidOn, 'late'), paidOn, 0)] : []),
    ...(missed > 0 ? [waitingAfter(requireWaitingRule(policy, scheme, paidOn, 'broken'), begins, missed)] : []),
  ];
  return waits.reduce((left, right) => (right.until > left.until ? right : left));
}

/** Years between a payment and the one before it that nothing was paid for; none before the first. */
function yearsMissed({ insutype, year }: YearPayment, facts: EntitlementFacts): number {
  const before = facts.payments.filter((other) => other.insutype === insutype && other.year < year);
  return before.length === 0 ? 0 : year - Math.max(...before.map((other) => other.year)) - 1;
}

function waitingAfter(rule: WaitingRule, start: IsoDate, missed: number): Waiting {
  const until = endOfWait(start, rule.wait, rule.monthsPerMissedYear * missed);
  return { occasion: rule.occasion, start, until, clause: rule.clause, missed };
}

/** Time without benefits because contributions are owed; `until` is null while they are. */
export interface ArrearsStop {
  readonly arrears: Arrears;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly rule: ArrearsRule;
}

/**
 * Stops by the arrears of whoever pays for a cover. What was paid in time to be retroactive leaves none, and none touch
 * the retired, for whom nothing is paid.
 */
export function arrearsStops(cover: Cover, facts: EntitlementFacts, policy: EntitlementPolicy): ArrearsStop[] {
  if (isRetired(cover.psnType)) return [];
  const scheme = cover.insutype;
  const owed = facts.arrears.filter(({ insutype, empNo }) => insutype === scheme && empNo === cover.empNo);
  return owed.flatMap((arrears) => {
    const payer = payerOf(cover);
    const query = { scheme, on: arrears.from };
    const rule = unwrap(requireEntitlementRule(policy, 'arrears', query, (each) => each.payer === payer));
    const from = naturalMonth(arrears.from, rule.suspendsFromMonth);
    const until = arrears.paidOn === null ? null : endOfArrears(arrears, arrears.paidOn, rule);
    return until !== null && until <= from ? [] : [{ arrears, from, until, rule }];
  });
}

function endOfArrears({ from, deadline }: Arrears, paidOn: IsoDate, rule: ArrearsRule): IsoDate {
  const { retroactive } = rule;
  const isGivenBack =
    retroactive === 'byDeadline'
      ? deadline !== null && paidOn <= deadline
      : retroactive !== 'never' && monthsApart(from, paidOn) <= retroactive.withinMonths;
  return isGivenBack ? from : naturalMonth(paidOn, rule.restoredFromMonth);
}
