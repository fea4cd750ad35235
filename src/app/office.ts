/** Composition of one bureau's context: database, vault, policies, clock. The only place that reads the environment. */
import fs from 'node:fs';
import path from 'node:path';
import { checkVaultKey, openVault } from '../access/index.ts';
import { loadContributionStandards, loadEntitlementRules, loadPolicies } from '../benefits/index.ts';
import { type ContributionOffice, loadFunding } from '../contributions/index.ts';
import {
  type DatabaseHandle,
  migrate,
  openDatabase,
  requireReachable,
  startEmbeddedPostgres,
} from '../database/index.ts';
import { type Clock, systemClock } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';

export const ROOT = path.join(import.meta.dirname, '../..');
export const DEMO_AREA = '610326';
export const POLICIES = path.join(ROOT, 'policies');

export interface RunningOffice {
  readonly office: ContributionOffice;
  readonly handle: DatabaseHandle;
  /** Where the data lies: the folder of the embedded database, or the server's address without its password. */
  readonly place: string;
  close(): Promise<void>;
}

/** The folder for data, keys and unpacked browsers: `TONGCHOU_VAR`, else `var/` of the project. */
export function varFolder(): string {
  return path.resolve(process.env.TONGCHOU_VAR ?? path.join(ROOT, 'var'));
}

/** Opens the office on `DATABASE_URL` when it is set, else on the embedded database; migrates it. */
export async function openOffice(
  options: { readonly clock?: Clock; readonly area?: string } = {},
): Promise<RunningOffice> {
  const folder = varFolder();
  fs.mkdirSync(folder, { recursive: true });
  const embedded = process.env.DATABASE_URL ? undefined : await startEmbeddedPostgres(path.join(folder, 'postgres'));
  const url = process.env.DATABASE_URL || (embedded?.url ?? '');
  const handle = openDatabase(url);
  try {
    await requireReachable(handle.db);
    await migrate(handle.db);
    const office = composeOffice(handle, folder, options);
    await checkVaultKey(office.db, office.vault);
    return {
      office,
      handle,
      place: embedded ? path.join(folder, 'postgres') : url.replace(/:[^:@/]*@/, ':***@'),
      close: async () => {
        await handle.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await handle.close();
    await embedded?.stop();
    throw error;
  }
}

/** The context on an open, migrated database: for the server, the command line and the tests alike. */
export function composeOffice(
  handle: Pick<DatabaseHandle, 'db'>,
  folder: string,
  options: { readonly clock?: Clock; readonly area?: string } = {},
): ContributionOffice {
  const area = options.area ?? DEMO_AREA;
  return {
    db: handle.db,
    vault: openVault({ keyFile: path.join(folder, 'vault.key'), key: process.env.TONGCHOU_KEY }),
    clock: options.clock ?? systemClock,
    area,
    policies: unwrap(loadPolicies(POLICIES)),
    entitlements: unwrap(loadEntitlementRules(POLICIES)),
    standards: unwrap(loadContributionStandards(POLICIES)),
    funding: unwrap(loadFunding(path.join(POLICIES, '610326-meixian-funding/funding.yaml'))),
  };
}
