/** Statement, trial balance, overview and control figures from the invented vouchers. */
import type {
  ControlResponse,
  FundMonth,
  FundOverviewItem,
  FundOverviewResponse,
  FundYear,
  StatementLine,
  StatementResponse,
  TrialBalanceResponse,
  VoucherDetail,
} from '../src/api/types.ts';
import { ACCOUNTS, accountOf, BENEFIT, BOOKS, vouchers } from './books.ts';
import { coded } from './names.ts';
import { FIRST_PERIOD } from './world.ts';

export const ofBook = (book: string) => vouchers.filter((voucher) => voucher.book.code === book);

/** Net movement, debit positive, on accounts (codes include those below) in periods. */
export function movement(
  list: readonly VoucherDetail[],
  accounts: readonly string[],
  from: string,
  to: string,
): { debitFen: number; creditFen: number } {
  let debitFen = 0;
  let creditFen = 0;
  for (const voucher of list) {
    if (voucher.period < from || voucher.period > to) continue;
    for (const posting of voucher.postings) {
      if (!accounts.some((account) => posting.account.code.startsWith(account))) continue;
      debitFen += posting.debitFen ?? 0;
      creditFen += posting.creditFen ?? 0;
    }
  }
  return { debitFen, creditFen };
}

const back = (period: string) => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

export function statement(book: string, from: string, to: string): StatementResponse {
  const list = ofBook(book);
  const existed = back(from) >= FIRST_PERIOD;
  const item = (
    key: string,
    label: string,
    level: number,
    kind: StatementLine['kind'],
    accounts: string[],
    side: 'debit' | 'credit',
    budgetFen: number | null = null,
  ): StatementLine => {
    const amount = (start: string, end: string) => {
      const { debitFen, creditFen } = movement(list, accounts, start, end);
      return side === 'debit' ? debitFen - creditFen : creditFen - debitFen;
    };
    return {
      key,
      label,
      level,
      kind,
      accounts,
      side,
      amountFen: amount(from, to),
      lastYearFen: existed ? amount(back(from), back(to)) : null,
      budgetFen,
    };
  };
  const fixed = (
    key: string,
    label: string,
    kind: StatementLine['kind'],
    amountFen: number | null,
    lastYearFen: number | null,
  ): StatementLine => ({
    key,
    label,
    level: 0,
    kind,
    accounts: [],
    side: 'credit',
    amountFen,
    lastYearFen,
    budgetFen: null,
  });
  const surplus = (end: string) => {
    const { debitFen, creditFen } = movement(list, ['3001', '4', '5'], FIRST_PERIOD, end);
    return creditFen - debitFen;
  };
  const before = (period: string) =>
    period.endsWith('-01')
      ? `${Number(period.slice(0, 4)) - 1}-12`
      : `${period.slice(0, 5)}${String(Number(period.slice(5)) - 1).padStart(2, '0')}`;
  const opening = surplus(before(from));
  const openingBefore = existed ? surplus(before(back(from))) : null;
  const income = item('income', '二、本年收入', 0, 'subtotal', ['4'], 'credit', 1_260_000_000);
  const expense = item('expense', '三、本年支出', 0, 'subtotal', ['5'], 'debit', 1_180_000_000);
  return {
    book: coded(book, BOOKS.find(({ bookId }) => bookId === book)?.name ?? BENEFIT.name),
    from,
    to,
    lastYear: existed ? { from: back(from), to: back(to) } : null,
    lines: [
      {
        ...fixed('opening', '一、上年结余', 'subtotal', opening + 0, openingBefore),
        accounts: ['3001', '4', '5'],
        from: FIRST_PERIOD,
        to: before(from),
      },
      income,
      item('personal', '个人缴费', 1, 'item', ['400101'], 'credit'),
      item('employer', '单位缴费', 1, 'item', ['400102'], 'credit'),
      item('subsidy', '财政补贴', 1, 'item', ['4101'], 'credit'),
      item('interest', '利息收入', 1, 'item', ['4201'], 'credit'),
      expense,
      item('benefit', '社会保险待遇支出', 1, 'item', ['5001'], 'debit'),
      item('inpatient', '其中：住院费用', 2, 'item', ['500101'], 'debit'),
      item('outpatient', '门诊费用', 2, 'item', ['500102'], 'debit'),
      item('chronic', '门诊慢特病', 2, 'item', ['500103'], 'debit'),
      item('critical', '大病保险支出', 1, 'item', ['5101'], 'debit'),
      fixed(
        'surplus',
        '四、本年收支结余',
        'subtotal',
        (income.amountFen ?? 0) - (expense.amountFen ?? 0),
        existed ? (income.lastYearFen ?? 0) - (expense.lastYearFen ?? 0) : null,
      ),
      fixed(
        'closing',
        '五、年末滚存结余',
        'total',
        opening + (income.amountFen ?? 0) - (expense.amountFen ?? 0),
        existed && openingBefore !== null
          ? openingBefore + (income.lastYearFen ?? 0) - (expense.lastYearFen ?? 0)
          : null,
      ),
    ],
  };
}

export function overview(year: number): FundOverviewResponse {
  const through = year === 2021 ? '2021-03' : `${year}-12`;
  return {
    year,
    through,
    funds: BOOKS.map((book): FundOverviewItem => {
      const now = fundYear(book.bookId, year, through);
      const then = year > 2020 ? fundYear(book.bookId, year - 1, `${year - 1}-12`) : null;
      const months = now.months.filter((month) => month.expenditureFen !== null).length;
      const mean = months === 0 ? 0 : now.expenditureFen / months;
      return {
        ...now,
        bookId: book.bookId,
        name: book.name,
        reserveMonths: mean === 0 ? null : Math.round((now.balanceFen / mean) * 10) / 10,
        lastYear: then ? { ...then, sameMonths: sumMonths(then.months, `${year - 1}${through.slice(4)}`) } : null,
        budget: book.bookId === 'fund-aid' ? null : { incomeFen: 1_260_000_000, expenditureFen: 1_180_000_000 },
      };
    }),
  };
}

function sumMonths(months: readonly FundMonth[], to: string): { incomeFen: number; expenditureFen: number } {
  const kept = months.filter(({ period }) => period <= to);
  return {
    incomeFen: kept.reduce((sum, month) => sum + (month.incomeFen ?? 0), 0),
    expenditureFen: kept.reduce((sum, month) => sum + (month.expenditureFen ?? 0), 0),
  };
}

function fundYear(book: string, year: number, through: string): FundYear {
  const list = ofBook(book);
  const net = (accounts: string[], from: string, to: string) => {
    const { debitFen, creditFen } = movement(list, accounts, from, to);
    return creditFen - debitFen;
  };
  const openingFen =
    net(['3001', '4', '5'], FIRST_PERIOD, `${year - 1}-12`) + (year === 2020 ? net(['3001'], '2020-01', '2020-01') : 0);
  let balanceFen = openingFen;
  const months = Array.from({ length: 12 }, (_, index): FundMonth => {
    const period = `${year}-${String(index + 1).padStart(2, '0')}`;
    if (period > through) return { period, incomeFen: null, expenditureFen: null, balanceFen: null, closed: false };
    const incomeFen = net(['4'], period, period);
    const expenditureFen = -net(['5'], period, period);
    balanceFen += incomeFen - expenditureFen;
    return { period, incomeFen, expenditureFen, balanceFen, closed: period < '2021-03' };
  });
  const sums = sumMonths(months, through);
  return { openingFen, ...sums, balanceFen, months };
}

export function trialBalance(book: string, from: string, to: string): TrialBalanceResponse {
  const list = ofBook(book);
  const before = from === FIRST_PERIOD ? '2019-12' : from;
  const rows = Object.entries(ACCOUNTS).map(([code, [name, element]]) => {
    const open = movement(list, [code], FIRST_PERIOD, before === from ? prior(from) : before);
    const now = movement(list, [code], from, to);
    const openingFen = open.debitFen - open.creditFen;
    return {
      code,
      name,
      element: coded(element, element),
      level: code.length > 4 ? 1 : 0,
      leaf: true,
      openingFen,
      ...now,
      closingFen: openingFen + now.debitFen - now.creditFen,
    };
  });
  const shown = rows.filter((row) => row.openingFen !== 0 || row.debitFen !== 0 || row.creditFen !== 0);
  return {
    book: coded(book, BOOKS.find(({ bookId }) => bookId === book)?.name ?? BENEFIT.name),
    from,
    to,
    rows: shown,
    sums: {
      debitFen: shown.reduce((sum, row) => sum + row.debitFen, 0),
      creditFen: shown.reduce((sum, row) => sum + row.creditFen, 0),
    },
  };
}

function prior(period: string): string {
  return period.endsWith('-01')
    ? `${Number(period.slice(0, 4)) - 1}-12`
    : `${period.slice(0, 5)}${String(Number(period.slice(5)) - 1).padStart(2, '0')}`;
}

export function control(period: string): ControlResponse {
  return {
    period,
    rows: BOOKS.map((book, index) => {
      const paid = movement(ofBook(book.bookId), ['5001'], FIRST_PERIOD, period).debitFen;
      const differenceFen = index === 2 ? 1_250 : 0;
      return {
        key: book.bookId,
        name: `已拨付待遇 · ${book.name}`,
        book: coded(book.bookId, book.name),
        account: accountOf('500101'),
        subLedgerFen: paid + differenceFen,
        bookFen: paid,
        differenceFen,
        note:
          differenceFen === 0 ? '明细账已拨付数与基金账待遇支出一致。' : '一笔救助支付在明细账已核销，基金账尚未记账。',
        bookLink: `/fund/${book.bookId}/vouchers?account=5001&from=${FIRST_PERIOD}&to=${period}`,
        subLedgerLink: `/fund/benefit/vouchers?from=${FIRST_PERIOD}&to=${period}`,
      };
    }),
  };
}
