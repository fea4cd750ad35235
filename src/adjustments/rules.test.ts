import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BenefitCase, computeBenefits, findPolicyForCase, type RunningTotals } from '../benefits/index.ts';
import { MINI_AREA, miniPack } from '../benefits/mini-pack.ts';
import { addDays, isoDate, isoTime } from '../kernel/dates.ts';
import { fen, ZERO_FEN } from '../kernel/money.ts';
import { ok, unwrap } from '../kernel/result.ts';
import type { StandingSettlement } from '../settlement/index.ts';
import type { AdjustmentLine, PostedAdjustment, Shares } from './model.ts';
import { addShares, isNothing, NO_SHARES, recomputeYear, sameTotals, sharesOf, sumDifferences } from './rules.ts';

/**
 * The pool pays 80 % above 100 yuan a stay. Critical illness pays 60 % of what the year leaves above 1,000 yuan; for
 * 低保 (2303) 65 % above 500. Medical aid pays 低保 70 % of the rest. The account pays whatever is left, as far as it goes.
 */
const PACK = miniPack(
  [
    { id: 'pool', rules: [{ deductible: 100, rate: '80 %' }] },
    {
      id: 'criticalIllness',
      pays: 'hifmi_pay',
      base: 'pool.deductible + pool.coPay',
      yearly: true,
      rules: [
        { when: { identity: ['2303'] }, deductible: 500, rate: '65 %' },
        { deductible: 1000, rate: '60 %' },
      ],
    },
    {
      id: 'medicalAid',
      pays: 'maf_pay',
      base: 'inScope - pool.paid - criticalIllness.paid',
      when: { identity: ['2303'] },
      rules: [{ rate: '70 %' }],
    },
  ],
  'personTotal',
);

interface Bill {
  readonly setlId: string;
  readonly day: string;
  readonly yuan: number;
  /** What the person allows from his account. */
  readonly account?: number;
}

function caseOf(bill: Bill, identities: readonly string[]): BenefitCase {
  const amount = fen(bill.yuan * 100);
  return {
    scheme: '390',
    care: 'inpatient',
    admittedOn: isoDate(bill.day),
    dischargedOn: isoDate(bill.day),
    grade: 'two',
    place: 'local',
    person: { birthDate: isoDate('1980-01-01'), retired: false, civilServant: false, identities },
    charges: { total: amount, fullSelfPay: ZERO_FEN, overLimit: ZERO_FEN, priorShare: ZERO_FEN, inScope: amount },
    accountAvailable: ZERO_FEN,
  };
}

/** Settles bills in the order in which they arrive, each on the totals that stand: what an office has on record. */
function settleAsTheyCome(bills: readonly Bill[], identities: readonly string[] = []) {
  let totals: RunningTotals = {};
  const settlements = bills.map((bill, index): StandingSettlement => {
    const facts = caseOf(bill, identities);
    const policy = unwrap(findPolicyForCase([PACK], MINI_AREA, facts));
    const asked = { ...facts, accountAvailable: fen((bill.account ?? 0) * 100) };
    const result = unwrap(computeBenefits(policy, asked, totals, { explain: false }));
    totals = result.totalsAfter;
    return {
      setlId: bill.setlId,
      mdtrtId: `V${bill.setlId}`,
      fixmedinsCode: 'H99990000001',
      care: 'inpatient',
      settledAt: isoTime(`2020-12-01 08:00:${String(index).padStart(2, '0')}`),
      decidedOn: isoDate(bill.day),
      policy: result.policy,
      amounts: result.amounts,
      facts: ok(facts),
    };
  });
  return { settlements, totals };
}

function withIdentities(settlements: readonly StandingSettlement[], identities: readonly string[]) {
  return settlements.map((settlement): StandingSettlement => {
    const facts = unwrap(settlement.facts);
    return { ...settlement, facts: ok({ ...facts, person: { ...facts.person, identities } }) };
  });
}

function recompute(settlements: readonly StandingSettlement[], posted: readonly PostedAdjustment[] = []) {
  return unwrap(recomputeYear([PACK], { area: MINI_AREA, carried: {}, settlements, posted }));
}

const moved = (line: AdjustmentLine) =>
  Object.fromEntries(Object.entries(line.difference).filter(([, amount]) => amount !== 0));

const FIRST = { setlId: 'S1', day: '2020-03-10', yuan: 6000 };
const SECOND = { setlId: 'S2', day: '2020-06-10', yuan: 4000 };

describe('two stays over an annual threshold', () => {
  // S1: pool (6,000 − 100) × 80 % = 4,720.00, left 1,280.00; critical illness (1,280 − 1,000) × 60 % = 168.00.
  // S2: pool (4,000 − 100) × 80 % = 3,120.00, left 880.00; the threshold is used up: 880 × 60 % = 528.00.
  const { settlements, totals } = settleAsTheyCome([FIRST, SECOND]);

  it('as settled in order, nothing differs', () => {
    expect(settlements.map(({ amounts }) => [amounts.pool, amounts.criticalIllness])).toEqual([
      [472_000, 16_800],
      [312_000, 52_800],
    ]);
    const result = recompute(settlements);
    expect(result.lines).toEqual([]);
    expect(sameTotals(result.totals, totals)).toBe(true);
  });

  it('the first reversed, the second stays below the threshold: 528.00 to be taken back', () => {
    const result = recompute(settlements.slice(1));
    expect(result.lines.map((line) => [line.setlId, moved(line)])).toEqual([
      ['S2', { criticalIllness: -52_800, person: 52_800 }],
    ]);
    expect(result.lines[0]).toMatchObject({
      settled: { pool: 312_000, criticalIllness: 52_800, person: 35_200 },
      recomputed: { pool: 312_000, criticalIllness: 0, person: 88_000 },
    });
    expect(sumDifferences(result.lines)).toEqual({ funds: -52_800, toAccount: 0, toPerson: -52_800, moved: 52_800 });
    expect(result.totals).toMatchObject({ admissions: 1, criticalIllnessBase: 88_000, criticalIllnessPaid: 0 });
  });

  it('低保 granted back to the beginning of the year: a lower threshold, a higher rate, medical aid', () => {
    // S1: (1,280 − 500) × 65 % = 507.00, aid (1,280 − 507) × 70 % = 541.10.
    // S2: 880 × 65 % = 572.00, aid (880 − 572) × 70 % = 215.60.
    const result = recompute(withIdentities(settlements, ['2303']));
    expect(result.lines.map((line) => [line.setlId, moved(line)])).toEqual([
      ['S1', { criticalIllness: 50_700 - 16_800, medicalAid: 54_110, person: -(33_900 + 54_110) }],
      ['S2', { criticalIllness: 57_200 - 52_800, medicalAid: 21_560, person: -(4_400 + 21_560) }],
    ]);
  });

  it('a bill of January that comes in December moves the threshold from the stays after it', () => {
    // Settled last: pool (2,000 − 100) × 80 % = 1,520.00, left 480.00, all above the threshold: 288.00.
    // In order: S0 480.00 below it, 0; S1 (480 + 1,280 − 1,000) × 60 % = 456.00; S2 528.00 as before.
    const late = settleAsTheyCome([FIRST, SECOND, { setlId: 'S0', day: '2020-01-05', yuan: 2000 }]);
    expect(late.settlements[2]?.amounts.criticalIllness).toBe(28_800);
    const result = recompute(late.settlements);
    expect(result.lines.map((line) => [line.setlId, moved(line)])).toEqual([
      ['S0', { criticalIllness: -28_800, person: 28_800 }],
      ['S1', { criticalIllness: 45_600 - 16_800, person: -28_800 }],
    ]);
    expect(sumDifferences(result.lines)).toEqual({ funds: 0, toAccount: 0, toPerson: 0, moved: 57_600 });
  });

  it('takes an adjustment back when its settlement is reversed after it was posted', () => {
    const { lines } = recompute(withIdentities(settlements, ['2303']));
    const posted = lines.map((line) => ({ ...line, shares: line.difference }));
    const result = recompute(withIdentities(settlements.slice(1), ['2303']), posted);
    // S2 alone: (880 − 500) × 65 % = 247.00, aid (880 − 247) × 70 % = 443.10; it stood at 572.00 and 215.60.
    expect(result.lines.map((line) => [line.setlId, line.reversed, moved(line)])).toEqual([
      ['S2', false, { criticalIllness: -32_500, medicalAid: 22_750, person: 9_750 }],
      ['S1', true, { criticalIllness: -33_900, medicalAid: -54_110, person: 88_010 }],
    ]);
  });
});

describe('the personal account', () => {
  it('gets back what it paid too much, after the cash', () => {
    // 1,100: pool 800.00, left 300.00: account 250.00, cash 50.00. As 低保: aid 70 % of 300.00 = 210.00, left 90.00:
    // the 50.00 in cash go back first, then 160.00 to the account.
    const bill = { setlId: 'S1', day: '2020-03-10', yuan: 1100, account: 250 };
    const { settlements } = settleAsTheyCome([bill]);
    expect(settlements[0]?.amounts).toMatchObject({ pool: 80_000, account: 25_000, cash: 5_000 });
    const [line] = recompute(withIdentities(settlements, ['2303'])).lines;
    expect(line && moved(line)).toEqual({ medicalAid: 21_000, account: -16_000, person: -5_000 });
    expect(line && sumDifferences([line])).toEqual({
      funds: 21_000,
      toAccount: 16_000,
      toPerson: 5_000,
      moved: 37_000,
    });
  });

  it('is not drawn on for what the person now bears more', () => {
    const settled = settleAsTheyCome([{ setlId: 'S1', day: '2020-03-10', yuan: 1100, account: 50 }], ['2303']);
    // As 低保: left 90.00, account 50.00, cash 40.00. Without: left 300.00, of which the account goes on paying 50.00.
    const [line] = recompute(withIdentities(settled.settlements, [])).lines;
    expect(line && moved(line)).toEqual({ medicalAid: -21_000, person: 21_000 });
  });
});

describe('refusals', () => {
  const { settlements } = settleAsTheyCome([FIRST]);
  const codeOf = (change: Partial<StandingSettlement>) => {
    const result = recomputeYear([PACK], {
      area: MINI_AREA,
      carried: {},
      settlements: settlements.map((settlement) => ({ ...settlement, ...change })),
      posted: [],
    });
    return result.ok ? 'ok' : `${result.error.code}: ${result.error.message}`;
  };

  it('name the settlement whose case admits no result', () => {
    const before = unwrap(settlements[0]?.facts ?? ok(caseOf(FIRST, [])));
    const facts = ok({ ...before, dischargedOn: isoDate('1999-12-31'), admittedOn: isoDate('1999-12-31') });
    expect(codeOf({ facts })).toContain('adjustments.notComputable: 结算 S1（2020-03-10）');
  });

  it('leave the hospital’s own share to a new settlement', () => {
    const amounts = settlements[0]?.amounts;
    if (!amounts) throw new Error('one stay was to be settled');
    expect(codeOf({ amounts: { ...amounts, hospitalShare: fen(100), cash: fen(amounts.cash - 100) } })).toContain(
      'adjustments.otherPayer: 结算 S1 重算后医疗机构负担由 1.00 元变为 0.00 元',
    );
  });
});

describe('properties', () => {
  const bills = fc
    .array(
      fc.record({
        offset: fc.integer({ min: 0, max: 360 }),
        yuan: fc.integer({ min: 0, max: 30_000 }),
        account: fc.integer({ min: 0, max: 2_000 }),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((rows) =>
      // Days apart, so that the order of the year does not hang on the order of arrival.
      [...new Map(rows.map((row) => [row.offset, row])).values()].map(
        ({ offset, yuan, account }): Bill => ({
          setlId: `S${String(offset).padStart(3, '0')}`,
          day: addDays(isoDate('2020-01-01'), offset),
          yuan,
          account,
        }),
      ),
    );
  const identities = fc.constantFrom<string[]>([], ['2303']);
  const standing = (settlements: readonly StandingSettlement[], posted: readonly PostedAdjustment[]) =>
    new Map(
      settlements.map(({ setlId, amounts }) => [
        setlId,
        addShares(sharesOf(amounts), posted.find((each) => each.setlId === setlId)?.shares ?? NO_SHARES),
      ]),
    );
  /** What stands posted after these lines too. */
  const post = (posted: readonly PostedAdjustment[], lines: readonly AdjustmentLine[]): PostedAdjustment[] => {
    const sums = new Map(posted.map((each) => [each.setlId, each]));
    for (const line of lines)
      sums.set(line.setlId, {
        ...line,
        shares: addShares(sums.get(line.setlId)?.shares ?? NO_SHARES, line.difference),
      });
    return [...sums.values()];
  };

  it('every line sums to zero, is not nothing, and the account is only given back to', () => {
    fc.assert(
      fc.property(bills, identities, identities, (given, then, now) => {
        const { settlements } = settleAsTheyCome(given, then);
        for (const line of recompute(withIdentities(settlements, now)).lines) {
          expect(Object.values<number>(line.difference).reduce((sum, amount) => sum + amount, 0)).toBe(0);
          expect(isNothing(line.difference)).toBe(false);
          expect(line.difference.account).toBeLessThanOrEqual(0);
          expect(addShares(line.settled, line.difference)).toEqual(line.recomputed);
        }
      }),
    );
  });

  it('recomputing what was posted gives no differences, also after a settlement was reversed', () => {
    fc.assert(
      fc.property(bills, identities, identities, fc.nat(6), (given, then, now, dropped) => {
        const settlements = withIdentities(settleAsTheyCome(given, then).settlements, now);
        const first = recompute(settlements);
        const posted = post([], first.lines);
        const again = recompute(settlements, posted);
        expect(again.lines).toEqual([]);
        expect(again.totals).toEqual(first.totals);
        const left = settlements.filter((_, index) => index !== dropped % settlements.length);
        const after = post(posted, recompute(left, posted).lines);
        expect(recompute(left, after).lines).toEqual([]);
        const gone = settlements[dropped % settlements.length]?.setlId;
        expect(after.find((each) => each.setlId === gone)?.shares ?? NO_SHARES).toEqual(NO_SHARES);
      }),
    );
  });

  it('it does not matter in which order the bills arrived', () => {
    fc.assert(
      fc.property(bills, identities, fc.array(fc.nat(), { minLength: 7, maxLength: 7 }), (given, now, keys) => {
        const shuffled = given
          .map((bill, index) => ({ bill: { ...bill, account: 0 }, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ bill }) => bill);
        const inOrder = settleAsTheyCome(
          shuffled.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
          now,
        );
        const arrived = settleAsTheyCome(shuffled, now);
        const result = recompute(arrived.settlements);
        expect(sameTotals(result.totals, inOrder.totals)).toBe(true);
        const adjusted = standing(arrived.settlements, post([], result.lines));
        const settled: [string, Shares][] = inOrder.settlements.map(({ setlId, amounts }) => [
          setlId,
          sharesOf(amounts),
        ]);
        for (const [setlId, shares] of settled) expect([setlId, adjusted.get(setlId)]).toEqual([setlId, shares]);
        // And settled in their order, there is nothing to adjust.
        expect(recompute(inOrder.settlements).lines).toEqual([]);
      }),
    );
  });
});
