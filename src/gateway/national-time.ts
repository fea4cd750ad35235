/** The interface's forms of time, from the office clock's own (`YYYY-MM-DD HH:mm:ss`, China Standard Time). */
import { dateOf, dayNumber, fromEpochMillis, type IsoTime } from '../kernel/dates.ts';

const CHINA_OFFSET_SECONDS = 8 * 3600;

/** Seconds since 1970-01-01 UTC: what gateway headers carry. */
export function epochSeconds(time: IsoTime): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(11).split(':').map(Number);
  return dayNumber(dateOf(time)) * 86_400 + hours * 3600 + minutes * 60 + seconds - CHINA_OFFSET_SECONDS;
}

/** yyyyMMddHHmmss */
export function compactTime(time: IsoTime): string {
  return time.replace(/\D/g, '');
}

/**
 * yyyyMMddHHmmssSSS. The office clock counts seconds; `elapsedMillis` of work are added to it, so that the time of the
 * answer is the time of the request plus what it took.
 */
export function compactMillis(time: IsoTime, elapsedMillis: number): string {
  const millis = epochSeconds(time) * 1000 + Math.max(0, Math.round(elapsedMillis));
  return `${compactTime(fromEpochMillis(millis))}${String(millis % 1000).padStart(3, '0')}`;
}
