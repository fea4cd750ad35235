/** Routes of entitlement: the decision on a day, and what a clerk records that stands in its way. */
import Type from 'typebox';
import { type Actor, type Api, accessErrors, getActor, isInScope, sendResult } from '../access/index.ts';
import { dateOf, type IsoDate } from '../kernel/dates.ts';
import type { Period } from '../kernel/periods.ts';
import { refuse } from '../kernel/result.ts';
import { presentEntitlement } from './entitlement-view.ts';
import { peopleErrors } from './errors.ts';
import type { PersonKey } from './model.ts';
import type { EntitlementOffice } from './office.ts';
import { findPersonInScope } from './queries.ts';
import { findPersonRecord } from './service.ts';
import * as standing from './standing.ts';

const PersonKeyParams = Type.Object({ psnNo: Type.String({ title: '人员编号', maxLength: 40 }) });
/** A person or an employer, by the name that the path gives the number. */
const DebtorParams = Type.Record(Type.String(), Type.String({ title: '人员或单位编号', maxLength: 40 }));
const day = (title: string) => Type.Unsafe<IsoDate>(Type.String({ title, format: 'date' }));
const words = (title: string) =>
  Type.String({ title, minLength: 2, maxLength: 100, pattern: '\\S.*\\S', remedy: `请写明${title}，2 至 100 个字` });
const insutype = Type.Enum(['310', '390'], { title: '险种' });
const closed = { additionalProperties: false } as const;

const EntitlementQuery = Type.Object({
  scheme: Type.Optional(insutype),
  on: Type.Optional(day('就诊日期')),
});
const DeathInput = Type.Object({ on: day('死亡日期'), source: words('死亡依据') }, closed);
const ReasonInput = Type.Object({ reason: words('撤销原因') }, closed);
const SuspensionInput = Type.Object({ insutype, from: day('暂停日期'), reason: words('暂停原因') }, closed);
const ResumptionInput = Type.Object({ insutype, on: day('恢复日期') }, closed);
const SuspensionWithdrawal = Type.Object({ insutype, from: day('暂停日期'), reason: words('撤销原因') }, closed);
const ArrearsInput = Type.Object(
  {
    insutype,
    month: Type.Unsafe<Period>(
      Type.String({ title: '欠费首月', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', remedy: '请按 2021-08 的形式填写' }),
    ),
    deadline: Type.Optional(day('责令缴纳限期')),
  },
  closed,
);
const ArrearsPayment = Type.Object({ insutype, paidOn: day('补缴日期') }, closed);
const ArrearsWithdrawal = Type.Object({ insutype, reason: words('撤销原因') }, closed);

export function registerStandingRoutes(app: Api, office: EntitlementOffice): void {
  registerEntitlementRoute(app, office);
  registerCoverRoutes(app, office);
  registerArrearsRoutes(app, office);
}

/** The decisions of a day for a person within the actor's divisions. */
export async function getEntitlement(
  office: EntitlementOffice,
  actor: Actor,
  psnNo: string,
  query: { readonly scheme?: '310' | '390' | undefined; readonly on?: IsoDate | undefined },
) {
  const record =
    (await findPersonRecord(office.db, await requireInScope(office, actor, psnNo))) ??
    refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
  return presentEntitlement(office, record, { scheme: query.scheme, on: query.on ?? dateOf(office.clock.now()) });
}

async function requireInScope(office: EntitlementOffice, actor: Actor, psnNo: string): Promise<PersonKey> {
  return (
    (await findPersonInScope(office, actor, psnNo)) ??
    refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }))
  );
}

function registerEntitlementRoute(app: Api, office: EntitlementOffice): void {
  app.get(
    '/api/people/:psnNo/entitlement',
    { config: { right: 'people.read' }, schema: { params: PersonKeyParams, querystring: EntitlementQuery } },
    async (request) => getEntitlement(office, getActor(request), request.params.psnNo, request.query),
  );
}

function registerCoverRoutes(app: Api, office: EntitlementOffice): void {
  const write = { config: { right: 'people.write' } } as const;
  const params = PersonKeyParams;
  const keyOf = ({ actor, params: { psnNo } }: { actor: Actor | undefined; params: { psnNo: string } }) =>
    requireInScope(office, actor ?? refuse(accessErrors.noSession()), psnNo);

  app.post('/api/people/:psnNo/death', { ...write, schema: { params, body: DeathInput } }, async (request, reply) =>
    sendResult(reply, await standing.recordDeath(office, getActor(request), await keyOf(request), request.body)),
  );
  app.post(
    '/api/people/:psnNo/death/withdraw',
    { ...write, schema: { params, body: ReasonInput } },
    async (request, reply) => {
      const { reason } = request.body;
      return sendResult(reply, await standing.withdrawDeath(office, getActor(request), await keyOf(request), reason));
    },
  );
  app.post(
    '/api/people/:psnNo/suspensions',
    { ...write, schema: { params, body: SuspensionInput } },
    async (request, reply) =>
      sendResult(reply, await standing.suspendCover(office, getActor(request), await keyOf(request), request.body)),
  );
  app.post(
    '/api/people/:psnNo/resumption',
    { ...write, schema: { params, body: ResumptionInput } },
    async (request, reply) =>
      sendResult(reply, await standing.resumeCover(office, getActor(request), await keyOf(request), request.body)),
  );
  app.post(
    '/api/people/:psnNo/suspensions/withdraw',
    { ...write, schema: { params, body: SuspensionWithdrawal } },
    async (request, reply) =>
      sendResult(
        reply,
        await standing.withdrawSuspension(office, getActor(request), await keyOf(request), request.body),
      ),
  );
}

type DebtorOf = (actor: Actor, params: Readonly<Record<string, string>>) => Promise<standing.Debtor>;

function registerArrearsRoutes(app: Api, office: EntitlementOffice): void {
  arrearsRoutes(app, office, '/api/people/:psnNo/arrears', async (actor, { psnNo = '' }) => {
    const key = await requireInScope(office, actor, psnNo);
    return { psnNo: key.psnNo };
  });
  // A unit's people live anywhere in the area: whoever sees a part of it only may not touch what all of them owe.
  arrearsRoutes(app, office, '/api/employers/:empNo/arrears', async (actor, { empNo = '' }) =>
    isInScope(actor, office.area) ? { empNo } : refuse(accessErrors.noRight({ right: '登记单位欠费' })),
  );
}

function arrearsRoutes(app: Api, office: EntitlementOffice, path: string, debtorOf: DebtorOf): void {
  const write = { config: { right: 'contributions.write' } } as const;
  const params = DebtorParams;
  app.post(path, { ...write, schema: { params, body: ArrearsInput } }, async (request, reply) => {
    const debtor = await debtorOf(getActor(request), request.params);
    return sendResult(reply, await standing.recordArrears(office, getActor(request), debtor, request.body));
  });
  app.post(`${path}/settle`, { ...write, schema: { params, body: ArrearsPayment } }, async (request, reply) => {
    const debtor = await debtorOf(getActor(request), request.params);
    return sendResult(reply, await standing.settleArrears(office, getActor(request), debtor, request.body));
  });
  app.post(`${path}/withdraw`, { ...write, schema: { params, body: ArrearsWithdrawal } }, async (request, reply) => {
    const debtor = await debtorOf(getActor(request), request.params);
    return sendResult(reply, await standing.withdrawArrears(office, getActor(request), debtor, request.body));
  });
}
