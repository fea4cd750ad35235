import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { registerGatewayRoutes } from './http.ts';
import { describeFault, maskNumbers } from './mask-log.ts';
import { epochSeconds } from './national-time.ts';
import { createSecretCache } from './secret-cache.ts';
import { signTif } from './signature.ts';
import { CERT_NO, createTestGateway, HOSPITAL, messageOf, NOW, SECRET } from './testing.ts';

const TIMESTAMP = String(epochSeconds(NOW));
let nonces = 0;
function headersOf(changes: Record<string, string> = {}) {
  nonces += 1;
  const nonce = `nonce-${nonces}`;
  return {
    'content-type': 'application/json',
    'x-tif-paasid': HOSPITAL,
    'x-tif-timestamp': TIMESTAMP,
    'x-tif-nonce': nonce,
    'x-tif-signature': signTif(TIMESTAMP, SECRET, nonce),
    ...changes,
  };
}

async function serve() {
  const test = createTestGateway();
  const logged: string[] = [];
  const app = fastify({ logger: { level: 'info', stream: { write: (line: string) => void logged.push(line) } } });
  await registerGatewayRoutes(app, {
    gateway: test.gateway,
    clock: { now: () => NOW },
    findSecret: (code) => test.office.findSecret(code),
  });
  const post = (url: string, payload: string, headers: Record<string, string> = headersOf()) =>
    app.inject({ method: 'POST', url, payload, headers });
  return { ...test, app, post, logged };
}

const person = { data: { psn_cert_type: '01', certno: CERT_NO } };

describe('the interface over HTTP', () => {
  it.each([
    ['/fsi/api/rsfComIfsService/callService', 'application/json'],
    ['/fsi/api/1101', 'text/plain'],
    ['/fsi/api/fsiPsnInfoService/queryPsnInfo?x=1', 'application/json; charset=UTF-8'],
    ['/fsi/api/some/unrecordedPath', 'text/plain; charset=utf-8'],
  ])('answers at %s as %s', async (url, type) => {
    const { post } = await serve();
    const response = await post(url, messageOf('1101', person), headersOf({ 'content-type': type }));
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.json()).toMatchObject({ infcode: 0, output: { baseinfo: { certno: CERT_NO } } });
  });

  it('answers a body without content type', async () => {
    const { app } = await serve();
    const { 'content-type': _, ...headers } = headersOf();
    const response = await app.inject({
      method: 'POST',
      url: '/fsi/api/1101',
      payload: messageOf('1101', person),
      headers,
    });
    expect(response.json()).toMatchObject({ infcode: 0 });
  });

  it('keeps status 200 for every business refusal', async () => {
    const { post } = await serve();
    for (const body of [messageOf('1101', { data: { certno: '1' } }), messageOf('3201', {}), 'no json', '']) {
      const response = await post('/fsi/api/rsfComIfsService/callService', body);
      expect(response.statusCode).toBe(200);
      expect(response.json()).toMatchObject({ infcode: -1, output: null });
      expect(response.json<{ err_msg: string }>().err_msg).not.toBe('');
    }
  });

  it('refuses bad headers before it reads the body, in the gateway’s form', async () => {
    const { post, office } = await serve();
    const refusals = [
      [headersOf({ 'x-tif-signature': '' }), '缺少服务网关的请求头'],
      [headersOf({ 'x-tif-signature': 'f'.repeat(64) }), '签名不一致'],
      [headersOf({ 'x-tif-paasid': 'H99999999999' }), '非法用户'],
      [headersOf({ 'x-tif-timestamp': '1000000000' }), '签名时间戳超时'],
    ] as const;
    for (const [headers, said] of refusals) {
      const response = await post('/fsi/api/1101', messageOf('1101', person), headers);
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({ code: 401, message: expect.stringContaining(said) });
    }
    expect(office.calls).toEqual([]);
  });

  it('refuses a replay of the same headers', async () => {
    const { post } = await serve();
    const headers = headersOf();
    expect((await post('/fsi/api/1101', messageOf('1101', person), headers)).statusCode).toBe(200);
    const replay = await post('/fsi/api/1101', messageOf('1101', person), headers);
    expect(replay.json()).toEqual({ code: 401, message: expect.stringContaining('随机串') });
  });

  it('refuses a provider that speaks for another', async () => {
    const { post } = await serve();
    const response = await post('/fsi/api/1101', messageOf('1101', person, { fixmedins_code: 'H61032600002' }));
    expect(response.json()).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('H61032600002') });
  });

  it('answers a fault with status 500 and without its words, and tells the client to send again', async () => {
    const { post, office, logged } = await serve();
    office.findPsnNo = async () => Promise.reject(new Error(`bad value ${CERT_NO}`));
    const response = await post('/fsi/api/1101', messageOf('1101', person));
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('原样重发') });
    expect(response.body).not.toContain('bad value');
    expect(logged.join('')).toContain('gateway fault');
    expect(logged.join('')).not.toContain(CERT_NO);
  });

  it('says that a body is too large', async () => {
    const { post } = await serve();
    const response = await post('/fsi/api/1101', 'x'.repeat(9 * 1024 * 1024));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ infcode: -1, err_msg: expect.stringContaining('8 MB') });
  });

  it('logs number, transaction and result, and no personal data', async () => {
    const { post, logged } = await serve();
    await post('/fsi/api/1101', messageOf('1101', person, { msgid: 'MSG1' }));
    await post('/fsi/api/1101', messageOf('1101', { data: { certno: '610326199912310099', psn_name: '参保人甲' } }));
    const text = logged.join('');
    expect(text).toContain('"msgid":"MSG1"');
    expect(text).toContain('"failure":"people.unknownCert"');
    for (const secret of ['参保人', CERT_NO, '610326199912310099']) expect(text).not.toContain(secret);
  });

  it('leaves the other routes of the server their own parsers and errors', async () => {
    const { app } = await serve();
    app.post('/other', async (request) => ({ got: request.body }));
    const response = await app.inject({ method: 'POST', url: '/other', payload: { a: 1 } });
    expect(response.json()).toEqual({ got: { a: 1 } });
  });
});

describe('around it', () => {
  it('masks long numbers', () => {
    expect(maskNumbers('x 610326199001010018 y 61032619900101001X z 123456')).toBe('x 610326…18 y 610326…1X z 123456');
    expect(describeFault(Object.assign(new Error('e 610326199001010018'), { code: '23505' }))).toMatchObject({
      code: '23505',
      stack: expect.not.stringContaining('199001'),
    });
    expect(describeFault('text')).toEqual({ name: 'string' });
  });

  it('remembers secrets for a while and forgets them then', async () => {
    let now = 0;
    let asked = 0;
    const secrets: Record<string, string> = { H1: 'a' };
    const find = createSecretCache(
      async (code) => {
        asked += 1;
        return secrets[code];
      },
      1000,
      () => now,
    );
    expect([await find('H1'), await find('H1'), asked]).toEqual(['a', 'a', 1]);
    delete secrets.H1;
    now = 999;
    expect(await find('H1')).toBe('a');
    now = 1000;
    expect(await find('H1')).toBeUndefined();
    expect(await find('H2')).toBeUndefined();
  });
});
