/** Entitlement over HTTP: what the person's page asks, and what clerks of two posts record. */
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import type { getEntitlement } from '../../people/index.ts';
import { type Client, openTestApi, type TestApi } from './testing.ts';

let database: TestDatabase;
let api: TestApi;
let enrolment: Client;
let collection: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
  enrolment = await api.as('canbao');
  collection = await api.as('zhengjiao');
});
afterAll(async () => {
  await api?.app.close();
  await database?.close();
});

async function ask(psnNo: string, query = ''): Promise<Wire.EntitlementResponse> {
  const { status, body } = await enrolment.get<Wire.EntitlementResponse>(`/api/people/${psnNo}/entitlement${query}`);
  expect(status).toBe(200);
  return body;
}

/** The status of an act that was done, else the code of the refusal. */
async function act(client: Client, url: string, body: unknown): Promise<number | string> {
  const answer = await client.post<Wire.ApiErrorBody | undefined>(url, body);
  return answer.body?.code ?? answer.status;
}

it('answers in the type that the console reads', () => {
  expectTypeOf<Awaited<ReturnType<typeof getEntitlement>>>().toExtend<Wire.EntitlementResponse>();
});

describe('the decision of a day', () => {
  it('is today’s for every scheme with cover, unless asked otherwise', async () => {
    const { resident, employee } = api.small;
    expect(await ask(resident.psnNo)).toEqual({
      on: '2020-06-30',
      rows: [
        {
          insutype: { code: '390', name: '城乡居民基本医疗保险' },
          psnType: { code: '15', name: '居民（成年）' },
          entitled: true,
          from: '2020-01-01',
          to: null,
          words: '自 2020-01-01 起享受城乡居民基本医疗保险待遇',
          findings: [],
        },
      ],
    });
    expect(await ask(employee.psnNo, '?scheme=390&on=2019-12-31')).toMatchObject({
      on: '2019-12-31',
      rows: [
        { entitled: false, from: null, to: null, psnType: null, findings: [{ reason: 'notEnrolled', source: null }] },
      ],
    });
    expect(await ask(employee.psnNo, '?on=2019-12-31')).toMatchObject({
      rows: [{ insutype: { code: '310' }, entitled: false, from: '2020-01-01', findings: [{ reason: 'notYet' }] }],
    });
  });

  it('is refused for what is no day or scheme, for strangers and beyond the town', async () => {
    const url = `/api/people/${api.small.resident.psnNo}/entitlement`;
    expect((await enrolment.get(`${url}?on=2020-02-30`)).status).toBe(400);
    expect((await enrolment.get(`${url}?scheme=510`)).status).toBe(400);
    expect((await (await api.as('kuaiji')).get(url)).status).toBe(403);
    expect((await (await api.as('fuwuzhan')).get(url)).body.code).toBe('people.unknownPerson');
  });
});

describe('what stands in its way', () => {
  it('is recorded by the post whose work it is, and shows with the rule and its grade', async () => {
    const { psnNo } = api.small.employee;
    const arrears = { insutype: '310', month: '2020-05', deadline: '2020-06-30' };
    expect(await act(enrolment, `/api/people/${psnNo}/arrears`, arrears)).toBe('access.noRight');
    expect(await act(collection, `/api/people/${psnNo}/arrears`, { ...arrears, month: '2020-13' })).toMatch(/^input\./);
    expect(await act(collection, `/api/people/${psnNo}/arrears`, arrears)).toBe(204);
    expect(await ask(psnNo, '?on=2020-05-01')).toMatchObject({
      rows: [
        {
          entitled: false,
          from: null,
          words: '本人自 2020年5月起欠缴职工基本医疗保险费，自 2020-05-01 起暂停享受待遇，尚未补缴',
          findings: [{ reason: 'arrears', until: null, source: { grade: { code: 'sample', name: '样例（虚构）' } } }],
        },
      ],
    });
    expect(
      await act(collection, `/api/people/${psnNo}/arrears/settle`, { insutype: '310', paidOn: '2020-06-20' }),
    ).toBe(204);
    expect(await ask(psnNo)).toMatchObject({ rows: [{ entitled: true, from: '2020-06-20' }] });
    const unit = { insutype: '310', month: '2020-05' };
    expect(await act(collection, '/api/employers/U9/arrears', unit)).toBe('people.unknownEmployer');
  });

  it('suspension, resumption and death are of the enrolment post', async () => {
    const { psnNo } = api.small.poor;
    const suspension = { insutype: '390', from: '2020-06-10', reason: '参军入伍' };
    expect(await act(collection, `/api/people/${psnNo}/suspensions`, suspension)).toBe('access.noRight');
    expect(await act(enrolment, `/api/people/${psnNo}/suspensions`, { ...suspension, reason: ' ' })).toMatch(
      /^input\./,
    );
    expect(await act(enrolment, `/api/people/${psnNo}/suspensions`, suspension)).toBe(204);
    expect(await ask(psnNo)).toMatchObject({ rows: [{ entitled: false, findings: [{ reason: 'suspended' }] }] });
    expect(await ask(psnNo, '?on=2020-06-09')).toMatchObject({
      rows: [
        {
          entitled: true,
          to: '2020-06-10',
          words: '自 2020-01-01 起享受城乡居民基本医疗保险待遇，至 2020-06-09（含）',
        },
      ],
    });
    expect(await act(enrolment, `/api/people/${psnNo}/resumption`, { insutype: '390', on: '2020-06-20' })).toBe(204);
    expect(await ask(psnNo)).toMatchObject({ rows: [{ entitled: true, from: '2020-06-20' }] });
    expect(await act(enrolment, `/api/people/${psnNo}/death`, { on: '2020-06-25', source: '医学证明' })).toBe(204);
    expect(await ask(psnNo)).toMatchObject({ rows: [{ entitled: false, findings: [{ reason: 'deceased' }] }] });
    expect(await act(enrolment, `/api/people/${psnNo}/death/withdraw`, { reason: '同名误登' })).toBe(204);
    expect(await ask(psnNo)).toMatchObject({ rows: [{ entitled: true, from: '2020-06-20' }] });
    const nobody = '/api/people/61032600000000009999/death';
    expect(await act(enrolment, nobody, { on: '2020-06-25', source: '医学证明' })).toBe('people.unknownPerson');
  });
});
