/** What a person of the plan is to the outside: names, numbers, cover, identities. Derived when asked for. */

import type { CasePerson } from '../benefits/index.ts';
import { addDays, fromDayNumber, type IsoDate, isoDate } from '../kernel/dates.ts';
import type { NewPerson } from '../people/index.ts';
import { syntheticIdentityNumber } from './identifiers.ts';
import { IDENTITY_BITS } from './model.ts';
import { drawGivenName, drawSurname } from './names.ts';
import type { CountyPlan } from './plan.ts';
import { ageOf, NEVER } from './population.ts';
import { mix32, Random } from './random.ts';
import { PURPOSE } from './streams.ts';

const NEWBORN = '1401';
const MOTHER_SURNAME = 0x5bd1e995;

export function birthDateOfPerson(plan: CountyPlan, person: number): IsoDate {
  return fromDayNumber(plan.population.birthDay[person] ?? 0);
}

export function nameOfPerson(plan: CountyPlan, person: number): string {
  const { population, seed } = plan;
  const household = population.household[person] ?? 0;
  const random = new Random(
    seed,
    PURPOSE.names,
    population.lineage[person] === 1 ? household : mix32(person ^ MOTHER_SURNAME),
  );
  const surname = drawSurname(random);
  random.reseed(seed, PURPOSE.names + 1000, person);
  return surname + drawGivenName(random, population.gender[person] === 1 ? '1' : '2');
}

/** psn_type by employment and age. */
export function personTypeOf(plan: CountyPlan, person: number): string {
  const { population } = plan;
  if (population.employment[person] === 1) return '11';
  if (population.employment[person] === 2) return '12';
  if (person >= population.newbornsFrom) return NEWBORN;
  const age = ageOf(population, person, plan.calendar);
  if (age < 6) return '1402';
  if (age < 18) return '1403';
  return age < 60 ? '15' : '16';
}

export function identitiesOf(plan: CountyPlan, person: number): string[] {
  const bits = plan.population.identity[person] ?? 0;
  return Object.entries(IDENTITY_BITS).flatMap(([code, bit]) => ((bits & bit) === 0 ? [] : [code]));
}

export function casePersonOf(plan: CountyPlan, person: number): CasePerson {
  const { population } = plan;
  const isEmployee = population.employment[person] !== 0;
  return {
    birthDate: birthDateOfPerson(plan, person),
    retired: population.employment[person] === 2,
    civilServant: isEmployee && (plan.employers[population.employer[person] ?? 0]?.civilService ?? false),
    personType: personTypeOf(plan, person),
    identities: identitiesOf(plan, person),
  };
}

/** The person as enrolment takes it. Whoever dies stays covered to the end of the year that was paid for. */
export function newPersonOf(plan: CountyPlan, person: number): NewPerson {
  const { population, calendar, model, catalogue } = plan;
  const birthDate = birthDateOfPerson(plan, person);
  const gender = population.gender[person] === 1 ? 1 : 2;
  const isEmployee = population.employment[person] !== 0;
  const employer = isEmployee ? plan.employers[population.employer[person] ?? 0] : undefined;
  const from = calendar.dates[population.coverDay[person] ?? 0] ?? isoDate(`${calendar.year}-01-01`);
  const disease = catalogue.chronic[(population.chronic[person] ?? 0) - 1]?.disease;
  const village = population.villages[population.village[person] ?? 0];
  const dies = (population.deathDay[person] ?? NEVER) !== NEVER;
  return {
    name: nameOfPerson(plan, person),
    certType: '01',
    certNo: syntheticIdentityNumber(person, birthDate, gender),
    gender: gender === 1 ? '1' : '2',
    birthDate,
    householdId: `${model.area}H${String(population.household[person] ?? 0).padStart(7, '0')}`,
    villageCode: village?.code ?? '',
    cover: {
      insutype: isEmployee ? '310' : '390',
      psnType: personTypeOf(plan, person),
      from,
      to: dies ? addDays(isoDate(`${calendar.year}-12-31`), 1) : undefined,
      empNo: employer?.empNo,
      civilServant: employer?.civilService ?? false,
    },
    identities: identitiesOf(plan, person).map((code) => ({ code, from })),
    chronic: disease === undefined ? [] : [{ code: disease, from }],
  };
}
