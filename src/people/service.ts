/** Use cases of enrolment (参保登记). */
import type { Office } from '../access/index.ts';
import { type Db, type DbOrTx, nextValues, retryOnDuplicate, transact } from '../database/index.ts';
import { isCreditCode } from '../kernel/credit-code.ts';
import { maskIdentityNumber } from '../kernel/identity-number.ts';
import { type Failure, failed, ok, type Result, refuse } from '../kernel/result.ts';
import { peopleErrors } from './errors.ts';
import type { NewEmployer, NewPerson, PersonKey, PersonRecord } from './model.ts';
import { checkNewPerson } from './rules.ts';
import * as store from './store.ts';

const PSN_NO_DIGITS = 14;

/** psn_no: division and serial, 20 digits, the shape recorded in Hebei. */
function psnNoOf(area: string, serial: number): string {
  return `${area}${String(serial).padStart(PSN_NO_DIGITS, '0')}`;
}

function certIndexOf(office: Pick<Office, 'vault'>, certType: string, certNo: string): string {
  return office.vault.blindIndex(`${certType}:${certNo.toUpperCase()}`);
}

/**
 * Enrols a batch of people, all or none. Every bad row is named in the failure of a refused batch
 * (`people.batchRefused`, params `rows`), so that it can be mended in one go.
 */
export async function enrolPersons(office: Office, persons: readonly NewPerson[]): Promise<Result<PersonKey[]>> {
  const flaws = persons.flatMap((person, index) => checkNewPerson(person, index + 1) ?? []);
  if (flaws.length > 0) return failed(batchFailure(flaws, persons.length));
  const indexes = persons.map((person) => certIndexOf(office, person.certType, person.certNo));
  return transact(office.db, async (tx) => {
    const known = await store.findKeysByCertIndex(tx, indexes);
    const seen = new Set<string>();
    const repeated = persons.flatMap((person, index) => {
      const key = indexes[index] ?? '';
      if (!known.has(key) && !seen.has(key)) {
        seen.add(key);
        return [];
      }
      return peopleErrors.duplicate({ row: index + 1, name: person.name, value: maskIdentityNumber(person.certNo) });
    });
    if (repeated.length > 0) refuse(batchFailure(repeated, persons.length));
    const serials = await nextValues(tx, 'psn_no_seq', persons.length);
    const sealed = persons.map((person, index) => ({
      psnNo: psnNoOf(office.area, serials[index] ?? 0),
      person,
      certCipher: office.vault.encrypt(person.certNo),
      certIndex: indexes[index] ?? '',
      certMasked: maskIdentityNumber(person.certNo),
    }));
    await retryOnDuplicate('person_cert_index', () => store.insertPersons(tx, office.area, sealed));
    return sealed.map(({ psnNo }) => ({ area: office.area, psnNo }));
  });
}

function batchFailure(flaws: readonly Failure[], total: number): Failure {
  const [first] = flaws;
  if (flaws.length === 1 && total === 1 && first) return first;
  const failure = peopleErrors.batchRefused({ total, bad: flaws.length, first: first?.message ?? '' });
  return { ...failure, params: { ...failure.params, rows: flaws.map((flaw) => flaw.message).join('\n') } };
}

/** Registers employers; one already registered is left as it is. Refuses `people.badCreditCode`. */
export async function registerEmployers(office: Office, employers: readonly NewEmployer[]): Promise<Result<number>> {
  const bad = employers.find((employer) => !isCreditCode(employer.creditCode));
  if (bad) return failed(peopleErrors.badCreditCode({ name: bad.name, value: bad.creditCode, path: 'creditCode' }));
  return transact(office.db, async (tx) => {
    await store.insertEmployers(tx, office.area, employers);
    return employers.length;
  });
}

export async function findPersonByCert(
  office: Office,
  certType: string,
  certNo: string,
): Promise<PersonKey | undefined> {
  const index = certIndexOf(office, certType, certNo);
  return (await store.findKeysByCertIndex(office.db, [index])).get(index);
}

/** A person with covers, identities, chronic registrations and account, all dates included. */
export async function findPersonRecord(db: DbOrTx, key: PersonKey): Promise<PersonRecord | undefined> {
  return (await store.readPersonRecords(db, [key])).get(`${key.area}/${key.psnNo}`);
}

/** The same for many persons in one round trip, keyed `area/psnNo`. */
export function findPersonRecords(db: Db | DbOrTx, keys: readonly PersonKey[]): Promise<Map<string, PersonRecord>> {
  return store.readPersonRecords(db, keys);
}

/** The certificate number in clear. Callers record who looked (audit) unless it goes back to its own holder's visit. */
export async function revealCertNo(office: Pick<Office, 'db' | 'vault'>, key: PersonKey): Promise<Result<string>> {
  const cipher = await store.findCertCipher(office.db, key);
  return cipher === undefined
    ? failed(peopleErrors.unknownPerson({ value: key.psnNo, path: 'psn_no' }))
    : ok(office.vault.decrypt(cipher));
}
