/** A person's page: the person with covers and identities (people), totals and settlements (settlement). */

import Type from 'typebox';
import { type Actor, type Api, getActor, hasRight } from '../../access/index.ts';
import { findPolicy } from '../../benefits/index.ts';
import { coded } from '../../catalogues/code-lists.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { pageFields } from '../../database/index.ts';
import { ageAt, dateOf, type IsoDate, isoDate } from '../../kernel/dates.ts';
import { refuse } from '../../kernel/result.ts';
import {
  codesInForce,
  type DatedCode,
  findPersonInScope,
  findPersonRecord,
  type PersonRecord,
  peopleErrors,
  presentPerson,
  presentPlace,
  readEmployerNames,
} from '../../people/index.ts';
import { listSettlements, listYearTotals, SETTLEMENT_SORTS } from '../../settlement/index.ts';
import { type PersonFacts, presentTotals } from './running-totals.ts';

const PersonKeyParams = Type.Object({ psnNo: Type.String({ title: '人员编号', maxLength: 40 }) });
const PageQuery = Type.Object(pageFields(SETTLEMENT_SORTS));

export function registerPersonPageRoutes(app: Api, office: ContributionOffice): void {
  app.get(
    '/api/people/:psnNo',
    { config: { right: 'people.read' }, schema: { params: PersonKeyParams } },
    async (request) => getPerson(office, getActor(request), request.params.psnNo),
  );
  app.get(
    '/api/people/:psnNo/settlements',
    { config: { right: 'settlement.read' }, schema: { params: PersonKeyParams, querystring: PageQuery } },
    async (request) => {
      const { psnNo } = request.params;
      const actor = getActor(request);
      await requireInScope(office, actor, psnNo);
      return listSettlements(office, actor, { ...request.query, psnNo });
    },
  );
}

async function requireInScope(office: ContributionOffice, actor: Actor, psnNo: string) {
  return (
    (await findPersonInScope(office, actor, psnNo)) ??
    refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }))
  );
}

/** What policy asks of a person, on a day and under the cover that counts. */
export function factsOf(
  record: PersonRecord,
  personType: string | undefined,
  civilServant: boolean,
  on: IsoDate,
): PersonFacts {
  return {
    identities: codesInForce(record.identities, on),
    personType,
    civilServant,
    age: ageAt(record.person.birthDate, on),
  };
}

/** The person masked, with everything that is dated. Refuses `people.unknownPerson`, also beyond the actor's divisions. */
export async function getPerson(office: ContributionOffice, actor: Actor, psnNo: string) {
  const key = await requireInScope(office, actor, psnNo);
  const today = dateOf(office.clock.now());
  const record =
    (await findPersonRecord(office.db, key)) ?? refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psnNo' }));
  const { person, covers } = record;
  const employers = await readEmployerNames(
    office.db,
    office.area,
    covers.flatMap((cover) => cover.empNo ?? []),
  );
  const mayReveal = hasRight(actor, 'people.unmask');
  return {
    person: presentPerson(person, today),
    householdId: person.householdId,
    ...presentPlace(person.villageCode),
    covers: covers.map((cover) => ({
      insutype: coded('insutype', cover.insutype),
      psnType: coded('psn_type', cover.psnType),
      from: cover.from as string,
      to: cover.to as string | null,
      employer: cover.empNo === null ? null : { code: cover.empNo, name: employers.get(cover.empNo) ?? cover.empNo },
      civilServant: cover.civilServant,
    })),
    identities: presentDated('psn_idet_type', record.identities),
    chronic: presentDated('chronicDisease', record.chronic),
    accountBalanceFen: covers.some((cover) => cover.insutype === '310') ? (record.accountBalance as number) : null,
    totals: hasRight(actor, 'settlement.read') ? await presentYears(office, record, today) : [],
    actions: [
      mayReveal
        ? { action: 'reveal', allowed: true }
        : { action: 'reveal', allowed: false, why: '当前岗位没有查看完整证件号码的权限' },
    ],
  };
}

function presentDated(list: string, codes: readonly DatedCode[]) {
  return codes.map(({ code, from, to }) => ({
    ...coded(list, code),
    from: from as string,
    to: (to ?? null) as string | null,
  }));
}

async function presentYears(office: ContributionOffice, record: PersonRecord, today: IsoDate) {
  const years = await listYearTotals(office.db, record.person);
  return years.map(({ insutype, year, totals }) => {
    const yearEnd = isoDate(`${year}-12-31`);
    const on = today < yearEnd ? today : yearEnd;
    const cover = record.covers.findLast((each) => each.insutype === insutype && each.from <= on);
    const policy = findPolicy(office.policies, { area: office.area, scheme: insutype, on });
    const facts = factsOf(record, cover?.psnType, cover?.civilServant ?? false, on);
    return {
      year,
      insutype: coded('insutype', insutype),
      items: presentTotals(policy.ok ? policy.value : undefined, facts, totals),
    };
  });
}
