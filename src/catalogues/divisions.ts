/**
 * Administrative divisions (行政区划): the national list down to counties (GB/T 2260), and towns and villages of the
 * counties enclosed under `catalogues/county-*`. The files are dated extracts of the statistics bureau's publication;
 * `scripts/extract-divisions.mjs` shows how they were made.
 */
import fs from 'node:fs';
import path from 'node:path';

export type DivisionLevel = 'province' | 'city' | 'county' | 'town' | 'village';

export interface Division {
  /** 6 digits down to counties, 9 for towns and streets, 12 for villages and communities. */
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  /** Code of the division above; absent for provinces. */
  readonly parent?: string | undefined;
}

export interface Town extends Division {
  /** A unit that exists for statistics only (a scenic area, a forest park): no town government, no residents here. */
  readonly statisticsOnly: boolean;
}

export interface Village extends Division {
  readonly town: string;
}

export interface CountyDivisions {
  readonly county: Division;
  readonly towns: readonly Town[];
  readonly villages: readonly Village[];
}

interface NationalFile {
  readonly divisions: Readonly<Record<string, string>>;
}

interface CountyFile {
  readonly county: { readonly code: string; readonly name: string };
  readonly towns: readonly { readonly code: string; readonly name: string; readonly statisticsOnly?: true }[];
  readonly villages: readonly { readonly code: string; readonly name: string; readonly town: string }[];
}

const FOLDER = path.join(import.meta.dirname, '../../catalogues');
let national: Readonly<Record<string, string>> | undefined;
const counties = new Map<string, CountyDivisions | undefined>();

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as T;
}

function nationalNames(): Readonly<Record<string, string>> {
  national ??= readJson<NationalFile>('divisions/gbt2260.json').divisions;
  return national;
}

/** All six-digit codes of the national list, in order. */
export function listDivisionCodes(): string[] {
  return Object.keys(nationalNames()).sort();
}

/**
 * The division of a code: six digits nationwide; nine (town) or twelve (village) within the enclosed counties.
 * Undefined for a code that the lists do not have.
 */
export function findDivision(code: string): Division | undefined {
  if (/^\d{6}$/.test(code)) return findNational(code);
  if (!/^\d{9}(\d{3})?$/.test(code)) return undefined;
  const county = findCountyDivisions(code.slice(0, 6));
  return (code.length === 9 ? county?.towns : county?.villages)?.find((division) => division.code === code);
}

function findNational(code: string): Division | undefined {
  const name = nationalNames()[code];
  if (name === undefined) return undefined;
  if (code.endsWith('0000')) return { code, name, level: 'province' };
  if (code.endsWith('00')) return { code, name, level: 'city', parent: `${code.slice(0, 2)}0000` };
  return { code, name, level: 'county', parent: `${code.slice(0, 4)}00` };
}

/** Towns and villages of an enclosed county; undefined when no file of it is enclosed. */
export function findCountyDivisions(countyCode: string): CountyDivisions | undefined {
  if (!/^\d{6}$/.test(countyCode)) return undefined;
  if (!counties.has(countyCode)) counties.set(countyCode, readCounty(countyCode));
  return counties.get(countyCode);
}

function readCounty(countyCode: string): CountyDivisions | undefined {
  const file = `county-${countyCode}/divisions.json`;
  const county = findNational(countyCode);
  if (!county || !fs.existsSync(path.join(FOLDER, file))) return undefined;
  const content = readJson<CountyFile>(file);
  return {
    county,
    towns: content.towns.map(({ code, name, statisticsOnly }) => ({
      code,
      name,
      level: 'town',
      parent: countyCode,
      statisticsOnly: statisticsOnly ?? false,
    })),
    villages: content.villages.map(({ code, name, town }) => ({ code, name, level: 'village', parent: town, town })),
  };
}

/** Province, city and county (town, village) names joined: 陕西省宝鸡市眉县首善街道. */
export function fullDivisionName(code: string): string | undefined {
  const division = findDivision(code);
  if (!division) return undefined;
  const above = division.parent === undefined ? '' : (fullDivisionName(division.parent) ?? '');
  return above + division.name;
}
