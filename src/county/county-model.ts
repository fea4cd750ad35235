/**
 * The counties whose published figures can be followed, and the volumes that a scale makes of them.
 *
 * Published figures carry their source. The rest is invented, chosen so that the published ones are reachable: total
 * visits follow a comparable county's 22.5万人次 of 203,760 residents (1.1 a head).
 */
import { type Fen, fen } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { countyErrors } from './errors.ts';
import type { CountyRequest, Volumes } from './model.ts';

export interface PublishedFigures {
  readonly residents: number;
  readonly residentRaisedPerHead: Fen;
  readonly residentPaid: Fen;
  readonly employees: number;
  readonly employeeRaised: Fen;
  readonly employeePaid: Fen;
  readonly aidVisits: number;
  readonly aidPaid: Fen;
  readonly villageClinics: number;
  readonly secondGradeHospitals: number;
  readonly poor: number;
  readonly poorChronicPersons: number;
  readonly poorChronicVisits: number;
  readonly poorChronicPaid: Fen;
}

export interface CountyModel {
  readonly area: string;
  readonly city: string;
  readonly year: number;
  readonly source: string;
  readonly published: PublishedFigures;
}

const WAN = 1_000_000;

const MODELS: readonly CountyModel[] = [
  {
    area: '610326',
    city: '610300',
    year: 2020,
    source: '眉县医疗保障局2020年部门决算（部门整体绩效自评）',
    published: {
      residents: 271_185,
      // 2.17亿元 over 271,185 residents: 550 fiscal and 250 personal.
      residentRaisedPerHead: fen(80_000),
      residentPaid: fen(12_700 * WAN),
      employees: 18_929,
      employeeRaised: fen(5717 * WAN),
      employeePaid: fen(2736 * WAN),
      aidVisits: 4400,
      aidPaid: fen(273_360_000),
      villageClinics: 161,
      secondGradeHospitals: 3,
      poor: 34_670,
      poorChronicPersons: 6254,
      poorChronicVisits: 6721,
      poorChronicPaid: fen(152_500_000),
    },
  },
];

export const SCALE_LIMITS = { least: 0.01, most: 15 } as const;
const SEED_LIMIT = 4_294_967_295;

/** The model a request asks for. Refuses `county.unknownModel`, `county.badScale`, `county.badSeed`. */
export function getCountyModel(request: CountyRequest): CountyModel {
  const { like, year, scale, seed } = request;
  const model = MODELS.find((candidate) => candidate.area === like && candidate.year === year);
  if (!model) {
    const known = MODELS.map((candidate) => `--like ${candidate.area} --year ${candidate.year}`).join('，');
    return refuse(countyErrors.unknownModel({ area: like, year, known, path: 'like' }));
  }
  if (!(scale >= SCALE_LIMITS.least && scale <= SCALE_LIMITS.most))
    return refuse(countyErrors.badScale({ value: scale, ...SCALE_LIMITS, path: 'scale' }));
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_LIMIT)
    return refuse(countyErrors.badSeed({ value: seed, path: 'seed' }));
  return model;
}

/** Volumes at scale 1 that the published figures do not give: invented. */
const INVENTED = {
  retirees: 5300,
  employers: 420,
  otherMinimumLiving: 1600,
  destitute: 950,
  births: 2300,
  deaths: 1900,
  otherChronicPersons: 11_000,
  otherChronicVisits: 24_000,
  employeeChronicPersons: 1800,
  employeeChronicVisits: 9000,
  villageVisits: 165_000,
  townshipVisits: 62_000,
  aidStaysElsewhere: 900,
  residentStays: 27_500,
  residentStaysElsewhere: 5200,
  employeeStays: 2900,
  employeeStaysElsewhere: 700,
  employeeVisits: 52_000,
  pharmacyVisits: 78_000,
} as const;
const PLANTED_AT_FULL_SCALE = 160;
const PLANTED_AT_LEAST = 24;

export function volumesOf(model: CountyModel, scale: number): Volumes {
  const { published } = model;
  const scaled = (count: number, least = 1): number => Math.max(least, Math.round(count * scale));
  const births = scaled(INVENTED.births, 10);
  return {
    residents: scaled(published.residents),
    employees: scaled(published.employees),
    retirees: scaled(INVENTED.retirees),
    employers: scaled(INVENTED.employers, 12),
    poor: scaled(published.poor),
    otherMinimumLiving: scaled(INVENTED.otherMinimumLiving),
    destitute: scaled(INVENTED.destitute),
    births,
    deaths: scaled(INVENTED.deaths, 40),
    poorChronicPersons: scaled(published.poorChronicPersons),
    poorChronicVisits: scaled(published.poorChronicVisits),
    otherChronicPersons: scaled(INVENTED.otherChronicPersons),
    otherChronicVisits: scaled(INVENTED.otherChronicVisits),
    employeeChronicPersons: scaled(INVENTED.employeeChronicPersons),
    employeeChronicVisits: scaled(INVENTED.employeeChronicVisits),
    villageVisits: scaled(INVENTED.villageVisits),
    townshipVisits: scaled(INVENTED.townshipVisits),
    aidStays: scaled(published.aidVisits),
    aidStaysElsewhere: scaled(INVENTED.aidStaysElsewhere),
    residentStays: scaled(INVENTED.residentStays),
    residentStaysElsewhere: scaled(INVENTED.residentStaysElsewhere),
    birthStays: births,
    employeeStays: scaled(INVENTED.employeeStays),
    employeeStaysElsewhere: scaled(INVENTED.employeeStaysElsewhere),
    employeeVisits: scaled(INVENTED.employeeVisits),
    pharmacyVisits: scaled(INVENTED.pharmacyVisits),
    plantedPerKind: scaled(PLANTED_AT_FULL_SCALE, PLANTED_AT_LEAST),
  };
}
