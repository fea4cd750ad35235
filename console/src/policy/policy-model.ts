/** What the page of a policy shows, from what the server sends. Pure. */
import type { DiffPart, PolicyChange, PolicyDiff } from '../../../src/benefits/policy-diff.ts';
import { fieldWords } from '../../../src/benefits/sheet-model.ts';
import { addDays, isoDate } from '../../../src/kernel/dates.ts';
import type { PolicyListResponse } from '../api/types.ts';

/** "2022-09-01 起"; "2020-01-01 至 2022-08-31", both days included. */
export function spanName({ from, to }: { readonly from: string; readonly to?: string | null | undefined }): string {
  return to == null ? `${from} 起` : `${from} 至 ${addDays(isoDate(to), -1)}`;
}

/** The areas to choose from: the office's own, those with a pack, invented ones last. */
export function areaOptions({ area, rows }: PolicyListResponse): { readonly value: string; readonly label: string }[] {
  const areas = new Map([[area.code, area], ...rows.map((row) => [row.area.code, row.area] as const)]);
  const isInvented = (code: string) => code.startsWith('9');
  const sorted = [...areas.values()].sort((left, right) => {
    if ((left.code === area.code) !== (right.code === area.code)) return left.code === area.code ? -1 : 1;
    return left.code < right.code ? -1 : 1;
  });
  return [...sorted.filter(({ code }) => !isInvented(code)), ...sorted.filter(({ code }) => isInvented(code))].map(
    ({ code, name }) => ({ value: code, label: `${code} ${name}` }),
  );
}

export interface ChangeRow {
  readonly key: string;
  readonly part: string;
  readonly change: PolicyChange;
  readonly before: string;
  readonly after: string;
}

/** The changes as rows of one table; what a side does not have is a dash. */
export function changeRows({ parts }: PolicyDiff): ChangeRow[] {
  return parts.flatMap((part) =>
    part.changes.map((change, index) => ({
      key: `${part.id}/${index}`,
      part: partName(part),
      change,
      before: sideWords(change, 'before'),
      after: sideWords(change, 'after'),
    })),
  );
}

function partName({ title, state }: DiffPart): string {
  if (state === 'changed') return title;
  return state === 'added' ? `${title}（新增）` : `${title}（取消）`;
}

function sideWords({ fields, condition }: PolicyChange, side: 'before' | 'after'): string {
  const values = fields.flatMap(({ name, [side]: value }) => (value === undefined ? [] : [{ name, value }]));
  if (values.length === 0) return '—';
  return values.map((field) => (fields.length === 1 && condition !== '' ? field.value : fieldWords(field))).join('，');
}

/** What changed in a row of the sheet; undefined for a row that stands as it stood. */
export function changeOf(
  difference: PolicyDiff | null,
  part: string,
  list: string,
  condition: string,
): PolicyChange | undefined {
  return difference?.parts
    .find(({ id }) => id === part)
    ?.changes.find((change) => change.state !== 'removed' && change.list === list && change.condition === condition);
}

/** What a field was before: "800 元"; undefined where it did not change. */
export function formerValue(change: PolicyChange | undefined, name: string): string | undefined {
  if (change?.state !== 'changed') return undefined;
  return change.fields.find((field) => field.name === name)?.before;
}
