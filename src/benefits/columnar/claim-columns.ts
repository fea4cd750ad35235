/**
 * Claims in columns (按列存放的就诊): what bulk evaluation reads.
 *
 * One entry a claim in each typed array, over shared memory, so that worker threads read them in place. A person's
 * claims lie together, in the order in which they are to be settled. Attributes of few values are gathered into
 * profiles, each stored once. Amounts are fen in 32 bits: a claim is at most 21,474,836.47 yuan. About 35 bytes a claim.
 */
import { ageAt, dayNumber, daysBetween, yearOf } from '../../kernel/dates.ts';
import { fen, formatYuan } from '../../kernel/money.ts';
import { attempt, type Result, refuse } from '../../kernel/result.ts';
import type { DecisiveDate } from '../compiled-policy.ts';
import { monthsSince } from '../compute-benefits.ts';
import type { CaseFacts } from '../condition.ts';
import { benefitErrors } from '../errors.ts';
import type { BenefitCase } from '../model.ts';
import { sharedInt16, sharedInt32, sharedUint8, sharedUint16 } from './shared-array.ts';

/** The attributes of a case that have few values; ages, days, months and visit numbers stand in columns of their own. */
export type ClaimProfile = Omit<CaseFacts, 'age' | 'visit' | 'days' | 'monthsSince'>;

export interface ClaimColumns {
  readonly length: number;
  /** The date by which `day` and `age` were taken: a policy decided by another cannot be evaluated on these columns. */
  readonly decidedBy: DecisiveDate;
  /** Numbers of persons; equal neighbours are one person's claims. */
  readonly person: Int32Array;
  /** Decisive day, days since 1970-01-01; does not fall within a person. */
  readonly day: Int32Array;
  readonly profile: Uint16Array;
  readonly profiles: readonly ClaimProfile[];
  readonly age: Uint8Array;
  readonly days: Uint16Array;
  /** Full months since certification; −1 for none. */
  readonly monthsSince: Int16Array;
  readonly total: Int32Array;
  readonly inScope: Int32Array;
  readonly fullSelfPay: Int32Array;
  /** Over-limit is what these leave of the total. */
  readonly priorShare: Int32Array;
  readonly accountAvailable: Int32Array | undefined;
  /** In-scope cost by fee-line group. */
  readonly groups: Readonly<Record<string, Int32Array>>;
  /** Numbers of stays and of episodes, from 1; 0 for none. */
  readonly stay: Int32Array | undefined;
  readonly episode: Int32Array | undefined;
}

export const MAX_CLAIM_FEN = 2_147_483_647;
const MAX_PROFILES = 65_536;

/** A claim for `buildColumns`. */
export interface NumberedCase {
  readonly person: number;
  readonly benefitCase: BenefitCase;
}

/** Numbers profiles as they come: equal ones get one number. Refuses the 65,537th. */
export class ProfileBook {
  readonly profiles: ClaimProfile[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(profile: ClaimProfile): number {
    const key = JSON.stringify(Object.values(profile).map((value) => value ?? null));
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.profiles.length >= MAX_PROFILES) {
      refuse(benefitErrors.tooManyProfiles({ path: 'profiles', limit: MAX_PROFILES }));
    }
    this.#numbers.set(key, this.profiles.length);
    this.profiles.push(profile);
    return this.profiles.length - 1;
  }
}

/**
 * Columns of cases that are already sorted by person and, within a person, by decisive day. Fails where a claim is too
 * large, where the order is not kept, or where there are more than 65,536 profiles.
 */
export function buildColumns(cases: readonly NumberedCase[], decidedBy: DecisiveDate): Result<ClaimColumns> {
  return attempt(() => {
    const names = [...new Set(cases.flatMap(({ benefitCase }) => Object.keys(benefitCase.groups ?? {})))];
    const columns = allocateColumns(cases.length, {
      decidedBy,
      groups: names,
      account: cases.some(({ benefitCase }) => benefitCase.accountAvailable > 0),
      stays: cases.some(({ benefitCase }) => benefitCase.stayId !== undefined),
      episodes: cases.some(({ benefitCase }) => benefitCase.episodeId !== undefined),
    });
    const book = new ProfileBook();
    const stays = numberer();
    const episodes = numberer();
    for (const [index, { person, benefitCase }] of cases.entries()) {
      checkClaim(cases, index, decidedBy);
      columns.person[index] = person;
      fillCase(columns, index, benefitCase);
      columns.profile[index] = book.numberOf(profileOf(benefitCase));
      if (columns.stay) columns.stay[index] = stays(benefitCase.stayId, person);
      if (columns.episode) columns.episode[index] = episodes(benefitCase.episodeId, person);
    }
    return { ...columns, profiles: book.profiles };
  });
}

export interface ColumnOptions {
  readonly decidedBy: DecisiveDate;
  readonly groups?: readonly string[] | undefined;
  readonly account?: boolean | undefined;
  readonly stays?: boolean | undefined;
  readonly episodes?: boolean | undefined;
}

/** Empty columns over shared memory. Profiles are to be set by whoever fills them. */
export function allocateColumns(length: number, options: ColumnOptions): ClaimColumns {
  const ints = () => sharedInt32(length);
  return {
    length,
    decidedBy: options.decidedBy,
    person: ints(),
    day: ints(),
    profile: sharedUint16(length),
    profiles: [],
    age: sharedUint8(length),
    days: sharedUint16(length),
    monthsSince: sharedInt16(length),
    total: ints(),
    inScope: ints(),
    fullSelfPay: ints(),
    priorShare: ints(),
    accountAvailable: options.account ? ints() : undefined,
    groups: Object.fromEntries((options.groups ?? []).map((name) => [name, ints()])),
    stay: options.stays ? ints() : undefined,
    episode: options.episodes ? ints() : undefined,
  };
}

function fillCase(columns: ClaimColumns, index: number, benefitCase: BenefitCase): void {
  const { charges, admittedOn, dischargedOn, person } = benefitCase;
  const on = benefitCase[columns.decidedBy];
  columns.day[index] = dayNumber(on);
  columns.age[index] = Math.min(Math.max(ageAt(person.birthDate, on), 0), 255);
  columns.days[index] = benefitCase.days ?? Math.max(daysBetween(admittedOn, dischargedOn), 1);
  columns.monthsSince[index] = monthsSince(benefitCase.certifiedOn, on);
  columns.total[index] = charges.total;
  columns.inScope[index] = charges.inScope;
  columns.fullSelfPay[index] = charges.fullSelfPay;
  columns.priorShare[index] = charges.priorShare;
  if (columns.accountAvailable) columns.accountAvailable[index] = Math.min(benefitCase.accountAvailable, MAX_CLAIM_FEN);
  for (const [name, column] of Object.entries(columns.groups)) column[index] = benefitCase.groups?.[name] ?? 0;
}

/** What conditions may ask of a case, apart from what stands in columns. */
export function profileOf(benefitCase: BenefitCase): ClaimProfile {
  const { person } = benefitCase;
  return {
    care: benefitCase.care,
    grade: benefitCase.grade,
    place: benefitCase.place,
    identities: person.identities,
    personType: person.personType,
    disease: benefitCase.diseaseCode,
    package: benefitCase.packageCode,
    tags: benefitCase.tags ?? [],
    certified: person.certified ?? [],
    retired: person.retired,
    civilServant: person.civilServant,
    crossYear: yearOf(benefitCase.admittedOn) !== yearOf(benefitCase.dischargedOn),
    continued: benefitCase.continued ?? false,
  };
}

function checkClaim(cases: readonly NumberedCase[], index: number, decidedBy: DecisiveDate): void {
  const current = cases[index];
  const previous = cases[index - 1];
  if (current === undefined) return;
  const { charges } = current.benefitCase;
  if (charges.total > MAX_CLAIM_FEN) {
    const limit = formatYuan(fen(MAX_CLAIM_FEN));
    refuse(benefitErrors.claimTooLarge({ path: 'total', row: index + 1, value: formatYuan(charges.total), limit }));
  }
  if (previous?.person !== current.person) return;
  const [earlier, later] = [previous.benefitCase[decidedBy], current.benefitCase[decidedBy]];
  if (later < earlier) refuse(benefitErrors.claimsNotSorted({ path: 'day', row: index + 1, value: later, earlier }));
}

/** Numbers a person's names from 1, over all persons; 0 for none. */
function numberer(): (name: string | undefined, person: number) => number {
  const numbers = new Map<string, number>();
  return (name, person) => {
    if (name === undefined) return 0;
    const key = `${person}/${name}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
}
