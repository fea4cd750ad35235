/** Conditions, schedules and cases in office Chinese. */
import { fen, formatYuan } from '../kernel/money.ts';
import type { Condition, Range, RuleTerms, Schedule, TiltEffect } from './compiled-policy.ts';
import type { CaseFacts } from './condition.ts';
import type { BenefitCare, CarePlace, ProviderGrade } from './model.ts';
import type { WhenSource } from './pack-schema.ts';

const CARE_NAMES: Readonly<Record<BenefitCare, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  maternity: '生育',
  longTerm: '长期护理',
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
  readonly tags: Readonly<Record<string, string>>;
  /** Titles of the fee-line groups, in the pack's order, the rest last. */
  readonly groups: readonly string[];
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
    condition.certified && `认定病种 ${condition.certified.join('＋')}`,
    condition.certifiedCount && `认定病种数${describeRange(condition.certifiedCount, '个')}`,
    condition.package && `定额病种 ${condition.package.join('、')}`,
    condition.tag?.map((tag) => names.tags[tag] ?? tag).join('或'),
    condition.withoutTag?.map((tag) => `非${names.tags[tag] ?? tag}`).join('、'),
    condition.visit && describeVisit(condition.visit),
    condition.days && `住院${describeRange(condition.days, '天')}`,
    condition.monthsSince && `认定后${describeRange(condition.monthsSince, '个月')}`,
    condition.crossYear === undefined ? undefined : condition.crossYear ? '跨年度住院' : '非跨年度住院',
    condition.continued === undefined ? undefined : condition.continued ? '同次住院的后续结算' : '首次结算',
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
    facts.package === undefined ? undefined : `定额病种 ${facts.package}`,
    facts.tags.length === 0 ? undefined : `标记 ${facts.tags.join('、')}`,
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

/** A rule's numbers in a phrase: its schedule, and what stands beside it. */
export function describeTerms(
  terms: RuleTerms,
  schedule: Schedule,
  context: { readonly ownDeductible: boolean; readonly groupTitles: readonly string[] },
): string {
  if (terms.package !== undefined) return describePackage(terms.package);
  const groups = terms.groupRates.map(
    ({ groups: indices, ratePer10k }) =>
      `${indices.map((index) => context.groupTitles[index] ?? '').join('、')} ${formatRate(ratePer10k)}`,
  );
  const share = terms.groupShare === 'proportional' ? '按比例' : '依次';
  const parts = [
    terms.firstTakePer10k > 0 ? `先行自付 ${formatRate(terms.firstTakePer10k)}` : '',
    context.ownDeductible && terms.deductible > 0 ? `起付标准 ${plainYuan(terms.deductible)} 元` : '',
    describeSchedule(schedule),
    groups.length > 0 ? `其中${groups.join('、')}（${share}共用起付标准）` : '',
  ];
  return parts.filter((words) => words !== '').join('，');
}

function describePackage({ price, personPer10k, excess, surplus }: NonNullable<RuleTerms['package']>): string {
  const person = personPer10k === 0 ? '个人不负担' : `个人负担 ${formatRate(personPer10k)}`;
  const over = excess === 'hospital' ? '超出部分由医院负担' : '超出部分由个人负担';
  const under = surplus === 'kept' ? '结余归医院' : '不足定额的按实际费用';
  return `定额 ${plainYuan(price)} 元，${person}，${over}，${under}`;
}

/** "起付标准减半，各段比例 +5 %". */
export function describeEffect(effect: TiltEffect): string {
  const words = [
    effect.deductible === undefined
      ? ''
      : effect.deductible === 0
        ? '不设起付标准'
        : `起付标准 ${plainYuan(effect.deductible)} 元`,
    effect.deductibleTimesPer10k === undefined
      ? ''
      : effect.deductibleTimesPer10k === 5000
        ? '起付标准减半'
        : `起付标准按 ${formatRate(effect.deductibleTimesPer10k)}`,
    effect.deductibleMinus === undefined ? '' : `起付标准降低 ${plainYuan(effect.deductibleMinus)} 元`,
    effect.deductibleAtLeast === undefined ? '' : `起付标准不低于 ${plainYuan(effect.deductibleAtLeast)} 元`,
    effect.rateTimesPer10k === undefined ? '' : `支付比例按 ${formatRate(effect.rateTimesPer10k)} 折算`,
    effect.ratePointsPer10k === undefined ? '' : describePoints(effect.ratePointsPer10k),
    effect.coPayTimesPer10k === undefined ? '' : `个人负担按 ${formatRate(effect.coPayTimesPer10k)}`,
    effect.rateAtLeastPer10k === undefined ? '' : `支付比例不低于 ${formatRate(effect.rateAtLeastPer10k)}`,
    effect.rateAtMostPer10k === undefined ? '' : `支付比例不高于 ${formatRate(effect.rateAtMostPer10k)}`,
    effect.firstTakePer10k === undefined ? '' : `先行自付 ${formatRate(effect.firstTakePer10k)}`,
  ];
  return words.filter((word) => word !== '').join('，');
}

function describePoints(points: number): string {
  const size = formatRate(Math.abs(points)).replace(' %', '');
  return points < 0 ? `支付比例降低 ${size} 个百分点` : `支付比例提高 ${size} 个百分点`;
}

function plainYuan(amount: number): string {
  return formatYuan(fen(amount)).replace(/\.00$/, '');
}

/** "80 %", "62.5 %". */
export function formatRate(ratePer10k: number): string {
  return `${formatYuan(fen(ratePer10k)).replace(/\.?0+$/, '')} %`;
}
