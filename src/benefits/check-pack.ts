/**
 * Checks packs before they are used (`tongchou policy check`): all flaws that can be found, not the first alone, each
 * with file, line, value and remedy. Pure.
 *
 * Form first, file by file; then row by row what the compiler would refuse; then the compiler itself; and only of a
 * pack that compiles what is probably a mistake in it. Errors keep a pack from being used, warnings and hints do not.
 */
import { checkRegister, documentFlaws } from './check/check-documents.ts';
import { feeFlaws } from './check/check-fees.ts';
import { hiddenRows, mainPlace, rowFailures } from './check/check-rows.ts';
import { sliceFlaws } from './check/check-slices.ts';
import { tiltFlaws } from './check/check-tilts.ts';
import { timeFlaws } from './check/check-time.ts';
import { unusedFlaws } from './check/check-unused.ts';
import { createFlawMaker, type Flaw, type FlawMaker, sortFlaws } from './check/flaw.ts';
import { flawErrors } from './check/flaw-errors.ts';
import { type PackSource, readPackSource } from './check/pack-source.ts';
import { type DatedLayer, readLayer } from './compile-layer.ts';
import { compilePack } from './compile-pack.ts';
import { FIRST_GROUP_SLOT, LAYER_QUANTITIES, type PolicyPack } from './compiled-policy.ts';
import { readContributionStandards } from './contributions.ts';
import { readEntitlementRules } from './entitlement-policy.ts';
import { benefitErrors } from './errors.ts';
import type { PackFile } from './read-yaml.ts';

/** A pack's folder with its files, named `folder/file`. */
export interface PackFolder {
  readonly folder: string;
  readonly files: readonly PackFile[];
}

/** All flaws of one pack. `files` are its own, and `register.yaml` where its sources point to it. */
export function checkPack(folder: string, files: readonly PackFile[]): Flaw[] {
  return sortFlaws(inspect(folder, files).flaws);
}

/** All flaws of several packs and of the register that they share: each pack's own, and those between packs. */
export function checkPolicies(folders: readonly PackFolder[], register: PackFile | undefined): Flaw[] {
  const shared = register === undefined ? [] : [register];
  const inspected = folders.map(({ folder, files }) => inspect(folder, [...shared, ...files]));
  const maker = createFlawMaker([...shared, ...folders.flatMap(({ files }) => files)]);
  const sources = inspected.flatMap(({ source }) => source ?? []);
  return sortFlaws([
    ...(register === undefined ? [] : checkRegister(register, maker)),
    ...inspected.flatMap(({ flaws }) => flaws),
    ...sources.flatMap((source, index) => duplicateFlaws(source, sources.slice(0, index), maker)),
    ...sources.flatMap((source) => poolingFlaws(source, sources, maker)),
  ]);
}

/** Flaws of the national files beside the packs: contribution standards, entitlement rules. Their readers tell the first. */
export function checkNationalFiles(files: readonly PackFile[]): Flaw[] {
  const maker = createFlawMaker(files);
  return files.flatMap((file) => {
    const read = file.name.startsWith('national-contributions/') ? readContributionStandards : readEntitlementRules;
    const result = read(file);
    return result.ok ? [] : [maker.flaw('error', unlocated(result.error))];
  });
}

interface Inspected {
  readonly flaws: readonly Flaw[];
  readonly source: PackSource | undefined;
}

function inspect(folder: string, files: readonly PackFile[]): Inspected {
  const maker = createFlawMaker(files);
  const { flaws, source } = readPackSource(folder, files, maker);
  if (source === undefined) {
    // Only a file that is not there leaves nothing else to say.
    const hasErrors = flaws.some(({ severity }) => severity === 'error');
    return { flaws: hasErrors ? flaws : [...flaws, ...compileFlaws(folder, files, maker)], source };
  }
  const errors = [
    ...rowFailures(source).map((failure) => maker.flaw('error', failure)),
    ...hiddenRows(source, maker),
    ...feeFlaws(source, maker),
  ];
  const pack = compilePack(folder, files);
  if (!pack.ok) return { flaws: [...flaws, ...errors, maker.flaw('error', unlocated(pack.error))], source };
  if (errors.length > 0) return { flaws: [...flaws, ...errors], source };
  const { accumulators = [] } = pack.value.policies[0] ?? {};
  const layers = datedLayers(source, pack.value);
  const checked = [
    ...timeFlaws(source, mainPlace(source).names, maker),
    ...sliceFlaws(layers, accumulators, maker),
    ...tiltFlaws(layers, maker),
    ...unusedFlaws(source, maker),
    ...documentFlaws(source, maker),
  ];
  return { flaws: [...flaws, ...checked], source };
}

function compileFlaws(folder: string, files: readonly PackFile[], maker: FlawMaker): Flaw[] {
  const pack = compilePack(folder, files);
  return pack.ok ? [] : [maker.flaw('error', unlocated(pack.error))];
}

/** A failure of the compiler without the line that it found: flaws point to a field's name, not to its value. */
function unlocated<F extends { message: string; path?: string | undefined; params: Readonly<Record<string, unknown>> }>(
  failure: F,
): F {
  const { line, ...params } = failure.params;
  return { ...failure, message: failure.message.replace(` 第 ${line} 行的`, ' 的'), params };
}

/** The pack's layers with their dated rows and places. */
function datedLayers(source: PackSource, pack: PolicyPack): DatedLayer[] {
  const groups = Object.keys(source.main.groups ?? {});
  const firstLayerSlot = FIRST_GROUP_SLOT + groups.length;
  const symbols = {
    quantities: pack.policies[0]?.quantities ?? [],
    accumulators: Object.keys(source.main.accumulators),
  };
  const place = mainPlace(source);
  return source.layers.map(({ file, source: layer }, index) =>
    readLayer(
      layer,
      { ...place, file },
      {
        ...{ main: source.main, symbols, groups, firstLayerSlot },
        slot: firstLayerSlot + index * LAYER_QUANTITIES.length,
        earlierLayers: source.layers.slice(0, index).map((other) => other.source.layer),
      },
    ),
  );
}

/** Two packs of one area and scheme: nobody could say which of them decides. */
function duplicateFlaws({ main, mainFile }: PackSource, earlier: readonly PackSource[], maker: FlawMaker): Flaw[] {
  const rival = earlier.find((other) => other.main.area === main.area && other.main.scheme === main.scheme);
  if (rival === undefined) return [];
  const { area, scheme, pack } = main;
  const where = { path: `${mainFile}#/area`, value: area };
  return [
    maker.flaw('error', benefitErrors.duplicatePack({ ...where, first: rival.main.pack, second: pack, area, scheme })),
  ];
}

/** Pooling into an area without a pack, and values beyond the day from which another pack decides. */
function poolingFlaws({ main, mainFile }: PackSource, all: readonly PackSource[], maker: FlawMaker): Flaw[] {
  return (main.poolsInto ?? []).flatMap(({ area, from }, index) => {
    const at = (place: string) => ({ path: `${mainFile}#${place}`, file: mainFile, place, value: area, from });
    const place = `/poolsInto/${index}`;
    const target = all.find((other) => other.main.area === area && other.main.scheme === main.scheme);
    if (target === undefined) {
      const failure = flawErrors.poolsNowhere({ ...at(`${place}/area`), scheme: main.scheme });
      return [maker.flaw('error', failure)];
    }
    if (main.to !== undefined && main.to <= from) return [];
    const until = main.to === undefined ? '没有止期' : `到 ${main.to} 才止`;
    return [maker.flaw('warning', flawErrors.inForceAfterPooling({ ...at(`${place}/from`), until }))];
  });
}
