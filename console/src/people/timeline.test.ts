import { describe, expect, it } from 'vitest';
import type { ContributionRow, PersonDetail, SettlementRow } from '../api/types.ts';
import { buildTimeline } from './timeline.ts';
import { villageOptions } from './villages.ts';

const residents = { code: '390', name: '居民医保' };
const person: PersonDetail = {
  person: {
    psnNo: '1',
    name: '张*三',
    certType: { code: '01', name: '居民身份证' },
    certMasked: '',
    gender: { code: '1', name: '男' },
    birthDate: '1960-01-01',
    age: 61,
  },
  householdId: 'h',
  village: { code: 'v', name: '村' },
  town: { code: 't', name: '镇' },
  covers: [
    {
      insutype: residents,
      psnType: { code: '15', name: '居民（成年）' },
      from: '2020-01-01',
      to: '2021-01-01',
      employer: null,
      civilServant: false,
    },
  ],
  identities: [{ code: '2303', name: '低保救助对象', from: '2020-06-01', to: null }],
  chronic: [],
  accountBalanceFen: null,
  totals: [],
  actions: [],
};
const contribution = (id: string, paidOn: string | null): ContributionRow => ({
  id,
  period: '2021',
  insutype: residents,
  baseFen: null,
  personalFen: 28_000,
  employerFen: null,
  subsidyFen: 55_000,
  assistedFen: 0,
  totalFen: 83_000,
  accountCreditFen: null,
  paidOn,
  state: { code: 'paid', name: '已到账', tone: 'done' },
});
const settlement = {
  setlId: 's1',
  provider: { code: 'H', name: '眉县人民医院' },
  care: { code: 'inpatient', name: '住院' },
  settledAt: '2020-06-01 10:00:00',
  reverses: null,
  fundTotalFen: 912_000,
} as SettlementRow;

describe('buildTimeline', () => {
  it('orders everything newest first, later steps of one day before earlier ones', () => {
    const events = buildTimeline(person, [contribution('c1', '2020-12-20')], [settlement]);
    expect(events.map(({ on, kind }) => `${on} ${kind}`)).toEqual([
      '2021-01-01 参保',
      '2020-12-20 缴费',
      '2020-06-01 结算',
      '2020-06-01 身份',
      '2020-01-01 参保',
    ]);
    expect(events[2]).toMatchObject({ link: '/settlements/s1', amountFen: 912_000, title: '眉县人民医院 住院结算' });
  });

  it('leaves out contributions that were not paid', () => {
    expect(buildTimeline({ ...person, covers: [], identities: [] }, [contribution('c1', null)], [])).toEqual([]);
  });
});

describe('villageOptions', () => {
  it('lists each town once, before its villages', () => {
    const town = { code: '610326101', name: '横渠镇' };
    const options = villageOptions([
      { code: '610326101001', name: '甲村', town },
      { code: '610326101002', name: '乙村', town },
    ]);
    expect(options.map(({ label }) => label)).toEqual(['横渠镇（全部）', '横渠镇 甲村', '横渠镇 乙村']);
    expect(options[0]?.value).toBe('610326101');
  });
});
