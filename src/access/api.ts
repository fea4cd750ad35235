/**
 * What every capability's `http.ts` stands on: the typed server, the declaration of a route's right, who is asking,
 * and the one way to answer with a result.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { Failure, Result } from '../kernel/result.ts';
import type { Actor, Right } from './model.ts';
import type { Office } from './office.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** A capability's routes: registered in a context of its own, so that parsers and hooks set in it stay in it. */
export type ApiModule<O extends Office = Office> = (app: Api, office: O) => void | Promise<void>;

/**
 * Who may call a route: whoever has the right; anyone (`public`); anyone logged in (`session`); or a provider's
 * system, which the route's own module authenticates by its signature before anything else (`provider`).
 */
export type RouteRight = Right | 'public' | 'session' | 'provider';

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: RouteRight;
  }
  interface FastifyRequest {
    /** Set by the guard for a session, and by the national interface for a provider. */
    actor: Actor | undefined;
    /** The rights of the actor's posts; undefined without a session. */
    rights: ReadonlySet<Right> | undefined;
    /** The token of the session that the request came with. */
    sessionToken: string | undefined;
    mustChangePassword: boolean;
  }
  interface FastifyReply {
    /** The value as JSON, or the failure with its own status. */
    sendResult(result: Result<unknown>): FastifyReply;
  }
}

/** A failure as clients see it. */
export interface FailureBody {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly path?: string | undefined;
}

export function failureBody(failure: Failure): FailureBody {
  const { code, message, remedy, path } = failure;
  return { code, message, remedy, ...(path === undefined ? {} : { path }) };
}

export function sendFailure(reply: FastifyReply, failure: Failure): FastifyReply {
  return reply.code(failure.status).send(failureBody(failure));
}

/** `undefined` as a value answers 204 without content. Also on the reply itself: `reply.sendResult(result)`. */
export function sendResult(reply: FastifyReply, result: Result<unknown>): FastifyReply {
  if (!result.ok) return sendFailure(reply, result.error);
  return result.value === undefined ? reply.code(204).send() : reply.send(result.value);
}

/** Who asks. Throws on a public route: that is a fault of the program. */
export function getActor(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error(`no actor on ${request.method} ${request.routeOptions.url}`);
  return request.actor;
}
