/** What a clerk records that stands in the way of benefits, on PostgreSQL: the states, the refusals, the trail. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../access/index.ts';
import { findEntitlementPolicy } from '../benefits/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoDate } from '../kernel/dates.ts';
import { period } from '../kernel/periods.ts';
import { type Result, unwrap } from '../kernel/result.ts';
import { openSmallOffice, type SmallOffice } from '../settlement/testing.ts';
import { entitlementFacts, findObstacles } from './entitlement.ts';
import type { PersonKey } from './model.ts';
import { enrolPersons, findPersonRecord, registerEmployers } from './service.ts';
import * as standing from './standing.ts';

const clerk: Actor = {
  accountId: 'dengji',
  name: '登记岗',
  roles: ['enrolment'],
  divisions: ['610326'],
  kind: 'clerk',
};
const UNIT = { empNo: 'U000001' };
const CREDIT_CODE = '91350100M000100Y43';

let database: TestDatabase;
let small: SmallOffice;
let worker: PersonKey;

beforeAll(async () => {
  database = await createTestDatabase();
  small = await openSmallOffice(database.db);
  const unit = { ...UNIT, name: '测试单位', creditCode: CREDIT_CODE, civilService: false };
  unwrap(await registerEmployers(small.office, [unit]));
  const cover = { insutype: '310' as const, psnType: '11', from: isoDate('2020-01-01'), empNo: UNIT.empNo };
  const person = {
    certType: '99',
    certNo: 'A1',
    name: '测试丁',
    gender: '1' as const,
    birthDate: isoDate('1990-01-01'),
  };
  const where = { householdId: 'H4', villageCode: '610326100001', identities: [], chronic: [] };
  const [key] = unwrap(await enrolPersons(small.office, [{ ...person, ...where, cover }]));
  if (!key) throw new Error('one person was to be enrolled');
  worker = key;
});
afterAll(() => database.close());

const codeOf = async (work: Promise<Result<void>>) => {
  const result = await work;
  return result.ok ? 'ok' : result.error.code;
};
const day = isoDate;

/** Reasons against benefits on a day, by the rules of the office's own area. */
async function reasons(key: PersonKey, scheme: '310' | '390', on: string): Promise<string[]> {
  const record = await findPersonRecord(database.db, key);
  if (!record) throw new Error('nobody there');
  const policy = findEntitlementPolicy(small.office.entitlements, small.office.area);
  const { findings } = unwrap(findObstacles(entitlementFacts(record), policy, scheme, day(on)));
  return findings.map(({ reason }) => reason);
}

async function trail(action: string, subjectId: string): Promise<unknown[]> {
  const { rows } = await sql<{ actor_id: string; subject_kind: string; detail: unknown }>`
    select actor_id, subject_kind, detail from audit_entry
    where action = ${action} and subject_id = ${subjectId} order by audit_id`.execute(database.db);
  return rows.map((row) => [row.actor_id, row.subject_kind, row.detail]);
}

describe('death', () => {
  it('is recorded once, ends benefits with its day, and can be withdrawn', async () => {
    const { office, poor } = small;
    const death = { on: day('2020-03-15'), source: '户籍注销证明' };
    expect(await codeOf(standing.recordDeath(office, clerk, poor, { ...death, on: day('2020-07-01') }))).toBe(
      'people.badDay',
    );
    expect(await codeOf(standing.recordDeath(office, clerk, poor, { ...death, on: day('1975-06-14') }))).toBe(
      'people.badDay',
    );
    expect(await codeOf(standing.withdrawDeath(office, clerk, poor, '登记有误'))).toBe('people.notRecorded');
    expect(await codeOf(standing.recordDeath(office, clerk, poor, death))).toBe('ok');
    expect(await codeOf(standing.recordDeath(office, clerk, poor, death))).toBe('people.alreadyDead');
    expect([await reasons(poor, '390', '2020-03-15'), await reasons(poor, '390', '2020-03-16')]).toEqual([
      [],
      ['deceased'],
    ]);
    expect(await codeOf(standing.withdrawDeath(office, clerk, poor, '同名误登'))).toBe('ok');
    expect(await reasons(poor, '390', '2020-03-16')).toEqual([]);
    expect(await trail('people.death', poor.psnNo)).toEqual([['dengji', 'person', death]]);
    expect(await trail('people.deathWithdrawn', poor.psnNo)).toEqual([
      ['dengji', 'person', { on: '2020-03-15', reason: '同名误登' }],
    ]);
  });

  it('of nobody is refused', async () => {
    const nobody = { ...small.poor, psnNo: '61032600000000009999' };
    const death = { on: day('2020-03-15'), source: '证明' };
    expect(await codeOf(standing.recordDeath(small.office, clerk, nobody, death))).toBe('people.unknownPerson');
  });
});

describe('suspended cover', () => {
  it('stands from its day to that of resumption, and once at a time', async () => {
    const { office, resident } = small;
    const suspend = (from: string) =>
      standing.suspendCover(office, clerk, resident, { insutype: '390', from: day(from), reason: '参军入伍' });
    const resume = (on: string) => standing.resumeCover(office, clerk, resident, { insutype: '390', on: day(on) });
    expect(await codeOf(suspend('2019-12-31'))).toBe('people.badDay');
    expect(await codeOf(resume('2020-05-01'))).toBe('people.notRecorded');
    expect(await codeOf(suspend('2020-04-01'))).toBe('ok');
    expect(await codeOf(suspend('2020-05-01'))).toBe('people.alreadySuspended');
    expect(await codeOf(suspend('2020-03-01'))).toBe('people.alreadySuspended');
    expect(await reasons(resident, '390', '2020-06-30')).toEqual(['suspended']);
    expect(await codeOf(resume('2020-04-01'))).toBe('people.badDay');
    expect(await codeOf(resume('2020-05-01'))).toBe('ok');
    const found = await Promise.all(
      ['2020-03-31', '2020-04-01', '2020-04-30', '2020-05-01'].map((on) => reasons(resident, '390', on)),
    );
    expect(found).toEqual([[], ['suspended'], ['suspended'], []]);
    expect(await codeOf(suspend('2020-04-20'))).toBe('people.alreadySuspended');
    expect(await codeOf(suspend('2020-06-01'))).toBe('ok');
    const withdrawal = { insutype: '390' as const, from: day('2020-06-01'), reason: '登记有误' };
    expect(await codeOf(standing.withdrawSuspension(office, clerk, resident, withdrawal))).toBe('ok');
    expect(await codeOf(standing.withdrawSuspension(office, clerk, resident, withdrawal))).toBe('people.notRecorded');
    expect(await reasons(resident, '390', '2020-06-01')).toEqual([]);
    expect(await trail('people.resume', resident.psnNo)).toEqual([
      ['dengji', 'person', { insutype: '390', from: '2020-04-01', to: '2020-05-01' }],
    ]);
  });

  it('is recorded once when two clerks do it at the same moment', async () => {
    const { office, employee } = small;
    const suspension = { insutype: '310' as const, from: day('2020-04-01'), reason: '参军入伍' };
    const both = await Promise.all(
      [1, 2].map(() => codeOf(standing.suspendCover(office, clerk, employee, suspension))),
    );
    expect(both.sort()).toEqual(['ok', 'people.alreadySuspended']);
    const withdrawal = { insutype: '310' as const, from: day('2020-04-01'), reason: '登记有误' };
    expect(await codeOf(standing.withdrawSuspension(office, clerk, employee, withdrawal))).toBe('ok');
  });
});

describe('arrears', () => {
  const arrears = { insutype: '310' as const, month: period('2020-03') };

  it('of a unit stop its people, until they are paid', async () => {
    const { office, employee } = small;
    expect(await codeOf(standing.recordArrears(office, clerk, { empNo: '无' }, arrears))).toBe(
      'people.unknownEmployer',
    );
    const early = { ...arrears, deadline: day('2020-02-29') };
    expect(await codeOf(standing.recordArrears(office, clerk, UNIT, early))).toBe('people.badDay');
    expect(await codeOf(standing.recordArrears(office, clerk, UNIT, { ...arrears, deadline: day('2020-05-15') }))).toBe(
      'ok',
    );
    expect(await codeOf(standing.recordArrears(office, clerk, UNIT, { ...arrears, month: period('2020-04') }))).toBe(
      'people.alreadyOwed',
    );
    // By the sample rule for the time before December 2021: from the second month on.
    expect(await reasons(worker, '310', '2020-03-31')).toEqual([]);
    expect(await reasons(worker, '310', '2020-04-01')).toEqual(['arrears']);
    expect(await reasons(employee, '310', '2020-04-01')).toEqual([]);
    const pay = (paidOn: string) =>
      standing.settleArrears(office, clerk, UNIT, { insutype: '310', paidOn: day(paidOn) });
    expect(await codeOf(pay('2020-02-29'))).toBe('people.badDay');
    expect(await codeOf(pay('2020-07-01'))).toBe('people.badDay');
    expect(await codeOf(pay('2020-05-10'))).toBe('ok');
    expect(await codeOf(pay('2020-05-10'))).toBe('people.notRecorded');
    expect([await reasons(worker, '310', '2020-05-09'), await reasons(worker, '310', '2020-05-10')]).toEqual([
      ['arrears'],
      [],
    ]);
    expect(await codeOf(standing.recordArrears(office, clerk, UNIT, { ...arrears, month: period('2020-05') }))).toBe(
      'people.alreadyOwed',
    );
    expect(await trail('people.arrears', UNIT.empNo)).toEqual([
      ['dengji', 'employer', { insutype: '310', month: '2020-03', deadline: '2020-05-15' }],
    ]);
    expect(await trail('people.arrearsPaid', UNIT.empNo)).toEqual([
      ['dengji', 'employer', { insutype: '310', month: '2020-03', paidOn: '2020-05-10' }],
    ]);
  });

  it('of a person who pays alone stop that person, and can be withdrawn', async () => {
    const { office, employee } = small;
    const owing = { psnNo: employee.psnNo };
    expect(await codeOf(standing.recordArrears(office, clerk, { psnNo: worker.psnNo }, arrears))).toBe(
      'people.unitPays',
    );
    expect(await codeOf(standing.recordArrears(office, clerk, owing, { ...arrears, insutype: '390' }))).toBe(
      'people.paidByYear',
    );
    expect(await codeOf(standing.recordArrears(office, clerk, owing, arrears))).toBe('ok');
    expect(await reasons(employee, '310', '2020-03-01')).toEqual(['arrears']);
    expect(
      await codeOf(standing.withdrawArrears(office, clerk, owing, { insutype: '310', reason: '税务记录延迟' })),
    ).toBe('ok');
    expect(await reasons(employee, '310', '2020-03-01')).toEqual([]);
    expect(await codeOf(standing.recordArrears(office, clerk, owing, arrears))).toBe('ok');
    expect(
      await codeOf(standing.settleArrears(office, clerk, owing, { insutype: '310', paidOn: day('2020-03-20') })),
    ).toBe('ok');
    expect([await reasons(employee, '310', '2020-03-19'), await reasons(employee, '310', '2020-03-20')]).toEqual([
      ['arrears'],
      [],
    ]);
  });
});
