/** Entitlement by the law's own words: dates counted by hand, first and last days, everything half open. */
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { decideEntitlement, findObstacles } from './entitlement.ts';
import type { EntitlementFacts } from './entitlement-spans.ts';
import { addMonths, endOfWait, naturalMonth } from './entitlement-spans.ts';
import { cover, factsOf, owed, paid, policyOf, suspension } from './testing.ts';

const ZHEJIANG = '330106';
const SHANGHAI = '310101';
const MEIXIAN = '610326';

function decide(facts: EntitlementFacts, scheme: '310' | '390', on: string, area = ZHEJIANG) {
  return unwrap(decideEntitlement(facts, policyOf(area), scheme, isoDate(on)));
}

/** `from..to` of the time with benefits around a day (to: first day after), or the reason and when benefits begin. */
function told(facts: EntitlementFacts, scheme: '310' | '390', on: string, area = ZHEJIANG): string {
  const decision = decide(facts, scheme, on, area);
  const from = decision.from ?? '';
  return decision.entitled ? `${from}..${decision.to ?? ''}` : `${decision.reason} ${from}`.trim();
}

const resident = factsOf({ covers: [cover('390', '2021-01-01')], payments: [paid(2022, '2021-11-20')] });
const employee = factsOf({ covers: [cover('310', '2022-03-15', undefined, 'U1')] });

describe('spans', () => {
  it.each([
    ['2021-08-15', 1, '2021-08-15'],
    ['2021-08-15', 2, '2021-09-01'],
    ['2021-08-31', 3, '2021-10-01'],
    ['2021-11-30', 3, '2022-01-01'],
  ])('%s, natural month %d: %s', (start, nth, expected) => {
    expect(naturalMonth(isoDate(start), nth)).toBe(expected);
  });

  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-11-30', 3, '2025-02-28'],
    ['2025-05-10', 0, '2025-05-10'],
    ['2025-05-10', 8, '2026-01-10'],
  ])('%s and %d months: %s', (date, months, expected) => {
    expect(addMonths(isoDate(date), months)).toBe(expected);
  });

  it('ninety days are ninety days', () => {
    expect(endOfWait(isoDate('2025-01-01'), { kind: 'days', days: 90 })).toBe('2025-04-01');
  });
});

describe('cover on the day', () => {
  const once = factsOf({ covers: [cover('310', '2022-03-15', '2023-01-01', 'U1')] });

  it.each([
    ['nobody without cover', factsOf(), '2022-05-01', 'notEnrolled'],
    ['not before its first day', once, '2022-03-14', 'notYet 2022-04-01'],
    ['on its last day', once, '2022-12-31', '2022-04-01..2023-01-01'],
    ['not on the day after', once, '2023-01-01', 'ended'],
    ['under the other scheme', resident, '2022-05-01', 'notEnrolled'],
  ] as const)('%s', (_, facts, on, expected) => {
    expect(told(facts, '310', on)).toBe(expected);
  });

  it('is told with its dates, and with the next cover', () => {
    const again = factsOf({
      covers: [cover('310', '2022-03-15', '2023-01-01', 'U1'), cover('310', '2023-06-10', undefined, 'U2')],
    });
    const decision = decide(again, '310', '2023-02-01');
    expect(!decision.entitled && decision.words).toBe(
      '职工基本医疗保险参保至 2022-12-31（含），2023-02-01 已终止，2023-06-10 再次参保',
    );
    // Five whole months without cover: the unit's registration in June waits for July.
    expect(decision.from).toBe('2023-07-01');
  });
});

describe('职工：自办理参保登记的第二个自然月起（浙江条例第二十八、二十九、三十条）', () => {
  it.each([
    ['not in the month of joining', '2022-03-31', 'joiningWaiting 2022-04-01'],
    ['from the first day of the next', '2022-04-01', '2022-04-01..'],
  ] as const)('%s', (_, on, expected) => {
    expect(told(employee, '310', on)).toBe(expected);
  });

  it('covers that follow each other without a gap wait once', () => {
    const moved = factsOf({
      covers: [cover('310', '2022-03-15', '2022-09-01', 'U1'), cover('310', '2022-09-01', undefined, 'U2')],
    });
    expect(told(moved, '310', '2022-09-01')).toBe('2022-04-01..');
  });

  it('灵活就业 after a break waits for the third month, unless the break was three months at most', () => {
    const rejoined = (from: string) =>
      factsOf({ covers: [cover('310', '2022-01-10', '2022-05-01'), cover('310', from)] });
    // Last insured in April: from September on four months lie between, from August on three.
    expect(told(rejoined('2022-09-05'), '310', '2022-09-30')).toBe('joiningWaiting 2022-11-01');
    expect(told(rejoined('2022-08-05'), '310', '2022-08-05')).toBe('2022-08-05..');
  });

  it('no waiting is on record for 宝鸡: benefits begin with the cover', () => {
    expect(told(employee, '310', '2022-03-15', MEIXIAN)).toBe('2022-03-15..');
  });
});

describe('居民：按时缴费自 1 月 1 日起，逾期自缴费月起的第三个自然月（第三十一条）', () => {
  const payingOn = (on: string) => factsOf({ covers: [cover('390', '2021-01-01')], payments: [paid(2022, on)] });

  it.each([
    ['paid on the last day of the year before', '2021-12-31', '2022-01-01', '2022-01-01..2023-01-01'],
    ['paid a day later, on that day', '2022-01-01', '2022-01-01', 'lateWaiting 2022-03-01'],
    ['the last day of the waiting', '2022-08-15', '2022-09-30', 'lateWaiting 2022-10-01'],
    ['the first day after it', '2022-08-15', '2022-10-01', '2022-10-01..2023-01-01'],
    ['paid on the last day of a month', '2022-08-31', '2022-09-30', 'lateWaiting 2022-10-01'],
    ['before the late payment', '2022-08-15', '2022-02-01', 'lateWaiting 2022-10-01'],
    ['too late for the year', '2022-11-02', '2022-12-31', 'lateWaiting'],
  ] as const)('%s', (_, paidOn, on, expected) => {
    expect(told(payingOn(paidOn), '390', on)).toBe(expected);
  });

  it('a year that waits to its end gives way to the next that was paid in time', () => {
    const facts = factsOf({
      covers: [cover('390', '2021-01-01')],
      payments: [paid(2022, '2022-11-02'), paid(2023, '2022-12-20')],
    });
    expect(told(facts, '390', '2022-12-31')).toBe('lateWaiting 2023-01-01');
    expect(told(facts, '390', '2023-01-01')).toBe('2023-01-01..2024-01-01');
  });

  it('says the year, the day of payment and the last day of the waiting', () => {
    const decision = decide(payingOn('2022-08-15'), '390', '2022-09-01');
    expect(!decision.entitled && decision.words).toBe(
      '2022 年度城乡居民基本医疗保险费于 2022-08-15 缴纳，晚于集中参保期（至 2021-12-31），等待期至 2022-09-30（含）',
    );
    expect(!decision.entitled && decision.findings[0]?.clause).toMatchObject({ grade: 'A', article: '第三十一条' });
  });

  it('an unpaid year gives nothing where the law says so, and is no proof where the records are not kept', () => {
    expect(told(resident, '390', '2021-12-31')).toBe('unpaid 2022-01-01');
    expect(told(resident, '390', '2023-01-01')).toBe('unpaid');
    expect(told(resident, '390', '2023-01-01', MEIXIAN)).toBe('2021-01-01..');
  });

  it('2025 on, by the national text: three months from the payment, and one for each year missed', () => {
    const late = factsOf({ covers: [cover('390', '2025-01-01')], payments: [paid(2025, '2025-02-10')] });
    expect(told(late, '390', '2025-05-09', '420100')).toBe('lateWaiting 2025-05-10');
    // Paid for 2022 and again, in time, for 2026: 2023, 2024 and 2025 are missing; 3 + 3 months from January 1st.
    const broken = factsOf({
      covers: [cover('390', '2022-01-01')],
      payments: [paid(2022, '2021-12-01'), paid(2026, '2025-12-01')],
    });
    expect(told(broken, '390', '2026-06-30', '420100')).toBe('brokenWaiting 2026-07-01');
    // Where an unpaid year is no proof, neither is it a break.
    expect(told(broken, '390', '2026-01-01', MEIXIAN)).toBe('2022-01-01..');
  });
});

describe('who does not wait', () => {
  const late = { payments: [paid(2022, '2022-08-15')] };
  const adult = factsOf({ ...late, covers: [cover('390', '2022-08-15')] });

  it('assisted persons (资助参保): benefits from the day of payment', () => {
    const poor = { ...adult, identities: [{ code: '2302', from: isoDate('2022-01-01') }] };
    expect(told(adult, '390', '2022-08-15', MEIXIAN)).toBe('lateWaiting 2022-10-01');
    expect(told(poor, '390', '2022-08-15', MEIXIAN)).toBe('2022-08-15..');
    const covered = { ...poor, covers: [cover('390', '2022-01-01')] };
    expect(told(covered, '390', '2022-08-14', MEIXIAN)).toBe('beforePayment 2022-08-15');
    // The identity must hold on the day of payment.
    const formerly = {
      ...adult,
      identities: [{ code: '2302', from: isoDate('2021-01-01'), to: isoDate('2022-08-15') }],
    };
    expect(told(formerly, '390', '2022-08-15', MEIXIAN)).toBe('lateWaiting 2022-10-01');
  });

  it('山西: who left employees’ insurance at most three months before', () => {
    const leaving = (to: string) => ({ ...adult, covers: [cover('310', '2020-01-01', to), ...adult.covers] });
    // Insured to the end of April: May, June and July lie between. To the end of March: four months.
    expect(told(leaving('2022-05-01'), '390', '2022-08-15', '140100')).toBe('2022-08-15..2023-01-01');
    expect(told(leaving('2022-04-01'), '390', '2022-12-31', '140100')).toBe('2022-08-15..2023-01-01');
    expect(told(leaving('2022-04-01'), '390', '2022-08-15', MEIXIAN)).toBe('lateWaiting 2022-10-01');
  });

  it('a child enrolled within 90 days is entitled from birth, one day later it waits', () => {
    const child = (paidOn: string) =>
      factsOf({
        birthDate: isoDate('2022-04-01'),
        covers: [cover('390', paidOn)],
        payments: [paid(2022, paidOn)],
      });
    // Day 0 is April 1st, so day 89 is June 29th.
    expect(told(child('2022-06-29'), '390', '2022-04-01', MEIXIAN)).toBe('2022-04-01..');
    expect(told(child('2022-06-29'), '390', '2022-03-31', MEIXIAN)).toBe('notYet 2022-04-01');
    expect(told(child('2022-06-30'), '390', '2022-06-30', MEIXIAN)).toBe('lateWaiting 2022-08-01');
    expect(told(child('2022-06-30'), '390', '2022-06-29', MEIXIAN)).toBe('notYet 2022-08-01');
  });
});

describe('suspended cover', () => {
  const suspended = (to?: string) =>
    factsOf({
      covers: [cover('310', '2022-03-15', undefined, 'U1')],
      suspensions: [suspension('310', '2022-06-10', to)],
    });

  it.each([
    ['the day before', undefined, '2022-06-09', '2022-04-01..2022-06-10'],
    ['its first day, no end known', undefined, '2022-06-10', 'suspended'],
    ['its last day', '2022-07-01', '2022-06-30', 'suspended 2022-07-01'],
    ['the day of resumption', '2022-07-01', '2022-07-01', '2022-07-01..'],
  ] as const)('%s', (_, to, on, expected) => {
    expect(told(suspended(to), '310', on)).toBe(expected);
  });

  it('of one scheme leaves the other alone', () => {
    expect(told({ ...resident, suspensions: [suspension('310', '2022-01-01')] }, '390', '2022-05-01')).toBe(
      '2022-01-01..2023-01-01',
    );
  });
});

describe('欠费（浙江条例第二十八、二十九条）', () => {
  const owing = (arrears: ReturnType<typeof owed>, empNo: string | null = 'U1') =>
    factsOf({ covers: [cover('310', '2022-01-10', undefined, empNo)], arrears: [arrears] });

  it('a unit’s people stop in the second month, while it owes', () => {
    const facts = owing(owed('2022-06', { empNo: 'U1' }));
    expect(told(facts, '310', '2022-06-30')).toBe('2022-02-01..2022-07-01');
    expect(told(facts, '310', '2022-07-01')).toBe('arrears');
    const decision = decide(facts, '310', '2022-07-01');
    expect(!decision.entitled && decision.words).toBe(
      '参保单位自 2022年6月起欠缴职工基本医疗保险费，自 2022-07-01 起暂停享受待遇，尚未补缴',
    );
  });

  it('paying on the last day of the time given makes good the whole time, a day later nothing of it', () => {
    const inTime = owing(owed('2022-06', { empNo: 'U1', deadline: '2022-08-20', paidOn: '2022-08-20' }));
    expect(told(inTime, '310', '2022-07-15')).toBe('2022-02-01..');
    const late = owing(owed('2022-06', { empNo: 'U1', deadline: '2022-08-20', paidOn: '2022-08-21' }));
    expect(told(late, '310', '2022-08-31')).toBe('arrears 2022-09-01');
    expect(told(late, '310', '2022-09-01')).toBe('2022-09-01..');
  });

  it('the retired, for whom nothing is paid, lose nothing by it', () => {
    const facts = owing(owed('2022-06', { empNo: 'U1' }));
    const retired = { ...facts, covers: facts.covers.map((each) => ({ ...each, psnType: '12' })) };
    expect(told(retired, '310', '2022-08-01')).toBe('2022-02-01..');
  });

  it('another unit’s arrears, or one’s own of an earlier time, stop nobody here', () => {
    expect(told(owing(owed('2022-06', { empNo: 'U2' })), '310', '2022-08-01')).toBe('2022-02-01..');
    expect(told(owing(owed('2022-06')), '310', '2022-08-01')).toBe('2022-02-01..');
  });

  it('灵活就业: nothing from the first month on, and again from the third month of paying', () => {
    const facts = owing(owed('2022-06', { paidOn: '2022-08-10' }), null);
    expect(told(facts, '310', '2022-05-31')).toBe('2022-02-01..2022-06-01');
    expect(told(facts, '310', '2022-06-01')).toBe('arrears 2022-10-01');
    expect(told(facts, '310', '2022-10-01')).toBe('2022-10-01..');
  });

  it('上海条例第十五条: again from the payment, the time between is lost', () => {
    const facts = factsOf({
      covers: [cover('310', '2024-01-10', undefined, 'U1')],
      arrears: [owed('2025-06', { empNo: 'U1', paidOn: '2025-08-10' })],
    });
    expect(told(facts, '310', '2025-08-09', SHANGHAI)).toBe('arrears 2025-08-10');
    expect(told(facts, '310', '2025-08-10', SHANGHAI)).toBe('2025-08-10..');
  });

  it('elsewhere since December 2021: within three months benefits are given back', () => {
    const facts = (paidOn: string) =>
      factsOf({
        covers: [cover('310', '2022-01-10', undefined, 'U1')],
        arrears: [owed('2022-06', { empNo: 'U1', paidOn })],
      });
    // June, July and August unpaid and paid in September: three months. In October it is four.
    expect(told(facts('2022-09-30'), '310', '2022-08-01', MEIXIAN)).toBe('2022-01-10..');
    expect(told(facts('2022-10-01'), '310', '2022-08-01', MEIXIAN)).toBe('arrears 2022-10-01');
  });
});

describe('death', () => {
  const dead = { ...resident, deceasedOn: isoDate('2022-05-20') };

  it('gives benefits to its own day, whenever the claim comes, and none from the next', () => {
    expect(told(dead, '390', '2022-05-20')).toBe('2022-01-01..2022-05-21');
    expect(told(dead, '390', '2022-05-21')).toBe('deceased');
  });

  it('is told before everything else, with all that stands in the way besides', () => {
    const facts = { ...dead, suspensions: [suspension('390', '2022-03-01')], payments: [] };
    const decision = decide(facts, '390', '2022-06-01');
    expect(!decision.entitled && decision.findings.map(({ reason }) => reason)).toEqual([
      'deceased',
      'suspended',
      'unpaid',
    ]);
  });
});

describe('cover under two schemes', () => {
  const both = factsOf({
    covers: [cover('390', '2021-01-01'), cover('310', '2022-03-15', undefined, 'U1')],
    payments: [paid(2022, '2021-11-20')],
  });

  it('residents’ benefits last while employees’ wait, and never both at once', () => {
    expect(told(both, '390', '2022-03-31')).toBe('2022-01-01..2022-04-01');
    expect(told(both, '310', '2022-03-31')).toBe('joiningWaiting 2022-04-01');
    expect(told(both, '390', '2022-04-01')).toBe('otherScheme');
    expect(told(both, '310', '2022-04-01')).toBe('2022-04-01..');
  });

  it('come back to residents when employees’ stop, which is known where it has a date', () => {
    const facts = { ...both, suspensions: [suspension('310', '2022-06-01', '2022-07-01')] };
    expect(told(facts, '390', '2022-05-01')).toBe('otherScheme 2022-06-01');
    expect(told(facts, '390', '2022-06-30')).toBe('2022-06-01..2022-07-01');
  });
});

describe('when benefits begin', () => {
  it('is the day on which the last obstacle has gone, and unknown while one has no end', () => {
    const facts = {
      ...employee,
      suspensions: [suspension('310', '2022-03-20', '2022-06-10')],
      arrears: [owed('2022-05', { empNo: 'U1', deadline: '2022-06-01', paidOn: '2022-07-02' })],
    };
    // Waiting to April 1st, suspended to June 10th; arrears from June 1st, paid late in July: August 1st.
    expect(told(facts, '310', '2022-03-25')).toBe('suspended 2022-08-01');
    expect(told({ ...facts, arrears: [owed('2022-05', { empNo: 'U1' })] }, '310', '2022-03-25')).toBe('suspended');
  });

  it('several covers of one scheme: one that gives benefits is enough', () => {
    const facts = factsOf({
      covers: [cover('310', '2022-01-10', undefined, 'U1'), cover('310', '2022-06-10', undefined, 'U2')],
      arrears: [owed('2022-06', { empNo: 'U1' })],
    });
    const decision = decide(facts, '310', '2022-08-01');
    expect(decision.entitled && decision.cover.empNo).toBe('U2');
  });

  it('a day without a rule to decide by is a failure, not a guess', () => {
    const old = factsOf({ covers: [cover('310', '1989-01-01', undefined, 'U1')] });
    const found = findObstacles(old, policyOf(MEIXIAN), '310', isoDate('1989-06-01'));
    expect(!found.ok && found.error.code).toBe('benefits.noEntitlementRule');
  });
});
