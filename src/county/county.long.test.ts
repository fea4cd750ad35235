import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, openVault, type Role } from '../access/index.ts';
import { loadContributionStandards, loadEntitlementRules, loadPolicies } from '../benefits/index.ts';
import { type ContributionOffice, loadFunding } from '../contributions/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { controlAccounts, FUNDS } from '../fund/index.ts';
import { systemClock } from '../kernel/dates.ts';
import { period } from '../kernel/periods.ts';
import { unwrap } from '../kernel/result.ts';
import { evaluateYear, policyEvaluator } from './evaluation.ts';
import { type CountyReport, newCounty } from './service.ts';

const POLICIES = path.join(import.meta.dirname, '../../policies');
const REQUEST = { like: '610326', year: 2020, scale: 0.02, seed: 3 } as const;

const actor = (accountId: string, role: Role): Actor => ({
  accountId,
  name: accountId,
  roles: [role],
  divisions: ['610326'],
  kind: 'clerk',
});
const actors = {
  collection: actor('zhengjiao', 'collection'),
  benefits: actor('shenhe', 'benefits'),
  benefitsReview: actor('fuhe', 'benefitsReview'),
  fundAccountant: actor('kuaiji', 'fundAccountant'),
  fundSupervisor: actor('caiwu', 'fundSupervisor'),
  director: actor('juzhang', 'director'),
};

let database: TestDatabase;
let office: ContributionOffice;
let report: CountyReport;

beforeAll(async () => {
  database = await createTestDatabase();
  office = {
    db: database.db,
    vault: openVault({ keyFile: '', key: `${'00'.repeat(31)}01` }),
    clock: systemClock,
    area: '610326',
    policies: unwrap(loadPolicies(POLICIES)),
    entitlements: unwrap(loadEntitlementRules(POLICIES)),
    standards: unwrap(loadContributionStandards(POLICIES)),
    funding: unwrap(loadFunding(path.join(POLICIES, '610326-meixian-funding/funding.yaml'))),
  };
  report = unwrap(await newCounty(office, REQUEST, { actors }));
}, 600_000);
afterAll(() => database.close());

async function readOne(query: ReturnType<typeof sql<{ value: number }>>): Promise<number> {
  return (await query.execute(database.db)).rows[0]?.value ?? Number.NaN;
}

describe('a county loaded through the use cases', () => {
  it('meets every published figure within its tolerance', () => {
    const missed = report.targets.filter((row) => !row.met).map((row) => row.target.title);
    expect(missed).toEqual([]);
  });

  it('pays to the fen what the calibration had worked out before anything was settled', async () => {
    const { plan, calibration } = report;
    const evaluate = policyEvaluator(office.policies, plan.model.area);
    const evaluation = evaluateYear(plan, office.funding, evaluate, { factors: calibration.factors });
    const sum = (key: 'pool' | 'account' | 'medicalAid'): number =>
      [...evaluation.residents, ...evaluation.employees].reduce((total, group) => total + group[key], 0);
    const paid = (column: string) =>
      readOne(sql<{ value: number }>`
        select sum(${sql.ref(column)})::bigint as value from settlement s
        join provider p on p.fixmedins_code = s.fixmedins_code where p.division = '610326'`);
    expect(await paid('pool_fen')).toBe(sum('pool'));
    expect(await paid('account_fen')).toBe(sum('account'));
    expect(await paid('medical_aid_fen')).toBe(sum('medicalAid'));
  });

  it('has settled every encounter once and enrolled everybody', async () => {
    expect(await readOne(sql`select count(*) as value from settlement`)).toBe(report.plan.encounters.count);
    expect(await readOne(sql`select count(*) as value from person`)).toBe(report.plan.population.size);
  });

  it('leaves books in which sub-ledger and funds agree and all months of the year are closed', async () => {
    for (const line of await controlAccounts(database.db, '610326', period('2020-12')))
      expect(line.difference, line.title).toBe(0);
    const closed = await readOne(
      sql`select count(*) as value from accounting_period where state = 'closed' and period like '2020-%'`,
    );
    expect(closed).toBe(12 * (FUNDS.length + 1));
  });

  it('lists the planted irregularities by numbers that the database knows', async () => {
    const numbers = report.planted.planted.flatMap((one) => one.visits.map((visit) => visit.visitNo));
    expect(await readOne(sql`select count(*) as value from encounter where visit_no = any(${numbers}::text[])`)).toBe(
      numbers.length,
    );
    const serials = report.planted.planted.flatMap((one) => one.visits.flatMap((visit) => visit.serials));
    expect(await readOne(sql`select count(*) as value from fee_line where feedetl_sn = any(${serials}::text[])`)).toBe(
      serials.length,
    );
  });

  it('will not be loaded twice', async () => {
    const again = await newCounty(office, REQUEST, { actors });
    expect(again.ok ? 'loaded' : again.error.code).toBe('county.notEmpty');
  });
});
