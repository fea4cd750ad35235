/**
 * The answer key for screening: which encounters carry a planted irregularity, and what an outside register says that
 * the office's own records do not (deaths).
 */
import { type ChargeFactors, PLANTED, PLANTED_KINDS, type PlantedKind } from './model.ts';
import type { CountyPlan } from './plan.ts';
import { NEVER } from './population.ts';
import { VisitWriter, visitNumber } from './whole-visit.ts';
import { timeAt } from './year-calendar.ts';

export interface PlantedVisit {
  readonly psnNo: string;
  readonly fixmedinsCode: string;
  readonly visitNo: string;
  readonly settledAt: string;
  /** feedetl_sn of the lines that show it; empty where the whole visit does. */
  readonly serials: readonly string[];
}

export interface PlantedList {
  readonly title: string;
  readonly area: string;
  readonly year: number;
  readonly scale: number;
  readonly seed: number;
  readonly kinds: readonly { readonly kind: PlantedKind; readonly name: string; readonly count: number }[];
  readonly planted: readonly { readonly kind: PlantedKind; readonly visits: readonly PlantedVisit[] }[];
  /** As the civil registry would report them. */
  readonly deaths: readonly { readonly psnNo: string; readonly diedOn: string }[];
}

/** The list with the persons' numbers as enrolment gave them. */
export function listPlanted(plan: CountyPlan, factors: ChargeFactors, psnNos: readonly string[]): PlantedList {
  const { encounters, calendar, providers, population, request } = plan;
  const writer = new VisitWriter(plan, factors);
  const visit = (row: number): PlantedVisit => {
    const settledAt = timeAt(calendar, encounters.minute[row] ?? 0, encounters.second[row] ?? 0);
    return {
      psnNo: psnNos[encounters.person[row] ?? 0] ?? '',
      fixmedinsCode: providers.providers[encounters.provider[row] ?? 0]?.provider.fixmedinsCode ?? '',
      visitNo: visitNumber(row, settledAt),
      settledAt,
      serials: writer.plantedSerials(row),
    };
  };
  const deaths = Array.from({ length: population.newbornsFrom }, (_, person) => person)
    .filter((person) => (population.deathDay[person] ?? NEVER) !== NEVER)
    .map((person) => ({
      psnNo: psnNos[person] ?? '',
      diedOn: calendar.dates[population.deathDay[person] ?? 0] ?? '',
    }));
  return {
    title: '样例县埋设的违规情形（供筛查核对）',
    area: request.like,
    year: request.year,
    scale: request.scale,
    seed: request.seed,
    kinds: PLANTED_KINDS.map((kind) => ({
      kind,
      name: PLANTED[kind],
      count: plan.planted.filter((one) => one.kind === kind).length,
    })),
    planted: plan.planted.map(({ kind, encounters: rows }) => ({ kind, visits: rows.map(visit) })),
    deaths,
  };
}
