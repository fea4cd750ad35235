/** Conditions on a case: whether they hold, and whether one contains another. */
import type { Condition, Range } from './compiled-policy.ts';
import type { BenefitCare, CarePlace, ProviderGrade } from './model.ts';

/** A case as conditions see it. */
export interface CaseFacts {
  readonly care: BenefitCare;
  readonly grade: ProviderGrade;
  readonly place: CarePlace;
  readonly age: number;
  readonly visit: number;
  readonly days: number;
  /** Full months since certification; −1 where there is none. */
  readonly monthsSince: number;
  readonly identities: readonly string[];
  readonly personType: string | undefined;
  readonly disease: string | undefined;
  readonly package: string | undefined;
  readonly tags: readonly string[];
  readonly certified: readonly string[];
  readonly retired: boolean;
  readonly civilServant: boolean;
  readonly crossYear: boolean;
  readonly continued: boolean;
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
    isFlag(condition.retired, facts.retired) &&
    isFlag(condition.civilServant, facts.civilServant) &&
    isFlag(condition.crossYear, facts.crossYear) &&
    isFlag(condition.continued, facts.continued) &&
    isInRange(condition.age, facts.age) &&
    isInRange(condition.visit, facts.visit) &&
    isInRange(condition.days, facts.days) &&
    isInRange(condition.monthsSince, facts.monthsSince) &&
    isInRange(condition.certifiedCount, facts.certified.length) &&
    (condition.identity === undefined || condition.identity.some((code) => facts.identities.includes(code))) &&
    (condition.certified === undefined || condition.certified.every((code) => facts.certified.includes(code))) &&
    (condition.tag === undefined || condition.tag.some((tag) => facts.tags.includes(tag))) &&
    (condition.withoutTag === undefined || !condition.withoutTag.some((tag) => facts.tags.includes(tag))) &&
    isListed(condition.personType, facts.personType) &&
    isListed(condition.disease, facts.disease) &&
    isListed(condition.package, facts.package)
  );
}

function isFlag(wanted: boolean | undefined, value: boolean): boolean {
  return wanted === undefined || wanted === value;
}

function isInRange(range: Range | undefined, value: number): boolean {
  return range === undefined || (value >= (range.from ?? 0) && value < (range.under ?? Number.POSITIVE_INFINITY));
}

function isListed(list: readonly string[] | undefined, value: string | undefined): boolean {
  return list === undefined || (value !== undefined && list.includes(value));
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
    containsList(wide.package, narrow.package) &&
    containsList(wide.tag, narrow.tag) &&
    demandsNoMore(wide.withoutTag, narrow.withoutTag) &&
    demandsNoMore(wide.certified, narrow.certified) &&
    containsRange(wide.certifiedCount, narrow.certifiedCount) &&
    containsRange(wide.age, narrow.age) &&
    containsRange(wide.visit, narrow.visit) &&
    containsRange(wide.days, narrow.days) &&
    containsRange(wide.monthsSince, narrow.monthsSince) &&
    (wide.retired === undefined || wide.retired === narrow.retired) &&
    (wide.civilServant === undefined || wide.civilServant === narrow.civilServant) &&
    (wide.crossYear === undefined || wide.crossYear === narrow.crossYear) &&
    (wide.continued === undefined || wide.continued === narrow.continued)
  );
}

/** Of a list of which one must hold: the wide one names all that the narrow one names. */
function containsList<T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean {
  return wide === undefined || (narrow?.every((value) => wide.includes(value)) ?? false);
}

/** Of a list of which all must hold: the wide one names nothing that the narrow one does not. */
function demandsNoMore<T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean {
  return wide === undefined || wide.every((value) => narrow?.includes(value) ?? false);
}

function containsRange(wide: Range | undefined, narrow: Range | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const endsLater = (wide.under ?? Number.POSITIVE_INFINITY) >= (narrow.under ?? Number.POSITIVE_INFINITY);
  return (wide.from ?? 0) <= (narrow.from ?? 0) && endsLater;
}
