/** A small office for the tests: a county with one hospital, a clinic and three people, on a real database. */
import path from 'node:path';
import { openVault } from '../access/index.ts';
import { loadEntitlementRules, loadPolicies } from '../benefits/index.ts';
import type { Db } from '../database/index.ts';
import { fixedClock, type IsoDate, isoDate, isoTime } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { unwrap } from '../kernel/result.ts';
import { openBook } from '../ledger/index.ts';
import { enrolPersons, type PersonKey } from '../people/index.ts';
import { importCatalogue, registerProviders } from '../providers/index.ts';
import type { NewFeeLine, NewVisit } from './model.ts';
import type { SettlementOffice } from './office.ts';
import { benefitBook } from './sub-ledger.ts';

const POLICIES = path.join(import.meta.dirname, '../../policies');
export const AREA = '610326';
export const HOSPITAL = 'H61032600001';
export const CLINIC = 'H61032600002';
/** A service of class 甲 without limit, a drug of class 乙 with a prior share of 10 %. */
export const SERVICE = '110100001000000';
export const DRUG_B = 'XA02BCA012A001010100001';

export interface SmallOffice {
  readonly office: SettlementOffice;
  /** An adult resident, a poor resident (2302), an employee with a personal account. */
  readonly resident: PersonKey;
  readonly poor: PersonKey;
  readonly employee: PersonKey;
}

export async function openSmallOffice(db: Db, options: { readonly openedOn?: IsoDate } = {}): Promise<SmallOffice> {
  const office: SettlementOffice = {
    db,
    vault: openVault({ keyFile: '', key: `${'00'.repeat(31)}01` }),
    clock: fixedClock(isoTime('2020-06-30 10:00:00')),
    area: AREA,
    policies: unwrap(loadPolicies(POLICIES)),
    entitlements: unwrap(loadEntitlementRules(POLICIES)),
  };
  const from = isoDate('2020-01-01');
  await db.transaction().execute((tx) => openBook(tx, benefitBook(AREA, options.openedOn ?? from)));
  unwrap(
    await registerProviders(db, [
      {
        fixmedinsCode: HOSPITAL,
        name: '测试县医院',
        kind: 'hospital',
        grade: 'two',
        division: AREA,
        agreementFrom: from,
      },
      {
        fixmedinsCode: CLINIC,
        name: '测试村卫生室',
        kind: 'village',
        grade: 'village',
        division: AREA,
        agreementFrom: from,
      },
    ]),
  );
  const item = { from, unit: '次', listType: '201', chargeType: '05', restricted: false, source: '样例' };
  unwrap(
    await importCatalogue(db, [
      { ...item, itemCode: SERVICE, name: '测试诊疗', itemClass: '01', priorRatePer10k: 0 },
      { ...item, itemCode: DRUG_B, name: '测试药品', itemClass: '02', priorRatePer10k: 1000 },
    ]),
  );
  const person = { certType: '01', gender: '2' as const, villageCode: '610326100001', chronic: [] };
  const cover = { insutype: '390' as const, psnType: '15', from };
  const [resident, poor, employee] = unwrap(
    await enrolPersons(office, [
      // Check digits by GB 11643, worked out by hand from the published weights.
      {
        ...person,
        name: '测试甲',
        certNo: '999101198001010020',
        birthDate: isoDate('1980-01-01'),
        householdId: 'H1',
        cover,
        identities: [],
      },
      {
        ...person,
        name: '测试乙',
        certNo: '999101197506150024',
        birthDate: isoDate('1975-06-15'),
        householdId: 'H2',
        cover,
        identities: [{ code: '2302', from }],
      },
      {
        ...person,
        name: '测试丙',
        certNo: '999101198803030023',
        birthDate: isoDate('1988-03-03'),
        householdId: 'H3',
        cover: { insutype: '310', psnType: '11', from },
        identities: [],
      },
    ]),
  );
  if (!resident || !poor || !employee) throw new Error('three people were to be enrolled');
  return { office, resident, poor, employee };
}

export function stay(person: PersonKey, change: Partial<NewVisit> = {}): NewVisit {
  return {
    ...person,
    insutype: '390',
    fixmedinsCode: HOSPITAL,
    care: 'inpatient',
    medType: '21',
    visitNo: 'ZY0001',
    place: 'local',
    admittedOn: isoDate('2020-03-01'),
    dischargedOn: isoDate('2020-03-10'),
    diagnosisCode: 'J18.900',
    diagnosisName: '肺炎',
    ...change,
  };
}

/** Lines of the class-甲 service at one yuan apiece, so that the total in fen is the quantity. */
export function line(serial: string, fenAmount: number, change: Partial<NewFeeLine> = {}): NewFeeLine {
  return {
    serial,
    occurredAt: isoTime('2020-03-02 08:00:00'),
    itemCode: SERVICE,
    providerItemCode: 'L001',
    quantityPer10k: 10_000,
    pricePer10k: fenAmount * 100,
    total: fen(fenAmount),
    approval: '0',
    ...change,
  };
}
