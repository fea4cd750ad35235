/** How persons are grouped in reports: age, sex, identity, level of hospital, town, spending. Pure. */
import { coded } from '../catalogues/code-lists.ts';
import type { NamedCode, SimulationClaims } from './claims.ts';

export type DimensionId = 'age' | 'sex' | 'identity' | 'level' | 'town' | 'decile';

/** A way to group persons: every person belongs to exactly one value. */
export interface Dimension {
  readonly id: DimensionId;
  readonly title: string;
  readonly values: readonly NamedCode[];
  /** Index into `values`, an entry a person. */
  readonly of: Uint16Array;
}

/** Bands of full years: from each to the next. */
const AGE_BANDS = [0, 18, 45, 60, 70, 80] as const;
/** From low to high: a person belongs to the highest level that treated them in the year. */
export const LEVELS: readonly NamedCode[] = [
  { code: 'none', name: '未定级机构' },
  { code: 'village', name: '村级' },
  { code: 'one', name: '一级' },
  { code: 'two', name: '二级' },
  { code: 'three', name: '三级' },
];
const SEXES: readonly NamedCode[] = [
  { code: '0', name: '性别未载' },
  { code: '1', name: '男' },
  { code: '2', name: '女' },
];
const DECILES = 10;

/** All dimensions of these claims, values that nobody has left out. */
export function groupPersons(claims: SimulationClaims): Dimension[] {
  const { persons } = claims;
  const facts = readPersons(claims);
  return [
    compact('decile', '全年医疗费用十等分', deciles(), decilesOf(facts.total)),
    compact('level', '全年最高就诊级别', LEVELS, facts.level),
    compact('identity', '人员身份', facts.identities, facts.identity),
    compact('age', '年龄', AGE_BANDS.map(ageBand), facts.age),
    compact('sex', '性别', SEXES, Uint16Array.from(persons.sex)),
    compact('town', '乡镇', persons.towns, persons.town),
  ];
}

function ageBand(from: number, index: number): NamedCode {
  const next = AGE_BANDS[index + 1];
  return { code: String(from), name: next === undefined ? `${from} 岁及以上` : `${from}—${next - 1} 岁` };
}

function deciles(): NamedCode[] {
  return Array.from({ length: DECILES }, (_, index) => {
    const mark = index === 0 ? '（最低）' : index === DECILES - 1 ? '（最高）' : '';
    return { code: String(index + 1), name: `第 ${index + 1} 组${mark}` };
  });
}

interface PersonFacts {
  readonly age: Uint16Array;
  readonly level: Uint16Array;
  readonly identity: Uint16Array;
  readonly identities: readonly NamedCode[];
  /** Charges of the year, fen. */
  readonly total: Float64Array;
}

function readPersons({ columns, persons }: SimulationClaims): PersonFacts {
  const age = new Uint16Array(persons.count);
  const level = new Uint16Array(persons.count);
  const held = new Int32Array(persons.count);
  const total = new Float64Array(persons.count);
  const bands = Uint8Array.from({ length: 256 }, (_, years) => bandOf(years));
  const levelOf = columns.profiles.map(({ grade }) => LEVELS.findIndex(({ code }) => code === grade));
  const sets = new IdentitySets();
  const setOf = columns.profiles.map(({ identities }) => sets.numberOf(identities));
  for (let index = 0; index < columns.length; index++) {
    const person = columns.person[index] ?? 0;
    const profile = columns.profile[index] ?? 0;
    // The age of the last claim stands: within a year it may rise by one.
    age[person] = bands[columns.age[index] ?? 0] ?? 0;
    total[person] = (total[person] ?? 0) + (columns.total[index] ?? 0);
    level[person] = Math.max(level[person] ?? 0, levelOf[profile] ?? 0);
    const set = setOf[profile] ?? 0;
    if (set !== held[person]) held[person] = sets.union(held[person] ?? 0, set);
  }
  const classOf = sets.classOfSets();
  const identity = new Uint16Array(persons.count);
  for (let person = 0; person < persons.count; person++) identity[person] = classOf[held[person] ?? 0] ?? 0;
  return { age, level, total, identities: sets.classes(), identity };
}

function bandOf(age: number): number {
  let band = 0;
  while ((AGE_BANDS[band + 1] ?? Number.POSITIVE_INFINITY) <= age) band += 1;
  return band;
}

/** Identities that occur together, numbered; whoever has several in the year is a class of its own. */
class IdentitySets {
  readonly #sets: string[][] = [[]];
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #unions = new Map<number, number>();

  numberOf(codes: readonly string[]): number {
    const sorted = [...new Set(codes)].sort();
    const key = sorted.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#sets.length);
    this.#sets.push(sorted);
    return this.#sets.length - 1;
  }

  union(left: number, right: number): number {
    if (left === right || right === 0) return left;
    if (left === 0) return right;
    const key = left * 65_536 + right;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const number = this.numberOf([...(this.#sets[left] ?? []), ...(this.#sets[right] ?? [])]);
    this.#unions.set(key, number);
    return number;
  }

  /** 无上述身份, each identity by code, 兼有几种身份. */
  classes(): NamedCode[] {
    return [
      { code: '', name: '无特殊身份' },
      ...this.#codes().map((code) => coded('psn_idet_type', code)),
      { code: 'several', name: '兼有几种身份' },
    ];
  }

  /** Index into `classes`, by number of the set. */
  classOfSets(): number[] {
    const codes = this.#codes();
    return this.#sets.map(([only, ...others]) => {
      if (only === undefined) return 0;
      return others.length > 0 ? codes.length + 1 : codes.indexOf(only) + 1;
    });
  }

  #codes(): string[] {
    return [...new Set(this.#sets.flat())].sort();
  }
}

/** Tenths of persons by their charges; equal charges fall into one tenth, so that tenths may differ in size. */
export function decilesOf(totals: Float64Array): Uint16Array {
  const sorted = totals.slice().sort();
  const bounds = Array.from({ length: DECILES - 1 }, (_, index) => {
    const rank = Math.ceil((sorted.length * (index + 1)) / DECILES);
    return sorted[rank - 1] ?? Number.POSITIVE_INFINITY;
  });
  const deciles = new Uint16Array(totals.length);
  for (const [person, total] of totals.entries()) {
    let decile = 0;
    while (decile < DECILES - 1 && total > (bounds[decile] ?? Number.POSITIVE_INFINITY)) decile += 1;
    deciles[person] = decile;
  }
  return deciles;
}

/** The dimension without values that nobody has. */
function compact(id: DimensionId, title: string, values: readonly NamedCode[], of: Uint16Array): Dimension {
  const used = new Uint8Array(values.length);
  for (const value of of) used[value] = 1;
  const kept = values.flatMap((_, index) => (used[index] ? [index] : []));
  const numbers = new Uint16Array(values.length);
  for (const [number, index] of kept.entries()) numbers[index] = number;
  return {
    id,
    title,
    values: kept.flatMap((index) => values[index] ?? []),
    of: of.map((value) => numbers[value] ?? 0),
  };
}
