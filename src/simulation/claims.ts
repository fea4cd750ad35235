/**
 * Claims for the laboratory (测算数据): the columns that are evaluated, and beside them what reports group by.
 *
 * Persons are numbered from 0 in the order of the columns; nothing here names anybody.
 */
import type { ClaimColumns, Scheme } from '../benefits/index.ts';

/** Where the claims come from: the county's settlements of a year, or a file. */
export type ClaimsOrigin =
  | { readonly kind: 'county'; readonly area: string; readonly year: number }
  | { readonly kind: 'file'; readonly file: string };

export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

export interface ClaimProvider extends NamedCode {
  /** Grade as policy speaks of it: village, one, two, three, none. */
  readonly grade: string;
}

/** What is known of persons besides their claims, an entry a person. */
export interface PersonColumns {
  readonly count: number;
  /** 1 male, 2 female, 0 not known. */
  readonly sex: Uint8Array;
  /** Index into `towns`. */
  readonly town: Uint16Array;
  readonly towns: readonly NamedCode[];
}

export interface SimulationClaims {
  readonly origin: ClaimsOrigin;
  readonly scheme: Scheme;
  readonly columns: ClaimColumns;
  /** Index into `providers`, an entry a claim. */
  readonly provider: Int32Array;
  readonly providers: readonly ClaimProvider[];
  readonly persons: PersonColumns;
  /** What was in fact settled, fen: for holding the baseline against it. Absent where the file does not say. */
  readonly settled: { readonly fund: Int32Array; readonly person: Int32Array } | undefined;
}

/** First and last decisive day (days since 1970-01-01); 0 and −1 where there are no claims. */
export function daysOf({ day, length }: ClaimColumns): { readonly first: number; readonly last: number } {
  if (length === 0) return { first: 0, last: -1 };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    const value = day[index] ?? 0;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return { first, last };
}
