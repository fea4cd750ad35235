/**
 * Answers what a route did not: unknown addresses, bad input, refusals that were thrown, and faults. A fault is a 500
 * with a reference number under which the log has the whole of it; the client is told nothing else.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failureBody, sendFailure } from '../../access/index.ts';
import { type Failure, Refused } from '../../kernel/result.ts';
import { requestErrors } from './errors.ts';
import { InvalidInput } from './validation.ts';

/** Fastify's own refusals of a request, by their codes. */
const REQUEST_FAILURES: Readonly<Record<string, () => Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: requestErrors.tooBig,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: requestErrors.mediaType,
  FST_ERR_CTP_EMPTY_JSON_BODY: requestErrors.emptyJson,
  FST_ERR_CTP_INVALID_JSON_BODY: requestErrors.badJson,
};

export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof InvalidInput) return sendFlaws(reply, error);
    if (error instanceof Refused) return sendFailure(reply, error.failure);
    const refused = findRequestFailure(error);
    return refused ? sendFailure(reply, refused) : answerFault(error, request, reply);
  });
}

function sendFlaws(reply: FastifyReply, { flaws }: InvalidInput): FastifyReply {
  const [first] = flaws;
  return reply.code(400).send(flaws.length > 1 ? { ...first, errors: flaws } : first);
}

function findRequestFailure(error: FastifyError): Failure | undefined {
  const known = REQUEST_FAILURES[error.code];
  if (known) return known();
  const status = error.statusCode ?? 500;
  // Only Fastify's own errors may call themselves the client's: a library's `statusCode` proves nothing.
  const ownCode = error.code?.startsWith('FST_') === true;
  if (error instanceof SyntaxError && status === 400) return requestErrors.badJson();
  return ownCode && status >= 400 && status < 500 ? { ...requestErrors.malformed(), status } : undefined;
}

function answerFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reference = randomBytes(5).toString('hex').toUpperCase();
  const route = request.routeOptions.url ?? 'unknown';
  request.log.error({ reference, method: request.method, route, fault: describeFault(error) }, 'fault');
  return reply.code(500).send({ ...failureBody(requestErrors.fault({ reference })), reference });
}

/** For the log. A database error's `detail` quotes rows, which may hold personal data, and is left out. */
export function describeFault(error: Error & { code?: unknown; constraint?: unknown; table?: unknown }) {
  const { code, constraint, table } = error;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    constraint,
    table,
    cause: error.cause instanceof Error ? error.cause.message : undefined,
  };
}
