/**
 * Money: integer fen (分) in a branded number.
 *
 * Yuan (元) and ten-thousand yuan (万元) exist only at the edges, in the parse and format functions below. A fen
 * amount is a safe integer (up to ±90 trillion yuan), so sums are exact; a product with a rate is checked to stay
 * below 2^53 before it is divided.
 */
declare const fenBrand: unique symbol;
export type Fen = number & { readonly [fenBrand]: true };

/** A rate as an integer per 10,000 (万分之一): 78 % is 7800. */
export type RatePer10k = number;

/** Marks an integer as fen. Throws on a fraction or an unsafe integer: that is a fault of the program. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole, safe number of fen: ${value}`);
  return (value === 0 ? 0 : value) as Fen;
}

export const ZERO_FEN = fen(0);

export function addFen(...amounts: readonly Fen[]): Fen {
  return sumFen(amounts);
}

export function subtractFen(left: Fen, right: Fen): Fen {
  return fen(left - right);
}

export function negateFen(amount: Fen): Fen {
  return fen(-amount);
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

export function minFen(left: Fen, right: Fen): Fen {
  return left < right ? left : right;
}

export function maxFen(left: Fen, right: Fen): Fen {
  return left > right ? left : right;
}

/** Integer division rounded half away from zero (四舍五入), exact for any safe numerator. */
export function divideRounded(numerator: number, divisor: number): number {
  if (!Number.isSafeInteger(numerator)) throw new RangeError(`product exceeds 2^53: ${numerator}`);
  if (!Number.isSafeInteger(divisor) || divisor <= 0)
    throw new RangeError(`divisor must be a positive integer: ${divisor}`);
  const absolute = Math.abs(numerator);
  const quotient = Math.floor(absolute / divisor);
  const remainder = absolute - quotient * divisor;
  const rounded = remainder * 2 >= divisor ? quotient + 1 : quotient;
  return numerator < 0 ? -rounded : rounded;
}

/** `amount × rate`, rounded half away from zero to the fen. */
export function applyRate(amount: Fen, ratePer10k: RatePer10k): Fen {
  return fen(divideRounded(amount * ratePer10k, 10_000));
}

/**
 * Splits `total` by `weights` with the largest remainder, so that the parts sum to the total to the fen.
 * Ties go to the earlier part. Weights are non-negative; when all are zero everything falls to the first part.
 */
export function allocateFen(total: Fen, weights: readonly number[]): Fen[] {
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError('an amount cannot be allocated to no parts');
    return [];
  }
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  if (weightSum === 0) return weights.map((_, index) => (index === 0 ? total : ZERO_FEN));
  const sign = total < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(total));
  const divisor = BigInt(weightSum);
  const shares = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, amount: product / divisor, remainder: product % divisor };
  });
  let left = magnitude - shares.reduce((sum, share) => sum + share.amount, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.amount += 1n;
    left -= 1n;
  }
  return shares.map((share) => fen(sign * Number(share.amount)));
}

const YUAN = /^([+-]?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Reads a yuan amount written with at most two decimals ("1234.5", "-0.01"); undefined when it is no such amount. */
export function parseYuan(text: string | number): Fen | undefined {
  const match = YUAN.exec(typeof text === 'number' ? numberText(text) : text.trim());
  if (!match) return undefined;
  const [, sign, whole, decimals = ''] = match;
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return fen(sign === '-' ? -value : value);
}

/** JSON numbers such as 0.1 + 0.2 carry binary noise below the fen; more than two real decimals stay an error. */
function numberText(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Math.abs(value - rounded) < 1e-7 ? rounded.toFixed(2) : String(value);
}

/** "1234.56"; with `grouped`, "1,234.56". */
export function formatYuan(amount: Fen, options: { readonly grouped?: boolean } = {}): string {
  const absolute = Math.abs(amount);
  const whole = String(Math.floor(absolute / 100));
  const decimals = absolute % 100;
  const shown = options.grouped ? groupThousands(whole) : whole;
  return `${amount < 0 ? '-' : ''}${shown}.${decimals < 10 ? '0' : ''}${decimals}`;
}

/** By slices, not by a regular expression: every rung of every ladder comes through here. */
function groupThousands(digits: string): string {
  let grouped = digits.slice(-3);
  for (let end = digits.length - 3; end > 0; end -= 3)
    grouped = `${digits.slice(Math.max(0, end - 3), end)},${grouped}`;
  return grouped;
}

/** Ten-thousand yuan (万元) with two decimals, rounded half away from zero: a printed table's unit. */
export function formatWanYuan(amount: Fen, options: { readonly grouped?: boolean } = {}): string {
  return formatYuan(fen(divideRounded(amount, 10_000)), options);
}

/** Yuan as a JSON number, for the national interface, whose amounts are numbers with two decimals. */
export function toYuanNumber(amount: Fen): number {
  return amount / 100;
}
