/** Cells of the statement and the vouchers behind them. Pure. */
import type { StatementLine, StatementResponse } from '../api/types.ts';

export type CellKind = 'now' | 'before';

/** What the drawer asks for: accounts and periods of one cell. */
export interface CellQuery {
  readonly line: StatementLine;
  readonly kind: CellKind;
  readonly amountFen: number;
  readonly account: string;
  readonly from: string;
  readonly to: string;
}

/** `key` or `key~before` in the address. */
export function cellKey(line: StatementLine, kind: CellKind): string {
  return kind === 'now' ? line.key : `${line.key}~before`;
}

/** The cell named in the address; undefined when the statement has no such cell or nothing stands behind it. */
export function findCell(statement: StatementResponse, key: string | undefined): CellQuery | undefined {
  if (key === undefined) return undefined;
  const kind: CellKind = key.endsWith('~before') ? 'before' : 'now';
  const line = statement.lines.find((candidate) => cellKey(candidate, kind) === key);
  if (!line || !isOpenable(line)) return undefined;
  const amountFen = kind === 'now' ? line.amountFen : line.lastYearFen;
  const range =
    kind === 'now' ? { from: line.from ?? statement.from, to: line.to ?? statement.to } : statement.lastYear;
  if (amountFen === null || range === null) return undefined;
  return { line, kind, amountFen, account: line.accounts.join(','), from: range.from, to: range.to };
}

export function isOpenable(line: StatementLine): boolean {
  return line.accounts.length > 0;
}

/** The vouchers' sum with the sign the statement gives it: credit side grows income, debit side expenditure. */
export function signedSum(
  side: 'debit' | 'credit',
  sums: { readonly debitFen: number; readonly creditFen: number },
): number {
  return side === 'debit' ? sums.debitFen - sums.creditFen : sums.creditFen - sums.debitFen;
}
