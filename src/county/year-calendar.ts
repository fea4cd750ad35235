/** The days of the simulated year: dates as text, weekdays, months; minutes since its first midnight. */
import { dayNumber, fromDayNumber, type IsoDate, type IsoTime, isoDate } from '../kernel/dates.ts';
import { WEEKDAYS } from './distributions.ts';
import { cumulate, type Random } from './random.ts';

export const MINUTES_PER_DAY = 1440;

export interface YearCalendar {
  readonly year: number;
  /** Days since 1970-01-01 of January 1st. */
  readonly firstDay: number;
  readonly days: number;
  readonly dates: readonly IsoDate[];
  /** 0 … 11 for each day. */
  readonly months: readonly number[];
  /** First day of each month, and the year's length as a thirteenth. */
  readonly monthStarts: readonly number[];
}

export function yearCalendar(year: number): YearCalendar {
  const firstDay = dayNumber(isoDate(`${year}-01-01`));
  const days = dayNumber(isoDate(`${year + 1}-01-01`)) - firstDay;
  const dates = Array.from({ length: days }, (_, day) => fromDayNumber(firstDay + day));
  const months = dates.map((date) => Number(date.slice(5, 7)) - 1);
  const monthStarts = Array.from({ length: 12 }, (_, month) => months.indexOf(month));
  return { year, firstDay, days, dates, months, monthStarts: [...monthStarts, days] };
}

/** Cumulative day weights of a season: month weights spread over the days, lighter at weekends. */
export function seasonDays(calendar: YearCalendar, monthWeights: readonly number[]): number[] {
  return cumulate(
    calendar.dates.map((_, day) => {
      const weekday = (calendar.firstDay + day + 4) % 7;
      return (monthWeights[calendar.months[day] ?? 0] ?? 0) * (WEEKDAYS[weekday] ?? 0);
    }),
  );
}

/** Minute of the day at which a provider is open: mornings are busier. */
export function drawOpeningMinute(random: Random): number {
  return random.chance(620) ? random.between(8 * 60, 12 * 60 - 1) : random.between(14 * 60, 18 * 60 - 1);
}

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** The time of a minute of the year. */
export function timeAt(calendar: YearCalendar, minute: number, second: number): IsoTime {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  const inDay = minute - day * MINUTES_PER_DAY;
  return `${calendar.dates[day]} ${pad(Math.floor(inDay / 60))}:${pad(inDay % 60)}:${pad(second)}` as IsoTime;
}
