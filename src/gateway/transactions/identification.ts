/** Who a message speaks of: finding a person by credentials, and holding given credentials against the register. */
import { maskIdentityNumber } from '../../kernel/identity-number.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import { type PersonRecord, peopleErrors } from '../../people/index.ts';
import { gatewayErrors } from '../errors.ts';
import type { GatewayUseCases } from '../use-cases.ts';
import type { Row } from '../validation.ts';

const IDENTITY_CARD = '01';
/** mdtrt_cert_type: 01 e-credential, 02 identity card, 03 social-security card. Only 02 is a number we can read. */
const BY_IDENTITY_CARD = '02';

interface Certificate {
  readonly field: string;
  readonly type: string;
  readonly number: string;
}

/** The certificate number that a row carries: `certno`, else the identity card shown at the desk. */
export function findCertificate(row: Row): Certificate | undefined {
  if (row.certno !== undefined)
    return { field: 'certno', type: row.psn_cert_type ?? row.cert_type ?? IDENTITY_CARD, number: row.certno };
  if (row.mdtrt_cert_type === BY_IDENTITY_CARD && row.mdtrt_cert_no !== undefined)
    return { field: 'mdtrt_cert_no', type: IDENTITY_CARD, number: row.mdtrt_cert_no };
  return undefined;
}

/** The person that credentials name (1101). Refuses when nobody is registered under them or the name is another. */
export async function identifyPerson(useCases: GatewayUseCases, row: Row): Promise<PersonRecord> {
  const certificate = findCertificate(row) ?? refuse(gatewayErrors.noCertificate({ path: 'data.certno' }));
  const psnNo = await useCases.findPsnNo(certificate.type, certificate.number);
  const record = psnNo === undefined ? undefined : await useCases.findPerson(psnNo);
  if (!record)
    return refuse(peopleErrors.unknownCert({ value: maskIdentityNumber(certificate.number), path: certificate.field }));
  checkName(row, record);
  return record;
}

/** The person of a number, with the name and certificate that the row states, if any, found to be theirs. */
export async function requirePerson(useCases: GatewayUseCases, psnNo: string, row: Row): Promise<PersonRecord> {
  const certificate = findCertificate(row);
  const [record, owner] = await Promise.all([
    useCases.findPerson(psnNo),
    certificate && useCases.findPsnNo(certificate.type, certificate.number),
  ]);
  if (!record) return refuse(peopleErrors.unknownPerson({ value: psnNo, path: 'psn_no' }));
  if (certificate && owner !== psnNo) {
    const value = maskIdentityNumber(certificate.number);
    refuse(gatewayErrors.personMismatch({ field: certificate.field, value, psnNo, path: certificate.field }));
  }
  checkName(row, record);
  return record;
}

function checkName(row: Row, record: PersonRecord): void {
  const given = row.psn_name?.replace(/\s/g, '');
  if (given !== undefined && given !== record.person.name.replace(/\s/g, ''))
    refuse(gatewayErrors.nameMismatch({ value: row.psn_name ?? '', path: 'psn_name' }));
}

export async function certNoOf(useCases: GatewayUseCases, psnNo: string): Promise<string> {
  return unwrap(await useCases.revealCertNo(psnNo));
}
