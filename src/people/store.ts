/** SQL of people and their insurance. */
import { type Generated, sql } from 'kysely';
import { type DbOrTx, insertRows, type Tx, unnestRows } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type {
  Arrears,
  Cover,
  DatedCode,
  NewEmployer,
  NewPerson,
  Person,
  PersonKey,
  PersonRecord,
  Suspension,
  YearPayment,
} from './model.ts';

interface PersonTable {
  area: string;
  psn_no: string;
  name: string;
  gender: string;
  birth_date: IsoDate;
  cert_type: string;
  cert_cipher: string;
  cert_index: string;
  cert_masked: string;
  household_id: string;
  village_code: string;
  deceased_on: Generated<IsoDate | null>;
}
interface CoverTable {
  area: string;
  psn_no: string;
  insutype: '310' | '390';
  psn_type: string;
  from_date: IsoDate;
  to_date: IsoDate | null;
  emp_no: string | null;
  civil_servant: boolean;
}
interface IdentityTable {
  area: string;
  psn_no: string;
  idet_type: string;
  from_date: IsoDate;
  to_date: IsoDate | null;
}
interface ChronicTable {
  area: string;
  psn_no: string;
  disease_code: string;
  from_date: IsoDate;
  to_date: IsoDate | null;
}
interface EmployerTable {
  area: string;
  emp_no: string;
  name: string;
  credit_code: string;
  civil_service: boolean;
}
interface AccountTable {
  area: string;
  psn_no: string;
  balance_fen: number;
  version: number;
}
interface MovementTable {
  area: string;
  psn_no: string;
  source_kind: string;
  source_id: string;
  amount_fen: number;
  moved_on: IsoDate;
}
declare module '../database/database.ts' {
  interface Tables {
    person: PersonTable;
    cover: CoverTable;
    identity_membership: IdentityTable;
    chronic_registration: ChronicTable;
    employer: EmployerTable;
    personal_account: AccountTable;
    account_movement: MovementTable;
  }
}

/** A person ready to be stored: numbered, the certificate number sealed. */
export interface SealedPerson {
  readonly psnNo: string;
  readonly person: NewPerson;
  readonly certCipher: string;
  readonly certIndex: string;
  readonly certMasked: string;
}

const PERSON_COLUMNS = {
  area: 'text',
  psn_no: 'text',
  name: 'text',
  gender: 'text',
  birth_date: 'date',
  cert_type: 'text',
  cert_cipher: 'text',
  cert_index: 'text',
  cert_masked: 'text',
  household_id: 'text',
  village_code: 'text',
} as const;
const DATED = { from_date: 'date', to_date: 'date' } as const;
const KEY = { area: 'text', psn_no: 'text' } as const;

export async function insertPersons(tx: Tx, area: string, persons: readonly SealedPerson[]): Promise<void> {
  await insertRows(
    tx,
    'person',
    PERSON_COLUMNS,
    persons.map(({ psnNo, person, certCipher, certIndex, certMasked }) => ({
      area,
      psn_no: psnNo,
      name: person.name,
      gender: person.gender,
      birth_date: person.birthDate,
      cert_type: person.certType,
      cert_cipher: certCipher,
      cert_index: certIndex,
      cert_masked: certMasked,
      household_id: person.householdId,
      village_code: person.villageCode,
    })),
  );
  await insertRows(
    tx,
    'cover',
    { ...KEY, insutype: 'text', psn_type: 'text', ...DATED, emp_no: 'text', civil_servant: 'boolean' },
    persons.map(({ psnNo, person: { cover } }) => ({
      area,
      psn_no: psnNo,
      insutype: cover.insutype,
      psn_type: cover.psnType,
      from_date: cover.from,
      to_date: cover.to ?? null,
      emp_no: cover.empNo ?? null,
      civil_servant: cover.civilServant ?? false,
    })),
  );
  const dated = (codes: (person: NewPerson) => readonly DatedCode[]) =>
    persons.flatMap(({ psnNo, person }) =>
      codes(person).map((code) => ({
        area,
        psn_no: psnNo,
        code: code.code,
        from_date: code.from,
        to_date: code.to ?? null,
      })),
    );
  await insertRows(
    tx,
    'identity_membership',
    { ...KEY, idet_type: 'text', ...DATED },
    dated((person) => person.identities).map(({ code, ...row }) => ({ ...row, idet_type: code })),
  );
  await insertRows(
    tx,
    'chronic_registration',
    { ...KEY, disease_code: 'text', ...DATED },
    dated((person) => person.chronic).map(({ code, ...row }) => ({ ...row, disease_code: code })),
  );
  await insertRows(
    tx,
    'personal_account',
    { ...KEY, balance_fen: 'bigint' },
    persons
      .filter(({ person }) => person.cover.insutype === '310')
      .map(({ psnNo }) => ({ area, psn_no: psnNo, balance_fen: 0 })),
  );
}

export async function insertEmployers(tx: Tx, area: string, employers: readonly NewEmployer[]): Promise<void> {
  await insertRows(
    tx,
    'employer',
    { area: 'text', emp_no: 'text', name: 'text', credit_code: 'text', civil_service: 'boolean' },
    employers.map((employer) => ({
      area,
      emp_no: employer.empNo,
      name: employer.name,
      credit_code: employer.creditCode,
      civil_service: employer.civilService,
    })),
    { onConflict: 'nothing' },
  );
}

export async function findKeysByCertIndex(db: DbOrTx, indexes: readonly string[]): Promise<Map<string, PersonKey>> {
  const result = await sql<{ cert_index: string; area: string; psn_no: string }>`
    select cert_index, area, psn_no from person where cert_index = any(${indexes}::text[])`.execute(db);
  return new Map(result.rows.map((row) => [row.cert_index, { area: row.area, psnNo: row.psn_no }]));
}

export async function findCertCipher(db: DbOrTx, key: PersonKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('person')
    .select('cert_cipher')
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .executeTakeFirst();
  return row?.cert_cipher;
}

interface RecordRow {
  area: string;
  psn_no: string;
  name: string;
  gender: string;
  birth_date: IsoDate;
  cert_type: string;
  cert_masked: string;
  household_id: string;
  village_code: string;
  deceased_on: IsoDate | null;
  covers: Cover[] | null;
  suspensions: Suspension[] | null;
  arrears: Arrears[] | null;
  payments: YearPayment[] | null;
  identities: (DatedCode & { to: IsoDate | null })[] | null;
  chronic: (DatedCode & { to: IsoDate | null })[] | null;
  balance_fen: number | null;
}

const recordKey = (key: PersonKey) => `${key.area}/${key.psnNo}`;

/** Everything about several persons in one round trip, keyed `area/psnNo`. */
export async function readPersonRecords(db: DbOrTx, keys: readonly PersonKey[]): Promise<Map<string, PersonRecord>> {
  const distinct = [...new Map(keys.map((key) => [recordKey(key), key])).values()];
  const rows = distinct.map((key) => ({ area: key.area, psn_no: key.psnNo }));
  const result = await sql<RecordRow>`
    select p.area, p.psn_no, p.name, p.gender, p.birth_date, p.cert_type, p.cert_masked, p.household_id,
      p.village_code, p.deceased_on, a.balance_fen,
      (select json_agg(json_build_object('insutype', c.insutype, 'psnType', c.psn_type, 'from', c.from_date,
        'to', c.to_date, 'empNo', c.emp_no, 'civilServant', c.civil_servant) order by c.from_date)
        from cover c where c.area = p.area and c.psn_no = p.psn_no) as covers,
      (select json_agg(json_build_object('insutype', s.insutype, 'from', s.from_date, 'to', s.to_date,
        'reason', s.reason) order by s.from_date)
        from cover_suspension s
        where s.area = p.area and s.psn_no = p.psn_no and s.withdrawn_at is null) as suspensions,
      (select json_agg(json_build_object('insutype', o.insutype, 'empNo', o.emp_no, 'from', o.from_date,
        'deadline', o.deadline, 'paidOn', o.paid_on) order by o.from_date)
        from contribution_arrears o
        where o.area = p.area and o.withdrawn_at is null and (o.psn_no = p.psn_no
          or o.emp_no in (select c.emp_no from cover c where c.area = p.area and c.psn_no = p.psn_no))) as arrears,
      (select json_agg(json_build_object('insutype', y.insutype, 'year', y.insured_year, 'paidOn', y.paid_on)
        order by y.insured_year)
        from contribution y
        where y.area = p.area and y.psn_no = p.psn_no and y.month = 0) as payments,
      (select json_agg(json_build_object('code', i.idet_type, 'from', i.from_date, 'to', i.to_date))
        from identity_membership i where i.area = p.area and i.psn_no = p.psn_no) as identities,
      (select json_agg(json_build_object('code', d.disease_code, 'from', d.from_date, 'to', d.to_date))
        from chronic_registration d where d.area = p.area and d.psn_no = p.psn_no) as chronic
    from ${unnestRows('k', KEY, rows)}
    join person p on p.area = k.area and p.psn_no = k.psn_no
    left join personal_account a on a.area = p.area and a.psn_no = p.psn_no`.execute(db);
  return new Map(result.rows.map((row) => [recordKey({ area: row.area, psnNo: row.psn_no }), toRecord(row)]));
}

function toRecord(row: RecordRow): PersonRecord {
  const dated = (codes: RecordRow['identities']) =>
    (codes ?? []).map((code) => ({ code: code.code, from: code.from, to: code.to ?? undefined }));
  const person: Person = {
    area: row.area,
    psnNo: row.psn_no,
    name: row.name,
    gender: row.gender,
    birthDate: row.birth_date,
    certType: row.cert_type,
    certMasked: row.cert_masked,
    householdId: row.household_id,
    villageCode: row.village_code,
  };
  return {
    person,
    deceasedOn: row.deceased_on,
    covers: row.covers ?? [],
    suspensions: row.suspensions ?? [],
    arrears: row.arrears ?? [],
    payments: row.payments ?? [],
    identities: dated(row.identities),
    chronic: dated(row.chronic),
    accountBalance: (row.balance_fen ?? 0) as Fen,
  };
}
