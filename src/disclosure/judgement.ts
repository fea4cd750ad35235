/** One relation held against the facts of one table: what was compared, and how it came out. */
import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  type Decimal,
  isZero,
  negateDecimal,
  subtractDecimals,
  sumDecimals,
  ZERO,
} from './decimal.ts';
import { type Fact, factKey, type Severity, type StatementTable } from './model.ts';
import type { Rule } from './rule.ts';

/** The order in which judgements of one flaw are preferred as its root: a row by itself says most about the place. */
export type Scope = 'row' | 'rollup' | 'column' | 'table';

export interface JudgedTerm {
  readonly fact: Fact;
  readonly sign: 1 | -1;
  /** How the term is called in a message. */
  readonly label: string;
}

export interface Judgement {
  readonly rule: Rule;
  readonly table: StatementTable;
  readonly scope: Scope;
  readonly severity: Severity;
  /** What stands on the left; its first term is the judged total or parent. */
  readonly left: readonly JudgedTerm[];
  readonly right: readonly JudgedTerm[];
  readonly bound: boolean;
  readonly outcome: 'pass' | 'rounding' | 'fail' | 'unjudged';
  readonly why: string | null;
  readonly stated: Decimal;
  readonly expected: Decimal;
  /** stated − expected. */
  readonly difference: Decimal;
  readonly tolerance: Decimal;
  /** Key of the parent row of a rollup. */
  readonly parent: string | null;
}

export interface Comparison {
  readonly rule: Rule;
  readonly table: StatementTable;
  readonly scope: Scope;
  readonly severity: Severity;
  readonly left: readonly JudgedTerm[];
  readonly right: readonly JudgedTerm[];
  readonly bound: boolean;
  readonly tolerance: 'sum' | 'same';
  /** Something that could explain a difference without an error in the document. */
  readonly doubt: string | null;
  readonly parent: string | null;
}

/** Undefined where every cell is blank: there is nothing to judge. */
export function compare(comparison: Comparison): Judgement | undefined {
  const { left, right, table } = comparison;
  const terms = [...left, ...right];
  if (terms.every(({ fact }) => fact.value.kind === 'blank')) return undefined;
  const [head] = left;
  const stated = head ? amountOf(head.fact) : ZERO;
  const expected = subtractDecimals(sumTerms(right), sumTerms(left.slice(1)));
  const difference = subtractDecimals(stated, expected);
  const tolerance = toleranceOf(comparison, terms);
  const { tolerance: _, doubt, ...shared } = comparison;
  const judgement = { ...shared, stated, expected, difference, tolerance };
  const unreadable = terms.find(({ fact }) => fact.value.kind === 'unreadable');
  if (unreadable) {
    const why = `${table.name}第 ${unreadable.fact.place.line} 行“${unreadable.label}”的“${unreadable.fact.stated}”不是数`;
    return { ...judgement, outcome: 'unjudged', why };
  }
  if (isZero(difference) || (comparison.bound && difference.units > 0n)) {
    return { ...judgement, outcome: 'pass', why: null };
  }
  if (compareDecimals(absoluteDecimal(difference), tolerance) <= 0) {
    return { ...judgement, outcome: 'rounding', why: null };
  }
  const why = doubt ?? doubtOf(comparison, terms);
  return { ...judgement, outcome: why === null ? 'fail' : 'unjudged', why };
}

/** A cell named by a rule; undefined when the layout does not have it. */
export function findTerm(
  table: StatementTable,
  row: string,
  column: string,
  sign: 1 | -1,
  label: string,
): JudgedTerm | undefined {
  const fact = table.facts.get(factKey(row, column));
  return fact ? { fact, sign, label } : undefined;
}

export function amountOf(fact: Fact): Decimal {
  return fact.value.kind === 'amount' ? fact.value.amount : ZERO;
}

function sumTerms(terms: readonly JudgedTerm[]): Decimal {
  return sumDecimals(terms.map(({ fact, sign }) => (sign === 1 ? amountOf(fact) : negateDecimal(amountOf(fact)))));
}

/**
 * Half a unit for every printed figure of a sum, a whole unit for a figure printed twice. A figure with fewer decimals
 * than the table usually prints has lost trailing zeros, not precision; a blank is an exact nought.
 */
function toleranceOf({ table, tolerance }: Comparison, terms: readonly JudgedTerm[]): Decimal {
  const halves = terms.flatMap(({ fact: { value } }) =>
    value.kind === 'amount' ? [halfUnit(Math.max(value.amount.decimals, table.decimals))] : [],
  );
  if (tolerance === 'sum') return sumDecimals(halves);
  const coarsest = halves.reduce((most, half) => (compareDecimals(half, most) > 0 ? half : most), ZERO);
  return addDecimals(coarsest, coarsest);
}

function halfUnit(decimals: number): Decimal {
  return { units: 5n, decimals: decimals + 1 };
}

/** A relation whose reading is not sure may pass; it never fails. */
function doubtOf({ table, scope }: Comparison, terms: readonly JudgedTerm[]): string | null {
  const unsure = terms.find(({ fact }) => !fact.certain);
  if (unsure) return `${table.name}第 ${unsure.fact.place.line} 行的数与行、列的对应关系不能确定`;
  if (!table.exact && terms.some(({ fact }) => fact.value.kind === 'blank')) {
    return `${table.name}按空格排版，不能确定空白处是没有数还是数被错开`;
  }
  // A column that no rule knows may be a further part of a row's sum; the sums down the other columns do not mind.
  const open = scope === 'row' && terms.some(({ fact }) => table.openBlocks.has(blockOf(table, fact)));
  return open ? `${table.name}有未辨认的金额列` : null;
}

function blockOf(table: StatementTable, fact: Fact): number {
  return table.columns.find((column) => column.key === fact.column)?.block ?? -1;
}
