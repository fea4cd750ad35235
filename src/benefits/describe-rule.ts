/** Conditions, schedules and cases in office Chinese. */
import { fen, formatYuan } from '../kernel/money.ts';
import type { Condition, Range, Schedule } from './compiled-policy.ts';
import type { CaseFacts } from './condition.ts';
import type { CareKind, CarePlace, ProviderGrade } from './model.ts';
import type { WhenSource } from './pack-schema.ts';

const CARE_NAMES: Readonly<Record<CareKind, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
};
const GRADE_NAMES: Readonly<Record<ProviderGrade, string>> = {
  village: '村级',
  one: '一级',
  two: '二级',
  three: '三级',
  none: '无等级',
};
const PLACE_NAMES: Readonly<Record<CarePlace, string>> = {
  local: '统筹区内',
  resettled: '异地安置',
  referred: '转诊异地',
  unreferred: '未转诊异地',
};

/** Names of the national codes that a pack speaks of, by code. */
export interface CodeNames {
  readonly identities: Readonly<Record<string, string>>;
  readonly personTypes: Readonly<Record<string, string>>;
}

/** "二级、统筹区内"; empty when nothing is asked. */
export function describeCondition(condition: Condition, names: CodeNames): string {
  const words = [
    condition.care?.map((care) => CARE_NAMES[care]).join('或'),
    condition.grade?.map((grade) => GRADE_NAMES[grade]).join('或'),
    condition.place?.map((place) => PLACE_NAMES[place]).join('或'),
    condition.age && describeRange(condition.age, '周岁'),
    condition.identity?.map((code) => names.identities[code] ?? code).join('或'),
    condition.personType?.map((code) => names.personTypes[code] ?? code).join('或'),
    condition.disease && `病种 ${condition.disease.join('、')}`,
    condition.visit && describeVisit(condition.visit),
    condition.retired === undefined ? undefined : condition.retired ? '退休' : '在职',
    condition.civilServant === undefined ? undefined : condition.civilServant ? '公务员' : '非公务员',
  ];
  return words.filter((word) => word !== undefined && word !== '').join('、');
}

function describeRange(range: Range, unit: string): string {
  const from = range.from === undefined ? '' : `满 ${range.from} ${unit}`;
  const under = range.under === undefined ? '' : `不满 ${range.under} ${unit}`;
  return [from, under].filter((word) => word !== '').join('');
}

function describeVisit(range: Range): string {
  const first = range.from ?? 1;
  if (range.under === undefined) return `年内第 ${first} 次及以后住院`;
  return range.under === first + 1 ? `年内第 ${first} 次住院` : `年内第 ${first} 至 ${range.under - 1} 次住院`;
}

/** A case in words, for a failure that must name what it found no rule for. */
export function describeFacts(facts: CaseFacts): string {
  const words = [
    CARE_NAMES[facts.care],
    GRADE_NAMES[facts.grade],
    PLACE_NAMES[facts.place],
    `${facts.age} 周岁`,
    `年内第 ${facts.visit} 次住院`,
    facts.retired ? '退休' : undefined,
    facts.civilServant ? '公务员' : undefined,
    facts.personType === undefined ? undefined : `人员类别 ${facts.personType}`,
    facts.identities.length === 0 ? undefined : `身份 ${facts.identities.join('、')}`,
    facts.disease === undefined ? undefined : `病种 ${facts.disease}`,
  ];
  return words.filter((word) => word !== undefined).join('、');
}

/** The condition of a row as its author wrote it. */
export function describeWhen(when: WhenSource | undefined, names: CodeNames): string {
  if (when === undefined) return '';
  const { anyOf, ...shared } = when;
  const alternatives = (anyOf ?? []).map((alternative) => describeCondition(alternative, names)).join('或');
  return [describeCondition(shared, names), alternatives].filter((words) => words !== '').join('、');
}

/** "600 元以上 80 %"; "10000 至 50000 元 60 %，50000 元以上 70 %". */
export function describeSchedule(schedule: Schedule): string {
  const slices = schedule.cuts.map((lower, index) => {
    const upper = schedule.cuts[index + 1];
    const rate = formatRate(schedule.rates[index] ?? 0);
    if (schedule.leaves[index] === 'deductible') return '';
    if (schedule.leaves[index] === 'overCap') return `${plainYuan(lower)} 元以上不计入`;
    if (upper !== undefined) return `${plainYuan(lower)} 至 ${plainYuan(upper)} 元 ${rate}`;
    return lower === 0 ? rate : `${plainYuan(lower)} 元以上 ${rate}`;
  });
  return slices.filter((words) => words !== '').join('，');
}

function plainYuan(amount: number): string {
  return formatYuan(fen(amount)).replace(/\.00$/, '');
}

/** "80 %", "62.5 %". */
export function formatRate(ratePer10k: number): string {
  return `${formatYuan(fen(ratePer10k)).replace(/\.?0+$/, '')} %`;
}
