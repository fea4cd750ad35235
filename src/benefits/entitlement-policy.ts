/**
 * When a cover begins to give benefits and what suspends them (待遇享受资格): enrolment windows, waiting periods and those
 * spared them, arrears, cover under two schemes. Data of `policies/national-entitlement/entitlement.yaml`; what follows
 * for a person on a day is decided in `src/people`.
 */
import Type, { type Static, type TEnum } from 'typebox';
import type { IsoDate } from '../kernel/dates.ts';
import { attempt, failed, ok, type Result } from '../kernel/result.ts';
import { compileClause, compileInterval, type Place, placeAt, plainPlace, refuseValue } from './compile-rules.ts';
import { benefitErrors } from './errors.ts';
import { divisionsUpwards } from './find-policy.ts';
import type { Clause, Scheme } from './model.ts';
import { Sources } from './pack-schema.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

/** A dated rule of an area, or of the nation where it names none, with the clause it rests on. */
interface Row {
  readonly area: string | undefined;
  readonly scheme: Scheme;
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly clause: Clause;
}

/** Who pays the contributions of a cover: the unit it names, or the person where it names none (灵活就业). */
export type ContributionPayer = 'unit' | 'person';

/** 集中参保期 of a scheme that is paid by the year. */
export interface EnrolmentWindow extends Row {
  /** Month and day of the insured year: whoever pays before it pays in time. */
  readonly paidBefore: string;
  /** Whether a year without a payment on record gives benefits. */
  readonly unpaid: 'refused' | 'accepted';
}

/**
 * How long benefits wait after the day that starts the waiting: not at all; until the first day of the nth natural month,
 * the month of that day counted as the first (1: that very day); a number of whole months; a number of days.
 */
export type Wait =
  | { readonly kind: 'none' }
  | { readonly kind: 'naturalMonth'; readonly nth: number }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'days'; readonly days: number };

/** What starts a waiting: joining a scheme, joining it again after a break, paying late, paying after unpaid years. */
export type WaitingOccasion = 'joining' | 'rejoining' | 'late' | 'broken';

export interface WaitingRule extends Row {
  readonly occasion: WaitingOccasion;
  /** Whose covers it is for; undefined for all. */
  readonly payer: ContributionPayer | undefined;
  readonly wait: Wait;
  /** Months added for each year that was not paid (变动待遇等待期). */
  readonly monthsPerMissedYear: number;
}

/** Who does not wait (不设等待期): every condition that is named must hold. */
export interface WaitingExemption extends Row {
  readonly title: string;
  readonly identities: readonly string[] | undefined;
  /** Enrolled and paid on a day of life before this one, the day of birth being day 0. */
  readonly ageDays: number | undefined;
  /** Cover under one of these schemes ended less than so many months before. */
  readonly left: { readonly schemes: readonly Scheme[]; readonly withinMonths: number } | undefined;
  /** Benefits begin with the birth, or with the day that would have started the waiting. */
  readonly begins: 'birth' | 'occasion';
}

/** What contributions in arrears (欠费) do to benefits. */
export interface ArrearsRule extends Row {
  readonly payer: ContributionPayer;
  /** Benefits stop in this natural month, the first month unpaid being the first. */
  readonly suspendsFromMonth: number;
  /** When paying gives back the benefits of the time between (追溯). */
  readonly retroactive: 'never' | 'byDeadline' | { readonly withinMonths: number };
  /** Else benefits begin again in this natural month, that of the payment being the first (1: the day of payment). */
  readonly restoredFromMonth: number;
}

/** Cover under two schemes (重复参保): this scheme gives way to the other. */
export interface SchemeOverlap extends Row {
  readonly yieldsTo: Scheme;
  /** Whenever the other is in force, or only on days on which it gives benefits. */
  readonly while: 'covered' | 'entitled';
}

/** Every list in the order of the file. */
export interface EntitlementRules {
  readonly windows: readonly EnrolmentWindow[];
  readonly waiting: readonly WaitingRule[];
  readonly exemptions: readonly WaitingExemption[];
  readonly arrears: readonly ArrearsRule[];
  readonly overlaps: readonly SchemeOverlap[];
}

/** The rules that bear on an area: its own before those of the divisions above it, the nation's last. */
export interface EntitlementPolicy extends EntitlementRules {
  readonly area: string;
}

const closed = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2021-07-01' });
const Words = Type.String({ minLength: 1, description: '非空文字' });
const Positive = Type.Integer({ minimum: 1, description: '不小于 1 的整数' });
const SchemeCode = oneOf(['310', '390']);
const row = {
  area: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: '六位区划代码，加引号；全国规定不写' })),
  scheme: SchemeCode,
  from: Day,
  to: Type.Optional(Day),
  source: Words,
  article: Type.Optional(Words),
  note: Type.Optional(Words),
};

const WaitSource = Type.Object(
  {
    none: Type.Optional(Type.Literal(true, { description: 'true' })),
    naturalMonth: Type.Optional(Positive),
    months: Type.Optional(Positive),
    days: Type.Optional(Positive),
  },
  {
    ...closed,
    minProperties: 1,
    maxProperties: 1,
    description: '等待：none: true、naturalMonth（自当月起的第几个自然月）、months（月数）、days（天数）之一',
  },
);

const Window = Type.Object(
  {
    ...row,
    paidBefore: Type.String({
      pattern: '^\\d{2}-\\d{2}$',
      description: '参保年度的月日，如 "01-01"，此日前缴费为按时',
    }),
    unpaid: oneOf(['refused', 'accepted']),
  },
  { ...closed, description: '一条集中参保期' },
);

const Waiting = Type.Object(
  {
    ...row,
    occasion: oneOf(['joining', 'rejoining', 'late', 'broken']),
    payer: Type.Optional(oneOf(['unit', 'person'])),
    wait: WaitSource,
    monthsPerMissedYear: Type.Optional(Positive),
  },
  { ...closed, description: '一条等待期：occasion、wait' },
);

const Exemption = Type.Object(
  {
    ...row,
    title: Words,
    when: Type.Object(
      {
        identity: Type.Optional(Type.Array(Words, { minItems: 1 })),
        ageDays: Type.Optional(Positive),
        left: Type.Optional(
          Type.Object(
            { schemes: Type.Array(SchemeCode, { minItems: 1 }), withinMonths: Positive },
            { ...closed, description: '此前的参保：schemes（险种）与 withinMonths（中断月数以内）' },
          ),
        ),
      },
      { ...closed, minProperties: 1, description: '条件：identity、ageDays、left，须同时具备' },
    ),
    begins: oneOf(['birth', 'occasion']),
  },
  { ...closed, description: '一条不设等待期的情形' },
);

const Arrears = Type.Object(
  {
    ...row,
    payer: oneOf(['unit', 'person']),
    suspendsFromMonth: Positive,
    retroactive: oneOf(['never', 'byDeadline', 'withinMonths']),
    withinMonths: Type.Optional(Positive),
    restoredFromMonth: Positive,
  },
  { ...closed, description: '一条欠费规定' },
);

const Overlap = Type.Object(
  { ...row, yieldsTo: SchemeCode, while: oneOf(['covered', 'entitled']) },
  { ...closed, description: '一条重复参保规定：scheme 让位于 yieldsTo' },
);

const EntitlementFile = Type.Object(
  {
    title: Words,
    windows: Type.Array(Window, { description: '集中参保期' }),
    waiting: Type.Array(Waiting, { description: '等待期' }),
    exemptions: Type.Array(Exemption, { description: '不设等待期的情形' }),
    arrears: Type.Array(Arrears, { description: '欠费' }),
    overlaps: Type.Array(Overlap, { description: '重复参保' }),
    sources: Sources,
  },
  closed,
);

/** Reads a file of entitlement rules; fails with the same coded errors as a pack. */
export function readEntitlementRules(file: PackFile): Result<EntitlementRules> {
  return attempt(() => {
    const source = readYaml(file, EntitlementFile);
    const at = (list: string, index: number) => placeAt(plainPlace(file.name, source.sources), `/${list}/${index}`);
    const windows = source.windows.map((each, index) => compileWindow(each, at('windows', index)));
    const waiting = source.waiting.map((each, index) => compileWaiting(each, at('waiting', index)));
    const exemptions = source.exemptions.map((each, index) => compileExemption(each, at('exemptions', index)));
    const arrears = source.arrears.map((each, index) => compileArrears(each, at('arrears', index)));
    const overlaps = source.overlaps.map((each, index) => compileOverlap(each, at('overlaps', index)));
    refuseRivals(
      windows,
      (index) => at('windows', index),
      () => '',
    );
    refuseRivals(
      waiting,
      (index) => at('waiting', index),
      ({ occasion, payer }) => `${occasion}/${payer ?? ''}`,
    );
    refuseRivals(
      arrears,
      (index) => at('arrears', index),
      ({ payer }) => payer,
    );
    refuseRivals(
      overlaps,
      (index) => at('overlaps', index),
      ({ yieldsTo }) => yieldsTo,
    );
    return { windows, waiting, exemptions, arrears, overlaps };
  });
}

function compileRow(source: Pick<Static<typeof Overlap>, keyof typeof row>, place: Place): Row {
  return {
    area: source.area,
    scheme: source.scheme,
    ...compileInterval(source, place),
    clause: compileClause(source, place),
  };
}

function compileWindow(source: Static<typeof Window>, place: Place): EnrolmentWindow {
  // 2000 was a leap year: February 29th may close a window in the years that have one.
  if (Number.isNaN(Date.parse(`2000-${source.paidBefore}T00:00:00Z`)))
    refuseValue(placeAt(place, '/paidBefore'), '没有这一天', source.paidBefore, '月日，如 01-01');
  return { ...compileRow(source, place), paidBefore: source.paidBefore, unpaid: source.unpaid };
}

function compileWaiting(source: Static<typeof Waiting>, place: Place): WaitingRule {
  return {
    ...compileRow(source, place),
    occasion: source.occasion,
    payer: source.payer,
    wait: compileWait(source.wait),
    monthsPerMissedYear: source.monthsPerMissedYear ?? 0,
  };
}

function compileWait({ naturalMonth, months, days }: Static<typeof WaitSource>): Wait {
  if (naturalMonth !== undefined) return { kind: 'naturalMonth', nth: naturalMonth };
  if (months !== undefined) return { kind: 'months', months };
  return days === undefined ? { kind: 'none' } : { kind: 'days', days };
}

function compileExemption(source: Static<typeof Exemption>, place: Place): WaitingExemption {
  const { identity, ageDays, left } = source.when;
  if (source.begins === 'birth' && ageDays === undefined)
    refuseValue(
      placeAt(place, '/begins'),
      '没有 ageDays 就不能自出生起算',
      source.begins,
      'occasion，或在 when 中写明 ageDays',
    );
  const row = compileRow(source, place);
  return { ...row, title: source.title, identities: identity, ageDays, left, begins: source.begins };
}

function compileArrears(source: Static<typeof Arrears>, place: Place): ArrearsRule {
  const { retroactive, withinMonths, payer, suspendsFromMonth, restoredFromMonth } = source;
  const row = { ...compileRow(source, place), payer, suspendsFromMonth, restoredFromMonth };
  if (retroactive !== 'withinMonths') {
    if (withinMonths !== undefined)
      refuseValue(placeAt(place, '/withinMonths'), '用不上', withinMonths, `retroactive 为 ${retroactive} 时不写`);
    return { ...row, retroactive };
  }
  if (withinMonths === undefined)
    return refuseValue(placeAt(place, '/withinMonths'), '缺少此项', retroactive, '补缴可以追溯的月数');
  return { ...row, retroactive: { withinMonths } };
}

function compileOverlap(source: Static<typeof Overlap>, place: Place): SchemeOverlap {
  // Employees' cover goes before residents': one direction, so that two schemes never wait for each other.
  if (source.yieldsTo >= source.scheme)
    refuseValue(placeAt(place, '/yieldsTo'), '不能让位于该险种', source.yieldsTo, '310（居民医保让位于职工医保）');
  return { ...compileRow(source, place), yieldsTo: source.yieldsTo, while: source.while };
}

/** Two rows for the same case on the same day: the second could never decide. */
function refuseRivals<R extends Row>(
  rows: readonly R[],
  placeOf: (index: number) => Place,
  key: (row: R) => string,
): void {
  const caseOf = (each: R) => `${each.area ?? ''}/${each.scheme}/${key(each)}`;
  rows.forEach((later, index) => {
    const first = rows.findIndex((earlier) => caseOf(earlier) === caseOf(later) && overlap(earlier, later));
    if (first < index)
      refuseValue(placeOf(index), `与第 ${first + 1} 条在同一时段重复`, later.from, '首尾相接的有效期');
  });
}

function overlap(left: Row, right: Row): boolean {
  const starts = (each: Row, other: Row) => other.to === undefined || each.from < other.to;
  return starts(left, right) && starts(right, left);
}

/** The rules that an area goes by: its own, then those of the divisions above, then the nation's. */
export function findEntitlementPolicy(rules: EntitlementRules, area: string): EntitlementPolicy {
  const line: (string | undefined)[] = [...divisionsUpwards(area), undefined];
  const nearest = <R extends Row>(rows: readonly R[]): R[] =>
    line.flatMap((division) => rows.filter((each) => each.area === division));
  return {
    area,
    windows: nearest(rules.windows),
    waiting: nearest(rules.waiting),
    exemptions: nearest(rules.exemptions),
    arrears: nearest(rules.arrears),
    overlaps: nearest(rules.overlaps),
  };
}

/** The nearest of a list's rules in force for a scheme on a day that `fits`; undefined when there is none. */
export function findEntitlementRule<R extends Row>(
  rows: readonly R[],
  query: { readonly scheme: Scheme; readonly on: IsoDate },
  fits: (row: R) => boolean = () => true,
): R | undefined {
  const { scheme, on } = query;
  return rows.find(
    (each) => each.scheme === scheme && each.from <= on && (each.to === undefined || on < each.to) && fits(each),
  );
}

/** What a list of rules is called where one is missing. */
const LIST_TITLES = { windows: '集中参保期', waiting: '等待期', arrears: '欠费' } as const;

/** The same for lists that must decide. Fails with `benefits.noEntitlementRule`; nothing is ever assumed. */
export function requireEntitlementRule<L extends keyof typeof LIST_TITLES>(
  policy: EntitlementPolicy,
  list: L,
  query: { readonly scheme: Scheme; readonly on: IsoDate },
  fits?: (row: EntitlementPolicy[L][number]) => boolean,
): Result<EntitlementPolicy[L][number]> {
  const rows: readonly EntitlementPolicy[L][number][] = policy[list];
  const found = findEntitlementRule(rows, query, fits);
  if (found !== undefined) return ok(found);
  const { scheme, on } = query;
  return failed(
    benefitErrors.noEntitlementRule({ area: policy.area, scheme, on, what: LIST_TITLES[list], path: list }),
  );
}

function oneOf<const V extends string>(values: readonly V[]): TEnum<V[]> {
  return Type.Enum<V[]>(values, { description: `${values.join('、')} 之一` });
}
