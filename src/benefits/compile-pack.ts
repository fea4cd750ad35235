/** Compiles the files of a pack into its policies: one for each span of time in which no value changes. */
import type { IsoDate } from '../kernel/dates.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import { compileAccumulators, compileTerms, readAccumulatorIndex, type Symbols } from './compile-accumulators.ts';
import {
  compileClause,
  compileInterval,
  compileLimit,
  compileRule,
  compileWhen,
  type Dated,
  type Place,
  placeAt,
  rowsInForce,
} from './compile-rules.ts';
import {
  CHARGE_QUANTITIES,
  type CompiledAccount,
  type CompiledAccumulator,
  type CompiledCeiling,
  type CompiledLayer,
  type CompiledLimit,
  type CompiledPolicy,
  type CompiledRule,
  FIRST_LAYER_SLOT,
  LAYER_QUANTITIES,
  type PaidAmount,
  PERSON_TOTAL,
  type PolicyPack,
} from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import type { Bearer } from './model.ts';
import { LayerFile, type LayerSource, MainFile, type MainSource } from './pack-schema.ts';
import { type PackFile, readYaml } from './read-yaml.ts';

export const MAIN_FILE = 'pack.yaml';

/** Which amount and which bearer a national pay field stands for. */
const PAY_FIELDS: Readonly<Record<LayerSource['pays'], { readonly amount: PaidAmount; readonly bearer: Bearer }>> = {
  hifp_pay: { amount: 'pool', bearer: 'pool' },
  hifmi_pay: { amount: 'criticalIllness', bearer: 'criticalIllness' },
  hifob_pay: { amount: 'largeAmount', bearer: 'largeAmount' },
  cvlserv_pay: { amount: 'civilServant', bearer: 'civilServant' },
  maf_pay: { amount: 'medicalAid', bearer: 'medicalAid' },
};

/** A layer with all its dated rows, before a day is chosen. */
interface DatedLayer {
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly place: Place;
  readonly layer: Omit<CompiledLayer, 'rules' | 'ceilings'>;
  readonly rules: readonly Dated<CompiledRule>[];
  readonly ceilings: readonly (Omit<CompiledCeiling, 'limits'> & {
    readonly limits: readonly Dated<CompiledLimit>[];
  })[];
}

interface DatedPack {
  readonly main: MainSource;
  readonly place: Place;
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly layers: readonly DatedLayer[];
  readonly accumulators: readonly CompiledAccumulator[];
  readonly accounts: readonly Dated<CompiledAccount>[];
}

/**
 * Reads and compiles a pack.
 *
 * `files` are the YAML files of one folder by name (`pack.yaml` and the layers it lists). Fails with a coded error
 * that names file, place, value and remedy: YAML and schema errors, unknown sources, quantities, accumulators and
 * identities, impossible intervals and slices, rows that can never apply.
 */
export function compilePack(folder: string, files: readonly PackFile[]): Result<PolicyPack> {
  return attempt(() => {
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
    };
  });
}

function readPack(folder: string, files: readonly PackFile[]): DatedPack {
  const mainFile = findFile(folder, files, MAIN_FILE, '文件夹');
  const main = readYaml(mainFile, MainFile);
  checkFolder(folder, mainFile.name, main);
  const place: Place = {
    file: mainFile.name,
    path: '',
    registry: mainFile.name,
    sources: main.sources,
    names: { identities: main.identities, personTypes: main.personTypes },
  };
  const layerFiles = main.layers.map((name) => findFile(folder, files, name, `${mainFile.name} 的 layers`));
  const sources = layerFiles.map((file) => readYaml(file, LayerFile));
  for (const [index, { layer }] of sources.entries()) {
    if (sources.findIndex((other) => other.layer === layer) < index) refuseTwice(layerFiles[index]?.name ?? '', layer);
  }
  const symbols: Symbols = {
    quantities: [...CHARGE_QUANTITIES, PERSON_TOTAL, ...sources.flatMap((layer) => quantityNames(layer.layer))],
    accumulators: Object.keys(main.accumulators),
  };
  return {
    main,
    place,
    ...compileInterval(main, place),
    layers: sources.map((source, index) =>
      readLayer(source, index, { ...place, file: layerFiles[index]?.name ?? '' }, main, symbols),
    ),
    accumulators: compileAccumulators(main, symbols, place),
    accounts: main.account.map((source, index) => readAccount(source, placeAt(place, `/account/${index}`), symbols)),
  };
}

function quantityNames(layer: string): string[] {
  return LAYER_QUANTITIES.map((quantity) => `${layer}.${quantity}`);
}

function findFile(folder: string, files: readonly PackFile[], name: string, place: string): PackFile {
  const path = `${folder}/${name}`;
  return files.find((file) => file.name === path) ?? refuse(benefitErrors.missingFile({ path, file: path, place }));
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

function readLayer(source: LayerSource, index: number, place: Place, main: MainSource, symbols: Symbols): DatedLayer {
  const slot = FIRST_LAYER_SLOT + index * LAYER_QUANTITIES.length;
  const earlier = symbols.quantities.slice(0, slot).filter((name) => name !== PERSON_TOTAL);
  const { amount, bearer } = PAY_FIELDS[source.pays];
  const accumulatorPlace = placeAt(place, '/accumulator');
  return {
    ...compileInterval(source, place),
    place,
    layer: {
      id: source.layer,
      title: source.title,
      bearer,
      amount,
      fundPayType: source.fundPayType,
      clause: compileClause(source, place),
      when: compileWhen(source.when, placeAt(place, '/when')),
      base: compileTerms(source.base, symbols, earlier, placeAt(place, '/base')),
      accumulator:
        source.accumulator === 'encounter'
          ? undefined
          : readAccumulatorIndex(source.accumulator, main, symbols, accumulatorPlace, `${source.layer}.base`),
      slot,
    },
    rules: source.rules.map((rule, at) => {
      if (rule.when?.visit !== undefined)
        readAccumulatorIndex('admissions', main, symbols, placeAt(place, `/rules/${at}/when/visit`));
      return compileRule(rule, placeAt(place, `/rules/${at}`));
    }),
    ceilings: source.ceilings.map((ceiling, at) => ({
      title: ceiling.title,
      accumulator: readAccumulatorIndex(
        ceiling.on,
        main,
        symbols,
        placeAt(place, `/ceilings/${at}/on`),
        `${source.layer}.paid`,
      ),
      limits: ceiling.limits.map((limit, row) => compileLimit(limit, placeAt(place, `/ceilings/${at}/limits/${row}`))),
    })),
  };
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

/** Days on which any value of the pack begins or ends, within the pack's own time. */
function changeDays(pack: DatedPack): IsoDate[] {
  const spans = [
    ...pack.accounts,
    ...pack.layers,
    ...pack.layers.flatMap((layer) => [...layer.rules, ...layer.ceilings.flatMap((ceiling) => ceiling.limits)]),
  ];
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
    quantities: [...CHARGE_QUANTITIES, PERSON_TOTAL, ...pack.layers.flatMap(({ layer }) => quantityNames(layer.id))],
    accumulators: pack.accumulators,
    layers: inForce.map((dated) => ({
      ...dated.layer,
      rules: rowsInForce(dated.rules, from, dated.place),
      ceilings: dated.ceilings.map((ceiling) => ({
        ...ceiling,
        limits: rowsInForce(ceiling.limits, from, dated.place),
      })),
    })),
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
