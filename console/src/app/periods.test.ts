import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  firstOfYear,
  isPeriodText,
  periodName,
  periodRangeName,
  periodsDown,
  readDateText,
  shortTime,
} from './periods.ts';

describe('periods on the screen', () => {
  it('names months, years and ranges', () => {
    expect(periodName('2021-03')).toBe('2021年3月');
    expect(periodName('2021')).toBe('2021年');
    expect(periodName('—')).toBe('—');
    expect(periodRangeName('2021-01', '2021-03')).toBe('2021年1至3月');
    expect(periodRangeName('2020-11', '2021-02')).toBe('2020年11月至2021年2月');
    expect(periodRangeName('2021-03', '2021-03')).toBe('2021年3月');
  });

  it('lists months across a year, newest first', () => {
    expect(periodsDown('2020-11', '2021-02')).toEqual(['2021-02', '2021-01', '2020-12', '2020-11']);
    expect(periodsDown('2021-02', '2021-01')).toEqual([]);
  });

  it('finds the first month of the year and refuses what is no month', () => {
    expect(firstOfYear('2021-09')).toBe('2021-01');
    expect(isPeriodText('2021-12')).toBe(true);
    expect(isPeriodText('2021-13')).toBe(false);
    expect(isPeriodText(undefined)).toBe(false);
  });

  it('shortens times of this year and counts days over a leap day', () => {
    expect(shortTime('2021-03-05 14:20:11', '2021-04-01')).toBe('3月5日 14:20');
    expect(shortTime('2020-12-31 08:00:00', '2021-04-01')).toBe('2020-12-31 08:00');
    expect(shortTime('2021-03-05', '2021-04-01')).toBe('3月5日');
    expect(daysBetween('2020-02-28 23:59:59', '2020-03-01')).toBe(2);
  });

  it('reads dates as people type them and refuses days that do not exist', () => {
    expect(readDateText('20210305')).toBe('2021-03-05');
    expect(readDateText(' 2021-3-5 ')).toBe('2021-03-05');
    expect(readDateText('2021年12月31日')).toBe('2021-12-31');
    expect(readDateText('2021-02-29')).toBeUndefined();
    expect(readDateText('2021-3')).toBeUndefined();
    expect(readDateText('昨天')).toBeUndefined();
  });
});
