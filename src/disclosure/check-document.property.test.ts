import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fen, fen } from '../kernel/money.ts';
import { checkDocument } from './check-document.ts';
import type { DocumentReport } from './model.ts';
import { subjectsFromDisk } from './subjects-from-disk.ts';
import {
  basicBlocksTable,
  basicListTable,
  ECONOMIC_ITEMS,
  expenditureTable,
  FUNCTIONAL_ITEMS,
  fiscalTable,
  incomeTable,
  publicBudgetTable,
  publicExpenseTable,
  type SampleAccounts,
  type SampleTable,
  summaryTable,
} from './testing/sample-accounts.ts';
import { type LayoutOptions, layOut } from './testing/sample-layouts.ts';

const subjects = subjectsFromDisk();

/** Fen that print without rounding in 万元 (multiples of 100 yuan), or any fen at all. */
const exactAmount = fc.integer({ min: 0, max: 900_000 }).map((units) => fen(units * 10_000));
const anyAmount = fc.integer({ min: 0, max: 9_000_000_000 }).map((value) => fen(value));

function accountsOf(amount: fc.Arbitrary<Fen>): fc.Arbitrary<SampleAccounts> {
  const functional = fc.subarray(FUNCTIONAL_ITEMS, { minLength: 2 }).chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        fc.record({
          code: fc.constant(code),
          personnel: amount,
          operating: amount,
          project: amount,
          other: amount,
        }),
      ),
    ),
  );
  const economic = fc
    .subarray(ECONOMIC_ITEMS, { minLength: 2 })
    // 人员经费合计 and 公用经费合计 each have a row to add up.
    .filter((codes) => codes.some((code) => /^30[13]/.test(code)) && codes.some((code) => /^3(02|10)/.test(code)))
    .chain((codes) => fc.tuple(...codes.map((code) => fc.record({ code: fc.constant(code), amount }))));
  return fc.record({ functional, economic, opening: amount });
}

const layouts: fc.Arbitrary<LayoutOptions> = fc.record({
  layout: fc.constantFrom('tabs', 'pipes', 'threeCodes'),
  totalLast: fc.boolean(),
  grouped: fc.boolean(),
  split: fc.boolean(),
});

const expenses = (amount: fc.Arbitrary<Fen>) =>
  fc.tuple(fc.tuple(amount, amount, amount, amount), fc.tuple(amount, amount, amount, amount));

function tablesOf(accounts: SampleAccounts, amounts: Parameters<typeof publicExpenseTable>[0]): SampleTable[] {
  return [
    summaryTable(accounts),
    incomeTable(accounts),
    expenditureTable(accounts),
    fiscalTable(accounts),
    publicBudgetTable(accounts),
    basicListTable(accounts),
    publicExpenseTable(amounts),
    basicBlocksTable(accounts),
  ];
}

function check(text: string): DocumentReport {
  return checkDocument({ file: '青禾县.txt', text }, { subjects });
}

function errorsOf(report: DocumentReport) {
  return report.findings.filter((finding) => finding.severity !== 'info');
}

describe('consistent accounts', () => {
  it('pass without a finding when every figure is exact, in every layout', () => {
    fc.assert(
      fc.property(accountsOf(exactAmount), expenses(exactAmount), layouts, (accounts, amounts, options) => {
        const report = check(layOut(tablesOf(accounts, amounts), options).text);
        expect(report.findings).toEqual([]);
        expect(report.judged).toBeGreaterThan(60);
        expect(report.passed).toBe(report.judged);
      }),
      { numRuns: 60 },
    );
  });

  it('show nothing worse than rounding when every figure was rounded by itself', () => {
    fc.assert(
      fc.property(accountsOf(anyAmount), expenses(anyAmount), layouts, (accounts, amounts, options) => {
        expect(errorsOf(check(layOut(tablesOf(accounts, amounts), options).text))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('are never contradicted where the table is set with blanks', () => {
    fc.assert(
      fc.property(accountsOf(exactAmount), (accounts) => {
        const tables = [summaryTable(accounts), expenditureTable(accounts), publicBudgetTable(accounts)];
        expect(errorsOf(check(layOut(tables, { layout: 'columns' }).text))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** A printed figure of a body: its place and which of its digits before the point to change, and to what. */
interface Change {
  readonly table: number;
  readonly row: number;
  readonly column: number;
}

function figuresOf(tables: readonly SampleTable[]): Change[] {
  return tables.flatMap((table, at) =>
    table.body.flatMap((cells, row) =>
      cells.flatMap((text, column) => (/^\d+\.\d\d$/.test(text) ? [{ table: at, row, column }] : [])),
    ),
  );
}

/** Changes one digit before the point, so that the figure moves by one unit at least. */
function changeDigit(text: string, position: number, by: number): string {
  const at = position % text.indexOf('.');
  const digit = (Number(text[at]) + by) % 10;
  return `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
}

function withChange(tables: readonly SampleTable[], change: Change, position: number, by: number): SampleTable[] {
  return tables.map((table, at) =>
    at !== change.table
      ? table
      : {
          ...table,
          body: table.body.map((cells, row) =>
            row !== change.row
              ? cells
              : cells.map((text, column) => (column === change.column ? changeDigit(text, position, by) : text)),
          ),
        },
  );
}

describe('one changed digit', () => {
  it.each([
    ['exact figures', exactAmount],
    ['rounded figures', anyAmount],
  ])('gives exactly one root finding (%s)', (_, amount) => {
    fc.assert(
      fc.property(
        accountsOf(amount),
        expenses(amount),
        layouts,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (accounts, amounts, options, pick, position, by) => {
          const tables = tablesOf(accounts, amounts);
          const figures = figuresOf(tables);
          const change = figures[pick % figures.length];
          if (!change) return;
          const document = layOut(withChange(tables, change, position, by), options);
          const roots = errorsOf(check(document.text)).filter(({ root }) => root === null);
          expect(roots).toHaveLength(1);
          const lines = (tables[change.table]?.body ?? []).map((_row, row) => document.lineOf(change.table, row));
          expect(lines).toContain(roots[0]?.line);
        },
      ),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('has one root or is not judged where the table is set with blanks', () => {
    fc.assert(
      fc.property(accountsOf(exactAmount), fc.nat(), fc.nat(), (accounts, pick, position) => {
        const tables = [expenditureTable(accounts), publicBudgetTable(accounts)];
        const figures = figuresOf(tables);
        const change = figures[pick % figures.length];
        if (!change) return;
        const document = layOut(withChange(tables, change, position, 3), { layout: 'columns' });
        const report = check(document.text);
        const roots = errorsOf(report).filter(({ root }) => root === null);
        expect(roots.length).toBeLessThanOrEqual(1);
        if (roots.length === 0) expect(report.notJudged.some(({ rule }) => /^FW-(08|10|14)$/.test(rule))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is found in its own row wherever the row has a sum of its own', () => {
    fc.assert(
      fc.property(accountsOf(exactAmount), layouts, fc.nat(), fc.nat(), (accounts, options, pick, position) => {
        const tables = [expenditureTable(accounts), publicBudgetTable(accounts)];
        const figures = figuresOf(tables);
        const change = figures[pick % figures.length];
        if (!change) return;
        const document = layOut(withChange(tables, change, position, 3), options);
        const roots = errorsOf(check(document.text)).filter(({ root }) => root === null);
        expect(roots.map(({ line }) => line)).toEqual([document.lineOf(change.table, change.row)]);
      }),
      { numRuns: 80 },
    );
  });
});
