/**
 * The sample catalogue (样例目录) and the combinations of diagnosis and treatment that the synthetic encounters are
 * made of. Codes have the national shapes and are plainly synthetic; prices, classes and shares are invented.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { ItemClass, ProviderGrade } from '../benefits/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, fen, parseYuan } from '../kernel/money.ts';
import { hasNationalShape, isItemCode } from '../kernel/national-codes.ts';
import { refuse } from '../kernel/result.ts';
import type { CatalogueItem } from '../providers/index.ts';
import type { Season } from './distributions.ts';
import { countyErrors } from './errors.ts';

const FOLDER = path.join(import.meta.dirname, '../../catalogues/demo-items');

export type HospitalGrade = 'one' | 'two' | 'three';

export interface DemoItem {
  readonly index: number;
  readonly key: string;
  readonly row: Omit<CatalogueItem, 'from'>;
  /** Fen charged per unit by grade; drugs and consumables cost the same everywhere. */
  readonly price: Readonly<Record<ProviderGrade, number>>;
  readonly maxPerDay: number | undefined;
  readonly maxPerStay: number | undefined;
  readonly gender: '1' | '2' | undefined;
  readonly maxAge: number | undefined;
  /** 0 any, 1 from grade one on, 2 from grade two on, 3 grade three only. */
  readonly minGrade: number;
}

/** What an admission for a diagnosis consists of. Items are indices of the catalogue. */
export interface StayRecipe {
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly season: Season;
  readonly weight: Readonly<Record<HospitalGrade, number>>;
  readonly costPerMille: number;
  readonly stay: readonly [number, number];
  readonly ages: readonly [number, number];
  readonly gender: '1' | '2' | undefined;
  readonly surgery: number | undefined;
  readonly exams: readonly number[];
  readonly labs: readonly number[];
  readonly treatments: readonly number[];
  readonly consumables: readonly number[];
  readonly drugs: readonly number[];
  /** Given besides when the case is a heavy one, in this order. */
  readonly intensive: readonly number[];
}

export interface VisitRecipe {
  readonly code: string;
  readonly name: string;
  readonly season: Season;
  readonly weight: number;
  readonly ages: readonly [number, number];
  readonly gender: '1' | '2' | undefined;
  readonly tests: readonly number[];
  readonly drugs: readonly number[];
}

export interface ChronicRecipe {
  /** M code of the chronic outpatient disease. */
  readonly disease: string;
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  readonly ages: readonly [number, number];
  readonly monthly: Fen;
  readonly tests: readonly number[];
  readonly drugs: readonly number[];
}

export interface DemoCatalogue {
  readonly items: readonly DemoItem[];
  readonly stays: readonly StayRecipe[];
  readonly births: readonly StayRecipe[];
  readonly visits: readonly VisitRecipe[];
  readonly chronic: readonly ChronicRecipe[];
  item(key: string): DemoItem;
}

interface ItemRow {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly listType: string;
  readonly chargeType: string;
  readonly itemClass: '甲' | '乙' | '丙';
  readonly priorPercent: number;
  readonly price: number;
  readonly limit?: number;
  readonly restricted?: boolean;
  readonly flat?: boolean;
  readonly maxPerDay?: number;
  readonly maxPerStay?: number;
  readonly gender?: '1' | '2';
  readonly maxAge?: number;
  readonly minGrade?: HospitalGrade;
}

interface RecipeRow {
  readonly code: string;
  readonly name: string;
  readonly season: Season;
  readonly ages: [number, number];
  readonly gender?: '1' | '2';
  readonly tests?: string[];
  readonly drugs: string[];
}

interface StayRow extends RecipeRow {
  readonly department: string;
  readonly weight: Record<HospitalGrade, number>;
  readonly costPerMille: number;
  readonly stay: [number, number];
  readonly surgery?: string;
  readonly exams: string[];
  readonly labs: string[];
  readonly treatments: string[];
  readonly consumables: string[];
  readonly intensive: string[];
}

interface DiagnosisFile {
  readonly inpatient: readonly StayRow[];
  readonly births: readonly StayRow[];
  readonly outpatient: readonly (RecipeRow & { readonly weight: number })[];
  readonly chronic: readonly (RecipeRow & {
    readonly disease: string;
    readonly weight: number;
    readonly monthlyYuan: number;
  })[];
}

const CLASSES: Readonly<Record<ItemRow['itemClass'], ItemClass>> = { 甲: '01', 乙: '02', 丙: '03' };
const GRADE_RANK = { one: 1, two: 2, three: 3 } as const;
/** Share of the grade-three service price that the other grades charge, per cent. */
const SERVICE_PRICE_PERCENT = { village: 70, one: 80, two: 90, three: 100, none: 100 } as const;

let loaded: DemoCatalogue | undefined;

/** Reads and checks the two files once. */
export function loadDemoCatalogue(): DemoCatalogue {
  loaded ??= readDemoCatalogue();
  return loaded;
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as T;
}

function readDemoCatalogue(): DemoCatalogue {
  const file = readJson<{ source: string; items: ItemRow[] }>('items.json');
  const items = file.items.map((row, index) => readItem(row, index, file.source));
  const byKey = new Map(items.map((item) => [item.key, item]));
  const item = (key: string): DemoItem =>
    byKey.get(key) ?? refuse(countyErrors.badCatalogue({ file: 'items.json', place: key, flaw: '没有这个项目' }));
  const indexes = (keys: readonly string[] | undefined): number[] => (keys ?? []).map((key) => item(key).index);
  const diagnoses = readJson<DiagnosisFile>('diagnoses.json');
  const stay = (row: StayRow): StayRecipe => ({
    ...row,
    code: diagnosisCode(row),
    gender: row.gender,
    surgery: row.surgery === undefined ? undefined : item(row.surgery).index,
    exams: indexes(row.exams),
    labs: indexes(row.labs),
    treatments: indexes(row.treatments),
    consumables: indexes(row.consumables),
    intensive: indexes(row.intensive),
    drugs: indexes(row.drugs),
  });
  return {
    items,
    item,
    stays: diagnoses.inpatient.map(stay),
    births: diagnoses.births.map(stay),
    visits: diagnoses.outpatient.map((row) => ({
      ...row,
      code: diagnosisCode(row),
      gender: row.gender,
      tests: indexes(row.tests),
      drugs: indexes(row.drugs),
    })),
    chronic: diagnoses.chronic.map((row) => ({
      ...row,
      code: diagnosisCode(row),
      monthly: yuan(row.monthlyYuan, row.name),
      tests: indexes(row.tests),
      drugs: indexes(row.drugs),
    })),
  };
}

function readItem(row: ItemRow, index: number, source: string): DemoItem {
  const flaw = !isItemCode(row.code) ? `编码 ${row.code} 不合国家编码形状` : undefined;
  if (flaw) return refuse(countyErrors.badCatalogue({ file: 'items.json', place: row.key, flaw }));
  const price = yuan(row.price, row.key);
  const graded = (percent: number): number =>
    row.listType !== '201' || row.flat ? price : Math.round((price * percent) / 1000) * 10;
  return {
    index,
    key: row.key,
    row: {
      itemCode: row.code,
      name: row.name,
      unit: row.unit,
      listType: row.listType,
      itemClass: CLASSES[row.itemClass],
      chargeType: row.chargeType,
      priorRatePer10k: row.priorPercent * 100,
      priceLimit: row.limit === undefined ? undefined : yuan(row.limit, row.key),
      restricted: row.restricted ?? false,
      source,
    },
    price: {
      village: graded(SERVICE_PRICE_PERCENT.village),
      one: graded(SERVICE_PRICE_PERCENT.one),
      two: graded(SERVICE_PRICE_PERCENT.two),
      three: graded(SERVICE_PRICE_PERCENT.three),
      none: graded(SERVICE_PRICE_PERCENT.none),
    },
    maxPerDay: row.maxPerDay,
    maxPerStay: row.maxPerStay,
    gender: row.gender,
    maxAge: row.maxAge,
    minGrade: row.minGrade === undefined ? 0 : GRADE_RANK[row.minGrade],
  };
}

function yuan(value: number, place: string): Fen {
  const amount = parseYuan(value);
  if (amount === undefined || amount <= 0)
    return refuse(
      countyErrors.badCatalogue({ file: 'items.json', place, flaw: `金额 ${value} 应为正数，至多两位小数` }),
    );
  return fen(amount);
}

function diagnosisCode(row: RecipeRow): string {
  if (hasNationalShape('diagnosis', row.code)) return row.code;
  const flaw = `诊断编码 ${row.code} 不合国家编码形状`;
  return refuse(countyErrors.badCatalogue({ file: 'diagnoses.json', place: row.name, flaw }));
}

/** The catalogue as the providers' capability takes it. */
export function demoCatalogueItems(from: IsoDate): CatalogueItem[] {
  return loadDemoCatalogue().items.map((item) => ({ ...item.row, from }));
}
