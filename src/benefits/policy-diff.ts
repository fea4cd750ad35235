/** What changes from one policy to another, in words and with sources: two versions of a pack, or two areas. Pure. */
import type { CompiledPolicy, PackNames } from './compiled-policy.ts';
import type { SourceGrade } from './model.ts';
import { policySheet } from './policy-sheet.ts';
import {
  fieldWords,
  type PolicySheet,
  type SheetField,
  type SheetLayer,
  type SheetList,
  type SheetRow,
} from './sheet-model.ts';

export interface DiffSide {
  readonly policy: CompiledPolicy;
  /** Of its pack. */
  readonly names: PackNames;
}

export type ChangeState = 'added' | 'removed' | 'changed';

export const CHANGE_LABELS: Readonly<Record<ChangeState, string>> = { added: '新增', removed: '取消', changed: '调整' };

/** A value before and after; undefined where the side has none. */
export interface ChangedField {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ChangeSource {
  readonly document: string;
  readonly article: string | undefined;
  readonly grade: SourceGrade;
}

export interface PolicyChange {
  readonly state: ChangeState;
  /** What kind of provision: 规定, 倾斜（困难群众）, 限额（统筹年度最高支付限额） … */
  readonly list: string;
  /** To whom it applies; empty for the layer's or policy's own properties. */
  readonly condition: string;
  readonly fields: readonly ChangedField[];
  readonly before: ChangeSource | undefined;
  readonly after: ChangeSource | undefined;
}

/** The changes of one layer, or of what stands beside the layers. */
export interface DiffPart {
  readonly id: string;
  readonly title: string;
  readonly state: ChangeState;
  readonly changes: readonly PolicyChange[];
}

export type DiffHead = Pick<PolicySheet, 'policy' | 'title' | 'area' | 'scheme' | 'from' | 'to'>;

export interface PolicyDiff {
  readonly before: DiffHead;
  readonly after: DiffHead;
  /** Parts without a change are left out; empty when the two say the same. */
  readonly parts: readonly DiffPart[];
}

/**
 * Compares what two policies say, not how they write it. Layers are held against each other by their name, tilts and
 * limits by their title, rows by their condition; a change of a condition is one row less and another more.
 */
export function diffPolicies(before: DiffSide, after: DiffSide): PolicyDiff {
  return diffSheets(policySheet(before.policy, before.names), policySheet(after.policy, after.names));
}

/** `diffPolicies` of sheets that are made already. */
export function diffSheets(before: PolicySheet, after: PolicySheet): PolicyDiff {
  const work: DiffWork = { before, after };
  const parts = [
    part('general', '总则', generalChanges(before, after)),
    ...layerParts(work),
    part('account', '个人账户', rowChanges(work, '规定', [before.account], [after.account])),
    part('yearEnd', '跨年度住院', rowChanges(work, '规定', before.yearEnd, after.yearEnd)),
    part('feeLines', '费用明细', listChanges(work, '规定', before.feeLines, after.feeLines)),
  ];
  return { before: headOf(before), after: headOf(after), parts: parts.filter(({ changes }) => changes.length > 0) };
}

interface DiffWork {
  readonly before: PolicySheet;
  readonly after: PolicySheet;
}

function headOf({ policy, title, area, scheme, from, to }: PolicySheet): DiffHead {
  return { policy, title, area, scheme, from, to };
}

function part(id: string, title: string, changes: readonly PolicyChange[]): DiffPart {
  return { id, title, state: 'changed', changes };
}

function generalChanges(before: PolicySheet, after: PolicySheet): PolicyChange[] {
  const common = (sheet: PolicySheet, other: PolicySheet) =>
    sheet.layers.filter(({ id }) => other.layers.some((layer) => layer.id === id)).map(({ title }) => title);
  return ownChange('政策', fieldsOfPolicy(before, common(before, after)), fieldsOfPolicy(after, common(after, before)));
}

function fieldsOfPolicy({ decidedBy, identityRank }: PolicySheet, layers: readonly string[]): SheetField[] {
  return [
    { name: '适用日期', value: `按${decidedBy}` },
    { name: '身份次序', value: identityRank.join('、') || '未规定' },
    { name: '各层次序', value: layers.join('、') },
  ];
}

function layerParts(work: DiffWork): DiffPart[] {
  const { before, after } = work;
  const ids = [...new Set([...after.layers, ...before.layers].map(({ id }) => id))];
  return ids.map((id) => {
    const [old, current] = [before, after].map((sheet) => sheet.layers.find((layer) => layer.id === id));
    const state = old === undefined ? 'added' : current === undefined ? 'removed' : 'changed';
    return { id, title: (current ?? old)?.title ?? id, state, changes: layerChanges(work, old, current) };
  });
}

function layerChanges(work: DiffWork, old: SheetLayer | undefined, current: SheetLayer | undefined): PolicyChange[] {
  const tilts = pairedLists(old?.tilts ?? [], current?.tilts ?? []);
  const ceilings = pairedLists(old?.ceilings ?? [], current?.ceilings ?? []);
  return [
    ...ownChange('本层', layerFields(old), layerFields(current)),
    ...rowChanges(work, '规定', old?.rules ?? [], current?.rules ?? []),
    ...tilts.flatMap(([left, right]) => listChanges(work, `倾斜（${(right ?? left)?.title ?? ''}）`, left, right)),
    ...ceilings.flatMap(([left, right]) => listChanges(work, `限额（${(right ?? left)?.title ?? ''}）`, left, right)),
  ];
}

function layerFields(layer: SheetLayer | undefined): SheetField[] {
  return layer === undefined ? [] : [{ name: '支付方', value: layer.payer }, ...layer.fields];
}

/** Lists of one title together; what is left over on both sides, one each, belongs together under another title. */
function pairedLists(
  before: readonly SheetList[],
  after: readonly SheetList[],
): (readonly [SheetList | undefined, SheetList | undefined])[] {
  const paired = after.map((list) => [before.find(({ title }) => title === list.title), list] as const);
  const left = before.filter(({ title }) => !after.some((list) => list.title === title));
  const open = paired.filter(([old]) => old === undefined);
  if (left.length === 1 && open.length === 1) return paired.map(([old, list]) => [old ?? left[0], list] as const);
  return [...paired, ...left.map((list) => [list, undefined] as const)];
}

function listChanges(
  work: DiffWork,
  name: string,
  before: SheetList | undefined,
  after: SheetList | undefined,
): PolicyChange[] {
  const fields = (list: SheetList | undefined): SheetField[] =>
    list === undefined
      ? []
      : [{ name: '名称', value: list.title }, ...(list.note === undefined ? [] : [{ name: '计法', value: list.note }])];
  const own = before === undefined || after === undefined ? [] : ownChange(name, fields(before), fields(after));
  return [...own, ...rowChanges(work, name, before?.rows ?? [], after?.rows ?? [])];
}

/** A change of properties that no row holds. */
function ownChange(list: string, before: readonly SheetField[], after: readonly SheetField[]): PolicyChange[] {
  const fields = changedFields(before, after);
  if (fields.length === 0) return [];
  const state = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed';
  return [{ state, list, condition: '', fields, before: undefined, after: undefined }];
}

function rowChanges(
  { before: old, after: current }: DiffWork,
  list: string,
  before: readonly SheetRow[],
  after: readonly SheetRow[],
): PolicyChange[] {
  const changes = after.flatMap((row): PolicyChange[] => {
    const former = before.find(({ key }) => key === row.key);
    const sources = { before: former && sourceOf(old, former), after: sourceOf(current, row) };
    if (former === undefined) {
      return [{ state: 'added', list, condition: row.condition, fields: changedFields([], row.fields), ...sources }];
    }
    const fields = [...changedFields(former.fields, row.fields), ...changedSource(sources.before, sources.after)];
    return fields.length === 0 ? [] : [{ state: 'changed', list, condition: row.condition, fields, ...sources }];
  });
  const removed = before
    .filter(({ key }) => !after.some((row) => row.key === key))
    .map((row): PolicyChange => {
      const sources = { before: sourceOf(old, row), after: undefined };
      return { state: 'removed', list, condition: row.condition, fields: changedFields(row.fields, []), ...sources };
    });
  return [...changes, ...removed];
}

function sourceOf({ sources }: PolicySheet, { cited }: SheetRow): ChangeSource {
  const document = sources.find(({ number }) => number === cited.source)?.document ?? '';
  return { document, article: cited.article, grade: cited.grade };
}

function changedFields(before: readonly SheetField[], after: readonly SheetField[]): ChangedField[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [old, current] = [before, after].map((fields) => fields.find((field) => field.name === name)?.value);
    return old === current ? [] : [{ name, before: old, after: current }];
  });
}

/** The same value on another authority is a change too. */
function changedSource(before: ChangeSource | undefined, after: ChangeSource): ChangedField[] {
  const words = ({ document, article }: ChangeSource) => `${document}${article === undefined ? '' : ` ${article}`}`;
  if (before === undefined || words(before) === words(after)) return [];
  return [{ name: '依据', before: words(before), after: words(after) }];
}

/** "起付标准 800 元 → 600 元，支付比例 78 % → 80 %"; what only one side has is said as it is. */
export function changeWords({ fields }: PolicyChange): string {
  return fields
    .map(({ name, before, after }) => {
      if (before !== undefined && after !== undefined) return `${name} ${before} → ${after}`;
      const value = after ?? before ?? '';
      return fields.length === 1 ? value : fieldWords({ name, value });
    })
    .join('，');
}
