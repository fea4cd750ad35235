/** Makes the engine's case of a visit in a case file: dates and facts with their defaults, charges or priced lines. */
import { type IsoDate, isIsoDate, isoDate, yearOf } from '../kernel/dates.ts';
import { type Fen, ZERO_FEN } from '../kernel/money.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { type CasePlace, caseYuan, deriveCharges, priceLines } from './case-charges.ts';
import { caseErrors } from './case-errors.ts';
import type { ChargesSource, EncounterSource, LineSource, PersonSource } from './case-schema.ts';
import { conditionsOf, dimensionsOf } from './classes.ts';
import type { CompiledPolicy, PolicyPack } from './compiled-policy.ts';
import type { YearCase } from './compute-year.ts';
import type { CaseFacts } from './condition.ts';
import { findPolicy } from './find-policy.ts';
import type { BenefitCase, CasePerson, Charges } from './model.ts';
import { placeInCase } from './read-case-yaml.ts';

/** Full years of a person of whom nothing is said. */
const DEFAULT_AGE = 40;

export interface BuiltCase {
  readonly yearCase: YearCase;
  /** Deposit paid at admission (预交金), where the case states one. */
  readonly prepaid: Fen | undefined;
  /** What was assumed, and what of the case the policy has no use for. */
  readonly notices: readonly string[];
}

export interface CaseContext {
  readonly pack: PolicyPack;
  readonly scheme: BenefitCase['scheme'];
  /** Day of a visit that names none, and whether somebody chose it. */
  readonly defaultDay: IsoDate;
  readonly isDayChosen: boolean;
  /** What the file says of the person for all visits. */
  readonly person: PersonSource;
}

/** Refuses impossible dates, contradictory charges, and a day on which the pack has no policy. */
export function buildCase(source: EncounterSource, context: CaseContext, place: CasePlace): BuiltCase {
  const at = (name: string): CasePlace => ({ ...place, pointer: `${place.pointer}/${name}` });
  const { pack, scheme } = context;
  const stay = datesOf(source, context.defaultDay, place);
  const on = stay[pack.decidedBy];
  const policy = unwrap(findPolicy([{ ...pack, poolsInto: [] }], { area: pack.area, scheme: pack.scheme, on }));
  const merged = { ...context.person, ...source.person };
  const bill = billOf(policy, source, stay, place);
  const groups = groupsOf(source.groups, at('groups')) ?? bill.groups;
  const groupsBefore = groupsOf(source.groupsBeforeYearEnd, at('groupsBeforeYearEnd')) ?? bill.groupsBefore;
  return {
    yearCase: {
      ...factsOfCase(source),
      ...stay,
      scheme,
      person: personOf(merged, on, at('person')),
      certifiedOn: source.certifiedOn === undefined ? undefined : dayOf(source.certifiedOn, at('certifiedOn')),
      charges: bill.charges,
      groups,
      accountAvailable: source.account === undefined ? ZERO_FEN : caseYuan(source.account, at('account')),
      chargesBeforeYearEnd: bill.chargesBefore,
      groupsBeforeYearEnd: groupsBefore,
    },
    prepaid: source.prepaid === undefined ? undefined : caseYuan(source.prepaid, at('prepaid')),
    notices: [
      ...bill.notices,
      ...undated(policy, source, context),
      ...assumptions(policy, source, merged),
      ...unused(policy, source, merged),
    ],
  };
}

function factsOfCase(source: EncounterSource) {
  return {
    care: source.care ?? 'inpatient',
    grade: source.grade ?? 'three',
    place: source.place ?? 'local',
    diseaseCode: source.disease,
    packageCode: source.package,
    tags: source.tags,
    days: source.days,
    stayId: source.stay,
    episodeId: source.episode,
    continued: source.continued,
  } satisfies Partial<BenefitCase>;
}

export function dayOf(text: string, { file, pointer }: CasePlace): IsoDate {
  return isIsoDate(text) ? text : refuse(caseErrors.badDate({ ...placeInCase(file, pointer), value: text }));
}

function datesOf(source: EncounterSource, defaultDay: IsoDate, place: CasePlace): Stay {
  const at = (name: string): CasePlace => ({ ...place, pointer: `${place.pointer}/${name}` });
  const read = (name: 'date' | 'admittedOn' | 'dischargedOn') => {
    const text = source[name];
    return text === undefined ? undefined : dayOf(text, at(name));
  };
  const [date, admitted, discharged] = [read('date'), read('admittedOn'), read('dischargedOn')];
  if (date !== undefined && (admitted !== undefined || discharged !== undefined)) {
    const second = admitted === undefined ? 'dischargedOn' : 'admittedOn';
    refuse(caseErrors.statedTwice({ ...placeInCase(place.file, place.pointer), first: 'date', second }));
  }
  const admittedOn = admitted ?? date ?? discharged ?? defaultDay;
  return { admittedOn, dischargedOn: discharged ?? admittedOn };
}

type Stay = Pick<BenefitCase, 'admittedOn' | 'dischargedOn'>;

interface Bill {
  readonly charges: Charges;
  readonly chargesBefore: Charges | undefined;
  readonly groups: BenefitCase['groups'];
  readonly groupsBefore: BenefitCase['groups'];
  readonly notices: readonly string[];
}

function billOf(policy: CompiledPolicy, source: EncounterSource, stay: Stay, place: CasePlace): Bill {
  const { charges, lines } = source;
  if (lines !== undefined) {
    const second = (['charges', 'groups', 'chargesBeforeYearEnd'] as const).find((name) => source[name] !== undefined);
    if (second !== undefined) {
      refuse(caseErrors.statedTwice({ ...placeInCase(place.file, place.pointer), first: 'lines', second }));
    }
    return billOfLines(policy, lines, stay, { ...place, pointer: `${place.pointer}/lines` });
  }
  if (charges === undefined) return refuse(caseErrors.noCharges(placeInCase(place.file, place.pointer)));
  const derive = (value: ChargesSource, name: string) =>
    deriveCharges(value, { ...place, pointer: `${place.pointer}/${name}` });
  const whole = derive(charges, 'charges');
  const before = source.chargesBeforeYearEnd;
  return {
    charges: whole.charges,
    chargesBefore: before === undefined ? undefined : derive(before, 'chargesBeforeYearEnd').charges,
    groups: undefined,
    groupsBefore: undefined,
    notices: whole.notice === undefined ? [] : [whole.notice],
  };
}

/** Lines of a stay over the year's end are told apart by their dates, where they have any. */
function billOfLines(policy: CompiledPolicy, lines: readonly LineSource[], stay: Stay, place: CasePlace): Bill {
  const whole = priceLines(policy, lines, place);
  const year = yearOf(stay.admittedOn);
  const isDated = year !== yearOf(stay.dischargedOn) && lines.some((line) => line.date !== undefined);
  if (isDated && lines.some((line) => line.date === undefined)) {
    refuse(caseErrors.linesWithoutDate(placeInCase(place.file, place.pointer)));
  }
  const early = isDated
    ? priceLines(
        policy,
        lines.filter((line) => line.date !== undefined && line.date <= `${year}-12-31`),
        place,
      )
    : undefined;
  const hasGroups = policy.groups.length > 0;
  return {
    charges: whole.charges,
    chargesBefore: early?.charges,
    groups: hasGroups ? whole.groups : undefined,
    groupsBefore: hasGroups ? early?.groups : undefined,
    notices: [],
  };
}

function groupsOf(
  source: Readonly<Record<string, string | number>> | undefined,
  { file, pointer }: CasePlace,
): BenefitCase['groups'] {
  if (source === undefined) return undefined;
  const read = ([name, value]: [string, string | number]) =>
    [name, caseYuan(value, { file, pointer: `${pointer}/${name}` })] as const;
  return Object.fromEntries(Object.entries(source).map(read));
}

/** The person on the day that decides: `age` makes the birthday that day. */
export function personOf(source: PersonSource, on: IsoDate, place: CasePlace): CasePerson {
  return {
    birthDate: birthDateOf(source, on, place),
    retired: source.retired ?? false,
    civilServant: source.civilServant ?? false,
    identities: source.identities ?? [],
    personType: source.personType,
    certified: source.certified,
  };
}

function birthDateOf({ birthDate, age }: PersonSource, on: IsoDate, { file, pointer }: CasePlace): IsoDate {
  if (birthDate !== undefined) {
    if (age === undefined) return dayOf(birthDate, { file, pointer: `${pointer}/birthDate` });
    refuse(caseErrors.statedTwice({ ...placeInCase(file, pointer), first: 'birthDate', second: 'age' }));
  }
  const day = on.slice(5) === '02-29' ? '02-28' : on.slice(5);
  return isoDate(`${yearOf(on) - (age ?? DEFAULT_AGE)}-${day}`);
}

/** Attributes by which a policy tells cases apart, and how a case file states them. */
const STATED: readonly {
  readonly attribute: keyof CaseFacts;
  readonly words: string;
  readonly isStated: (source: EncounterSource, person: PersonSource) => boolean;
}[] = [
  { attribute: 'care', words: 'care（就诊类别）：inpatient', isStated: ({ care }) => care !== undefined },
  { attribute: 'grade', words: 'grade（机构级别）：three', isStated: ({ grade }) => grade !== undefined },
  { attribute: 'place', words: 'place（就医地）：local', isStated: ({ place }) => place !== undefined },
  {
    attribute: 'age',
    words: `person.age（周岁）：${DEFAULT_AGE}`,
    isStated: (_, { age, birthDate }) => age !== undefined || birthDate !== undefined,
  },
  { attribute: 'retired', words: 'person.retired（退休）：false', isStated: (_, { retired }) => retired !== undefined },
  {
    attribute: 'civilServant',
    words: 'person.civilServant（公务员）：false',
    isStated: (_, { civilServant }) => civilServant !== undefined,
  },
  {
    attribute: 'identities',
    words: 'person.identities（人员身份）：无',
    isStated: (_, { identities }) => identities !== undefined,
  },
  {
    attribute: 'personType',
    words: 'person.personType（人员类别）：无',
    isStated: (_, { personType }) => personType !== undefined,
  },
];

/** What the layers ask and the case does not say; what is merely counted (admissions) is not worth a word. */
function assumptions(policy: CompiledPolicy, source: EncounterSource, person: PersonSource): string[] {
  const conditions = conditionsOf({ ...policy, accumulators: [] });
  const asked = new Set(dimensionsOf(conditions, policy.identityRank).map(({ attribute }) => attribute));
  const assumed = STATED.filter(({ attribute, isStated }) => asked.has(attribute) && !isStated(source, person));
  return assumed.length === 0 ? [] : [`案例未写、按默认值计算：${assumed.map(({ words }) => words).join('；')}`];
}

/** Where several versions could have decided, which one did and why. */
function undated(
  policy: CompiledPolicy,
  source: EncounterSource,
  { pack, isDayChosen, defaultDay }: CaseContext,
): string[] {
  const isDated = (['date', 'admittedOn', 'dischargedOn'] as const).some((name) => source[name] !== undefined);
  if (isDated || isDayChosen || pack.policies.length === 1) return [];
  return [`案例未写日期，政策有 ${pack.policies.length} 个版本，按 ${defaultDay} 的一版（${policy.id}）计算`];
}

/** A mark that no condition asks for, and a balance that may not be used, are most often slips. */
function unused(policy: CompiledPolicy, source: EncounterSource, person: PersonSource): string[] {
  const conditions = conditionsOf(policy);
  const known = new Set(conditions.flatMap(({ tag = [], withoutTag = [] }) => [...tag, ...withoutTag]));
  const tags = (source.tags ?? []).filter((tag) => !known.has(tag));
  const asked = new Set([...conditions.flatMap(({ identity = [] }) => identity), ...policy.identityRank]);
  const identities = (person.identities ?? []).filter((code) => !asked.has(code));
  const hasIdleAccount = source.account !== undefined && policy.account.covers.length === 0;
  return [
    ...tags.map((tag) => `标记 ${tag} 未起作用：政策没有以它为条件`),
    ...identities.map((code) => `身份 ${code} 未起作用：政策没有以它为条件`),
    ...(hasIdleAccount ? ['个人账户余额未起作用：政策没有写 account'] : []),
  ];
}

/** The day of a case that names none: the first of 2020, or of the pack's last version where that is not in force then. */
export function defaultDayOf(pack: PolicyPack): IsoDate {
  const last = pack.policies.at(-1);
  const usual = isoDate('2020-01-01');
  if (last === undefined || (last.from <= usual && (last.to === undefined || usual < last.to))) return usual;
  return last.from;
}
