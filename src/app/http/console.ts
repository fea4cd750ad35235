/** The web console's files, and its front page for every address that is one of its own. */
import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendFailure } from '../../access/index.ts';
import { requestErrors } from './errors.ts';

/** Pages of their own beside the console's; every other address is the console's. */
const PAGES: Readonly<Record<string, string>> = { '/calculator': 'calculator.html' };
/** A built file's name carries its hash: it never changes. */
const HASHED_FILES = `${path.sep}assets${path.sep}`;
const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>统筹</title>
<h1>统筹服务已启动</h1><p>控制台页面尚未构建。接口可用：<a href="/api/health">/api/health</a></p></html>`;

/** Serves `folder` (the console's build) and answers every unknown address. Without a folder, a page says so. */
export async function serveConsole(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const built = folder !== undefined && fs.existsSync(path.join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, file) => {
        const lasting = file.includes(HASHED_FILES);
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/*', { config: { right: 'public' }, exposeHeadRoute: false }, (request, reply) => {
      const { '*': file = '' } = request.params as { '*'?: string };
      return wantsPage(request) ? answer(request, reply) : reply.sendFile(file);
    });
  }
  app.setNotFoundHandler(answer);

  function answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (!wantsPage(request)) return answerUnknown(request, reply);
    const page = PAGES[addressOf(request).replace(/\/$/, '')] ?? 'index.html';
    // Looked at again: a build that is being replaced is gone for a moment.
    return built && fs.existsSync(path.join(folder, page))
      ? reply.code(200).sendFile(page)
      : reply.code(200).type('text/html').send(NOT_BUILT);
  }
}

function isApi(request: FastifyRequest): boolean {
  return /^\/api(\/|$)/.test(request.url);
}

/** A browser opening an address: not a program, and not a file that a page asks for (its name has an ending). */
function wantsPage(request: FastifyRequest): boolean {
  const address = addressOf(request);
  const named = /\.[a-z0-9]+$/i.test(address) && !address.endsWith('.html');
  return request.method === 'GET' && !isApi(request) && !named && (request.headers.accept ?? '').includes('text/html');
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const url = addressOf(request);
  return sendFailure(reply, requestErrors.notFound({ method: request.method, url: url.slice(0, 100) }));
}

function addressOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
