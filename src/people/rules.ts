/** Rules of enrolment. Pure. */
import { type IsoDate, isEffective } from '../kernel/dates.ts';
import { birthDateOf, findIdentityNumberFlaw, type IdentityNumberFlaw } from '../kernel/identity-number.ts';
import type { Failure } from '../kernel/result.ts';
import { peopleErrors } from './errors.ts';
import type { Cover, DatedCode, NewPerson } from './model.ts';

const FLAW_TEXT: Readonly<Record<IdentityNumberFlaw, string>> = {
  shape: '应为 17 位数字加 1 位数字或大写 X',
  birthDate: '其中的出生日期不是真实日期',
  checkDigit: '校验码不符',
};

/** Certificate kinds whose number is a GB 11643 identity number. */
export const IDENTITY_CARD = '01';

/** What is wrong with a person to be enrolled, or undefined. `row` counts from one, for batch messages. */
export function checkNewPerson(person: NewPerson, row: number): Failure | undefined {
  if (person.certType === IDENTITY_CARD) {
    const flaw = findIdentityNumberFlaw(person.certNo);
    const place = { row, name: person.name };
    if (flaw) return peopleErrors.badCertNo({ ...place, value: person.certNo, flaw: FLAW_TEXT[flaw], path: 'certNo' });
    const expected = birthDateOf(person.certNo);
    if (expected !== person.birthDate)
      return peopleErrors.birthMismatch({ ...place, value: person.birthDate, expected, path: 'birthDate' });
  }
  const { from, to } = person.cover;
  if (to !== undefined && to <= from) return peopleErrors.badCover({ row, name: person.name, from, to, path: 'cover' });
  return undefined;
}

const RETIRED = new Set(['12', '1112', '1204', '126013', '126015']);

/** psn_type 12 and its kin: no contributions are paid for them. */
export function isRetired(psnType: string): boolean {
  return RETIRED.has(psnType);
}

/** The cover of a scheme in force on a day. */
export function findCover(covers: readonly Cover[], insutype: string, on: IsoDate): Cover | undefined {
  return covers.find(
    (cover) => cover.insutype === insutype && isEffective({ from: cover.from, to: cover.to ?? undefined }, on),
  );
}

export function codesInForce(codes: readonly DatedCode[], on: IsoDate): string[] {
  return codes.filter((code) => isEffective(code, on)).map((code) => code.code);
}
