/** Routes of people: the list, the full certificate number on a recorded reason, and (standing-http) entitlement. */
import Type from 'typebox';
import { type Actor, type Api, getActor, type Office, sendResult } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import { pageFields, transact } from '../database/index.ts';
import { type Result, refuse, unwrap } from '../kernel/result.ts';
import { peopleErrors } from './errors.ts';
import type { EntitlementOffice } from './office.ts';
import { findPersonInScope, listPeople, PEOPLE_SORTS } from './queries.ts';
import { findPersonRecord, revealCertNo } from './service.ts';
import { registerStandingRoutes } from './standing-http.ts';

const PeopleQuery = Type.Object({
  ...pageFields(PEOPLE_SORTS),
  q: Type.Optional(Type.String({ title: '姓名或号码', maxLength: 50 })),
  village: Type.Optional(
    Type.String({
      title: '镇、村（社区）',
      pattern: '^\\d{6}(\\d{3}){0,2}$',
      remedy: '请填 9 位镇（街道）代码或 12 位村（社区）代码',
    }),
  ),
  insutype: Type.Optional(Type.String({ title: '险种', maxLength: 10 })),
  identity: Type.Optional(Type.String({ title: '人员身份', maxLength: 10 })),
});
const PersonKeyParams = Type.Object({ psnNo: Type.String({ title: '人员编号', maxLength: 40 }) });
const RevealRequest = Type.Object({
  reason: Type.String({
    title: '查看事由',
    minLength: 4,
    maxLength: 100,
    pattern: '\\S',
    remedy: '请写明查看事由，4 至 100 个字',
  }),
});

export function registerPeopleRoutes(app: Api, office: EntitlementOffice): void {
  registerStandingRoutes(app, office);
  const read = { right: 'people.read' } as const;
  app.get('/api/people', { config: read, schema: { querystring: PeopleQuery } }, async (request) =>
    listPeople(office, getActor(request), request.query),
  );
  app.post(
    '/api/people/:psnNo/reveal',
    { config: { right: 'people.unmask' }, schema: { params: PersonKeyParams, body: RevealRequest } },
    async (request, reply) => {
      const { psnNo } = request.params;
      return sendResult(reply, await reveal(office, getActor(request), psnNo, request.body.reason.trim()));
    },
  );
}

/** The number and the record of who asked for it and why are given and kept together, or neither is. */
async function reveal(office: Office, actor: Actor, psnNo: string, reason: string): Promise<Result<unknown>> {
  return transact(office.db, async (tx) => {
    const within = { ...office, db: tx };
    const key = await findPersonInScope(within, actor, psnNo);
    const record = key && (await findPersonRecord(tx, key));
    if (!record) return refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
    const certNo = unwrap(await revealCertNo(within, record.person));
    const recordedAt = office.clock.now();
    await recordAudit(tx, {
      actor,
      action: 'people.unmask',
      subjectKind: 'person',
      subjectId: psnNo,
      detail: { reason },
    });
    const { name, certType } = record.person;
    return { name, certType: coded('psn_cert_type', certType), certNo, recordedAt };
  });
}
