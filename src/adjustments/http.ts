/**
 * Routes of recomputation. A submit that is repeated (`x-request-key`) finds what the first one did and is refused by
 * the state it left (409): nothing is proposed, posted or paid twice.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Api, accessErrors, getActor, isInScope, sendFailure } from '../access/index.ts';
import { pageFields } from '../database/index.ts';
import { dateOf } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import type { SettlementOffice } from '../settlement/index.ts';
import { decidePayment, submitPayment } from './payment.ts';
import { CAUSES, DUE_SORTS, listDue, listRecomputations, RECOMPUTATION_SORTS, STATE_CODES } from './queries.ts';
import { scanYear } from './scan.ts';
import { decideRecomputation, proposeRecomputation } from './service.ts';
import { getRecomputation, tryRecomputation } from './view.ts';

const insutype = Type.Enum(['310', '390'], { title: '险种' });
const year = Type.Integer({ title: '参保年度', minimum: 1990, maximum: 2200 });
const cause = Type.Enum(CAUSES, { title: '重算原因' });
const PERSON_FILTER = {
  insutype: Type.Optional(insutype),
  year: Type.Optional(year),
  cause: Type.Optional(cause),
  q: Type.Optional(Type.String({ title: '姓名或号码', maxLength: 50 })),
};
const DueQuery = Type.Object({ ...pageFields(DUE_SORTS), ...PERSON_FILTER });
const RecomputationsQuery = Type.Object({
  ...pageFields(RECOMPUTATION_SORTS),
  ...PERSON_FILTER,
  state: Type.Optional(Type.Enum(STATE_CODES, { title: '状态' })),
});
const YEAR_FIELDS = { psnNo: Type.String({ title: '人员编号', minLength: 1, maxLength: 40 }), insutype, year };
const TrialQuery = Type.Object(YEAR_FIELDS);
const Proposal = Type.Object({
  ...YEAR_FIELDS,
  cause,
  note: Type.String({
    title: '重算说明',
    minLength: 4,
    maxLength: 500,
    pattern: '\\S',
    remedy: '请写明依据与经过，4 至 500 个字',
  }),
});
const Scan = Type.Object({
  insutype,
  year,
  cause: Type.Enum(['policy', 'other'], { title: '核查原因' }),
  reason: Type.String({
    title: '核查依据',
    minLength: 4,
    maxLength: 200,
    pattern: '\\S',
    remedy: '请写明调整政策的文件或核查的缘由，4 至 200 个字',
  }),
  after: Type.Optional(Type.String({ title: '起始人员编号', maxLength: 40 })),
});
const IdKey = Type.Object({ id: Type.String({ title: '重算单编号', maxLength: 40 }) });
const DecisionBody = Type.Object({
  decision: Type.Enum(['approve', 'return'], { title: '决定' }),
  comment: Type.String({ title: '意见', maxLength: 500 }),
});

export function registerAdjustmentRoutes(app: Api, office: SettlementOffice): void {
  const read = { right: 'adjustments.read' } as const;
  const propose = { right: 'adjustments.propose' } as const;
  app.get('/api/recomputations', { config: read, schema: { querystring: RecomputationsQuery } }, async (request) =>
    listRecomputations(office, getActor(request), request.query),
  );
  app.get('/api/recomputations/due', { config: read, schema: { querystring: DueQuery } }, async (request) =>
    listDue(office, getActor(request), request.query),
  );
  app.get('/api/recomputations/trial', { config: read, schema: { querystring: TrialQuery } }, async (request) =>
    tryRecomputation(office, getActor(request), request.query),
  );
  app.get('/api/recomputations/:id', { config: read, schema: { params: IdKey } }, async (request) =>
    getRecomputation(office, getActor(request), request.params.id),
  );
  app.post('/api/recomputations', { config: propose, schema: { body: Proposal } }, async (request) => {
    const actor = getActor(request);
    const note = request.body.note.trim();
    const id = unwrap(await proposeRecomputation(office, actor, { ...request.body, note }));
    return getRecomputation(office, actor, id);
  });
  app.post(
    '/api/recomputations/:id/decide',
    { config: { right: 'adjustments.review' }, schema: { params: IdKey, body: DecisionBody } },
    async (request) => {
      const actor = getActor(request);
      const { id } = request.params;
      await getRecomputation(office, actor, id);
      unwrap(await decideRecomputation(office, actor, { recomputationId: id, ...request.body }));
      return getRecomputation(office, actor, id);
    },
  );
  registerAreaRoutes(app, office);
}

/** What concerns the whole area's money and people: whoever sees a part of it only is refused. */
function registerAreaRoutes(app: Api, office: SettlementOffice): void {
  const preHandler = wholeAreaOnly(office);
  app.post(
    '/api/recomputations/scan',
    { config: { right: 'adjustments.propose' }, preHandler, schema: { body: Scan } },
    async (request) =>
      unwrap(await scanYear(office, getActor(request), { ...request.body, reason: request.body.reason.trim() })),
  );
  app.post(
    '/api/recomputations/:id/payment',
    { config: { right: 'payments.batch' }, preHandler, schema: { params: IdKey } },
    async (request) => {
      const actor = getActor(request);
      unwrap(await submitPayment(office, actor, request.params.id));
      return getRecomputation(office, actor, request.params.id);
    },
  );
  // Which right a decision takes depends on the step that waits: the approval asks for it.
  app.post(
    '/api/recomputations/:id/payment/decide',
    { config: { right: 'payments.read' }, preHandler, schema: { params: IdKey, body: DecisionBody } },
    async (request) => {
      const actor = getActor(request);
      const { id } = request.params;
      const paidOn = dateOf(office.clock.now());
      unwrap(await decidePayment(office, actor, { recomputationId: id, ...request.body, paidOn }));
      return getRecomputation(office, actor, id);
    },
  );
}

function wholeAreaOnly(office: Pick<SettlementOffice, 'area'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    isInScope(getActor(request), office.area)
      ? undefined
      : sendFailure(reply, accessErrors.noRight({ right: '办理全统筹区待遇重算与支付' }));
}
