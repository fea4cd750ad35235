/** Lists of due years and of recomputations for the console, within the actor's divisions. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../access/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import {
  type DbOrTx,
  limitTo,
  orderBy,
  type PageOf,
  type PageRequest,
  prefixPattern,
  whereAll,
} from '../database/index.ts';
import { maskName } from '../kernel/identity-number.ts';
import { findPersonNumbers, hasNumber, type PeopleOffice, personScope } from '../people/index.ts';
import { DUE_CAUSES, type DueCause } from '../settlement/index.ts';

export const CAUSES = Object.keys(DUE_CAUSES) as DueCause[];

export function presentCause(cause: DueCause) {
  return { code: cause as string, name: DUE_CAUSES[cause] };
}

interface PersonFilter {
  readonly insutype?: string | undefined;
  readonly year?: number | undefined;
  readonly cause?: string | undefined;
  /** Person number, certificate number, or the beginning of a name. */
  readonly q?: string | undefined;
}

/** Conditions on `p` (a person) and on a table `x` with psn_no, insutype, year. */
async function personConditions(
  office: PeopleOffice,
  actor: Actor,
  query: PersonFilter,
): Promise<(RawBuilder<unknown> | undefined)[]> {
  const { insutype, year, q } = query;
  const text = q?.trim();
  return [
    sql`x.area = ${office.area}`,
    personScope(actor, office.area, 'p.village_code'),
    insutype === undefined ? undefined : sql`x.insutype = ${insutype}`,
    year === undefined ? undefined : sql`x.year = ${year}`,
    text === undefined
      ? undefined
      : hasNumber(text)
        ? sql`x.psn_no = any(${await findPersonNumbers(office, text)}::text[])`
        : sql`p.name like ${prefixPattern(text)}`,
  ];
}

export interface DueQuery extends PageRequest, PersonFilter {
  /** False leaves out those for which a recomputation waits for review already. */
  readonly proposed?: boolean | undefined;
}

const DUE_SORTS_SQL = { since: 'since', year: 'x.year' } as const;
export const DUE_SORTS = Object.keys(DUE_SORTS_SQL);

interface DueRow {
  readonly psnNo: string;
  readonly personName: string;
  readonly insutype: string;
  readonly year: number;
  readonly causes: DueCause[];
  readonly sources: { cause: DueCause; sourceId: string; effectiveOn: string; flaggedAt: string }[];
  readonly since: string;
  readonly effectiveOn: string;
  readonly settlements: number;
  readonly openId: string | null;
}

/** The recomputation of a year (`x`) that waits for review. */
const SUBMITTED = sql`(select r.recomputation_id from recomputation r
  where r.area = x.area and r.psn_no = x.psn_no and r.insutype = x.insutype and r.year = x.year
    and r.state = 'submitted')`;

/** Years that are due (待重算), longest waiting first: with why, and the recomputation that waits for review already. */
export async function listDue(office: PeopleOffice, actor: Actor, query: DueQuery) {
  const conditions = whereAll([
    ...(await personConditions(office, actor, query)),
    sql`x.closed_at is null`,
    query.proposed === false ? sql`not exists ${SUBMITTED}` : undefined,
  ]);
  const having = query.cause === undefined ? sql`` : sql`having bool_or(x.cause = ${query.cause})`;
  const groups = sql`
    from recomputation_due x join person p on p.area = x.area and p.psn_no = x.psn_no ${conditions}
    group by x.area, x.psn_no, x.insutype, x.year, p.name ${having}`;
  const order = orderBy(query.sort ?? 'since', DUE_SORTS_SQL, 'x.psn_no');
  const [rows, total] = await Promise.all([
    sql<DueRow>`
      select x.psn_no as "psnNo", p.name as "personName", x.insutype, x.year,
        array_agg(distinct x.cause) as causes, min(x.flagged_at) as since, min(x.effective_on) as "effectiveOn",
        json_agg(json_build_object('cause', x.cause, 'sourceId', x.source_id, 'effectiveOn', x.effective_on,
          'flaggedAt', to_char(x.flagged_at, 'YYYY-MM-DD HH24:MI:SS')) order by x.due_id) as sources,
        (select count(*) from settlement s
          join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id and e.setl_id = s.setl_id
          where s.area = x.area and s.psn_no = x.psn_no and s.insutype = x.insutype and s.insured_year = x.year)
          as settlements,
        ${SUBMITTED} as "openId"
      ${groups} ${order}, x.insutype, x.year ${limitTo(query)}`.execute(office.db),
    sql<{ total: number }>`select count(*) as total from (select 1 ${groups}) g`.execute(office.db),
  ]);
  return {
    rows: rows.rows.map(presentDue),
    total: total.rows[0]?.total ?? 0,
    page: query.page,
    size: query.size,
  } satisfies PageOf<unknown>;
}

function presentDue({ personName, insutype, causes, sources, ...row }: DueRow) {
  return {
    ...row,
    key: `${row.psnNo}-${insutype}-${row.year}`,
    personName: maskName(personName),
    insutype: coded('insutype', insutype),
    causes: CAUSES.filter((cause) => causes.includes(cause)).map(presentCause),
    sources: sources.map(({ cause, ...source }) => ({ ...source, cause: presentCause(cause) })),
  };
}

/** How a state is coloured: waiting amber, done green, wrong red, neutral grey. */
interface StateView {
  code: string;
  name: string;
  tone: 'waiting' | 'done' | 'wrong' | 'neutral';
}
const STATES = {
  pending: { code: 'pending', name: '待复核', tone: 'waiting' },
  returned: { code: 'returned', name: '已退回', tone: 'wrong' },
  approved: { code: 'approved', name: '已核定待支付', tone: 'neutral' },
  paying: { code: 'paying', name: '支付待审核', tone: 'waiting' },
  paid: { code: 'paid', name: '已结清', tone: 'done' },
} as const satisfies Record<string, StateView>;
export type StateCode = keyof typeof STATES;
export const STATE_CODES = Object.keys(STATES) as StateCode[];

export function presentState(code: StateCode): StateView {
  return STATES[code];
}

const STATE_SQL = sql`case x.state when 'submitted' then 'pending' when 'approved' then
  (case when exists (select 1 from person_payment w where w.area = x.area and w.recomputation_id = x.recomputation_id
    and w.state = 'submitted') then 'paying' else 'approved' end) else x.state end`;

export interface RecomputationsQuery extends PageRequest, PersonFilter {
  readonly state?: string | undefined;
  /** One recomputation. */
  readonly id?: string | undefined;
}

const RECOMPUTATION_SORTS_SQL = { madeAt: 'x.made_at', toPersonFen: '"toPersonFen"' } as const;
export const RECOMPUTATION_SORTS = Object.keys(RECOMPUTATION_SORTS_SQL);

interface Sums {
  readonly lines: number;
  readonly fundFen: number;
  readonly toAccountFen: number;
  readonly toPersonFen: number;
}
interface RecomputationRow extends Sums {
  readonly id: string;
  readonly psnNo: string;
  readonly personName: string;
  readonly insutype: string;
  readonly year: number;
  readonly cause: DueCause;
  readonly note: string;
  readonly state: StateCode;
  readonly settlements: number;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly checkedBy: string | null;
  readonly decidedAt: string | null;
}

/** Recomputations, newest first unless asked otherwise, with the sums over all that match (returned ones included). */
export async function listRecomputations(office: PeopleOffice, actor: Actor, query: RecomputationsQuery) {
  const where = whereAll([
    ...(await personConditions(office, actor, query)),
    query.cause === undefined ? undefined : sql`x.cause = ${query.cause}`,
    query.state === undefined ? undefined : sql`${STATE_SQL} = ${query.state}`,
    query.id === undefined ? undefined : sql`x.recomputation_id = ${query.id}`,
  ]);
  const from = sql`
    from recomputation x join person p on p.area = x.area and p.psn_no = x.psn_no
    cross join lateral (select count(*) as lines,
      coalesce(sum(l.pool_fen + l.critical_illness_fen + l.large_amount_fen + l.civil_servant_fen + l.medical_aid_fen),
        0)::bigint as "fundFen",
      coalesce(-sum(l.account_fen), 0)::bigint as "toAccountFen", coalesce(-sum(l.person_fen), 0)::bigint as "toPersonFen"
      from recomputation_line l where l.area = x.area and l.recomputation_id = x.recomputation_id) d
    ${where}`;
  const order = orderBy(query.sort ?? '-madeAt', RECOMPUTATION_SORTS_SQL, 'x.recomputation_id');
  const [rows, sums] = await Promise.all([
    sql<RecomputationRow>`
      select x.recomputation_id as id, x.psn_no as "psnNo", p.name as "personName", x.insutype, x.year, x.cause, x.note,
        ${STATE_SQL} as state, x.settlements, d.*, coalesce(m.name, x.made_by) as "madeBy", x.made_at as "madeAt",
        coalesce(c.name, x.checked_by) as "checkedBy", x.decided_at as "decidedAt"
      from (select x.*, d.* ${from} ${order} ${limitTo(query)}) x
      cross join lateral (select x.lines, x."fundFen", x."toAccountFen", x."toPersonFen") d
      join person p on p.area = x.area and p.psn_no = x.psn_no
      left join user_account m on m.account_id = x.made_by
      left join user_account c on c.account_id = x.checked_by
      ${order}`.execute(office.db),
    sql<Sums & { total: number }>`
      select count(*) as total, coalesce(sum(d.lines), 0)::bigint as lines,
        coalesce(sum(d."fundFen"), 0)::bigint as "fundFen", coalesce(sum(d."toAccountFen"), 0)::bigint as "toAccountFen",
        coalesce(sum(d."toPersonFen"), 0)::bigint as "toPersonFen" ${from}`.execute(office.db),
  ]);
  const { total = 0, ...all } = sums.rows[0] ?? {};
  return {
    rows: rows.rows.map(presentRow),
    total,
    page: query.page,
    size: query.size,
    sums: all as Sums,
  } satisfies PageOf<unknown> & { sums: Sums };
}

function presentRow({ personName, insutype, cause, state, ...row }: RecomputationRow) {
  return {
    ...row,
    personName: maskName(personName),
    insutype: coded('insutype', insutype),
    cause: presentCause(cause),
    state: presentState(state),
  };
}

/** Approved recomputations that no payment was made of yet, by the time of approval; for the front page. */
export async function listUnpaid(office: PeopleOffice): Promise<{ id: string; personName: string; since: string }[]> {
  const found = await sql<{ id: string; personName: string; since: string }>`
    select x.recomputation_id as id, p.name as "personName", x.decided_at as since
    from recomputation x join person p on p.area = x.area and p.psn_no = x.psn_no
    where x.area = ${office.area} and ${STATE_SQL} = 'approved' order by x.decided_at, x.recomputation_id`.execute(
    office.db,
  );
  return found.rows.map((row) => ({ ...row, personName: maskName(row.personName) }));
}

/** Posted adjustments of one settlement, oldest first: what its page points to. */
export async function listAdjustmentsOf(db: DbOrTx, area: string, psnNo: string, setlId: string) {
  const found = await sql<{ id: string; decidedAt: string; toPersonFen: number; toAccountFen: number }>`
    select r.recomputation_id as id, r.decided_at as "decidedAt", -l.person_fen as "toPersonFen",
      -l.account_fen as "toAccountFen"
    from recomputation_line l
    join recomputation r on r.area = l.area and r.recomputation_id = l.recomputation_id
    where l.area = ${area} and l.psn_no = ${psnNo} and l.setl_id = ${setlId} and r.state in ('approved', 'paid')
    order by r.decided_at, r.recomputation_id`.execute(db);
  return found.rows;
}
