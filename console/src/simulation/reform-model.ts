/** Reforms while they are being written: what the form holds, and the reform file that it comes to. Pure. */
import type { LayerParameters, LimitParameters, PackParametersResponse, RuleParameters } from '../api/types.ts';

/** How a reform is written: the rules of a day, changed numbers, or a reform file. */
export type ReformKind = 'day' | 'numbers' | 'file';

export interface ReformDraft {
  readonly key: string;
  readonly name: string;
  readonly question: string;
  readonly kind: ReformKind;
  readonly day: string;
  /** What was typed, by field; a field that is not here stands as in the pack. */
  readonly edits: Readonly<Record<string, string>>;
  readonly text: string;
}

export const KIND_TITLES: Readonly<Record<ReformKind, string>> = {
  day: '按某一天的规定',
  numbers: '改数值',
  file: '方案文件',
};

export function newDraft(number: number, kind: ReformKind = 'numbers'): ReformDraft {
  const key = `${number}-${Math.random().toString(36).slice(2, 8)}`;
  return { key, name: `方案${'一二三四'[number - 1] ?? number}`, question: '', kind, day: '', edits: {}, text: '' };
}

/** Another draft, under a number that is free. */
export function nextDraft(drafts: readonly ReformDraft[]): ReformDraft {
  const numbers = drafts.map((_, index) => index + 1);
  const made = [...numbers, drafts.length + 1].map((number) => newDraft(number));
  return made.find(({ name }) => drafts.every((draft) => draft.name.trim() !== name)) ?? newDraft(drafts.length + 1);
}

/** A number that can be changed. */
export interface NumberField {
  readonly key: string;
  readonly label: string;
  readonly unit: 'yuan' | 'percent';
  readonly value: number;
}

/** Fields of a rule: threshold, rate; or of each slice its upper end and its rate. */
export function ruleFields(file: string, rule: RuleParameters): NumberField[] {
  const at = `${file} rule ${JSON.stringify(rule.address)}`;
  const fields: NumberField[] = [];
  if (rule.deductible !== null) {
    fields.push({ key: `${at} deductible`, label: '起付标准', unit: 'yuan', value: rule.deductible });
  }
  if (rule.rate !== null) fields.push({ key: `${at} rate`, label: '支付比例', unit: 'percent', value: rule.rate });
  for (const [index, slice] of rule.slices.entries()) {
    const words = `第 ${index + 1} 段`;
    if (slice.upTo !== null) {
      fields.push({ key: `${at} upTo${index}`, label: `${words}上限`, unit: 'yuan', value: slice.upTo });
    }
    fields.push({ key: `${at} rate${index}`, label: `${words}比例`, unit: 'percent', value: slice.rate });
  }
  return fields;
}

export function limitField(file: string, limit: LimitParameters): NumberField | null {
  if (limit.amount === null) return null;
  return { key: `${file} limit ${JSON.stringify(limit.address)}`, label: '限额', unit: 'yuan', value: limit.amount };
}

/** What is wrong with what was typed; undefined when it is a number that can stand there. */
export function fieldProblem(field: NumberField, text: string): string | undefined {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(text.trim())) return '应为不小于零、至多两位小数的数';
  return field.unit === 'percent' && Number(text) > 100 ? '不能超过 100 %' : undefined;
}

/** The value in force: what was typed, where it is a number, else the pack's own. */
function valueOfField(field: NumberField, edits: ReformDraft['edits']): number {
  const text = edits[field.key];
  return text === undefined || fieldProblem(field, text) !== undefined ? field.value : Number(text);
}

export function isChanged(field: NumberField, edits: ReformDraft['edits']): boolean {
  return valueOfField(field, edits) !== field.value;
}

export function allFields(parameters: PackParametersResponse): NumberField[] {
  return parameters.layers.flatMap(({ file, rules, limits }) => [
    ...rules.flatMap((rule) => ruleFields(file, rule)),
    ...limits.flatMap((limit) => limitField(file, limit) ?? []),
  ]);
}

/** What keeps a reform from being run, in words; undefined when nothing does. */
export function draftProblem(draft: ReformDraft, parameters: PackParametersResponse | undefined): string | undefined {
  if (draft.kind === 'file') return draft.text.trim() === '' ? '请填写或上传方案文件' : undefined;
  if (draft.name.trim() === '') return '请填写方案名称';
  if (draft.kind === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(draft.day) ? undefined : '请选择日期';
  if (parameters === undefined) return '政策的数值还没有读到';
  const fields = allFields(parameters);
  const wrong = fields.find(({ key }) => draft.edits[key] !== undefined && fieldProblemOf(draft, key, fields));
  if (wrong) return `“${wrong.label}”填写有误`;
  return fields.some((field) => isChanged(field, draft.edits)) ? undefined : '还没有改动任何数值';
}

function fieldProblemOf(draft: ReformDraft, key: string, fields: readonly NumberField[]): string | undefined {
  const field = fields.find((each) => each.key === key);
  const text = draft.edits[key];
  return field && text !== undefined ? fieldProblem(field, text) : undefined;
}

/** A reform file as data: written as JSON, which is YAML too, or by `stringify` for people. */
export type ReformContent = Readonly<Record<string, unknown>>;

/** The reform that a form comes to. A file's own text is sent as it is. */
export function reformContent(draft: ReformDraft, parameters: PackParametersResponse): ReformContent {
  const question = draft.question.trim();
  const head = {
    reform: draft.name.trim(),
    ...(question === '' ? {} : { question }),
    pack: parameters.pack.code,
  };
  if (draft.kind === 'day') return { ...head, rulesOf: draft.day };
  return { ...head, set: parameters.layers.flatMap((layer) => layerChanges(layer, draft.edits)) };
}

export function reformText(draft: ReformDraft, parameters: PackParametersResponse): string {
  return draft.kind === 'file' ? draft.text : JSON.stringify(reformContent(draft, parameters));
}

function layerChanges({ file, rules, limits }: LayerParameters, edits: ReformDraft['edits']): ReformContent[] {
  const ruleChanges = rules.flatMap((rule): ReformContent[] => {
    const changed = ruleFields(file, rule).filter((field) => isChanged(field, edits));
    if (changed.length === 0) return [];
    return [{ file, rule: rule.address, put: putOfRule(file, rule, edits) }];
  });
  const limitChanges = limits.flatMap((limit): ReformContent[] => {
    const field = limitField(file, limit);
    if (field === null || !isChanged(field, edits)) return [];
    return [{ file, limit: limit.address, put: { amount: valueOfField(field, edits) } }];
  });
  return [...ruleChanges, ...limitChanges];
}

/** Only what changes is written; of slices all, because they stand together. */
function putOfRule(file: string, rule: RuleParameters, edits: ReformDraft['edits']): ReformContent {
  const fields = ruleFields(file, rule);
  const find = (name: string) => fields.find(({ key }) => key.endsWith(` ${name}`));
  const value = (name: string) => {
    const field = find(name);
    return field && valueOfField(field, edits);
  };
  const moved = (name: string) => {
    const field = find(name);
    return field !== undefined && isChanged(field, edits);
  };
  const slicesMoved = rule.slices.some((_, index) => moved(`upTo${index}`) || moved(`rate${index}`));
  return {
    ...(moved('deductible') ? { deductible: value('deductible') } : {}),
    ...(moved('rate') ? { rate: `${value('rate')} %` } : {}),
    ...(slicesMoved
      ? {
          slices: rule.slices.map((slice, index) => ({
            ...(slice.upTo === null ? {} : { upTo: value(`upTo${index}`) }),
            rate: `${value(`rate${index}`)} %`,
          })),
        }
      : {}),
  };
}

/** The number of the reform that a refusal of the server is about; null where it is about none. */
export function refusedReform(path: string | undefined): number | null {
  const match = /^reforms\/(\d+)$/.exec(path ?? '');
  return match ? Number(match[1]) : null;
}
