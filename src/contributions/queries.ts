/** What was paid for a person's cover, for the person's page. */
import { sql } from 'kysely';
import { findContributionStandard } from '../benefits/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import type { Fen } from '../kernel/money.ts';
import type { PersonKey } from '../people/index.ts';
import type { ContributionOffice } from './service.ts';

interface Row {
  readonly insutype: string;
  readonly year: number;
  readonly month: number;
  readonly personal: Fen;
  readonly assisted: Fen;
  readonly unit: Fen;
  readonly base: Fen;
  readonly accountCredit: Fen;
  readonly paidOn: string;
  readonly batchId: string;
}

const PAID = { code: 'paid', name: '已到账', tone: 'done' as const };
const RESIDENTS = '390';

/**
 * Everything paid for a person, newest first. A resident's government subsidy is the year's standard per head, which
 * the treasuries owe for everybody who has paid: it arrives for the area as a whole, not person by person.
 */
export async function listContributions(office: Pick<ContributionOffice, 'db' | 'area' | 'standards'>, key: PersonKey) {
  const found = await sql<Row>`
    select insutype, insured_year as year, month, personal_fen as personal, assisted_fen as assisted, unit_fen as unit,
      base_fen as base, account_credit_fen as "accountCredit", paid_on as "paidOn", batch_id as "batchId"
    from contribution where area = ${key.area} and psn_no = ${key.psnNo}
    order by insured_year desc, month desc, insutype`.execute(office.db);
  return { rows: found.rows.map((row) => present(office, row)) };
}

function present(office: Pick<ContributionOffice, 'area' | 'standards'>, row: Row) {
  const resident = row.insutype === RESIDENTS;
  const standard = findContributionStandard(office.standards, { area: office.area, year: row.year });
  const subsidyFen = resident && standard.ok ? standard.value.fiscal : null;
  return {
    id: `${row.insutype}-${row.year}-${row.month}`,
    period: row.month === 0 ? String(row.year) : `${row.year}-${String(row.month).padStart(2, '0')}`,
    insutype: coded('insutype', row.insutype),
    baseFen: resident ? null : row.base,
    personalFen: row.personal,
    employerFen: resident ? null : row.unit,
    subsidyFen,
    assistedFen: resident ? row.assisted : null,
    totalFen: row.personal + row.assisted + row.unit + (subsidyFen ?? 0),
    accountCreditFen: resident ? null : row.accountCredit,
    paidOn: row.paidOn as string | null,
    state: PAID,
  };
}
