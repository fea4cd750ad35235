/** Use cases of designated providers and their catalogue. */
import type { Office } from '../access/index.ts';
import type { DbOrTx } from '../database/index.ts';
import { type IsoDate, isEffective } from '../kernel/dates.ts';
import { isItemCode, isProviderCode } from '../kernel/national-codes.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { providerErrors } from './errors.ts';
import type { CatalogueItem, Provider } from './model.ts';
import * as store from './store.ts';

/** Registers providers; a code that exists is left as it is. Refuses `providers.badCode`. Returns how many are new. */
export async function registerProviders(db: DbOrTx, providers: readonly Provider[]): Promise<Result<number>> {
  const bad = providers.find((provider) => !isProviderCode(provider.fixmedinsCode));
  if (bad) return failed(providerErrors.badCode({ value: bad.fixmedinsCode, path: 'fixmedinsCode' }));
  return ok(await store.insertProviders(db, providers));
}

/** Takes catalogue rows; a version that exists is left as it is. Refuses `providers.badItem`. */
export async function importCatalogue(db: DbOrTx, items: readonly CatalogueItem[]): Promise<Result<number>> {
  const bad = items.find((item) => !isItemCode(item.itemCode));
  if (bad) return failed(providerErrors.badItem({ value: bad.itemCode, path: 'itemCode' }));
  return ok(await store.insertItems(db, items));
}

export async function findProvider(db: DbOrTx, code: string): Promise<Provider | undefined> {
  return (await store.readProviders(db, [code])).get(code);
}

export function findProviders(db: DbOrTx, codes: readonly string[]): Promise<Map<string, Provider>> {
  return store.readProviders(db, [...new Set(codes)]);
}

/** The items in force on a day, by code; a code that is not in the catalogue on that day is absent. */
export async function findItems(
  db: DbOrTx,
  codes: readonly string[],
  on: IsoDate,
): Promise<Map<string, CatalogueItem>> {
  const versions = await store.readItems(db, [...new Set(codes)]);
  return new Map(versions.filter((item) => isEffective(item, on)).map((item) => [item.itemCode, item]));
}

/** All versions by code, for batches that span days. */
export async function findItemVersions(
  db: DbOrTx,
  codes: readonly string[],
): Promise<Map<string, readonly CatalogueItem[]>> {
  const versions = await store.readItems(db, [...new Set(codes)]);
  return Map.groupBy(versions, (item) => item.itemCode);
}

export async function setProviderSecret(office: Office, code: string, secret: string): Promise<Result<void>> {
  const found = await store.updateSecretCipher(office.db, code, office.vault.encrypt(secret));
  return found ? ok(undefined) : failed(providerErrors.unknown({ value: code }));
}

export async function findProviderSecret(office: Office, code: string): Promise<string | undefined> {
  const cipher = await store.findSecretCipher(office.db, code);
  return cipher ? office.vault.decrypt(cipher) : undefined;
}
