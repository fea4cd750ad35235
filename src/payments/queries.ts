/** Declarations (月度申报) for the console. */
import { type RawBuilder, sql } from 'kysely';
import { type Actor, isInScope, type Office } from '../access/index.ts';
import { viewApproval } from '../approvals/index.ts';
import { type Coded, coded } from '../catalogues/code-lists.ts';
import {
  type DbOrTx,
  limitTo,
  orderBy,
  type PageOf,
  type PageRequest,
  prefixPattern,
  startsWithDigits,
  whereAll,
} from '../database/index.ts';
import { formatPeriod } from '../kernel/periods.ts';
import { refuse } from '../kernel/result.ts';
import { sumByCare } from '../settlement/index.ts';
import { paymentErrors } from './errors.ts';
import type { DeclarationState } from './model.ts';

export type PaymentsOffice = Pick<Office, 'db' | 'area'>;

/** How a state is coloured: waiting amber, done green, wrong red, neutral grey. */
export interface StateView extends Coded {
  tone: 'waiting' | 'done' | 'wrong' | 'neutral';
}

const STATES: Readonly<Record<DeclarationState, StateView>> = {
  submitted: { code: 'pending', name: '待复核', tone: 'waiting' },
  approved: { code: 'approved', name: '已核定', tone: 'neutral' },
  returned: { code: 'returned', name: '已退回', tone: 'wrong' },
  batched: { code: 'batched', name: '已编批', tone: 'neutral' },
  paid: { code: 'paid', name: '已拨付', tone: 'done' },
};
export const DECLARATION_STATE_VIEWS: readonly StateView[] = Object.values(STATES);

/** The stored state of a state's code in the API. */
function storedState(code: string): string {
  return Object.entries(STATES).find(([, view]) => view.code === code)?.[0] ?? code;
}

/** Condition that keeps records to providers (`f`) within the actor's divisions; undefined for the whole area. */
function providerScope(actor: Actor, area: string): RawBuilder<boolean> | undefined {
  if (isInScope(actor, area)) return undefined;
  const within = actor.divisions.filter((prefix) => /^\d+$/.test(prefix));
  if (within.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    within.map((prefix) => startsWithDigits('f.village_code', prefix)),
    sql` or `,
  )})`;
}

export interface DeclarationsQuery extends PageRequest {
  readonly period?: string | undefined;
  readonly state?: string | undefined;
  readonly provider?: string | undefined;
  /** Beginning of the declaration's number. */
  readonly id?: string | undefined;
}

interface Row {
  readonly id: string;
  readonly period: string;
  readonly fixmedinsCode: string;
  readonly providerName: string;
  readonly state: DeclarationState;
  readonly settlements: number;
  readonly totalFen: number;
  readonly fundFen: number;
  readonly deductionFen: number;
  readonly approvedFen: number | null;
  readonly collectedAt: string;
  readonly batchId: string | null;
  readonly deductionReason: string | null;
}

const APPROVED = sql`case when d.state in ('approved', 'batched', 'paid') then d.fund_fen - d.deduction_fen end`;
const ROW = sql`
  d.declaration_id as id, d.period, d.fixmedins_code as "fixmedinsCode", f.name as "providerName", d.state,
  d.cases as settlements, d.total_fen as "totalFen", d.fund_fen as "fundFen", d.deduction_fen as "deductionFen",
  ${APPROVED} as "approvedFen", d.batch_id as "batchId", d.deduction_reason as "deductionReason",
  coalesce((select to_char(min(s.submitted_at), 'YYYY-MM-DD HH24:MI:SS') from approval_case c
      join approval_submission s on s.case_id = c.case_id
      where c.flow = 'declaration-review' and c.subject_kind = 'declaration' and c.subject_id = d.declaration_id),
    to_char(d.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')) as "collectedAt"`;
const FROM = sql`from declaration d join provider f on f.fixmedins_code = d.fixmedins_code`;

const SORTS = {
  period: 'd.period',
  fundFen: 'd.fund_fen',
  approvedFen:
    "coalesce(case when d.state in ('approved', 'batched', 'paid') then d.fund_fen - d.deduction_fen end, -1)",
} as const;
export const DECLARATION_SORTS = Object.keys(SORTS);

interface DeclarationSums {
  settlements: number;
  totalFen: number;
  fundFen: number;
  deductionFen: number;
  approvedFen: number;
}

/** A page of declarations, latest month first unless asked otherwise, with the sums over all that match. */
export async function listDeclarations(office: PaymentsOffice, actor: Actor, query: DeclarationsQuery) {
  const where = whereAll([
    sql`d.area = ${office.area}`,
    providerScope(actor, office.area),
    query.period === undefined ? undefined : sql`d.period = ${query.period}`,
    query.state === undefined ? undefined : sql`d.state = ${storedState(query.state)}`,
    query.provider === undefined ? undefined : sql`d.fixmedins_code = ${query.provider}`,
    query.id === undefined ? undefined : sql`d.declaration_id like ${prefixPattern(query.id)}`,
  ]);
  const order = orderBy(query.sort ?? '-period', SORTS, 'd.declaration_id');
  const [rows, sums] = await Promise.all([
    sql<Row>`select ${ROW} ${FROM} ${where} ${order} ${limitTo(query)}`.execute(office.db),
    sql<DeclarationSums & { total: number }>`
      select count(*) as total, coalesce(sum(d.cases), 0)::bigint as settlements,
        coalesce(sum(d.total_fen), 0)::bigint as "totalFen", coalesce(sum(d.fund_fen), 0)::bigint as "fundFen",
        coalesce(sum(d.deduction_fen), 0)::bigint as "deductionFen",
        coalesce(sum(${APPROVED}), 0)::bigint as "approvedFen"
      ${FROM} ${where}`.execute(office.db),
  ]);
  const { total = 0, ...all } = sums.rows[0] ?? {};
  return {
    rows: rows.rows.map(presentRow),
    total,
    page: query.page,
    size: query.size,
    sums: all as DeclarationSums,
  } satisfies PageOf<unknown> & { sums: DeclarationSums };
}

function presentRow(row: Row) {
  const { fixmedinsCode, providerName, deductionReason: _, ...rest } = row;
  return { ...rest, provider: { code: fixmedinsCode, name: providerName }, state: STATES[row.state] };
}

/** Condition on a settlement `s`: that the declaration holds it, or held it until it was returned. */
export function declaredIn(area: string, declarationId: string): RawBuilder<boolean> {
  return sql<boolean>`(s.psn_no, s.setl_id) in (select i.psn_no, i.setl_id from declaration_item i
    where i.area = ${area} and i.declaration_id = ${declarationId}
    union all select r.psn_no, r.setl_id from declaration_item_returned r
    where r.area = ${area} and r.declaration_id = ${declarationId})`;
}

/**
 * A declaration with what each scheme and kind of care asks for (a returned one: asked for), its approval, and its
 * batch. Refuses `payments.unknownDeclaration`.
 */
export async function getDeclaration(office: PaymentsOffice, actor: Actor, id: string) {
  const where = whereAll([
    sql`d.area = ${office.area} and d.declaration_id = ${id}`,
    providerScope(actor, office.area),
  ]);
  const found = await sql<Row>`select ${ROW} ${FROM} ${where}`.execute(office.db);
  const row = found.rows[0] ?? refuse(paymentErrors.unknownDeclaration({ value: id, path: 'id' }));
  const [shares, approval] = await Promise.all([
    sumByCare(office.db, office.area, declaredIn(office.area, id)),
    viewApproval(office.db, actor, { flow: 'declaration-review', subjectKind: 'declaration', subjectId: id }),
  ]);
  return {
    ...presentRow(row),
    deductionReason: row.deductionReason,
    parts: shares.map(({ insutype, care, settlements, amounts }) => ({
      insutype: coded('insutype', insutype),
      care: coded('care', care),
      settlements,
      totalFen: amounts.totalFen,
      poolFen: amounts.poolFen,
      criticalIllnessFen: amounts.criticalIllnessFen,
      largeAmountFen: amounts.largeAmountFen,
      civilServantFen: amounts.civilServantFen,
      medicalAidFen: amounts.medicalAidFen,
      accountFen: amounts.accountFen,
      fundFen: amounts.fundTotalFen + amounts.accountFen,
    })),
    decisions: approval.decisions,
    actions: approval.actions,
    batch: row.batchId === null ? null : batchReference(row.batchId),
  };
}

export function batchReference(batchId: string): { id: string; title: string; link: string } {
  return { id: batchId, title: `拨付批次 ${batchId}`, link: `/batches/${batchId}` };
}

/** Where a settlement went: its declaration, and the declaration's batch. */
export async function findDeclarationOf(
  db: DbOrTx,
  area: string,
  settlement: { readonly psnNo: string; readonly setlId: string },
) {
  const found = await sql<Row>`
    select ${ROW} ${FROM} join declaration_item i on i.area = d.area and i.declaration_id = d.declaration_id
    where i.area = ${area} and i.psn_no = ${settlement.psnNo} and i.setl_id = ${settlement.setlId}`.execute(db);
  const [row] = found.rows;
  return (
    row && {
      id: row.id,
      title: `${row.providerName} ${formatPeriod(row.period)}申报`,
      state: STATES[row.state],
      link: `/declarations/${row.id}`,
      batchId: row.batchId,
    }
  );
}

/**
 * Months with settlements that no declaration holds, oldest first. Settlements are declared with their own month, so
 * the difference of two counts tells, and no row has to be looked up.
 */
export async function listUndeclaredMonths(
  db: DbOrTx,
  area: string,
): Promise<{ period: string; settlements: number }[]> {
  const found = await sql<{ period: string; settlements: number }>`
    with settled as (select period, count(*) as settlements from settlement
      where area = ${area} and voucher_id is not null group by period),
    declared as (select d.period, count(*) as settlements from declaration_item i
      join declaration d on d.area = i.area and d.declaration_id = i.declaration_id
      where i.area = ${area} group by d.period)
    select s.period, s.settlements - coalesce(d.settlements, 0) as settlements
    from settled s left join declared d using (period)
    where s.settlements > coalesce(d.settlements, 0) order by s.period`.execute(db);
  return found.rows;
}
