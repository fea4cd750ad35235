/** Conditions held against each other: the same, apart, or covered by several together. */
import { splitsOf } from '../classes.ts';
import type { Condition, Range } from '../compiled-policy.ts';
import { containsAll } from '../condition.ts';
import type { WhenSource } from '../pack-schema.ts';

/** The alternatives of a condition as written; names are not looked up. */
export function alternativesOf(when: WhenSource | undefined): Condition[] {
  if (when === undefined) return [{}];
  const { anyOf, ...shared } = when;
  return (anyOf ?? [{}]).map((alternative) => ({ ...shared, ...alternative }));
}

/** A text that is equal for conditions that differ only in the order of what they list. */
export function conditionKey(when: readonly Condition[]): string {
  const keys = when.map((condition) => {
    const fields = Object.entries(condition)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
    return JSON.stringify(fields);
  });
  return keys.sort().join('|');
}

const SINGLE_VALUED = ['care', 'grade', 'place', 'personType', 'disease', 'package'] as const;
const FLAGS = ['retired', 'civilServant', 'crossYear', 'continued'] as const;
const RANGES = ['age', 'visit', 'days', 'monthsSince', 'certifiedCount'] as const;

/** True when no case can meet both; errs on the side of false. */
export function areApart(left: readonly Condition[], right: readonly Condition[]): boolean {
  return left.every((one) => right.every((other) => excludes(one, other)));
}

function excludes(left: Condition, right: Condition): boolean {
  return (
    SINGLE_VALUED.some((name) => shareNothing(left[name], right[name])) ||
    FLAGS.some((name) => left[name] !== undefined && right[name] !== undefined && left[name] !== right[name]) ||
    RANGES.some((name) => isApart(left[name], right[name])) ||
    forbids(left, right) ||
    forbids(right, left)
  );
}

function shareNothing(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  return left !== undefined && right !== undefined && !left.some((value) => right.includes(value));
}

function isApart(left: Range | undefined, right: Range | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const endsBefore = (one: Range, other: Range) => (one.under ?? Number.POSITIVE_INFINITY) <= (other.from ?? 0);
  return endsBefore(left, right) || endsBefore(right, left);
}

/** One asks for marks all of which the other must not have. */
function forbids({ tag }: Condition, { withoutTag }: Condition): boolean {
  return tag !== undefined && withoutTag !== undefined && tag.every((mark) => withoutTag.includes(mark));
}

/** Attributes with few values, all known: a condition that is silent on one means all of them. */
const CLOSED: Readonly<Record<string, readonly unknown[]>> = {
  care: ['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'],
  grade: ['village', 'one', 'two', 'three', 'none'],
  place: ['local', 'resettled', 'referred', 'unreferred'],
  retired: [true, false],
  civilServant: [true, false],
  crossYear: [true, false],
  continued: [true, false],
};
const LISTS = ['care', 'grade', 'place', 'identity', 'personType', 'disease', 'package', 'tag'] as const;
/** Beyond this a question is not worth its answer. */
const MOST_ATOMS = 20_000;

/**
 * True when every case that meets `inner` meets one of `outer`, several together counted: 一级 and 二级 cover
 * “一级或二级”, 在职 and 退休 cover what asks for neither. Errs on the side of false.
 */
export function coverTogether(outer: readonly Condition[], inner: readonly Condition[]): boolean {
  return inner.every((condition) => {
    const atoms = atomsOf(condition, outer);
    return atoms?.every((atom) => containsAll(outer, [atom])) ?? false;
  });
}

/** The condition as a union of narrower ones that none of `others` divides further; undefined when they are too many. */
function atomsOf(condition: Condition, others: readonly Condition[]): Condition[] | undefined {
  let atoms: Condition[] = [condition];
  const divide = (name: keyof Condition, values: readonly unknown[]) => {
    atoms = atoms.flatMap((atom) => values.map((value) => ({ ...atom, [name]: value })));
  };
  for (const name of [...LISTS, ...FLAGS]) {
    const own: unknown = condition[name];
    const isAsked = others.some((other) => other[name] !== undefined);
    if (!isAsked) continue;
    if (Array.isArray(own))
      divide(
        name,
        own.map((value) => [value]),
      );
    else if (own === undefined && CLOSED[name] !== undefined)
      divide(
        name,
        CLOSED[name].map((value) => (typeof value === 'string' ? [value] : value)),
      );
    if (atoms.length > MOST_ATOMS) return undefined;
  }
  for (const name of RANGES) {
    if (!others.some((other) => other[name] !== undefined)) continue;
    // A person without certification counts no months at all: silence is more than every range together.
    if (name === 'monthsSince' && condition.monthsSince === undefined) continue;
    divide(name, pieces(condition[name] ?? {}, splitsOf(others, name)));
    if (atoms.length > MOST_ATOMS) return undefined;
  }
  return atoms;
}

function pieces(range: Range, splits: readonly number[]): Range[] {
  const from = range.from ?? 0;
  const inside = splits.filter((split) => split > from && split < (range.under ?? Number.POSITIVE_INFINITY));
  const starts = [from, ...inside];
  return starts.map((start, index) => ({ from: start, under: starts[index + 1] ?? range.under }));
}
