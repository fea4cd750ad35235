/**
 * Exact decimals for printed figures. A disclosure prints in 万元 or 元 with its own number of decimals, so a figure is
 * an integer count of its last printed place; nothing here is rounded and nothing passes through floating point.
 */
export interface Decimal {
  /** The figure in units of its last place: 606.81 is 60681. */
  readonly units: bigint;
  /** Digits after the point. */
  readonly decimals: number;
}

export const ZERO: Decimal = { units: 0n, decimals: 0 };

/** Longest figure accepted; a longer run of digits is no amount. */
const MAX_DIGITS = 24;

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** Reads "606.81", "1,234.5", "-0.30", "(12.00)"; undefined when the text is no well-formed figure. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_DIGITS * 2) return undefined;
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u200b]/g, '')
    .replace(/^[−–﹣]/, '-');
  const bracketed = /^\(([\d.,]+)\)$/.exec(plain);
  const signed = bracketed ? `-${bracketed[1]}` : plain;
  const bare = signed.includes(',') ? (GROUPED.test(signed) ? signed.replaceAll(',', '') : '') : signed;
  const match = PLAIN.exec(bare);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole.length + fraction.length > MAX_DIGITS) return undefined;
  const magnitude = BigInt(whole + fraction);
  return { units: sign === '-' ? -magnitude : magnitude, decimals: fraction.length };
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const decimals = Math.max(left.decimals, right.decimals);
  return { units: unitsAt(left, decimals) + unitsAt(right, decimals), decimals };
}

export function negateDecimal(value: Decimal): Decimal {
  return { units: -value.units, decimals: value.decimals };
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, negateDecimal(right));
}

export function sumDecimals(values: readonly Decimal[]): Decimal {
  return values.reduce(addDecimals, ZERO);
}

export function absoluteDecimal(value: Decimal): Decimal {
  return value.units < 0n ? negateDecimal(value) : value;
}

/** Negative, zero or positive as `left` is below, equal to or above `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const { units } = subtractDecimals(left, right);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function isZero(value: Decimal): boolean {
  return value.units === 0n;
}

/** "-135.26": plain digits with at least `decimals` places; a printed zero keeps its places. */
export function formatDecimal(value: Decimal, decimals = value.decimals): string {
  const places = Math.max(decimals, value.decimals);
  const units = unitsAt(value, places);
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const sign = units < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function unitsAt(value: Decimal, decimals: number): bigint {
  return value.units * 10n ** BigInt(decimals - value.decimals);
}
