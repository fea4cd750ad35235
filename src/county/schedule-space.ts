/** What the parts of the schedule share while it is made: the plan so far, who may be drawn, who is in hospital when. */
import type { DemoCatalogue } from './demo-catalogue.ts';
import { SEASON_MONTHS, type Season } from './distributions.ts';
import { EncounterDraft } from './encounter-table.ts';
import { IDENTITY_BITS, type Volumes } from './model.ts';
import type { ProviderPlan } from './planned-providers.ts';
import { ageOf, type Population } from './population.ts';
import { seasonDays, type YearCalendar } from './year-calendar.ts';

export interface ScheduleInput {
  readonly seed: number;
  readonly volumes: Volumes;
  readonly calendar: YearCalendar;
  readonly catalogue: DemoCatalogue;
  readonly population: Population;
  readonly providers: ProviderPlan;
}

export interface ScheduleSpace extends ScheduleInput {
  readonly draft: EncounterDraft;
  readonly ages: Uint8Array;
  /** Persons by what they are entitled to. */
  readonly residents: Uint32Array;
  readonly aided: Uint32Array;
  readonly employees: Uint32Array;
  readonly dayWeights: Readonly<Record<Season, readonly number[]>>;
  readonly stays: StayBook;
}

/** Admissions of each person, so that nobody is in two places unless that was planted. */
export class StayBook {
  private readonly byPerson = new Map<number, { readonly from: number; readonly to: number }[]>();
  private readonly population: Population;

  constructor(population: Population) {
    this.population = population;
  }

  add(person: number, from: number, to: number): void {
    const list = this.byPerson.get(person);
    if (list) list.push({ from, to });
    else this.byPerson.set(person, [{ from, to }]);
  }

  /** Whether a person is insured, alive and out of hospital from day to day, with `gap` days to spare around stays. */
  isFree(person: number, from: number, to: number, gap = 0): boolean {
    if (from < (this.population.coverDay[person] ?? 0) || to >= (this.population.deathDay[person] ?? 0)) return false;
    const list = this.byPerson.get(person);
    return !list?.some((stay) => from - gap <= stay.to && to + gap >= stay.from);
  }
}

export function openSpace(input: ScheduleInput): ScheduleSpace {
  const { population, calendar } = input;
  const ages = Uint8Array.from({ length: population.size }, (_, person) => ageOf(population, person, calendar));
  const persons = Array.from({ length: population.size }, (_, person) => person);
  const isEmployee = (person: number): boolean => population.employment[person] !== 0;
  const isAided = (person: number): boolean => population.identity[person] !== 0;
  const days = (season: Season): number[] => seasonDays(calendar, SEASON_MONTHS[season]);
  return {
    ...input,
    draft: new EncounterDraft(),
    ages,
    residents: Uint32Array.from(persons.filter((person) => !isEmployee(person) && !isAided(person))),
    aided: Uint32Array.from(persons.filter(isAided)),
    employees: Uint32Array.from(persons.filter(isEmployee)),
    dayWeights: {
      respiratory: days('respiratory'),
      cardio: days('cardio'),
      summer: days('summer'),
      trauma: days('trauma'),
      flat: days('flat'),
    },
    stays: new StayBook(population),
  };
}

/** Registered poor, as against others that assistance knows. */
export function isRegisteredPoor(population: Population, person: number): boolean {
  return ((population.identity[person] ?? 0) & IDENTITY_BITS['2302']) !== 0;
}
