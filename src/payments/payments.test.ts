import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '../access/index.ts';
import { loadContributionStandards } from '../benefits/index.ts';
import {
  type ContributionOffice,
  collectEmployees,
  collectResidents,
  loadFunding,
  receiveSubsidy,
  recognisePremiums,
  transferTreasury,
} from '../contributions/index.ts';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import {
  closeMonth,
  controlAccounts,
  FUNDS,
  fundBookId,
  fundStatement,
  openFundBooks,
  payableToProviders,
} from '../fund/index.ts';
import { fixedClock, isoDate, isoTime } from '../kernel/dates.ts';
import { identityCheckCharacter } from '../kernel/identity-number.ts';
import { fen } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { type Result, unwrap } from '../kernel/result.ts';
import { trialBalance } from '../ledger/index.ts';
import { enrolPersons } from '../people/index.ts';
import { benefitBookId, reverse, settleWholeVisits } from '../settlement/index.ts';
import { AREA, HOSPITAL, line, openSmallOffice, type SmallOffice, stay } from '../settlement/testing.ts';
import {
  advanceToProvider,
  createBatch,
  decideBatch,
  decideDeclaration,
  declareMonth,
  findBatch,
  payInsurancePremium,
  readDeclarations,
} from './index.ts';

const POLICIES = path.join(import.meta.dirname, '../../policies');
const RESIDENT_BOOK = fundBookId(AREA, 'resident');
const MARCH = period('2020-03');

function actor(accountId: string, role: Role): Actor {
  return { accountId, name: accountId, roles: [role], divisions: [AREA], kind: 'clerk' };
}
const clerk = actor('shenhe', 'benefits');
const reviewer = actor('fuhe', 'benefitsReview');
const accountant = actor('kuaiji', 'fundAccountant');
const supervisor = actor('caiwu', 'fundSupervisor');

let database: TestDatabase;
let small: SmallOffice;
let office: ContributionOffice;
const codeOf = <T>(result: Result<T>) => (result.ok ? 'ok' : result.error.code);

beforeAll(async () => {
  database = await createTestDatabase();
  small = await openSmallOffice(database.db, { openedOn: isoDate('2019-10-01') });
  office = {
    ...small.office,
    standards: unwrap(loadContributionStandards(POLICIES)),
    funding: unwrap(loadFunding(path.join(POLICIES, '610326-meixian-funding/funding.yaml'))),
  };
  unwrap(await openFundBooks(office, isoDate('2019-10-01')));
});
afterAll(() => database.close());

async function statementOf(key: string): Promise<number | undefined> {
  const range = { from: period('2020-01'), to: period('2020-12') };
  const statement = await fundStatement(database.db, AREA, RESIDENT_BOOK, range);
  return statement.lines.find((one) => one.key === key)?.amount;
}

async function stays(count: number, month: string, yuan: number, start: number): Promise<void> {
  const whole = Array.from({ length: count }, (_, index) => ({
    visit: stay(small.resident, {
      visitNo: `${month}-${start + index}`,
      admittedOn: isoDate(`${month}-01`),
      dischargedOn: isoDate(`${month}-10`),
    }),
    lines: [line('1', yuan * 100, { occurredAt: isoTime(`${month}-02 08:00:00`) })],
    settledAt: isoTime(`${month}-10 09:00:00`),
    messageKey: `${month}-${start + index}`,
    useAccount: false,
  }));
  unwrap(await settleWholeVisits(office, whole));
}

describe('income', () => {
  it('holds next year’s premiums until the year begins; medical aid pays for those it assists', async () => {
    unwrap(
      await receiveSubsidy(office, accountant, {
        fund: 'medicalAid',
        insuredYear: 2020,
        level: 'central',
        amount: fen(50_000_00),
        receivedOn: isoDate('2019-10-20'),
        document: '样例指标文〔2019〕1号',
      }),
    );
    const receipt = unwrap(
      await collectResidents(office, clerk, {
        insuredYear: 2020,
        receivedOn: isoDate('2019-11-05'),
        channel: '税务征收',
        psnNos: [small.resident.psnNo, small.poor.psnNo],
      }),
    );
    // 250 yuan each; 100 of the poor person's are paid by medical aid (a sample figure of the funding file).
    expect(receipt).toMatchObject({ persons: 2, personal: 400_00, assisted: 100_00 });
    expect(await statementOf('premiums')).toBe(0);
    unwrap(await recognisePremiums(office, accountant, 2020));
    unwrap(await recognisePremiums(office, accountant, 2020));
    expect(await statementOf('premiums.personal')).toBe(400_00);
    expect(await statementOf('premiums.assisted')).toBe(100_00);
    const again = await collectResidents(office, clerk, {
      insuredYear: 2020,
      receivedOn: isoDate('2020-01-05'),
      channel: '税务征收',
      psnNos: [small.resident.psnNo],
    });
    expect(codeOf(again)).toBe('contributions.alreadyPaid');
  });

  it('credits the personal account with an employee’s month', async () => {
    const receipt = unwrap(
      await collectEmployees(office, clerk, {
        month: period('2020-01'),
        receivedOn: isoDate('2020-01-20'),
        rows: [{ psnNo: small.employee.psnNo, base: fen(4000_00) }],
      }),
    );
    // Base 4,000: unit 6 % = 240.00, personal 2 % = 80.00 (sample rates).
    expect(receipt).toMatchObject({ unit: 240_00, personal: 80_00 });
    const account = await database.db
      .selectFrom('personal_account')
      .select('balance_fen')
      .where('psn_no', '=', small.employee.psnNo)
      .executeTakeFirst();
    // Personal 80.00 and 0.8 % of the base, 32.00.
    expect(account?.balance_fen).toBe(112_00);
  });
});

describe('from declaration to payment', () => {
  it('refuses a batch that the deposit does not cover, then pays, offsets the advance and proves the control accounts', async () => {
    await stays(3, '2020-03', 10_800, 1);
    // Each: (10,800 − 800) × 78 % = 7,800.00
    const [declaration] = unwrap(await declareMonth(office, clerk, MARCH));
    expect(declaration).toMatchObject({ cases: 3, total: 32_400_00, fund: 23_400_00, state: 'submitted' });
    expect(codeOf(await declareMonth(office, clerk, MARCH))).toBe('payments.nothingToDeclare');
    const declarationId = declaration?.declarationId ?? '';
    const approve = { declarationId, decision: 'approve' as const, comment: '' };
    expect(codeOf(await decideDeclaration(office, clerk, approve))).toMatch(/^approvals\./);
    expect(codeOf(await decideDeclaration(office, { ...clerk, roles: ['benefitsReview'] }, approve))).toBe(
      'approvals.ownWork',
    );
    const tooMuch = { ...approve, deduction: { amount: fen(99_999_00), reason: '超标准收费' } };
    expect(codeOf(await decideDeclaration(office, reviewer, tooMuch))).toBe('payments.deductionTooLarge');
    const deduction = { amount: fen(400_00), reason: '超标准收费' };
    unwrap(await decideDeclaration(office, reviewer, { ...approve, deduction }));
    expect(codeOf(await decideDeclaration(office, reviewer, approve))).toBe('payments.notSubmitted');

    const poorBatch = unwrap(await createBatch(office, accountant, MARCH));
    const release = { batchId: poorBatch, decision: 'approve' as const, comment: '', paidOn: isoDate('2020-04-10') };
    expect(codeOf(await decideBatch(office, supervisor, release))).toBe('fund.overdrawn');
    unwrap(await decideBatch(office, supervisor, { ...release, decision: 'return', comment: '等待补助资金到账' }));

    unwrap(
      await receiveSubsidy(office, accountant, {
        fund: 'resident',
        insuredYear: 2020,
        level: 'central',
        amount: fen(100_000_00),
        receivedOn: isoDate('2020-03-25'),
        document: '样例指标文〔2020〕2号',
      }),
    );
    unwrap(
      await transferTreasury(office, accountant, { fund: 'resident', amount: fen(400_00), on: isoDate('2020-03-31') }),
    );
    unwrap(
      await advanceToProvider(office, accountant, {
        fixmedinsCode: HOSPITAL,
        fund: 'resident',
        amount: fen(5_000_00),
        paidOn: isoDate('2020-03-28'),
        checkedBy: 'caiwu',
        purpose: '疫情救治',
      }),
    );
    const attempts = await Promise.all([1, 2, 3].map(() => createBatch(office, accountant, MARCH)));
    expect(attempts.map(codeOf).sort()).toEqual(['ok', 'payments.nothingToPay', 'payments.nothingToPay']);
    const batchId = attempts.flatMap((attempt) => (attempt.ok ? [attempt.value] : []))[0] ?? '';
    expect(codeOf(await decideBatch(office, accountant, { ...release, batchId }))).toMatch(/^approvals\./);
    unwrap(await decideBatch(office, supervisor, { ...release, batchId }));
    expect(codeOf(await decideBatch(office, supervisor, { ...release, batchId }))).toBe('payments.batchDecided');

    // 23,400 declared − 400 taken off = 23,000 expenditure, of which 5,000 against the advance.
    expect(await statementOf('benefits.inpatient')).toBe(23_000_00);
    const control = await controlAccounts(database.db, AREA, period('2020-12'));
    expect(control.find((one) => one.fund === 'resident')).toMatchObject({ subLedger: 23_000_00, book: 23_000_00 });
    expect(control.every((one) => one.difference === 0)).toBe(true);
    expect(await payableToProviders(database.db, AREA, period('2020-12'))).toBe(0);
    const rows = await trialBalance(database.db, RESIDENT_BOOK, { from: period('2019-10'), to: period('2020-12') });
    const closing = (code: string) => rows.find((row) => row.code === code)?.closing;
    expect(closing('110101')).toBe(0);
    // 500 of premiums (100 of them from medical aid) + 100,000 − 5,000 advance − 18,000 paid.
    expect(closing('1003')).toBe(77_500_00);
    expect(closing('1004')).toBe(0);
    expect(rows.reduce((sum, row) => sum + row.closing, 0)).toBe(0);
  });

  it('takes a reversal after payment into the next declaration', async () => {
    const [settled] = await database.db
      .selectFrom('settlement')
      .selectAll()
      .where('area', '=', AREA)
      .orderBy('setl_id')
      .execute();
    const reversal = unwrap(
      await reverse(office, {
        area: AREA,
        psnNo: settled?.psn_no ?? '',
        mdtrtId: settled?.mdtrt_id ?? '',
        setlId: settled?.setl_id ?? '',
        fixmedinsCode: HOSPITAL,
        messageKey: 'R1',
        settledAt: isoTime('2020-04-15 10:00:00'),
      }),
    );
    expect(reversal.amounts.pool).toBe(-7_800_00);
    await stays(2, '2020-04', 10_800, 10);
    const [declaration] = unwrap(await declareMonth(office, clerk, period('2020-04')));
    // Two stays of 7,800 less the one taken back; and the year's critical-illness base, 6,000 + 2 × 3,000, passes
    // 10,000 by 2,000, of which the insurer bears 60 %.
    expect(declaration).toMatchObject({ cases: 1, fund: 7_800_00 + 1_200_00 });
    unwrap(
      await decideDeclaration(office, reviewer, {
        declarationId: declaration?.declarationId ?? '',
        decision: 'return',
        comment: '补充材料',
      }),
    );
    const [second] = unwrap(await declareMonth(office, clerk, period('2020-04')));
    expect(second?.fund).toBe(9_000_00);
    expect(second?.declarationId).not.toBe(declaration?.declarationId);
    const states = await readDeclarations(database.db, AREA, {});
    expect(states.map((one) => one.state)).toEqual(['paid', 'returned', 'submitted']);
  });
});

describe('a batch above a million yuan', () => {
  it('waits for the director after the supervisor; money moves only then, and nobody decides both steps', async () => {
    unwrap(
      await receiveSubsidy(office, accountant, {
        fund: 'resident',
        insuredYear: 2020,
        level: 'province',
        amount: fen(3_000_000_00),
        receivedOn: isoDate('2020-05-02'),
        document: '样例指标文〔2020〕3号',
      }),
    );
    // (150,800 − 800) × 78 % = 117,000.00 a stay, up to the year's 130,000: one stay for each of ten people.
    const people = await enrolTen();
    const whole = people.map((person, index) => ({
      visit: stay(person, {
        visitNo: `DA${index}`,
        admittedOn: isoDate('2020-05-01'),
        dischargedOn: isoDate('2020-05-20'),
      }),
      lines: [line('1', 15_080_000, { occurredAt: isoTime('2020-05-02 08:00:00') })],
      settledAt: isoTime('2020-05-20 09:00:00'),
      messageKey: `DA${index}`,
      useAccount: false,
    }));
    unwrap(await settleWholeVisits(office, whole));
    const [declaration] = unwrap(await declareMonth(office, clerk, period('2020-05')));
    const approve = { declarationId: declaration?.declarationId ?? '', decision: 'approve' as const, comment: '' };
    unwrap(await decideDeclaration(office, reviewer, approve));
    const batchId = unwrap(await createBatch(office, accountant, period('2020-05')));
    const release = { batchId, decision: 'approve' as const, comment: '', paidOn: isoDate('2020-06-15') };
    const before = await statementOf('benefits.inpatient');
    unwrap(await decideBatch(office, supervisor, release));
    expect((await findBatch(database.db, AREA, batchId))?.state).toBe('submitted');
    expect(await statementOf('benefits.inpatient')).toBe(before);
    const both = { ...supervisor, roles: ['fundSupervisor', 'director'] as Role[] };
    expect(codeOf(await decideBatch(office, both, release))).toBe('approvals.decidedBefore');
    unwrap(await decideBatch(office, actor('juzhang', 'director'), release));
    expect((await findBatch(database.db, AREA, batchId))?.state).toBe('paid');
    expect(await statementOf('benefits.inpatient')).toBe((before ?? 0) + 1_170_000_00);
  });

  async function enrolTen() {
    const persons = Array.from({ length: 10 }, (_, index) => {
      const first17 = `99910219700101${String(index).padStart(3, '0')}`;
      return {
        name: `测试${index}`,
        certType: '01',
        certNo: first17 + identityCheckCharacter(first17),
        gender: '1' as const,
        birthDate: isoDate('1970-01-01'),
        householdId: `D${index}`,
        villageCode: '610326100001',
        cover: { insutype: '390' as const, psnType: '15', from: isoDate('2020-01-01') },
        identities: [],
        chronic: [],
      };
    });
    return unwrap(await enrolPersons(office, persons));
  }
});

describe('month and year', () => {
  it('pays the insurer’s premium as the fund’s cost of critical illness', async () => {
    const alone = { year: 2020, heads: 2, perHead: fen(60_00), paidOn: isoDate('2020-06-01'), checkedBy: 'kuaiji' };
    expect(codeOf(await payInsurancePremium(office, accountant, alone))).toBe('payments.sameChecker');
    unwrap(
      await payInsurancePremium(office, accountant, {
        year: 2020,
        heads: 2,
        perHead: fen(60_00),
        paidOn: isoDate('2020-06-01'),
        checkedBy: 'caiwu',
      }),
    );
    expect(await statementOf('criticalIllness')).toBe(120_00);
  });

  it('closes months in order, carries the year to the balance, and opens the next year with it', async () => {
    const unfinished = await closeMonth(office, supervisor, period('2020-07'));
    expect(codeOf(unfinished)).toBe('fund.monthNotOver');
    office = { ...office, clock: fixedClock(isoTime('2021-01-05 09:00:00')) };
    expect(codeOf(await closeMonth(office, supervisor, period('2020-04')))).toBe('ledger.earlierPeriodOpen');
    let month = period('2019-10');
    const closed: string[] = [];
    while (month <= '2020-12') {
      unwrap(await closeMonth(office, supervisor, month));
      closed.push(month);
      month = period(
        month.endsWith('-12')
          ? `${Number(month.slice(0, 4)) + 1}-01`
          : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`,
      );
    }
    expect(closed).toHaveLength(15);
    const surplus = (await statementOf('surplus')) ?? 0;
    // 400 + 100 + 100,000 + 3,000,000 − 23,000 − 1,170,000 − 120
    expect(surplus).toBe(1_907_380_00);
    const next = await fundStatement(database.db, AREA, RESIDENT_BOOK, {
      from: period('2021-01'),
      to: period('2021-12'),
    });
    expect(next.lines.find((one) => one.key === 'opening')?.amount).toBe(1_907_380_00);
    for (const fund of FUNDS) {
      const range = { from: period('2019-10'), to: period('2021-12') };
      const rows = await trialBalance(database.db, fundBookId(AREA, fund), range);
      expect(rows.reduce((sum, row) => sum + row.closing, 0)).toBe(0);
      expect(
        rows.filter((row) => row.element === 'income' || row.element === 'expense').every((row) => row.closing === 0),
      ).toBe(true);
    }
    const late = await reverseClosed();
    expect(late).toBe('2021-01');
    const sub = await trialBalance(database.db, benefitBookId(AREA), {
      from: period('2019-10'),
      to: period('2021-12'),
    });
    expect(sub.reduce((sum, row) => sum + row.closing, 0)).toBe(0);
  });

  /** A settlement dated in a closed month is posted to the next open one. */
  async function reverseClosed(): Promise<string> {
    await stays(1, '2020-05', 10_800, 77);
    const row = await database.db
      .selectFrom('settlement')
      .select('period')
      .where('message_key', '=', '2020-05-77')
      .executeTakeFirstOrThrow();
    return row.period;
  }
});
