/** A pack as its files say it: each of its form, nothing resolved yet. The checks read it from here. */
import { MAIN_FILE, REGISTER_FILE } from '../compile-pack.ts';
import type { Condition } from '../compiled-policy.ts';
import {
  FeeLinesFile,
  type FeeLinesSource,
  LayerFile,
  type LayerSource,
  MainFile,
  type MainSource,
  RegisterFile,
  type RegisterSource,
} from '../pack-schema.ts';
import { formFailures, type PackFile, readYaml } from '../read-yaml.ts';
import { alternativesOf } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';

export interface PackSource {
  readonly folder: string;
  readonly mainFile: string;
  readonly main: MainSource;
  readonly layers: readonly { readonly file: string; readonly source: LayerSource }[];
  readonly feeLines: { readonly file: string; readonly source: FeeLinesSource } | undefined;
  readonly documents: RegisterSource['documents'];
}

export interface ReadPack {
  readonly flaws: readonly Flaw[];
  /** Undefined where a file is missing or not of its form: there is nothing more to check then. */
  readonly source: PackSource | undefined;
}

/** Holds every file of the pack against its form and tells all flaws; missing files are left to the compiler. */
export function readPackSource(folder: string, files: readonly PackFile[], maker: FlawMaker): ReadPack {
  const mainFile = `${folder}/${MAIN_FILE}`;
  const byName = new Map(files.map((file) => [file.name, file]));
  const flaws: Flaw[] = [];
  const read = <T>(name: string, schema: Parameters<typeof formFailures>[1], parse: (file: PackFile) => T) => {
    const file = byName.get(name);
    if (file === undefined) return undefined;
    const failures = formFailures(file, schema);
    flaws.push(...failures.map((failure) => maker.flaw('error', failure)));
    return failures.length === 0 ? parse(file) : undefined;
  };
  const main = read(mainFile, MainFile, (file) => readYaml(file, MainFile));
  const register = read(REGISTER_FILE, RegisterFile, (file) => readYaml(file, RegisterFile));
  const layers = (main?.layers ?? []).flatMap((name) => {
    const file = `${folder}/${name}`;
    const source = read(file, LayerFile, (found) => readYaml(found, LayerFile));
    return source === undefined ? [] : [{ file, source }];
  });
  const feeFile = main?.feeLines === undefined ? undefined : `${folder}/${main.feeLines}`;
  const fees =
    feeFile === undefined ? undefined : read(feeFile, FeeLinesFile, (found) => readYaml(found, FeeLinesFile));
  const isWhole = layers.length === main?.layers.length && (feeFile === undefined) === (fees === undefined);
  if (main !== undefined) flaws.push(...unusedFiles(folder, main, files, maker));
  if (main === undefined || !isWhole || flaws.some(({ severity }) => severity === 'error')) {
    return { flaws, source: undefined };
  }
  const feeLines = feeFile === undefined || fees === undefined ? undefined : { file: feeFile, source: fees };
  return { flaws, source: { folder, mainFile, main, layers, feeLines, documents: register?.documents ?? {} } };
}

function unusedFiles(folder: string, main: MainSource, files: readonly PackFile[], maker: FlawMaker): Flaw[] {
  const used = new Set([MAIN_FILE, ...main.layers, main.feeLines].map((name) => `${folder}/${name}`));
  return files
    .filter(({ name }) => name.startsWith(`${folder}/`) && !used.has(name))
    .map(({ name }) =>
      maker.flaw('warning', flawErrors.unusedFile({ path: `${name}#`, file: name, value: `${folder}/${MAIN_FILE}` })),
    );
}

/** From a day on, until another: as YAML writes it. */
export interface Span {
  readonly from: string;
  readonly to: string | undefined;
}

export interface SourceRow extends Span {
  readonly place: string;
  readonly when: readonly Condition[];
  readonly source: string;
}

/** Rows of which the first that fits decides, and the time that they have to fill. */
export interface RowList {
  readonly kind: 'rules' | 'tilts' | 'limits' | 'yearEnd' | 'account' | 'poolsInto';
  readonly file: string;
  /** What the list says, for messages: “基本医保统筹”的规定. */
  readonly title: string;
  readonly rows: readonly SourceRow[];
  readonly span: Span;
  /** What the list belongs to, and when that applies. */
  readonly outer: { readonly title: string; readonly span: Span; readonly when: readonly Condition[] };
}

/** Every list of dated rows in the pack. */
export function rowListsOf({ mainFile, main, layers }: PackSource): RowList[] {
  const packSpan: Span = { from: main.from, to: main.to };
  const pack = { title: '本包', span: packSpan, when: [{}] };
  const ofMain = (kind: RowList['kind'], title: string, rows: readonly WrittenRow[] | undefined): RowList[] =>
    rows === undefined
      ? []
      : [{ kind, file: mainFile, title, rows: rowsOf(rows, `/${kind}`), span: packSpan, outer: pack }];
  return [
    ...layers.flatMap(({ file, source }) => layerLists(file, source, packSpan)),
    ...ofMain('account', '个人账户', main.account),
    ...ofMain('yearEnd', '跨年度住院', main.yearEnd),
    ...ofMain('poolsInto', '统筹层次', main.poolsInto),
  ];
}

interface WrittenRow {
  readonly from: string;
  readonly to?: string | undefined;
  readonly source: string;
  readonly when?: Parameters<typeof alternativesOf>[0];
}

function rowsOf(rows: readonly WrittenRow[], place: string): SourceRow[] {
  return rows.map(({ from, to, source, when }, index) => ({
    ...{ from, to, source, when: alternativesOf(when) },
    place: `${place}/${index}`,
  }));
}

function layerLists(file: string, source: LayerSource, packSpan: Span): RowList[] {
  const span = intersection(packSpan, { from: source.from, to: source.to }) ?? packSpan;
  const outer = { title: `“${source.title}”`, span, when: alternativesOf(source.when) };
  const list = (kind: RowList['kind'], title: string, rows: readonly WrittenRow[], place: string): RowList => ({
    ...{ kind, file, title, span, outer },
    rows: rowsOf(rows, place),
  });
  return [
    list('rules', source.title, source.rules, '/rules'),
    ...(source.tilts ?? []).map(({ title, rows }, index) => list('tilts', title, rows, `/tilts/${index}/rows`)),
    ...source.ceilings.map(({ title, limits }, index) => list('limits', title, limits, `/ceilings/${index}/limits`)),
  ];
}

/** The days that both spans have; undefined for none. */
export function intersection(left: Span, right: Span): Span | undefined {
  const from = [left.from, right.from].sort()[1] ?? left.from;
  const ends = [left.to, right.to].filter((to) => to !== undefined).sort();
  const to = ends[0];
  return to !== undefined && to <= from ? undefined : { from, to };
}

/** 2020-01-01 起; 2020-01-01 至 2022-08-31. */
export function describeSpan({ from, to }: Span): string {
  return to === undefined ? `${from} 起` : `${from} 至 ${to}（不含）`;
}
