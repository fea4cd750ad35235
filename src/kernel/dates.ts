/**
 * Civil dates as text: `IsoDate` is `YYYY-MM-DD`, `IsoTime` is `YYYY-MM-DD HH:mm:ss` (the national interface's own
 * form), both in China Standard Time, which has no daylight saving. Text compares in date order. The clock is a
 * parameter everywhere; only `systemClock` reads the machine's.
 */
declare const dateBrand: unique symbol;
declare const timeBrand: unique symbol;
export type IsoDate = string & { readonly [dateBrand]: true };
export type IsoTime = string & { readonly [timeBrand]: true };

/** Half-open interval `[from, to)`; no `to` means still in force. */
export interface Effective {
  readonly from: IsoDate;
  readonly to?: IsoDate | undefined;
}

export interface Clock {
  now(): IsoTime;
}

const MILLIS_PER_DAY = 86_400_000;
const CHINA_OFFSET_MILLIS = 8 * 3_600_000;

export const systemClock: Clock = {
  now: () => fromEpochMillis(Date.now()),
};

/** A clock that runs like the machine's, some days behind: an office that looks at a past year stands in that year. */
export function shiftedClock(daysBehind: number): Clock {
  return { now: () => fromEpochMillis(Date.now() - daysBehind * MILLIS_PER_DAY) };
}

/** A clock that stands at a given time, for tests and for replaying a year. */
export function fixedClock(time: IsoTime): Clock {
  return { now: () => time };
}

export function fromEpochMillis(millis: number): IsoTime {
  return new Date(millis + CHINA_OFFSET_MILLIS).toISOString().slice(0, 19).replace('T', ' ') as IsoTime;
}

export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().slice(0, 10) === text;
}

export function isIsoTime(text: string): text is IsoTime {
  return /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && isIsoDate(text.slice(0, 10));
}

/** Marks text as a date. Throws on anything else: for constants and for values already validated. */
export function isoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new RangeError(`not a date: ${text}`);
  return text;
}

export function isoTime(text: string): IsoTime {
  if (!isIsoTime(text)) throw new RangeError(`not a time: ${text}`);
  return text;
}

export function dateOf(time: IsoTime): IsoDate {
  return time.slice(0, 10) as IsoDate;
}

/** Days since 1970-01-01. */
export function dayNumber(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLIS_PER_DAY;
}

export function fromDayNumber(day: number): IsoDate {
  return new Date(day * MILLIS_PER_DAY).toISOString().slice(0, 10) as IsoDate;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function laterDate(left: IsoDate, right: IsoDate): IsoDate {
  if (left < right) return right;
  return left;
}

export function yearOf(date: IsoDate | IsoTime): number {
  return Number(date.slice(0, 4));
}

/** Full months from one day to another: 31 January to 28 February is none, to 1 March one. Negative when reversed. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months = (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return Number(to.slice(8, 10)) < Number(from.slice(8, 10)) ? months - 1 : months;
}

/** Full years of life on a date (周岁): the birthday itself counts. */
export function ageAt(birth: IsoDate, on: IsoDate): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

export function isEffective(interval: Effective, on: IsoDate): boolean {
  return interval.from <= on && (interval.to === undefined || on < interval.to);
}
