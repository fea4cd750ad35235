/** Parents by code prefix against the sums of their children, in every amount column. */

import { columnName, type RelationResult } from './judge-equations.ts';
import { compare, findTerm, type Judgement } from './judgement.ts';
import { plainLabel, unnumberedLabel } from './labels.ts';
import type { StatementTable, TableRow } from './model.ts';
import type { RollupRelation, Rule } from './rule.ts';

interface Family {
  readonly parent: TableRow;
  readonly children: readonly TableRow[];
  readonly doubt: string | null;
}

export function judgeRollup(rule: Rule, _relation: RollupRelation, table: StatementTable): RelationResult {
  const families = familiesOf(table);
  const columns = [...new Set(table.columns.map(({ key }) => key))];
  const judgements: Judgement[] = [];
  for (const { parent, children, doubt } of families) {
    for (const column of columns) {
      const head = findTerm(table, parent.key, column, 1, `${rowLabel(parent)}（${columnName(table, column)}）`);
      if (!head) continue;
      const right = children.flatMap((child) => findTerm(table, child.key, column, 1, rowLabel(child)) ?? []);
      const judgement = compare({
        rule,
        table,
        scope: 'rollup',
        severity: rule.severity,
        left: [head],
        right,
        bound: false,
        tolerance: 'sum',
        doubt: doubt === null ? null : `${table.name}：${doubt}`,
        parent: parent.key,
      });
      if (judgement) judgements.push(judgement);
    }
  }
  const hasCodes = table.rows.some((row) => row.kind === 'subject');
  const hasRows = table.rows.length > 0;
  return { judgements, missing: hasCodes || !hasRows ? null : `${table.name}没有科目编码` };
}

export function rowLabel(row: TableRow): string {
  return row.code === null ? unnumberedLabel(row.label) : `${row.code} ${plainLabel(row.label)}`.trim();
}

/** The nearest listed code that is a proper prefix is the parent; rows without one are the parts of 合计. */
function familiesOf(table: StatementTable): Family[] {
  const subjects = table.rows.filter((row) => row.code !== null);
  const byCode = new Map<string, TableRow>();
  for (const row of subjects) if (row.code !== null && !byCode.has(row.code)) byCode.set(row.code, row);
  const children = new Map<TableRow, TableRow[]>();
  const top: TableRow[] = [];
  for (const row of subjects) {
    const siblings = childrenOf(nearestParent(row.code ?? '', byCode), children) ?? top;
    siblings.push(row);
  }
  const loose = looseRows(table);
  const repeated = repeatedCodes(subjects);
  const families: Family[] = [...children].map(([parent, rows]) => ({
    parent,
    children: rows,
    doubt: doubtOf(parent, rows, loose, repeated),
  }));
  const total = table.rows.find((row) => row.kind === 'total' && row.key === 'total');
  if (total && top.length > 0)
    families.unshift({ parent: total, children: top, doubt: doubtOf(total, top, loose, repeated) });
  return families;
}

function nearestParent(code: string, byCode: ReadonlyMap<string, TableRow>): TableRow | undefined {
  for (let length = code.length - 1; length >= 3; length -= 1) {
    const parent = byCode.get(code.slice(0, length));
    if (parent) return parent;
  }
  return undefined;
}

function childrenOf(parent: TableRow | undefined, children: Map<TableRow, TableRow[]>): TableRow[] | undefined {
  if (!parent) return undefined;
  const known = children.get(parent);
  if (known) return known;
  const fresh: TableRow[] = [];
  children.set(parent, fresh);
  return fresh;
}

interface LooseRow {
  readonly row: TableRow;
  /** Code of the row above it, whose ancestors it may belong to. */
  readonly below: string;
}

/** Rows with figures and without a code. */
function looseRows(table: StatementTable): LooseRow[] {
  const loose: LooseRow[] = [];
  let below = '';
  for (const row of table.rows) {
    if (row.code !== null) below = row.code;
    else if (row.kind === 'unknown') loose.push({ row, below });
  }
  return loose;
}

function repeatedCodes(rows: readonly TableRow[]): Set<string | null> {
  const seen = new Set<string | null>();
  return new Set(rows.map(({ code }) => code).filter((code) => seen.has(code) || !seen.add(code)));
}

/** A code printed twice counts twice or once, and a row without a code may belong to the parent above it. */
function doubtOf(
  parent: TableRow,
  children: readonly TableRow[],
  loose: readonly LooseRow[],
  repeated: ReadonlySet<string | null>,
): string | null {
  const twice = [parent, ...children].find(({ code }) => code !== null && repeated.has(code));
  if (twice) return `编码 ${twice.code} 重复，合计口径不明`;
  const inside = loose.find(({ below }) => parent.code === null || below.startsWith(parent.code));
  return inside ? `第 ${inside.row.place.line} 行有数而没有科目编码` : null;
}
