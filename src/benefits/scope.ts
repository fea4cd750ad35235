/** Over what an accumulator runs, and under which name its value stands among the running totals. */
import type { IsoDate } from '../kernel/dates.ts';
import type { AccumulatorScope, CompiledAccumulator } from './compiled-policy.ts';
import type { BenefitCase, RunningTotals } from './model.ts';

/** What of a case chooses the value of a scoped accumulator. */
type ScopedCase = Pick<BenefitCase, 'diseaseCode' | 'stayId' | 'episodeId'>;

/**
 * The name of an accumulator's value for a case: `name` for the insured year, `name@2020-03`, `name@2020-03-05`,
 * `name@M03900`, `name@<stay>` …, `name@life`. A case without a disease stands under `name@-`; one without the number
 * of a stay or an episode is one of its own: undefined, its value begins at zero and goes nowhere.
 */
export function totalsKey(accumulator: CompiledAccumulator, benefitCase: ScopedCase, on: IsoDate): string | undefined {
  const { id, scope } = accumulator;
  switch (scope) {
    case 'year':
      return id;
    case 'month':
      return `${id}@${on.slice(0, 7)}`;
    case 'day':
      return `${id}@${on}`;
    case 'disease':
      return `${id}@${benefitCase.diseaseCode ?? '-'}`;
    case 'stay':
      return benefitCase.stayId === undefined ? undefined : `${id}@${benefitCase.stayId}`;
    case 'episode':
      return benefitCase.episodeId === undefined ? undefined : `${id}@${benefitCase.episodeId}`;
    case 'lifetime':
      return `${id}@life`;
  }
}

const LIFETIME = '@life';

/** What of a year's totals goes on into the next insured year: lifetime values alone. */
export function carriedTotals(totals: RunningTotals): RunningTotals {
  return Object.fromEntries(Object.entries(totals).filter(([key]) => key.endsWith(LIFETIME)));
}

export const SCOPE_TITLES: Readonly<Record<AccumulatorScope, string>> = {
  year: '年内',
  month: '当月',
  day: '当日',
  disease: '该病种年内',
  stay: '本次住院',
  episode: '本疗程',
  lifetime: '历年',
};
