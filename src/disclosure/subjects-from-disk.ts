/** Reads the subject catalogue that ships with the project. Server side only. */
import { readFileSync } from 'node:fs';
import { loadSubjects, type Subjects } from './subjects.ts';

const CATALOGUE = new URL('../../catalogues/subjects/', import.meta.url);

let loaded: Subjects | undefined;

export function subjectsFromDisk(): Subjects {
  const read = (name: string) => readFileSync(new URL(name, CATALOGUE), 'utf8');
  loaded ??= loadSubjects({
    functional: read('functional.csv'),
    economic: read('economic.csv'),
    coverage: read('coverage.csv'),
  });
  return loaded;
}
