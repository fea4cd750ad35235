/** Runs an equation over the rows, the columns or the cells of a table. */

import { isZero } from './decimal.ts';
import { type Equation, type EquationTerm, parseEquation } from './equation.ts';
import { amountOf, compare, findTerm, type JudgedTerm, type Judgement } from './judgement.ts';
import { unnumberedLabel } from './labels.ts';
import type { StatementTable, TableRow } from './model.ts';
import type { EquationRelation, Rule } from './rule.ts';

export interface RelationResult {
  readonly judgements: readonly Judgement[];
  /** Why the relation could not be held against this layout at all. */
  readonly missing: string | null;
}

type Resolved = readonly JudgedTerm[] | { readonly missing: string };

export function judgeEquation(rule: Rule, relation: EquationRelation, table: StatementTable): RelationResult {
  const equation = parseEquation(relation.equation);
  const judgements: Judgement[] = [];
  let missing: string | null = null;
  let partless: string | null = null;
  for (const place of placesOf(relation, equation, table)) {
    const left = resolveSide(equation.left, place, table);
    const right = resolveSide(equation.right, place, table);
    const gap = 'missing' in left ? left.missing : 'missing' in right ? right.missing : null;
    if (gap !== null || 'missing' in left || 'missing' in right) {
      missing ??= gap;
      if (!('missing' in left)) partless ??= partlessTotal(equation, left, table);
      continue;
    }
    const judgement = compare({
      rule,
      table,
      scope: relation.each,
      severity: relation.severity ?? rule.severity,
      left,
      right,
      bound: equation.bound,
      tolerance: relation.tolerance,
      doubt: unknownRowDoubt(equation, relation, table, left),
      parent: null,
    });
    if (judgement) judgements.push(judgement);
  }
  return { judgements: withoutShift(judgements, relation, table), missing: relation.ifPresent ? partless : missing };
}

/** A total with a figure, none of whose possible parts is listed: the layout has the relation, the table does not show it. */
function partlessTotal(equation: Equation, left: readonly JudgedTerm[], table: StatementTable): string | null {
  const [head] = left;
  if (!head || isZero(amountOf(head.fact)) || !equation.right.every(({ optional }) => optional)) return null;
  return `${table.name}的“${head.label}”没有列出组成项`;
}

/** Nobody prints a table in which most rows are wrong: then the header stands over the wrong columns. */
const MANY_ROWS = 6;

function withoutShift(judgements: Judgement[], { each }: EquationRelation, table: StatementTable): Judgement[] {
  const failed = judgements.filter(({ outcome }) => outcome === 'fail').length;
  if (each !== 'row' || failed < MANY_ROWS || failed * 2 <= judgements.length) return judgements;
  const why = `${table.name}有 ${failed} 行不平，超过半数，表头与各列的对应可能读错`;
  return judgements.map((judgement) =>
    judgement.outcome === 'fail' ? { ...judgement, outcome: 'unjudged', why } : judgement,
  );
}

/** What a term's name is completed with. */
type Position =
  | { readonly each: 'row'; readonly row: TableRow }
  | { readonly each: 'column'; readonly column: string }
  | { readonly each: 'table' };

function placesOf(relation: EquationRelation, equation: Equation, table: StatementTable): Position[] {
  if (relation.each === 'row') return rowsOf(equation, table).map((row) => ({ each: 'row', row }));
  if (relation.each === 'table') return [{ each: 'table' }];
  return (relation.columns ?? [])
    .filter((column) => table.columns.some(({ key }) => key === column))
    .map((column) => ({ each: 'column', column }));
}

/** Rows of the blocks that have the judged column; where none has it, all rows, so that the gap is reported. */
function rowsOf(equation: Equation, table: StatementTable): readonly TableRow[] {
  const blocks = new Set(
    table.columns.filter(({ key }) => key === equation.left[0]?.name).map((column) => column.block),
  );
  return blocks.size === 0 ? table.rows : table.rows.filter((row) => blocks.has(row.block));
}

function resolveSide(terms: readonly EquationTerm[], position: Position, table: StatementTable): Resolved {
  const resolved: JudgedTerm[] = [];
  const named = terms.filter((term) => term.kind !== 'nought');
  for (const term of named) {
    const found = term.kind === 'group' ? groupTerms(term, position, table) : cellTerm(term, position, table);
    if (found.length === 0 && !term.optional) return { missing: `${table.name}没有${nameOf(term, table)}` };
    resolved.push(...found);
  }
  if (resolved.length === 0 && named.length > 0) return { missing: `${table.name}没有可相加的组成项` };
  return resolved;
}

function groupTerms(term: EquationTerm, position: Position, table: StatementTable): JudgedTerm[] {
  if (position.each !== 'column') return [];
  return table.rows
    .filter((row) => row.group === term.name)
    .flatMap((row) => findTerm(table, row.key, position.column, term.sign, unnumberedLabel(row.label)) ?? []);
}

function cellTerm(term: EquationTerm, position: Position, table: StatementTable): JudgedTerm[] {
  const [first = '', second = ''] = term.name.split('.');
  const [row, column] =
    position.each === 'row'
      ? [position.row.key, first]
      : position.each === 'column'
        ? [first, position.column]
        : [first, second];
  const label = position.each === 'row' ? columnName(table, column) : rowName(table, row, column, position.each);
  return [findTerm(table, row, column, term.sign, label) ?? []].flat();
}

function rowName(table: StatementTable, row: string, column: string, each: 'column' | 'table'): string {
  const label = unnumberedLabel(table.rows.find(({ key }) => key === row)?.label ?? row);
  const several = table.columns.filter(({ key }) => key !== 'amount').length > 0;
  return each === 'table' && several && column !== 'amount' ? `${label}（${columnName(table, column)}）` : label;
}

export function columnName(table: StatementTable, column: string): string {
  return (
    table.columns
      .find(({ key }) => key === column)
      ?.label.split('/')
      .at(-1) ?? column
  );
}

/** An item row that no pattern knows may be a further part of the sum, or the row that was meant. */
function unknownRowDoubt(
  equation: Equation,
  relation: EquationRelation,
  table: StatementTable,
  left: readonly JudgedTerm[],
): string | null {
  if (relation.each === 'row') return null;
  const blocks = new Set(left.flatMap(({ fact }) => table.rows.find(({ key }) => key === fact.row)?.block ?? []));
  const unknown = table.rows.find(
    (row) => row.kind === 'unknown' && (blocks.has(row.block) || equation.left.length > 1),
  );
  return unknown ? `${table.name}第 ${unknown.place.line} 行“${unknown.label}”未辨认，可能是组成项` : null;
}

function nameOf(term: EquationTerm, table: StatementTable): string {
  if (term.kind === 'group') return '组成各行';
  const known: Readonly<Record<string, string>> = CELL_NAMES;
  const [first = '', second] = term.name.split('.');
  const name = known[first] ?? columnName(table, first);
  return `“${name}”${second ? '的数' : ''}`;
}

/** For the reasons why something was not judged. */
const CELL_NAMES = {
  iS: '本年收入合计',
  iT: '收入总计',
  iB: '年初结转和结余',
  iB1: '年初结转（一般公共预算）',
  eS: '本年支出合计',
  eT: '支出总计',
  eC: '年末结转和结余',
  i1: '一般公共预算财政拨款收入',
  c1: '合计列',
  c2: '基本支出列',
  c3: '项目支出列',
  t: '合计列',
  g: '一般公共预算财政拨款列',
  s0: '“三公”经费合计',
  s1: '因公出国（境）费',
  s2: '公务用车小计',
  s3: '公务用车购置费',
  s4: '公务用车运行维护费',
  s5: '公务接待费',
} as const;
