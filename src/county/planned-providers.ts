/**
 * Designated providers at every level. Their number does not scale: a small sample of a county still has all its
 * village clinics. Names carry 样例: no real institution is meant, least of all where irregularities are planted.
 */
import { findDivision, type Village } from '../catalogues/divisions.ts';
import { isoDate } from '../kernel/dates.ts';
import type { Provider } from '../providers/index.ts';
import type { CountyModel } from './county-model.ts';
import { syntheticCreditCode, syntheticProviderCode } from './identifiers.ts';
import type { PlannedProvider } from './model.ts';
import { Random } from './random.ts';
import { PURPOSE } from './streams.ts';

export interface ProviderPlan {
  readonly providers: readonly PlannedProvider[];
  /** Clinics of each village, at least one. */
  readonly clinicsOfVillage: readonly (readonly number[])[];
  /** Township hospitals of each town, the main one first. */
  readonly townshipsOfTown: readonly (readonly number[])[];
  /** County hospitals, the largest first. */
  readonly countyHospitals: readonly number[];
  readonly pharmacies: readonly number[];
  /** Pharmacies that people of each town use: those of the town and those of the county seat. */
  readonly pharmaciesOfTown: readonly (readonly number[])[];
  /** Grade three, in the city: still within the pooling area. */
  readonly cityHospitals: readonly number[];
  /** Grade three, in the provincial capital. */
  readonly provincialHospitals: readonly number[];
}

const COUNTY_HOSPITALS = ['样例第一医院', '样例中医医院', '样例妇幼保健院'];
const BRANCHES = 4;
const PHARMACIES = 40;
const CITY_DIVISIONS = ['610302', '610303', '610304'];
const PROVINCIAL_DIVISIONS = ['610113', '610104', '610102'];

type NewProvider = Omit<Provider, 'fixmedinsCode' | 'agreementFrom'>;

class ProviderList {
  readonly providers: PlannedProvider[] = [];
  private readonly area: string;
  private readonly from: Provider['agreementFrom'];

  constructor(area: string, year: number) {
    this.area = area;
    // The year's agreement; local agreements are renewed each year, those of other divisions run on.
    this.from = isoDate(`${year}-01-01`);
  }

  add(row: NewProvider, town: number): number {
    const index = this.providers.length;
    const fixmedinsCode = syntheticProviderCode(row.kind === 'pharmacy' ? 'P' : 'H', row.division, index + 1);
    const creditCode = syntheticCreditCode(row.kind === 'pharmacy' ? '91' : '12', 500_000 + index);
    const provider: Provider = { ...row, fixmedinsCode, creditCode, agreementFrom: this.from };
    this.providers.push({ index, provider, grade: row.grade, local: row.division === this.area, town });
    return index;
  }
}

export function planProviders(
  model: CountyModel,
  villages: readonly Village[],
  townOfVillage: readonly number[],
  towns: readonly string[],
  seed: number,
): ProviderPlan {
  const list = new ProviderList(model.area, model.year);
  const division = model.area;
  const countyName = findDivision(division)?.name ?? division;
  const clinicsOfVillage = planClinics(list, model, villages, townOfVillage, seed);
  const townshipsOfTown = towns.map((town, index) => {
    const main = { name: `${town}样例卫生院`, kind: 'township', grade: 'one', division } as const;
    const branch = { ...main, name: `${town}样例卫生院分院` };
    // The four largest towns outside the county seat have a second house.
    return [list.add(main, index), ...(index >= 1 && index <= BRANCHES ? [list.add(branch, index)] : [])];
  });
  const countyHospitals = Array.from({ length: model.published.secondGradeHospitals }, (_, index) => {
    const name = `${countyName}${COUNTY_HOSPITALS[index] ?? `样例第${index + 1}医院`}`;
    return list.add({ name, kind: 'hospital', grade: 'two', division }, 0);
  });
  const pharmacies = Array.from({ length: PHARMACIES }, (_, index) => {
    const town = index < PHARMACIES / 2 ? 0 : index % towns.length;
    const name = `${countyName}样例大药房${String(index + 1).padStart(2, '0')}店`;
    return list.add({ name, kind: 'pharmacy', grade: 'none', division }, town);
  });
  const elsewhere = (divisions: readonly string[], title: string): number[] =>
    divisions.map((code, index) => {
      const name = `${findDivision(code)?.name ?? code}样例${title}${index + 1}`;
      return list.add({ name, kind: 'hospital', grade: 'three', division: code }, -1);
    });
  return {
    providers: list.providers,
    clinicsOfVillage,
    townshipsOfTown,
    countyHospitals,
    pharmacies,
    pharmaciesOfTown: towns.map((_, town) =>
      pharmacies.filter((index) => [0, town].includes(list.providers[index]?.town ?? 0)),
    ),
    cityHospitals: elsewhere(CITY_DIVISIONS, '市级医院'),
    provincialHospitals: elsewhere(PROVINCIAL_DIVISIONS, '省级医院'),
  };
}

/** One clinic in every village, the rest of the published number in villages drawn at random, at most three in one. */
function planClinics(
  list: ProviderList,
  model: CountyModel,
  villages: readonly Village[],
  townOfVillage: readonly number[],
  seed: number,
): number[][] {
  const random = new Random(seed, PURPOSE.providers);
  const counts = villages.map(() => 1);
  for (let left = model.published.villageClinics - villages.length; left > 0; ) {
    const village = random.below(villages.length);
    if ((counts[village] ?? 0) >= 3) continue;
    counts[village] = (counts[village] ?? 0) + 1;
    left -= 1;
  }
  return villages.map((village, index) => {
    const plain = village.name.replace(/(村委会|居委会|社区居委会)$/, '');
    return Array.from({ length: counts[index] ?? 1 }, (_, order) =>
      list.add(
        {
          name: `${plain}样例卫生室${order === 0 ? '' : order + 1}`,
          kind: 'village',
          grade: 'village',
          division: model.area,
          villageCode: village.code,
        },
        townOfVillage[index] ?? 0,
      ),
    );
  });
}
