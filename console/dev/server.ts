/**
 * Server for developing and looking at the console: invented data, the API's shapes, the built files of console/dist,
 * with the content security policy of the product.
 *
 *   node scripts/run.js console/dev/server.ts [--port 8080] [--slow 800]
 */
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { answer } from './routes.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8080' }, slow: { type: 'string', default: '0' } },
});
const dist = path.join(import.meta.dirname, '..', 'dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; frame-ancestors 'none'";

const server = http.createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response
      .writeHead(500, { 'content-type': 'application/json' })
      .end(JSON.stringify({ code: 'dev.fault', message: '服务器内部错误。', remedy: '请稍后重试。' }));
  });
});

async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (values.slow !== '0') await new Promise((resolve) => setTimeout(resolve, Number(values.slow)));
  const cookie = /tongchou_dev=([a-z]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
  const result = await answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: Buffer.concat(chunks).toString('utf8'),
    fileName: decodeURIComponent(String(request.headers['x-file-name'] ?? '')),
    account: cookie,
  });
  const headers: http.OutgoingHttpHeaders = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (result.signIn !== undefined)
    headers['set-cookie'] =
      result.signIn === null
        ? 'tongchou_dev=; Path=/; Max-Age=0'
        : `tongchou_dev=${result.signIn}; Path=/; HttpOnly; SameSite=Strict`;
  response.writeHead(result.status, headers).end(result.body === undefined ? undefined : JSON.stringify(result.body));
}

async function serveFile(pathname: string, response: http.ServerResponse): Promise<void> {
  const asset = pathname.startsWith('/assets/');
  const file = path.join(dist, asset ? path.normalize(pathname) : 'index.html');
  try {
    const content = await readFile(file);
    response
      .writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
      })
      .end(content);
  } catch {
    response.writeHead(404).end();
  }
}

server.listen(Number(values.port), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${values.port}\n`));
