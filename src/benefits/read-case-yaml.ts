/** Reads a case file by the same reader as policies, and tells its flaws as flaws of a case. */
import type { Static, TSchema } from 'typebox';
import { attempt, type Failure, refuse } from '../kernel/result.ts';
import { caseErrors } from './case-errors.ts';
import { lineOf } from './locate-failure.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

/** The file's content; refuses what is no YAML or not of the schema with `cases.unreadable` or `cases.invalidValue`. */
export function readCaseYaml<S extends TSchema>(file: PackFile, schema: S): Static<S> {
  const read = attempt(() => readYaml(file, schema));
  return read.ok ? read.value : refuse(asCaseFailure(file, read.error));
}

function asCaseFailure(file: PackFile, { code, path, params }: Failure): Failure {
  if (code !== 'benefits.invalidValue') return caseErrors.unreadable({ path: file.name, ...params });
  return caseErrors.invalidValue({ ...params, ...placeInCase(file, path?.split('#')[1] ?? '') });
}

/** A place in a case file as its failures name it: path, file and line. */
export function placeInCase(file: PackFile, pointer: string): { path: string; file: string; place: string } {
  const place =
    pointer === '' ? `第 ${lineOf(file.text, pointer)} 行` : `第 ${lineOf(file.text, pointer)} 行的 ${pointer}`;
  return { path: `${file.name}#${pointer}`, file: file.name, place };
}
