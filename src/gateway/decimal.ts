/**
 * Decimal numbers as the interface writes them: a JSON number or a numeric text, read without binary rounding.
 * The canonical form is the shortest decimal text: "4.52", "1200", "-0.5".
 */
import { type Fen, parseYuan } from '../kernel/money.ts';

export type DecimalFlaw = 'notNumber' | 'tooManyDecimals' | 'tooLarge';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/;

/** Reads a number of at most `decimals` decimals and, where given, `digits` digits in all. */
export function readDecimal(
  value: string | number,
  decimals: number,
  digits?: number | undefined,
): { readonly text: string } | { readonly flaw: DecimalFlaw } {
  const match = DECIMAL.exec(typeof value === 'number' ? numberText(value, decimals) : value.trim());
  if (!match) return { flaw: 'notNumber' };
  const whole = (match[2] ?? '0').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? match[5] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return { flaw: 'tooManyDecimals' };
  if (digits !== undefined && whole.length > digits - decimals) return { flaw: 'tooLarge' };
  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`;
  const negative = (match[1] ?? match[4]) === '-' && magnitude !== '0';
  return { text: negative ? `-${magnitude}` : magnitude };
}

/** A JSON number such as 0.1 + 0.2 carries binary noise; real surplus decimals stay and are refused. */
function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = value.toFixed(decimals);
  return Math.abs(value - Number(rounded)) <= Math.abs(value) * 1e-14
    ? rounded
    : value.toFixed(Math.min(20, decimals + 6));
}

/** A canonical decimal text times 10^`decimals`; undefined beyond 2^53 or when it has more decimals than that. */
export function scaleDecimal(text: string, decimals: number): number | undefined {
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length > decimals) return undefined;
  const scaled = Number(`${whole}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(scaled) ? scaled : undefined;
}

/** A canonical yuan text as fen; undefined when it is absent. */
export function readYuan(text: string | undefined): Fen | undefined {
  return text === undefined ? undefined : parseYuan(text);
}
