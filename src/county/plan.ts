/** The whole county as planned: people, employers, providers, catalogue, a year of encounters, what is planted. */
import { type CountyModel, getCountyModel, volumesOf } from './county-model.ts';
import { type DemoCatalogue, loadDemoCatalogue } from './demo-catalogue.ts';
import { type PlannedEmployer, planEmployers } from './employers.ts';
import type { Encounters } from './encounter-table.ts';
import type { CountyRequest, Planted, Volumes } from './model.ts';
import { type ProviderPlan, planProviders } from './planned-providers.ts';
import { type Population, planPopulation } from './population.ts';
import { planSchedule } from './schedule.ts';
import { type FundingRates, planWages } from './wages.ts';
import { type YearCalendar, yearCalendar } from './year-calendar.ts';

export interface CountyPlan {
  readonly request: CountyRequest;
  readonly seed: number;
  readonly model: CountyModel;
  readonly volumes: Volumes;
  readonly calendar: YearCalendar;
  readonly catalogue: DemoCatalogue;
  readonly employers: readonly PlannedEmployer[];
  readonly providers: ProviderPlan;
  readonly population: Population;
  /** Monthly contribution base of each person, fen; 0 for residents and the retired. */
  readonly wages: Int32Array;
  readonly encounters: Encounters;
  readonly planted: readonly Planted[];
}

/**
 * Plans a county. Pure: the same request and rates give the same plan on every machine.
 * Refuses `county.unknownModel`, `county.badScale`, `county.badSeed`.
 */
export function planCounty(request: CountyRequest, rates: FundingRates): CountyPlan {
  const model = getCountyModel(request);
  const { seed, scale } = request;
  const volumes = volumesOf(model, scale);
  const calendar = yearCalendar(request.year);
  const catalogue = loadDemoCatalogue();
  const employers = planEmployers(volumes.employers, seed);
  const employerWeights = employers.map((employer) => employer.weight);
  const population = planPopulation({ model, volumes, calendar, catalogue, employerWeights, seed });
  const providers = planProviders(model, population.villages, population.townOfVillage, population.towns, seed);
  const wages = planWages({ population, employers, seed, scale, yearTotal: model.published.employeeRaised, rates });
  const schedule = planSchedule({ seed, volumes, calendar, catalogue, population, providers });
  return {
    request,
    seed,
    model,
    volumes,
    calendar,
    catalogue,
    employers,
    providers,
    population,
    wages,
    encounters: schedule.encounters,
    planted: schedule.planted,
  };
}
