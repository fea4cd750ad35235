import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheckCharacter, isCreditCode } from './credit-code.ts';
import { addDays, ageAt, dayNumber, fromEpochMillis, isEffective, isIsoDate, isIsoTime, isoDate } from './dates.ts';
import {
  findIdentityNumberFlaw,
  genderOf,
  identityCheckCharacter,
  maskIdentityNumber,
  maskName,
} from './identity-number.ts';
import { hasNationalShape, isItemCode, isProviderCode } from './national-codes.ts';
import { lastDay, nextPeriod, period } from './periods.ts';

describe('identity numbers', () => {
  // The worked example of GB 11643-1999, annex: 11010519491231002X.
  it('knows the standard’s own example', () => {
    expect(identityCheckCharacter('11010519491231002')).toBe('X');
    expect(findIdentityNumberFlaw('11010519491231002X')).toBeUndefined();
    expect(genderOf('11010519491231002X')).toBe('2');
  });

  it.each([
    ['110105194912310021', 'checkDigit'],
    ['11010519491331002X', 'birthDate'],
    ['110105490229002', 'shape'],
    ['11010519491231002x', 'shape'],
  ])('%s is refused for its %s', (text, flaw) => {
    expect(findIdentityNumberFlaw(text)).toBe(flaw);
  });

  it('masks the birth date and the middle of a name', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110105********002X');
    expect([maskName('王'), maskName('王明'), maskName('王小明'), maskName('欧阳小明')]).toEqual([
      '王',
      '王*',
      '王*明',
      '欧**明',
    ]);
  });
});

describe('credit codes', () => {
  it('accepts codes whose check character is right and refuses a changed one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^9[1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{9}$/), (first17) => {
        const code = first17 + creditCodeCheckCharacter(first17);
        expect(isCreditCode(code)).toBe(true);
        const other = code.endsWith('0') ? '1' : '0';
        expect(isCreditCode(first17 + other)).toBe(false);
      }),
    );
  });

  it('knows a real one: 91110000600037341L', () => {
    expect(isCreditCode('91110000600037341L')).toBe(true);
    expect(isCreditCode('91110000600037341I')).toBe(false);
  });
});

describe('national codes', () => {
  it.each([
    ['hospital', 'H43028100255'],
    ['pharmacy', 'P45010301036'],
    ['service', '001102000010000-110200001'],
    ['chronicDisease', 'M03900'],
    ['diagnosis', 'E11.600x015+M14.2*'],
    ['operation', '68.1200x001'],
  ] as const)('%s %s', (kind, code) => {
    expect(hasNationalShape(kind, code)).toBe(true);
    expect(hasNationalShape(kind, `${code}?`)).toBe(false);
  });

  it('tells providers and items', () => {
    expect(isProviderCode('H43028100255')).toBe(true);
    expect(isProviderCode('430281')).toBe(false);
    expect(isItemCode('XA02BCA012A001010100001')).toBe(true);
    expect(isItemCode('X')).toBe(false);
  });
});

describe('dates', () => {
  it('is strict about what is a date', () => {
    expect(isIsoDate('2020-02-29')).toBe(true);
    expect(isIsoDate('2021-02-29')).toBe(false);
    expect(isIsoDate('2020-2-9')).toBe(false);
    expect(isIsoTime('2020-02-29 23:59:59')).toBe(true);
    expect(isIsoTime('2020-02-29 24:00:00')).toBe(false);
  });

  it('counts days and years as the calendar does', () => {
    expect(addDays(isoDate('2020-02-28'), 2)).toBe('2020-03-01');
    expect(dayNumber(isoDate('1970-01-02'))).toBe(1);
    expect(ageAt(isoDate('2002-03-10'), isoDate('2020-03-09'))).toBe(17);
    expect(ageAt(isoDate('2002-03-10'), isoDate('2020-03-10'))).toBe(18);
    expect(lastDay(period('2020-02'))).toBe('2020-02-29');
    expect(nextPeriod(period('2020-12'))).toBe('2021-01');
  });

  it('tells China time from the epoch', () => {
    expect(fromEpochMillis(Date.UTC(2020, 0, 1, 16, 0, 0))).toBe('2020-01-02 00:00:00');
  });

  it('treats intervals as half-open', () => {
    const interval = { from: isoDate('2020-01-01'), to: isoDate('2022-09-01') };
    expect(isEffective(interval, isoDate('2020-01-01'))).toBe(true);
    expect(isEffective(interval, isoDate('2022-08-31'))).toBe(true);
    expect(isEffective(interval, isoDate('2022-09-01'))).toBe(false);
  });
});
