/**
 * Whether a person is entitled to benefits under a scheme on a day (待遇享受资格), and if not, why and until when. Pure:
 * facts, the area's rules and a day go in. The day that decides a visit is that of admission; who is entitled on it is
 * settled under it, also when the claim comes after the cover ended or the person died.
 */
import {
  type Clause,
  type EntitlementPolicy,
  findEntitlementRule,
  requireEntitlementRule,
  type Scheme,
} from '../benefits/index.ts';
import { addDays, type IsoDate, isoDate, laterDate, yearOf } from '../kernel/dates.ts';
import { formatPeriod, periodOf } from '../kernel/periods.ts';
import { attempt, type Failure, type Result, unwrap } from '../kernel/result.ts';
import { type EntitlementReason, entitlementReasons, REASON_ORDER, SCHEME_TITLES } from './entitlement-reasons.ts';
import {
  type ArrearsStop,
  arrearsStops,
  beginOf,
  type EntitlementFacts,
  isPaidByYear,
  isWithin,
  joiningWait,
  paymentOf,
  paymentWait,
  type Waiting,
  windowOf,
} from './entitlement-spans.ts';
import type { Cover, PersonRecord } from './model.ts';

/** One thing that stands in the way on a day. */
export interface Finding {
  readonly reason: EntitlementReason;
  /** Chinese, naming the dates. */
  readonly words: string;
  readonly remedy: string;
  /** First day on which it no longer stands in the way; undefined when that is not known. */
  readonly until: IsoDate | undefined;
  /** The rule it rests on; undefined where it follows from the facts alone. */
  readonly clause: Clause | undefined;
}

/** Everything that stands in the way on a day, in the order of precedence; nothing when the person is entitled. */
export interface Obstacles {
  /** The cover that counts on the day; undefined without one. */
  readonly cover: Cover | undefined;
  readonly findings: readonly Finding[];
}

export type EntitlementDecision =
  | {
      readonly entitled: true;
      readonly cover: Cover;
      /** First day of the unbroken time with benefits around the day, and the first day after it, where known. */
      readonly from: IsoDate;
      readonly to: IsoDate | undefined;
    }
  | {
      readonly entitled: false;
      readonly cover: Cover | undefined;
      readonly reason: EntitlementReason;
      readonly words: string;
      readonly remedy: string;
      /** First day with benefits after the day, as far as the facts tell. */
      readonly from: IsoDate | undefined;
      /** All of them; the first is the one that is told. */
      readonly findings: readonly Finding[];
    };

export function entitlementFacts(record: PersonRecord): EntitlementFacts {
  return { ...record, birthDate: record.person.birthDate };
}

/** What stands in the way on a day. Fails with `benefits.noEntitlementRule` where the area has no rule to decide by. */
export function findObstacles(
  facts: EntitlementFacts,
  policy: EntitlementPolicy,
  scheme: Scheme,
  on: IsoDate,
): Result<Obstacles> {
  return attempt(() => obstaclesOn({ facts, policy, scheme }, on));
}

/** The whole decision on a day, with the time it holds for. Fails as `findObstacles` does. */
export function decideEntitlement(
  facts: EntitlementFacts,
  policy: EntitlementPolicy,
  scheme: Scheme,
  on: IsoDate,
): Result<EntitlementDecision> {
  return attempt((): EntitlementDecision => {
    const question = { facts, policy, scheme };
    const { cover, findings } = obstaclesOn(question, on);
    const [first] = findings;
    if (first === undefined && cover !== undefined) return { entitled: true, cover, ...timeAround(question, on) };
    if (first === undefined) throw new Error('neither cover nor obstacle');
    const { reason, words, remedy } = first;
    return { entitled: false, cover, reason, words, remedy, from: nextFreeDay(question, on), findings };
  });
}

interface Question {
  readonly facts: EntitlementFacts;
  readonly policy: EntitlementPolicy;
  readonly scheme: Scheme;
}

function finding(
  reason: EntitlementReason,
  params: Parameters<(typeof entitlementReasons)[EntitlementReason]>[0],
  until: IsoDate | null | undefined,
  clause?: Clause,
): Finding {
  const failure: Failure = entitlementReasons[reason](params);
  return { reason, words: failure.message, remedy: failure.remedy, until: until ?? undefined, clause };
}

function obstaclesOn(question: Question, on: IsoDate): Obstacles {
  const own = ownObstacles(question, on);
  const findings = [...own.findings, ...overlapFinding(question, on, own.cover)];
  return {
    cover: own.cover,
    findings: findings.sort((left, right) => REASON_ORDER.indexOf(left.reason) - REASON_ORDER.indexOf(right.reason)),
  };
}

/** Without a look at other schemes. Of several covers in force, the one with the least in the way counts. */
function ownObstacles(question: Question, on: IsoDate): Obstacles {
  const { facts, policy, scheme } = question;
  const dead = deathFinding(facts, on);
  const covers = facts.covers.filter(
    (cover) => cover.insutype === scheme && isWithin({ from: beginOf(cover, facts, policy), to: cover.to }, on),
  );
  if (covers.length === 0) return { cover: undefined, findings: [...dead, withoutCover(question, on)] };
  const [best] = covers
    .map((cover) => ({ cover, findings: coverFindings(question, cover, on) }))
    .sort((left, right) => left.findings.length - right.findings.length);
  return { cover: best?.cover, findings: [...dead, ...(best?.findings ?? [])] };
}

function deathFinding({ deceasedOn }: EntitlementFacts, on: IsoDate): Finding[] {
  if (deceasedOn === null || on <= deceasedOn) return [];
  return [finding('deceased', { died: deceasedOn, from: addDays(deceasedOn, 1) }, undefined)];
}

function withoutCover({ facts, policy, scheme }: Question, on: IsoDate): Finding {
  const covers = facts.covers.filter(({ insutype }) => insutype === scheme);
  const title = SCHEME_TITLES[scheme];
  const [next] = covers
    .map((cover) => beginOf(cover, facts, policy))
    .filter((from) => from > on)
    .sort();
  const ends = covers.flatMap(({ to }) => (to !== null && to <= on ? [to] : []));
  if (ends.length > 0) {
    const last = addDays(ends.reduce(laterDate), -1);
    return finding('ended', { scheme: title, last, on, again: next ? `，${next} 再次参保` : '' }, next);
  }
  return next === undefined
    ? finding('notEnrolled', { scheme: title }, undefined)
    : finding('notYet', { scheme: title, from: next, on }, next);
}

/** What stands in the way of benefits under a cover in force. */
function coverFindings(question: Question, cover: Cover, on: IsoDate): Finding[] {
  const { facts, policy, scheme } = question;
  const suspended = facts.suspensions
    .filter((suspension) => suspension.insutype === scheme && isWithin(suspension, on))
    .map(({ from, to }) => {
      const resumed = to === null ? '尚未恢复' : `${to} 恢复`;
      return finding('suspended', { scheme: SCHEME_TITLES[scheme], from, resumed }, to);
    });
  const stopped = arrearsStops(cover, facts, policy)
    .filter(({ from, until }) => isWithin({ from, to: until }, on))
    .map((stop) => arrearsFinding(stop, scheme));
  const waiting = isPaidByYear(scheme) ? yearFindings(question, on) : joiningFindings(question, cover, on);
  return [...suspended, ...stopped, ...waiting];
}

function arrearsFinding({ arrears, from, until, rule }: ArrearsStop, scheme: Scheme): Finding {
  const { retroactive } = rule;
  const back = retroactive === 'byDeadline' ? '限期内补缴的' : '规定月数内补缴的';
  const params = {
    scheme: SCHEME_TITLES[scheme],
    payer: arrears.empNo === null ? '本人' : '参保单位',
    month: formatPeriod(periodOf(arrears.from)),
    from,
    restored: until === null ? '尚未补缴' : `${arrears.paidOn} 补缴，自 ${until} 起恢复`,
    retroactive: retroactive === 'never' ? '暂停期间的费用不予支付' : `${back}，期间费用可以追溯支付`,
  };
  return finding('arrears', params, until, rule.clause);
}

function joiningFindings({ facts, policy, scheme }: Question, cover: Cover, on: IsoDate): Finding[] {
  const wait = joiningWait(cover, facts, policy);
  if (wait === undefined || on >= wait.until) return [];
  const params = { joined: wait.start, scheme: SCHEME_TITLES[scheme], last: addDays(wait.until, -1) };
  return [finding('joiningWaiting', params, wait.until, wait.clause)];
}

function yearFindings(question: Question, on: IsoDate): Finding[] {
  const { facts, policy, scheme } = question;
  const year = yearOf(on);
  const payment = paymentOf(facts, scheme, year);
  if (payment === undefined) return unpaidFinding(question, on);
  const wait = paymentWait(payment, facts, policy);
  if (wait === undefined || on >= wait.until) return [];
  // A year's waiting ends with the year: the next has a payment, and a waiting, of its own.
  const until = earlierDate(wait.until, isoDate(`${year + 1}-01-01`));
  const dates = {
    paidOn: payment.paidOn,
    last: addDays(until, -1),
    closed: addDays(windowOf(payment, policy).end, -1),
  };
  const params = { year, scheme: SCHEME_TITLES[scheme], missed: wait.missed, ...dates };
  return [finding(waitReason(wait), params, until, wait.clause)];
}

function earlierDate(left: IsoDate, right: IsoDate): IsoDate {
  return laterDate(left, right) === left ? right : left;
}

function waitReason({ occasion, start, until }: Waiting): EntitlementReason {
  if (until === start) return 'beforePayment';
  return occasion === 'broken' ? 'brokenWaiting' : 'lateWaiting';
}

function unpaidFinding({ facts, policy, scheme }: Question, on: IsoDate): Finding[] {
  const rule = unwrap(requireEntitlementRule(policy, 'windows', { scheme, on }));
  if (rule.unpaid === 'accepted') return [];
  const year = yearOf(on);
  const paid = facts.payments.filter((payment) => payment.insutype === scheme && payment.year > year);
  const next = paid.length === 0 ? undefined : isoDate(`${Math.min(...paid.map((payment) => payment.year))}-01-01`);
  return [finding('unpaid', { year, scheme: SCHEME_TITLES[scheme] }, next, rule.clause)];
}

/** The other scheme that goes before this one on the day. */
function overlapFinding(question: Question, on: IsoDate, cover: Cover | undefined): Finding[] {
  const { policy, scheme, facts } = question;
  const rule = cover && findEntitlementRule(policy.overlaps, { scheme, on });
  if (!rule || facts.covers.every(({ insutype }) => insutype !== rule.yieldsTo)) return [];
  const other = { facts, policy, scheme: rule.yieldsTo };
  const goesFirst = (day: IsoDate) => {
    const { cover: inForce, findings } = ownObstacles(other, day);
    return inForce !== undefined && (rule.while === 'covered' || findings.length === 0);
  };
  if (!goesFirst(on)) return [];
  const until = turningDays(question).find((day) => day > on && !goesFirst(day));
  const params = { on, scheme: SCHEME_TITLES[scheme], other: SCHEME_TITLES[rule.yieldsTo] };
  return [finding('otherScheme', params, until, rule.clause)];
}

/** First day after one without benefits that has them; undefined when none is known. */
function nextFreeDay(question: Question, on: IsoDate): IsoDate | undefined {
  return turningDays(question).find((day) => day > on && isFree(question, day));
}

/** The unbroken time with benefits around a day that has them. */
function timeAround(question: Question, on: IsoDate): { readonly from: IsoDate; readonly to: IsoDate | undefined } {
  const days = turningDays(question);
  const from = days.findLast((day) => day <= on && !isFree(question, addDays(day, -1)));
  return { from: from ?? on, to: days.find((day) => day > on && !isFree(question, day)) };
}

function isFree(question: Question, day: IsoDate): boolean {
  return obstaclesOn(question, day).findings.length === 0;
}

/** Every day on which the answer may turn, in order. */
function turningDays({ facts, policy }: Question): IsoDate[] {
  const days: (IsoDate | null | undefined)[] = [facts.birthDate];
  if (facts.deceasedOn !== null) days.push(addDays(facts.deceasedOn, 1));
  for (const suspension of facts.suspensions) days.push(suspension.from, suspension.to);
  for (const cover of facts.covers) {
    days.push(cover.from, cover.to, beginOf(cover, facts, policy));
    for (const stop of arrearsStops(cover, facts, policy)) days.push(stop.from, stop.until);
    if (!isPaidByYear(cover.insutype)) days.push(joiningWait(cover, facts, policy)?.until);
  }
  for (const payment of facts.payments) {
    days.push(paymentWait(payment, facts, policy)?.until);
    for (const year of [payment.year, payment.year + 1]) days.push(isoDate(`${year}-01-01`));
  }
  for (const rule of [...policy.windows, ...policy.overlaps]) days.push(rule.from, rule.to);
  return [...new Set(days.filter((day) => day !== null && day !== undefined))].sort();
}
