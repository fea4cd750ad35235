/** Reading and proving the trail. Who asks (`request.actor`) is set by the guard that every server carries. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Db, pageFields, queryErrors, transact } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { recordAudit } from './record.ts';
import { verifyAudit } from './seal.ts';
import { listAudit } from './service.ts';

const TEXT = { minLength: 1, maxLength: 200 };
const SORTS = ['seq'];

const AuditQuery = Type.Object({
  ...pageFields(SORTS),
  actor: Type.Optional(Type.String({ title: '操作人', ...TEXT })),
  action: Type.Optional(Type.String({ title: '操作', ...TEXT })),
  from: Type.Optional(Type.Unsafe<IsoDate>(Type.String({ title: '起始日期', format: 'date' }))),
  to: Type.Optional(Type.Unsafe<IsoDate>(Type.String({ title: '截止日期', format: 'date' }))),
  subjectKind: Type.Optional(Type.String({ title: '对象类别', ...TEXT })),
  subjectId: Type.Optional(Type.String({ title: '对象编号', ...TEXT })),
});
const AnchorQuery = Type.Object({
  seq: Type.Optional(Type.Integer({ title: '封存批号', minimum: 1 })),
  chained: Type.Optional(
    Type.String({ title: '封存值', pattern: '^[0-9a-f]{64}$', remedy: '请填 64 位十六进制的封存值' }),
  ),
});

export function auditRoutes(app: FastifyInstance, office: { readonly db: Db }): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();
  const config = { right: 'audit.read' } as const;
  routes.get('/api/audit', { config, schema: { querystring: AuditQuery } }, async (request) => {
    const { from, to } = request.query;
    if (from !== undefined && to !== undefined && from > to) refuse(queryErrors.badRange({ from, to, path: 'from' }));
    return listAudit(office.db, request.query, request.rights ?? new Set());
  });
  routes.get('/api/audit/verification', { config, schema: { querystring: AnchorQuery } }, async (request) => {
    const { seq, chained } = request.query;
    const anchor = seq !== undefined && chained !== undefined ? { seq, chained } : undefined;
    const { fault, ...proof } = await verifyAudit(office.db, { anchor });
    const { actor } = request;
    const detail = { fault: fault?.code ?? null };
    const entry = { action: 'audit.verify', subjectKind: 'audit', subjectId: 'chain', detail };
    if (actor) unwrap(await transact(office.db, (tx) => recordAudit(tx, { actor, ...entry })));
    return {
      ...proof,
      intact: fault === undefined,
      ...(fault && { fault: { code: fault.code, message: fault.message, remedy: fault.remedy, path: fault.path } }),
    };
  });
}
