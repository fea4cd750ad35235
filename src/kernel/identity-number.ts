/**
 * Resident identity numbers (公民身份号码), GB 11643-1999: six digits of birth-place division, birth date `YYYYMMDD`,
 * three digits of sequence (odd for men), one check character by ISO 7064 MOD 11-2.
 */
import { type IsoDate, isIsoDate } from './dates.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export type IdentityNumberFlaw = 'shape' | 'birthDate' | 'checkDigit';

/** The check character of the first 17 digits. */
export function identityCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** What is wrong with an identity number, or undefined when it is well formed. */
export function findIdentityNumberFlaw(text: string): IdentityNumberFlaw | undefined {
  if (!/^\d{17}[\dX]$/.test(text)) return 'shape';
  if (!isIsoDate(birthText(text))) return 'birthDate';
  return identityCheckCharacter(text.slice(0, 17)) === text[17] ? undefined : 'checkDigit';
}

function birthText(identityNumber: string): string {
  return `${identityNumber.slice(6, 10)}-${identityNumber.slice(10, 12)}-${identityNumber.slice(12, 14)}`;
}

/** The birth date in a well-formed number. */
export function birthDateOf(identityNumber: string): IsoDate {
  return birthText(identityNumber) as IsoDate;
}

/** National gender code (性别): 1 male, 2 female. */
export function genderOf(identityNumber: string): '1' | '2' {
  return Number(identityNumber[16]) % 2 === 1 ? '1' : '2';
}

/** First six and last four characters shown, the birth date between them hidden. */
export function maskIdentityNumber(text: string): string {
  return text.length < 11 ? '*'.repeat(text.length) : `${text.slice(0, 6)}********${text.slice(-4)}`;
}

/** A name with all but its first character hidden, the last kept where there are three or more (张*明, 王*). */
export function maskName(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}
