/** Rights on every route: none starts without declaring one, and none is reached without it. */
import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { type RouteRight, sendFailure, sendResult } from './api.ts';
import { accessErrors } from './errors.ts';
import { isRight, RIGHTS } from './model.ts';
import type { Office } from './office.ts';
import { rightsOf } from './roles.ts';
import { findSession } from './sessions.ts';

export const SESSION_COOKIE = 'tongchou_session';
/** A page of another site cannot set it without asking first, and is never answered. */
export const REQUEST_HEADER = 'x-tongchou';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Puts the guard on a server, for all routes added afterwards, in whatever context. Needs `@fastify/cookie`.
 * Adding a route whose `config.right` is missing or unknown throws, so that such a server does not start.
 */
export function guardRoutes(app: FastifyInstance, office: Pick<Office, 'db' | 'clock'>): void {
  app.decorateRequest('actor', undefined);
  app.decorateRequest('rights', undefined);
  app.decorateRequest('sessionToken', undefined);
  app.decorateRequest('mustChangePassword', false);
  app.decorateReply('sendResult', function (this: FastifyReply, result) {
    return sendResult(this, result);
  });
  app.addHook('onRoute', requireDeclaredRight);
  // On request, before the body is read: a stranger learns nothing, not even whether his JSON was right.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return undefined;
    const right = request.routeOptions.config.right;
    return right === undefined ? sendFailure(reply, accessErrors.noSession()) : admit(office, request, reply, right);
  });
}

function requireDeclaredRight(route: RouteOptions): void {
  const right = route.config?.right;
  const known = right !== undefined && (isRight(right) || ['public', 'session', 'provider'].includes(right));
  if (!known)
    throw new Error(
      `路由 ${String(route.method)} ${route.url} 没有声明权限：请在 config.right 写明 RIGHTS 之一，或 public、session、provider`,
    );
}

async function admit(
  office: Pick<Office, 'db' | 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
  right: RouteRight,
): Promise<FastifyReply | undefined> {
  if (right === 'provider') return undefined;
  if (!SAFE_METHODS.has(request.method) && !isOwnPage(request)) return sendFailure(reply, accessErrors.crossSite());
  if (right === 'public') return undefined;
  const token = request.cookies[SESSION_COOKIE];
  const session = token === undefined ? undefined : await findSession(office, token);
  if (!session) return sendFailure(reply, accessErrors.noSession());
  request.actor = session.actor;
  request.rights = rightsOf(session.actor.roles);
  request.sessionToken = token;
  request.mustChangePassword = session.mustChangePassword;
  if (right === 'session') return undefined;
  if (session.mustChangePassword) return sendFailure(reply, accessErrors.passwordMustChange());
  if (!request.rights.has(right)) return sendFailure(reply, accessErrors.noRight({ right: RIGHTS[right] }));
  return undefined;
}

/**
 * Whether a change comes from the office's own page or program. The cookie is SameSite=Strict already; this holds in
 * browsers that do not heed it, and against pages of a neighbouring subdomain.
 */
function isOwnPage(request: FastifyRequest): boolean {
  if (request.headers[REQUEST_HEADER] !== undefined) return true;
  const { origin } = request.headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host;
}
