/** Use cases of the fund books: open, read statements, prove control accounts, close months. */
import type { Actor, Office } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type DbOrTx, lockName, type Tx, transact } from '../database/index.ts';
import { dateOf, type IsoDate } from '../kernel/dates.ts';
import { type Fen, formatYuan, negateFen, subtractFen, sumFen, ZERO_FEN } from '../kernel/money.ts';
import { lastDay, type Period, period, periodsOfYear } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { closePeriod, openBook, postEntry, type TrialBalanceRow, trialBalance } from '../ledger/index.ts';
import { benefitBook, benefitBookId, PAID_BY_FUND } from '../settlement/index.ts';
import { ACCOUNT, BENEFIT_ACCOUNTS, fundBook } from './chart.ts';
import { fundErrors } from './errors.ts';
import {
  type ControlLine,
  FUND_TITLES,
  FUNDS,
  type Fund,
  type FundMonth,
  type FundStatement,
  fundBookId,
  fundOf,
} from './model.ts';
import { buildStatement, closingPostings } from './statement.ts';
import * as store from './store.ts';

export const YEAR_CLOSE = 'yearClose';

/** Opens the benefit sub-ledger and the book of every fund; does nothing where they are open already. */
export async function openFundBooks(office: Office, openedOn: IsoDate): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    await openBook(tx, benefitBook(office.area, openedOn));
    for (const fund of FUNDS) await openBook(tx, fundBook(office.area, fund, openedOn));
  });
}

function fundOfBook(area: string, bookId: string): Fund {
  return FUNDS.find((fund) => fundBookId(area, fund) === bookId) ?? refuse(fundErrors.unknownBook({ value: bookId }));
}

/** What the fund had accumulated before the first month: net assets, income and expenses together. */
function openingBalance(rows: readonly TrialBalanceRow[]): Fen {
  return negateFen(
    sumFen(rows.filter((row) => row.element !== 'asset' && row.element !== 'liability').map((row) => row.opening)),
  );
}

/** The income and expenditure statement (收支表) of one fund between two months. Refuses `fund.unknownBook`. */
export async function fundStatement(
  db: DbOrTx,
  area: string,
  bookId: string,
  range: { readonly from: Period; readonly to: Period },
): Promise<FundStatement> {
  const fund = fundOfBook(area, bookId);
  const rows = await trialBalance(db, bookId, { ...range, withoutKind: YEAR_CLOSE });
  return { bookId, name: FUND_TITLES[fund], ...range, lines: buildStatement(rows, openingBalance(rows)) };
}

/** Income and expenditure month by month, for the overview's charts; twelve months, empty ones at zero. */
export async function fundMonths(db: DbOrTx, bookId: string, year: number): Promise<FundMonth[]> {
  const flows = await store.readMonthlyFlows(db, bookId, year, YEAR_CLOSE);
  return periodsOfYear(year).map(
    (month) => flows.get(month) ?? { period: month, income: ZERO_FEN, expenditure: ZERO_FEN },
  );
}

/**
 * Proves that sub-ledger and fund books agree: what the sub-ledger says each fund has paid to providers, against the
 * fund's own benefit expenditure, both from the beginning up to `period`.
 */
export async function controlAccounts(db: DbOrTx, area: string, upTo: Period): Promise<ControlLine[]> {
  const paid = await store.readPaidByDimension(db, benefitBookId(area), PAID_BY_FUND, upTo);
  const lines: ControlLine[] = [];
  for (const fund of FUNDS) {
    const subLedger = sumFen(
      paid.filter((row) => fundOf(row.insutype, row.bearer) === fund).map((row) => negateFen(row.amount)),
    );
    const rows = await trialBalance(db, fundBookId(area, fund), {
      from: period('1900-01'),
      to: upTo,
      withoutKind: YEAR_CLOSE,
    });
    const book = sumFen(
      rows.filter((row) => BENEFIT_ACCOUNTS.some((account) => account === row.code)).map((row) => row.closing),
    );
    lines.push({ fund, title: FUND_TITLES[fund], subLedger, book, difference: subtractFen(subLedger, book) });
  }
  return lines;
}

/** Payable to providers according to the sub-ledger: accrued less deducted less paid. */
export async function payableToProviders(db: DbOrTx, area: string, upTo: Period): Promise<Fen> {
  return negateFen(await store.readAccountBalance(db, benefitBookId(area), '2201', upTo));
}

/**
 * Closes a month of every fund book and of the sub-ledger: no batch of it waits for release and every control account
 * agrees. December also carries income and expenditure to the general balance.
 * Refuses `fund.monthNotOver`, `fund.unpaidLeft`, `fund.controlBroken`, `ledger.earlierPeriodOpen`.
 */
export async function closeMonth(office: Office, actor: Actor, month: Period): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const today = dateOf(office.clock.now());
    if (today < lastDay(month)) refuse(fundErrors.monthNotOver({ period: month, today, last: lastDay(month) }));
    const waiting = await store.countWaitingBatches(tx, office.area, month);
    if (waiting > 0) refuse(fundErrors.unpaidLeft({ period: month, count: waiting }));
    const broken = (await controlAccounts(tx, office.area, month)).find((line) => line.difference !== 0);
    if (broken)
      refuse(
        fundErrors.controlBroken({
          fund: broken.title,
          subLedger: formatYuan(broken.subLedger, { grouped: true }),
          book: formatYuan(broken.book, { grouped: true }),
        }),
      );
    for (const fund of FUNDS) {
      const bookId = fundBookId(office.area, fund);
      if (month.endsWith('-12')) await carryForward(tx, bookId, month, actor);
      await closePeriod(tx, bookId, month, actor.accountId);
    }
    await closePeriod(tx, benefitBookId(office.area), month, actor.accountId);
    await recordAudit(tx, { actor, action: 'fund.close', subjectKind: 'period', subjectId: month });
  });
}

async function carryForward(tx: Tx, bookId: string, december: Period, actor: Actor): Promise<void> {
  const rows = await trialBalance(tx, bookId, { from: december, to: december });
  const postings = closingPostings(rows);
  if (postings.length === 0) return;
  await postEntry(tx, bookId, {
    effectiveOn: lastDay(december),
    kind: YEAR_CLOSE,
    summary: `${december.slice(0, 4)} 年度收支结转一般基金结余`,
    sourceKind: 'yearClose',
    sourceId: december.slice(0, 4),
    idempotencyKey: `yearClose:${december}`,
    postings,
    madeBy: actor.accountId,
  });
}

/** Money moved into the payment deposit for a batch; refuses when the fiscal deposit does not reach. */
export async function requireDeposit(tx: Tx, area: string, fund: Fund, needed: Fen, month: Period): Promise<void> {
  // Held until the payment is posted: two payments at once must not both count on the same money.
  await lockName(tx, `book:${fundBookId(area, fund)}`);
  const balance = await store.readAccountBalance(tx, fundBookId(area, fund), ACCOUNT.fiscalDeposit, month);
  if (needed > balance)
    refuse(
      fundErrors.overdrawn({
        fund: FUND_TITLES[fund],
        balance: formatYuan(balance, { grouped: true }),
        needed: formatYuan(needed, { grouped: true }),
      }),
    );
}
