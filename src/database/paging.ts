/** Lists: what a request says of its page and order, the query parameters for it, and the SQL it becomes. */
import { type RawBuilder, sql } from 'kysely';
import Type from 'typebox';
import { defineErrors } from '../kernel/result.ts';

export const queryErrors = defineErrors('query', {
  badRange: {
    status: 400,
    message: '起始 {from} 晚于截止 {to}',
    remedy: '请把起始改为不晚于截止',
  },
});

/** `page` counts from 1; `sort` is a field's name, with `-` before it for descending. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
  readonly sort?: string | undefined;
}

export interface PageOf<Row> {
  rows: Row[];
  /** Number of all matching rows. */
  total: number;
  page: number;
  size: number;
}

const SIZE = { default: 50, maximum: 1000 } as const;

/** Query parameters `page`, `size` and `sort` of a list that can be sorted by these fields. */
export function pageFields(sorts: readonly string[]) {
  return {
    page: Type.Integer({ title: '页码', default: 1, minimum: 1, maximum: 1_000_000 }),
    size: Type.Integer({ title: '每页行数', default: SIZE.default, minimum: 1, maximum: SIZE.maximum }),
    sort: Type.Optional(
      Type.String({
        title: '排序',
        pattern: `^-?(${sorts.join('|')})$`,
        remedy: `请从 ${sorts.join('、')} 中选择一项，降序在前面加 -`,
      }),
    ),
  };
}

/**
 * `order by` for a request. `columns` maps the fields that may be sorted by to SQL; `unique` is a column that decides
 * between equals, so that pages neither repeat nor lose rows.
 */
export function orderBy(sort: string, columns: Readonly<Record<string, string>>, unique: string): RawBuilder<unknown> {
  const descending = sort.startsWith('-');
  const column = columns[descending ? sort.slice(1) : sort];
  if (column === undefined) throw new RangeError(`not a field to sort by: ${sort}`);
  const direction = descending ? ' desc' : '';
  return sql.raw(`order by ${column}${direction}${column === unique ? '' : `, ${unique}${direction}`}`);
}

export function limitTo(request: PageRequest): RawBuilder<unknown> {
  return sql`limit ${request.size} offset ${(request.page - 1) * request.size}`;
}

/** `where` with all conditions, or nothing. */
export function whereAll(conditions: readonly (RawBuilder<unknown> | undefined)[]): RawBuilder<unknown> {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? sql`` : sql`where ${sql.join(present, sql` and `)}`;
}

/** Codes of digits below a prefix (610326101 → its villages), as a range: an index serves it in any collation. */
export function startsWithDigits(column: string, prefix: string): RawBuilder<boolean> {
  const above = String(BigInt(prefix) + 1n).padStart(prefix.length, '0');
  return sql<boolean>`(${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${above})`;
}

/** Pattern for `like` that finds what starts with the text as it stands. */
export function prefixPattern(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
