/** The fund books as the console shows them: books, overview, statement, trial balance. */
import { sql } from 'kysely';
import type { Office } from '../access/index.ts';
import { type Coded, coded } from '../catalogues/code-lists.ts';
import type { DbOrTx } from '../database/index.ts';
import { addDays } from '../kernel/dates.ts';
import { type Fen, fen, negateFen, sumFen } from '../kernel/money.ts';
import { firstDay, nextPeriod, type Period, period, periodOf } from '../kernel/periods.ts';
import { refuse } from '../kernel/result.ts';
import { type TrialBalanceRow, trialBalance } from '../ledger/index.ts';
import { benefitBookId } from '../settlement/index.ts';
import { fundErrors } from './errors.ts';
import { FUNDS, type FundMonth, type FundStatement, fundBookId } from './model.ts';
import { fundMonths, fundStatement, YEAR_CLOSE } from './service.ts';

type FundOffice = Pick<Office, 'db' | 'area'>;
export interface PeriodRange {
  readonly from: Period;
  readonly to: Period;
}

export interface BookState {
  readonly bookId: string;
  readonly name: string;
  readonly kind: string;
  readonly firstPeriod: Period;
  /** Oldest month that is not closed. */
  readonly openPeriod: Period;
}

export function previousPeriod(value: Period): Period {
  return periodOf(addDays(firstDay(value), -1));
}

function yearBefore(value: Period): Period {
  return period(`${Number(value.slice(0, 4)) - 1}${value.slice(4)}`);
}

function bookIds(area: string): string[] {
  return [...FUNDS.map((fund) => fundBookId(area, fund)), benefitBookId(area)];
}

/** The books of the funds and the sub-ledger, in the order of the funds; empty before they are opened. */
export async function readBooks(office: FundOffice): Promise<BookState[]> {
  const ids = bookIds(office.area);
  const found = await sql<{ bookId: string; name: string; kind: string; openedOn: string; closed: string | null }>`
    select b.book_id as "bookId", b.name, b.kind, b.opened_on as "openedOn",
      (select max(p.period) from accounting_period p where p.book_id = b.book_id and p.state = 'closed') as closed
    from book b where b.book_id = any(${ids}::text[]) order by array_position(${ids}::text[], b.book_id)`.execute(
    office.db,
  );
  return found.rows.map(({ bookId, name, kind, openedOn, closed }) => {
    const firstPeriod = periodOf(openedOn);
    return { bookId, name, kind, firstPeriod, openPeriod: closed === null ? firstPeriod : nextPeriod(period(closed)) };
  });
}

/** One of the area's books. Refuses `fund.unknownBook`. */
export async function getBook(office: FundOffice, bookId: string): Promise<BookState> {
  return (
    (await readBooks(office)).find((book) => book.bookId === bookId) ??
    refuse(fundErrors.unknownBook({ value: bookId, path: 'book' }))
  );
}

export function codedBook(book: Pick<BookState, 'bookId' | 'name'>): Coded {
  return { code: book.bookId, name: book.name };
}

/** Last month of a year in which any fund book has an entry. */
async function lastMonthWithEntries(office: FundOffice, year: number): Promise<Period> {
  const found = await sql<{ last: string | null }>`
    select max(last) as last from unnest(${bookIds(office.area)}::text[]) as b(book_id)
    cross join lateral (select max(v.period) as last from voucher v
      where v.book_id = b.book_id and v.book_id like 'fund-%'
        and v.period between ${`${year}-01`} and ${`${year}-12`}) v`.execute(office.db);
  return period(found.rows[0]?.last ?? `${year}-01`);
}

interface YearFigures {
  readonly opening: Fen;
  readonly months: readonly FundMonth[];
}

async function readYear(office: FundOffice, bookId: string, year: number): Promise<YearFigures> {
  const range = { from: period(`${year}-01`), to: period(`${year}-12`) };
  const statement = await fundStatement(office.db, office.area, bookId, range);
  const opening = statement.lines.find((line) => line.key === 'opening')?.amount ?? fen(0);
  return { opening, months: await fundMonths(office.db, bookId, year) };
}

/** Months that have come (up to `through`) with the balance at their end; later ones without figures. */
function presentYear({ opening, months }: YearFigures, through: Period, closedTo: Period | undefined) {
  let balance: number = opening;
  const shown = months.map((month) => {
    const come = month.period <= through;
    balance += come ? month.income - month.expenditure : 0;
    return {
      period: month.period as string,
      incomeFen: come ? (month.income as number) : null,
      expenditureFen: come ? (month.expenditure as number) : null,
      balanceFen: come ? balance : null,
      closed: closedTo !== undefined && month.period <= closedTo,
    };
  });
  const come = months.filter((month) => month.period <= through);
  return {
    openingFen: opening as number,
    incomeFen: sumFen(come.map((month) => month.income)) as number,
    expenditureFen: sumFen(come.map((month) => month.expenditure)) as number,
    balanceFen: balance,
    months: shown,
  };
}

/** Income, expenditure, balance and reserve of every fund in a year, with the year before beside it. */
export async function fundOverview(office: FundOffice, year: number) {
  const books = (await readBooks(office)).filter((book) => book.kind === 'fund');
  const through = await lastMonthWithEntries(office, year);
  const funds = await Promise.all(books.map((book) => overviewItem(office, book, year, through)));
  return { year, through: through as string, funds };
}

async function overviewItem(office: FundOffice, book: BookState, year: number, through: Period) {
  const { bookId, name } = book;
  const closedTo = book.openPeriod === book.firstPeriod ? undefined : previousPeriod(book.openPeriod);
  const now = presentYear(await readYear(office, bookId, year), through, closedTo);
  const passed = Number(through.slice(5));
  const reserveMonths =
    now.expenditureFen > 0 ? Math.round((now.balanceFen * passed * 100) / now.expenditureFen) / 100 : null;
  return { bookId, name, ...now, reserveMonths, lastYear: await lastYearOf(office, book, year, through), budget: null };
}

async function lastYearOf(office: FundOffice, book: BookState, year: number, through: Period) {
  if (period(`${year - 1}-12`) < book.firstPeriod) return null;
  const figures = await readYear(office, book.bookId, year - 1);
  if (figures.opening === 0 && figures.months.every((month) => month.income === 0 && month.expenditure === 0))
    return null;
  const closedTo = book.openPeriod === book.firstPeriod ? undefined : previousPeriod(book.openPeriod);
  const same = figures.months.filter((month) => month.period <= yearBefore(through));
  return {
    ...presentYear(figures, period(`${year - 1}-12`), closedTo),
    sameMonths: {
      incomeFen: sumFen(same.map((month) => month.income)) as number,
      expenditureFen: sumFen(same.map((month) => month.expenditure)) as number,
    },
  };
}

const HEADS: Readonly<Record<string, 'income' | 'expense' | 'opening'>> = {
  opening: 'opening',
  income: 'income',
  expenditure: 'expense',
};

/**
 * The statement (收支表) with last year's same months. Every line that is not derived from others names the accounts
 * (and, for the opening balance, the months) whose vouchers add up to it. Refuses `fund.unknownBook`.
 */
export async function statementView(office: FundOffice, bookId: string, range: PeriodRange) {
  const book = await getBook(office, bookId);
  const before = { from: yearBefore(range.from), to: yearBefore(range.to) };
  const lastYear = before.to < book.firstPeriod ? null : before;
  const [now, then, accounts] = await Promise.all([
    fundStatement(office.db, office.area, bookId, range),
    lastYear && fundStatement(office.db, office.area, bookId, lastYear),
    readAccounts(office.db, bookId),
  ]);
  const amountsThen = new Map(then?.lines.map((line) => [line.key, line.amount]));
  return {
    book: codedBook(book),
    from: range.from as string,
    to: range.to as string,
    lastYear: lastYear as { from: string; to: string } | null,
    lines: presentLines(now, accounts, previousOf(book, range)).map((line) => ({
      ...line,
      lastYearFen: (amountsThen.get(line.key) ?? null) as number | null,
      budgetFen: null,
    })),
  };
}

/** The months before the statement's own, of which the opening balance is made; undefined when it starts the book. */
function previousOf(book: BookState, range: PeriodRange): { from: string; to: string } | undefined {
  return range.from > book.firstPeriod ? { from: book.firstPeriod, to: previousPeriod(range.from) } : undefined;
}

function presentLines(
  statement: FundStatement,
  accounts: readonly AccountRow[],
  earlier: { from: string; to: string } | undefined,
) {
  const codesOf = (...elements: string[]) =>
    accounts.filter((account) => elements.includes(account.element)).map((account) => account.code);
  let side: 'debit' | 'credit' = 'credit';
  return statement.lines.map((line) => {
    const head = HEADS[line.key];
    if (line.level === 0) side = line.key === 'expenditure' ? 'debit' : 'credit';
    const own =
      head === 'opening'
        ? earlier
          ? codesOf('net', 'income', 'expense')
          : []
        : head
          ? codesOf(head)
          : [...line.accounts];
    return {
      key: line.key,
      label: line.label,
      level: line.level as number,
      kind:
        line.level > 0 || head === 'opening' ? ('item' as const) : head ? ('subtotal' as const) : ('total' as const),
      amountFen: line.amount as number | null,
      accounts: own,
      side,
      ...(head === 'opening' && earlier ? earlier : {}),
    };
  });
}

export interface AccountRow {
  readonly code: string;
  readonly name: string;
  readonly element: string;
}

export async function readAccounts(db: DbOrTx, bookId: string): Promise<AccountRow[]> {
  const found = await sql<AccountRow>`
    select code, name, element from account where book_id = ${bookId} order by code`.execute(db);
  return found.rows;
}

/** Digits of an account of the first level (一级科目). */
const TOP_DIGITS = 4;

/** Name of an account, also of one that stands only for those below it: 社会保险费收入 for 社会保险费收入—单位缴费. */
export function accountName(accounts: readonly AccountRow[], code: string): string | undefined {
  const exact = accounts.find((account) => account.code === code);
  return exact?.name ?? accounts.find((account) => account.code.startsWith(code))?.name.split('—')[0];
}

/**
 * Opening, movements and closing of every account that has any, with the accounts above them. A fund book is shown
 * before the year-end transfer (年终结转), as its statement is; earlier years' transfers are in the opening balance.
 */
export async function trialBalanceView(office: FundOffice, bookId: string, range: PeriodRange) {
  const book = await getBook(office, bookId);
  const exclusion = book.kind === 'fund' ? { withoutKind: YEAR_CLOSE } : {};
  const rows = (await trialBalance(office.db, bookId, { ...range, ...exclusion })).filter(isUsed);
  const tops = [
    ...new Set(rows.filter((row) => row.code.length > TOP_DIGITS).map((row) => row.code.slice(0, TOP_DIGITS))),
  ];
  const parents = tops
    .filter((code) => !rows.some((row) => row.code === code))
    .map((code): TrialBalanceRow => sumBelow(code, rows));
  const isTop = (code: string) => tops.includes(code);
  return {
    book: codedBook(book),
    from: range.from as string,
    to: range.to as string,
    rows: [...rows, ...parents]
      .sort((left, right) => (left.code < right.code ? -1 : 1))
      .map((row) => ({
        code: row.code,
        name: row.name,
        element: coded('element', row.element),
        level: row.code.length > TOP_DIGITS ? 1 : 0,
        leaf: !isTop(row.code),
        openingFen: row.opening as number,
        debitFen: row.debit as number,
        creditFen: row.credit as number,
        closingFen: row.closing as number,
      })),
    sums: {
      debitFen: sumFen(rows.map((row) => row.debit)) as number,
      creditFen: sumFen(rows.map((row) => row.credit)) as number,
    },
  };
}

function isUsed(row: TrialBalanceRow): boolean {
  return row.opening !== 0 || row.debit !== 0 || row.credit !== 0;
}

function sumBelow(code: string, rows: readonly TrialBalanceRow[]): TrialBalanceRow {
  const below = rows.filter((row) => row.code.startsWith(code));
  const sum = (field: 'opening' | 'debit' | 'credit' | 'closing') => sumFen(below.map((row) => row[field]));
  return {
    code,
    name: accountName(below, code) ?? code,
    element: below[0]?.element ?? 'asset',
    opening: sum('opening'),
    debit: sum('debit'),
    credit: sum('credit'),
    closing: sum('closing'),
  };
}

/** What a fund had accumulated at the end of a month (滚存结余). */
export async function fundBalance(office: FundOffice, bookId: string, upTo: Period): Promise<Fen> {
  const found = await sql<{ balance: Fen }>`
    select coalesce(sum(p.amount_fen), 0)::bigint as balance
    from posting p join account a on a.book_id = p.book_id and a.code = p.account
    where p.book_id = ${bookId} and p.period <= ${upTo} and a.element in ('net', 'income', 'expense')`.execute(
    office.db,
  );
  return negateFen(found.rows[0]?.balance ?? fen(0));
}
