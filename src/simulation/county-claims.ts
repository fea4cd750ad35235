/**
 * The county's own claims: all settlements in force of a year and scheme, read from the database in order and in
 * batches, as the cases that they were settled as.
 *
 * The order is that of settlement, because running totals followed it. What a settlement asked of the person (cover,
 * identities) is asked again of the register as it stands now: where it was corrected since, the baseline shows it.
 */
import { sql } from 'kysely';
import type { BenefitCase, CareKind, CarePlace, ProviderGrade, Scheme } from '../benefits/index.ts';
import type { Db, Tx } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, fen, ZERO_FEN } from '../kernel/money.ts';
import { codesInForce, findCover, findPersonRecords, type PersonRecord } from '../people/index.ts';
import { isRetired } from '../settlement/index.ts';

export interface CountyQuery {
  readonly area: string;
  readonly scheme: Scheme;
  /** Insured year: that of discharge, or of the visit. */
  readonly year: number;
}

/** A claim with what reports group by. */
export interface ClaimRow {
  /** Number of the person in the office; never leaves this folder. */
  readonly psnNo: string;
  readonly benefitCase: BenefitCase;
  /** 1 male, 2 female, 0 not known. */
  readonly sex: number;
  /** Nine-digit division. */
  readonly town: string;
  readonly provider: string;
  readonly settledFund: Fen;
  readonly settledPerson: Fen;
}

export interface CountySize {
  readonly claims: number;
  readonly persons: number;
  readonly providers: readonly { readonly code: string; readonly name: string; readonly grade: ProviderGrade }[];
}

interface Row {
  readonly psn_no: string;
  readonly fixmedins_code: string;
  readonly care: CareKind;
  readonly place: CarePlace;
  readonly admitted_on: IsoDate;
  readonly discharged_on: IsoDate | null;
  readonly disease_code: string | null;
  readonly total_fen: Fen;
  readonly full_self_pay_fen: Fen;
  readonly over_limit_fen: Fen;
  readonly prior_share_fen: Fen;
  readonly in_scope_fen: Fen;
  readonly account_fen: Fen;
  readonly account_after_fen: Fen;
  readonly fund_total_fen: Fen;
  readonly person_total_fen: Fen;
}

const BATCH = 20_000;

/**
 * Reads in one snapshot: first how much there is, then, batch by batch, the claims ordered by person and settlement.
 * `work` gets both; the connection is held until it is done.
 */
export async function withCountyClaims<T>(
  db: Db,
  query: CountyQuery,
  work: (size: CountySize, batches: AsyncIterable<readonly ClaimRow[]>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const size = await readSize(tx, query);
      return work(size, readBatches(tx, query, size));
    });
}

/** A settlement is in force while its visit names it. */
function inForce({ area, scheme, year }: CountyQuery) {
  return sql`
    from settlement s
    join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id and e.setl_id = s.setl_id
    where s.area = ${area} and s.insutype = ${scheme} and s.insured_year = ${year} and s.reverses is null`;
}

async function readSize(tx: Tx, query: CountyQuery): Promise<CountySize> {
  const counted = await sql<{ claims: number; persons: number }>`
    select count(*) as claims, count(distinct s.psn_no) as persons ${inForce(query)}`.execute(tx);
  const providers = await sql<CountySize['providers'][number]>`
    select p.fixmedins_code as code, p.name, p.grade from provider p
    where p.fixmedins_code in (select s.fixmedins_code ${inForce(query)}) order by 1`.execute(tx);
  const { claims = 0, persons = 0 } = counted.rows[0] ?? {};
  return { claims, persons, providers: providers.rows };
}

async function* readBatches(tx: Tx, query: CountyQuery, size: CountySize): AsyncIterable<readonly ClaimRow[]> {
  const grades = new Map(size.providers.map(({ code, grade }) => [code, grade]));
  await sql`
    declare claims no scroll cursor for
    select s.psn_no, s.fixmedins_code, e.care, e.place, e.admitted_on, e.discharged_on, e.disease_code, s.total_fen,
      s.full_self_pay_fen, s.over_limit_fen, s.prior_share_fen, s.in_scope_fen, s.account_fen, s.account_after_fen,
      s.fund_total_fen, s.person_total_fen
    ${inForce(query)} order by s.psn_no, s.setl_id`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.raw(String(BATCH))} from claims`.execute(tx);
    if (rows.length === 0) break;
    const keys = [...new Set(rows.map((row) => row.psn_no))].map((psnNo) => ({ area: query.area, psnNo }));
    const records = await findPersonRecords(tx, keys);
    yield rows.map((row) => readRow(row, query, records, grades));
  }
  await sql`close claims`.execute(tx);
}

function readRow(
  row: Row,
  query: CountyQuery,
  records: ReadonlyMap<string, PersonRecord>,
  grades: ReadonlyMap<string, ProviderGrade>,
): ClaimRow {
  const record = records.get(`${query.area}/${row.psn_no}`);
  const grade = grades.get(row.fixmedins_code);
  if (record === undefined || grade === undefined) throw new Error(`settlement without its person or provider`);
  const { gender, villageCode } = record.person;
  return {
    psnNo: row.psn_no,
    benefitCase: caseOf(row, query.scheme, record, grade),
    sex: gender === '1' || gender === '2' ? Number(gender) : 0,
    town: villageCode.slice(0, 9),
    provider: row.fixmedins_code,
    settledFund: row.fund_total_fen,
    settledPerson: row.person_total_fen,
  };
}

/** The case as the settlement made it (settlement/rules.ts). */
function caseOf(row: Row, scheme: Scheme, record: PersonRecord, grade: ProviderGrade): BenefitCase {
  const dischargedOn = row.discharged_on ?? row.admitted_on;
  const cover = findCover(record.covers, scheme, row.admitted_on);
  return {
    scheme,
    care: row.care,
    admittedOn: row.admitted_on,
    dischargedOn,
    grade,
    place: row.place,
    person: {
      birthDate: record.person.birthDate,
      retired: cover !== undefined && isRetired(cover.psnType),
      civilServant: cover?.civilServant ?? false,
      personType: cover?.psnType,
      identities: codesInForce(record.identities, dischargedOn),
    },
    diseaseCode: row.disease_code ?? undefined,
    charges: {
      total: row.total_fen,
      fullSelfPay: row.full_self_pay_fen,
      overLimit: row.over_limit_fen,
      priorShare: row.prior_share_fen,
      inScope: row.in_scope_fen,
    },
    // Where the account was used, what it held then; where it was not, whoever settled did not ask it.
    accountAvailable: row.account_fen > 0 ? fen(row.account_after_fen + row.account_fen) : ZERO_FEN,
  };
}
