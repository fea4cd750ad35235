/** The form's choices in plain words. What stands in brackets says what the term means to somebody at a counter. */
import type { CareKind, CarePlace, DecisiveDate, ProviderGrade, Scheme } from '../../../src/benefits/engine.ts';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

export const SCHEMES: readonly Choice<Scheme>[] = [
  { value: '390', label: '城乡居民', hint: '每年交一次的' },
  { value: '310', label: '职工', hint: '单位交，或自己按职工交' },
];

export const CARES: readonly Choice<CareKind>[] = [
  { value: 'inpatient', label: '住院' },
  { value: 'outpatient', label: '普通门诊' },
  { value: 'chronic', label: '门诊慢特病', hint: '已办认定的' },
];

export const GRADES: readonly Choice<Exclude<ProviderGrade, 'none'>>[] = [
  { value: 'village', label: '村卫生室' },
  { value: 'one', label: '一级', hint: '镇卫生院、社区' },
  { value: 'two', label: '二级', hint: '多为县级医院' },
  { value: 'three', label: '三级', hint: '多为市、省级医院' },
];

export const PLACES: readonly Choice<CarePlace>[] = [
  { value: 'local', label: '本地' },
  { value: 'resettled', label: '异地，长住已备案' },
  { value: 'referred', label: '异地，转诊已备案' },
  { value: 'unreferred', label: '异地，没有备案' },
];

export function labelOf<V extends string>(choices: readonly Choice<V>[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? '';
}

/** The date that a case is asked for by. */
export function dateName(care: CareKind, decidedBy: DecisiveDate): string {
  if (care !== 'inpatient') return '就诊日期';
  return decidedBy === 'admittedOn' ? '入院日期' : '出院日期';
}
