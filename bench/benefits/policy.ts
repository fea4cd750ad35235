/** The benchmark's own policy, and the packs of the project, as texts and compiled. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compilePack, type PackFile, type PolicyPack } from '../../src/benefits/index.ts';
import { unwrap } from '../../src/kernel/result.ts';

const REGISTER = 'register.yaml';
const BENCH_PACK = '999909-sample-employees';

/** A pack before it is compiled. */
export interface PackTexts {
  readonly folder: string;
  readonly files: readonly PackFile[];
}

function readTexts(folder: string, place: string): PackTexts {
  const names = readdirSync(place).filter((name) => name.endsWith('.yaml'));
  const files = names.map((name) => ({
    name: `${folder}/${name}`,
    text: readFileSync(path.join(place, name), 'utf8'),
  }));
  return { folder, files };
}

export function benchTexts(): PackTexts {
  return readTexts(BENCH_PACK, path.join(import.meta.dirname, 'policy'));
}

/** With the register of documents that its sources point to, as the loader hands it over. */
export function projectTexts(folder: string): PackTexts {
  const place = path.join(import.meta.dirname, '../../policies');
  const { files } = readTexts(folder, path.join(place, folder));
  const register = { name: REGISTER, text: readFileSync(path.join(place, REGISTER), 'utf8') };
  return { folder, files: [register, ...files] };
}

export function compileTexts({ folder, files }: PackTexts): PolicyPack {
  return unwrap(compilePack(folder, files));
}

/** The bench policy with another inpatient threshold at grade two (yuan): a scenario. */
export function withThreshold({ folder, files }: PackTexts, threshold: number): PackTexts {
  const changed = files.map(({ name, text }) => ({
    name,
    text: text.replace('deductible: 800', `deductible: ${threshold}`),
  }));
  return { folder, files: changed };
}
