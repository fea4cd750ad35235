/** Lists and sums of settlements for the console, within the actor's divisions. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../access/index.ts';
import type { RunningTotals, Scheme } from '../benefits/index.ts';
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
import { findPersonNumbers, hasNumber, type PeopleOffice, type PersonKey, personScope } from '../people/index.ts';

export interface SettlementsQuery extends PageRequest {
  readonly psnNo?: string | undefined;
  readonly provider?: string | undefined;
  /** Month in whose books the settlement stands. */
  readonly period?: string | undefined;
  readonly care?: string | undefined;
  readonly insutype?: string | undefined;
  /** setl_id, mdtrt_id, person number, certificate number, or the beginning of a name. */
  readonly q?: string | undefined;
}

const SORTS = {
  settledAt: 's.settled_at',
  totalFen: 's.total_fen',
  fundTotalFen: 's.fund_total_fen',
  cashFen: 's.cash_fen',
} as const;
export const SETTLEMENT_SORTS = Object.keys(SORTS);

/** Amounts that lists show and add up: name in the answer, column. */
const AMOUNTS = {
  totalFen: 'total_fen',
  inScopeFen: 'in_scope_fen',
  poolFen: 'pool_fen',
  criticalIllnessFen: 'critical_illness_fen',
  largeAmountFen: 'large_amount_fen',
  civilServantFen: 'civil_servant_fen',
  medicalAidFen: 'medical_aid_fen',
  fundTotalFen: 'fund_total_fen',
  accountFen: 'account_fen',
  cashFen: 'cash_fen',
  hospitalShareFen: 'hospital_share_fen',
} as const;
export type SettlementSums = Record<keyof typeof AMOUNTS, number>;

const AMOUNT_COLUMNS = sql.raw(
  Object.entries(AMOUNTS)
    .map(([name, column]) => `s.${column} as "${name}"`)
    .join(', '),
);
/** Sums as select items over `settlement s`; zero when nothing matches. */
const AMOUNT_SUMS = sql.raw(
  Object.entries(AMOUNTS)
    .map(([name, column]) => `coalesce(sum(s.${column}), 0)::bigint as "${name}"`)
    .join(', '),
);

interface ListRow extends SettlementSums {
  readonly setlId: string;
  readonly psnNo: string;
  readonly personName: string;
  readonly fixmedinsCode: string;
  readonly providerName: string;
  readonly insutype: string;
  readonly care: string;
  readonly medType: string;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string | null;
  readonly admittedOn: string;
  readonly dischargedOn: string | null;
  readonly settledAt: string;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
}

async function conditions(
  office: PeopleOffice,
  actor: Actor,
  query: SettlementsQuery,
  restriction: RawBuilder<unknown> | undefined,
): Promise<RawBuilder<unknown>> {
  const scope = personScope(actor, office.area, 'p.village_code');
  const equals = (column: string, value: string | undefined) =>
    value === undefined ? undefined : sql`${sql.ref(column)} = ${value}`;
  return whereAll([
    sql`s.area = ${office.area}`,
    scope && sql`exists (select 1 from person p where p.area = s.area and p.psn_no = s.psn_no and ${scope})`,
    equals('s.psn_no', query.psnNo),
    equals('s.fixmedins_code', query.provider),
    equals('s.period', query.period),
    equals('s.care', query.care),
    equals('s.insutype', query.insutype),
    query.q === undefined ? undefined : await textCondition(office, query.q.trim()),
    restriction,
  ]);
}

async function textCondition(office: PeopleOffice, text: string): Promise<RawBuilder<unknown>> {
  if (!hasNumber(text))
    return sql`s.psn_no in (select p.psn_no from person p
      where p.area = ${office.area} and p.name like ${prefixPattern(text)})`;
  const numbers = await findPersonNumbers(office, text);
  return sql`(s.setl_id = ${text} or s.mdtrt_id = ${text} or s.psn_no = any(${numbers}::text[]))`;
}

/**
 * A page of settlements, newest first unless asked otherwise, with the sums over all that match.
 * `restriction` is a further condition on `s`, for what another capability knows (a declaration's settlements).
 */
export async function listSettlements(
  office: PeopleOffice,
  actor: Actor,
  query: SettlementsQuery,
  restriction?: RawBuilder<unknown>,
) {
  const where = await conditions(office, actor, query, restriction);
  const order = orderBy(query.sort ?? '-settledAt', SORTS, 's.setl_id');
  const [rows, sums] = await Promise.all([
    sql<ListRow>`
      select s.setl_id as "setlId", s.psn_no as "psnNo", p.name as "personName",
        s.fixmedins_code as "fixmedinsCode", f.name as "providerName", s.insutype, s.care, e.med_type as "medType",
        e.diagnosis_code as "diagnosisCode", e.diagnosis_name as "diagnosisName", e.admitted_on as "admittedOn",
        e.discharged_on as "dischargedOn", s.settled_at as "settledAt", s.reverses, r.setl_id as "reversedBy",
        ${AMOUNT_COLUMNS}
      from (select s.area, s.psn_no, s.setl_id from settlement s ${where} ${order} ${limitTo(query)}) k
      join settlement s on s.area = k.area and s.psn_no = k.psn_no and s.setl_id = k.setl_id
      join person p on p.area = s.area and p.psn_no = s.psn_no
      join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id
      join provider f on f.fixmedins_code = s.fixmedins_code
      left join settlement r on r.area = s.area and r.psn_no = s.psn_no and r.reverses = s.setl_id
      ${order}`.execute(office.db),
    sql<SettlementSums & { total: number }>`
      select count(*) as total, ${AMOUNT_SUMS} from settlement s ${where}`.execute(office.db),
  ]);
  const { total = 0, ...all } = sums.rows[0] ?? {};
  return {
    rows: rows.rows.map(presentRow),
    total,
    page: query.page,
    size: query.size,
    sums: all as SettlementSums,
  } satisfies PageOf<unknown> & { sums: SettlementSums };
}

function presentRow(row: ListRow) {
  const { fixmedinsCode, providerName, diagnosisCode, diagnosisName, personName, ...rest } = row;
  return {
    ...rest,
    personName: maskName(personName),
    provider: { code: fixmedinsCode, name: providerName },
    insutype: coded('insutype', row.insutype),
    care: coded('care', row.care),
    medType: coded('med_type', row.medType),
    diagnosis: diagnosisCode === null ? null : { code: diagnosisCode, name: diagnosisName ?? '未载名称' },
  };
}

/** The settlement that took this one back, where one did. */
export async function findReversalOf(db: DbOrTx, key: PersonKey, setlId: string): Promise<string | undefined> {
  const found = await sql<{ setlId: string }>`
    select setl_id as "setlId" from settlement
    where area = ${key.area} and psn_no = ${key.psnNo} and reverses = ${setlId}`.execute(db);
  return found.rows[0]?.setlId;
}

export interface YearTotals {
  readonly insutype: Scheme;
  readonly year: number;
  readonly totals: RunningTotals;
}

/** A person's running totals of all years and schemes, latest first. */
export async function listYearTotals(db: DbOrTx, key: PersonKey): Promise<YearTotals[]> {
  const found = await sql<YearTotals>`
    select insutype, year, totals from running_total
    where area = ${key.area} and psn_no = ${key.psnNo} order by year desc, insutype`.execute(db);
  return found.rows;
}

export interface MonthOfSettlements {
  readonly settlements: number;
  readonly totalFen: number;
  /** What the funds and the insurer owe, personal accounts included. */
  readonly fundFen: number;
}

/** Settlements of a month in figures: for the front page. */
export async function sumMonth(db: DbOrTx, area: string, period: string): Promise<MonthOfSettlements> {
  const found = await sql<MonthOfSettlements>`
    select count(*) as settlements, coalesce(sum(total_fen), 0)::bigint as "totalFen",
      coalesce(sum(fund_total_fen + account_fen), 0)::bigint as "fundFen"
    from settlement where area = ${area} and period = ${period}`.execute(db);
  return found.rows[0] ?? { settlements: 0, totalFen: 0, fundFen: 0 };
}

export interface CareShare {
  readonly insutype: string;
  readonly care: string;
  readonly settlements: number;
  readonly amounts: SettlementSums;
}

/** Settlements (those that `restriction` on `s` keeps) by scheme and kind of care; a reversal counts minus one. */
export async function sumByCare(db: DbOrTx, area: string, restriction: RawBuilder<unknown>): Promise<CareShare[]> {
  const found = await sql<SettlementSums & { insutype: string; care: string; settlements: number }>`
    select s.insutype, s.care, sum(case when s.reverses is null then 1 else -1 end)::bigint as settlements,
      ${AMOUNT_SUMS}
    from settlement s where s.area = ${area} and ${restriction}
    group by s.insutype, s.care order by s.insutype, array_position(array['inpatient', 'outpatient', 'chronic'], s.care)`.execute(
    db,
  );
  return found.rows.map(({ insutype, care, settlements, ...amounts }) => ({ insutype, care, settlements, amounts }));
}
