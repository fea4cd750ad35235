/** Reads the files of policy packs. */
import fs from 'node:fs';
import path from 'node:path';
import type { PackFile } from '../benefits/index.ts';

const MAIN_FILE = 'pack.yaml';
/** The register of normative documents stands beside the packs, and is a part of each. */
const REGISTER_FILE = 'register.yaml';

/** The packs under a folder, by name. */
export function listPackFolders(root: string): string[] {
  return fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(root, entry.name, MAIN_FILE)))
    .map(({ name }) => name)
    .sort();
}

/** A pack's files as `compilePack` takes them; undefined where there is no such pack. */
export function readPackFiles(root: string, pack: string): PackFile[] | undefined {
  if (!listPackFolders(root).includes(pack)) return undefined;
  const register = path.join(root, REGISTER_FILE);
  const folder = path.join(root, pack);
  const own = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: `${pack}/${file}`, text: fs.readFileSync(path.join(folder, file), 'utf8') }));
  const shared = fs.existsSync(register) ? [{ name: REGISTER_FILE, text: fs.readFileSync(register, 'utf8') }] : [];
  return [...shared, ...own];
}
