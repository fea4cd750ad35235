/** Compiles the files of a pack into its policies: one for each span of time in which no value changes. */
import type { IsoDate } from '../kernel/dates.ts';
import { attempt, failed, type Result, refuse } from '../kernel/result.ts';
import { compileAccumulators, compileTerms, type Symbols } from './compile-accumulators.ts';
import { compileFeeLines, type DatedFeeLines } from './compile-fee-lines.ts';
import { type DatedLayer, ENCOUNTER, layerOn, readLayer, spansOf } from './compile-layer.ts';
import {
  compileClause,
  compileInterval,
  compileWhen,
  type Dated,
  type Place,
  placeAt,
  REST_GROUP,
  refuseValue,
  rowsInForce,
} from './compile-rules.ts';
import {
  CHARGE_QUANTITIES,
  type CompiledAccount,
  type CompiledAccumulator,
  type CompiledPolicy,
  type CompiledYearEnd,
  FIRST_GROUP_SLOT,
  LAYER_QUANTITIES,
  PERSON_TOTAL,
  type PolicyPack,
  type PoolsInto,
  UNPAID,
} from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import { locateFailure } from './locate-failure.ts';
import {
  FeeLinesFile,
  LayerFile,
  type LayerSource,
  MainFile,
  type MainSource,
  RegisterFile,
  type RegisterSource,
} from './pack-schema.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

export const MAIN_FILE = 'pack.yaml';
/** The register of normative documents stands beside the packs. */
export const REGISTER_FILE = 'register.yaml';

interface DatedPack {
  readonly main: MainSource;
  readonly place: Place;
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly quantities: readonly string[];
  readonly layers: readonly DatedLayer[];
  readonly accumulators: readonly CompiledAccumulator[];
  readonly accounts: readonly Dated<CompiledAccount>[];
  readonly yearEnds: readonly Dated<CompiledYearEnd>[];
  readonly poolsInto: readonly PoolsInto[];
  readonly feeLines: DatedFeeLines;
}

/**
 * Reads and compiles a pack.
 *
 * `files` are the YAML files of one folder by name (`pack.yaml` and the files it lists), and `register.yaml` where
 * sources point to it. Fails with a coded error that names file, line, place, value and remedy: YAML and schema
 * errors, unknown sources, quantities, accumulators, identities and marks, impossible intervals and slices, rows that
 * can never apply.
 */
export function compilePack(folder: string, files: readonly PackFile[]): Result<PolicyPack> {
  const compiled = attempt(() => {
    const pack = readPack(folder, files);
    const starts = changeDays(pack);
    const policies = starts.map((from, index) => policyFrom(pack, from, starts[index + 1] ?? pack.to));
    const { main } = pack;
    return {
      id: main.pack,
      title: main.title,
      area: main.area,
      scheme: main.scheme,
      decidedBy: main.decidedBy,
      policies,
      poolsInto: pack.poolsInto,
      names: { identities: main.identities, personTypes: main.personTypes, tags: main.tags ?? {} },
    };
  });
  return compiled.ok ? compiled : failed(locateFailure(compiled.error, files));
}

function readPack(folder: string, files: readonly PackFile[]): DatedPack {
  const mainFile = findFile(folder, files, MAIN_FILE, '文件夹');
  const main = readYaml(mainFile, MainFile);
  checkFolder(folder, mainFile.name, main);
  const place = readPlace(main, mainFile, files);
  const layerFiles = main.layers.map((name) => findFile(folder, files, name, `${mainFile.name} 的 layers`));
  const sources = layerFiles.map((file) => readYaml(file, LayerFile));
  for (const [index, { layer }] of sources.entries()) {
    if (sources.findIndex((other) => other.layer === layer) < index) refuseTwice(layerFiles[index]?.name ?? '', layer);
  }
  const groups = Object.keys(main.groups ?? {});
  checkReservedNames(main, groups, place);
  const symbols: Symbols = {
    quantities: quantitiesOf(groups, sources),
    accumulators: Object.keys(main.accumulators),
  };
  const firstLayerSlot = FIRST_GROUP_SLOT + groups.length;
  return {
    main,
    place,
    ...compileInterval(main, place),
    quantities: symbols.quantities,
    layers: sources.map((source, index) =>
      readLayer(
        source,
        { ...place, file: layerFiles[index]?.name ?? '' },
        {
          main,
          symbols,
          groups,
          firstLayerSlot,
          slot: firstLayerSlot + index * LAYER_QUANTITIES.length,
          earlierLayers: sources.slice(0, index).map((other) => other.layer),
        },
      ),
    ),
    accumulators: compileAccumulators(main, symbols, place),
    accounts: main.account.map((source, index) => readAccount(source, placeAt(place, `/account/${index}`), symbols)),
    yearEnds: (main.yearEnd ?? []).map((source, index) => readYearEnd(source, placeAt(place, `/yearEnd/${index}`))),
    poolsInto: (main.poolsInto ?? []).map((source, index) => {
      const at = placeAt(place, `/poolsInto/${index}`);
      return { area: source.area, ...compileInterval(source, at), clause: compileClause(source, at) };
    }),
    feeLines: readFeeLines(folder, files, main, place, groups),
  };
}

const registers = new WeakMap<PackFile, RegisterSource['documents']>();

/** The register is read with every pack; the same file once. */
function readRegister(file: PackFile): RegisterSource['documents'] {
  const documents = registers.get(file) ?? readYaml(file, RegisterFile).documents;
  registers.set(file, documents);
  return documents;
}

function readPlace(main: MainSource, mainFile: PackFile, files: readonly PackFile[]): Place {
  const register = files.find((file) => file.name === REGISTER_FILE);
  const place: Place = {
    file: mainFile.name,
    path: '',
    registry: mainFile.name,
    sources: main.sources,
    documents: register === undefined ? {} : readRegister(register),
    names: {
      identities: main.identities,
      personTypes: main.personTypes,
      tags: main.tags ?? {},
      groups: [...Object.values(main.groups ?? {}), '其余费用'],
    },
  };
  for (const [index, code] of (main.identityRank ?? []).entries()) {
    if (code in main.identities) continue;
    refuseValue(placeAt(place, `/identityRank/${index}`), '没有名称', code, 'identities 中已写明名称的身份');
  }
  return place;
}

function quantitiesOf(groups: readonly string[], layers: readonly LayerSource[]): string[] {
  return [
    ...CHARGE_QUANTITIES,
    PERSON_TOTAL,
    UNPAID,
    ...groups.map((group) => `inScope.${group}`),
    ...layers.flatMap(({ layer }) => LAYER_QUANTITIES.map((quantity) => `${layer}.${quantity}`)),
  ];
}

/** `encounter` and `rest` have a meaning of their own. */
function checkReservedNames(main: MainSource, groups: readonly string[], place: Place): void {
  if (ENCOUNTER in main.accumulators) {
    refuseValue(placeAt(place, `/accumulators/${ENCOUNTER}`), '此名保留', ENCOUNTER, '另取一个累计的名称');
  }
  if (groups.includes(REST_GROUP)) {
    refuseValue(placeAt(place, `/groups/${REST_GROUP}`), '此名保留', REST_GROUP, '另取一个费用类别的名称');
  }
}

function findFile(folder: string, files: readonly PackFile[], name: string, place: string): PackFile {
  const path = `${folder}/${name}`;
  return files.find((file) => file.name === path) ?? refuse(benefitErrors.missingFile({ path, file: path, place }));
}

const NO_FEE_RULES: DatedFeeLines = { order: 'limitFirst', rows: [] };

function readFeeLines(
  folder: string,
  files: readonly PackFile[],
  main: MainSource,
  place: Place,
  groups: readonly string[],
): DatedFeeLines {
  if (main.feeLines === undefined) return NO_FEE_RULES;
  const file = findFile(folder, files, main.feeLines, `${place.file} 的 feeLines`);
  return compileFeeLines(readYaml(file, FeeLinesFile), { ...place, file: file.name }, groups);
}

function refuseTwice(file: string, layer: string): never {
  const expected = '各层的 layer 互不相同';
  return refuse(
    benefitErrors.invalidValue({
      path: `${file}#/layer`,
      file,
      place: '/layer',
      problem: '与前面的层重名',
      value: layer,
      expected,
    }),
  );
}

function checkFolder(folder: string, file: string, main: MainSource): void {
  const wrong = main.pack !== folder ? 'pack' : folder.startsWith(`${main.area}-`) ? undefined : 'area';
  if (wrong === undefined) return;
  refuse(
    benefitErrors.wrongFolder({ path: `${file}#/${wrong}`, file, place: `/${wrong}`, value: main[wrong], folder }),
  );
}

function readAccount(source: MainSource['account'][number], place: Place, symbols: Symbols): Dated<CompiledAccount> {
  const covers =
    source.covers === 'none' ? [] : compileTerms(source.covers, symbols, symbols.quantities, placeAt(place, '/covers'));
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: { covers, clause: compileClause(source, place) },
  };
}

function readYearEnd(source: NonNullable<MainSource['yearEnd']>[number], place: Place): Dated<CompiledYearEnd> {
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      stay: source.stay,
      clause: compileClause(source, place),
    },
  };
}

/** Days on which any value of the pack begins or ends, within the pack's own time. */
function changeDays(pack: DatedPack): IsoDate[] {
  const spans = [...pack.accounts, ...pack.yearEnds, ...pack.feeLines.rows, ...pack.layers.flatMap(spansOf)];
  const days = new Set<IsoDate>([pack.from]);
  for (const span of spans) {
    for (const day of [span.from, span.to]) {
      if (day !== undefined && day > pack.from && (pack.to === undefined || day < pack.to)) days.add(day);
    }
  }
  return [...days].sort();
}

function policyFrom(pack: DatedPack, from: IsoDate, to: IsoDate | undefined): CompiledPolicy {
  const { main } = pack;
  const inForce = pack.layers.filter((layer) => layer.from <= from && (layer.to === undefined || from < layer.to));
  const account = pack.accounts.find((row) => row.from <= from && (row.to === undefined || from < row.to));
  return {
    id: `${main.pack}@${from}`,
    pack: main.pack,
    title: main.title,
    area: main.area,
    scheme: main.scheme,
    from,
    to,
    decidedBy: main.decidedBy,
    identityRank: main.identityRank ?? [],
    groups: Object.entries(main.groups ?? {}).map(([id, title]) => ({ id, title })),
    quantities: pack.quantities,
    accumulators: pack.accumulators,
    layers: inForce.map((dated) => layerOn(dated, from)),
    yearEnd: rowsInForce(pack.yearEnds, from, pack.place),
    feeLines: {
      order: pack.feeLines.order,
      rules: pack.feeLines.rows
        .filter((row) => row.from <= from && (row.to === undefined || from < row.to))
        .map((row) => row.value),
    },
    account: account?.value ?? refuseMissingAccount(pack.place, from),
  };
}

function refuseMissingAccount(place: Place, from: IsoDate): never {
  return refuse(
    benefitErrors.invalidValue({
      path: `${place.file}#/account`,
      file: place.file,
      place: '/account',
      problem: `自 ${from} 起没有个人账户的规定`,
      value: '（空）',
      expected: '该日有效的一条；个人账户不能支付的写 covers: none',
    }),
  );
}
