/** Reads policy packs from a folder. The only file of this capability that touches the file system. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { PackFolder } from './check-pack.ts';
import { compilePack, MAIN_FILE, REGISTER_FILE } from './compile-pack.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { type ContributionStandard, readContributionStandards } from './contributions.ts';
import { type EntitlementRules, readEntitlementRules } from './entitlement-policy.ts';
import { benefitErrors } from './errors.ts';
import type { PackFile } from './read-yaml.ts';

const CONTRIBUTION_FILE = 'national-contributions/standards.yaml';
const ENTITLEMENT_FILE = 'national-entitlement/entitlement.yaml';

/**
 * All packs under a folder, ordered by name: every sub-folder with a `pack.yaml`. Fails with the first flaw found, or
 * when two packs claim the same area and scheme.
 */
export function loadPolicies(rootFolder: string): Result<readonly PolicyPack[]> {
  const packs: PolicyPack[] = [];
  const { folders, register } = readPolicyFiles(rootFolder);
  for (const { folder, files } of folders) {
    const pack = compilePack(folder, [...(register === undefined ? [] : [register]), ...files]);
    if (!pack.ok) return pack;
    const { id, area, scheme } = pack.value;
    const rival = packs.find((other) => other.area === area && other.scheme === scheme);
    if (rival !== undefined) {
      return failed(benefitErrors.duplicatePack({ path: id, first: rival.id, second: id, area, scheme }));
    }
    packs.push(pack.value);
  }
  return ok(packs);
}

export interface PolicyFiles {
  /** Every sub-folder with a `pack.yaml`, by name, with its YAML files. */
  readonly folders: readonly PackFolder[];
  readonly register: PackFile | undefined;
  /** National contribution standards and entitlement rules, where they are there. */
  readonly national: readonly PackFile[];
}

/** The files of all policies under a folder, unread. */
export function readPolicyFiles(rootFolder: string): PolicyFiles {
  const read = (name: string): PackFile[] => {
    const file = path.join(rootFolder, name);
    return existsSync(file) ? [{ name, text: readFileSync(file, 'utf8') }] : [];
  };
  const names = readdirSync(rootFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    folders: names
      .map(({ name }) => name)
      .filter((name) => existsSync(path.join(rootFolder, name, MAIN_FILE)))
      .sort()
      .map((folder) => ({ folder, files: readFolder(path.join(rootFolder, folder), folder) })),
    register: read(REGISTER_FILE)[0],
    national: [...read(CONTRIBUTION_FILE), ...read(ENTITLEMENT_FILE)],
  };
}

/** The contribution standards of `national-contributions/standards.yaml` under the same folder. */
export function loadContributionStandards(rootFolder: string): Result<readonly ContributionStandard[]> {
  const file = path.join(rootFolder, CONTRIBUTION_FILE);
  if (!existsSync(file)) {
    return failed(benefitErrors.missingFile({ path: file, file: CONTRIBUTION_FILE, place: '居民医保筹资标准' }));
  }
  return readContributionStandards({ name: CONTRIBUTION_FILE, text: readFileSync(file, 'utf8') });
}

/** The entitlement rules of `national-entitlement/entitlement.yaml` under the same folder. */
export function loadEntitlementRules(rootFolder: string): Result<EntitlementRules> {
  const file = path.join(rootFolder, ENTITLEMENT_FILE);
  if (!existsSync(file)) {
    return failed(benefitErrors.missingFile({ path: file, file: ENTITLEMENT_FILE, place: '待遇享受资格' }));
  }
  return readEntitlementRules({ name: ENTITLEMENT_FILE, text: readFileSync(file, 'utf8') });
}

function readFolder(folder: string, name: string): PackFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: `${name}/${file}`, text: readFileSync(path.join(folder, file), 'utf8') }));
}
