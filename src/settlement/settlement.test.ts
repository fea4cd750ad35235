import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { isoDate, isoTime } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { unwrap } from '../kernel/result.ts';
import { trialBalance } from '../ledger/index.ts';
import {
  benefitBookId,
  discharge,
  findRunningTotals,
  recordFees,
  registerVisit,
  reverse,
  type SettleRequest,
  settle,
  settleBatch,
  settleWholeVisits,
  type Visit,
  withdrawFees,
} from './index.ts';
import { AREA, HOSPITAL, line, openSmallOffice, type SmallOffice, stay } from './testing.ts';

let database: TestDatabase;
let small: SmallOffice;

beforeAll(async () => {
  database = await createTestDatabase();
  small = await openSmallOffice(database.db);
});
afterAll(() => database.close());

function request(visit: Visit, messageKey: string): SettleRequest {
  return {
    area: AREA,
    psnNo: visit.psnNo,
    mdtrtId: visit.mdtrtId,
    fixmedinsCode: HOSPITAL,
    messageKey,
    settledAt: isoTime('2020-03-10 16:00:00'),
    useAccount: false,
  };
}

async function admitted(visitNo: string, amounts: readonly number[]): Promise<Visit> {
  const visit = unwrap(await registerVisit(small.office, stay(small.resident, { visitNo })));
  unwrap(
    await recordFees(
      small.office,
      visit,
      amounts.map((amount, index) => line(`${index + 1}`, amount)),
    ),
  );
  return visit;
}

async function ledgerSum(): Promise<number> {
  const rows = await trialBalance(database.db, benefitBookId(AREA), { from: period('2020-01'), to: period('2020-12') });
  return rows.reduce((sum, row) => sum + row.closing, 0);
}

describe('a stay in a county hospital in 2020 (起付 800 元，报销 78 %)', () => {
  it('pays (12,000 − 800) × 78 % = 8,736.00 from the pool and leaves 3,264.00 to the person', async () => {
    const visit = await admitted('ZY1001', [700_000, 500_000]);
    const settlement = unwrap(await settle(small.office, request(visit, 'M1')));
    expect(settlement.amounts).toMatchObject({
      total: 1_200_000,
      inScope: 1_200_000,
      deductible: 80_000,
      pool: 873_600,
      criticalIllness: 0,
      fundTotal: 873_600,
      personTotal: 326_400,
      cash: 326_400,
    });
    const totals = await findRunningTotals(database.db, small.resident, '390', 2020);
    expect(totals).toMatchObject({ admissions: 1, poolPaid: 873_600 });
    expect(await ledgerSum()).toBe(0);
  });

  it('settles a visit once, whatever number the message bears', async () => {
    const visit = await admitted('ZY1002', [300_000]);
    const first = unwrap(await settle(small.office, request(visit, 'M2')));
    const again = unwrap(await settle(small.office, request(visit, 'M3')));
    expect(again.setlId).toBe(first.setlId);
    const both = await Promise.all([
      settle(small.office, request(visit, 'M4')),
      settle(small.office, request(visit, 'M5')),
    ]);
    expect(new Set(both.map((result) => unwrap(result).setlId))).toEqual(new Set([first.setlId]));
  });

  it('reverses by counter-entry: negative amounts, totals and ledger as before', async () => {
    const before = await findRunningTotals(database.db, small.resident, '390', 2020);
    const visit = await admitted('ZY1003', [1_000_000]);
    const settlement = unwrap(await settle(small.office, request(visit, 'M6')));
    const back = { ...request(visit, 'M7'), setlId: settlement.setlId };
    const reversal = unwrap(await reverse(small.office, back));
    expect(reversal.amounts.pool).toBe(-settlement.amounts.pool);
    expect(reversal.amounts.total).toBe(-1_000_000);
    expect(await findRunningTotals(database.db, small.resident, '390', 2020)).toEqual(before);
    expect(await ledgerSum()).toBe(0);
    const again = unwrap(await reverse(small.office, { ...back, messageKey: 'M8' }));
    expect(again.setlId).toBe(reversal.setlId);
    const twice = await reverse(small.office, { ...back, setlId: reversal.setlId });
    expect(twice.ok ? '' : twice.error.code).toBe('settlement.reversalOfReversal');
    const resettled = unwrap(await settle(small.office, request(visit, 'M9')));
    expect(resettled.amounts).toEqual(settlement.amounts);
    expect(resettled.setlId).not.toBe(settlement.setlId);
  });

  it('refuses what does not fit, naming the value, and writes nothing', async () => {
    const visit = await admitted('ZY1004', [100_000]);
    const refusal = async (result: Promise<{ ok: boolean }>) => {
      const settled = (await result) as { ok: boolean; error?: { code: string; message: string } };
      return settled.ok ? 'accepted' : (settled.error?.code ?? '');
    };
    expect(await refusal(recordFees(small.office, visit, [line('1', 5)]))).toBe('settlement.duplicateLine');
    expect(await refusal(recordFees(small.office, visit, [line('7', 5), line('7', 5)]))).toBe(
      'settlement.duplicateLine',
    );
    expect(await refusal(recordFees(small.office, visit, [line('8', 5, { total: fen(6) })]))).toBe(
      'benefits.lineTotalMismatch',
    );
    expect(await refusal(recordFees(small.office, visit, [line('9', 5, { itemCode: 'X' })]))).toBe(
      'settlement.unknownItem',
    );
    expect(await refusal(settle(small.office, { ...request(visit, 'M10'), statedTotal: fen(1) }))).toBe(
      'settlement.totalMismatch',
    );
    expect(await refusal(settle(small.office, { ...request(visit, 'M11'), fixmedinsCode: 'H61032600009' }))).toBe(
      'settlement.otherProvider',
    );
    expect(await refusal(registerVisit(small.office, stay(small.resident, { visitNo: 'ZY1004' })))).toBe(
      'settlement.duplicateVisit',
    );
    expect(
      await refusal(
        registerVisit(
          small.office,
          stay(small.resident, {
            visitNo: 'ZY1005',
            admittedOn: isoDate('2019-12-31'),
            dischargedOn: isoDate('2020-01-05'),
          }),
        ),
      ),
    ).toBe('settlement.notCovered');
    const lines = await sql<{ n: number }>`
      select count(*) as n from fee_line where mdtrt_id = ${visit.mdtrtId}`.execute(database.db);
    expect(lines.rows[0]?.n).toBe(1);
    expect(unwrap(await withdrawFees(small.office, visit, {}))).toBe(1);
    expect(await refusal(settle(small.office, request(visit, 'M12')))).toBe('settlement.noFees');
  });

  it('asks for the discharge before it settles a stay', async () => {
    const open = { ...stay(small.resident, { visitNo: 'ZY1006' }), dischargedOn: undefined };
    const visit = unwrap(await registerVisit(small.office, open));
    unwrap(await recordFees(small.office, visit, [line('1', 90_000)]));
    const early = await settle(small.office, request(visit, 'M13'));
    expect(early.ok ? '' : early.error.code).toBe('settlement.notDischarged');
    unwrap(await discharge(small.office, visit, { dischargedOn: isoDate('2020-03-05') }));
    // (900 − 800) × 78 % = 78.00
    expect(unwrap(await settle(small.office, request(visit, 'M14'))).amounts.pool).toBe(7_800);
  });
});

describe('two desks at the same moment', () => {
  const codes = (results: readonly { ok: boolean; error?: { code: string } }[]) =>
    results.map((result) => (result.ok ? 'ok' : result.error?.code)).sort();

  it('register one number once, and the other is told so', async () => {
    const visit = stay(small.resident, { visitNo: 'ZY3001' });
    const results = await Promise.all([1, 2, 3].map(() => registerVisit(small.office, visit)));
    expect(codes(results)).toEqual(['ok', 'settlement.duplicateVisit', 'settlement.duplicateVisit']);
  });

  it('record one serial once', async () => {
    const visit = unwrap(await registerVisit(small.office, stay(small.resident, { visitNo: 'ZY3002' })));
    const results = await Promise.all([1, 2].map(() => recordFees(small.office, visit, [line('1', 100)])));
    expect(codes(results)).toEqual(['ok', 'settlement.duplicateLine']);
  });

  it('refuse a batch that holds one number twice', async () => {
    const whole = { visit: stay(small.resident, { visitNo: 'ZY3003' }), lines: [line('1', 100)], useAccount: false };
    const settledAt = isoTime('2020-03-10 10:00:00');
    const twice = [
      { ...whole, settledAt, messageKey: 'T1' },
      { ...whole, settledAt, messageKey: 'T2' },
    ];
    const result = await settleWholeVisits(small.office, twice);
    expect(result.ok ? '' : result.error.code).toBe('settlement.duplicateVisit');
  });
});

describe('batches', () => {
  it('carries totals from one visit of a person to the next within a batch', async () => {
    const whole = [1, 2, 3].map((n) => ({
      visit: stay(small.poor, {
        visitNo: `PL${n}`,
        admittedOn: isoDate(`2020-0${n}-01`),
        dischargedOn: isoDate(`2020-0${n}-20`),
      }),
      lines: [line('1', 5_000_000, { occurredAt: isoTime(`2020-0${n}-02 09:00:00`) })],
      settledAt: isoTime(`2020-0${n}-20 10:00:00`),
      messageKey: `B${n}`,
      useAccount: false,
    }));
    const settlements = unwrap(await settleWholeVisits(small.office, whole));
    expect(settlements).toHaveLength(3);
    // Pool each time (50,000 − 800) × 78 % = 38,376.00; critical-illness base 11,624.00 a stay, threshold 5,000 once
    // a year: 6,624 × 65 % = 4,305.60, then 11,624 × 65 % = 7,555.60 twice (34,872 in all, below 50,000).
    expect(settlements.map((settlement) => settlement.amounts.pool)).toEqual([3_837_600, 3_837_600, 3_837_600]);
    expect(settlements.map((settlement) => settlement.amounts.criticalIllness)).toEqual([430_560, 755_560, 755_560]);
    expect(settlements[2]?.totalsBefore).toEqual(settlements[1]?.totalsAfter);
    expect(await ledgerSum()).toBe(0);
  });

  it('gives each request its own result: one refusal does not hold up the others', async () => {
    const good = await admitted('ZY2001', [200_000]);
    const empty = unwrap(await registerVisit(small.office, stay(small.resident, { visitNo: 'ZY2002' })));
    const results = await settleBatch(small.office, [request(empty, 'C1'), request(good, 'C2'), request(good, 'C3')]);
    expect(results.map((result) => result.ok)).toEqual([false, true, true]);
    expect(results[1]).toEqual(results[2]);
  });
});
