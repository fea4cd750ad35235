/** Making a synthetic county: plan, calibrate, load through the use cases, compare with what was published. */
import { sql } from 'kysely';
import type { ContributionOffice } from '../contributions/index.ts';
import { asResult, type Result, refuse } from '../kernel/result.ts';
import { type Calibration, calibrate, calibrationGoals } from './calibration.ts';
import { countyErrors } from './errors.ts';
import { policyEvaluator, yearEvaluation } from './evaluation.ts';
import { readCountyFigures } from './figures.ts';
import { loadCounty, type Progress } from './load.ts';
import type { CountyRequest } from './model.ts';
import { type CountyPlan, planCounty } from './plan.ts';
import { listPlanted, type PlantedList } from './planted-list.ts';
import { compareTargets, type TargetRow } from './targets.ts';
import { type CountyActors, countyUseCases } from './use-cases.ts';

export interface CountyOptions {
  readonly actors: CountyActors;
  readonly progress?: Progress | undefined;
  /** Leaves December's declarations waiting for review: a demo with work in its queues. */
  readonly leaveLastMonthOpen?: boolean | undefined;
}

export interface CountyReport {
  readonly plan: CountyPlan;
  readonly calibration: Calibration;
  readonly planted: PlantedList;
  readonly targets: readonly TargetRow[];
}

/**
 * Generates a county into an empty office and tells how it compares with the published figures.
 * Refuses `county.unknownModel`, `county.badScale`, `county.badSeed`, `county.notEmpty`, `county.cannotCalibrate` and
 * `county.stepRefused`. What was loaded before a refusal stays: start again on an empty database.
 */
export async function newCounty(
  office: ContributionOffice,
  request: CountyRequest,
  options: CountyOptions,
): Promise<Result<CountyReport>> {
  return asResult(async () => {
    const progress: Progress = options.progress ?? (() => {});
    await requireEmpty(office);
    progress('编制样例县', 0, 1);
    const plan = planCounty(request, office.funding);
    progress('编制样例县', 1, 1);
    const calibration = calibratePlan(office, plan, progress);
    const { factors } = calibration;
    const loaded = await loadCounty(countyUseCases(office, options.actors), {
      plan,
      factors,
      criticalIllnessPremium: office.funding.criticalIllnessPremium,
      progress,
      leaveLastMonthOpen: options.leaveLastMonthOpen,
    });
    const figures = await readCountyFigures(office.db, { area: request.like, year: request.year });
    return {
      plan,
      calibration,
      planted: listPlanted(plan, factors, loaded.psnNos),
      targets: compareTargets(plan.model, request.scale, figures),
    };
  });
}

/** Factors on the bills under the policies in force. Pure but for the callback. */
export function calibratePlan(
  office: Pick<ContributionOffice, 'policies' | 'funding'>,
  plan: CountyPlan,
  progress: Progress = () => {},
): Calibration {
  const evaluate = yearEvaluation(plan, office.funding, policyEvaluator(office.policies, plan.model.area));
  let round = 0;
  progress('费用校准', 0, 1);
  const calibration = calibrate(calibrationGoals(plan), (factors) => {
    round += 1;
    progress('费用校准', round, round + 1);
    return evaluate(factors);
  });
  progress('费用校准', round, round);
  return calibration;
}

async function requireEmpty(office: ContributionOffice): Promise<void> {
  const { rows } = await sql<{ persons: number }>`select count(*) as persons from person`.execute(office.db);
  const persons = rows[0]?.persons ?? 0;
  if (persons > 0) refuse(countyErrors.notEmpty({ persons }));
}
