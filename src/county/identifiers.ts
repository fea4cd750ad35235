/**
 * Numbers of invented persons and bodies. Each is valid by its standard's check digit and plainly synthetic: the
 * identity numbers begin with 99, which is no province in GB/T 2260; credit codes carry the division 999326; the
 * providers' serials begin with 9.
 */
import { creditCodeCheckCharacter } from '../kernel/credit-code.ts';
import { identityCheckCharacter } from '../kernel/identity-number.ts';

const SEQUENCES = 500;
const PREFIXES = 1000;
const PER_BLOCK = SEQUENCES * PREFIXES;

/** More persons than this would share numbers. */
export const MOST_PERSONS = 9 * PER_BLOCK;

/**
 * The identity number of a person by index: no two indices give the same prefix and sequence, whatever the birth
 * dates are. Prefixes run 999000 … 999999, then 998000 … and down to 991….
 */
export function syntheticIdentityNumber(index: number, birthDate: string, gender: 1 | 2): string {
  const block = Math.floor(index / PER_BLOCK);
  const inBlock = index - block * PER_BLOCK;
  const prefix = 999_000 - block * PREFIXES + (inBlock % PREFIXES);
  const sequence = Math.floor(inBlock / PREFIXES) * 2 + (gender === 1 ? 1 : 0);
  const first17 = `${prefix}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return first17 + identityCheckCharacter(first17);
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const SYNTHETIC_DIVISION = '999326';

/** Check character of the organisation code (GB 11714) inside a credit code. */
function organisationCheckCharacter(first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, index) => total + weight * Number(first8[index]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** A unified social credit code; `category` is its first two characters, e.g. 11 government, 12 institution, 91 firm. */
export function syntheticCreditCode(category: '11' | '12' | '91' | '92' | '52', serial: number): string {
  const first8 = String(90_000_000 + serial);
  const first17 = `${category}${SYNTHETIC_DIVISION}${first8}${organisationCheckCharacter(first8)}`;
  return first17 + creditCodeCheckCharacter(first17);
}

/** Hospital (H) or pharmacy (P) code: division and a serial that begins with 9. */
export function syntheticProviderCode(kind: 'H' | 'P', division: string, serial: number): string {
  return `${kind}${division}9${String(serial).padStart(4, '0')}`;
}
