/**
 * What applies to each class of claims, in numbers: the table that the kernel looks its parameters up in.
 *
 * Which rule, tilts and limits apply is decided here, once for each class, by the same matching as in the scalar
 * evaluator (`plan.ts`); the arithmetic is the kernel's own.
 */
import { dayNumber } from '../../kernel/dates.ts';
import { classAmong, classKey, conditionsOf, dimensionsOf, RANGE_ATTRIBUTES, splitsOf } from '../classes.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import type { CaseFacts } from '../condition.ts';
import { type Plan, planFor, plannerOf } from '../plan.ts';
import type { ClaimProfile } from './claim-columns.ts';

export interface PlanTable {
  /** Distinct plans with the version they belong to. */
  readonly plans: readonly { readonly plan: Plan; readonly policy: CompiledPolicy }[];
  /** First days of the versions, ascending, and the day after the last; a claim before or after has no policy. */
  readonly versionStarts: readonly number[];
  readonly versionEnd: number;
  readonly profileClass: Uint16Array;
  readonly profileClasses: number;
  /** Class by value; beyond the last entry the last class. */
  readonly ageClass: Uint8Array;
  readonly daysClass: Uint8Array;
  /** Visit numbers at which a class begins. */
  readonly visitSplits: readonly number[];
  /** Shifted by one: entry 0 is for −1. */
  readonly monthsClass: Uint8Array;
  readonly ageClasses: number;
  readonly visitClasses: number;
  readonly daysClasses: number;
  readonly monthsClasses: number;
  /** Index of the plan by version, profile class, age, visit, days, months class, in this order, the last fastest. */
  readonly planOf: Int32Array;
}

export interface TableOptions {
  /** Applies the only policy given to claims of any day. */
  readonly anyDay?: boolean | undefined;
}

/** `policies` are the versions of one pack, earliest first. */
export function buildPlanTable(
  policies: readonly CompiledPolicy[],
  profiles: readonly ClaimProfile[],
  options: TableOptions = {},
): PlanTable {
  const conditions = policies.flatMap(conditionsOf);
  const rank = [...new Set(policies.flatMap((policy) => policy.identityRank))];
  const still = dimensionsOf(conditions, rank).filter(
    ({ attribute }) => !RANGE_ATTRIBUTES.some((range) => range === attribute),
  );
  const splits = {
    age: splitsOf(conditions, 'age'),
    visit: splitsOf(conditions, 'visit'),
    days: splitsOf(conditions, 'days'),
    monthsSince: splitsOf(conditions, 'monthsSince'),
  };
  const { classOf, examples } = classProfiles(profiles, (profile) => classKey(still, asFacts(profile)));
  const values = {
    age: representatives(splits.age, 0),
    visit: representatives(splits.visit, 1),
    days: representatives(splits.days, 1),
    monthsSince: representatives(splits.monthsSince, -1),
  };
  const plans: { plan: Plan; policy: CompiledPolicy }[] = [];
  const numbers = new Map<Plan, number>();
  const planOf: number[] = [];
  for (const policy of policies) {
    const planner = plannerOf(policy);
    for (const profile of examples) {
      for (const age of values.age) {
        for (const visit of values.visit) {
          for (const days of values.days) {
            for (const monthsSince of values.monthsSince) {
              const plan = planFor(planner, { ...profile, age, visit, days, monthsSince });
              let number = numbers.get(plan);
              if (number === undefined) {
                number = plans.length;
                numbers.set(plan, number);
                plans.push({ plan, policy });
              }
              planOf.push(number);
            }
          }
        }
      }
    }
  }
  const last = policies.at(-1);
  return {
    plans,
    versionStarts: options.anyDay ? [Number.NEGATIVE_INFINITY] : policies.map(({ from }) => dayNumber(from)),
    versionEnd: options.anyDay || last?.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(last.to),
    profileClass: classOf,
    profileClasses: examples.length,
    ageClass: classTable(splits.age, 0),
    visitSplits: splits.visit,
    daysClass: classTable(splits.days, 0),
    monthsClass: classTable(splits.monthsSince, -1),
    ageClasses: values.age.length,
    visitClasses: values.visit.length,
    daysClasses: values.days.length,
    monthsClasses: values.monthsSince.length,
    planOf: Int32Array.from(planOf),
  };
}

function asFacts(profile: ClaimProfile): CaseFacts {
  return { ...profile, age: 0, visit: 1, days: 1, monthsSince: -1 };
}

function classProfiles(profiles: readonly ClaimProfile[], keyOf: (profile: ClaimProfile) => number | string) {
  const numbers = new Map<number | string, number>();
  const examples: ClaimProfile[] = [];
  const classOf = Uint16Array.from(profiles, (profile) => {
    const key = keyOf(profile);
    let number = numbers.get(key);
    if (number === undefined) {
      number = examples.length;
      numbers.set(key, number);
      examples.push(profile);
    }
    return number;
  });
  return { classOf, examples };
}

/** One value of each class, by number. No value may lie below the first split: an example of that class then fails no one. */
function representatives(splits: readonly number[], least: number): number[] {
  const [first] = splits;
  return first === undefined ? [least] : [first - 1, ...splits];
}

/** Class by value, for values from `offset` to the last split. */
function classTable(splits: readonly number[], offset: number): Uint8Array {
  const last = splits.at(-1) ?? offset;
  return Uint8Array.from({ length: Math.max(last - offset, 0) + 1 }, (_, index) => classAmong(splits, index + offset));
}
