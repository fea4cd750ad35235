import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../access/index.ts';
import { transact } from '../database/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { fixedClock, isoTime } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { unwrap } from '../kernel/result.ts';
import { decide, findApproval, listPending, type NewDecision, type NewSubmission, submitForApproval } from './index.ts';

const clock = fixedClock(isoTime('2025-03-03 09:00:00'));
const actor = (accountId: string, role: Role, division = '610326'): Actor => ({
  ...{ accountId, name: accountId, roles: [role], kind: 'clerk' },
  divisions: [division],
});
const accountant = actor('kuaiji', 'fundAccountant');
const supervisor = actor('caiwu', 'fundSupervisor');
const otherSupervisor = actor('caiwu2', 'fundSupervisor');
const director = actor('juzhang', 'director');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

let subjectId: string;
let serial = 0;
beforeEach(() => {
  serial += 1;
  subjectId = `batch-${serial}`;
});

const key = () => ({ flow: 'payment-release', subjectKind: 'paymentBatch', subjectId });
const content = { total: 150_000_000, payees: ['H61032600001'] };

function submit(change: Partial<NewSubmission> = {}, by = accountant) {
  const amount = fen(150_000_000);
  const submission = { ...key(), title: '三月拨付', division: '610326', amount, content, ...change };
  return transact(database.db, (tx) => submitForApproval(tx, by, clock, submission));
}

function give(by: Actor, change: Partial<NewDecision> = {}) {
  const attempt = { ...key(), decision: 'approve' as const, comment: '', content, ...change };
  return transact(database.db, (tx) => decide(tx, by, clock, attempt));
}

async function outcome(result: Promise<{ ok: boolean; error?: { code: string; status: number } }>): Promise<string> {
  const { ok, error } = await result;
  return ok ? 'ok' : `${error?.status} ${error?.code}`;
}

describe('a payment above the limit', () => {
  it('is released by the supervisor, then approved by the director, and is complete once', async () => {
    unwrap(await submit());
    const first = unwrap(await give(supervisor, { comment: '账表相符' }));
    expect(first).toMatchObject({ completed: false, standing: { state: 'pending', step: { step: 'approve' } } });
    expect(unwrap(await give(director))).toMatchObject({ completed: true, standing: { state: 'approved' } });
    expect(await outcome(give(director))).toBe('409 approvals.alreadyDecided');
    const history = await findApproval(database.db, key());
    expect(history?.state).toBe('approved');
    expect(
      history?.decisions.map(({ step, decidedBy, comment, flowVersion }) => [step, decidedBy, comment, flowVersion]),
    ).toEqual([
      ['release', 'caiwu', '账表相符', 1],
      ['approve', 'juzhang', '', 1],
    ]);
  });

  it('needs no director below 1,000,000 yuan', async () => {
    unwrap(await submit({ amount: fen(99_999_999) }));
    expect(unwrap(await give(supervisor)).completed).toBe(true);
  });
});

describe('refusals', () => {
  it('one’s own work, also when another submitted it', async () => {
    unwrap(await submit({ makers: ['caiwu'] }));
    expect(await outcome(give(supervisor))).toBe('403 approvals.ownWork');
    expect(await outcome(give(otherSupervisor))).toBe('ok');
  });

  it('no right, and what was never submitted', async () => {
    expect(await outcome(give(supervisor))).toBe('404 approvals.unknownCase');
    unwrap(await submit());
    expect(await outcome(give(director))).toBe('403 approvals.noRight');
    expect(await outcome(give(accountant))).toBe('403 approvals.ownWork');
    expect(await outcome(submit({ flow: 'no-such-flow' }))).toBe('404 approvals.unknownFlow');
  });

  it('a content that changed after it was submitted; it can be returned all the same', async () => {
    unwrap(await submit());
    const changed = { content: { ...content, total: 150_000_001 } };
    expect(await outcome(give(supervisor, changed))).toBe('409 approvals.contentChanged');
    expect(await outcome(give(supervisor, { ...changed, decision: 'reject', comment: '不符' }))).toBe(
      '409 approvals.contentChanged',
    );
    expect(await outcome(give(supervisor, { ...changed, decision: 'return', comment: '请重新提交' }))).toBe('ok');
  });

  it('a page that shows what has since been submitted anew', async () => {
    const shown = unwrap(await submit()).contentDigest;
    unwrap(await give(supervisor, { decision: 'return', comment: '收款人有误', shownDigest: shown }));
    const next = { ...content, payees: ['H61032600002'] };
    const again = unwrap(await submit({ content: next }));
    expect(again.round).toBe(2);
    expect(await outcome(give(supervisor, { content: next, shownDigest: shown }))).toBe('409 approvals.shownOutdated');
    expect(await outcome(give(supervisor, { content: next, shownDigest: again.contentDigest }))).toBe('ok');
  });

  it('a second submission while it is pending or after its end', async () => {
    unwrap(await submit());
    expect(await outcome(submit())).toBe('409 approvals.alreadyPending');
    unwrap(await give(supervisor, { decision: 'reject', comment: '不应支付' }));
    expect(await outcome(submit())).toBe('409 approvals.alreadyDecided');
  });

  it('a decision while it is with its maker', async () => {
    unwrap(await submit());
    unwrap(await give(supervisor, { decision: 'return', comment: '请补附件' }));
    expect(await outcome(give(supervisor))).toBe('409 approvals.notPending');
  });
});

describe('a returned matter', () => {
  it('goes through all steps again, and its amount decides anew', async () => {
    unwrap(await submit());
    unwrap(await give(supervisor));
    unwrap(await give(director, { decision: 'return', comment: '请拆分' }));
    unwrap(await submit({ amount: fen(50_000_000), title: '三月拨付（一）' }));
    expect((await findApproval(database.db, key()))?.title).toBe('三月拨付（一）');
    expect(unwrap(await give(supervisor)).completed).toBe(true);
  });

  it('stays barred to those who made an earlier round of it', async () => {
    unwrap(await submit({}, { ...otherSupervisor, accountId: 'zhidan' }));
    unwrap(await give(supervisor, { decision: 'return', comment: '请核' }));
    unwrap(await submit());
    expect(await outcome(give({ ...supervisor, accountId: 'zhidan' }))).toBe('403 approvals.ownWork');
  });
});

describe('two at once', () => {
  it('one decides, the other is told', async () => {
    unwrap(await submit({ amount: fen(100) }));
    const results = await Promise.all([outcome(give(supervisor)), outcome(give(otherSupervisor))]);
    expect(results.sort()).toEqual(['409 approvals.alreadyDecided', 'ok']);
  });

  it('one submits, the other is told', async () => {
    const results = await Promise.all([outcome(submit()), outcome(submit())]);
    expect(results.sort()).toEqual(['409 approvals.alreadyPending', 'ok']);
  });

  it('what the capability writes stands or falls with the decision', async () => {
    unwrap(await submit({ amount: fen(100) }));
    await transact(database.db, async (tx) => {
      await decide(tx, supervisor, clock, { ...key(), decision: 'approve', comment: '', content });
      throw new Error('posting failed');
    }).catch(() => {});
    expect((await findApproval(database.db, key()))?.decisions).toEqual([]);
  });
});

describe('the queue', () => {
  it('holds what waits for one’s right, in one’s divisions, and is not one’s own', async () => {
    await sql`update approval_case set state = 'approved' where state = 'pending'`.execute(database.db);
    unwrap(await submit());
    const titles = async (by: Actor) => (await listPending(database.db, by)).rows.map((row) => row.subjectId);
    expect(await titles(supervisor)).toEqual([subjectId]);
    expect(await titles(director)).toEqual([]);
    expect(await titles(accountant)).toEqual([]);
    expect(await titles(actor('town', 'fundSupervisor', '610326101'))).toEqual([]);
    unwrap(await give(supervisor));
    expect(await titles(supervisor)).toEqual([]);
    expect(await titles(otherSupervisor)).toEqual([]);
    expect(await titles(director)).toEqual([subjectId]);
    expect(await listPending(database.db, director)).toMatchObject({
      total: 1,
      counts: [{ flow: 'payment-release', title: '基金拨付审批', count: 1, oldest: '2025-03-03 09:00:00' }],
    });
    expect((await listPending(database.db, director, { flow: 'fund-adjustment' })).total).toBe(0);
  });
});

describe('the record', () => {
  it('only grows', async () => {
    unwrap(await submit());
    unwrap(await give(supervisor));
    for (const statement of [
      `update approval_decision set comment = 'x'`,
      'delete from approval_decision',
      `update approval_submission set amount_fen = 1`,
    ])
      await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('只增不改');
  });

  it('is in the audit trail, with the digest of what was decided on', async () => {
    const { contentDigest } = unwrap(await submit());
    unwrap(await give(supervisor));
    const found = await sql<{ action: string; actor_id: string; detail: { contentDigest: string } }>`
      select action, actor_id, detail from audit_entry where subject_id = ${subjectId} order by audit_id`.execute(
      database.db,
    );
    expect(found.rows.map((row) => [row.action, row.actor_id])).toEqual([
      ['approval.submit', 'kuaiji'],
      ['approval.approve', 'caiwu'],
    ]);
    for (const row of found.rows) expect(row.detail.contentDigest).toBe(contentDigest);
  });
});
