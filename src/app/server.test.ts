import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type ApiModule, getActor, type Office, openVault, sendResult } from '../access/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { fixedClock, isoTime } from '../kernel/dates.ts';
import { asResult, defineErrors, refuse } from '../kernel/result.ts';
import { buildServer } from './server.ts';

const KEY = '11'.repeat(32);
const HEADERS = { 'x-tongchou': '1' };
const testErrors = defineErrors('test', {
  refused: { status: 422, message: '“{value}”不可以', remedy: '请换一个' },
});

let database: TestDatabase;
let office: Office;
let app: Api;
let folder: string;
const logged: string[] = [];

const testModule: ApiModule = (api) => {
  const Body = Type.Object(
    {
      name: Type.String({ title: '姓名', minLength: 2, maxLength: 10 }),
      amount: Type.Number({ title: '金额', minimum: 0.01, maximum: 100 }),
      kind: Type.Union([Type.Literal('a'), Type.Literal('b')], { title: '类别' }),
      on: Type.String({ title: '日期', format: 'date' }),
      certNo: Type.Optional(
        Type.String({ title: '证件号码', pattern: '^\\d{17}[\\dX]$', remedy: '请填 18 位身份证号码' }),
      ),
      lines: Type.Optional(Type.Array(Type.Object({ quantity: Type.Integer({ title: '数量' }) }), { maxItems: 2 })),
      note: Type.Optional(Type.Union([Type.Null(), Type.String({ minLength: 3 })])),
    },
    { additionalProperties: false },
  );
  const Query = Type.Object({
    page: Type.Integer({ title: '页码', default: 1, minimum: 1 }),
    open: Type.Optional(Type.Boolean()),
    codes: Type.Optional(Type.Array(Type.Integer())),
    text: Type.Optional(Type.String()),
  });
  const config = { right: 'public' } as const;
  api.post('/api/test/body', { config, schema: { body: Body } }, async (request) => request.body);
  api.get('/api/test/query', { config, schema: { querystring: Query } }, async (request) => request.query);
  api.get('/api/test/fault', { config }, async () => {
    const error = new Error('password=secret of the database');
    throw Object.assign(error, { detail: 'Key (cert)=(610326199001011234) exists', statusCode: 400 });
  });
  api.get('/api/test/refused', { config }, async () => refuse(testErrors.refused({ value: 7, path: 'value' })));
  api.get('/api/test/result', { config }, async (_, reply) =>
    reply.sendResult(await asResult(async () => refuse(testErrors.refused({ value: 8 })))),
  );
  api.get('/api/test/empty', { config }, async (_, reply) => sendResult(reply, { ok: true, value: undefined }));
  api.get('/api/test/actor', { config }, async (request) => getActor(request));
};

beforeAll(async () => {
  database = await createTestDatabase();
  const clock = fixedClock(isoTime('2025-03-03 09:00:00'));
  office = { db: database.db, vault: openVault({ keyFile: '/none', key: KEY }), clock, area: '610326' };
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-console-'));
  fs.mkdirSync(path.join(folder, 'console', 'assets'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'console', 'index.html'), '<!doctype html><title>统筹</title>');
  fs.writeFileSync(path.join(folder, 'console', 'calculator.html'), '<!doctype html><title>算一算</title>');
  fs.writeFileSync(path.join(folder, 'console', 'assets', 'index-abc.js'), 'export {};');
  fs.writeFileSync(path.join(folder, 'console', 'assets', 'index-abc.js.gz'), gzipSync('export {};'));
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      done();
    },
  });
  const consoleFolder = path.join(folder, 'console');
  app = await buildServer({ office, modules: [testModule], consoleFolder, logger: { level: 'warn', stream } });
});
afterAll(async () => {
  await app.close();
  await database.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const post = (url: string, payload: object | string, headers: Record<string, string> = HEADERS) =>
  app.inject({ method: 'POST', url, payload, headers });

describe('starting', () => {
  const start = (module: ApiModule) => buildServer({ office, modules: [module], logger: false });

  it('fails on a route that declares no right, and names it', async () => {
    const start1 = start((api) => void api.get('/api/forgotten', async () => 'everything'));
    await expect(start1).rejects.toThrow(/GET \/api\/forgotten 没有声明权限/);
  });

  it('fails on a right that does not exist', async () => {
    const right = 'people.everything' as 'people.read';
    const start1 = start((api) => void api.get('/api/wrong', { config: { right } }, async () => 'everything'));
    await expect(start1).rejects.toThrow(/\/api\/wrong/);
  });

  it('fails on a forgotten right in a nested context too', async () => {
    const start1 = start(async (api) => {
      await api.register(async (inner) => void inner.delete('/api/inner', async () => 'gone'));
    });
    await expect(start1).rejects.toThrow(/DELETE \/api\/inner/);
  });
});

describe('bad input', () => {
  const good = { name: '王小明', amount: 1, kind: 'a', on: '2025-03-01' };

  it('what is good comes through as it is', async () => {
    expect((await post('/api/test/body', good)).json()).toEqual(good);
  });

  it.each([
    [{ name: undefined }, 'input.missing', 'name', '缺少姓名（name）'],
    [{ name: '王' }, 'input.tooShort', 'name', '姓名（name）不足 2 个字，收到 “王”'],
    [{ name: 5 }, 'input.wrongType', 'name', '姓名（name）应为文本，收到 5'],
    [{ amount: '1' }, 'input.wrongType', 'amount', '金额（amount）应为数字，收到 “1”'],
    [{ amount: 0 }, 'input.tooSmall', 'amount', '金额（amount）小于 0.01，收到 0'],
    [{ amount: 101 }, 'input.tooLarge', 'amount', '金额（amount）大于 100，收到 101'],
    [{ kind: 'c' }, 'input.notAllowed', 'kind', '类别（kind）只能是 a、b，收到 “c”'],
    [{ on: '2025-02-29' }, 'input.wrongFormat', 'on', '日期（on）应为日期，形如 2025-01-31，收到 “2025-02-29”'],
    [{ certNo: '610326199001' }, 'input.wrongShape', 'certNo', '证件号码（certNo）的写法不合要求，收到 （不显示）'],
    [
      { lines: [{ quantity: 1 }, { quantity: 1.5 }] },
      'input.wrongType',
      'lines[1].quantity',
      '第 2 项的数量（lines[1].quantity）应为整数，收到 1.5',
    ],
    [{ lines: [1, 2, 3].map((quantity) => ({ quantity })) }, 'input.tooMany', 'lines', 'lines超过 2 项'],
    [{ note: 'ab' }, 'input.tooShort', 'note', 'note不足 3 个字，收到 “ab”'],
    [{ extra: 1 }, 'input.unknownField', 'extra', '没有名为 extra 的字段'],
  ])('%j', async (change, code, at, message) => {
    const response = await post('/api/test/body', { ...good, ...change });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code, path: at, message });
  });

  it('carries the schema’s own remedy', async () => {
    const response = await post('/api/test/body', { ...good, certNo: 'x' });
    expect(response.json().remedy).toBe('请填 18 位身份证号码');
  });

  it('names every field that is wrong, once', async () => {
    const response = await post('/api/test/body', { amount: 'x', kind: 'c' });
    const paths = response.json().errors.map((error: { path: string }) => error.path);
    expect(paths.sort()).toEqual(['amount', 'kind', 'name', 'on']);
  });

  it('is said of a body that is missing, no object, or no JSON', async () => {
    expect(
      (await post('/api/test/body', '[]', { ...HEADERS, 'content-type': 'application/json' })).json(),
    ).toMatchObject({
      code: 'input.wrongType',
      message: '请求内容应为一组字段，收到 []',
    });
    const cases = [
      ['{"name":', 'application/json', 400, 'request.badJson'],
      ['', 'application/json', 400, 'request.emptyJson'],
      ['name=x', 'application/x-www-form-urlencoded', 415, 'request.mediaType'],
      [`{"name":"${'x'.repeat(2_200_000)}"}`, 'application/json', 413, 'request.tooBig'],
    ] as const;
    for (const [payload, type, status, code] of cases) {
      const response = await post('/api/test/body', payload, { ...HEADERS, 'content-type': type });
      expect([response.statusCode, response.json().code]).toEqual([status, code]);
    }
  });

  it('a query is read by its types, an empty field is none, nothing is rounded', async () => {
    expect((await get('/api/test/query?page=3&open=true&codes=1&codes=2&text=')).json()).toEqual({
      page: 3,
      open: true,
      codes: [1, 2],
    });
    expect((await get('/api/test/query?codes=7')).json()).toEqual({ page: 1, codes: [7] });
    for (const query of ['page=2.5', 'page=abc', 'page=1e3', 'page=0', 'open=yes'])
      expect((await get(`/api/test/query?${query}`)).statusCode, query).toBe(400);
  });
});

describe('refusals and faults', () => {
  it('a refusal is answered with its own status, thrown or returned', async () => {
    const thrown = await get('/api/test/refused');
    expect(thrown.statusCode).toBe(422);
    expect(thrown.json()).toEqual({ code: 'test.refused', message: '“7”不可以', remedy: '请换一个', path: 'value' });
    expect((await get('/api/test/result')).json().message).toBe('“8”不可以');
    expect((await get('/api/test/empty')).statusCode).toBe(204);
  });

  it('a fault is 500 with a number, tells nothing, and is in the log under that number', async () => {
    logged.length = 0;
    const response = await get('/api/test/fault?certNo=610326199001011234');
    expect(response.statusCode).toBe(500);
    const { code, message, reference } = response.json();
    expect(code).toBe('request.fault');
    expect(message).toContain(reference);
    expect(response.body).not.toContain('secret');
    expect(logged.join('')).toContain(reference);
    expect(logged.join('')).toContain('/api/test/fault');
    expect(logged.join('')).toContain('password=secret of the database');
    expect(logged.join('')).not.toContain('610326199001011234');
  });

  it('asking for the actor on a public route is a fault', async () => {
    expect((await get('/api/test/actor')).statusCode).toBe(500);
  });

  it('an unknown interface is 404 in JSON, whatever is accepted', async () => {
    for (const accept of ['application/json', 'text/html']) {
      const response = await get('/api/nothing?certNo=610326199001011234', { accept });
      expect(response.statusCode).toBe(404);
      expect(response.json().message).toBe('没有接口 GET /api/nothing');
    }
    expect((await post('/api/health', {})).json().code).toBe('request.notFound');
  });
});

describe('headers', () => {
  it('no script but the console’s own, no eval, no frame around it', async () => {
    const { headers } = await get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers of the interface are not stored', async () => {
    expect((await get('/api/health')).headers['cache-control']).toBe('no-store');
  });
});

describe('the console', () => {
  it('answers every page address with the front page', async () => {
    for (const url of ['/', '/people/1?tab=2', '/deep/er/page']) {
      const response = await get(url, { accept: 'text/html,*/*' });
      expect(response.statusCode, url).toBe(200);
      expect(response.body).toContain('<title>统筹</title>');
      expect(response.headers['cache-control']).toBe('no-cache');
    }
  });

  it('serves built files to be kept, and 404 for those that are not there', async () => {
    const response = await get('/assets/index-abc.js');
    expect(response.headers['content-type']).toContain('javascript');
    expect(response.headers['cache-control']).toContain('immutable');
    expect((await get('/assets/missing.js', { accept: '*/*' })).statusCode).toBe(404);
  });

  it('sends them compressed to whoever takes it', async () => {
    const response = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip' });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(response.headers['content-type']).toContain('javascript');
    expect(response.headers['cache-control']).toContain('immutable');
    expect(gunzipSync(response.rawPayload).toString()).toBe('export {};');
    expect((await get('/assets/index-abc.js')).headers['content-encoding']).toBeUndefined();
  });

  it('has a page of its own for the citizens’ calculator', async () => {
    for (const url of ['/calculator', '/calculator/', '/calculator?from=poster'])
      expect((await get(url, { accept: 'text/html' })).body, url).toContain('<title>算一算</title>');
    expect((await get('/calculator/other', { accept: 'text/html' })).body).toContain('<title>统筹</title>');
  });

  it('serves nothing from outside its folder', async () => {
    for (const url of ['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt'])
      expect((await get(url)).body, url).not.toContain('secret\n');
    expect((await get('/..%2fsecret.txt')).body).not.toBe('secret');
  });

  it('says so when it is not built', async () => {
    const bare = await buildServer({ office, modules: [], logger: false });
    const response = await bare.inject({ method: 'GET', url: '/', headers: { accept: 'text/html' } });
    expect(response.body).toContain('尚未构建');
    await bare.close();
  });
});

describe('health', () => {
  it('is good while the database answers, and 503 when it does not', async () => {
    expect((await get('/api/health')).json()).toEqual({ status: 'ok', time: '2025-03-03 09:00:00', area: '610326' });
    const gone = await createTestDatabase();
    const other = await buildServer({ office: { ...office, db: gone.db }, modules: [], logger: false });
    await sql`select 1`.execute(gone.db);
    await gone.close();
    const response = await other.inject({ method: 'GET', url: '/api/health' });
    expect([response.statusCode, response.json().code]).toEqual([503, 'request.unready']);
    await other.close();
  });
});
