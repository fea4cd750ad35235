/**
 * Names of codes: the national interface's lists (字典) and the office's own, both data under `catalogues/code-lists`.
 * A code is shown with its name everywhere; a code that no list has says so.
 */
import fs from 'node:fs';
import path from 'node:path';
import { findDivision } from './divisions.ts';

/** A code with its name: how every code leaves the server. */
export interface Coded {
  code: string;
  name: string;
}

interface ListsFile {
  readonly lists: Readonly<
    Record<
      string,
      {
        readonly values: readonly (readonly [code: string, name: string])[];
        /** Values that the edition leaves out, with where they were seen. */
        readonly additions?: readonly (readonly [code: string, name: string, ...source: string[]])[];
      }
    >
  >;
}

const FOLDER = path.join(import.meta.dirname, '../../catalogues/code-lists');
const FILES = ['national-interface.json', 'office.json'];

const LISTS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  FILES.flatMap((file) => {
    const { lists } = JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as ListsFile;
    return Object.entries(lists).map(([key, { values, additions = [] }]) => {
      const named = [...values, ...additions].map(([code, name]): [string, string] => [code, name]);
      return [key, new Map(named)] as const;
    });
  }),
);

function getList(list: string): ReadonlyMap<string, string> {
  const values = LISTS.get(list);
  if (!values) throw new RangeError(`no code list ${list}`);
  return values;
}

/** The code with its name in a list (`insutype`, `care` …). Throws on a list that no file has. */
export function coded(list: string, code: string): Coded {
  return { code, name: getList(list).get(code) ?? `未载名称（${code}）` };
}

/** All codes of a list, in the list's order. */
export function listCodes(list: string): Coded[] {
  return [...getList(list)].map(([code, name]) => ({ code, name }));
}

/** An administrative division (county, town, village) with its name. */
export function codedDivision(code: string): Coded {
  return { code, name: findDivision(code)?.name ?? `未载名称（${code}）` };
}
