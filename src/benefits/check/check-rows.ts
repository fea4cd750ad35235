/**
 * What keeps single rows of a pack from being used: impossible days, unknown sources and names, rates above 100 %, rows
 * that an earlier one hides. The compiler would refuse each of them, but only the first that it meets.
 */
import { isIsoDate } from '../../kernel/dates.ts';
import { attempt, type Failure } from '../../kernel/result.ts';
import { compileFeeLines } from '../compile-fee-lines.ts';
import { ruleContextOf } from '../compile-layer.ts';
import { compileClause, compileInterval, compileRule, compileWhen, type Place, placeAt } from '../compile-rules.ts';
import { compileLimit, compileTilt } from '../compile-tilts.ts';
import { containsAll } from '../condition.ts';
import { conditionKey } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import { intersection, type PackSource, type RowList, rowListsOf, type SourceRow, type Span } from './pack-source.ts';

/** Failures of single rows, in the order of the files. */
export function rowFailures(pack: PackSource): Failure[] {
  return [...mainFailures(pack), ...pack.layers.flatMap(({ file, source }) => layerFailures(pack, file, source))];
}

/** The place of a pack's main file, from which its other places are derived. */
export function mainPlace({ mainFile, main, documents }: PackSource): Place {
  return {
    ...{ file: mainFile, path: '', registry: mainFile, sources: main.sources, documents },
    names: {
      identities: main.identities,
      personTypes: main.personTypes,
      tags: main.tags ?? {},
      groups: [...Object.values(main.groups ?? {}), '其余费用'],
    },
  };
}

/** The failures of computations that stand side by side, each once. */
function failuresOf(...works: readonly (() => unknown)[]): Failure[] {
  const places = new Set<string>();
  return works.flatMap((work) => {
    const result = attempt(work);
    if (result.ok || places.has(`${result.error.code} ${result.error.path}`)) return [];
    places.add(`${result.error.code} ${result.error.path}`);
    return [result.error];
  });
}

type Cited = Parameters<typeof compileClause>[0] & Parameters<typeof compileInterval>[0];

function citedFailures(row: Cited & { readonly when?: Parameters<typeof compileWhen>[0] }, place: Place): Failure[] {
  return failuresOf(
    () => compileInterval(row, place),
    () => compileWhen(row.when, placeAt(place, '/when')),
    () => compileClause(row, place),
  );
}

function mainFailures(pack: PackSource): Failure[] {
  const { main, feeLines } = pack;
  const place = mainPlace(pack);
  const rows = (name: 'account' | 'yearEnd' | 'poolsInto') =>
    (main[name] ?? []).flatMap((row, index) => citedFailures(row, placeAt(place, `/${name}/${index}`)));
  const groups = Object.keys(main.groups ?? {});
  const fees = feeLines && { ...place, file: feeLines.file };
  return [
    ...failuresOf(() => compileInterval(main, place)),
    ...Object.entries(main.sources).flatMap(([name, entry]) => sourceFailures(pack, name, entry, place)),
    ...rows('account'),
    ...rows('yearEnd'),
    ...rows('poolsInto'),
    ...(feeLines?.source.rules ?? []).flatMap((rule, index) => {
      // A rule alone, at its own place: the rules before it are left out, the place keeps its number.
      const at = placeAt(fees ?? place, `/rules/${index}`);
      const alone = { order: 'limitFirst' as const, rules: [rule] };
      const failures = failuresOf(() => compileFeeLines(alone, fees ?? place, groups));
      return [...citedFailures(rule, at), ...failures.map((failure) => moved(failure, index))];
    }),
  ];
}

/** A failure at `/rules/0` of a list that was cut down to one rule, told at the rule's own place. */
function moved(failure: Failure, index: number): Failure {
  const at = (text: string | undefined) => text?.replace('/rules/0', `/rules/${index}`);
  return {
    ...failure,
    path: at(failure.path),
    message: failure.message.replace('/rules/0', `/rules/${index}`),
    params: { ...failure.params, place: at(String(failure.params.place)) ?? '' },
  };
}

function sourceFailures(
  pack: PackSource,
  name: string,
  entry: PackSource['main']['sources'][string],
  place: Place,
): Failure[] {
  const registered = entry.register === undefined ? undefined : pack.documents[entry.register];
  if (entry.register !== undefined) return failuresOf(() => compileClause({ source: name }, place));
  const missing = [
    (entry.document ?? registered?.title) === undefined ? '文件（document）' : '',
    (entry.grade ?? registered?.grade) === undefined ? '来源等级（grade）' : '',
  ].filter((word) => word !== '');
  if (missing.length === 0) return [];
  const at = `/sources/${name}`;
  const params = { path: `${place.file}#${at}`, file: place.file, place: at, value: name };
  return [flawErrors.ungraded({ ...params, missing: missing.join('与') })];
}

function layerFailures(pack: PackSource, file: string, source: PackSource['layers'][number]['source']): Failure[] {
  const place = { ...mainPlace(pack), file };
  const context = ruleContextOf(source, Object.keys(pack.main.groups ?? {}));
  return [
    ...citedFailures(source, place),
    ...source.rules.flatMap((rule, index) => {
      const at = placeAt(place, `/rules/${index}`);
      return [...citedFailures(rule, at), ...failuresOf(() => compileRule(rule, at, context))];
    }),
    ...(source.tilts ?? []).flatMap((group, number) =>
      group.rows.flatMap((row, index) => {
        const at = placeAt(place, `/tilts/${number}/rows/${index}`);
        return [...citedFailures(row, at), ...failuresOf(() => compileTilt(row, at))];
      }),
    ),
    ...source.ceilings.flatMap((ceiling, number) =>
      ceiling.limits.flatMap((limit, index) => {
        const at = placeAt(place, `/ceilings/${number}/limits/${index}`);
        return [...citedFailures(limit, at), ...failuresOf(() => compileLimit(limit, at, () => []))];
      }),
    ),
  ];
}

/** Rows that never decide because an earlier one does: of the same condition, or of a wider one. */
export function hiddenRows(pack: PackSource, maker: FlawMaker): Flaw[] {
  return rowListsOf(pack).flatMap((list) => list.rows.flatMap((row, index) => hiddenRow(list, row, index, maker)));
}

function hiddenRow(list: RowList, row: SourceRow, index: number, maker: FlawMaker): Flaw[] {
  if (!isReal(row)) return [];
  for (const earlier of list.rows.slice(0, index)) {
    const shared = isReal(earlier) ? intersection(earlier, row) : undefined;
    const inForce = shared && intersection(shared, list.span);
    if (inForce === undefined || !containsAll(earlier.when, row.when)) continue;
    const build = conditionKey(earlier.when) === conditionKey(row.when) ? flawErrors.overlap : flawErrors.hidden;
    const failure = build({
      path: `${list.file}#${row.place}`,
      file: list.file,
      place: row.place,
      earlier: earlier.place,
      earlierLine: maker.lineOf(list.file, earlier.place),
      from: inForce.from,
      until: inForce.to === undefined ? '' : `，至 ${inForce.to}（不含）止`,
      value: row.to === undefined ? `自 ${row.from}` : `${row.from} 至 ${row.to}`,
    });
    return [maker.flaw('error', failure)];
  }
  return [];
}

/** Whether the interval is one at all; where it is not, that is said already. */
function isReal({ from, to }: Span): boolean {
  return isIsoDate(from) && (to === undefined || (isIsoDate(to) && from < to));
}
