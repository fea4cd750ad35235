import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { unwrap } from '../kernel/result.ts';
import { recordAudit, recordAudits, sealAudit, verifyAudit } from './index.ts';

const actor = { accountId: 'shenhe', name: '待遇审核', kind: 'clerk' } as const;
const entry = (subjectId: string) => ({
  actor,
  action: 'people.unmask',
  subjectKind: 'person',
  subjectId,
  detail: { reason: '核对身份' },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await tamper('truncate audit_entry, audit_seal');
  await sql`alter sequence audit_id_seq restart`.execute(database.db);
  await sql`alter table audit_entry enable trigger user`.execute(database.db);
  await sql`alter table audit_seal enable trigger user`.execute(database.db);
});

async function record(...subjects: string[]): Promise<void> {
  unwrap(await transact(database.db, (tx) => recordAudits(tx, subjects.map(entry))));
}

/** What somebody with full power over the database can do: the guard is lifted first. */
async function tamper(statement: string): Promise<void> {
  await sql`alter table audit_entry disable trigger user`.execute(database.db);
  await sql`alter table audit_seal disable trigger user`.execute(database.db);
  await sql.raw(statement).execute(database.db);
}

describe('the trail', () => {
  it('is written with the act or not at all', async () => {
    await transact(database.db, async (tx) => {
      await recordAudit(tx, entry('1'));
      throw new Error('the act failed');
    }).catch(() => {});
    expect((await verifyAudit(database.db)).unsealed).toBe(0);
  });

  it('refuses update, delete and truncate', async () => {
    await record('1');
    for (const statement of [
      `update audit_entry set actor_id = 'x'`,
      'delete from audit_entry',
      'truncate audit_entry',
    ])
      await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('只增不改');
  });
});

describe('sealing the trail', () => {
  it('seals what is there once, and what comes later into the next seal', async () => {
    await record('1', '2', '3');
    expect(await sealAudit(database.db)).toEqual({ seals: 1, entries: 3, waiting: false });
    expect(await sealAudit(database.db)).toEqual({ seals: 0, entries: 0, waiting: false });
    await record('4');
    expect(await sealAudit(database.db)).toEqual({ seals: 1, entries: 1, waiting: false });
    const proof = await verifyAudit(database.db);
    expect(proof).toMatchObject({ seals: 2, entries: 4, unsealed: 0 });
    expect(proof.fault).toBeUndefined();
  });

  it('waits for an entry with a lower number that is not yet committed', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written = (): void => {};
    const drawn = new Promise<void>((resolve) => {
      written = resolve;
    });
    const slow = transact(database.db, async (tx) => {
      await recordAudit(tx, entry('slow'));
      written();
      await held;
    });
    await drawn;
    await record('fast');
    expect(await sealAudit(database.db, { waitMs: 60 })).toEqual({ seals: 0, entries: 0, waiting: true });
    const sealing = sealAudit(database.db);
    await new Promise((resolve) => setTimeout(resolve, 50));
    release();
    await slow;
    expect(await sealing).toEqual({ seals: 1, entries: 2, waiting: false });
    expect((await verifyAudit(database.db)).fault).toBeUndefined();
  });

  it('is not confused by two that seal at once', async () => {
    await record('1', '2', '3');
    await Promise.all([sealAudit(database.db), sealAudit(database.db), sealAudit(database.db)]);
    const proof = await verifyAudit(database.db);
    expect(proof).toMatchObject({ seals: 1, entries: 3 });
    expect(proof.fault).toBeUndefined();
  });
});

describe('proving the trail', () => {
  beforeEach(async () => {
    await record('1', '2', '3');
    await sealAudit(database.db);
    await record('4', '5');
    await sealAudit(database.db);
  });

  it.each([
    ['a changed actor', `update audit_entry set actor_name = '别人' where audit_id = 2`, 'audit.changed', 2],
    ['a changed detail', `update audit_entry set detail = '{}' where audit_id = 4`, 'audit.changed', 4],
    [
      'a changed time',
      `update audit_entry set recorded_at = recorded_at - interval '1 day' where audit_id = 3`,
      'audit.changed',
      3,
    ],
    ['a removed entry', 'delete from audit_entry where audit_id = 3', 'audit.missing', 3],
    ['a removed last entry', 'delete from audit_entry where audit_id = 5', 'audit.missing', 5],
  ])('names the entry: %s', async (_, statement, code, id) => {
    await tamper(statement);
    const { fault } = await verifyAudit(database.db);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toContain(`第 ${id} 号`);
  });

  it('names an entry put in afterwards', async () => {
    await tamper('delete from audit_entry where audit_id = 2');
    await tamper(`insert into audit_entry (audit_id, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, detail)
      values (2, 'x', 'x', 'clerk', 'x', 'x', 'x', '{}')`);
    expect((await verifyAudit(database.db)).fault).toMatchObject({ code: 'audit.changed', path: 'audit_entry/2' });
  });

  it('names a missing seal', async () => {
    await tamper('delete from audit_seal where seq = 1');
    expect((await verifyAudit(database.db)).fault).toMatchObject({ code: 'audit.gap', path: 'audit_seal/1' });
  });

  it('shows with a seal noted elsewhere that the end was cut off', async () => {
    const { newest } = await verifyAudit(database.db);
    await tamper('delete from audit_seal where seq = 2');
    await tamper('delete from audit_entry where audit_id > 3');
    expect((await verifyAudit(database.db)).fault).toBeUndefined();
    expect((await verifyAudit(database.db, { anchor: newest })).fault?.code).toBe('audit.anchor');
  });
});
