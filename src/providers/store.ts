/** SQL of providers and the catalogue. */
import { sql } from 'kysely';
import type { ItemClass, ProviderGrade } from '../benefits/index.ts';
import { type DbOrTx, insertRows } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { CatalogueItem, Provider } from './model.ts';

interface ProviderTable {
  fixmedins_code: string;
  name: string;
  kind: Provider['kind'];
  grade: ProviderGrade;
  division: string;
  village_code: string | null;
  credit_code: string | null;
  secret_cipher: string | null;
  agreement_from: IsoDate;
  agreement_to: IsoDate | null;
}
interface CatalogueTable {
  item_code: string;
  from_date: IsoDate;
  to_date: IsoDate | null;
  name: string;
  unit: string;
  list_type: string;
  item_class: ItemClass;
  charge_type: string;
  prior_rate_per10k: number;
  price_limit_fen: number | null;
  restricted: boolean;
  source: string;
}
declare module '../database/database.ts' {
  interface Tables {
    provider: ProviderTable;
    catalogue_item: CatalogueTable;
  }
}

export function insertProviders(db: DbOrTx, providers: readonly Provider[]): Promise<number> {
  return insertRows(
    db,
    'provider',
    {
      fixmedins_code: 'text',
      name: 'text',
      kind: 'text',
      grade: 'text',
      division: 'text',
      village_code: 'text',
      credit_code: 'text',
      agreement_from: 'date',
      agreement_to: 'date',
    },
    providers.map((provider) => ({
      fixmedins_code: provider.fixmedinsCode,
      name: provider.name,
      kind: provider.kind,
      grade: provider.grade,
      division: provider.division,
      village_code: provider.villageCode ?? null,
      credit_code: provider.creditCode ?? null,
      agreement_from: provider.agreementFrom,
      agreement_to: provider.agreementTo ?? null,
    })),
    { onConflict: 'nothing' },
  );
}

export function insertItems(db: DbOrTx, items: readonly CatalogueItem[]): Promise<number> {
  return insertRows(
    db,
    'catalogue_item',
    {
      item_code: 'text',
      from_date: 'date',
      to_date: 'date',
      name: 'text',
      unit: 'text',
      list_type: 'text',
      item_class: 'text',
      charge_type: 'text',
      prior_rate_per10k: 'integer',
      price_limit_fen: 'bigint',
      restricted: 'boolean',
      source: 'text',
    },
    items.map((item) => ({
      item_code: item.itemCode,
      from_date: item.from,
      to_date: item.to ?? null,
      name: item.name,
      unit: item.unit,
      list_type: item.listType,
      item_class: item.itemClass,
      charge_type: item.chargeType,
      prior_rate_per10k: item.priorRatePer10k,
      price_limit_fen: item.priceLimit ?? null,
      restricted: item.restricted,
      source: item.source,
    })),
    { onConflict: 'nothing' },
  );
}

export async function readProviders(db: DbOrTx, codes: readonly string[]): Promise<Map<string, Provider>> {
  const rows = await db
    .selectFrom('provider')
    .selectAll()
    .where(sql<boolean>`fixmedins_code = any(${codes}::text[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.fixmedins_code,
      {
        fixmedinsCode: row.fixmedins_code,
        name: row.name,
        kind: row.kind,
        grade: row.grade,
        division: row.division,
        villageCode: row.village_code ?? undefined,
        creditCode: row.credit_code ?? undefined,
        agreementFrom: row.agreement_from,
        agreementTo: row.agreement_to ?? undefined,
      },
    ]),
  );
}

/** All versions of the items with these codes; the caller picks the one in force on its own day. */
export async function readItems(db: DbOrTx, codes: readonly string[]): Promise<CatalogueItem[]> {
  const rows = await db
    .selectFrom('catalogue_item')
    .selectAll()
    .where(sql<boolean>`item_code = any(${codes}::text[])`)
    .execute();
  return rows.map((row) => ({
    itemCode: row.item_code,
    from: row.from_date,
    to: row.to_date ?? undefined,
    name: row.name,
    unit: row.unit,
    listType: row.list_type,
    itemClass: row.item_class,
    chargeType: row.charge_type,
    priorRatePer10k: row.prior_rate_per10k,
    priceLimit: row.price_limit_fen === null ? undefined : (row.price_limit_fen as Fen),
    restricted: row.restricted,
    source: row.source,
  }));
}

export async function findSecretCipher(db: DbOrTx, code: string): Promise<string | null | undefined> {
  const row = await db
    .selectFrom('provider')
    .select('secret_cipher')
    .where('fixmedins_code', '=', code)
    .executeTakeFirst();
  return row?.secret_cipher;
}

export async function updateSecretCipher(db: DbOrTx, code: string, cipher: string): Promise<boolean> {
  const result = await db
    .updateTable('provider')
    .set({ secret_cipher: cipher })
    .where('fixmedins_code', '=', code)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
