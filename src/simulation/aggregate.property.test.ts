/** Sums, groups and percentiles against the plain way of working them out, over random claims. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateColumns, allocateResult, type ClaimProfile, type ColumnarResult } from '../benefits/index.ts';
import { aggregate, countedAmounts, excludeFailed, sumClaims } from './aggregate.ts';
import type { SimulationClaims } from './claims.ts';
import { compareAll, compareBy } from './compare.ts';
import { distributionOf } from './distribution.ts';
import { decilesOf, groupPersons } from './groups.ts';

interface RandomClaim {
  readonly person: number;
  readonly profile: number;
  readonly provider: number;
  readonly total: number;
  readonly shares: readonly number[];
  readonly fails: boolean;
}

const MOST = 2_147_483_647;
const claim: fc.Arbitrary<RandomClaim> = fc.record({
  person: fc.nat(9),
  profile: fc.nat(2),
  provider: fc.nat(2),
  total: fc.nat(MOST),
  // What of the total each of two layers pays under two scenarios, in hundredths.
  shares: fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }),
  fails: fc.boolean(),
});
const claims = fc
  .array(claim, { minLength: 1, maxLength: 40 })
  .map((rows) => rows.toSorted((left, right) => left.person - right.person));

const PROFILES = ['one', 'two', 'none'].map(
  (grade): ClaimProfile => ({
    care: 'inpatient',
    grade: grade as ClaimProfile['grade'],
    place: 'local',
    identities: grade === 'one' ? ['2303'] : grade === 'two' ? ['2302'] : [],
    personType: undefined,
    disease: undefined,
    package: undefined,
    tags: [],
    certified: [],
    retired: false,
    civilServant: false,
    crossYear: false,
    continued: false,
  }),
);

/** Persons are numbered as they come, as the loaders do. */
function claimsOf(rows: readonly RandomClaim[]): SimulationClaims {
  const numbers = [...new Set(rows.map(({ person }) => person))];
  const columns = { ...allocateColumns(rows.length, { decidedBy: 'dischargedOn' }), profiles: PROFILES };
  const provider = new Int32Array(rows.length);
  for (const [index, row] of rows.entries()) {
    columns.person[index] = numbers.indexOf(row.person);
    columns.profile[index] = row.profile;
    columns.total[index] = row.total;
    columns.fullSelfPay[index] = Math.floor(row.total / 10);
    columns.inScope[index] = row.total - Math.floor(row.total / 10);
    columns.age[index] = row.person * 9;
    provider[index] = row.provider;
  }
  const count = numbers.length;
  return {
    origin: { kind: 'file', file: 'random' },
    scheme: '390',
    columns,
    provider,
    providers: PROFILES.map(({ grade }, index) => ({ code: String(index), name: String(index), grade })),
    persons: {
      count,
      sex: new Uint8Array(count),
      town: new Uint16Array(count),
      towns: [{ code: '610326101', name: '横渠镇' }],
    },
    settled: undefined,
  };
}

function resultOf(rows: readonly RandomClaim[], scenario: 0 | 1): ColumnarResult {
  const layers = ['pool', 'aid'].map((id) => ({ id, title: id, amount: id }));
  const result = allocateResult(rows.length, layers, { components: false, hasAccount: false });
  for (const [index, { total, shares, fails }] of rows.entries()) {
    const paid = [0, 1].map((layer) => Math.floor((total * (shares[scenario * 2 + layer] ?? 0)) / 100));
    result.status[index] = fails && scenario === 1 ? 1 : 0;
    for (const [layer, amount] of paid.entries()) (result.paid[layer] as Int32Array)[index] = amount;
    result.person[index] = total - (paid[0] ?? 0) - (paid[1] ?? 0);
  }
  return result;
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + BigInt(value), 0n);

describe('sums over random claims', () => {
  it('are exact, whatever is left out, and the same by layer, person, provider and level', () => {
    fc.assert(
      fc.property(claims, fc.boolean(), (rows, leavesOut) => {
        const data = claimsOf(rows);
        const result = resultOf(rows, 0);
        const excluded = new Uint8Array(rows.length);
        if (leavesOut) excludeFailed(resultOf(rows, 1), excluded);
        const kept = rows.filter((_, index) => excluded[index] === 0);
        const known = sumClaims(data, leavesOut ? excluded : undefined);
        const sums = aggregate(data, result, known, {
          excluded: leavesOut ? excluded : undefined,
          fund: new Int32Array(rows.length).fill(7),
        });
        const total = sum(kept.map((row) => row.total));
        expect(BigInt(sums.total)).toBe(total);
        expect(BigInt(sums.inScope)).toBe(total - sum(kept.map((row) => Math.floor(row.total / 10))));
        expect(BigInt(sums.fund) + BigInt(sums.person)).toBe(total);
        expect(sum(sums.layerPaid)).toBe(BigInt(sums.fund));
        expect(sum(sums.providerFund)).toBe(BigInt(sums.fund));
        expect(sum(sums.fundOfPerson)).toBe(BigInt(sums.fund));
        expect(sum(sums.outOfPocket)).toBe(BigInt(sums.person));
        expect(sum(sums.levels.map(({ fund }) => fund))).toBe(BigInt(sums.fund));
        expect(sums.levels.reduce((all, level) => all + level.claims, 0)).toBe(kept.length);
        expect(countedAmounts(sums).length).toBe(new Set(kept.map(({ person }) => person)).size);
      }),
    );
  });

  it('split persons into winners, losers and unchanged, in every dimension alike', () => {
    fc.assert(
      fc.property(claims, (rows) => {
        const data = claimsOf(rows);
        const known = sumClaims(data, undefined);
        const room = { excluded: undefined, fund: new Int32Array(rows.length) };
        const baseline = aggregate(data, resultOf(rows, 0), known, room);
        const reform = aggregate(data, resultOf(rows, 1), known, room);
        const all = compareAll(baseline, reform);
        expect(all.winners + all.losers + all.unchanged).toBe(all.persons);
        expect(all.persons).toBe(data.persons.count);
        // What is gained less what is lost is the change, but for changes of at most a yuan.
        const change = baseline.person - reform.person;
        expect(Math.abs(change - (all.gained - all.lost))).toBeLessThanOrEqual(all.unchanged * 100);
        for (const dimension of groupPersons(data)) {
          const parts = compareBy(dimension, baseline, reform);
          for (const field of ['persons', 'person', 'fund', 'winners', 'losers', 'gained', 'lost'] as const) {
            expect(sum(parts.map((part) => part[field])), `${dimension.id} ${field}`).toBe(BigInt(all[field]));
          }
        }
      }),
    );
  });
});

describe('distributions', () => {
  const amounts = fc
    .array(fc.nat(20_000_000), { minLength: 1, maxLength: 200 })
    .map((values) => Float64Array.from(values));

  it('give percentiles as sorting does, and bins that hold everybody', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const { percentiles, histogram } = distributionOf(values);
        const sorted = [...values].sort((left, right) => left - right);
        for (const { percent, amount } of percentiles) {
          expect(amount).toBe(sorted[Math.max(Math.ceil((sorted.length * percent) / 100), 1) - 1]);
        }
        expect(histogram.reduce((all, { persons }) => all + persons, 0)).toBe(values.length);
        for (const { fromFen, underFen, persons } of histogram) {
          const within = sorted.filter((each) => each >= fromFen && (underFen === null || each < underFen));
          expect(persons).toBe(within.length);
        }
      }),
    );
  });

  it('put equal charges into one tenth, larger ones never into a lower', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const deciles = decilesOf(values);
        const order = [...values.keys()].sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
        for (const [at, person] of order.entries()) {
          const before = order[at - 1];
          if (before === undefined) continue;
          expect(deciles[person]).toBeGreaterThanOrEqual(deciles[before] ?? 0);
          if (values[person] === values[before]) expect(deciles[person]).toBe(deciles[before]);
        }
        expect(Math.max(...deciles)).toBeLessThanOrEqual(9);
      }),
    );
  });
});
