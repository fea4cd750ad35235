/**
 * Classes of cases: how far a policy can tell cases apart at all.
 *
 * From the conditions of a policy follow, for each attribute of a case, the classes that some condition distinguishes
 * (ages under and from 18, the identities it names …). Cases of equal classes meet the same conditions, so what was
 * decided for one holds for all: both evaluators decide once for each class and not for each case.
 */
import type { CompiledPolicy, Condition, Range } from './compiled-policy.ts';
import type { CaseFacts } from './condition.ts';

/** One attribute: its classes are numbered from 0. */
export interface Dimension {
  readonly attribute: keyof CaseFacts;
  readonly size: number;
  readonly classOf: (facts: CaseFacts) => number;
}

/** Attributes that are whole numbers asked for by ranges. */
export const RANGE_ATTRIBUTES = ['age', 'visit', 'days', 'monthsSince'] as const;
export type RangeAttribute = (typeof RANGE_ATTRIBUTES)[number];

/** All conditions of a policy. */
export function conditionsOf(policy: CompiledPolicy): Condition[] {
  return [
    ...policy.layers.flatMap((layer) => [
      ...layer.when,
      ...layer.rules.flatMap((rule) => rule.when),
      ...layer.tilts.flatMap(({ rows }) => rows.flatMap((row) => row.when)),
      ...layer.ceilings.flatMap(({ limits }) => limits.flatMap((limit) => limit.when)),
    ]),
    ...policy.accumulators.flatMap((accumulator) => [...accumulator.counts, ...accumulator.when]),
    ...policy.yearEnd.flatMap((row) => row.when),
  ];
}

/** The attributes that the conditions tell apart, ranges last. `rank` names identities that matter by their order. */
export function dimensionsOf(conditions: readonly Condition[], rank: readonly string[] = []): Dimension[] {
  const single = (attribute: 'care' | 'grade' | 'place' | 'personType' | 'disease' | 'package') =>
    listDimension(attribute, valuesOf(conditions, attribute));
  const flag = (attribute: 'retired' | 'civilServant' | 'crossYear' | 'continued'): Dimension => {
    const asked = conditions.some((condition) => condition[attribute] !== undefined);
    return { attribute, size: asked ? 2 : 1, classOf: asked ? (facts) => (facts[attribute] ? 1 : 0) : zero };
  };
  const tags = [...valuesOf(conditions, 'tag'), ...valuesOf(conditions, 'withoutTag')];
  const dimensions = [
    single('care'),
    single('grade'),
    single('place'),
    single('personType'),
    single('disease'),
    single('package'),
    flag('retired'),
    flag('civilServant'),
    flag('crossYear'),
    flag('continued'),
    setDimension('identities', [...valuesOf(conditions, 'identity'), ...rank]),
    setDimension('tags', tags),
    setDimension('certified', valuesOf(conditions, 'certified')),
    countDimension(conditions),
    ...RANGE_ATTRIBUTES.map((attribute) => rangeDimension(attribute, splitsOf(conditions, attribute))),
  ];
  return dimensions.filter((dimension) => dimension.size > 1);
}

/** Whole numbers at which some condition on the attribute changes, ascending. */
export function splitsOf(conditions: readonly Condition[], attribute: RangeAttribute | 'certifiedCount'): number[] {
  const splits = new Set<number>();
  for (const condition of conditions) {
    const range: Range | undefined = condition[attribute];
    if (range === undefined) continue;
    splits.add(range.from ?? 0);
    if (range.under !== undefined) splits.add(range.under);
  }
  return [...splits].sort((left, right) => left - right);
}

/** The class of a number among splits: how many of them it reaches. */
export function classAmong(splits: readonly number[], value: number): number {
  let reached = 0;
  for (const split of splits) if (value >= split) reached += 1;
  return reached;
}

/** A number (or, for very many classes, a text) that is equal for cases of equal classes. */
export function classKey(dimensions: readonly Dimension[], facts: CaseFacts): number | string {
  let key = 0;
  let space = 1;
  for (const dimension of dimensions) {
    key = key * dimension.size + dimension.classOf(facts);
    space *= dimension.size;
    if (space > Number.MAX_SAFE_INTEGER) return dimensions.map((each) => each.classOf(facts)).join('.');
  }
  return key;
}

const zero = (): number => 0;

function valuesOf(
  conditions: readonly Condition[],
  attribute:
    | 'care'
    | 'grade'
    | 'place'
    | 'personType'
    | 'disease'
    | 'package'
    | 'identity'
    | 'tag'
    | 'withoutTag'
    | 'certified',
): string[] {
  return [...new Set(conditions.flatMap((condition): readonly string[] => condition[attribute] ?? []))];
}

function listDimension(
  attribute: 'care' | 'grade' | 'place' | 'personType' | 'disease' | 'package',
  values: readonly string[],
): Dimension {
  const classes = new Map(values.map((value, index) => [value, index + 1]));
  return {
    attribute,
    size: values.length + 1,
    classOf: (facts) => {
      const value = facts[attribute];
      return value === undefined ? 0 : (classes.get(value) ?? 0);
    },
  };
}

/** One class for each subset of the values that are asked for. */
function setDimension(attribute: 'identities' | 'tags' | 'certified', values: readonly string[]): Dimension {
  const bits = new Map([...new Set(values)].map((value, index) => [value, 2 ** index]));
  return {
    attribute,
    size: 2 ** bits.size,
    classOf: (facts) => {
      const present = facts[attribute];
      if (present.length === 0) return 0;
      if (present.length === 1) return bits.get(present[0] ?? '') ?? 0;
      let mask = 0;
      for (const value of new Set(present)) mask += bits.get(value) ?? 0;
      return mask;
    },
  };
}

function countDimension(conditions: readonly Condition[]): Dimension {
  const splits = splitsOf(conditions, 'certifiedCount');
  return {
    attribute: 'certified',
    size: splits.length + 1,
    classOf: (facts) => classAmong(splits, facts.certified.length),
  };
}

function rangeDimension(attribute: RangeAttribute, splits: readonly number[]): Dimension {
  return { attribute, size: splits.length + 1, classOf: (facts) => classAmong(splits, facts[attribute]) };
}
