/** `tongchou benefits compute`: any policy on any case, from files. */
import fs from 'node:fs';
import path from 'node:path';
import {
  caseErrors,
  compilePack,
  computeCaseFile,
  type PackFile,
  policyOfPack,
  readPolicyFile,
  renderResult,
  type SinglePolicy,
} from '../benefits/index.ts';
import { type IsoDate, isIsoDate } from '../kernel/dates.ts';
import { asResult, type Failure, refuse, unwrap } from '../kernel/result.ts';
import { appErrors } from './errors.ts';
import { say } from './terminal.ts';

export interface ComputeFilesOptions {
  /** A pack folder, or the file of a single-file policy. */
  readonly policy: string;
  readonly case: string;
  readonly format: 'text' | 'json';
  readonly on?: string | undefined;
}

/**
 * Prints what the policy gives for the case. An expected failure is refused with its remedy, and with `--format json`
 * printed as `{ "error": … }` besides.
 */
export async function computeFiles(options: ComputeFilesOptions): Promise<number> {
  const result = await asResult(async () => {
    const on = options.on === undefined ? undefined : readDay(options.on);
    return unwrap(computeCaseFile(readPolicy(options.policy), readText(options.case), { on }));
  });
  if (!result.ok) {
    if (options.format === 'json') say(JSON.stringify({ error: writeFailure(result.error) }, undefined, 2));
    return refuse(result.error);
  }
  say(options.format === 'json' ? JSON.stringify(result.value, undefined, 2) : renderResult(result.value));
  return 0;
}

function writeFailure({ code, message, remedy, path: place }: Failure): object {
  return { code, message, remedy, ...(place !== undefined && { path: place }) };
}

function readDay(text: string): IsoDate {
  return isIsoDate(text) ? text : refuse(appErrors.badDate({ value: text, path: 'on' }));
}

/** A policy from a pack folder or a single file; refuses what is neither, or does not compile. */
export function readPolicy(file: string): SinglePolicy {
  if (!isFolder(file)) return unwrap(readPolicyFile(readText(file)));
  const folder = path.resolve(file);
  if (!fs.existsSync(path.join(folder, 'pack.yaml'))) return refuse(caseErrors.missingPack({ path: file, file }));
  return policyOfPack(unwrap(compilePack(path.basename(folder), readPackFolder(folder))));
}

/** The files of a pack, and the register of normative documents beside its folder. */
function readPackFolder(folder: string): PackFile[] {
  const name = path.basename(folder);
  const register = path.join(path.dirname(folder), 'register.yaml');
  const shared = fs.existsSync(register) ? [{ name: 'register.yaml', text: fs.readFileSync(register, 'utf8') }] : [];
  const own = fs
    .readdirSync(folder)
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => ({ name: `${name}/${entry}`, text: fs.readFileSync(path.join(folder, entry), 'utf8') }));
  return [...shared, ...own];
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readText(file: string): PackFile {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return refuse(caseErrors.missingFile({ path: file, file }));
  return { name: file, text: fs.readFileSync(file, 'utf8') };
}
