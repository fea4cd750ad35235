/** Who gains and who loses: persons' own part of the year under a reform against the baseline. Pure; amounts are fen. */
import type { ScenarioSums } from './aggregate.ts';
import type { Dimension } from './groups.ts';

/** A change of at most one yuan in the year is none. */
export const UNCHANGED_WITHIN_FEN = 100;

export interface Standing {
  readonly persons: number;
  /** Persons' own part, and what the funds paid for them. */
  readonly person: number;
  readonly fund: number;
  /** Persons whose own part falls, rises by more than one yuan; the rest are unchanged. */
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  /** By how much the winners' part falls, the losers' rises, in all; both at least 0. */
  readonly gained: number;
  readonly lost: number;
}

/** Position of each number of a `Standing` in the accumulating array. */
const FIELDS = ['persons', 'person', 'fund', 'winners', 'losers', 'gained', 'lost'] as const;

/** The standing of each value of a dimension, in its order; against itself a baseline has neither winners nor losers. */
export function compareBy(dimension: Dimension, baseline: ScenarioSums, reform: ScenarioSums): Standing[] {
  return compareGroups(dimension.of, dimension.values.length, baseline, reform);
}

/** The standing of all persons together. */
export function compareAll(baseline: ScenarioSums, reform: ScenarioSums): Standing {
  const [all] = compareGroups(undefined, 1, baseline, reform);
  if (all === undefined) throw new RangeError('one group was asked for');
  return all;
}

function compareGroups(
  groupOf: Uint16Array | undefined,
  groups: number,
  baseline: ScenarioSums,
  reform: ScenarioSums,
): Standing[] {
  const width = FIELDS.length;
  const sums = new Float64Array(groups * width);
  const before = baseline.outOfPocket;
  const after = reform.outOfPocket;
  const fund = reform.fundOfPerson;
  const { present } = reform;
  for (let person = 0; person < before.length; person++) {
    if (present !== undefined && present[person] === 0) continue;
    const at = (groupOf === undefined ? 0 : (groupOf[person] as number)) * width;
    const change = (after[person] as number) - (before[person] as number);
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + (after[person] as number);
    sums[at + 2] = (sums[at + 2] as number) + (fund[person] as number);
    if (change < -UNCHANGED_WITHIN_FEN) {
      sums[at + 3] = (sums[at + 3] as number) + 1;
      sums[at + 5] = (sums[at + 5] as number) - change;
    } else if (change > UNCHANGED_WITHIN_FEN) {
      sums[at + 4] = (sums[at + 4] as number) + 1;
      sums[at + 6] = (sums[at + 6] as number) + change;
    }
  }
  return Array.from({ length: groups }, (_, group) => {
    const read = (field: (typeof FIELDS)[number]) => sums[group * width + FIELDS.indexOf(field)] ?? 0;
    const [persons, winners, losers] = [read('persons'), read('winners'), read('losers')];
    return {
      persons,
      person: read('person'),
      fund: read('fund'),
      winners,
      losers,
      unchanged: persons - winners - losers,
      gained: read('gained'),
      lost: read('lost'),
    };
  });
}

/** Persons whose own part of the year exceeds a line. */
export function countOver(amounts: Float64Array, lineFen: number): number {
  let count = 0;
  for (const amount of amounts) if (amount > lineFen) count += 1;
  return count;
}
