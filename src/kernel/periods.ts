/** Accounting periods: a month as `YYYY-MM`. */
import { addDays, type IsoDate, isoDate } from './dates.ts';

declare const periodBrand: unique symbol;
export type Period = string & { readonly [periodBrand]: true };

export function isPeriod(text: string): text is Period {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Marks text as a period. Throws on anything else. */
export function period(text: string): Period {
  if (!isPeriod(text)) throw new RangeError(`not a period: ${text}`);
  return text;
}

/** As a Chinese screen writes it: 2020年12月. */
export function formatPeriod(value: Period | string): string {
  return `${value.slice(0, 4)}年${Number(value.slice(5))}月`;
}

export function periodOf(date: string): Period {
  return period(date.slice(0, 7));
}

export function nextPeriod(value: Period): Period {
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5));
  return period(month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`);
}

export function firstDay(value: Period): IsoDate {
  return isoDate(`${value}-01`);
}

export function lastDay(value: Period): IsoDate {
  return addDays(firstDay(nextPeriod(value)), -1);
}

export function periodsOfYear(year: number): Period[] {
  return Array.from({ length: 12 }, (_, index) => period(`${year}-${String(index + 1).padStart(2, '0')}`));
}
