/**
 * Routes of declarations and payment batches.
 *
 * A submit that is repeated (`x-request-key`) finds what the first one did and is refused by the state it left (409):
 * nothing is declared, batched, decided or paid twice.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Actor, type Api, accessErrors, getActor, isInScope, type Office, sendFailure } from '../access/index.ts';
import { pageFields } from '../database/index.ts';
import { dateOf } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { unwrap } from '../kernel/result.ts';
import { getBatch, listBatches } from './batch-queries.ts';
import { createBatch, decideBatch } from './batches.ts';
import { decideDeclaration, declareMonth } from './declarations.ts';
import { DECLARATION_SORTS, DECLARATION_STATE_VIEWS, getDeclaration, listDeclarations } from './queries.ts';

const periodField = (title: string) =>
  Type.String({ title, pattern: '^\\d{4}-(0[1-9]|1[0-2])$', remedy: '请填写年月，形如 2020-03' });
const DeclarationsQuery = Type.Object({
  ...pageFields(DECLARATION_SORTS),
  period: Type.Optional(periodField('申报月份')),
  state: Type.Optional(
    Type.Enum(
      DECLARATION_STATE_VIEWS.map((state) => state.code),
      { title: '状态' },
    ),
  ),
  provider: Type.Optional(Type.String({ title: '医药机构', maxLength: 20 })),
});
const IdKey = Type.Object({ id: Type.String({ title: '编号', maxLength: 40 }) });
const PeriodRequest = Type.Object({ period: periodField('月份') });
const DECISION_FIELDS = {
  decision: Type.Enum(['approve', 'return'], { title: '决定' }),
  comment: Type.String({ title: '意见', maxLength: 500 }),
};
const DeclarationDecision = Type.Object({
  ...DECISION_FIELDS,
  deductionFen: Type.Optional(Type.Integer({ title: '扣减金额（分）', minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  deductionReason: Type.Optional(Type.String({ title: '扣减理由', maxLength: 200 })),
});
const BatchDecision = Type.Object(DECISION_FIELDS);

export function registerPaymentRoutes(app: Api, office: Office): void {
  registerDeclarationRoutes(app, office);
  registerBatchRoutes(app, office);
}

function registerDeclarationRoutes(app: Api, office: Office): void {
  const read = { right: 'payments.read' } as const;
  app.get('/api/declarations', { config: read, schema: { querystring: DeclarationsQuery } }, async (request) =>
    listDeclarations(office, getActor(request), request.query),
  );
  app.get('/api/declarations/:id', { config: read, schema: { params: IdKey } }, async (request) =>
    getDeclaration(office, getActor(request), request.params.id),
  );
  app.post(
    '/api/declarations/collect',
    { config: { right: 'payments.declare' }, preHandler: wholeAreaOnly(office), schema: { body: PeriodRequest } },
    async (request) => {
      const month = period(request.body.period);
      const declared = unwrap(await declareMonth(office, getActor(request), month));
      return { period: month, collected: declared.length, skipped: [] };
    },
  );
  app.post(
    '/api/declarations/:id/decide',
    { config: { right: 'payments.review' }, schema: { params: IdKey, body: DeclarationDecision } },
    async (request) => decideOne(office, getActor(request), request.params.id, request.body),
  );
}

async function decideOne(office: Office, actor: Actor, id: string, body: Static<typeof DeclarationDecision>) {
  const { decision, comment, deductionFen = 0, deductionReason = '' } = body;
  await getDeclaration(office, actor, id);
  const deduction = deductionFen > 0 ? { amount: fen(deductionFen), reason: deductionReason } : undefined;
  unwrap(await decideDeclaration(office, actor, { declarationId: id, decision, comment, deduction }));
  return getDeclaration(office, actor, id);
}

function registerBatchRoutes(app: Api, office: Office): void {
  const preHandler = wholeAreaOnly(office);
  const read = { config: { right: 'payments.read' }, preHandler } as const;
  app.get('/api/batches', read, async () => listBatches(office));
  app.get('/api/batches/:id', { ...read, schema: { params: IdKey } }, async (request) =>
    getBatch(office, getActor(request), request.params.id),
  );
  app.post(
    '/api/batches',
    { config: { right: 'payments.batch' }, preHandler, schema: { body: PeriodRequest } },
    async (request) => {
      const actor = getActor(request);
      const batchId = unwrap(await createBatch(office, actor, period(request.body.period)));
      return getBatch(office, actor, batchId);
    },
  );
  // Which right a decision takes depends on the step that waits: the approval asks for it.
  app.post('/api/batches/:id/decide', { ...read, schema: { params: IdKey, body: BatchDecision } }, async (request) => {
    const actor = getActor(request);
    const { id } = request.params;
    const paidOn = dateOf(office.clock.now());
    unwrap(await decideBatch(office, actor, { batchId: id, ...request.body, paidOn }));
    return getBatch(office, actor, id);
  });
}

/** Batches and the intake of a month are the whole area's: whoever sees a part of it only is refused. */
function wholeAreaOnly(office: Pick<Office, 'area'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    isInScope(getActor(request), office.area)
      ? undefined
      : sendFailure(reply, accessErrors.noRight({ right: '办理全统筹区申报与拨付' }));
}
