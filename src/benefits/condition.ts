/** Conditions on a case: whether they hold, and whether one contains another. */
import type { Condition, Range } from './compiled-policy.ts';
import type { CareKind, CarePlace, ProviderGrade } from './model.ts';

/** A case as conditions see it. */
export interface CaseFacts {
  readonly care: CareKind;
  readonly grade: ProviderGrade;
  readonly place: CarePlace;
  readonly age: number;
  readonly visit: number;
  readonly identities: readonly string[];
  readonly personType: string | undefined;
  readonly disease: string | undefined;
  readonly retired: boolean;
  readonly civilServant: boolean;
}

/** True when any alternative holds. */
export function matchesAny(alternatives: readonly Condition[], facts: CaseFacts): boolean {
  for (const condition of alternatives) if (matches(condition, facts)) return true;
  return false;
}

function matches(condition: Condition, facts: CaseFacts): boolean {
  return (
    (condition.care === undefined || condition.care.includes(facts.care)) &&
    (condition.grade === undefined || condition.grade.includes(facts.grade)) &&
    (condition.place === undefined || condition.place.includes(facts.place)) &&
    (condition.retired === undefined || condition.retired === facts.retired) &&
    (condition.civilServant === undefined || condition.civilServant === facts.civilServant) &&
    (condition.age === undefined || isInRange(condition.age, facts.age)) &&
    (condition.visit === undefined || isInRange(condition.visit, facts.visit)) &&
    (condition.identity === undefined || condition.identity.some((code) => facts.identities.includes(code))) &&
    (condition.personType === undefined || isListed(condition.personType, facts.personType)) &&
    (condition.disease === undefined || isListed(condition.disease, facts.disease))
  );
}

function isInRange(range: Range, value: number): boolean {
  return value >= (range.from ?? 0) && value < (range.under ?? Number.POSITIVE_INFINITY);
}

function isListed(list: readonly string[], value: string | undefined): boolean {
  return value !== undefined && list.includes(value);
}

/** True when every case that meets `inner` also meets one alternative of `outer`. Errs on the side of false. */
export function containsAll(outer: readonly Condition[], inner: readonly Condition[]): boolean {
  return inner.every((narrow) => outer.some((wide) => contains(wide, narrow)));
}

function contains(wide: Condition, narrow: Condition): boolean {
  return (
    containsList(wide.care, narrow.care) &&
    containsList(wide.grade, narrow.grade) &&
    containsList(wide.place, narrow.place) &&
    containsList(wide.identity, narrow.identity) &&
    containsList(wide.personType, narrow.personType) &&
    containsList(wide.disease, narrow.disease) &&
    containsRange(wide.age, narrow.age) &&
    containsRange(wide.visit, narrow.visit) &&
    (wide.retired === undefined || wide.retired === narrow.retired) &&
    (wide.civilServant === undefined || wide.civilServant === narrow.civilServant)
  );
}

function containsList<T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean {
  return wide === undefined || (narrow?.every((value) => wide.includes(value)) ?? false);
}

function containsRange(wide: Range | undefined, narrow: Range | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const endsLater = (wide.under ?? Number.POSITIVE_INFINITY) >= (narrow.under ?? Number.POSITIVE_INFINITY);
  return (wide.from ?? 0) <= (narrow.from ?? 0) && endsLater;
}
