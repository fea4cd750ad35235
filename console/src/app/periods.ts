/** Accounting periods as the screen names and lists them. */

/** "2021年3月"; a year alone as "2021年". Anything else as it is. */
export function periodName(period: string): string {
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(period);
  if (!match) return period;
  return match[2] ? `${match[1]}年${Number(match[2])}月` : `${match[1]}年`;
}

/** "2021年1至3月", "2020年11月至2021年2月"; one month as itself. */
export function periodRangeName(from: string, to: string): string {
  if (from === to) return periodName(from);
  if (from.slice(0, 4) === to.slice(0, 4)) {
    return `${from.slice(0, 4)}年${Number(from.slice(5))}至${Number(to.slice(5))}月`;
  }
  return `${periodName(from)}至${periodName(to)}`;
}

/** All months from `first` to `last`, newest first. Empty when `last` is earlier. */
export function periodsDown(first: string, last: string): string[] {
  const periods: string[] = [];
  for (let index = monthIndex(last); index >= monthIndex(first); index -= 1) {
    periods.push(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`);
  }
  return periods;
}

export function firstOfYear(period: string): string {
  return `${period.slice(0, 4)}-01`;
}

export function isPeriodText(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function monthIndex(period: string): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
}

/** "3月5日 14:20" within the given year, else with the year; for lists where the year is plain. */
export function shortTime(time: string, today: string): string {
  const [, month = '', day = ''] = /^\d{4}-(\d{2})-(\d{2})/.exec(time) ?? [];
  const clock = time.slice(11, 16);
  const date = time.slice(0, 4) === today.slice(0, 4) ? `${Number(month)}月${Number(day)}日` : time.slice(0, 10);
  return clock ? `${date} ${clock}` : date;
}

/** Whole days from one date (or time) to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  );
}

/** A date as people type it (20210305, 2021-3-5, 2021.3.5, 2021年3月5日) as `YYYY-MM-DD`; undefined when it is none. */
export function readDateText(text: string): string | undefined {
  const match = /^(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim());
  if (!match) return undefined;
  const date = `${match[1]}-${(match[2] ?? match[4] ?? '').padStart(2, '0')}-${(match[3] ?? match[5] ?? '').padStart(2, '0')}`;
  const millis = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(date) ? date : undefined;
}
