import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import {
  findEntitlementPolicy,
  findEntitlementRule,
  readEntitlementRules,
  requireEntitlementRule,
  type WaitingRule,
} from './entitlement-policy.ts';
import { loadEntitlementRules } from './load-policies.ts';

const rules = unwrap(loadEntitlementRules(path.join(import.meta.dirname, '../../policies')));

/** A file with one row of each kind, and what a test puts in their place. */
function fileOf(change: Readonly<Record<string, string>> = {}) {
  const lists: Record<string, string> = {
    windows: '{ scheme: "390", from: 2020-01-01, paidBefore: "01-01", unpaid: refused, source: law }',
    waiting: '{ scheme: "390", occasion: late, from: 2020-01-01, wait: { months: 3 }, source: law }',
    exemptions: '{ scheme: "390", title: 新生儿, when: { ageDays: 90 }, begins: birth, from: 2020-01-01, source: law }',
    arrears:
      '{ scheme: "310", payer: unit, from: 2020-01-01, suspendsFromMonth: 2, retroactive: never, restoredFromMonth: 1, source: law }',
    overlaps: '{ scheme: "390", yieldsTo: "310", while: entitled, from: 2020-01-01, source: law }',
    ...change,
  };
  const text = Object.entries(lists).map(([list, rows]) => `${list}:\n  - ${rows}\n`);
  return {
    name: 'test.yaml',
    text: `title: 测试\n${text.join('')}sources: { law: { document: 测试文件, grade: sample } }\n`,
  };
}

describe('the rules of the project', () => {
  const lateOf = (area: string, on: string) =>
    findEntitlementRule(
      findEntitlementPolicy(rules, area).waiting,
      { scheme: '390', on: isoDate(on) },
      (rule: WaitingRule) => rule.occasion === 'late',
    );

  it('follow 浙江省医疗保障条例 art. 28, 29 and 31 in its cities from 2021-07-01', () => {
    const { waiting, arrears, windows } = findEntitlementPolicy(rules, '330106');
    expect(lateOf('330106', '2021-07-01')).toMatchObject({
      wait: { kind: 'naturalMonth', nth: 3 },
      clause: { grade: 'A', article: '第三十一条' },
    });
    const of310 = waiting.filter((rule) => rule.area === '330000' && rule.scheme === '310');
    expect(of310.map(({ occasion, payer, wait }) => [occasion, payer, wait])).toEqual([
      ['joining', 'unit', { kind: 'naturalMonth', nth: 2 }],
      ['joining', 'person', { kind: 'naturalMonth', nth: 2 }],
      ['rejoining', 'person', { kind: 'naturalMonth', nth: 3 }],
    ]);
    expect(arrears[0]).toMatchObject({
      payer: 'unit',
      suspendsFromMonth: 2,
      retroactive: 'byDeadline',
      restoredFromMonth: 2,
    });
    expect(windows[0]).toMatchObject({ area: '330000', paidBefore: '01-01', unpaid: 'refused' });
  });

  it('fall back on the nation’s where the province has none, and change with the day', () => {
    expect(lateOf('330106', '2021-06-30')).toMatchObject({ area: undefined, wait: { kind: 'none' } });
    expect(lateOf('420100', '2024-12-31')).toMatchObject({ wait: { kind: 'none' }, clause: { grade: 'sample' } });
    expect(lateOf('420100', '2025-01-01')).toMatchObject({
      wait: { kind: 'months', months: 3 },
      clause: { grade: 'B' },
    });
  });

  it('say of 宝鸡 and its counties that they are samples, until the national text takes over', () => {
    expect(lateOf('610326', '2020-05-01')).toMatchObject({ area: '610300', clause: { grade: 'sample' } });
    expect(lateOf('610326', '2025-05-01')).toMatchObject({ area: undefined, clause: { grade: 'B' } });
  });

  it('stand nearest first, the nation’s last', () => {
    const areas = findEntitlementPolicy(rules, '610326').windows.map(({ area }) => area);
    expect(areas).toEqual(['610300', undefined]);
  });

  it('fail where nobody wrote a rule for the day', () => {
    const policy = findEntitlementPolicy(rules, '610326');
    const found = requireEntitlementRule(policy, 'waiting', { scheme: '390', on: isoDate('1989-12-31') });
    expect(!found.ok && found.error).toMatchObject({
      code: 'benefits.noEntitlementRule',
      params: { area: '610326', scheme: '390', on: '1989-12-31', what: '等待期' },
    });
  });
});

describe('readEntitlementRules', () => {
  it('reads each kind of row with its clause', () => {
    const read = unwrap(readEntitlementRules(fileOf()));
    const clause = { document: '测试文件', grade: 'sample' };
    expect(read.windows).toMatchObject([{ area: undefined, from: '2020-01-01', to: undefined, clause }]);
    expect(read.waiting).toMatchObject([
      { wait: { kind: 'months', months: 3 }, monthsPerMissedYear: 0, payer: undefined },
    ]);
    expect(read.exemptions).toMatchObject([{ title: '新生儿', ageDays: 90, begins: 'birth' }]);
    expect(read.arrears).toMatchObject([{ retroactive: 'never' }]);
    expect(read.overlaps).toMatchObject([{ scheme: '390', yieldsTo: '310' }]);
  });

  const row = 'from: 2020-01-01, source: law';
  it.each([
    [
      'an unknown source',
      { windows: '{ scheme: "390", from: 2020-01-01, paidBefore: "01-01", unpaid: refused, source: 无 }' },
      'benefits.unknownSource',
    ],
    [
      'a day that is none',
      { windows: `{ scheme: "390", ${row}, paidBefore: "13-01", unpaid: refused }` },
      '没有这一天',
    ],
    [
      'two ways to wait',
      { waiting: `{ scheme: "390", occasion: late, ${row}, wait: { months: 3, days: 90 } }` },
      'benefits.invalidValue',
    ],
    [
      'benefits from birth for all ages',
      { exemptions: `{ scheme: "390", title: 某, when: { identity: ["2302"] }, begins: birth, ${row} }` },
      '不能自出生起算',
    ],
    [
      'months without a number',
      {
        arrears: `{ scheme: "310", payer: unit, ${row}, suspendsFromMonth: 2, retroactive: withinMonths, restoredFromMonth: 1 }`,
      },
      '缺少此项',
    ],
    [
      'a number without use',
      {
        arrears: `{ scheme: "310", payer: unit, ${row}, suspendsFromMonth: 2, retroactive: never, withinMonths: 3, restoredFromMonth: 1 }`,
      },
      '用不上',
    ],
    [
      'schemes that wait for each other',
      { overlaps: `{ scheme: "310", yieldsTo: "390", while: entitled, ${row} }` },
      '不能让位',
    ],
    [
      'a field that is none',
      { overlaps: `{ scheme: "390", yieldsTo: "310", while: entitled, ${row}, when: 1 }` },
      '没有这一项',
    ],
  ] as const)('refuses %s', (_, change, said) => {
    const read = readEntitlementRules(fileOf(change));
    expect(!read.ok && `${read.error.code} ${read.error.message}`).toContain(said);
  });

  it('refuses a row that could never decide, and takes one that follows on', () => {
    const late = (from: string, to?: string) =>
      `{ scheme: "390", occasion: late, from: ${from}, ${to ? `to: ${to}, ` : ''}wait: { months: 3 }, source: law }`;
    const both = (first: string, second: string) =>
      readEntitlementRules(fileOf({ waiting: `${first}\n  - ${second}` }));
    const rivals = both(late('2020-01-01'), late('2021-01-01'));
    expect(!rivals.ok && rivals.error).toMatchObject({ code: 'benefits.invalidValue', path: 'test.yaml#/waiting/1' });
    expect(both(late('2020-01-01', '2021-01-01'), late('2021-01-01')).ok).toBe(true);
    expect(both(late('2020-01-01', '2021-01-02'), late('2021-01-01')).ok).toBe(false);
  });
});
