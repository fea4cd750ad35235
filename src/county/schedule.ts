/** Who goes where and when: the year's encounters, before anything is billed. */
import type { Encounters } from './encounter-table.ts';
import type { Planted } from './model.ts';
import { plantIrregularities } from './planting.ts';
import { openSpace, type ScheduleInput } from './schedule-space.ts';
import { scheduleBirths, scheduleStays } from './schedule-stays.ts';
import { scheduleChronicVisits, scheduleVisits } from './schedule-visits.ts';

export interface Schedule {
  readonly encounters: Encounters;
  readonly planted: readonly Planted[];
}

/** The whole year in order of settlement. Deterministic for a seed. */
export function planSchedule(input: ScheduleInput): Schedule {
  const space = openSpace(input);
  scheduleBirths(space);
  scheduleStays(space);
  scheduleChronicVisits(space);
  scheduleVisits(space);
  const planted = plantIrregularities(space);
  const { encounters, positionOf } = space.draft.seal();
  return {
    encounters,
    planted: planted.map(({ kind, encounters: rows }) => ({
      kind,
      encounters: rows.map((row) => positionOf[row] ?? 0),
    })),
  };
}
