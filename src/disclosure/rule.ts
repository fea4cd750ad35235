/** A check as data: one sentence, its severity and source, and the relations between facts that it states. */
import type { Severity } from './model.ts';

export interface RuleSource {
  readonly document: string;
  readonly note?: string;
  /** `published`: read in the document itself; `common`: general knowledge of the field, not yet held against a text. */
  readonly grade: 'published' | 'common';
}

/**
 * Linear equation between facts of one table.
 *
 * `each: 'row'` names columns (`c1 = c2 + c3`) and is judged in every row; `each: 'column'` names rows
 * (`eS = sum(class)`) and is judged in every column given; `each: 'table'` names cells (`iT.amount = eT.t`).
 * A term with `?` may be absent from the layout; `sum(group)` adds all rows of a group; `0` is the number nought;
 * `>=` instead of `=` states a bound.
 */
export interface EquationRelation {
  readonly kind: 'equation';
  readonly table: string;
  readonly each: 'row' | 'column' | 'table';
  readonly equation: string;
  /** Columns to run over, for `each: 'column'`. */
  readonly columns?: readonly string[];
  /** `sum`: every printed figure was rounded by itself, half a unit each; `same`: one figure printed twice, one unit. */
  readonly tolerance: 'sum' | 'same';
  /** Holds for layouts that have its cells; elsewhere it is not applicable rather than not judged. */
  readonly ifPresent?: true;
  readonly severity?: Severity;
}

/** Every parent equals the sum of its children by code prefix, in every amount column; the total that of the top rows. */
export interface RollupRelation {
  readonly kind: 'rollup';
  readonly table: string;
}

/** Every code is one of the year's classification and bears its name of that year. */
export interface NamesRelation {
  readonly kind: 'names';
  readonly table: string;
}

/** Codes are unique, ascending, and every code's parent is listed. */
export interface OrderRelation {
  readonly kind: 'order';
  readonly table: string;
}

export type Relation = EquationRelation | RollupRelation | NamesRelation | OrderRelation;

export interface Rule {
  readonly id: string;
  readonly sentence: string;
  readonly severity: Severity;
  readonly sources: readonly RuleSource[];
  readonly relations: readonly Relation[];
}
