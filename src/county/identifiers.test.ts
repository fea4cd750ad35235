import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDivision, listDivisionCodes } from '../catalogues/divisions.ts';
import { isCreditCode } from '../kernel/credit-code.ts';
import { findIdentityNumberFlaw, genderOf } from '../kernel/identity-number.ts';
import { isProviderCode } from '../kernel/national-codes.ts';
import { MOST_PERSONS, syntheticCreditCode, syntheticIdentityNumber, syntheticProviderCode } from './identifiers.ts';

describe('numbers of invented persons and bodies', () => {
  it('are valid identity numbers of the right gender', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_PERSONS - 1 }), fc.constantFrom(1, 2), (index, gender) => {
        const number = syntheticIdentityNumber(index, '1956-02-29', gender as 1 | 2);
        expect(findIdentityNumberFlaw(number)).toBeUndefined();
        expect(genderOf(number)).toBe(String(gender));
      }),
    );
  });

  it('begin with digits that no division of the country uses', () => {
    // Identity numbers begin with a six-digit division code (GB 11643); no code of the national list begins with 99.
    expect(listDivisionCodes().filter((code) => code.startsWith('99'))).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_PERSONS - 1 }), (index) => {
        const number = syntheticIdentityNumber(index, '1980-01-01', 1);
        expect(number.startsWith('99')).toBe(true);
        expect(findDivision(number.slice(0, 6))).toBeUndefined();
      }),
    );
  });

  it('differ between persons even when born on the same day', () => {
    const numbers = new Set<string>();
    for (let index = 0; index < 40_000; index += 1)
      numbers.add(syntheticIdentityNumber(index, '1970-05-05', index % 2 === 0 ? 1 : 2));
    expect(numbers.size).toBe(40_000);
    const anyone = fc.integer({ min: 0, max: MOST_PERSONS - 1 });
    fc.assert(
      fc.property(anyone, anyone, (one, other) => {
        fc.pre(one !== other);
        expect(syntheticIdentityNumber(one, '1970-05-05', 1)).not.toBe(syntheticIdentityNumber(other, '1970-05-05', 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('are valid credit codes (GB 32100) with a division that does not exist', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.constantFrom('11', '12', '91'), (serial, category) => {
        const code = syntheticCreditCode(category as '11', serial);
        expect(isCreditCode(code)).toBe(true);
        expect(findDivision(code.slice(2, 8))).toBeUndefined();
      }),
    );
  });

  it('carry a valid organisation code (GB 11714) inside', () => {
    // Worked by hand: weights 3 7 9 10 5 8 4 2 on 90000001 give 27 + 2 = 29; 11 − 29 mod 11 = 4.
    expect(syntheticCreditCode('91', 1).slice(8, 17)).toBe('900000014');
  });

  it('are provider codes of the national shape', () => {
    expect(syntheticProviderCode('H', '610326', 7)).toBe('H61032690007');
    expect(isProviderCode(syntheticProviderCode('P', '610326', 231))).toBe(true);
  });
});
