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
  /** Undefined where the table has places for every profile. */
  readonly profileClass: Uint16Array | undefined;
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
  const { plans, planOf, block } = planAll(policies, examples, values);
  const isDirect = policies.length * profiles.length * block <= DIRECT_PLACES;
  const last = policies.at(-1);
  return {
    plans,
    versionStarts: options.anyDay ? [Number.NEGATIVE_INFINITY] : policies.map(({ from }) => dayNumber(from)),
    versionEnd: options.anyDay || last?.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(last.to),
    profileClass: isDirect ? undefined : classOf,
    profileClasses: isDirect ? profiles.length : examples.length,
    ageClass: classTable(splits.age, 0),
    visitSplits: splits.visit,
    daysClass: classTable(splits.days, 0),
    monthsClass: classTable(splits.monthsSince, -1),
    ageClasses: values.age.length,
    visitClasses: values.visit.length,
    daysClasses: values.days.length,
    monthsClasses: values.monthsSince.length,
    planOf: isDirect ? spread(planOf, { block, classOf, classes: examples.length, versions: policies.length }) : planOf,
  };
}

/** A table of so many places may hold every profile of its own: the loop is spared one look-up for each claim. */
const DIRECT_PLACES = 65_536;

type RangeValues = Readonly<Record<'age' | 'visit' | 'days' | 'monthsSince', readonly number[]>>;

/** The plan of every class under every version; `block` places for each, by age, visit, days and months. */
function planAll(policies: readonly CompiledPolicy[], examples: readonly ClaimProfile[], values: RangeValues) {
  const plans: { plan: Plan; policy: CompiledPolicy }[] = [];
  const numbers = new Map<Plan, number>();
  const planOf: number[] = [];
  const facts = values.age.flatMap((age) =>
    values.visit.flatMap((visit) =>
      values.days.flatMap((days) => values.monthsSince.map((monthsSince) => ({ age, visit, days, monthsSince }))),
    ),
  );
  for (const policy of policies) {
    const planner = plannerOf(policy);
    for (const profile of examples) {
      for (const range of facts) {
        const plan = planFor(planner, { ...profile, ...range });
        const number = numbers.get(plan) ?? plans.push({ plan, policy }) - 1;
        numbers.set(plan, number);
        planOf.push(number);
      }
    }
  }
  return { plans, planOf: Int32Array.from(planOf), block: facts.length };
}

interface Spread {
  readonly block: number;
  readonly classOf: Uint16Array;
  readonly classes: number;
  readonly versions: number;
}

/** The table by profile instead of by class. */
function spread(planOf: Int32Array, { block, classOf, classes, versions }: Spread): Int32Array {
  const places = new Int32Array(versions * classOf.length * block);
  for (let version = 0; version < versions; version++) {
    for (const [profile, number] of classOf.entries()) {
      const from = (version * classes + number) * block;
      places.set(planOf.subarray(from, from + block), (version * classOf.length + profile) * block);
    }
  }
  return places;
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
