/** The documents behind a pack, and the register itself: in force when the values are, carrying out what is registered. */
import { REGISTER_FILE } from '../compile-pack.ts';
import { RegisterFile, type RegisterSource } from '../pack-schema.ts';
import { formFailures, type PackFile, readYaml } from '../read-yaml.ts';
import { type CitedValue, citationsOf } from './check-unused.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import type { PackSource } from './pack-source.ts';

type RegisteredDocument = RegisterSource['documents'][string];

/** Values that rest on a document beyond its time. One flaw for each source. */
export function documentFlaws(pack: PackSource, maker: FlawMaker): Flaw[] {
  const citations = citationsOf(pack);
  return Object.entries(pack.main.sources).flatMap(([name, { register }]) => {
    const document = register === undefined ? undefined : pack.documents[register];
    if (register === undefined || document === undefined) return [];
    const place = `/sources/${name}/register`;
    const values = citations.filter(({ source }) => source === name);
    const tell = (found: readonly CitedValue[]) => ({
      ...{ path: `${pack.mainFile}#${place}`, file: pack.mainFile, place, value: register },
      count: found.length,
      first: firstOf(found, maker),
    });
    const late = values.filter(({ to }) => outlives(document, to));
    const early = values.filter(({ from }) => document.from !== undefined && from < document.from);
    return [
      ...(late.length === 0
        ? []
        : [maker.flaw('warning', flawErrors.outdatedDocument({ ...tell(late), status: ending(document) }))]),
      ...(early.length === 0
        ? []
        : [maker.flaw('hint', flawErrors.valueBeforeDocument({ ...tell(early), from: document.from ?? '' }))]),
    ];
  });
}

function firstOf(values: readonly CitedValue[], maker: FlawMaker): string {
  const [first] = values;
  return first === undefined ? '' : `${first.file} 第 ${maker.lineOf(first.file, first.place)} 行`;
}

const ENDED: Readonly<Partial<Record<RegisteredDocument['status'], string>>> = { repealed: '废止', expired: '失效' };

/** Whether a value is still in force when its document no longer is. */
function outlives({ to, status }: RegisteredDocument, valueTo: string | undefined): boolean {
  if (to !== undefined) return valueTo === undefined || valueTo > to;
  // It ended on a day that nobody noted: what is still in force now rests on nothing.
  return ENDED[status] !== undefined && valueTo === undefined;
}

function ending({ to, status }: RegisteredDocument): string {
  const word = ENDED[status] ?? '失效';
  return to === undefined ? `已${word}（日期未登记）` : `自 ${to} 起${word}`;
}

const LEVELS = { city: '市级', county: '县级' } as const;

/** The register of documents: its form, higher acts that are not in it, circles, local acts that name none. */
export function checkRegister(file: PackFile, maker: FlawMaker): Flaw[] {
  const failures = formFailures(file, RegisterFile);
  if (failures.length > 0) return failures.map((failure) => maker.flaw('error', failure));
  const { documents } = readYaml(file, RegisterFile);
  return Object.entries(documents).flatMap(([id, document]) => {
    const at = (place: string) => ({ path: `${REGISTER_FILE}#${place}`, file: REGISTER_FILE, place });
    const place = `/documents/${id}/carriesOut`;
    const higher = document.carriesOut ?? [];
    const circle = circleFrom(documents, id);
    const { level } = document;
    const isLocal = level === 'city' || level === 'county';
    return [
      ...higher.flatMap((number, index) =>
        number in documents
          ? []
          : [maker.flaw('error', flawErrors.unknownHigher({ ...at(`${place}/${index}`), value: number }))],
      ),
      ...(circle === undefined
        ? []
        : [maker.flaw('error', flawErrors.circularDocuments({ ...at(place), value: circle.join(' → ') }))]),
      ...(isLocal && higher.length === 0
        ? [
            maker.flaw(
              'hint',
              flawErrors.noHigherDocument({ ...at(`/documents/${id}`), value: id, level: LEVELS[level] }),
            ),
          ]
        : []),
    ];
  });
}

/** The way from a document back to itself, told once: at the circle's first member in the alphabet. */
function circleFrom(documents: RegisterSource['documents'], start: string): string[] | undefined {
  const search = (id: string, way: readonly string[]): string[] | undefined => {
    for (const higher of documents[id]?.carriesOut ?? []) {
      if (higher === start) return [...way, start];
      if (higher < start || way.includes(higher)) continue;
      const found = search(higher, [...way, higher]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(start, [start]);
}
