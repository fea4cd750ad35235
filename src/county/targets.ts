/**
 * What the county published and what was generated, row by row. Published values carry their source; tolerances are a
 * property of the row: counts are met closely, money within 10 % for a sample and 3 % at full scale, because a sample
 * of a few hundred admissions moves in steps of one.
 */
import { type Fen, formatWanYuan } from '../kernel/money.ts';
import type { CountyModel } from './county-model.ts';
import type { CountyFigures } from './figures.ts';

export type TargetUnit = '人' | '人次' | '个' | '万元';

export interface Target {
  readonly id: keyof CountyFigures;
  readonly title: string;
  readonly unit: TargetUnit;
  /** At scale 1; fen where the unit is 万元. */
  readonly published: number;
  /** False for what stays the same at every scale. */
  readonly scales: boolean;
  readonly source: string;
}

export interface TargetRow {
  readonly target: Target;
  /** Published × scale. */
  readonly wanted: number;
  readonly generated: number;
  /** Per 10,000 of what was wanted, signed. */
  readonly deviationPer10k: number;
  readonly tolerancePer10k: number;
  readonly met: boolean;
}

const COUNT_TOLERANCE = 200;
const MONEY_TOLERANCE = { sample: 1000, full: 300 } as const;

/** The published figures as rows. */
export function targetsOf(model: CountyModel): Target[] {
  const { published, source } = model;
  const row = (id: Target['id'], title: string, unit: TargetUnit, value: number, scales = true): Target => ({
    id,
    title,
    unit,
    published: value,
    scales,
    source,
  });
  const raised = published.residents * published.residentRaisedPerHead;
  return [
    row('residents', '城乡居民参保人数', '人', published.residents),
    row('residentRaised', '城乡居民筹资（财政550＋个人250）', '万元', raised),
    row('residentPaid', '城乡居民基金支出（县内机构）', '万元', published.residentPaid),
    row('employees', '城镇职工参保人数', '人', published.employees),
    row('employeeRaised', '城镇职工筹资', '万元', published.employeeRaised),
    row('employeePaid', '城镇职工基金支出（县内机构）', '万元', published.employeePaid),
    row('aidVisits', '医疗救助人次（县内机构）', '人次', published.aidVisits),
    row('aidPaid', '医疗救助费用（县内机构）', '万元', published.aidPaid),
    row('villageClinics', '门诊统筹定点村卫生室', '个', published.villageClinics, false),
    row('poor', '建档立卡贫困人口参保', '人', published.poor),
    row('poorChronicPersons', '贫困人口门诊慢特病保障', '人', published.poorChronicPersons),
    row('poorChronicVisits', '贫困人口门诊慢特病报销', '人次', published.poorChronicVisits),
    row('poorChronicPaid', '贫困人口门诊慢特病报销金额', '万元', published.poorChronicPaid),
  ];
}

/** Compares each target with what stands in the database. */
export function compareTargets(model: CountyModel, scale: number, figures: CountyFigures): TargetRow[] {
  return targetsOf(model).map((target) => {
    const wanted = Math.round(target.published * (target.scales ? scale : 1));
    const generated = figures[target.id];
    const deviationPer10k = Math.round(((generated - wanted) * 10_000) / wanted);
    const moneyTolerance = scale >= 1 ? MONEY_TOLERANCE.full : MONEY_TOLERANCE.sample;
    const tolerancePer10k = target.unit === '万元' ? moneyTolerance : target.scales ? COUNT_TOLERANCE : 0;
    const met = Math.abs(generated - wanted) * 10_000 <= tolerancePer10k * wanted;
    return { target, wanted, generated, deviationPer10k, tolerancePer10k, met };
  });
}

export function formatTargetValue(unit: TargetUnit, value: number): string {
  if (unit === '万元') return formatWanYuan(value as Fen, { grouped: true });
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
