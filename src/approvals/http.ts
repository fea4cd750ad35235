/** The queue of what waits for me, and the history of a matter. Decisions are the routes of the capabilities. */
import Type from 'typebox';
import { type Api, getActor, hasRight, isInScope, type Office, sendFailure } from '../access/index.ts';
import { approvalErrors } from './errors.ts';
import { findApproval, listPending } from './service.ts';

const QueueQuery = Type.Object({
  flow: Type.Optional(Type.String({ title: '流程', maxLength: 50 })),
  page: Type.Integer({ title: '页码', default: 1, minimum: 1, maximum: 1_000_000 }),
  pageSize: Type.Integer({ title: '每页行数', default: 50, minimum: 1, maximum: 200 }),
});
const CaseKey = Type.Object({ flow: Type.String(), subjectKind: Type.String(), subjectId: Type.String() });

export function approvalRoutes(app: Api, office: Pick<Office, 'db'>): void {
  const config = { right: 'session' } as const;
  app.get('/api/approvals/pending', { config, schema: { querystring: QueueQuery } }, async (request) => {
    const queue = await listPending(office.db, getActor(request), request.query);
    return { ...queue, page: request.query.page, pageSize: request.query.pageSize };
  });
  app.get(
    '/api/approvals/:flow/:subjectKind/:subjectId',
    { config, schema: { params: CaseKey } },
    async (request, reply) => {
      const actor = getActor(request);
      const found = await findApproval(office.db, request.params);
      // What one may not see is answered as if it were not there.
      if (!found || !hasRight(actor, found.readRight) || !isInScope(actor, found.division))
        return sendFailure(reply, approvalErrors.unknownCase({ subject: request.params.subjectId }));
      return found;
    },
  );
}
