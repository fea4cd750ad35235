/** Numbers as sentences say them. Amounts are fen. */
import { divideRounded, fen, formatWanYuan, formatYuan } from '../kernel/money.ts';

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "10,000"; decimals only where there are any. */
export function plainYuan(amount: number): string {
  return formatYuan(fen(amount), { grouped: true }).replace(/\.00$/, '');
}

export function wanYuan(amount: number): string {
  return formatWanYuan(fen(amount), { grouped: true });
}

export function mean(amount: number, persons: number): string {
  return formatYuan(fen(divideRounded(amount, persons)), { grouped: true });
}
