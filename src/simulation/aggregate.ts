/**
 * Sums of one scenario over all claims, straight from the typed arrays. Pure.
 *
 * Sums stand in doubles and are exact as long as they stay below 2^53 fen (90 trillion yuan); `fen` refuses what does
 * not. A claim that any scenario cannot compute is left out of all of them, so that what is compared is comparable.
 */
import type { ColumnarResult } from '../benefits/index.ts';
import type { SimulationClaims } from './claims.ts';
import { LEVELS } from './groups.ts';

/** Fen throughout; over the claims that are not left out. */
export interface ScenarioSums {
  readonly layers: ColumnarResult['layers'];
  /** What each layer paid. */
  readonly layerPaid: readonly number[];
  readonly claims: number;
  readonly total: number;
  readonly inScope: number;
  readonly fund: number;
  /** Account and cash together, and the account's part. */
  readonly person: number;
  readonly account: number;
  readonly hospital: number;
  /** What each provider is paid by the funds. */
  readonly providerFund: Float64Array;
  /** By level of the provider, in the order of `LEVELS`. */
  readonly levels: readonly LevelSums[];
  /** Each person's own part of the year, and what the funds paid for them. */
  readonly outOfPocket: Float64Array;
  readonly fundOfPerson: Float64Array;
  /** 1 for persons with a claim that is not left out; undefined where nothing is left out. */
  readonly present: Uint8Array | undefined;
}

export interface LevelSums {
  readonly claims: number;
  readonly total: number;
  readonly fund: number;
  readonly person: number;
}

/** What does not depend on the scenario: how many claims there are, and what they cost. */
export interface ClaimSums {
  readonly claims: number;
  readonly total: number;
  readonly inScope: number;
  readonly levels: readonly { readonly claims: number; readonly total: number }[];
  /** 1 for persons with a claim that is not left out; undefined where nothing is left out. */
  readonly present: Uint8Array | undefined;
}

/** `excluded` holds 1 for claims that are left out; undefined where none is. */
export function sumClaims({ columns, persons }: SimulationClaims, excluded: Uint8Array | undefined): ClaimSums {
  const { length, person, profile, total, inScope } = columns;
  const present = excluded === undefined ? undefined : new Uint8Array(persons.count);
  const count = new Float64Array(columns.profiles.length);
  const charged = new Float64Array(columns.profiles.length);
  let within = 0;
  for (let index = 0; index < length; index++) {
    if (excluded !== undefined && excluded[index] === 1) continue;
    if (present !== undefined) present[person[index] as number] = 1;
    const at = profile[index] as number;
    count[at] = (count[at] as number) + 1;
    charged[at] = (charged[at] as number) + (total[index] as number);
    within += inScope[index] as number;
  }
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const levelCounts = byLevel(columns, count);
  const levelTotals = byLevel(columns, charged);
  return {
    claims: sum(count),
    total: sum(charged),
    inScope: within,
    levels: LEVELS.map((_, index) => ({ claims: levelCounts[index] ?? 0, total: levelTotals[index] ?? 0 })),
    present,
  };
}

/** Sums by profile as sums by level of provider, in the order of `LEVELS`. */
function byLevel({ profiles }: SimulationClaims['columns'], sums: Float64Array): number[] {
  return LEVELS.map(({ code }) =>
    profiles.reduce((all, { grade }, index) => (grade === code ? all + (sums[index] ?? 0) : all), 0),
  );
}

/**
 * `known` are the sums of the same claims with the same left out. `fund` is room for a number a claim, of which nothing
 * is read before it is written.
 */
export function aggregate(
  claims: SimulationClaims,
  result: ColumnarResult,
  known: ClaimSums,
  { excluded, fund }: { readonly excluded: Uint8Array | undefined; readonly fund: Int32Array },
): ScenarioSums {
  const { columns } = claims;
  const layerPaid = result.paid.map((paid, layer) => addLayer(paid, fund, layer === 0, excluded));
  const parts = sumParts(claims, result, fund, excluded);
  const levelFund = byLevel(columns, parts.fundOfProfile);
  const levelPerson = byLevel(columns, parts.ownOfProfile);
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  return {
    layers: result.layers,
    layerPaid,
    claims: known.claims,
    total: known.total,
    inScope: known.inScope,
    fund: sum(parts.fundOfProfile),
    person: sum(parts.ownOfProfile),
    account: result.account === undefined ? 0 : sumCounted(result.account, excluded),
    hospital: sumCounted(result.hospital, excluded),
    providerFund: parts.providerFund,
    levels: known.levels.map((level, index) => ({
      ...level,
      fund: levelFund[index] ?? 0,
      person: levelPerson[index] ?? 0,
    })),
    outOfPocket: parts.outOfPocket,
    fundOfPerson: parts.fundOfPerson,
    present: known.present,
  };
}

/** Adds what a layer paid to what the funds pay for each claim; answers the layer's sum. */
function addLayer(paid: Int32Array, fund: Int32Array, isFirst: boolean, excluded: Uint8Array | undefined): number {
  let sum = 0;
  for (let index = 0; index < paid.length; index++) {
    const amount = excluded !== undefined && excluded[index] === 1 ? 0 : (paid[index] as number);
    sum += amount;
    fund[index] = isFirst ? amount : (fund[index] as number) + amount;
  }
  return sum;
}

function sumCounted(amounts: Int32Array, excluded: Uint8Array | undefined): number {
  let sum = 0;
  for (let index = 0; index < amounts.length; index++) {
    if (excluded === undefined || excluded[index] === 0) sum += amounts[index] as number;
  }
  return sum;
}

/** By person, provider and profile, in one pass. A person's claims lie together, so that each is written once. */
function sumParts(
  { columns, provider, providers, persons }: SimulationClaims,
  { person: own }: ColumnarResult,
  fund: Int32Array,
  excluded: Uint8Array | undefined,
) {
  const { length, person, profile } = columns;
  const providerFund = new Float64Array(providers.length);
  const fundOfProfile = new Float64Array(columns.profiles.length);
  const ownOfProfile = new Float64Array(columns.profiles.length);
  const outOfPocket = new Float64Array(persons.count);
  const fundOfPerson = new Float64Array(persons.count);
  let index = 0;
  while (index < length) {
    const current = person[index] as number;
    let personFund = 0;
    let personOwn = 0;
    for (; index < length && person[index] === current; index++) {
      if (excluded !== undefined && excluded[index] === 1) continue;
      const paid = fund[index] as number;
      const part = own[index] as number;
      const kind = profile[index] as number;
      const place = provider[index] as number;
      personFund += paid;
      personOwn += part;
      fundOfProfile[kind] = (fundOfProfile[kind] as number) + paid;
      ownOfProfile[kind] = (ownOfProfile[kind] as number) + part;
      providerFund[place] = (providerFund[place] as number) + paid;
    }
    fundOfPerson[current] = personFund;
    outOfPocket[current] = personOwn;
  }
  return { providerFund, fundOfProfile, ownOfProfile, outOfPocket, fundOfPerson };
}

/** What each person pays themselves, of those who have a claim that counts. */
export function countedAmounts({ outOfPocket, present }: ScenarioSums): Float64Array {
  return present === undefined ? outOfPocket : outOfPocket.filter((_, person) => present[person] === 1);
}

/** Adds to `excluded` the claims that a result could not compute; answers how many those were. */
export function excludeFailed(result: ColumnarResult, excluded: Uint8Array): number {
  const { status } = result;
  let failures = 0;
  for (let index = 0; index < status.length; index++) {
    if (status[index] === 0) continue;
    excluded[index] = 1;
    failures += 1;
  }
  return failures;
}

/** Claims that a scenario could not compute, alike in reason and circumstances. */
export interface FailureSums {
  /** `CLAIM_STATUS`. */
  readonly status: number;
  readonly profile: number;
  readonly claims: number;
  readonly total: number;
}

export function sumFailures({ columns }: SimulationClaims, { status }: ColumnarResult): FailureSums[] {
  const sums = new Map<number, { claims: number; total: number }>();
  for (let index = 0; index < status.length; index++) {
    const reason = status[index] ?? 0;
    if (reason === 0) continue;
    const key = reason * 65_536 + (columns.profile[index] ?? 0);
    const sum = sums.get(key) ?? { claims: 0, total: 0 };
    sums.set(key, { claims: sum.claims + 1, total: sum.total + (columns.total[index] ?? 0) });
  }
  return [...sums].map(([key, sum]) => ({ status: Math.floor(key / 65_536), profile: key % 65_536, ...sum }));
}

/** How the baseline stands to what was settled: claims whose fund payment differs, and by how much in all. */
export interface SettledCheck {
  readonly claims: number;
  readonly differing: number;
  readonly settledFund: number;
  readonly computedFund: number;
}

/** Undefined where it is not known what was settled. */
export function compareWithSettled(
  { settled, columns }: SimulationClaims,
  result: ColumnarResult,
): SettledCheck | undefined {
  if (settled === undefined) return undefined;
  let differing = 0;
  let settledFund = 0;
  let computedFund = 0;
  for (let index = 0; index < columns.length; index++) {
    let fund = 0;
    for (const layer of result.paid) fund += layer[index] ?? 0;
    if (fund !== settled.fund[index] || result.person[index] !== settled.person[index]) differing += 1;
    settledFund += settled.fund[index] ?? 0;
    computedFund += fund;
  }
  return { claims: columns.length, differing, settledFund, computedFund };
}
