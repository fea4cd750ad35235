/** Outpatient care: pooling visits in villages and townships, chronic refills, employees' visits and purchases. */
import { VISIT_SPREAD, visitRiskPerMille } from './distributions.ts';
import { GROUP, type Group, KIND, type Kind } from './model.ts';
import { cumulate, Random } from './random.ts';
import { isRegisteredPoor, type ScheduleSpace } from './schedule-space.ts';
import { PURPOSE } from './streams.ts';
import { drawOpeningMinute, MINUTES_PER_DAY } from './year-calendar.ts';

/** Invented mean bills, fen. */
const MEAN_BILL = { village: 3600, township: 6800, employeeVisit: 16_500, pharmacy: 8500 } as const;
const TRIES = 300;

export function scheduleVisits(space: ScheduleSpace): void {
  const random = new Random(space.seed, PURPOSE.visits);
  const { volumes } = space;
  const residents = concat(space.residents, space.aided);
  addVisits(space, random, KIND.village, volumes.villageVisits, residents, MEAN_BILL.village);
  addVisits(space, random, KIND.township, volumes.townshipVisits, residents, MEAN_BILL.township);
  addVisits(space, random, KIND.employeeVisit, volumes.employeeVisits, space.employees, MEAN_BILL.employeeVisit);
  addVisits(space, random, KIND.pharmacy, volumes.pharmacyVisits, space.employees, MEAN_BILL.pharmacy);
}

function concat(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function addVisits(
  space: ScheduleSpace,
  random: Random,
  kind: Kind,
  count: number,
  pool: Uint32Array,
  mean: number,
): void {
  const weights = cumulate(space.catalogue.visits.map((recipe) => recipe.weight));
  for (let index = 0; index < count; index += 1) {
    const found = drawVisit(space, random, pool, weights);
    if (!found) throw new RangeError('the population is too small for the number of visits');
    space.draft.add({
      minute: found.day * MINUTES_PER_DAY + drawOpeningMinute(random),
      person: found.person,
      kind,
      group: GROUP.fixed,
      provider: drawVisitProvider(space, random, kind, found.person),
      recipe: found.recipe,
      stay: 0,
      place: 0,
      bill: Math.round((mean * random.quantile(VISIT_SPREAD)) / 1000),
    });
  }
}

function drawVisit(
  space: ScheduleSpace,
  random: Random,
  pool: Uint32Array,
  weights: readonly number[],
): { readonly person: number; readonly recipe: number; readonly day: number } | undefined {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const person = pool[random.below(pool.length)] ?? 0;
    const age = space.ages[person] ?? 0;
    if (!random.chance(visitRiskPerMille(age))) continue;
    const recipe = random.weighted(weights);
    const wanted = space.catalogue.visits[recipe];
    if (!wanted || age < wanted.ages[0] || age > wanted.ages[1]) continue;
    if (wanted.gender !== undefined && Number(wanted.gender) !== space.population.gender[person]) continue;
    const day = random.weighted(space.dayWeights[wanted.season]);
    if (space.stays.isFree(person, day, day)) return { person, recipe, day };
  }
  return undefined;
}

/** A clinic of the person's village, the township's hospital, a county hospital, a pharmacy of the town or the seat. */
export function drawVisitProvider(space: ScheduleSpace, random: Random, kind: Kind, person: number): number {
  const { providers, population } = space;
  const village = population.village[person] ?? 0;
  const town = population.townOfVillage[village] ?? 0;
  if (kind === KIND.village) return random.pick(providers.clinicsOfVillage[village] ?? []);
  if (kind === KIND.township) return random.pick(providers.townshipsOfTown[town] ?? []);
  if (kind === KIND.employeeVisit) return random.pick(providers.countyHospitals);
  return random.pick(providers.pharmaciesOfTown[town] ?? []);
}

/** Refills of chronic diseases: every registered person at least once, the rest of the visits at random. */
export function scheduleChronicVisits(space: ScheduleSpace): void {
  const random = new Random(space.seed, PURPOSE.chronicVisits);
  const { population, volumes } = space;
  const registered = Array.from({ length: population.size }, (_, person) => person).filter(
    (person) => population.chronic[person] !== 0,
  );
  const isPoor = (person: number): boolean => isRegisteredPoor(population, person);
  const isEmployee = (person: number): boolean => population.employment[person] !== 0;
  const others = registered.filter((person) => !isPoor(person) && !isEmployee(person));
  refill(space, random, registered.filter(isPoor), volumes.poorChronicVisits, GROUP.poorChronic);
  refill(space, random, others, volumes.otherChronicVisits, GROUP.residentCare);
  refill(space, random, registered.filter(isEmployee), volumes.employeeChronicVisits, GROUP.employeeCare);
}

function refill(space: ScheduleSpace, random: Random, persons: readonly number[], visits: number, group: Group): void {
  const times = persons.map(() => 1);
  for (let left = visits - persons.length; left > 0; left -= 1) {
    const index = random.below(persons.length);
    times[index] = (times[index] ?? 0) + 1;
  }
  for (const [index, person] of persons.entries()) {
    const count = times[index] ?? 1;
    for (let visit = 0; visit < count; visit += 1) addRefill(space, random, person, { visit, count, group });
  }
}

function addRefill(
  space: ScheduleSpace,
  random: Random,
  person: number,
  turn: { readonly visit: number; readonly count: number; readonly group: Group },
): void {
  const { population, providers, calendar, catalogue } = space;
  const recipeIndex = (population.chronic[person] ?? 1) - 1;
  const recipe = catalogue.chronic[recipeIndex];
  if (!recipe) return;
  const from = Math.floor((calendar.days * turn.visit) / turn.count);
  const to = Math.floor((calendar.days * (turn.visit + 1)) / turn.count) - 1;
  let day = random.between(from, to);
  for (let attempt = 0; attempt < TRIES && !space.stays.isFree(person, day, day); attempt += 1)
    day = random.between(from, to);
  const months = Math.max(1, Math.min(3, Math.round(12 / turn.count)));
  const town = population.townOfVillage[population.village[person] ?? 0] ?? 0;
  const needsHospital = recipe.tests.some((item) => (catalogue.items[item]?.minGrade ?? 0) >= 2);
  const atHospital = needsHospital || turn.group === GROUP.employeeCare || random.chance(420);
  space.draft.add({
    minute: day * MINUTES_PER_DAY + drawOpeningMinute(random),
    person,
    kind: KIND.chronic,
    group: turn.group,
    provider: atHospital ? random.pick(providers.countyHospitals) : random.pick(providers.townshipsOfTown[town] ?? []),
    recipe: recipeIndex,
    stay: 0,
    place: 0,
    bill: Math.round((recipe.monthly * months * random.quantile(VISIT_SPREAD)) / 1000),
  });
}
