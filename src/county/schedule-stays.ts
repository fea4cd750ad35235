/** Admissions: births, local stays, stays in the city and the provincial capital. */
import type { HospitalGrade, StayRecipe } from './demo-catalogue.ts';
import { STAY_SPREAD, stayRiskPerMille, VISIT_SPREAD } from './distributions.ts';
import { GROUP, type Group, KIND } from './model.ts';
import { cumulate, Random } from './random.ts';
import type { ScheduleSpace } from './schedule-space.ts';
import { PURPOSE } from './streams.ts';
import { drawOpeningMinute, MINUTES_PER_DAY } from './year-calendar.ts';

/** Invented mean bills by where the stay is, fen. */
const MEAN_BILL = { one: 250_000, two: 760_000, city: 1_150_000, province: 1_700_000 } as const;
const COUNTY_HOSPITAL_SHARES = cumulate([50, 30, 20]);
const GAP_DAYS = 16;
const TRIES = 400;

export interface StayWish {
  /** Persons it may fall on. */
  readonly pool: Uint32Array;
  readonly group: Group;
  /** Per mille of stays at grade one; the rest are at grade two. Undefined for stays elsewhere. */
  readonly gradeOnePerMille: number | undefined;
}

export interface StayCandidate {
  readonly person: number;
  readonly recipe: number;
  readonly grade: HospitalGrade;
  readonly provider: number;
  readonly place: number;
  readonly mean: number;
  readonly from: number;
  readonly days: number;
}

export function scheduleStays(space: ScheduleSpace): void {
  const random = new Random(space.seed, PURPOSE.stays);
  const { volumes } = space;
  const wishes: readonly (readonly [number, StayWish])[] = [
    [volumes.aidStays, { pool: space.aided, group: GROUP.aidStay, gradeOnePerMille: 620 }],
    [volumes.residentStays, { pool: space.residents, group: GROUP.residentCare, gradeOnePerMille: 340 }],
    [volumes.employeeStays, { pool: space.employees, group: GROUP.employeeCare, gradeOnePerMille: 60 }],
    [volumes.aidStaysElsewhere, { pool: space.aided, group: GROUP.fixed, gradeOnePerMille: undefined }],
    [volumes.residentStaysElsewhere, { pool: space.residents, group: GROUP.fixed, gradeOnePerMille: undefined }],
    [volumes.employeeStaysElsewhere, { pool: space.employees, group: GROUP.fixed, gradeOnePerMille: undefined }],
  ];
  for (const [count, wish] of wishes) {
    for (let index = 0; index < count; index += 1) addStay(space, random, drawStay(space, random, wish), wish.group);
  }
}

/** Adds a drawn stay and keeps the person's days. Returns its row. */
export function addStay(space: ScheduleSpace, random: Random, stay: StayCandidate, group: Group): number {
  const recipe = space.catalogue.stays[stay.recipe];
  space.stays.add(stay.person, stay.from, stay.from + stay.days);
  return space.draft.add({
    minute: (stay.from + stay.days) * MINUTES_PER_DAY + drawOpeningMinute(random),
    person: stay.person,
    kind: KIND.stay,
    group,
    provider: stay.provider,
    recipe: stay.recipe,
    stay: stay.days,
    place: stay.place,
    bill: drawBill(random, stay.mean, recipe),
  });
}

/** Bills at grade one are closer together: heavy cases are sent on. */
function drawBill(random: Random, mean: number, recipe: StayRecipe | undefined): number {
  const spread = mean === MEAN_BILL.one ? VISIT_SPREAD : STAY_SPREAD;
  return Math.round(((mean * (recipe?.costPerMille ?? 1000)) / 1_000_000) * random.quantile(spread));
}

/** A stay that fits: right age and gender for the diagnosis, and the person free on the days. */
export function drawStay(space: ScheduleSpace, random: Random, wish: StayWish): StayCandidate {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const grade = drawGrade(random, wish);
    const recipe = random.weighted(recipeWeights(space, grade));
    const candidate = fitPerson(space, random, wish, grade, recipe);
    if (candidate) return candidate;
  }
  throw new RangeError('the population is too small for the number of admissions');
}

function drawGrade(random: Random, wish: StayWish): HospitalGrade {
  if (wish.gradeOnePerMille === undefined) return 'three';
  return random.chance(wish.gradeOnePerMille) ? 'one' : 'two';
}

const weightsOf = new WeakMap<readonly StayRecipe[], Record<HospitalGrade, readonly number[]>>();

function recipeWeights({ catalogue }: ScheduleSpace, grade: HospitalGrade): readonly number[] {
  const known = weightsOf.get(catalogue.stays);
  if (known) return known[grade];
  const sums = (of: HospitalGrade): number[] => cumulate(catalogue.stays.map((recipe) => recipe.weight[of]));
  const made = { one: sums('one'), two: sums('two'), three: sums('three') };
  weightsOf.set(catalogue.stays, made);
  return made[grade];
}

function fitPerson(
  space: ScheduleSpace,
  random: Random,
  wish: StayWish,
  grade: HospitalGrade,
  recipeIndex: number,
): StayCandidate | undefined {
  const recipe = space.catalogue.stays[recipeIndex];
  if (!recipe) return undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const person = wish.pool[random.below(wish.pool.length)] ?? 0;
    const age = space.ages[person] ?? 0;
    if (age < recipe.ages[0] || age > recipe.ages[1] || !random.chance(stayRiskPerMille(age))) continue;
    if (recipe.gender !== undefined && Number(recipe.gender) !== space.population.gender[person]) continue;
    const days = drawDays(random, recipe, grade);
    const from = random.weighted(space.dayWeights[recipe.season]) - days;
    if (from < 0 || !space.stays.isFree(person, from, from + days, GAP_DAYS)) continue;
    const where = drawProvider(space, random, grade, person);
    return { person, recipe: recipeIndex, grade, from, days, ...where };
  }
  return undefined;
}

function drawDays(random: Random, recipe: StayRecipe, grade: HospitalGrade): number {
  const [least, most] = recipe.stay;
  return Math.max(2, random.between(least, most) - (grade === 'one' ? 1 : 0));
}

function drawProvider(
  space: ScheduleSpace,
  random: Random,
  grade: HospitalGrade,
  person: number,
): Pick<StayCandidate, 'provider' | 'place' | 'mean'> {
  const { providers, population } = space;
  if (grade === 'two') {
    const provider = providers.countyHospitals[random.weighted(COUNTY_HOSPITAL_SHARES)] ?? 0;
    return { provider, place: 0, mean: MEAN_BILL.two };
  }
  if (grade === 'one') {
    const town = population.townOfVillage[population.village[person] ?? 0] ?? 0;
    return { provider: random.pick(providers.townshipsOfTown[town] ?? []), place: 0, mean: MEAN_BILL.one };
  }
  if (random.chance(550)) return { provider: random.pick(providers.cityHospitals), place: 0, mean: MEAN_BILL.city };
  const place = random.chance(720) ? 1 : 2;
  return { provider: random.pick(providers.provincialHospitals), place, mean: MEAN_BILL.province };
}

/** One stay for each child born in the year: admitted the day before, discharged some days after. */
export function scheduleBirths(space: ScheduleSpace): void {
  const random = new Random(space.seed, PURPOSE.stays, 1);
  const { population, catalogue, providers } = space;
  const weights = cumulate(catalogue.births.map((recipe) => recipe.weight.two));
  for (const [index, mother] of population.mothers.entries()) {
    const recipeIndex = random.weighted(weights);
    const recipe = catalogue.births[recipeIndex];
    if (!recipe) continue;
    const birthDay = population.coverDay[population.newbornsFrom + index] ?? 1;
    const days = random.between(...recipe.stay);
    const town = population.townOfVillage[population.village[mother] ?? 0] ?? 0;
    const atTownship = recipe.weight.one > 0 && random.chance(150);
    const provider = atTownship
      ? (providers.townshipsOfTown[town]?.[0] ?? 0)
      : (providers.countyHospitals[random.weighted(COUNTY_HOSPITAL_SHARES)] ?? 0);
    space.stays.add(mother, birthDay - 1, birthDay - 1 + days);
    space.draft.add({
      minute: (birthDay - 1 + days) * MINUTES_PER_DAY + drawOpeningMinute(random),
      person: mother,
      kind: KIND.birth,
      group: GROUP.residentCare,
      provider,
      recipe: recipeIndex,
      stay: days,
      place: 0,
      bill: drawBill(random, atTownship ? MEAN_BILL.one : MEAN_BILL.two, recipe),
    });
  }
}
