/** The invented county: people, providers, settlements; everything else follows from the settlements. */
import type {
  FeeLineView,
  PersonDetail,
  PersonRow,
  ProviderRow,
  SettlementDetail,
  SettlementRow,
} from '../src/api/types.ts';
import * as N from './names.ts';
import { createRandom } from './random.ts';
import { newTotals, settle, type Totals } from './settle.ts';

export const AREA = N.coded('610326', '眉县');
export const TODAY = '2021-04-08';
export const FIRST_PERIOD = '2020-01';
export const CURRENT_PERIOD = '2021-04';
const { coded } = N;

export interface WorldPerson {
  readonly row: PersonRow;
  readonly fullName: string;
  readonly certNo: string;
  readonly civilServant: boolean;
  readonly poor: boolean;
  readonly chronic: boolean;
  readonly householdId: string;
  accountFen: number;
  readonly totals: Map<string, Totals>;
}

export interface WorldSettlement {
  readonly row: SettlementRow;
  readonly period: string;
  readonly detail: Omit<SettlementDetail, 'voucher' | 'declaration' | 'batch' | 'fundVouchers'>;
}

const random = createRandom(20210408);

export const providers: readonly ProviderRow[] = [
  ['H61032600001', '眉县人民医院', 'hospital', 'two', '眉县'],
  ['H61032600002', '眉县中医医院', 'hospital', 'two', '眉县'],
  ['H61030000011', '宝鸡市中心医院', 'hospital', 'three', '宝鸡市'],
  ['H61032600101', '横渠镇中心卫生院', 'township', 'one', '眉县'],
  ['H61032600102', '槐芽镇中心卫生院', 'township', 'one', '眉县'],
  ['H61032600103', '汤峪镇卫生院', 'township', 'one', '眉县'],
  ['H61032600104', '常兴镇中心卫生院', 'township', 'one', '眉县'],
  ['H61032600105', '金渠镇卫生院', 'township', 'one', '眉县'],
  ['H61032600106', '齐镇卫生院', 'township', 'one', '眉县'],
  ['H61032600201', '豆家堡村卫生室', 'village', 'village', '眉县'],
  ['H61032600202', '清水村卫生室', 'village', 'village', '眉县'],
  ['P61032600301', '眉县济民大药房', 'pharmacy', 'none', '眉县'],
  ['P61032600302', '眉县仁和堂药店', 'pharmacy', 'none', '眉县'],
].map(([code = '', name = '', kind = '', grade = '', division = '']) => ({
  code,
  name,
  kind: N.PROVIDER_KINDS.find((entry) => entry.code === kind) ?? coded(kind, kind),
  grade: N.GRADES[grade as keyof typeof N.GRADES],
  division: coded(division === '眉县' ? '610326' : '610300', division),
  agreementFrom: '2020-01-01',
  agreementTo: null,
}));

const mask = (name: string) => (name.length === 2 ? `${name[0]}*` : `${name[0]}*${name.slice(2)}`);

export const people: readonly WorldPerson[] = Array.from({ length: 1500 }, (_, index) => {
  const employee = random.chance(0.12);
  const village = random.pick(N.VILLAGES);
  const year = employee ? random.int(1955, 1998) : random.int(1935, 2019);
  const birthDate = `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  const fullName = random.pick(N.SURNAMES) + random.pick(N.GIVEN) + (random.chance(0.8) ? random.pick(N.GIVEN) : '');
  const male = random.chance(0.51);
  const certNo = `610326${birthDate.replaceAll('-', '')}${String(random.int(100, 999))}${random.int(0, 9)}`;
  const age = 2021 - year - (birthDate.slice(5) > '04-08' ? 1 : 0);
  const poor = !employee && random.chance(0.09);
  const retired = employee && age >= 60;
  return {
    fullName,
    certNo,
    civilServant: employee && random.chance(0.3),
    poor,
    chronic: age > 50 && random.chance(0.3),
    householdId: `${village.code}${String(random.int(1, 400)).padStart(4, '0')}`,
    accountFen: employee ? random.int(20_000, 900_000) : 0,
    totals: new Map(),
    row: {
      psnNo: `61032600${String(100_001 + index)}`,
      name: mask(fullName),
      certType: coded('01', '居民身份证'),
      certMasked: `${certNo.slice(0, 6)}********${certNo.slice(-4)}`,
      gender: coded(male ? '1' : '2', male ? '男' : '女'),
      birthDate,
      age,
      village: coded(village.code, village.name),
      town: village.town,
      insutype: employee ? N.INSUTYPES['310'] : N.INSUTYPES['390'],
      psnType: employee
        ? retired
          ? coded('12', '退休')
          : coded('11', '在职')
        : age < 18
          ? coded('1403', '中小学生')
          : coded('15', '居民（成年）'),
      coverFrom: '2020-01-01',
      identities: poor ? [random.pick(N.IDENTITIES)] : [],
    },
  };
});

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
const PERIODS = [...MONTHS.map((month) => `2020-${month}`), '2021-01', '2021-02', '2021-03', '2021-04'];

function drawCase(person: WorldPerson): { care: keyof typeof N.CARES; provider: ProviderRow; totalFen: number } {
  const care = random.chance(0.3) ? 'inpatient' : person.chronic && random.chance(0.5) ? 'chronic' : 'outpatient';
  if (care === 'inpatient') {
    const provider = providers[random.pick([0, 0, 0, 1, 1, 2, 3, 4, 5, 6])] as ProviderRow;
    const scale = provider.grade.code === 'three' ? 2_400_000 : provider.grade.code === 'two' ? 600_000 : 220_000;
    const heavy = random.chance(0.06) ? 5 : 1;
    return { care, provider, totalFen: Math.round(scale * heavy * (0.4 + random.next() * 1.4)) };
  }
  const provider = providers[
    person.row.insutype?.code === '310' ? random.pick([0, 1, 11, 12]) : random.pick([3, 4, 6, 7, 8, 9, 10])
  ] as ProviderRow;
  return { care, provider, totalFen: random.int(1_500, 26_000) };
}

let counter = 0;
export const settlements: WorldSettlement[] = [];

for (const period of PERIODS) {
  const days = period === CURRENT_PERIOD ? 7 : 28;
  const count = period === CURRENT_PERIOD ? 130 : random.int(500, 640);
  const times = Array.from(
    { length: count },
    () =>
      `${period}-${String(random.int(1, days)).padStart(2, '0')} ${String(random.int(8, 17)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`,
  ).sort();
  for (const settledAt of times) addSettlement(period, settledAt);
}

function addSettlement(period: string, settledAt: string): void {
  const person = random.pick(people);
  const { care, provider, totalFen } = drawCase(person);
  const scheme = person.row.insutype?.code === '310' ? '310' : '390';
  const year = period.slice(0, 4);
  const before = person.totals.get(year) ?? newTotals();
  const fullSelfPayFen = care === 'inpatient' ? Math.round(totalFen * random.next() * 0.08) : 0;
  const overLimitFen = care === 'inpatient' && random.chance(0.2) ? Math.round(totalFen * 0.01) : 0;
  const priorShareFen = Math.round(totalFen * random.next() * 0.07);
  const input = {
    scheme,
    care,
    grade: provider.grade.code as 'one',
    poor: person.poor,
    civilServant: person.civilServant && care === 'inpatient',
    totalFen,
    fullSelfPayFen,
    overLimitFen,
    priorShareFen,
    accountFen: person.accountFen,
    totals: before,
  } as const;
  const result = settle(input);
  person.totals.set(year, result.after);
  person.accountFen -= result.amounts.accountFen;
  counter += 1;
  const setlId = `610326S${String(2_000_000 + counter)}`;
  const discharged = settledAt.slice(0, 10);
  const days = care === 'inpatient' ? random.int(3, 16) : null;
  const admitted =
    days === null
      ? discharged
      : new Date(Date.parse(`${discharged}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  const medType =
    care === 'inpatient'
      ? coded('2101', '普通住院')
      : care === 'chronic'
        ? coded('14', '门诊慢特病')
        : provider.kind.code === 'pharmacy'
          ? coded('41', '定点药店购药')
          : coded('11', '普通门诊');
  const diagnosis = provider.kind.code === 'pharmacy' ? null : random.pick(N.DIAGNOSES);
  const { amounts } = result;
  const row: SettlementRow = {
    setlId,
    psnNo: person.row.psnNo,
    personName: person.row.name,
    provider: coded(provider.code, provider.name),
    insutype: N.INSUTYPES[scheme],
    care: N.CARES[care],
    medType,
    diagnosis,
    admittedOn: admitted,
    dischargedOn: discharged,
    settledAt,
    reverses: null,
    reversedBy: null,
    totalFen,
    inScopeFen: amounts.inScopeFen,
    poolFen: amounts.poolFen,
    criticalIllnessFen: amounts.criticalIllnessFen,
    largeAmountFen: amounts.largeAmountFen,
    civilServantFen: amounts.civilServantFen,
    medicalAidFen: amounts.medicalAidFen,
    fundTotalFen: amounts.fundTotalFen,
    accountFen: amounts.accountFen,
    cashFen: amounts.cashFen,
    hospitalShareFen: 0,
  };
  settlements.push({
    row,
    period,
    detail: {
      setlId,
      reverses: null,
      reversedBy: null,
      settledAt,
      insuredYear: Number(year),
      insutype: row.insutype,
      care: row.care,
      person: person.row,
      psnType: person.row.psnType ?? coded('', ''),
      identities: person.row.identities,
      provider: row.provider,
      providerKind: provider.kind,
      providerGrade: provider.grade,
      visit: {
        mdtrtId: `610326M${String(3_000_000 + counter)}`,
        visitNo: `ZY${period.replace('-', '')}${counter}`,
        medType,
        place: coded('local', '统筹区内'),
        admittedOn: admitted,
        dischargedOn: discharged,
        days,
        diagnosis,
        disease: care === 'chronic' ? (N.CHRONIC[0] ?? null) : null,
        department: care === 'inpatient' ? '内科' : null,
      },
      policy: coded(
        scheme === '390' ? '610300-residents@2020-01-01' : '610300-employees@2020-01-01',
        scheme === '390' ? '宝鸡市城乡居民医保（2020年1月起）' : '宝鸡市职工医保（2020年1月起，样例值）',
      ),
      amounts,
      poolRatePer10k: result.rate,
      layers: result.layers,
      steps: result.steps,
      totals: totalsChange(before, result.after, care),
      accountAfterFen: scheme === '310' ? person.accountFen : null,
      lines: feeLines(totalFen, fullSelfPayFen, overLimitFen, priorShareFen, settledAt, care === 'inpatient'),
    },
  });
}

/** One settlement in the last full month was reversed: its mirror stands beside it. */
function addReversal(): void {
  const original = settlements.find(
    ({ period, row }) => period === '2021-03' && row.care.code === 'inpatient' && row.fundTotalFen > 100_000,
  );
  if (!original) return;
  counter += 1;
  const setlId = `610326S${String(2_000_000 + counter)}`;
  Object.assign(original.row, { reversedBy: setlId });
  Object.assign(original.detail, { reversedBy: setlId });
  const negate = <T extends object>(record: T): T =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [
        key,
        key.endsWith('Fen') && typeof value === 'number' ? 0 - value : value,
      ]),
    ) as T;
  settlements.push({
    period: original.period,
    row: {
      ...negate(original.row),
      setlId,
      reverses: original.row.setlId,
      reversedBy: null,
      settledAt: '2021-03-30 16:20:00',
    },
    detail: {
      ...original.detail,
      setlId,
      reverses: original.row.setlId,
      reversedBy: null,
      settledAt: '2021-03-30 16:20:00',
      amounts: negate(original.detail.amounts),
      steps: original.detail.steps.map(negate),
      totals: [],
    },
  });
}
addReversal();

function totalsChange(before: Totals, after: Totals, care: string): SettlementDetail['totals'] {
  const money = (key: string, title: string, from: number, to: number, limitFen: number | null) => ({
    kind: 'money' as const,
    key,
    title,
    beforeFen: from,
    afterFen: to,
    limitFen,
  });
  if (care !== 'inpatient')
    return [
      money('outpatientPaid', '门诊统筹支付', before.outpatientPaid, after.outpatientPaid, 8_000),
      money('poolPaid', '统筹基金支付', before.poolPaid, after.poolPaid, 13_000_000),
    ];
  return [
    {
      kind: 'count',
      key: 'admissions',
      title: '住院次数',
      before: before.admissions,
      after: after.admissions,
      limit: null,
    },
    money('poolPaid', '统筹基金支付', before.poolPaid, after.poolPaid, 13_000_000),
    money('criticalBase', '大病保险合规费用', before.criticalBase, after.criticalBase, null),
    money('criticalPaid', '大病保险支付', before.criticalPaid, after.criticalPaid, 30_000_000),
    money('aidPaid', '医疗救助支付', before.aidPaid, after.aidPaid, 3_000_000),
  ];
}

function feeLines(
  totalFen: number,
  full: number,
  over: number,
  prior: number,
  settledAt: string,
  inpatient: boolean,
): FeeLineView[] {
  const items = inpatient ? N.ITEMS : N.ITEMS.slice(0, 2);
  let left = totalFen;
  return items.map((entry, index) => {
    const last = index === items.length - 1;
    const share = last ? left : Math.min(left, Math.round((totalFen / items.length) * (0.5 + ((index * 7) % 10) / 10)));
    left -= share;
    const parts = { full: last ? full : 0, over: index === 1 ? over : 0, prior: index === 1 ? prior : 0 };
    const inScopeFen = share - parts.full - parts.over - parts.prior;
    return {
      serial: String(index + 1),
      occurredAt: settledAt,
      item: entry.item,
      itemClass: N.ITEM_CLASSES[entry.itemClass as '01'],
      chargeType: entry.charge,
      unit: entry.unit,
      quantityPer10k: Math.max(1, Math.round((share * 100 * 10_000) / entry.pricePer10k)),
      pricePer10k: entry.pricePer10k,
      totalFen: share,
      fullSelfPayFen: parts.full,
      overLimitFen: parts.over,
      priorShareFen: parts.prior,
      inScopeFen,
    };
  });
}

export function personDetail(person: WorldPerson): PersonDetail {
  const employee = person.row.insutype?.code === '310';
  const year = person.totals.get('2021') ?? newTotals();
  const money = (key: string, title: string, valueFen: number, limitFen: number | null) => ({
    kind: 'money' as const,
    key,
    title,
    valueFen,
    limitFen,
  });
  return {
    person: person.row,
    householdId: person.householdId,
    village: person.row.village,
    town: person.row.town,
    covers: [
      {
        insutype: person.row.insutype ?? coded('', ''),
        psnType: person.row.psnType ?? coded('', ''),
        from: '2020-01-01',
        to: null,
        employer: employee ? coded('E001', '眉县教育体育局') : null,
        civilServant: person.civilServant,
      },
    ],
    identities: person.row.identities.map((identity) => ({ ...identity, from: '2020-01-01', to: null })),
    chronic: person.chronic ? [{ code: 'M03900', name: '高血压', from: '2020-03-01', to: null }] : [],
    accountBalanceFen: employee ? person.accountFen : null,
    totals: [
      {
        year: 2021,
        insutype: person.row.insutype ?? coded('', ''),
        items: [
          { kind: 'count', key: 'admissions', title: '住院次数', value: year.admissions, limit: null },
          money('poolPaid', '统筹基金支付', year.poolPaid, 13_000_000),
          money('outpatientPaid', '门诊统筹支付', year.outpatientPaid, 8_000),
          money('criticalBase', '大病保险合规费用', year.criticalBase, null),
          money('criticalPaid', '大病保险支付', year.criticalPaid, 30_000_000),
          money('aidPaid', '医疗救助支付', year.aidPaid, 3_000_000),
        ],
      },
    ],
    actions: [{ action: 'reveal', allowed: true }],
  };
}
