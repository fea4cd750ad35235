/** Lists and look-ups of people for the console: masked, within the actor's divisions, filters and sums in SQL. */
import { type RawBuilder, sql } from 'kysely';
import { type Actor, isInScope, type Office } from '../access/index.ts';
import { type Coded, coded, codedDivision, listCodes } from '../catalogues/code-lists.ts';
import {
  type DbOrTx,
  limitTo,
  orderBy,
  type PageOf,
  type PageRequest,
  prefixPattern,
  startsWithDigits,
  whereAll,
} from '../database/index.ts';
import { ageAt, dateOf, type IsoDate } from '../kernel/dates.ts';
import { maskName } from '../kernel/identity-number.ts';
import type { Person, PersonKey } from './model.ts';
import { findPersonByCert } from './service.ts';

export type PeopleOffice = Pick<Office, 'db' | 'vault' | 'clock' | 'area'>;

/** Condition that keeps persons (by `village_code`) to the actor's divisions; undefined where he sees the whole area. */
export function personScope(
  actor: Pick<Actor, 'divisions'>,
  area: string,
  column: string,
): RawBuilder<boolean> | undefined {
  if (isInScope(actor, area)) return undefined;
  const within = actor.divisions.filter((prefix) => /^\d+$/.test(prefix));
  if (within.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    within.map((prefix) => startsWithDigits(column, prefix)),
    sql` or `,
  )})`;
}

/** A person as lists and pages show one. `age` is in full years on `on`. */
export function presentPerson(person: Person, on: IsoDate) {
  return {
    psnNo: person.psnNo,
    name: maskName(person.name),
    certType: coded('psn_cert_type', person.certType),
    certMasked: person.certMasked,
    gender: coded('gend', person.gender),
    birthDate: person.birthDate as string,
    age: ageAt(person.birthDate, on),
  };
}

/** Village and town of a twelve-digit village code. */
export function presentPlace(villageCode: string): { village: Coded; town: Coded } {
  return { village: codedDivision(villageCode), town: codedDivision(villageCode.slice(0, 9)) };
}

/** Certificates whose numbers are not told by their shape: any kind may be meant. */
const OTHER_CERTIFICATE = /^[A-Za-z0-9()（）-]{6,20}$/;
const IDENTITY_NUMBER = /^\d{17}[\dXx]$/;

/**
 * Condition on `p` (a person) for a search text: a person number, a full certificate number (by the blind index), or
 * the beginning of a name.
 */
async function personCondition(office: PeopleOffice, text: string): Promise<RawBuilder<boolean>> {
  return hasNumber(text)
    ? sql<boolean>`p.psn_no = any(${await findPersonNumbers(office, text)}::text[])`
    : sql<boolean>`p.name like ${prefixPattern(text)}`;
}

/** Whether a search text is a number of something, and not a name. */
export function hasNumber(text: string): boolean {
  return /\d/.test(text);
}

/** Person numbers that a number may mean: itself, and those of whoever holds a certificate with it. */
export async function findPersonNumbers(office: PeopleOffice, text: string): Promise<string[]> {
  if (!OTHER_CERTIFICATE.test(text)) return [text];
  const types = IDENTITY_NUMBER.test(text) ? ['01'] : listCodes('psn_cert_type').map(({ code }) => code);
  const found = await Promise.all(types.map((type) => findPersonByCert(office, type, text)));
  return [text, ...found.flatMap((key) => (key?.area === office.area ? [key.psnNo] : []))];
}

export interface PeopleQuery extends PageRequest {
  readonly q?: string | undefined;
  /** Village or town code. */
  readonly village?: string | undefined;
  readonly insutype?: string | undefined;
  readonly identity?: string | undefined;
}

interface ListRow extends Person {
  readonly insutype: string | null;
  readonly psnType: string | null;
  readonly coverFrom: string | null;
  readonly identities: string[] | null;
}

const SORTS = { psnNo: 'p.psn_no', birthDate: 'p.birth_date', village: 'p.village_code' } as const;
export const PEOPLE_SORTS = Object.keys(SORTS);

/** People with the cover and identities in force today. */
export async function listPeople(office: PeopleOffice, actor: Actor, query: PeopleQuery) {
  const today = dateOf(office.clock.now());
  const { insutype, identity } = query;
  const inForce = (table: string) =>
    sql`${sql.ref(`${table}.from_date`)} <= ${today}
      and (${sql.ref(`${table}.to_date`)} is null or ${sql.ref(`${table}.to_date`)} > ${today})`;
  const where = whereAll([
    sql`p.area = ${office.area}`,
    personScope(actor, office.area, 'p.village_code'),
    query.village === undefined ? undefined : startsWithDigits('p.village_code', query.village),
    query.q === undefined ? undefined : await personCondition(office, query.q.trim()),
    insutype === undefined
      ? undefined
      : sql`exists (select 1 from cover c where c.area = p.area and c.psn_no = p.psn_no
          and c.insutype = ${insutype} and ${inForce('c')})`,
    identity === undefined
      ? undefined
      : sql`exists (select 1 from identity_membership i where i.area = p.area and i.psn_no = p.psn_no
          and i.idet_type = ${identity} and ${inForce('i')})`,
  ]);
  const order = orderBy(query.sort ?? 'psnNo', SORTS, 'p.psn_no');
  const [rows, total] = await Promise.all([
    sql<ListRow>`
      select p.area, p.psn_no as "psnNo", p.name, p.gender, p.birth_date as "birthDate", p.cert_type as "certType",
        p.cert_masked as "certMasked", p.household_id as "householdId", p.village_code as "villageCode",
        c.insutype, c.psn_type as "psnType", c.from_date as "coverFrom", i.codes as identities
      from (select * from person p ${where} ${order} ${limitTo(query)}) p
      left join lateral (select c.insutype, c.psn_type, c.from_date from cover c
        where c.area = p.area and c.psn_no = p.psn_no and ${inForce('c')} order by c.from_date desc limit 1) c on true
      left join lateral (select array_agg(i.idet_type order by i.idet_type) as codes from identity_membership i
        where i.area = p.area and i.psn_no = p.psn_no and ${inForce('i')}) i on true
      ${order}`.execute(office.db),
    sql<{ total: number }>`select count(*) as total from person p ${where}`.execute(office.db),
  ]);
  return {
    rows: rows.rows.map((row) => presentRow(row, today)),
    total: total.rows[0]?.total ?? 0,
    page: query.page,
    size: query.size,
  } satisfies PageOf<unknown>;
}

function presentRow(row: ListRow, today: IsoDate) {
  return {
    ...presentPerson(row, today),
    ...presentPlace(row.villageCode),
    insutype: row.insutype === null ? null : coded('insutype', row.insutype),
    psnType: row.psnType === null ? null : coded('psn_type', row.psnType),
    coverFrom: row.coverFrom,
    identities: (row.identities ?? []).map((code) => coded('psn_idet_type', code)),
  };
}

/** The person's key when there is such a person within the actor's divisions. */
export async function findPersonInScope(
  office: Pick<PeopleOffice, 'db' | 'area'>,
  actor: Actor,
  psnNo: string,
): Promise<PersonKey | undefined> {
  const found = await sql<{ villageCode: string }>`
    select village_code as "villageCode" from person where area = ${office.area} and psn_no = ${psnNo}`.execute(
    office.db,
  );
  const [person] = found.rows;
  const inScope = isInScope(actor, office.area) || (person !== undefined && isInScope(actor, person.villageCode));
  return person && inScope ? { area: office.area, psnNo } : undefined;
}

/** Names of employers by number. */
export async function readEmployerNames(
  db: DbOrTx,
  area: string,
  empNos: readonly string[],
): Promise<Map<string, string>> {
  if (empNos.length === 0) return new Map();
  const found = await sql<{ empNo: string; name: string }>`
    select emp_no as "empNo", name from employer where area = ${area} and emp_no = any(${empNos}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.empNo, row.name]));
}

/** Identities that anybody in the area has or had, for the filter. */
export async function listIdentitiesInUse(db: DbOrTx, area: string): Promise<Coded[]> {
  const found = await sql<{ code: string }>`
    select distinct idet_type as code from identity_membership where area = ${area} order by 1`.execute(db);
  return found.rows.map(({ code }) => coded('psn_idet_type', code));
}

/** Persons with cover in force on a day, by scheme, within the actor's divisions. */
export async function countInsured(
  office: Pick<PeopleOffice, 'db' | 'area'>,
  actor: Actor,
  on: IsoDate,
): Promise<{ insutype: string; persons: number }[]> {
  const scope = personScope(actor, office.area, 'p.village_code');
  const join = scope ? sql`join person p on p.area = c.area and p.psn_no = c.psn_no and ${scope}` : sql``;
  const found = await sql<{ insutype: string; persons: number }>`
    select c.insutype, count(*) as persons from cover c ${join}
    where c.area = ${office.area} and c.from_date <= ${on} and (c.to_date is null or c.to_date > ${on})
    group by c.insutype order by c.insutype`.execute(office.db);
  return found.rows;
}
