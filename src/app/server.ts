/** The HTTP server: what all routes share. Which capabilities it carries is the caller's list. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyServerOptions, LogController } from 'fastify';
import { sql } from 'kysely';
import {
  type Api,
  type ApiModule,
  accessRoutes,
  type DescribeSession,
  guardRoutes,
  type Office,
  sendFailure,
} from '../access/index.ts';
import { serveConsole } from './http/console.ts';
import { requestErrors } from './http/errors.ts';
import { answerFaults } from './http/faults.ts';
import { compileValidator } from './http/validation.ts';

export interface ServerOptions<O extends Office> {
  readonly office: O;
  /** One for each capability's `http.ts`. Sessions and accounts are always there. */
  readonly modules: readonly ApiModule<O>[];
  /** Adds to the session's answer what the console is told of the office. */
  readonly describeSession?: DescribeSession | undefined;
  /** The console's build, with `index.html`. */
  readonly consoleFolder?: string | undefined;
  /** Behind a reverse proxy: takes client address and protocol from its headers. */
  readonly trustProxy?: boolean | undefined;
  readonly logger?: FastifyServerOptions['logger'];
}

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const REQUEST_LIMIT_MS = 120_000;

/**
 * Builds the server, ready to listen. Throws when a route declares no right: such a server does not start.
 * Routes with larger bodies (imports) set their own `bodyLimit`.
 */
export async function buildServer<O extends Office>(options: ServerOptions<O>): Promise<Api> {
  const { office } = options;
  const app: Api = fastify({
    logger: options.logger ?? { level: 'warn' },
    // Addresses may carry names and numbers of people: requests are not logged, faults are, by their route.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  answerFaults(app);
  await app.register(cookie);
  await app.register(helmet, HEADERS);
  guardRoutes(app, office);
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  healthRoute(app, office);
  accessRoutes(app, office, options.describeSession ? { describe: options.describeSession } : {});
  for (const module of options.modules)
    await app.register(async (scope) => module(scope.withTypeProvider<TypeBoxTypeProvider>(), office));
  await serveConsole(app, options.consoleFolder);
  await app.ready();
  return app;
}

/** Nothing from elsewhere, no script but the console's own files; Ant Design writes its styles into the page. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      // A printed document is shown in a frame from memory.
      frameSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // An office's own network often has no certificate; whoever puts one in front sets this there.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
} as const;

function healthRoute(app: Api, office: Office): void {
  app.get('/api/health', { config: { right: 'public' } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(office.db);
    } catch (error) {
      app.log.error({ reason: error instanceof Error ? error.message : String(error) }, 'health check');
      return sendFailure(reply, requestErrors.unready());
    }
    return { status: 'ok', time: office.clock.now(), area: office.area };
  });
}
