/** The front page: what waits for the signed-in user, and the figures of his posts. */
import { sql } from 'kysely';
import { type Actor, type Api, getActor, hasRight, isInScope } from '../../access/index.ts';
import { listDue, listUnpaid, PAYMENT_FLOW, RECOMPUTATION_FLOW } from '../../adjustments/index.ts';
import { type ApprovalCase, listPending } from '../../approvals/index.ts';
import { coded } from '../../catalogues/code-lists.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { fundBalance, readBooks } from '../../fund/index.ts';
import { dateOf } from '../../kernel/dates.ts';
import { firstDay, formatPeriod, lastDay, nextPeriod, type Period, period, periodOf } from '../../kernel/periods.ts';
import { listReady, listUndeclaredMonths } from '../../payments/index.ts';
import { countInsured } from '../../people/index.ts';
import { sumMonth } from '../../settlement/index.ts';
import { readBookMonths } from './session-context.ts';

const ITEMS_SHOWN = 20;
const FIGURES_SHOWN = 6;

export interface QueueItem {
  id: string;
  title: string;
  /** Time since which it waits. */
  since: string;
  due?: string;
  link: string;
}

export interface QueueGroup {
  kind: string;
  title: string;
  count: number;
  overdue: number;
  link: string;
  items: QueueItem[];
}

export interface QueueFigure {
  key: string;
  label: string;
  valueFen?: number;
  value?: number;
  unit: string;
  scope?: string;
  link: string;
}

export function registerQueueRoutes(app: Api, office: ContributionOffice): void {
  app.get('/api/queue', { config: { right: 'session' } }, async (request) => {
    const actor = getActor(request);
    const [groups, figures] = await Promise.all([readGroups(office, actor), readFigures(office, actor)]);
    return { groups, figures: figures.slice(0, FIGURES_SHOWN) };
  });
}

async function readGroups(office: ContributionOffice, actor: Actor): Promise<QueueGroup[]> {
  const wholeArea = isInScope(actor, office.area);
  const may = (right: Parameters<typeof hasRight>[1]) => wholeArea && hasRight(actor, right);
  const groups = await Promise.all([
    readApprovals(office, actor, 'declaration-review', {
      title: '待复核申报',
      link: '/declarations?state=pending&period=-',
    }),
    readApprovals(office, actor, 'payment-release', { title: '待审核拨付批次', link: '/batches' }),
    readApprovals(office, actor, RECOMPUTATION_FLOW, {
      title: '待复核待遇重算',
      link: '/recomputations?tab=list&state=pending',
    }),
    readApprovals(office, actor, PAYMENT_FLOW, {
      title: '待审核补差支付与收回',
      link: '/recomputations?tab=list&state=paying',
    }),
    hasRight(actor, 'adjustments.propose') ? readDue(office, actor) : undefined,
    may('payments.batch') ? readUnpaid(office) : undefined,
    may('payments.declare') ? readUndeclared(office) : undefined,
    may('payments.batch') ? readUnbatched(office) : undefined,
    may('fund.close') ? readUnclosed(office) : undefined,
  ]);
  return groups.flatMap((group) => (group && group.count > 0 ? [group] : []));
}

/** Where a matter's page lies; a payment to a person is on the page of its recomputation. */
const PAGES: Readonly<Record<string, string>> = {
  declaration: '/declarations',
  recomputation: '/recomputations',
  personPayment: '/recomputations',
};

async function readPaidRecomputations(
  office: ContributionOffice,
  rows: readonly ApprovalCase[],
): Promise<Map<string, string>> {
  const ids = rows.filter((row) => row.subjectKind === 'personPayment').map((row) => row.subjectId);
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: string; recomputationId: string }>`
    select payment_id as id, recomputation_id as "recomputationId" from person_payment
    where area = ${office.area} and payment_id = any(${ids}::text[])`.execute(office.db);
  return new Map(found.rows.map((row) => [row.id, row.recomputationId]));
}

/** Titles for what is approved; a declaration's names its provider. */
async function readApprovals(
  office: ContributionOffice,
  actor: Actor,
  flow: string,
  shown: { readonly title: string; readonly link: string },
): Promise<QueueGroup> {
  const pending = await listPending(office.db, actor, { flow, pageSize: ITEMS_SHOWN });
  const [titles, recomputations] = await Promise.all([
    readTitles(office, pending.rows),
    readPaidRecomputations(office, pending.rows),
  ]);
  return {
    kind: flow,
    title: shown.title,
    count: pending.total,
    overdue: 0,
    link: shown.link,
    items: pending.rows.map((row) => ({
      id: row.subjectId,
      title: titles.get(row.subjectId) ?? row.title,
      since: row.since,
      link: `${PAGES[row.subjectKind] ?? '/batches'}/${recomputations.get(row.subjectId) ?? row.subjectId}`,
    })),
  };
}

async function readTitles(office: ContributionOffice, rows: readonly ApprovalCase[]): Promise<Map<string, string>> {
  const ids = rows.filter((row) => row.subjectKind === 'declaration').map((row) => row.subjectId);
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: string; name: string; period: string; insutype: string }>`
    select d.declaration_id as id, f.name, d.period, d.insutype
    from declaration d join provider f on f.fixmedins_code = d.fixmedins_code
    where d.area = ${office.area} and d.declaration_id = any(${ids}::text[])`.execute(office.db);
  return new Map(
    found.rows.map((row) => [
      row.id,
      `${row.name} ${formatPeriod(row.period)}申报（${coded('insutype', row.insutype).name}）`,
    ]),
  );
}

/** Insured years that something in a person's past has left to be recomputed; those proposed already wait elsewhere. */
async function readDue(office: ContributionOffice, actor: Actor): Promise<QueueGroup> {
  const due = await listDue(office, actor, { proposed: false, page: 1, size: ITEMS_SHOWN });
  return {
    kind: 'recompute',
    title: '待重算参保年度',
    count: due.total,
    overdue: 0,
    link: '/recomputations',
    items: due.rows.map((row) => ({
      id: row.key,
      title: `${row.personName} ${row.year}年度（${row.causes.map((cause) => cause.name).join('、')}）`,
      since: row.since,
      link: `/recomputations/trial?psnNo=${row.psnNo}&insutype=${row.insutype.code}&year=${row.year}`,
    })),
  };
}

async function readUnpaid(office: ContributionOffice): Promise<QueueGroup> {
  const unpaid = await listUnpaid(office);
  return {
    kind: 'person-payment-submit',
    title: '待办补差支付与收回',
    count: unpaid.length,
    overdue: 0,
    link: '/recomputations?tab=list&state=approved',
    items: unpaid.slice(0, ITEMS_SHOWN).map((row) => ({
      id: row.id,
      title: `${row.personName} 重算单 ${row.id}`,
      since: row.since,
      link: `/recomputations/${row.id}`,
    })),
  };
}

/** Months that have ended and still have settlements no declaration holds. */
async function readUndeclared(office: ContributionOffice): Promise<QueueGroup> {
  const now = periodOf(office.clock.now());
  const months = (await listUndeclaredMonths(office.db, office.area)).filter((month) => month.period < now);
  return {
    kind: 'collect',
    title: '待受理月度申报',
    count: months.length,
    overdue: 0,
    link: '/declarations',
    items: months.slice(0, ITEMS_SHOWN).map((month) => ({
      id: month.period,
      title: `${formatPeriod(month.period)}有 ${month.settlements} 笔结算未申报`,
      since: `${firstDay(nextPeriod(period(month.period)))} 00:00:00`,
      link: `/declarations?period=${month.period}`,
    })),
  };
}

async function readUnbatched(office: ContributionOffice): Promise<QueueGroup> {
  const months = await listReady(office);
  return {
    kind: 'batch',
    title: '待编制拨付批次',
    count: months.length,
    overdue: 0,
    link: '/batches',
    items: months.slice(0, ITEMS_SHOWN).map((month) => ({
      id: month.period,
      title: `${formatPeriod(month.period)}已核定 ${month.providers} 家机构，未编批`,
      since: month.since,
      link: '/batches',
    })),
  };
}

/** Months that have ended and are not closed. */
async function readUnclosed(office: ContributionOffice): Promise<QueueGroup | undefined> {
  const [book] = await readBooks(office);
  if (!book) return undefined;
  const today = dateOf(office.clock.now());
  const months: Period[] = [];
  for (let month = book.openPeriod; lastDay(month) < today; month = nextPeriod(month)) months.push(month);
  return {
    kind: 'close',
    title: '待结账月份',
    count: months.length,
    overdue: 0,
    link: '/fund/close',
    items: months.slice(0, ITEMS_SHOWN).map((month) => ({
      id: month,
      title: `${formatPeriod(month)}基金账`,
      since: `${firstDay(nextPeriod(month))} 00:00:00`,
      link: '/fund/close',
    })),
  };
}

async function readFigures(office: ContributionOffice, actor: Actor): Promise<QueueFigure[]> {
  const now = periodOf(office.clock.now());
  const month = (await readBookMonths(office.db, office.area, now)).last ?? now;
  const wholeArea = isInScope(actor, office.area);
  const figures = await Promise.all([
    hasRight(actor, 'people.read') ? insuredFigures(office, actor) : [],
    wholeArea && hasRight(actor, 'settlement.read') ? settlementFigures(office, month) : [],
    wholeArea && hasRight(actor, 'payments.read') ? paymentFigures(office) : [],
    wholeArea && hasRight(actor, 'fund.read') ? fundFigures(office, month) : [],
  ]);
  // The funds first for whoever keeps their books: they are what is asked of that post.
  return (wholeArea && hasRight(actor, 'fund.read') ? figures.toReversed() : figures).flat();
}

async function insuredFigures(office: ContributionOffice, actor: Actor): Promise<QueueFigure[]> {
  const today = dateOf(office.clock.now());
  const schemes = await countInsured(office, actor, today);
  return schemes.map(({ insutype, persons }) => ({
    key: `insured-${insutype}`,
    label: `${coded('insutype', insutype).name}参保`,
    value: persons,
    unit: '人',
    scope: `截至 ${today}`,
    link: `/people?insutype=${insutype}`,
  }));
}

async function settlementFigures(office: ContributionOffice, month: Period): Promise<QueueFigure[]> {
  const sums = await sumMonth(office.db, office.area, month);
  const common = { scope: month, link: `/settlements?period=${month}` };
  return [
    { key: 'settlements', label: '结算', value: sums.settlements, unit: '笔', ...common },
    { key: 'benefits', label: '基金应付', valueFen: sums.fundFen, unit: '元', ...common },
  ];
}

async function paymentFigures(office: ContributionOffice): Promise<QueueFigure[]> {
  const found = await sql<{ pending: number; unpaid: number }>`
    select coalesce(sum(fund_fen) filter (where state = 'submitted'), 0)::bigint as pending,
      coalesce(sum(fund_fen - deduction_fen) filter (where state in ('approved', 'batched')), 0)::bigint as unpaid
    from declaration where area = ${office.area}`.execute(office.db);
  const { pending = 0, unpaid = 0 } = found.rows[0] ?? {};
  return [
    {
      key: 'pending',
      label: '待复核申报',
      valueFen: pending,
      unit: '元',
      link: '/declarations?state=pending&period=-',
    },
    { key: 'unpaid', label: '已核定未拨付', valueFen: unpaid, unit: '元', link: '/batches' },
  ];
}

/** The two large funds; the others are on the overview. */
async function fundFigures(office: ContributionOffice, month: Period): Promise<QueueFigure[]> {
  const books = (await readBooks(office)).filter((book) => book.kind === 'fund').slice(0, 2);
  return Promise.all(
    books.map(async (book) => ({
      key: `balance-${book.bookId}`,
      label: `${book.name}滚存结余`,
      valueFen: await fundBalance(office, book.bookId, month),
      unit: '元',
      scope: `截至${formatPeriod(month)}末`,
      link: '/fund',
    })),
  );
}
