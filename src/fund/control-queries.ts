/** Control accounts (账账核对) and what stands in the way of closing a month. */
import { sql } from 'kysely';
import { type Actor, hasRight, type Office } from '../access/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import { dateOf } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen, sumFen } from '../kernel/money.ts';
import { lastDay, type Period, period } from '../kernel/periods.ts';
import { trialBalance } from '../ledger/index.ts';
import {
  ACCRUED,
  benefitBookId,
  PAID_BY_FUND,
  PAYABLE,
  PERSON_PAYABLE,
  PERSON_RECEIVABLE,
} from '../settlement/index.ts';
import { ACCOUNT, BENEFIT_ACCOUNTS } from './chart.ts';
import { FUND_TITLES, FUNDS, type Fund, fundBookId } from './model.ts';
import { type BookState, codedBook, readBooks } from './queries.ts';
import { controlAccounts, YEAR_CLOSE } from './service.ts';
import { countWaitingBatches } from './store.ts';

type FundOffice = Pick<Office, 'db' | 'area'>;

const PREMIUMS = [ACCOUNT.unitPremiums, ACCOUNT.personalPremiums, ACCOUNT.assistedPremiums, ACCOUNT.prepaidPremiums];
const PREMIUM_FUNDS: readonly (readonly [Fund, insutype: string])[] = [
  ['resident', '390'],
  ['employee', '310'],
];

interface ControlFigures {
  readonly key: string;
  readonly name: string;
  readonly bookId: string;
  readonly account: { code: string; name: string };
  readonly subLedger: Fen;
  readonly inBook: Fen;
  readonly note: string;
  readonly bookAccounts: readonly string[];
  readonly subLedgerLink: string;
}

/** The same thing by two ways of keeping it, from the beginning of the books to the end of a month. */
export async function controlView(office: FundOffice, upTo: Period) {
  const books = new Map((await readBooks(office)).map((book) => [book.bookId, book]));
  if (books.size === 0) return { period: upTo as string, rows: [] };
  const figures = [
    ...(await payableControls(office, upTo)),
    await declaredControl(office, upTo),
    ...(await paidControls(office, upTo)),
    ...(await personControls(office, upTo)),
    ...(await advanceControls(office, upTo)),
    ...(await premiumControls(office, upTo)),
  ];
  return { period: upTo as string, rows: figures.map((figure) => presentRow(figure, books, upTo)) };
}

function presentRow(figure: ControlFigures, books: ReadonlyMap<string, BookState>, upTo: Period) {
  const book = books.get(figure.bookId);
  return {
    key: figure.key,
    name: figure.name,
    book: book ? codedBook(book) : { code: figure.bookId, name: figure.bookId },
    account: figure.account,
    subLedgerFen: figure.subLedger as number,
    bookFen: figure.inBook as number,
    differenceFen: figure.subLedger - figure.inBook,
    note: figure.note,
    bookLink: vouchersLink(figure.bookId, figure.bookAccounts, upTo, book),
    subLedgerLink: figure.subLedgerLink,
  };
}

function vouchersLink(bookId: string, accounts: readonly string[], upTo: Period, book?: BookState): string {
  return `/fund/${bookId}/vouchers?account=${accounts.join(',')}&from=${book?.firstPeriod ?? upTo}&to=${upTo}`;
}

/** Owed to providers: what the documents leave unpaid, against the sub-ledger's account. */
async function payableControls(office: FundOffice, upTo: Period): Promise<ControlFigures[]> {
  const { area } = office;
  const bookId = benefitBookId(area);
  const found = await sql<{ insutype: string; documents: Fen; ledger: Fen }>`
    with accrued as (
      select insutype, sum(pool_fen + critical_illness_fen + large_amount_fen + civil_servant_fen + medical_aid_fen
        + account_fen) as amount
      from settlement where area = ${area} and period <= ${upTo} group by insutype),
    deducted as (
      select d.insutype, sum(a.deducted_fen) as amount
      from declaration d join declaration_amount a on a.area = d.area and a.declaration_id = d.declaration_id
      where d.area = ${area} and d.period <= ${upTo} group by d.insutype),
    paid as (
      select i.insutype, sum(i.payable_fen) as amount
      from payment_batch b join payment_item i on i.area = b.area and i.batch_id = b.batch_id
      where b.area = ${area} and b.state = 'paid' and b.paid_on <= ${lastDay(upTo)}::date group by i.insutype),
    ledger as (
      select insutype, -sum(amount_fen) as amount from posting
      where book_id = ${bookId} and account = ${PAYABLE} and period <= ${upTo} group by insutype)
    select s.insutype,
      (coalesce(accrued.amount, 0) - coalesce(deducted.amount, 0) - coalesce(paid.amount, 0))::bigint as documents,
      coalesce(ledger.amount, 0)::bigint as ledger
    from unnest(array['390', '310']) as s(insutype)
    left join accrued using (insutype) left join deducted using (insutype) left join paid using (insutype)
    left join ledger using (insutype)`.execute(office.db);
  return found.rows.map(({ insutype, documents, ledger }) => ({
    key: `payable-${insutype}`,
    name: `应付定点医药机构款 · ${coded('insutype', insutype).name}`,
    bookId,
    account: { code: PAYABLE, name: '应付医药机构款' },
    subLedger: documents,
    inBook: ledger,
    note: '左：各笔结算应付之和，减审核扣减，减已拨付；右：待遇明细账该科目余额。两者随时应当相符。',
    bookAccounts: [PAYABLE],
    subLedgerLink: `/settlements?insutype=${insutype}&period=-`,
  }));
}

/** What the declarations of paid batches were approved for, against what those batches paid: each is paid once. */
async function declaredControl(office: FundOffice, upTo: Period): Promise<ControlFigures> {
  const { area } = office;
  const found = await sql<{ approved: Fen; paid: Fen }>`
    with batch as (select batch_id from payment_batch
      where area = ${area} and state = 'paid' and paid_on <= ${lastDay(upTo)}::date)
    select
      (select coalesce(sum(d.fund_fen - d.deduction_fen), 0) from declaration d join batch using (batch_id)
        where d.area = ${area})::bigint as approved,
      (select coalesce(sum(i.payable_fen), 0) from payment_item i join batch using (batch_id)
        where i.area = ${area})::bigint as paid`.execute(office.db);
  return {
    key: 'declared-paid',
    name: '已拨付申报 · 拨付批次',
    bookId: benefitBookId(area),
    account: { code: PAYABLE, name: '应付医药机构款' },
    subLedger: found.rows[0]?.approved ?? fen(0),
    inBook: found.rows[0]?.paid ?? fen(0),
    note: '左：已拨付批次所含申报的核定金额；右：这些批次实际清偿的应付款（含保险公司赔付）。每份申报只拨付一次。',
    bookAccounts: [PAYABLE],
    subLedgerLink: '/declarations?state=paid&period=-',
  };
}

/** Paid to providers: the sub-ledger against each fund's benefit expenditure. */
async function paidControls(office: FundOffice, upTo: Period): Promise<ControlFigures[]> {
  const lines = await controlAccounts(office.db, office.area, upTo);
  return lines.map((line) => ({
    key: `paid-${line.fund}`,
    name: `待遇支出 · ${line.title}`,
    bookId: fundBookId(office.area, line.fund),
    account: { code: BENEFIT_ACCOUNTS.join('、'), name: '待遇支出' },
    subLedger: line.subLedger,
    inBook: line.book,
    note: '左：待遇明细账记载该基金已拨付的金额；右：该基金账的待遇支出（收付实现制，拨付时入账）。不符不能结账。',
    bookAccounts: BENEFIT_ACCOUNTS,
    subLedgerLink: vouchersLink(benefitBookId(office.area), [PAID_BY_FUND], upTo),
  }));
}

/**
 * What recomputed years leave owed to persons and by them, against the sub-ledger's accounts; and with them, benefits
 * accrued. Left out while there is nothing of the kind.
 */
export async function personControls(office: FundOffice, upTo: Period): Promise<ControlFigures[]> {
  const { area } = office;
  const bookId = benefitBookId(area);
  const accrued = Object.values(ACCRUED);
  const found = await sql<{
    lines: number;
    settled: Fen;
    adjusted: Fen;
    owed: Fen;
    due: Fen;
    ledger: Record<string, Fen>;
  }>`
    with part as (
      select a.amount, a.amount > 0 as to_person,
        exists (select 1 from person_payment m where m.area = l.area and m.recomputation_id = l.recomputation_id
          and m.state = 'paid' and to_char(m.paid_on, 'YYYY-MM') <= ${upTo}) as cleared
      from recomputation_line l
      cross join lateral (values (l.pool_fen), (l.critical_illness_fen), (l.large_amount_fen), (l.civil_servant_fen),
        (l.medical_aid_fen), (l.account_fen)) as a(amount)
      where l.area = ${area} and l.period <= ${upTo})
    select (select count(*) from part) as lines,
      (select coalesce(sum(pool_fen + critical_illness_fen + large_amount_fen + civil_servant_fen + medical_aid_fen
        + account_fen), 0) from settlement where area = ${area} and period <= ${upTo})::bigint as settled,
      (select coalesce(sum(amount), 0) from part)::bigint as adjusted,
      (select coalesce(sum(amount), 0) from part where to_person and not cleared)::bigint as owed,
      (select coalesce(-sum(amount), 0) from part where not to_person and not cleared)::bigint as due,
      (select coalesce(json_object_agg(account, amount), '{}') from (select account, sum(amount_fen) as amount from posting
        where book_id = ${bookId} and account = any(${[...accrued, PERSON_PAYABLE, PERSON_RECEIVABLE]}::text[])
          and period <= ${upTo} group by account) b) as ledger`.execute(office.db);
  const [row] = found.rows;
  if (!row || row.lines === 0) return [];
  const inLedger = (codes: readonly string[]) => sumFen(codes.map((code) => fen(row.ledger[code] ?? 0)));
  const frame = { bookId, subLedgerLink: '/recomputations?tab=list' };
  return [
    {
      ...frame,
      key: 'accrued',
      name: '应计待遇（含重算差额）',
      account: { code: accrued.join('、'), name: '应计待遇' },
      subLedger: fen(row.settled + row.adjusted),
      inBook: inLedger(accrued),
      note: '左：各笔结算应付之和，加已核定重算的差额；右：待遇明细账应计待遇各科目之和。两者随时应当相符。',
      bookAccounts: accrued,
    },
    {
      ...frame,
      key: 'person-payable',
      name: '应付参保人补差款',
      account: { code: PERSON_PAYABLE, name: '应付参保人补差款' },
      subLedger: row.owed,
      inBook: negateFen(inLedger([PERSON_PAYABLE])),
      note: '左：已核定、未支付的重算单中应补付的部分；右：待遇明细账该科目余额。',
      bookAccounts: [PERSON_PAYABLE],
    },
    {
      ...frame,
      key: 'person-receivable',
      name: '应收参保人追退款',
      account: { code: PERSON_RECEIVABLE, name: '应收参保人追退款' },
      subLedger: row.due,
      inBook: inLedger([PERSON_RECEIVABLE]),
      note: '左：已核定、未收回的重算单中应追退的部分；右：待遇明细账该科目余额。',
      bookAccounts: [PERSON_RECEIVABLE],
    },
  ];
}

/** Advances not yet taken off a payment, against the receivable in the fund's book; funds that never gave any are left out. */
async function advanceControls(office: FundOffice, upTo: Period): Promise<ControlFigures[]> {
  const { area } = office;
  const day = lastDay(upTo);
  const found = await sql<{ bookId: string; open: Fen; ledger: Fen }>`
    select a.book_id as "bookId",
      (sum(a.amount_fen) - (select coalesce(sum(i.offset_fen), 0) from payment_batch b
        join payment_item i on i.area = b.area and i.batch_id = b.batch_id
        where b.area = ${area} and b.state = 'paid' and b.paid_on <= ${day}::date and i.book_id = a.book_id))::bigint as open,
      (select coalesce(sum(p.amount_fen), 0) from posting p
        where p.book_id = a.book_id and p.account = ${ACCOUNT.advances} and p.period <= ${upTo})::bigint as ledger
    from advance a where a.area = ${area} and a.paid_on <= ${day}::date group by a.book_id order by a.book_id`.execute(
    office.db,
  );
  return found.rows.map(({ bookId, open, ledger }) => ({
    key: `advance-${bookId}`,
    name: `预付周转金 · ${titleOf(area, bookId)}`,
    bookId,
    account: { code: ACCOUNT.advances, name: '暂付款—预付医疗机构周转金' },
    subLedger: open,
    inBook: ledger,
    note: '左：各笔预付金减已在拨付中冲抵的部分；右：基金账该科目余额。',
    bookAccounts: [ACCOUNT.advances],
    subLedgerLink: '/batches',
  }));
}

/** Premiums: the register of receipts against income (and what is held for the coming year) in the fund's book. */
async function premiumControls(office: FundOffice, upTo: Period): Promise<ControlFigures[]> {
  const rows: ControlFigures[] = [];
  for (const [fund, insutype] of PREMIUM_FUNDS) {
    const bookId = fundBookId(office.area, fund);
    const found = await sql<{ received: Fen }>`
      select coalesce(sum(personal_fen + assisted_fen + unit_fen), 0)::bigint as received from contribution_batch
      where area = ${office.area} and insutype = ${insutype} and received_on <= ${lastDay(upTo)}::date`.execute(
      office.db,
    );
    const range = { from: period('1900-01'), to: upTo, withoutKind: YEAR_CLOSE };
    const balances = await trialBalance(office.db, bookId, range);
    rows.push({
      key: `premiums-${fund}`,
      name: `保费收入 · ${FUND_TITLES[fund]}`,
      bookId,
      account: { code: PREMIUMS.join('、'), name: '保险费收入与预收保费' },
      subLedger: found.rows[0]?.received ?? fen(0),
      inBook: negateFen(
        sumFen(balances.filter((row) => PREMIUMS.some((code) => code === row.code)).map((row) => row.closing)),
      ),
      note: '左：缴费台账各批次到账之和；右：基金账保险费收入与预收下年保费的累计。',
      bookAccounts: PREMIUMS,
      subLedgerLink: '/people',
    });
  }
  return rows;
}

function titleOf(area: string, bookId: string): string {
  const fund = FUNDS.find((each) => fundBookId(area, each) === bookId);
  return fund ? FUND_TITLES[fund] : bookId;
}

/**
 * The books with the next month to close. Closing closes all books together, so it stands with the first book alone,
 * with what it checks; null for whoever has not the right.
 */
export async function booksView(office: FundOffice & Pick<Office, 'clock'>, actor: Actor) {
  const books = await readBooks(office);
  const [first] = books;
  const closing = first && hasRight(actor, 'fund.close') ? await closingChecks(office, first) : null;
  return {
    books: books.map((book) => ({
      bookId: book.bookId,
      name: book.name,
      kind: book.kind,
      firstPeriod: book.firstPeriod as string,
      openPeriod: book.openPeriod as string,
      closing: book === first ? closing : null,
    })),
  };
}

interface ClosingCheck {
  title: string;
  passed: boolean;
  detail: string;
  link?: string;
}

async function closingChecks(
  office: FundOffice & Pick<Office, 'clock'>,
  { openPeriod }: BookState,
): Promise<{ allowed: boolean; checks: ClosingCheck[] }> {
  const ended = dateOf(office.clock.now()) > lastDay(openPeriod);
  const waiting = await countWaitingBatches(office.db, office.area, openPeriod);
  const broken = (await controlAccounts(office.db, office.area, openPeriod)).filter((line) => line.difference !== 0);
  const checks: ClosingCheck[] = [
    {
      title: '月份已终了',
      passed: ended,
      detail: ended ? `${openPeriod} 已结束` : `${openPeriod} 尚未结束，结账后本月不能再记账`,
    },
    {
      title: '拨付批次已审核',
      passed: waiting === 0,
      detail: waiting === 0 ? '没有待审核的批次' : `还有 ${waiting} 个批次待审核`,
      link: '/batches',
    },
    {
      title: '明细账与基金账相符',
      passed: broken.length === 0,
      detail:
        broken.length === 0
          ? `${FUNDS.length} 个基金的待遇支出全部相符`
          : broken.map((line) => `${line.title}差 ${formatYuan(line.difference, { grouped: true })} 元`).join('；'),
      link: '/fund/control',
    },
    { title: '结账范围', passed: true, detail: `${FUNDS.length} 个基金账套与待遇明细账同时结账` },
  ];
  return { allowed: checks.every((check) => check.passed), checks };
}
