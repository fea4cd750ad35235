/**
 * The people of the county, in columns: some 290,000 persons at scale 1 are a dozen typed arrays. Residents (城乡居民)
 * come to the published count with the children born in the year; employees and the registered poor are chosen among
 * them to the person.
 */
import { findCountyDivisions, type Village } from '../catalogues/divisions.ts';
import { refuse } from '../kernel/result.ts';
import type { CountyModel } from './county-model.ts';
import type { DemoCatalogue } from './demo-catalogue.ts';
import { chronicRiskPerMille, deathRiskPerMille } from './distributions.ts';
import { countyErrors } from './errors.ts';
import { drawHousehold } from './households.ts';
import { IDENTITY_BITS, type Volumes } from './model.ts';
import { cumulate, Random, sampleDistinct } from './random.ts';
import { PURPOSE } from './streams.ts';
import type { YearCalendar } from './year-calendar.ts';

export const NEVER = 0xffff;

export interface Population {
  /** Persons insured before the year, then the children born in it. */
  readonly size: number;
  readonly newbornsFrom: number;
  /** Mother of each child born in the year. */
  readonly mothers: readonly number[];
  readonly villages: readonly Village[];
  /** Town index of each village. */
  readonly townOfVillage: readonly number[];
  readonly towns: readonly string[];
  /** Days since 1970-01-01. */
  readonly birthDay: Int32Array;
  readonly gender: Uint8Array;
  /** 1 where the person carries the household's surname. */
  readonly lineage: Uint8Array;
  readonly household: Uint32Array;
  readonly village: Uint8Array;
  /** 0 resident, 1 employee at work, 2 retired employee. */
  readonly employment: Uint8Array;
  /** Index of the employer; meaningful for employees. */
  readonly employer: Uint16Array;
  /** Bits of IDENTITY_BITS. */
  readonly identity: Uint8Array;
  /** Index of the chronic recipe plus one; 0 for none. */
  readonly chronic: Uint8Array;
  /** Day of the year on which cover begins: 0, or the day of birth. */
  readonly coverDay: Uint16Array;
  /** Day of the year of death; NEVER for the living. */
  readonly deathDay: Uint16Array;
}

export interface PopulationInput {
  readonly model: CountyModel;
  readonly volumes: Volumes;
  readonly calendar: YearCalendar;
  readonly catalogue: DemoCatalogue;
  readonly employerWeights: readonly number[];
  readonly seed: number;
}

const DAYS_PER_YEAR = 365.2425;
/** The county town has more people and nearly all employees. */
const STREET_WEIGHT = 2.2;

type Draft = { -readonly [K in keyof Population]: Population[K] };

/** Full years of age on January 1st of the year. */
export function ageOf(population: Population, person: number, calendar: YearCalendar): number {
  return Math.max(0, Math.floor((calendar.firstDay - (population.birthDay[person] ?? 0)) / DAYS_PER_YEAR));
}

export function planPopulation(input: PopulationInput): Population {
  const { volumes } = input;
  const base = volumes.residents + volumes.employees - volumes.births;
  const draft = emptyPopulation(input.model.area, base + volumes.births, base);
  fillHouseholds(draft, input);
  chooseEmployees(draft, input);
  choosePoor(draft, input);
  addNewborns(draft, input);
  chooseDeaths(draft, input);
  chooseChronic(draft, input);
  return draft;
}

function emptyPopulation(area: string, size: number, newbornsFrom: number): Draft {
  const divisions = findCountyDivisions(area) ?? refuse(countyErrors.noDivisions({ area }));
  const towns = divisions.towns.filter((town) => !town.statisticsOnly);
  const villages = divisions.villages.filter((village) => towns.some((town) => town.code === village.town));
  return {
    size,
    newbornsFrom,
    mothers: [],
    villages,
    towns: towns.map((town) => town.name),
    townOfVillage: villages.map((village) => towns.findIndex((town) => town.code === village.town)),
    birthDay: new Int32Array(size),
    gender: new Uint8Array(size),
    lineage: new Uint8Array(size),
    household: new Uint32Array(size),
    village: new Uint8Array(size),
    employment: new Uint8Array(size),
    employer: new Uint16Array(size),
    identity: new Uint8Array(size),
    chronic: new Uint8Array(size),
    coverDay: new Uint16Array(size),
    deathDay: new Uint16Array(size).fill(NEVER),
  };
}

function fillHouseholds(draft: Draft, { calendar, seed }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.households);
  const weights = cumulate(
    draft.villages.map((_, village) =>
      Math.round(random.between(60, 160) * (draft.townOfVillage[village] === 0 ? STREET_WEIGHT : 1)),
    ),
  );
  let person = 0;
  for (let household = 0; person < draft.newbornsFrom; household += 1) {
    const village = random.weighted(weights);
    for (const member of drawHousehold(random)) {
      if (person === draft.newbornsFrom) break;
      draft.gender[person] = member.gender;
      draft.lineage[person] = member.lineage ? 1 : 0;
      draft.birthDay[person] = calendar.firstDay - Math.floor(member.age * DAYS_PER_YEAR) - random.between(1, 364);
      draft.household[person] = household;
      draft.village[person] = village;
      person += 1;
    }
  }
}

function chooseEmployees(draft: Draft, { calendar, seed, volumes, employerWeights }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.employees);
  const employers = cumulate(employerWeights);
  const townWeight = (person: number): number => (draft.townOfVillage[draft.village[person] ?? 0] === 0 ? 1000 : 110);
  const choose = (count: number, employment: 1 | 2, fits: (age: number, woman: boolean) => boolean): void => {
    const chosen = sampleDistinct(random, draft.newbornsFrom, count, (person) => {
      if (draft.employment[person] !== 0) return 0;
      return fits(ageOf(draft, person, calendar), draft.gender[person] === 2) ? townWeight(person) : 0;
    });
    for (const person of chosen) {
      draft.employment[person] = employment;
      draft.employer[person] = random.weighted(employers);
    }
  };
  choose(volumes.retirees, 2, (age, woman) => age >= (woman ? 55 : 60) && age < 88);
  choose(volumes.employees - volumes.retirees, 1, (age, woman) => age >= 22 && age < (woman ? 55 : 60));
}

/** Poverty is registered by household; the published number of persons is met exactly. */
function choosePoor(draft: Draft, { calendar, seed, volumes }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.poor);
  const members = householdRanges(draft);
  const order = shuffled(random, members.length).filter((household) => {
    const [from, to] = members[household] ?? [0, 0];
    return !anyPerson(from, to, (person) => draft.employment[person] !== 0);
  });
  let poorLeft = volumes.poor;
  let minimumLeft = volumes.otherMinimumLiving;
  let destituteLeft = volumes.destitute;
  for (const household of order) {
    const [from, to] = members[household] ?? [0, 0];
    const size = to - from;
    let bits = 0;
    if (size <= poorLeft) {
      poorLeft -= size;
      bits = IDENTITY_BITS['2302'] | (random.chance(300) ? IDENTITY_BITS['2303'] : 0);
      if (size === 1 && destituteLeft > 0 && ageOf(draft, from, calendar) >= 60) {
        destituteLeft -= 1;
        bits = IDENTITY_BITS['2302'] | IDENTITY_BITS['2304'];
      }
    } else if (size <= minimumLeft) {
      minimumLeft -= size;
      bits = IDENTITY_BITS['2303'];
    }
    if (bits === 0 && poorLeft === 0 && minimumLeft === 0) return;
    draft.identity.fill(bits, from, to);
  }
}

/** Person ranges `[from, to)` of the households that exist before the year. */
function householdRanges(draft: Draft): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (let person = 0; person < draft.newbornsFrom; person += 1) {
    const household = draft.household[person] ?? 0;
    const range = ranges[household];
    if (range) range[1] = person + 1;
    else ranges[household] = [person, person + 1];
  }
  return ranges;
}

function anyPerson(from: number, to: number, test: (person: number) => boolean): boolean {
  for (let person = from; person < to; person += 1) if (test(person)) return true;
  return false;
}

export function shuffled(random: Random, size: number): number[] {
  const order = Array.from({ length: size }, (_, index) => index);
  for (let index = size - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** Children born in the year join a household with a woman of the age, and are insured from their birth. */
function addNewborns(draft: Draft, { calendar, seed, volumes }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.births);
  const mothers = sampleDistinct(random, draft.newbornsFrom, volumes.births, (person) => {
    const age = ageOf(draft, person, calendar);
    const eligible = draft.gender[person] === 2 && draft.employment[person] === 0 && draft.identity[person] === 0;
    return eligible && age >= 20 && age < 42 ? 1000 : 0;
  });
  // The stay around the birth must fit into the year. In order of birth, so that a month's children are neighbours.
  const days = mothers.map(() => random.between(3, calendar.days - 12)).sort((a, b) => a - b);
  for (const [index, mother] of mothers.entries()) {
    const child = draft.newbornsFrom + index;
    const day = days[index] ?? 3;
    draft.gender[child] = random.chance(525) ? 1 : 2;
    draft.lineage[child] = 1;
    draft.birthDay[child] = calendar.firstDay + day;
    draft.coverDay[child] = day;
    draft.household[child] = draft.household[mother] ?? 0;
    draft.village[child] = draft.village[mother] ?? 0;
  }
  draft.mothers = mothers;
}

function chooseDeaths(draft: Draft, { calendar, seed, volumes }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.deaths);
  const mothers = new Set(draft.mothers);
  const dying = sampleDistinct(random, draft.newbornsFrom, volumes.deaths, (person) =>
    draft.employment[person] === 1 || mothers.has(person) ? 0 : deathRiskPerMille(ageOf(draft, person, calendar)),
  );
  for (const person of dying) draft.deathDay[person] = random.between(20, calendar.days - 40);
}

function chooseChronic(draft: Draft, { calendar, catalogue, seed, volumes }: PopulationInput): void {
  const random = new Random(seed, PURPOSE.chronic);
  const recipes = cumulate(catalogue.chronic.map((recipe) => recipe.weight));
  const choose = (count: number, belongs: (person: number) => boolean): void => {
    const chosen = sampleDistinct(random, draft.newbornsFrom, count, (person) => {
      const alive = draft.deathDay[person] === NEVER;
      return alive && belongs(person) ? chronicRiskPerMille(ageOf(draft, person, calendar)) : 0;
    });
    for (const person of chosen) draft.chronic[person] = random.weighted(recipes) + 1;
  };
  const isPoor = (person: number): boolean => ((draft.identity[person] ?? 0) & IDENTITY_BITS['2302']) !== 0;
  choose(volumes.poorChronicPersons, isPoor);
  choose(volumes.otherChronicPersons, (person) => draft.identity[person] === 0 && draft.employment[person] === 0);
  choose(volumes.employeeChronicPersons, (person) => draft.employment[person] !== 0);
}
