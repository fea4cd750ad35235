/**
 * The interface over HTTP: every address under `/fsi/api/` that clients use, one handler.
 *
 * Who sends is settled before the body is read; a refusal there is the gateway's own (status 401, `{code, message}`).
 * Business refusals are answers with status 200 and infcode -1. Only a fault of ours has status 500, so that a client
 * takes its result as unknown, which it is.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/index.ts';
import { type Clock, systemClock } from '../kernel/dates.ts';
import type { SettlementOffice } from '../settlement/index.ts';
import { gatewayErrors } from './errors.ts';
import { describeFault } from './mask-log.ts';
import { createMessageStore } from './message-store.ts';
import { NonceMemory } from './nonce-memory.ts';
import { officeUseCases } from './office-use-cases.ts';
import { createSecretCache } from './secret-cache.ts';
import { createGateway, type Gateway } from './service.ts';
import { checkTif, GATEWAY_REFUSALS, type GatewayRefusal, readTifHeaders } from './signature.ts';

const ADDRESSES = '/fsi/api/*';
const BODY_LIMIT_MB = 8;
const BODY_TOO_LARGE = 'FST_ERR_CTP_BODY_TOO_LARGE';

/** Registers the interface on an office's database and use cases. */
export async function registerGateway(app: FastifyInstance, office: SettlementOffice): Promise<void> {
  const useCases = officeUseCases(office);
  const store = createMessageStore(office.db, office.vault);
  const gateway = createGateway({ useCases, store, clock: office.clock, area: office.area });
  // Signatures bear the caller's wall time, whatever day the office stands in.
  await registerGatewayRoutes(app, { gateway, clock: systemClock, findSecret: useCases.findSecret });
}

export interface GatewayRoutes {
  readonly gateway: Gateway;
  readonly clock: Clock;
  readonly findSecret: (code: string) => Promise<string | undefined>;
}

/** Registers the addresses for any gateway. The plugin is encapsulated: its body parser and errors are its own. */
export async function registerGatewayRoutes(app: FastifyInstance, routes: GatewayRoutes): Promise<void> {
  const nonces = new NonceMemory();
  const findSecret = createSecretCache(routes.findSecret);

  async function authenticate(request: FastifyRequest): Promise<GatewayRefusal | undefined> {
    const headers = readTifHeaders(request.headers);
    if (!headers) return GATEWAY_REFUSALS.missingHeaders;
    const now = routes.clock.now();
    const refusal = checkTif(headers, await findSecret(headers.paasid), now);
    if (refusal) return refusal;
    if (!nonces.claim(headers.paasid, headers.nonce, now)) return GATEWAY_REFUSALS.replayed;
    request.actor = providerActor(headers.paasid);
    return undefined;
  }

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT_MB * 1024 * 1024 }, (_, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', async (request, reply) => {
      const refusal = await authenticate(request);
      if (!refusal) return undefined;
      request.log.warn({ refusal: refusal.message }, 'gateway headers refused');
      return reply.code(refusal.code).send(refusal);
    });
    scope.post(ADDRESSES, { config: { right: 'provider' } }, (request) => answer(routes.gateway, request));
    scope.setErrorHandler((error, request, reply) => answerError(routes.gateway, error, request, reply));
  });
}

function providerActor(fixmedinsCode: string): Actor {
  return { accountId: fixmedinsCode, name: fixmedinsCode, roles: [], divisions: [], kind: 'provider', fixmedinsCode };
}

async function answer(gateway: Gateway, request: FastifyRequest) {
  const began = performance.now();
  const path = request.url.split('?', 1)[0] ?? '';
  const body = typeof request.body === 'string' ? request.body : '';
  const caller = request.actor?.fixmedinsCode ?? '';
  const handled = await gateway.handle({ caller, path, body });
  request.log.info(
    {
      ...handled.head,
      fixmedinsCode: caller,
      infcode: handled.answer.infcode,
      failure: handled.failure?.code,
      field: handled.failure?.path,
      repeated: handled.repeated,
      millis: Math.round(performance.now() - began),
    },
    'gateway message',
  );
  return handled.answer;
}

function answerError(gateway: Gateway, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if ((error as { code?: unknown } | null)?.code === BODY_TOO_LARGE)
    return reply.code(200).send(gateway.refuse(gatewayErrors.bodyTooLarge({ limit: BODY_LIMIT_MB })));
  request.log.error(describeFault(error), 'gateway fault');
  return reply.code(500).send(gateway.refuse(gatewayErrors.fault({ trace: request.id })));
}
