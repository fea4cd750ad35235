/** Payment batches (拨付批次) for the console. */
import { sql } from 'kysely';
import type { Actor } from '../access/index.ts';
import { FLOWS, viewApproval } from '../approvals/index.ts';
import {
  ACCOUNT,
  benefitAccount,
  FUNDS,
  fundBookId,
  fundOf,
  listPaymentVouchers,
  presentPosting,
} from '../fund/index.ts';
import { type Fen, negateFen, subtractFen, sumFen } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { condensePostings, type Posting } from '../ledger/index.ts';
import { benefitBookId, PAID_BY_FUND, PAID_BY_INSURER, PAYABLE } from '../settlement/index.ts';
import { paymentErrors } from './errors.ts';
import type { PaymentBatch, PaymentItem } from './model.ts';
import type { PaymentsOffice, StateView } from './queries.ts';
import { readItems } from './store.ts';

interface Row {
  readonly id: string;
  readonly period: string;
  readonly state: PaymentBatch['state'];
  readonly step: string | null;
  readonly flowVersion: number | null;
  readonly providers: number;
  readonly payableFen: number;
  readonly offsetFen: number;
  readonly paidFen: number;
  readonly insurerFen: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly releasedAt: string | null;
}

const SELECT = sql`
  select b.batch_id as id, b.period, b.state, c.step, c.version as "flowVersion",
    (select count(distinct i.fixmedins_code) from payment_item i
      where i.area = b.area and i.batch_id = b.batch_id) as providers,
    b.payable_fen as "payableFen", b.offset_fen as "offsetFen", b.paid_fen as "paidFen", b.insurer_fen as "insurerFen",
    coalesce(u.name, b.made_by) as "createdBy",
    coalesce((select to_char(min(s.submitted_at), 'YYYY-MM-DD HH24:MI:SS') from approval_submission s
        where s.case_id = c.case_id),
      to_char(b.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')) as "createdAt",
    case when b.state = 'paid' then coalesce((select to_char(max(d.decided_at), 'YYYY-MM-DD HH24:MI:SS')
        from approval_decision d where d.case_id = c.case_id and d.decision = 'approve'), b.paid_on::text) end as "releasedAt"
  from payment_batch b
  left join approval_case c on c.flow = 'payment-release' and c.subject_kind = 'paymentBatch' and c.subject_id = b.batch_id
  left join user_account u on u.account_id = b.made_by`;

function presentRow(row: Row) {
  const { step, flowVersion, ...rest } = row;
  return { ...rest, state: presentState(row.state, step, flowVersion) };
}

function presentState(state: PaymentBatch['state'], step: string | null, version: number | null): StateView {
  if (state === 'paid') return { code: 'paid', name: '已拨付', tone: 'done' };
  if (state === 'returned') return { code: 'returned', name: '已退回', tone: 'wrong' };
  const flow = FLOWS.find((each) => each.flow === 'payment-release' && each.version === version);
  const title = flow?.steps.find((each) => each.step === step)?.title ?? '审核';
  return { code: 'pending', name: `待${title}`, tone: 'waiting' };
}

/** A batch as the list shows it; undefined when there is none. */
export async function findBatchRow(office: PaymentsOffice, id: string) {
  const found = await sql<Row>`${SELECT} where b.area = ${office.area} and b.batch_id = ${id}`.execute(office.db);
  const [row] = found.rows;
  return row && presentRow(row);
}

/** All batches, newest first, and the approved declarations that none of them holds yet. */
export async function listBatches(office: PaymentsOffice) {
  const [rows, ready] = await Promise.all([
    sql<Row>`${SELECT} where b.area = ${office.area} order by b.batch_id desc`.execute(office.db),
    listReady(office),
  ]);
  return {
    rows: rows.rows.map(presentRow),
    ready: ready.map(({ period, providers, approvedFen }) => ({ period, providers, approvedFen })),
  };
}

export interface ReadyMonth {
  readonly period: string;
  readonly providers: number;
  readonly approvedFen: number;
  /** When the first of them was approved. */
  readonly since: string;
}

/** Approved declarations that no batch holds yet, by month. */
export async function listReady(office: PaymentsOffice): Promise<ReadyMonth[]> {
  const found = await sql<ReadyMonth>`
    select d.period, count(distinct d.fixmedins_code) as providers,
      sum(d.fund_fen - d.deduction_fen)::bigint as "approvedFen",
      to_char(min(coalesce(c.since, d.recorded_at at time zone 'Asia/Shanghai')), 'YYYY-MM-DD HH24:MI:SS') as since
    from declaration d
    left join approval_case c on c.flow = 'declaration-review' and c.subject_kind = 'declaration'
      and c.subject_id = d.declaration_id
    where d.area = ${office.area} and d.state = 'approved' group by d.period order by d.period`.execute(office.db);
  return found.rows;
}

/** A batch with its items, what releasing it will post, and what it posted. Refuses `payments.unknownBatch`. */
export async function getBatch(office: PaymentsOffice, actor: Actor, id: string) {
  const row = (await findBatchRow(office, id)) ?? refuse(paymentErrors.unknownBatch({ value: id, path: 'id' }));
  const items = await readItems(office.db, office.area, id);
  const [names, approval, vouchers] = await Promise.all([
    readNames(office, items),
    viewApproval(office.db, actor, { flow: 'payment-release', subjectKind: 'paymentBatch', subjectId: id }),
    listPaymentVouchers(office.db, id),
  ]);
  return {
    ...row,
    items: presentItems(items, names),
    byFund: presentFunds(items, names),
    decisions: approval.decisions,
    actions: approval.actions,
    effects: row.state.code === 'pending' ? presentEffects(office.area, id, items, names) : [],
    vouchers,
  };
}

interface Names {
  readonly books: ReadonlyMap<string, string>;
  readonly providers: ReadonlyMap<string, string>;
  /** By `book/code`. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly cases: ReadonlyMap<string, number>;
}

async function readNames(office: PaymentsOffice, items: readonly PaymentItem[]): Promise<Names> {
  const books = [...FUNDS.map((fund) => fundBookId(office.area, fund)), benefitBookId(office.area)];
  const providers = [...new Set(items.map((item) => item.fixmedinsCode))];
  const declarations = [...new Set(items.map((item) => item.declarationId))];
  const found = await sql<{ kind: 'book' | 'account' | 'provider' | 'declaration'; key: string; name: string }>`
    select 'book' as kind, book_id as key, name from book where book_id = any(${books}::text[])
    union all select 'account', book_id || '/' || code, name from account where book_id = any(${books}::text[])
    union all select 'provider', fixmedins_code, name from provider where fixmedins_code = any(${providers}::text[])
    union all select 'declaration', declaration_id, cases::text from declaration
      where area = ${office.area} and declaration_id = any(${declarations}::text[])`.execute(office.db);
  const of = (kind: string) =>
    new Map(found.rows.flatMap((row): [string, string][] => (row.kind === kind ? [[row.key, row.name]] : [])));
  const cases = new Map([...of('declaration')].map(([key, value]): [string, number] => [key, Number(value)]));
  return { books: of('book'), providers: of('provider'), accounts: of('account'), cases };
}

/** Payable by the funds, taken off against advances, paid; and what the insurer pays by itself. */
function sums(items: readonly PaymentItem[]) {
  const funds = items.filter((item) => item.bookId !== undefined);
  const payable = sumFen(funds.map((item) => item.payable));
  const offset = sumFen(funds.map((item) => item.offset));
  return {
    payableFen: payable as number,
    offsetFen: offset as number,
    paidFen: subtractFen(payable, offset) as number,
    insurerFen: sumFen(items.flatMap((item) => (item.bookId === undefined ? [item.payable] : []))) as number,
  };
}

function presentFunds(items: readonly PaymentItem[], names: Names) {
  const byBook = Map.groupBy(
    items.filter((item) => item.bookId !== undefined),
    (item) => item.bookId ?? '',
  );
  return [...byBook].sort(byKey).map(([bookId, own]) => {
    const { insurerFen: _, ...amounts } = sums(own);
    return { bookId, bookName: names.books.get(bookId) ?? bookId, ...amounts };
  });
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

function presentItems(items: readonly PaymentItem[], names: Names) {
  return [...Map.groupBy(items, (item) => item.declarationId)].flatMap(([declarationId, own]) => {
    const code = own[0]?.fixmedinsCode ?? '';
    return {
      provider: { code, name: names.providers.get(code) ?? code },
      declarationId,
      settlements: names.cases.get(declarationId) ?? 0,
      ...sums(own),
      byFund: presentFunds(own, names),
    };
  });
}

/** The vouchers that a release posts (`decideBatch`), before it does. */
function presentEffects(area: string, batchId: string, items: readonly PaymentItem[], names: Names) {
  return planRelease(area, items).map(({ bookId, postings }) => ({
    bookName: names.books.get(bookId) ?? bookId,
    summary: bookId === benefitBookId(area) ? `拨付批次 ${batchId} 清偿应付款` : `拨付医药机构款（批次 ${batchId}）`,
    postings: postings.map((posting, index) =>
      presentPosting(
        {
          account: posting.account,
          accountName: names.accounts.get(`${bookId}/${posting.account}`) ?? posting.account,
          amount: posting.amount,
          fixmedinsCode: posting.fixmedinsCode ?? null,
          providerName: names.providers.get(posting.fixmedinsCode ?? '') ?? null,
          insutype: posting.insutype ?? null,
          bearer: posting.bearer ?? null,
          care: posting.care ?? null,
        },
        index + 1,
      ),
    ),
  }));
}

function planRelease(area: string, items: readonly PaymentItem[]): { bookId: string; postings: Posting[] }[] {
  const funds = FUNDS.map((fund) => {
    const bookId = fundBookId(area, fund);
    return { bookId, postings: condensePostings(fundPostings(items.filter((item) => item.bookId === bookId))) };
  });
  const clearing = { bookId: benefitBookId(area), postings: condensePostings(items.flatMap(clearingPostings)) };
  return [...funds, clearing].filter(({ postings }) => postings.length > 0);
}

function fundPostings(items: readonly PaymentItem[]): Posting[] {
  const paid: Fen = sumFen(items.map((item) => subtractFen(item.payable, item.offset)));
  return [
    { account: ACCOUNT.paymentDeposit, amount: paid },
    { account: ACCOUNT.fiscalDeposit, amount: negateFen(paid) },
    ...items.flatMap(({ insutype, bearer, care, payable, offset, fixmedinsCode }): Posting[] => [
      { account: benefitAccount(bearer, care), amount: payable, insutype, bearer, care },
      { account: ACCOUNT.paymentDeposit, amount: negateFen(subtractFen(payable, offset)), care: 'payment' },
      { account: ACCOUNT.advances, amount: negateFen(offset), fixmedinsCode },
    ]),
  ];
}

function clearingPostings({ fixmedinsCode, insutype, bearer, care, payable }: PaymentItem): Posting[] {
  const dimensions = { fixmedinsCode, insutype, bearer, care };
  const paidBy = fundOf(insutype, bearer) === undefined ? PAID_BY_INSURER : PAID_BY_FUND;
  return [
    { account: PAYABLE, amount: payable, ...dimensions },
    { account: paidBy, amount: negateFen(payable), ...dimensions },
  ];
}
