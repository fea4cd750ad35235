/**
 * A list's state lives in the address: filters by name, `page`, `size`, `sort`, and `open` for the record shown in the
 * drawer. These functions read it and write it; what is not understood falls back to the default.
 */
export const PAGE_SIZES = [20, 50, 100, 200] as const;
export const DEFAULT_SIZE = 20;

export interface ListQuery {
  readonly filters: Readonly<Record<string, string>>;
  readonly page: number;
  readonly size: number;
  /** Server's field name, with `-` before it for descending. */
  readonly sort: string | undefined;
}

export type SearchValues = Readonly<Record<string, string>>;

export function readListQuery(
  search: SearchValues,
  filterKeys: readonly string[],
  defaults: Readonly<Record<string, string>> = {},
): ListQuery {
  const filters: Record<string, string> = {};
  for (const key of filterKeys) {
    const value = search[key] ?? defaults[key];
    // `-` says "all" where a default would otherwise apply.
    if (value !== undefined && value !== '' && value !== ALL) filters[key] = value;
  }
  const size = Number(search.size);
  return {
    filters,
    page: wholeFrom(search.page, 1),
    size: PAGE_SIZES.some((known) => known === size) ? size : DEFAULT_SIZE,
    sort: /^-?[A-Za-z]+$/.test(search.sort ?? '') ? search.sort : undefined,
  };
}

/** Value in the address for "no restriction" where the filter has a default. */
export const ALL = '-';

/**
 * The change of the address for new filter values: back to the first page, the open record closed. An emptied filter
 * that has a default is written as "all", so that the default does not come back.
 */
export function filterPatch(
  values: Readonly<Record<string, string | undefined>>,
  defaults: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> {
  const patch: Record<string, string | undefined> = { page: undefined, open: undefined };
  for (const [key, value] of Object.entries(values)) {
    const trimmed = value?.trim();
    if (trimmed === undefined || trimmed === '') patch[key] = defaults[key] === undefined ? undefined : ALL;
    else patch[key] = trimmed === defaults[key] ? undefined : trimmed;
  }
  return patch;
}

/** Next state of a column's sorting: none → ascending → descending → none. */
export function nextSort(current: string | undefined, field: string): string | undefined {
  if (current === field) return `-${field}`;
  return current === `-${field}` ? undefined : field;
}

export function sortDirection(current: string | undefined, field: string): 'ascend' | 'descend' | null {
  if (current === field) return 'ascend';
  return current === `-${field}` ? 'descend' : null;
}

/** A page beyond the end happens when a filter narrows or rows go: the last page is meant. */
export function lastPage(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

function wholeFrom(text: string | undefined, fallback: number): number {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : fallback;
}
