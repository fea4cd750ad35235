/**
 * How amounts, rates and counts are written on the screen. Amounts come from the server as integer fen; the kernel's
 * own functions write them, so that the screen rounds as the printed tables do.
 */
import { type Fen, fen, formatWanYuan, formatYuan } from '../../../src/kernel/money.ts';

export type Unit = 'yuan' | 'wan';

export const UNIT_NAMES: Readonly<Record<Unit, string>> = { yuan: '元', wan: '万元' };

/** U+2212, as wide as a digit in tabular numerals; a hyphen is narrower and easily missed. */
const MINUS = '−';

/** "1,234.50", "−0.05"; empty for no figure, so that blank and 0.00 stay two things. */
export function formatAmount(amountFen: number | null | undefined, unit: Unit): string {
  if (amountFen === null || amountFen === undefined) return '';
  const amount: Fen = fen(amountFen);
  const text = unit === 'yuan' ? formatYuan(amount, { grouped: true }) : formatWanYuan(amount, { grouped: true });
  return text.startsWith('-') ? MINUS + text.slice(1) : text;
}

/** Whole numbers with thousands separators: people, documents, days. */
export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return value < 0 ? MINUS + text : text;
}

/** A share as "12.34%"; empty where the whole is zero, because nothing can be said. */
export function formatShare(partFen: number, wholeFen: number): string {
  if (wholeFen === 0) return '';
  return formatPercent(partFen / wholeFen);
}

/** A ratio as a percentage with two decimals. */
export function formatPercent(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return '';
  const text = `${Math.abs(ratio * 100).toFixed(2)}%`;
  return ratio < 0 && text !== '0.00%' ? MINUS + text : text;
}

/** A rate per 10,000 as "78%" or "62.5%". */
export function formatRate(ratePer10k: number): string {
  return `${Number((ratePer10k / 100).toFixed(2))}%`;
}

/** Change against an earlier amount as a ratio; null where there is nothing to compare with. */
export function changeRatio(nowFen: number, thenFen: number | null | undefined): number | null {
  if (thenFen === null || thenFen === undefined || thenFen === 0) return null;
  return (nowFen - thenFen) / Math.abs(thenFen);
}

/** Quantity or price in ten-thousandths, trailing zeros dropped: 25000 → "2.5". */
export function formatPer10k(value: number, decimals = 0): string {
  const text = (value / 10_000).toFixed(4);
  const trimmed = text.replace(/0+$/, '').replace(/\.$/, '');
  const [whole = '0', fraction = ''] = trimmed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const shown = fraction.padEnd(decimals, '0');
  return shown === '' ? grouped : `${grouped}.${shown}`;
}

/** The value a spreadsheet cell holds: yuan or 万元 as an exact decimal number, null for no figure. */
export function toSheetNumber(amountFen: number | null | undefined, unit: Unit): number | null {
  if (amountFen === null || amountFen === undefined) return null;
  return unit === 'yuan' ? amountFen / 100 : amountFen / 1_000_000;
}
