import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../access/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoTime } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { settleWholeVisits } from '../settlement/index.ts';
import { AREA, line, openSmallOffice, type SmallOffice, stay } from '../settlement/testing.ts';
import { compileReform, findBaselinePack } from './compile-reform.ts';
import { type Job, Laboratory, MOST_WAITING, type RunRequest } from './laboratory.ts';

const POLICIES = path.join(import.meta.dirname, '../../policies');
const actor: Actor = { accountId: 'zhengce', name: '待遇政策', roles: ['policy'], divisions: [AREA], kind: 'clerk' };

let database: TestDatabase;
let small: SmallOffice;
let request: RunRequest;

beforeAll(async () => {
  database = await createTestDatabase();
  small = await openSmallOffice(database.db);
  const visit = stay(small.resident);
  const lines = [line('1', 1_200_000)];
  const settledAt = isoTime('2020-03-10 16:00:00');
  unwrap(await settleWholeVisits(small.office, [{ visit, lines, settledAt, messageKey: 'K1', useAccount: false }]));
  const baseline = unwrap(findBaselinePack(small.office.policies, { area: AREA, scheme: '390', year: 2020 }));
  const text = JSON.stringify({ reform: '提高待遇', pack: baseline.id, rulesOf: '2022-09-01' });
  const reform = unwrap(compileReform(POLICIES, { name: 'reform', text }, baseline));
  request = { scheme: '390', year: 2020, burdenLineFen: 1_000_000, baseline, reforms: [reform] };
}, 60_000);
afterAll(() => database.close());

async function ended(laboratory: Laboratory, id: string): Promise<Job> {
  for (;;) {
    const job = unwrap(laboratory.find(id));
    if (job.state !== 'waiting' && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the laboratory', () => {
  it('keeps the claims for the runs that follow, and lets them go when it is idle', async () => {
    const laboratory = new Laboratory(small.office, { idleMs: 60_000, workers: 1 });
    const run = async (of: Laboratory) => ended(of, unwrap(await of.start(actor, request)).id);
    const [first, second] = [await run(laboratory), await run(laboratory)];
    expect(first.report?.scenarios[1]?.fundFen).toBe(912_000);
    // What loading took is that of the same loading.
    expect(second.report?.timing.loadMs).toBe(first.report?.timing.loadMs);
    await laboratory.close();
    const forgetful = new Laboratory(small.office, { idleMs: 1, workers: 1 });
    const before = await run(forgetful);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const after = await run(forgetful);
    expect(after.report?.timing.loadMs).not.toBe(before.report?.timing.loadMs);
    expect(after.report?.scenarios).toEqual(before.report?.scenarios);
    await forgetful.close();
  });

  it('cancels runs that wait and one that is under way', async () => {
    const laboratory = new Laboratory(small.office, { workers: 1 });
    await Promise.all([1, 2, 3, 4].map(() => laboratory.start(actor, request)));
    // Which of requests at one time comes first is chance; the list knows, the newest first.
    const [last, , second, first] = laboratory.list();
    const idOf = (job: typeof last) => job?.id ?? '';
    expect(unwrap(laboratory.cancel(idOf(last)))).toMatchObject({ state: 'cancelled', report: undefined });
    laboratory.cancel(idOf(second));
    laboratory.cancel(idOf(first));
    expect(await ended(laboratory, idOf(second))).toMatchObject({ state: 'cancelled', failure: undefined });
    // So small a run may have ended before it was cancelled; what it may not do is fail.
    expect(['cancelled', 'done']).toContain((await ended(laboratory, idOf(first))).state);
    // The next run is none the worse for it.
    const third = unwrap(await laboratory.start(actor, request));
    expect((await ended(laboratory, third.id)).state).toBe('done');
    await laboratory.close();
  });

  it('lets so many wait and no more, and forgets the oldest', async () => {
    const laboratory = new Laboratory(small.office, { workers: 1 });
    const starts = [];
    for (let number = 0; number < MOST_WAITING + 2; number++) starts.push(await laboratory.start(actor, request));
    const refused = starts.filter(({ ok }) => !ok);
    expect(refused.length).toBeLessThanOrEqual(2);
    for (const each of starts) if (each.ok) await ended(laboratory, each.value.id);
    for (let number = 0; number < 9; number++) {
      await ended(laboratory, unwrap(await laboratory.start(actor, request)).id);
    }
    expect(laboratory.list().length).toBe(8);
    expect(laboratory.find(starts[0]?.ok ? starts[0].value.id : '')).toMatchObject({
      ok: false,
      error: { code: 'simulation.unknownJob' },
    });
    await laboratory.close();
  });

  it('ends a run whose workers fail, and takes new ones for the next', async () => {
    const faults: unknown[] = [];
    const laboratory = new Laboratory(small.office, { workers: 1, onFault: (error) => faults.push(error) });
    // A policy that no compiler would give: its one layer has no rules to look through.
    const [reform] = request.reforms;
    const [policy] = reform?.policies ?? [];
    if (!reform || !policy) throw new Error('there is a reform');
    const broken = {
      ...reform,
      policies: [{ ...policy, layers: [{ ...policy.layers[0], rules: undefined }] }],
    } as never;
    const failing = unwrap(await laboratory.start(actor, { ...request, reforms: [broken] }));
    expect(await ended(laboratory, failing.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'simulation.fault' },
    });
    expect(faults).toHaveLength(1);
    const next = unwrap(await laboratory.start(actor, request));
    expect((await ended(laboratory, next.id)).state).toBe('done');
    await laboratory.close();
  });
});
