/** Benefit policies to read: the list, a sheet with what changed before it, and the sheet as a document. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { type Api, demoAccounts, openVault, SESSION_COOKIE, seedAccounts } from '../../access/index.ts';
import { loadPolicies } from '../../benefits/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { fixedClock, isoTime } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { buildServer } from '../server.ts';
import { type presentPolicy, type presentPolicyList, registerPolicyRoutes } from './policies.ts';

const PASSWORD = 'Ceshi-2020';
const policies = unwrap(loadPolicies(path.join(import.meta.dirname, '../../../policies')));

let database: TestDatabase;
let app: Api;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault({ keyFile: '/none', key: '22'.repeat(32) });
  const clock = fixedClock(isoTime('2022-09-15 09:00:00'));
  const office = { db: database.db, vault, clock, area: '610326', policies };
  unwrap(await seedAccounts(office, demoAccounts('610326'), PASSWORD));
  app = await buildServer({ office, modules: [registerPolicyRoutes], logger: false });
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-tongchou': '1' },
    payload: { account: 'shenhe', password: PASSWORD },
  });
  cookie = answer.cookies.find(({ name }) => name === SESSION_COOKIE)?.value ?? '';
});
afterAll(async () => {
  await app?.close();
  await database?.close();
});

const get = (url: string) => app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: cookie } });

it('answers in the types that the console reads', () => {
  expectTypeOf<ReturnType<typeof presentPolicyList>>().toExtend<Wire.PolicyListResponse>();
  expectTypeOf<ReturnType<typeof presentPolicy>>().toExtend<Wire.PolicyResponse>();
});

it('asks who is there', async () => {
  for (const url of ['/api/policies', '/api/policies/610326', '/api/policies/610326/document'])
    expect([url, (await app.inject({ method: 'GET', url })).statusCode]).toEqual([url, 401]);
});

describe('GET /api/policies', () => {
  it('lists every pack, the office’s own first, with versions and the weakest source', async () => {
    const { area, rows } = (await get('/api/policies')).json<Wire.PolicyListResponse>();
    expect(area).toEqual({ code: '610326', name: '眉县' });
    expect(rows).toHaveLength(policies.length);
    expect(rows.slice(0, 3).map(({ area: { code }, scheme, ofOffice }) => [code, scheme.code, ofOffice])).toEqual([
      ['610300', '310', true],
      ['610300', '390', true],
      [rows[2]?.area.code, rows[2]?.scheme.code, false],
    ]);
    expect(rows[1]).toMatchObject({
      area: { name: '宝鸡市' },
      versions: [
        { from: '2020-01-01', to: '2022-09-01' },
        { from: '2022-09-01', to: null },
      ],
      weakest: { code: 'sample', name: '样例（虚构）' },
    });
  });
});

describe('GET /api/policies/:area', () => {
  it('gives the sheet of a day, today unless said otherwise, and says whose policy it is', async () => {
    const now = (await get('/api/policies/610326')).json<Wire.PolicyResponse>();
    expect([now.on, now.sheet.from, now.pooledArea?.name]).toEqual(['2022-09-15', '2022-09-01', '宝鸡市']);
    const before = (await get('/api/policies/610326?at=2022-08-31')).json<Wire.PolicyResponse>();
    const two = before.sheet.layers[0]?.rules.find(({ condition }) => condition === '二级、统筹区内');
    expect(two).toMatchObject({ text: '起付标准 800 元，支付比例 78 %', cited: { grade: 'B' } });
    expect(before.doubt).toMatch(/条为样例（虚构）/);
    expect((await get('/api/policies/610300?scheme=310')).json<Wire.PolicyResponse>()).toMatchObject({
      scheme: { code: '310' },
      pooledArea: null,
    });
  });

  it('tells what changed from the version before: 二级 600 yuan and 80 % from September 2022', async () => {
    const now = (await get('/api/policies/610326')).json<Wire.PolicyResponse>();
    const changes = now.difference?.parts.flatMap((part) => part.changes) ?? [];
    expect(changes).toHaveLength(6);
    expect(changes.find(({ condition }) => condition === '二级、统筹区内')?.fields).toEqual([
      { name: '起付标准', before: '800 元', after: '600 元' },
      { name: '支付比例', before: '78 %', after: '80 %' },
    ]);
    expect((await get('/api/policies/610326?at=2020-01-01')).json<Wire.PolicyResponse>().difference).toBeNull();
  });

  it('says what is wrong with a question', async () => {
    const cases = [
      ['/api/policies/meixian', 400, '区划（area）'],
      ['/api/policies/610326?at=2022-13-01', 400, '日期（at）'],
      ['/api/policies/610326?scheme=999', 400, '险种（scheme）'],
      ['/api/policies/610326?at=1999-01-01', 404, '没有有效的待遇政策'],
      ['/api/policies/820000', 404, '没有有效的待遇政策'],
      ['/api/policies/610326/document?format=odt', 400, '格式（format）'],
    ] as const;
    for (const [url, status, words] of cases) {
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, status]);
      expect(answer.json<Wire.ApiErrorBody>().message).toContain(words);
    }
  });
});

describe('GET /api/policies/:area/document', () => {
  it('gives the sheet as PDF, Word and Excel under a name that says what it is', async () => {
    const pdf = await get('/api/policies/610326/document?at=2022-08-31');
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(decodeURIComponent(String(pdf.headers['content-disposition']))).toBe(
      "inline; filename*=UTF-8''宝鸡市城乡居民基本医疗保险待遇-2022-08-31.pdf",
    );
    for (const format of ['docx', 'xlsx']) {
      const file = await get(`/api/policies/610326/document?at=2022-08-31&format=${format}`);
      expect([file.statusCode, file.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
      expect(file.headers['content-disposition']).toMatch(/^attachment; /);
    }
  });
});
