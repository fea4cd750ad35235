/**
 * Claims for the benchmark: random but seeded, written straight into columns.
 *
 * Persons have one to nine claims (five on average) in the order of their days, from 2022 on; about a third go on into
 * the next insured year. Six claims in ten are admissions. Costs are log-normal around medians by grade, one admission
 * in a hundred is six times as dear: every threshold, slice and limit of the policy is reached. Amounts are fen.
 */

import { sharedUint8 } from '../../src/benefits/columnar/shared-array.ts';
import {
  allocateColumns,
  type BenefitCase,
  type Charges,
  type ClaimColumns,
  type ClaimProfile,
  type ProviderGrade,
} from '../../src/benefits/index.ts';
import { fromDayNumber, type IsoDate, yearOf } from '../../src/kernel/dates.ts';
import { fen } from '../../src/kernel/money.ts';

/** 2022-01-01, in days since 1970-01-01. */
const FIRST_DAY = 18_993;
const FIRST_YEAR = 2022;
const SEED = 20_220_101;
const GRADES: readonly ProviderGrade[] = ['one', 'two', 'three'];
const CARES = ['inpatient', 'outpatient'] as const;
/** What a person may be at once; the number that plain columns hold is that of the highest identity. */
const IDENTITIES: readonly { readonly codes: readonly string[]; readonly highest: number; readonly share: number }[] = [
  { codes: [], highest: 0, share: 0.88 },
  { codes: ['2302'], highest: 1, share: 0.05 },
  { codes: ['2303'], highest: 2, share: 0.045 },
  { codes: ['2302', '2303'], highest: 2, share: 0.01 },
  { codes: ['2304'], highest: 3, share: 0.015 },
];
const CIVIL_SERVANTS = 0.08;
const INPATIENT_MEDIANS = [280_000, 650_000, 1_400_000];
const OUTPATIENT_MEDIANS = [18_000, 32_000, 52_000];

/** The same claims as a program written for one policy would keep them: an attribute a column, no profiles. */
export interface PlainColumns {
  readonly length: number;
  readonly person: Int32Array;
  /** Insured year less 2022. */
  readonly year: Uint8Array;
  /** 0 inpatient, 1 outpatient. */
  readonly care: Uint8Array;
  /** 0 one, 1 two, 2 three. */
  readonly grade: Uint8Array;
  /** 0 none, 1 2302, 2 2303, 3 2304: the highest that the person has. */
  readonly identity: Uint8Array;
  readonly civilServant: Uint8Array;
  readonly total: Int32Array;
  readonly inScope: Int32Array;
}

/** A small generator of uniform numbers from a seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function profiles(): ClaimProfile[] {
  return CARES.flatMap((care) =>
    GRADES.flatMap((grade) =>
      IDENTITIES.flatMap(({ codes }) =>
        [false, true].map((civilServant) => ({
          care,
          grade,
          place: 'local' as const,
          identities: codes,
          personType: undefined,
          disease: undefined,
          package: undefined,
          tags: [],
          certified: [],
          retired: false,
          civilServant,
          crossYear: false,
          continued: false,
        })),
      ),
    ),
  );
}

function profileNumber(care: number, grade: number, identities: number, civilServant: number): number {
  return ((care * GRADES.length + grade) * IDENTITIES.length + identities) * 2 + civilServant;
}

/** `length` claims; the same for the same length. */
export function makeClaims(length: number): ClaimColumns {
  const columns = { ...allocateColumns(length, { decidedBy: 'dischargedOn' }), profiles: profiles() };
  const next = uniform(SEED);
  let person = 0;
  for (let index = 0; index < length; person++) {
    const claims = Math.min(1 + Math.floor(next() * 9), length - index);
    const identities = pick(next());
    const civilServant = next() < CIVIL_SERVANTS ? 1 : 0;
    const age = Math.floor(next() * 90);
    let day = FIRST_DAY + Math.floor(next() * 365);
    for (let count = 0; count < claims; count++, index++) {
      const care = next() < 0.6 ? 0 : 1;
      const grade = Math.floor(next() * GRADES.length);
      columns.person[index] = person;
      columns.day[index] = day;
      columns.age[index] = age;
      columns.days[index] = care === 0 ? 2 + Math.floor(next() * 20) : 1;
      columns.monthsSince[index] = -1;
      columns.profile[index] = profileNumber(care, grade, identities, civilServant);
      drawCharges(columns, index, care, grade, next);
      day += Math.floor(next() * 100);
    }
  }
  return columns;
}

/** The attributes of the claims' profiles spread out into columns of their own. */
export function makePlain(columns: ClaimColumns): PlainColumns {
  const { length, profiles: book } = columns;
  const bytes = (of: (index: number) => number) => {
    const column = sharedUint8(length);
    for (let index = 0; index < length; index++) column[index] = of(index);
    return column;
  };
  const byProfile = (of: (profile: ClaimProfile) => number) => {
    const values = Uint8Array.from(book, of);
    return bytes((index) => values[at(columns.profile, index)] ?? 0);
  };
  const identityOf = (codes: readonly string[]) =>
    IDENTITIES.find((kind) => kind.codes.join() === codes.join())?.highest ?? 0;
  // Nine claims end at most 365 + 8 × 99 days after the first day.
  const years = Uint8Array.from({ length: 1200 }, (_, day) => yearOf(fromDayNumber(FIRST_DAY + day)) - FIRST_YEAR);
  return {
    length,
    person: columns.person,
    year: bytes((index) => years[at(columns.day, index) - FIRST_DAY] ?? 0),
    care: byProfile(({ care }) => (care === 'inpatient' ? 0 : 1)),
    grade: byProfile(({ grade }) => GRADES.indexOf(grade)),
    identity: byProfile(({ identities }) => identityOf(identities)),
    civilServant: byProfile(({ civilServant }) => (civilServant ? 1 : 0)),
    total: columns.total,
    inScope: columns.inScope,
  };
}

function at(column: { readonly [index: number]: number }, index: number): number {
  return column[index] ?? 0;
}

function pick(draw: number): number {
  let reached = 0;
  const found = IDENTITIES.findIndex(({ share }) => {
    reached += share;
    return draw < reached;
  });
  return Math.max(found, 0);
}

function drawCharges(columns: ClaimColumns, index: number, care: number, grade: number, next: () => number): void {
  const medians = care === 0 ? INPATIENT_MEDIANS : OUTPATIENT_MEDIANS;
  const normal = (next() + next() + next() - 1.5) * 2;
  const dear = care === 0 && next() < 0.01 ? 6 : 1;
  const total = Math.round(at(medians, grade) * Math.exp(0.9 * normal) * dear);
  const fullSelfPay = Math.round(total * Math.max(next() * 0.12 - 0.02, 0));
  const overLimit = Math.round(total * Math.max(next() * 0.04 - 0.02, 0));
  const priorShare = Math.round(total * next() * 0.12);
  columns.total[index] = total;
  columns.fullSelfPay[index] = fullSelfPay;
  columns.priorShare[index] = priorShare;
  columns.inScope[index] = total - fullSelfPay - overLimit - priorShare;
}

/** Claims as the scalar evaluators take them, with what they need to carry totals from case to case. */
export interface ScalarClaims {
  readonly cases: readonly BenefitCase[];
  /** 1 where a person's insured year begins: totals start anew. */
  readonly starts: Uint8Array;
}

/** The first `length` claims as cases. */
export function makeCases(columns: ClaimColumns, { year }: PlainColumns, length: number): ScalarClaims {
  const { person } = columns;
  const starts = Uint8Array.from({ length }, (_, index) =>
    index > 0 && person[index] === person[index - 1] && year[index] === year[index - 1] ? 0 : 1,
  );
  return { cases: Array.from({ length }, (_, index) => caseAt(columns, index)), starts };
}

const dates = new Map<number, IsoDate>();

function dateOf(day: number): IsoDate {
  const date = dates.get(day) ?? fromDayNumber(day);
  dates.set(day, date);
  return date;
}

/** A claim as a case; every third person may use 500 yuan of a personal account. */
function caseAt(columns: ClaimColumns, index: number): BenefitCase {
  const profile = columns.profiles[at(columns.profile, index)];
  if (profile === undefined) throw new RangeError(`claim ${index} has no profile`);
  const { care, grade, place, identities, civilServant } = profile;
  const day = at(columns.day, index);
  const [total, inScope, fullSelfPay, priorShare] = [
    at(columns.total, index),
    at(columns.inScope, index),
    at(columns.fullSelfPay, index),
    at(columns.priorShare, index),
  ];
  const charges: Charges = {
    total: fen(total),
    fullSelfPay: fen(fullSelfPay),
    overLimit: fen(total - inScope - fullSelfPay - priorShare),
    priorShare: fen(priorShare),
    inScope: fen(inScope),
  };
  return {
    scheme: '310',
    care,
    admittedOn: dateOf(care === 'inpatient' ? Math.max(day - at(columns.days, index), FIRST_DAY) : day),
    dischargedOn: dateOf(day),
    grade,
    place,
    person: { birthDate: dateOf(day - at(columns.age, index) * 366), retired: false, civilServant, identities },
    charges,
    accountAvailable: fen(at(columns.person, index) % 3 === 0 ? 50_000 : 0),
  };
}
