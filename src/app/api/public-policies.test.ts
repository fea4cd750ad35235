/** Compiled policies for anyone: what is offered, to whom it is cacheable, and that nothing of a person is in it. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as Wire from '../../../console/src/api/types.ts';
import { type Api, type Office, openVault } from '../../access/index.ts';
import { type BenefitCase, computeBenefits, findPolicyForCase, loadPolicies } from '../../benefits/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import { fixedClock, isoDate, isoTime } from '../../kernel/dates.ts';
import { fen } from '../../kernel/money.ts';
import { unwrap } from '../../kernel/result.ts';
import { buildServer } from '../server.ts';
import { type presentPolicies, registerPublicPolicyRoutes } from './public-policies.ts';

const FOLDER = path.join(import.meta.dirname, '../../../policies');
const policies = unwrap(loadPolicies(FOLDER)).filter(({ area }) => area === '610300');

let database: TestDatabase;
let app: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  const vault = openVault({ keyFile: '/none', key: '22'.repeat(32) });
  const clock = fixedClock(isoTime('2020-06-30 09:00:00'));
  const office: Office & { policies: typeof policies } = {
    ...{ db: database.db, vault, clock, area: '610326', policies },
  };
  app = await buildServer({ office, modules: [registerPublicPolicyRoutes], logger: false });
});
afterAll(async () => {
  await app?.close();
  await database?.close();
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

it('answers in the type that the calculator reads', () => {
  expectTypeOf<NonNullable<ReturnType<typeof presentPolicies>>>().toExtend<Wire.PublicPoliciesResponse>();
});

describe('GET /api/public/policies', () => {
  it('leads to the office’s own area, without a session', async () => {
    const response = await get('/api/public/policies');
    expect([response.statusCode, response.headers.location]).toEqual([302, '/api/public/policies/610326']);
  });

  it('gives the packs that a county follows, with the names of the identities they ask for', async () => {
    const response = await get('/api/public/policies/610326');
    expect(response.statusCode).toBe(200);
    const { area, packs } = response.json<Wire.PublicPoliciesResponse>();
    expect(area).toEqual({ code: '610326', name: '眉县' });
    expect(packs.map(({ area: of, scheme }) => [of, scheme])).toEqual([
      ['610300', '390'],
      ['610300', '310'],
    ]);
    expect(packs[0]?.names.identities).toMatchObject({ 2303: '低保救助对象', 2304: '特困救助对象' });
    const one = (await get('/api/public/policies/610326?scheme=310')).json<Wire.PublicPoliciesResponse>();
    expect(one.packs.map(({ scheme }) => scheme)).toEqual(['310']);
  });

  it('what comes over the wire computes as the office does: 12,000 in scope, level two, June 2020', async () => {
    const { packs, area } = (await get('/api/public/policies/610326?scheme=390')).json<Wire.PublicPoliciesResponse>();
    const total = fen(1_200_000);
    const stay: BenefitCase = {
      ...{ scheme: '390', care: 'inpatient', grade: 'two', place: 'local' },
      admittedOn: isoDate('2020-06-30'),
      dischargedOn: isoDate('2020-06-30'),
      person: { birthDate: isoDate('1975-01-01'), retired: false, civilServant: false, identities: [] },
      charges: { total, fullSelfPay: fen(0), overLimit: fen(0), priorShare: fen(0), inScope: total },
      accountAvailable: fen(0),
    };
    const result = unwrap(computeBenefits(unwrap(findPolicyForCase(packs, area.code, stay)), stay, {}));
    // (12,000 − 800) × 78 % = 8,736.00; what is left, 3,264.00, stays under the 10,000 of critical illness.
    expect(result.amounts).toMatchObject({ pool: 873_600, criticalIllness: 0, fundTotal: 873_600, cash: 326_400 });
    expect(result).toEqual(unwrap(computeBenefits(unwrap(findPolicyForCase(policies, '610326', stay)), stay, {})));
  });

  it('may be cached by anybody, and is not sent twice to who has it', async () => {
    const first = await get('/api/public/policies/610326');
    expect(first.headers['cache-control']).toBe('public, max-age=600');
    expect(first.headers['set-cookie']).toBeUndefined();
    const etag = String(first.headers.etag);
    for (const known of [etag, `W/${etag}`, `"older", ${etag}`]) {
      const second = await get('/api/public/policies/610326', { 'if-none-match': known });
      expect([second.statusCode, second.body, second.headers.etag], known).toEqual([304, '', etag]);
    }
    expect((await get('/api/public/policies/610326', { 'if-none-match': '"older"' })).statusCode).toBe(200);
    expect((await get('/api/public/policies/610326?scheme=310')).headers.etag).not.toBe(etag);
  });

  it('says so where it has none, and never gives a neighbour’s', async () => {
    for (const area of ['110101', '610399']) {
      const response = await get(`/api/public/policies/${area}`);
      expect(response.statusCode, area).toBe(404);
      expect(response.json()).toMatchObject({ code: 'public.noPolicies', path: 'area' });
      expect(response.headers['cache-control'], area).toBe('no-store');
    }
    expect((await get('/api/public/policies/meixian')).json()).toMatchObject({ path: 'area' });
    expect((await get('/api/public/policies/610326?scheme=999')).statusCode).toBe(400);
  });

  it('slows down who asks too often', async () => {
    const ask = () => app.inject({ method: 'GET', url: '/api/public/policies/610326', remoteAddress: '192.0.2.7' });
    for (let time = 0; time < 300; time += 1) expect((await ask()).statusCode).toBe(200);
    const refused = await ask();
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'public.tooMany']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get('/api/public/policies/610326')).statusCode).toBe(200);
  });
});
