/** The list of designated providers for the console. */
import { sql } from 'kysely';
import { coded, codedDivision } from '../catalogues/code-lists.ts';
import {
  type DbOrTx,
  limitTo,
  orderBy,
  type PageOf,
  type PageRequest,
  prefixPattern,
  whereAll,
} from '../database/index.ts';

export interface ProvidersQuery extends PageRequest {
  /** Part of the name, or the beginning of the code. */
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
}

interface ProviderRow {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly grade: string;
  readonly division: string;
  readonly agreementFrom: string;
  readonly agreementTo: string | null;
}

const SORTS = { code: 'fixmedins_code', name: 'name' } as const;
export const PROVIDER_SORTS = Object.keys(SORTS);

export async function listProviders(db: DbOrTx, query: ProvidersQuery) {
  const text = query.q?.trim() ?? '';
  const where = whereAll([
    text === ''
      ? undefined
      : sql`(name like ${`%${prefixPattern(text)}`} or fixmedins_code like ${prefixPattern(text.toUpperCase())})`,
    query.kind === undefined ? undefined : sql`kind = ${query.kind}`,
  ]);
  const [rows, total] = await Promise.all([
    sql<ProviderRow>`
      select fixmedins_code as code, name, kind, grade, division, agreement_from as "agreementFrom",
        agreement_to as "agreementTo"
      from provider ${where} ${orderBy(query.sort ?? 'code', SORTS, 'fixmedins_code')} ${limitTo(query)}`.execute(db),
    sql<{ total: number }>`select count(*) as total from provider ${where}`.execute(db),
  ]);
  return {
    rows: rows.rows.map((row) => ({
      ...row,
      kind: coded('providerKind', row.kind),
      grade: coded('providerGrade', row.grade),
      division: codedDivision(row.division),
    })),
    total: total.rows[0]?.total ?? 0,
    page: query.page,
    size: query.size,
  } satisfies PageOf<unknown>;
}
