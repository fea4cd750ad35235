/** The synthetic county: what is asked for, what is planned, what is planted. */
import type { ProviderGrade } from '../benefits/index.ts';
import type { Provider } from '../providers/index.ts';

export interface CountyRequest {
  /** Six-digit division of the county whose published figures are followed. */
  readonly like: string;
  readonly year: number;
  /** Share of the published population; providers do not scale. */
  readonly scale: number;
  /** Whole number below 2^32; the same seed always gives the same county. */
  readonly seed: number;
}

/** How many of everything a scale asks for. Persons, encounters, fen. */
export interface Volumes {
  readonly residents: number;
  readonly employees: number;
  readonly retirees: number;
  readonly employers: number;
  readonly poor: number;
  /** 低保 outside the register of the poor. */
  readonly otherMinimumLiving: number;
  readonly destitute: number;
  readonly births: number;
  readonly deaths: number;
  readonly poorChronicPersons: number;
  readonly poorChronicVisits: number;
  readonly otherChronicPersons: number;
  readonly otherChronicVisits: number;
  readonly employeeChronicPersons: number;
  readonly employeeChronicVisits: number;
  readonly villageVisits: number;
  readonly townshipVisits: number;
  readonly aidStays: number;
  readonly aidStaysElsewhere: number;
  readonly residentStays: number;
  readonly residentStaysElsewhere: number;
  readonly birthStays: number;
  readonly employeeStays: number;
  readonly employeeStaysElsewhere: number;
  readonly employeeVisits: number;
  readonly pharmacyVisits: number;
  readonly plantedPerKind: number;
}

/** What kind of encounter a row of the schedule is. */
export const KIND = {
  village: 0,
  township: 1,
  chronic: 2,
  stay: 3,
  birth: 4,
  employeeVisit: 5,
  pharmacy: 6,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Encounters whose bills are scaled together so that the year's totals land on the published ones. */
export const GROUP = {
  /** Left as drawn. */
  fixed: 0,
  /** Chronic refills of the registered poor, at local providers. */
  poorChronic: 1,
  /** Local admissions of persons entitled to assistance. */
  aidStay: 2,
  /** Local admissions and chronic refills of the other residents. */
  residentCare: 3,
  /** Local admissions and chronic refills of employees. */
  employeeCare: 4,
} as const;
export type Group = (typeof GROUP)[keyof typeof GROUP];

/** Factors on the bills, per 10,000, by group; the fixed group stands at 10,000. */
export type ChargeFactors = readonly number[];

export const NO_FACTORS: ChargeFactors = [10_000, 10_000, 10_000, 10_000, 10_000];

/** Identities as bits, with their national codes. */
export const IDENTITY_BITS = { '2302': 1, '2303': 2, '2304': 4 } as const;

/** A provider of the plan with what the schedule needs to know of it. */
export interface PlannedProvider {
  readonly index: number;
  readonly provider: Provider;
  readonly grade: ProviderGrade;
  /** Inside the county: what the published payments count. */
  readonly local: boolean;
  /** Index of its town; −1 outside the county. */
  readonly town: number;
}

export const PLANTED = {
  duplicateCharge: '重复收费',
  genderConflict: '性别不符',
  ageConflict: '限儿童用药用于成人',
  overFrequency: '超频次收费',
  overPrice: '超限价收费',
  overQuantity: '超量开药',
  gradeConflict: '超医疗机构等级收费',
  bedHanging: '挂床住院',
  splitAdmission: '分解住院',
  overlappingStays: '重叠住院',
  afterDeath: '死亡后收费',
  clusteredVisits: '集中刷卡',
  repeatedRefill: '短期重复购药',
} as const;
export type PlantedKind = keyof typeof PLANTED;
export const PLANTED_KINDS = Object.keys(PLANTED) as PlantedKind[];

/** One irregularity planted on purpose, with the encounters (by chronological index) that it consists of. */
export interface Planted {
  readonly kind: PlantedKind;
  readonly encounters: readonly number[];
}
