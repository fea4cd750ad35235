/** What a pack registers and nothing in it uses: sources, accumulators, names of codes, marks and groups. */
import { ENCOUNTER } from '../compile-layer.ts';
import type { Condition } from '../compiled-policy.ts';
import { parseExpression } from '../expression.ts';
import type { LayerSource } from '../pack-schema.ts';
import { alternativesOf } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import { type PackSource, rowListsOf } from './pack-source.ts';

export function unusedFlaws(pack: PackSource, maker: FlawMaker): Flaw[] {
  const { main, mainFile } = pack;
  const conditions = conditionsIn(pack);
  const codes = (name: 'identity' | 'personType' | 'tag' | 'withoutTag') =>
    conditions.flatMap((condition): readonly string[] => condition[name] ?? []);
  const at = (place: string, value: string) => ({ path: `${mainFile}#${place}`, file: mainFile, place, value });
  const sources = new Set(citationsOf(pack).map(({ source }) => source));
  const accumulators = usedAccumulators(pack);
  const unusedNames = (
    field: 'identities' | 'personTypes' | 'tags' | 'groups',
    kind: string,
    used: readonly string[],
  ): Flaw[] =>
    Object.entries(main[field] ?? {})
      .filter(([code]) => !used.includes(code))
      .map(([code, title]) =>
        maker.flaw('warning', flawErrors.unusedName({ ...at(`/${field}/${code}`, title), kind })),
      );
  return [
    ...Object.keys(main.sources)
      .filter((name) => !sources.has(name))
      .map((name) => maker.flaw('warning', flawErrors.unusedSource(at(`/sources/${name}`, name)))),
    ...Object.entries(main.accumulators)
      .filter(([name]) => !accumulators.has(name))
      .map(([name, { title }]) =>
        maker.flaw('warning', flawErrors.unusedAccumulator(at(`/accumulators/${name}`, title))),
      ),
    ...unusedNames('identities', '人员身份', [...codes('identity'), ...(main.identityRank ?? [])]),
    ...unusedNames('personTypes', '人员类别', codes('personType')),
    ...unusedNames('tags', '就诊标记', [...codes('tag'), ...codes('withoutTag')]),
    ...unusedNames('groups', '费用类别', usedGroups(pack)),
  ];
}

/** A value that cites a source, with its place. */
export interface CitedValue {
  readonly file: string;
  readonly place: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly source: string;
}

export function citationsOf(pack: PackSource): CitedValue[] {
  const { layers, feeLines } = pack;
  return [
    ...rowListsOf(pack).flatMap(({ file, rows }) => rows.map((row) => ({ file, ...row }))),
    ...layers.map(({ file, source }) => ({ file, place: '', from: source.from, to: source.to, source: source.source })),
    ...(feeLines?.source.rules ?? []).map(({ from, to, source }, index) => ({
      ...{ file: feeLines?.file ?? '', place: `/rules/${index}`, from, to, source },
    })),
  ];
}

function conditionsIn(pack: PackSource): Condition[] {
  return [
    ...pack.layers.flatMap(({ source }) => alternativesOf(source.when)),
    ...rowListsOf(pack).flatMap(({ rows }) => rows.flatMap(({ when }) => when)),
    ...Object.values(pack.main.accumulators).flatMap(({ when, counts }) => [
      ...alternativesOf(when),
      ...alternativesOf(counts),
    ]),
  ];
}

function usedAccumulators({ layers }: PackSource): Set<string> {
  const used = new Set<string>();
  for (const { source } of layers) {
    const names = [source.accumulator, source.deductibleOn, source.paidOn, ...source.ceilings.map(({ on }) => on)];
    for (const name of names) if (name !== undefined && name !== ENCOUNTER) used.add(name);
  }
  // The number of the visit is read from the count of admissions, which the office tells hospitals besides.
  used.add('admissions');
  return used;
}

function usedGroups({ main, layers, feeLines }: PackSource): string[] {
  const expressions = [
    ...layers.flatMap(({ source }) => expressionsOf(source)),
    ...Object.values(main.accumulators).map(({ adds }) => adds ?? ''),
    ...main.account.map(({ covers }) => covers),
  ];
  return [
    ...layers.flatMap(({ source }) => source.rules.flatMap(({ groups }) => (groups ?? []).flatMap((row) => row.group))),
    ...expressions.flatMap((text) =>
      (parseExpression(text) ?? []).flatMap(({ name }) => (name.startsWith('inScope.') ? [name.slice(8)] : [])),
    ),
    ...(feeLines?.source.rules ?? []).flatMap(({ group }) => group ?? []),
  ];
}

function expressionsOf(layer: LayerSource): string[] {
  return [layer.base, ...layer.ceilings.flatMap(({ limits }) => limits.map(({ share }) => share?.of ?? ''))];
}
