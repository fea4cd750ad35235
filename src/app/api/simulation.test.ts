/** The laboratory behind its routes: on the small office's settlements of March and April. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import type { AuditEntry } from '../../audit/index.ts';
import { summarizeEntry } from '../../audit/summary.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import type { PackParameters } from '../../simulation/pack-parameters.ts';
import type { SimulationReport } from '../../simulation/report.ts';
import { type Client, openTestApi, type Refusal, type TestApi } from './testing.ts';

let database: TestDatabase;
let api: TestApi;
let staff: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  staff = await api.as('zhengce');
}, 60_000);
afterAll(async () => {
  await api.app.close();
  await database.close();
});

const RAISE = JSON.stringify({ reform: '提高待遇', pack: '610300-baoji-residents', rulesOf: '2022-09-01' });
const RUN = { scheme: '390', year: 2020, burdenLineFen: 1_000_000 };

async function finished(id: string): Promise<Wire.SimulationJob> {
  for (;;) {
    const { body } = await staff.get<Wire.SimulationJob>(`/api/simulation/jobs/${id}`);
    if (body.state !== 'waiting' && body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the laboratory', () => {
  it('answers in the types that the console reads', () => {
    expectTypeOf<SimulationReport>().toExtend<Omit<Wire.SimulationReport, 'caveats'>>();
    expectTypeOf<PackParameters>().toExtend<Wire.PackParametersResponse>();
  });

  it('offers what there is to try things on', async () => {
    const { body } = await staff.get<Wire.SimulationOptionsResponse>('/api/simulation/options');
    expect(body.schemes).toEqual([
      { scheme: { code: '390', name: '城乡居民基本医疗保险' }, years: [2020] },
      { scheme: { code: '310', name: '职工基本医疗保险' }, years: [2020] },
    ]);
    expect(body.examples.map(({ name }) => name)).toContain('宝鸡市2022年9月1日住院待遇');
  });

  it('gives the pack’s numbers with the addresses under which they are changed', async () => {
    const { body } = await staff.get<Wire.PackParametersResponse>('/api/simulation/parameters?scheme=390&year=2020');
    expect(body.pack.code).toBe('610300-baoji-residents');
    const pool = body.layers.find(({ id }) => id === 'pool');
    expect(pool?.file).toBe('pool.yaml');
    const rule = pool?.rules.find(({ subject }) => subject === '二级、统筹区内');
    expect(rule).toMatchObject({
      address: { when: { place: ['local'], grade: ['two'] }, from: '2020-01-01' },
      deductible: 800,
      rate: 78,
      slices: [],
    });
    expect(pool?.limits).toMatchObject([{ address: { on: 'poolPaid', from: '2020-01-01' }, amount: 130_000 }]);
    const critical = body.layers.find(({ id }) => id === 'criticalIllness');
    expect(critical?.rules.at(-1)).toMatchObject({
      rate: null,
      slices: [{ upTo: 50_000, rate: 60 }, {}, { upTo: null }],
    });
    // What is written to the address is found again, and only there.
    const put = { file: 'pool.yaml', rule: rule?.address, put: { deductible: 700 } };
    const text = JSON.stringify({ reform: '起付700', pack: body.pack.code, set: [put] });
    const checked = await staff.post<Wire.CheckReformResponse>('/api/simulation/check', { ...RUN, text });
    expect(checked.body.changes).toEqual(['基本医保统筹，二级、统筹区内：起付标准 800 元 → 700 元']);
  });

  it('says what is wrong with a reform before anything is run', async () => {
    const text = 'reform: 试\npack: 610300-baoji-residents\nset: [{ file: pool.yaml, rule: {}, put: { rate: 1 % } }]';
    const checked = await staff.post('/api/simulation/check', { ...RUN, text });
    expect(checked).toMatchObject({ status: 422, body: { code: 'simulation.noMatch' } });
    const run = await staff.post('/api/simulation/jobs', { ...RUN, reforms: [RAISE, text] });
    expect(run).toMatchObject({ status: 422, body: { code: 'simulation.noMatch', path: 'reforms/1' } });
    const twice = await staff.post('/api/simulation/jobs', { ...RUN, reforms: [RAISE, RAISE] });
    expect(twice).toMatchObject({ status: 422, body: { code: 'simulation.sameName', path: 'reforms/1' } });
    const employees = JSON.stringify({ reform: '职工', pack: '610300-baoji-employees', rulesOf: '2020-06-01' });
    const other = await staff.post('/api/simulation/jobs', { ...RUN, reforms: [employees] });
    expect(other).toMatchObject({ status: 422, body: { code: 'simulation.otherScheme', path: 'reforms/0' } });
    const many = await staff.post('/api/simulation/jobs', { ...RUN, reforms: Array(5).fill(RAISE) });
    expect(many.status).toBe(400);
  });

  it('runs, reports, and makes a sheet in every format', async () => {
    const started = await staff.post<Wire.SimulationJob>('/api/simulation/jobs', { ...RUN, reforms: [RAISE] });
    expect(started).toMatchObject({ status: 202, body: { reforms: ['提高待遇'], mayCancel: true } });
    const job = await finished(started.body.id);
    expect(job).toMatchObject({ state: 'done', mayCancel: false, failure: null });
    // Three stays and one visit of two residents are in force: 12,000, 50,000, 100 and 2,000 yuan.
    expect(job.report?.claims).toMatchObject({ claims: 4, persons: 2, totalFen: 6_410_000 });
    expect(job.report?.settled).toMatchObject({ claims: 4, differing: 0 });
    expect(job.report?.caveats[0]).toContain('只改变支付规则');
    const listed = await staff.get<Wire.SimulationJobsResponse>('/api/simulation/jobs');
    expect(listed.body.jobs[0]).toMatchObject({ id: job.id, report: null });
    for (const [format, begins] of [
      ['docx', 'PK'],
      ['xlsx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const sheet = await staff.download(`/api/simulation/jobs/${job.id}/sheet?format=${format}`);
      expect(sheet.status).toBe(200);
      expect(sheet.bytes.subarray(0, begins.length).toString('latin1')).toBe(begins);
    }
    const trail = await sql<AuditEntry>`
      select actor_id as "actorId", action, detail, subject_id as "subjectId" from audit_entry
      where subject_kind = 'simulation' and subject_id = ${job.id}`.execute(database.db);
    expect(trail.rows[0]).toMatchObject({ actorId: 'zhengce', action: 'simulation.run' });
    expect(trail.rows.map(summarizeEntry)).toEqual(['测算 2020 年城乡居民基本医疗保险的政策，方案：提高待遇']);
  });

  it('runs again on the claims at hand', async () => {
    const started = await staff.post<Wire.SimulationJob>('/api/simulation/jobs', { ...RUN, reforms: [RAISE] });
    const job = await finished(started.body.id);
    expect(job.state).toBe('done');
    expect(job.report?.claims.claims).toBe(4);
  });

  it('fails in words where the year has no settlements', async () => {
    const started = await staff.post<Wire.SimulationJob>('/api/simulation/jobs', {
      ...RUN,
      year: 2021,
      reforms: [RAISE],
    });
    expect(await finished(started.body.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'simulation.noClaims' },
    });
  });

  it('is cancelled by whoever started it alone', async () => {
    const started = await staff.post<Wire.SimulationJob>('/api/simulation/jobs', { ...RUN, reforms: [RAISE] });
    const other = await api.as('caiwu');
    expect(await other.delete(`/api/simulation/jobs/${started.body.id}`)).toMatchObject({
      status: 403,
      body: { code: 'simulation.notYours' },
    });
    const seen = await other.get<Wire.SimulationJob>(`/api/simulation/jobs/${started.body.id}`);
    expect(seen.body).toMatchObject({ startedBy: '待遇政策', mayCancel: false });
    await finished(started.body.id);
    const ended = await staff.delete<Wire.SimulationJob>(`/api/simulation/jobs/${started.body.id}`);
    expect(ended.body.state).toBe('done');
    const sheet = await staff.get('/api/simulation/jobs/none/sheet?format=pdf');
    expect(sheet).toMatchObject({ status: 404, body: { code: 'simulation.unknownJob' } });
  });

  it('is closed to those without the right, and to those who see a part of the area only', async () => {
    for (const account of ['shenhe', 'jihe', 'xitong']) {
      const refused = await (await api.as(account)).get<Refusal>('/api/simulation/options');
      expect(refused.status, account).toBe(403);
    }
    const anyone = await api.app.inject({ method: 'GET', url: '/api/simulation/options' });
    expect(anyone.statusCode).toBe(401);
  });
});
