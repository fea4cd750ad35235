/** What stands in the database of a loaded county: the figures that the published ones are compared with. */
import { sql } from 'kysely';
import type { DbOrTx } from '../database/index.ts';

/** Persons, visits, institutions; amounts in fen. */
export interface CountyFigures {
  readonly residents: number;
  readonly residentRaised: number;
  readonly residentPaid: number;
  readonly employees: number;
  readonly employeeRaised: number;
  readonly employeePaid: number;
  readonly aidVisits: number;
  readonly aidPaid: number;
  readonly villageClinics: number;
  readonly poor: number;
  readonly poorChronicPersons: number;
  readonly poorChronicVisits: number;
  readonly poorChronicPaid: number;
}

interface Scope {
  readonly area: string;
  readonly year: number;
}

/** Reads all figures. Payments are those at providers inside the county, reversals taken off. */
export async function readCountyFigures(db: DbOrTx, scope: Scope): Promise<CountyFigures> {
  return {
    ...(await readPeople(db, scope)),
    ...(await readRaised(db, scope)),
    ...(await readPaid(db, scope)),
    ...(await readPoorChronic(db, scope)),
  };
}

async function readPeople(db: DbOrTx, { area, year }: Scope) {
  const from = `${year}-01-01`;
  const until = `${year + 1}-01-01`;
  const { rows } = await sql<{
    residents: number;
    employees: number;
    poor: number;
    villageClinics: number;
  }>`
    with covered as (
      select psn_no, insutype from cover
      where area = ${area} and from_date < ${until}::date and (to_date is null or to_date > ${from}::date)
    )
    select
      (select count(distinct psn_no) from covered where insutype = '390') as residents,
      (select count(distinct psn_no) from covered where insutype = '310') as employees,
      (select count(distinct i.psn_no) from identity_membership i join covered c using (psn_no)
        where i.area = ${area} and i.idet_type = '2302') as poor,
      (select count(*) from provider where division = ${area} and kind = 'village'
        and agreement_from < ${until}::date and (agreement_to is null or agreement_to > ${from}::date))
        as "villageClinics"`.execute(db);
  return rows[0] ?? { residents: 0, employees: 0, poor: 0, villageClinics: 0 };
}

async function readRaised(db: DbOrTx, { area, year }: Scope) {
  const { rows } = await sql<{ residentRaised: number; employeeRaised: number }>`
    select
      coalesce(sum(personal_fen + assisted_fen + subsidy_fen) filter (where insutype = '390'), 0)::bigint
        as "residentRaised",
      coalesce(sum(personal_fen + unit_fen) filter (where insutype = '310'), 0)::bigint as "employeeRaised"
    from contribution_batch
    where area = ${area} and insured_year = ${year}
      and (kind <> 'subsidy' or document like '财社%')`.execute(db);
  return rows[0] ?? { residentRaised: 0, employeeRaised: 0 };
}

/** Settlements at local providers; a reversal carries negative amounts and takes its visit off the count. */
async function readPaid(db: DbOrTx, { area, year }: Scope) {
  const { rows } = await sql<{
    residentPaid: number;
    employeePaid: number;
    aidVisits: number;
    aidPaid: number;
  }>`
    select
      coalesce(sum(pool_fen) filter (where insutype = '390'), 0)::bigint as "residentPaid",
      coalesce(sum(pool_fen + account_fen) filter (where insutype = '310'), 0)::bigint as "employeePaid",
      coalesce(sum(sign(medical_aid_fen)), 0)::bigint as "aidVisits",
      coalesce(sum(medical_aid_fen), 0)::bigint as "aidPaid"
    from settlement s join provider p on p.fixmedins_code = s.fixmedins_code
    where s.area = ${area} and s.insured_year = ${year} and p.division = ${area}`.execute(db);
  return rows[0] ?? { residentPaid: 0, employeePaid: 0, aidVisits: 0, aidPaid: 0 };
}

async function readPoorChronic(db: DbOrTx, { area, year }: Scope) {
  const { rows } = await sql<{
    poorChronicPersons: number;
    poorChronicVisits: number;
    poorChronicPaid: number;
  }>`
    select
      (select count(distinct c.psn_no) from chronic_registration c
        join identity_membership i on i.area = c.area and i.psn_no = c.psn_no and i.idet_type = '2302'
        where c.area = ${area}) as "poorChronicPersons",
      coalesce(sum(sign(s.total_fen)), 0)::bigint as "poorChronicVisits",
      coalesce(sum(s.pool_fen), 0)::bigint as "poorChronicPaid"
    from settlement s
    join provider p on p.fixmedins_code = s.fixmedins_code and p.division = ${area}
    where s.area = ${area} and s.insured_year = ${year} and s.care = 'chronic'
      and exists (select 1 from identity_membership i
        where i.area = s.area and i.psn_no = s.psn_no and i.idet_type = '2302')`.execute(db);
  return rows[0] ?? { poorChronicPersons: 0, poorChronicVisits: 0, poorChronicPaid: 0 };
}
