/** Filters above a list, declared as data. */
export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

export type Filter = {
  readonly key: string;
  readonly label: string;
  readonly width?: number;
  /** Applies until another value, or "all", is chosen. */
  readonly initial?: string;
} & (
  | { readonly kind: 'text'; readonly placeholder: string }
  | { readonly kind: 'select'; readonly options: readonly FilterOption[] }
  | { readonly kind: 'provider' }
  | { readonly kind: 'date' }
);

export function optionsOf(list: readonly { readonly code: string; readonly name: string }[]): FilterOption[] {
  return list.map(({ code, name }) => ({ value: code, label: name }));
}

export function initialValues(filters: readonly Filter[]): Record<string, string> {
  return Object.fromEntries(
    filters.flatMap((filter) => (filter.initial === undefined ? [] : [[filter.key, filter.initial]])),
  );
}

/** The filters in force, in words: "险种：城乡居民基本医疗保险；结算月份：2021年3月". Whole list when there are none. */
export function filtersInWords(filters: readonly Filter[], values: Readonly<Record<string, string>>): string {
  const parts = filters.flatMap((filter) => {
    const value = values[filter.key];
    if (value === undefined) return [];
    const named = filter.kind === 'select' ? filter.options.find((option) => option.value === value)?.label : undefined;
    return [`${filter.label}：${named ?? value}`];
  });
  return parts.length === 0 ? '全部' : parts.join('；');
}
