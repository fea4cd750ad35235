/**
 * Irregularities planted on purpose, for screening to find: some mark an ordinary encounter, whose bill then shows
 * them (`billing.ts`), some add encounters. Never on persons entitled to assistance nor on chronic refills of the
 * poor, whose numbers are published and met exactly.
 */
import { GROUP, KIND, PLANTED_KINDS, type Planted, type PlantedKind } from './model.ts';
import { NEVER } from './population.ts';
import { Random } from './random.ts';
import type { ScheduleSpace } from './schedule-space.ts';
import { addStay, drawStay, type StayCandidate } from './schedule-stays.ts';
import { PURPOSE } from './streams.ts';
import { MINUTES_PER_DAY } from './year-calendar.ts';

interface Planting {
  readonly space: ScheduleSpace;
  readonly random: Random;
  readonly planted: Planted[];
}

const CLUSTER_SIZE = 6;
const CLUSTER_MINUTE = 20 * 60;
/** High blood pressure, in the list of outpatient recipes. */
const REFILLED_RECIPE = 3;
const TRIES = 200_000;

export function plantIrregularities(space: ScheduleSpace): readonly Planted[] {
  const planting: Planting = { space, random: new Random(space.seed, PURPOSE.planting), planted: [] };
  const ordinary = space.draft.rows.length;
  for (const kind of PLANTED_KINDS) {
    for (let index = 0; index < space.volumes.plantedPerKind; index += 1) {
      const rows = ADDING[kind]?.(planting) ?? [markOne(planting, kind, ordinary)];
      for (const row of rows) space.draft.planted[row] = PLANTED_KINDS.indexOf(kind) + 1;
      planting.planted.push({ kind, encounters: rows });
    }
  }
  return planting.planted;
}

/** Marks an ordinary encounter that the kind fits. */
function markOne({ space, random }: Planting, kind: PlantedKind, ordinary: number): number {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const row = random.below(ordinary);
    if (space.draft.planted[row] === 0 && fits(space, kind, row)) return row;
  }
  throw new RangeError(`no encounter fits the irregularity ${kind}`);
}

function fits(space: ScheduleSpace, kind: PlantedKind, row: number): boolean {
  const encounter = space.draft.rows[row];
  if (!encounter) return false;
  const { population } = space;
  const isAided = population.identity[encounter.person] !== 0;
  if (isAided) return false;
  const isLocalStay = encounter.kind === KIND.stay && encounter.group !== GROUP.fixed;
  switch (kind) {
    case 'duplicateCharge':
    case 'overFrequency':
    case 'overPrice':
      return isLocalStay;
    case 'genderConflict':
      return isLocalStay || encounter.kind === KIND.township;
    case 'ageConflict':
      return encounter.kind === KIND.township && (space.ages[encounter.person] ?? 0) >= 25;
    case 'overQuantity':
      return encounter.kind === KIND.chronic;
    case 'gradeConflict':
      return encounter.kind === KIND.village;
    default:
      return false;
  }
}

const ADDING: Readonly<Partial<Record<PlantedKind, (planting: Planting) => readonly number[]>>> = {
  bedHanging: addBedHanging,
  splitAdmission: addSplitAdmission,
  overlappingStays: addOverlap,
  afterDeath: addAfterDeath,
  clusteredVisits: addCluster,
  repeatedRefill: addRepeatedRefill,
};

const RESIDENT_STAY = { group: GROUP.residentCare, gradeOnePerMille: 500 } as const;

function drawResidentStay({ space, random }: Planting, suits: (stay: StayCandidate) => boolean): StayCandidate {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stay = drawStay(space, random, { ...RESIDENT_STAY, pool: space.residents });
    if (suits(stay)) return stay;
  }
  throw new RangeError('no admission suits the irregularity');
}

/** In hospital on paper: hardly any treatment, and seen at the village clinic in the middle of the stay. */
function addBedHanging(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const stay = drawResidentStay(planting, ({ days }) => days >= 5);
  const day = stay.from + Math.floor(stay.days / 2);
  const outside = addVillageVisit(planting, stay.person, day, random.between(9 * 60, 11 * 60));
  return [addStay(space, random, stay, GROUP.fixed), outside];
}

function addVillageVisit({ space, random }: Planting, person: number, day: number, minute: number): number {
  const { population, providers } = space;
  return space.draft.add({
    minute: day * MINUTES_PER_DAY + minute,
    person,
    kind: KIND.village,
    group: GROUP.fixed,
    provider: random.pick(providers.clinicsOfVillage[population.village[person] ?? 0] ?? []),
    recipe: 0,
    stay: 0,
    place: 0,
    bill: random.between(2500, 4500),
  });
}

/** Discharged and admitted again the next day, same hospital, same diagnosis. */
function addSplitAdmission(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const last = space.calendar.days - 1;
  const first = drawResidentStay(
    planting,
    ({ person, from, days }) =>
      from + 2 * days + 1 <= last && space.stays.isFree(person, from, from + 2 * days + 1, 1) && days >= 4,
  );
  const second = { ...first, from: first.from + first.days + 1 };
  return [addStay(space, random, first, GROUP.residentCare), addStay(space, random, second, GROUP.residentCare)];
}

/** In two hospitals at once. */
function addOverlap(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const last = space.calendar.days - 1;
  const first = drawResidentStay(
    planting,
    ({ grade, from, days, person }) =>
      grade === 'one' && days >= 5 && from + days + 4 <= last && space.stays.isFree(person, from, from + days + 4, 1),
  );
  const hospital = space.providers.countyHospitals[0] ?? 0;
  const second = { ...first, grade: 'two', provider: hospital, from: first.from + 2, days: first.days } as const;
  return [addStay(space, random, first, GROUP.residentCare), addStay(space, random, second, GROUP.residentCare)];
}

/** Seen at the village clinic days after the death. */
function addAfterDeath(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const { population, calendar } = space;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const person = space.residents[random.below(space.residents.length)] ?? 0;
    const died = population.deathDay[person] ?? NEVER;
    if (died === NEVER || (space.ages[person] ?? 0) < 18) continue;
    const day = Math.min(calendar.days - 1, died + random.between(2, 35));
    return [addVillageVisit(planting, person, day, random.between(9 * 60, 17 * 60))];
  }
  throw new RangeError('nobody has died');
}

/** Six neighbours within six minutes of an evening at one clinic, each with the same bill. */
function addCluster(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const { population } = space;
  const anchor = space.residents[random.below(space.residents.length)] ?? 0;
  const village = population.village[anchor] ?? 0;
  const clinic = random.pick(space.providers.clinicsOfVillage[village] ?? []);
  const day = random.between(10, space.calendar.days - 10);
  const bill = random.between(3800, 5200);
  const members = neighboursOf(space, anchor, day);
  const rows = members.map((person, order) =>
    space.draft.add({
      minute: day * MINUTES_PER_DAY + CLUSTER_MINUTE + order,
      person,
      kind: KIND.village,
      group: GROUP.fixed,
      provider: clinic,
      recipe: 0,
      stay: 0,
      place: 0,
      bill,
    }),
  );
  for (const row of rows) space.draft.billLike(row, rows[0] ?? row);
  return rows;
}

/** The anchor and the next residents of the same village who are free and need no assistance. */
function neighboursOf(space: ScheduleSpace, anchor: number, day: number): number[] {
  const { population, residents } = space;
  const village = population.village[anchor];
  const found: number[] = [];
  const start = residents.indexOf(anchor);
  for (let step = 0; step < residents.length && found.length < CLUSTER_SIZE; step += 1) {
    const person = residents[(start + step) % residents.length] ?? 0;
    if (population.village[person] === village && space.stays.isFree(person, day, day)) found.push(person);
  }
  return found;
}

/** The same drug bought at four pharmacies on two days. */
function addRepeatedRefill(planting: Planting): readonly number[] {
  const { space, random } = planting;
  const person = space.employees[random.below(space.employees.length)] ?? 0;
  const day = random.between(5, space.calendar.days - 20);
  if ((space.ages[person] ?? 0) < 40 || !space.stays.isFree(person, day, day + 1)) return addRepeatedRefill(planting);
  const bill = random.between(9000, 14_000);
  const first = random.below(space.providers.pharmacies.length);
  const rows = Array.from({ length: 4 }, (_, order) =>
    space.draft.add({
      minute: (day + Math.floor(order / 2)) * MINUTES_PER_DAY + random.between(8 * 60, 18 * 60),
      person,
      kind: KIND.pharmacy,
      group: GROUP.fixed,
      provider: space.providers.pharmacies[(first + order) % space.providers.pharmacies.length] ?? 0,
      recipe: REFILLED_RECIPE,
      stay: 0,
      place: 0,
      bill,
    }),
  );
  for (const row of rows) space.draft.billLike(row, rows[0] ?? row);
  return rows;
}
