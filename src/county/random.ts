/**
 * Seeded random numbers: xoshiro128** on 32-bit integers, seeded by splitmix32.
 *
 * Only integer operations and exact divisions are used, and no transcendental functions anywhere in the plan, so a
 * seed gives the same county on every machine. Every encounter has a stream of its own (`reseed`), so that it can be
 * produced alone, in any order and by any number of workers.
 */
const TWO_TO_32 = 4_294_967_296;

/** One step of splitmix32: a well-mixed 32-bit value of any 32-bit value. */
export function mix32(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

export class Random {
  private a = 1;
  private b = 2;
  private c = 3;
  private d = 4;

  /** A stream of its own for each (seed, purpose, index). */
  constructor(seed: number, purpose = 0, index = 0) {
    this.reseed(seed, purpose, index);
  }

  reseed(seed: number, purpose: number, index: number): this {
    let state = mix32(mix32(mix32(seed) ^ purpose) ^ index);
    this.a = state;
    state = mix32(state);
    this.b = state;
    state = mix32(state);
    this.c = state;
    this.d = mix32(state) | 1;
    return this;
  }

  /** A whole number of 0 … 2^32 − 1. */
  next(): number {
    const scrambled = Math.imul(this.b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** A whole number of 0 … limit − 1. */
  below(limit: number): number {
    return Math.floor((this.next() / TWO_TO_32) * limit);
  }

  /** A whole number of `from` … `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True in `perMille` of a thousand cases. */
  chance(perMille: number): boolean {
    return this.below(1000) < perMille;
  }

  pick<T>(list: readonly T[]): T {
    const value = list[this.below(list.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }

  /** Index of a weighted choice; `cumulative` holds the running sums of the weights. */
  weighted(cumulative: ArrayLike<number>): number {
    const size = cumulative.length;
    const point = this.below(cumulative[size - 1] ?? 0);
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (point < (cumulative[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** A value of a quantile table with equal steps, interpolated and rounded to a whole number. */
  quantile(table: readonly number[]): number {
    const position = (this.next() / TWO_TO_32) * (table.length - 1);
    const index = Math.floor(position);
    const low = table[index] ?? 0;
    const high = table[index + 1] ?? low;
    return Math.round(low + (high - low) * (position - index));
  }
}

/** Running sums of weights, for `Random.weighted`. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/** `count` different indices below `size`, each kept with probability `weight / maximum`; order is random. */
export function sampleDistinct(
  random: Random,
  size: number,
  count: number,
  weightPerMille: (index: number) => number,
): number[] {
  const taken = new Uint8Array(size);
  const chosen: number[] = [];
  let idle = 0;
  const patience = 60 * size + 1000;
  while (chosen.length < count && idle < patience) {
    idle += 1;
    const index = random.below(size);
    if (taken[index] === 1 || !random.chance(weightPerMille(index))) continue;
    taken[index] = 1;
    chosen.push(index);
    idle = 0;
  }
  for (let index = 0; index < size && chosen.length < count; index += 1) {
    if (taken[index] === 1 || weightPerMille(index) === 0) continue;
    taken[index] = 1;
    chosen.push(index);
  }
  return chosen;
}
