/** Persons: /api/people. */
import type { ActionView, Coded, PageOf, PageQuery, StateView } from './common.ts';

export interface PeopleQuery extends PageQuery {
  /** Name, psn_no or full identity number (found by the blind index). */
  q?: string;
  /** Village or town code: matches by prefix. */
  village?: string;
  insutype?: string;
  identity?: string;
  /** sort: psnNo (default), birthDate, village */
}

export interface MaskedPerson {
  psnNo: string;
  name: string;
  certType: Coded;
  certMasked: string;
  gender: Coded;
  birthDate: string;
  /** Full years today (on a settlement: on the day that decided). */
  age: number;
}

export interface PersonRow extends MaskedPerson {
  village: Coded;
  town: Coded;
  /** Cover in force today; null for somebody without one. */
  insutype: Coded | null;
  psnType: Coded | null;
  coverFrom: string | null;
  identities: Coded[];
}
export type PeopleResponse = PageOf<PersonRow>;

export interface CoverView {
  insutype: Coded;
  psnType: Coded;
  from: string;
  to: string | null;
  employer: Coded | null;
  civilServant: boolean;
}

export interface DatedCoded extends Coded {
  from: string;
  to: string | null;
}

/** A running total: money or a count, with the ceiling the policy sets, where it sets one. */
export type TotalView =
  | { kind: 'money'; key: string; title: string; valueFen: number; limitFen: number | null }
  | { kind: 'count'; key: string; title: string; value: number; limit: number | null };

export interface YearTotals {
  year: number;
  insutype: Coded;
  items: TotalView[];
}

/** GET /api/people/:psnNo */
export interface PersonDetail {
  person: MaskedPerson;
  householdId: string;
  village: Coded;
  town: Coded;
  covers: CoverView[];
  identities: DatedCoded[];
  chronic: DatedCoded[];
  /** Null for a scheme without personal accounts. */
  accountBalanceFen: number | null;
  totals: YearTotals[];
  /** `reveal` */
  actions: ActionView[];
}

/** One thing that stands in the way of benefits on a day. */
export interface EntitlementFinding {
  /** suspended, arrears, lateWaiting … */
  reason: string;
  words: string;
  remedy: string;
  /** First day on which it no longer stands in the way, where known. */
  until: string | null;
  /** The rule it rests on; null where it follows from the facts alone. */
  source: { document: string; article: string | null; grade: Coded; note: string | null } | null;
}

export interface EntitlementRow {
  insutype: Coded;
  psnType: Coded | null;
  entitled: boolean;
  /** First day of the unbroken time with benefits; without benefits the day on which they begin, where known. */
  from: string | null;
  /** First day after that time; null while none is known, and without benefits. */
  to: string | null;
  words: string;
  /** All of them, the first is `words`; none where entitled. */
  findings: EntitlementFinding[];
}
/** GET /api/people/:psnNo/entitlement?scheme=&on=: a scheme, or every scheme with cover; today unless `on` says. */
export interface EntitlementResponse {
  on: string;
  rows: EntitlementRow[];
}

export interface ContributionRow {
  id: string;
  /** A year for residents (2021), a month for employees (2021-03). */
  period: string;
  insutype: Coded;
  /** Wage base of employees. */
  baseFen: number | null;
  personalFen: number;
  employerFen: number | null;
  /** 财政补助 */
  subsidyFen: number | null;
  /** 资助参保 */
  assistedFen: number | null;
  totalFen: number;
  /** 划入个人账户 */
  accountCreditFen: number | null;
  paidOn: string | null;
  state: StateView;
}
/** GET /api/people/:psnNo/contributions: newest first, all rows. */
export interface ContributionsResponse {
  rows: ContributionRow[];
}
/** POST /api/people/:psnNo/reveal */
export interface RevealRequest {
  /** Why the full number is needed; recorded. */
  reason: string;
}
export interface RevealResponse {
  name: string;
  certType: Coded;
  certNo: string;
  recordedAt: string;
}
