/**
 * Writes a single-file policy out as the files of a pack: what the file leaves out is filled in with its one plain
 * meaning, short forms become the long ones. Where each part came from is kept, so that the compiler's failures can
 * be told at their place in the single file.
 */
import { refuse } from '../kernel/result.ts';
import { ENCOUNTER } from './compile-layer.ts';
import { MAIN_FILE } from './compile-pack.ts';
import { REST_GROUP } from './compile-rules.ts';
import { benefitErrors } from './errors.ts';
import { type ImpliedAccumulator, limitWord, type NameReader, nameReader, runsOn } from './imply-accumulators.ts';
import { LAYER_DEFAULTS, type LayerDefaults } from './policy-file-defaults.ts';
import type {
  FileCeilingSource,
  FileLayerSource,
  FileRuleSource,
  FileTiltGroupSource,
  PolicyFileSource,
} from './policy-file-schema.ts';
import type { PackFile } from './read-yaml.ts';

/** Source of whatever the file cites nothing for. */
export const OWN_SOURCE = '本文件';
/** First day of a policy that names none: before any of its cases. */
export const ALWAYS = '1900-01-01';
const FEE_LINES_FILE = 'fee-lines.yaml';

/** `prefix` in a file of the pack is written at `at` in the single file. */
interface PlaceRow {
  readonly file: string;
  readonly prefix: string;
  readonly at: string;
}

export interface DesugaredPolicy {
  readonly folder: string;
  readonly files: readonly PackFile[];
  /** The place in the single file of a place in a file of the pack. */
  readonly placeOf: (file: string, place: string) => string;
}

type Citation = { readonly from?: string | undefined; readonly source?: string | undefined };

interface Desugaring {
  readonly file: string;
  readonly source: PolicyFileSource;
  readonly folder: string;
  readonly from: string;
  readonly ownSource: string;
  readonly places: PlaceRow[];
  /** Accumulators that the file uses without declaring them. */
  readonly implied: Map<string, ImpliedAccumulator>;
}

/** The pack of a single file that has layers. Refuses what is neither the short form nor the long one. */
export function desugarPolicy(file: string, source: PolicyFileSource): DesugaredPolicy {
  const area = source.area ?? '000000';
  const folder = source.policy.startsWith(`${area}-`) ? source.policy : `${area}-${source.policy}`;
  const work: Desugaring = {
    file,
    source,
    folder,
    from: source.from ?? ALWAYS,
    ownSource: ownSourceOf(source),
    places: [
      { file: `${folder}/${MAIN_FILE}`, prefix: '', at: '' },
      { file: `${folder}/${MAIN_FILE}`, prefix: '/account/0/covers', at: '/account' },
    ],
    implied: new Map(asksForVisits(source) ? [['admissions', ADMISSIONS]] : []),
  };
  const layers = (source.layers ?? []).map((layer, index) => ({
    name: layerFile(index),
    content: desugarLayer(work, layer, index),
  }));
  const feeLines = desugarFeeLines(work);
  const main = desugarMain(work, area, feeLines !== undefined);
  const contents = [
    { name: MAIN_FILE, content: main },
    ...layers,
    ...(feeLines ? [{ name: FEE_LINES_FILE, content: feeLines }] : []),
  ];
  return {
    folder,
    files: contents.map(({ name, content }) => ({ name: `${folder}/${name}`, text: JSON.stringify(content) })),
    placeOf: (packFile, place) => placeIn(work.places, packFile, place),
  };
}

/** What stands behind a value that cites nothing: the file's `source`, its only registered one, or the file itself. */
export function ownSourceOf(source: PolicyFileSource): string {
  const registered = Object.keys(source.sources ?? {});
  const [only] = registered;
  return source.source === undefined && registered.length === 1 && only !== undefined ? only : OWN_SOURCE;
}

/** All sources of the file, its own among them. */
export function sourcesOf(source: PolicyFileSource): NonNullable<PolicyFileSource['sources']> {
  const own = source.source ?? { document: `${source.title ?? source.policy}（本文件）`, grade: 'sample' as const };
  return { ...source.sources, ...(ownSourceOf(source) === OWN_SOURCE && { [OWN_SOURCE]: own }) };
}

const ADMISSIONS = { title: '年内住院次数', counts: { care: ['inpatient'] } };

/** Whether any condition asks which admission of the year a case is. */
function asksForVisits(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'visit' in value || Object.values(value).some(asksForVisits);
}

function placeIn(places: readonly PlaceRow[], file: string, place: string): string {
  const fitting = places.filter(
    (row) => row.file === file && (place === row.prefix || place.startsWith(`${row.prefix}/`)),
  );
  const best = fitting.sort((left, right) => right.prefix.length - left.prefix.length)[0];
  return best === undefined ? place : `${best.at}${place.slice(best.prefix.length)}`;
}

function layerFile(index: number): string {
  return `layer-${index + 1}.yaml`;
}

/** A row with time and authority: its own, or the file's. */
function cited<T extends object>({ from, ownSource }: Desugaring, row: T & Citation): T & Citation {
  return { ...row, from: row.from ?? from, source: row.source ?? ownSource };
}

function desugarMain(work: Desugaring, area: string, hasFeeLines: boolean): object {
  const { source, folder, from } = work;
  const codes = codesIn(source);
  return {
    pack: folder,
    title: source.title ?? source.policy,
    area,
    scheme: source.scheme ?? '390',
    from,
    ...(source.to !== undefined && { to: source.to }),
    decidedBy: source.decidedBy ?? 'dischargedOn',
    identities: source.identities ?? namesFor([...codes.identity, ...(source.identityRank ?? [])], '身份 '),
    ...(source.identityRank && { identityRank: source.identityRank }),
    personTypes: source.personTypes ?? namesFor(codes.personType, '人员类别 '),
    tags: source.tags ?? namesFor(codes.tag, ''),
    groups: source.groups ?? namesFor(codes.group, ''),
    ...(hasFeeLines && { feeLines: FEE_LINES_FILE }),
    layers: (source.layers ?? []).map((_, index) => layerFile(index)),
    accumulators: accumulatorsOf(work),
    account: [cited(work, { covers: source.account ?? 'none' })],
    ...(source.yearEnd && { yearEnd: source.yearEnd.map((row) => cited(work, row)) }),
    sources: sourcesOf(source),
  };
}

function namesFor(codes: readonly string[], prefix: string): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, `${prefix}${code}`]));
}

/** What conditions and rules name without having to register it, in the order of first use. */
function codesIn(source: PolicyFileSource): Record<'identity' | 'personType' | 'tag' | 'group', string[]> {
  const found = { identity: new Set<string>(), personType: new Set<string>(), tag: new Set<string>() };
  const groups = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const words = (Array.isArray(inner) ? inner : [inner]).filter((word) => typeof word === 'string');
      const kind = key === 'withoutTag' ? 'tag' : key;
      if (kind === 'identity' || kind === 'personType' || kind === 'tag')
        for (const word of words) found[kind].add(word);
      else if (kind === 'group') for (const word of words) groups.add(word);
      else visit(inner);
    }
  };
  visit({ ...source, groups: undefined });
  groups.delete(REST_GROUP);
  return { identity: [...found.identity], personType: [...found.personType], tag: [...found.tag], group: [...groups] };
}

function accumulatorsOf({ source, implied }: Desugaring): object {
  const declared = Object.entries(source.accumulators ?? {}).map(([name, accumulator]) => [
    name,
    { ...accumulator, title: accumulator.title ?? name },
  ]);
  const names = new Set(Object.keys(source.accumulators ?? {}));
  return Object.fromEntries([...declared, ...[...implied].filter(([name]) => !names.has(name))]);
}

function desugarFeeLines(work: Desugaring): object | undefined {
  const { feeLines } = work.source;
  if (feeLines === undefined) return undefined;
  work.places.push({ file: `${work.folder}/${FEE_LINES_FILE}`, prefix: '', at: '/feeLines' });
  return { order: feeLines.order ?? 'limitFirst', rules: feeLines.rules.map((rule) => cited(work, rule)) };
}

const RULE_NUMBERS = [
  'deductible',
  'rate',
  'slices',
  'bounds',
  'costCap',
  'firstTake',
  'groups',
  'groupShare',
  'package',
] as const;

function desugarLayer(work: Desugaring, source: FileLayerSource, index: number): object {
  const file = `${work.folder}/${layerFile(index)}`;
  const at = `/layers/${index}`;
  work.places.push({ file, prefix: '', at });
  const numbers = Object.fromEntries(
    RULE_NUMBERS.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])),
  );
  const rest = Object.fromEntries(Object.entries(source).filter(([key]) => !(key in numbers)));
  const { rules, tilts, ceilings, ...plain } = rest as FileLayerSource;
  const defaults = defaultsOf(work, source, at);
  const scoped = nameReader(work, source, defaults.title);
  return {
    ...cited(work, plain),
    title: defaults.title,
    pays: defaults.pays,
    fundPayType: source.fundPayType ?? fundPayTypeOf(defaults.pays, work.source.scheme ?? '390'),
    base: source.base ?? defaultBase(work, defaults.pays, at),
    accumulator: scoped(source.accumulator ?? ENCOUNTER, runsOn(source), `${at}/accumulator`),
    ...(source.deductibleOn !== undefined && {
      deductibleOn: scoped(source.deductibleOn, 'deductible', `${at}/deductibleOn`),
    }),
    ...(source.paidOn !== undefined && { paidOn: scoped(source.paidOn, 'paid', `${at}/paidOn`) }),
    rules: desugarRules(work, { file, at, rules, numbers }),
    ...(tilts && { tilts: tilts.map((tilt, row) => desugarTilt(work, tilt, { file, at, row })) }),
    ceilings: (ceilings ?? []).map((ceiling, row) =>
      desugarCeiling(work, ceiling, { file, at, row, title: defaults.title, scoped }),
    ),
  };
}

function defaultsOf(work: Desugaring, source: FileLayerSource, at: string): LayerDefaults {
  const known = LAYER_DEFAULTS[source.layer];
  const pays = source.pays ?? known?.pays;
  if (pays === undefined) {
    return refuseAt(work, `${at}/pays`, '缺少此项', '（空）', {
      expected: `支付项目字段，如 hifp_pay；名称为 ${Object.keys(LAYER_DEFAULTS).join('、')} 的层可以不写`,
    });
  }
  return { pays, title: source.title ?? known?.title ?? source.layer };
}

const FUND_PAY_TYPES = {
  hifmi_pay: '390200',
  hifob_pay: '330100',
  cvlserv_pay: '320100',
  hifes_pay: '370100',
  maf_pay: '610100',
  oth_pay: '999997',
} as const;

function fundPayTypeOf(pays: LayerDefaults['pays'], scheme: string): string {
  return pays === 'hifp_pay' ? `${scheme}100` : FUND_PAY_TYPES[pays];
}

function defaultBase(work: Desugaring, pays: LayerDefaults['pays'], at: string): string {
  if (pays === 'hifp_pay') return 'inScope';
  return refuseAt(work, `${at}/base`, '缺少此项', '（空）', {
    expected:
      '算式：本层以什么为基数，如 pool.deductible + pool.coPay + pool.overCap（只有统筹层可以不写，为 inScope）',
  });
}

interface RulesSource {
  readonly file: string;
  readonly at: string;
  readonly rules: readonly FileRuleSource[] | undefined;
  readonly numbers: Readonly<Record<string, unknown>>;
}

/** The rules as listed, or the one that the layer states directly. */
function desugarRules(work: Desugaring, { file, at, rules, numbers }: RulesSource): object[] {
  const [first] = Object.keys(numbers);
  if (rules !== undefined && first !== undefined) {
    return refuseAt(work, `${at}/${first}`, '与 rules 重复', first, { expected: '写在 rules 的各条中，或不写 rules' });
  }
  if (rules !== undefined) return rules.map((rule) => withDeductible(cited(work, rule)));
  if (first === undefined) {
    return refuseAt(work, `${at}/rules`, '缺少此项', '（空）', { expected: 'rules，或直接写 rate、slices 或 package' });
  }
  work.places.push({ file, prefix: '/rules/0', at });
  return [withDeductible(cited(work, numbers))];
}

function withDeductible(rule: object): object {
  return 'package' in rule || 'deductible' in rule ? rule : { ...rule, deductible: 0 };
}

function desugarTilt(
  work: Desugaring,
  source: FileTiltGroupSource,
  { file, at, row }: { readonly file: string; readonly at: string; readonly row: number },
): object {
  const { title = '倾斜', rows, ...own } = source;
  const [first] = Object.keys(own);
  if (rows !== undefined && first !== undefined) {
    return refuseAt(work, `${at}/tilts/${row}/${first}`, '与 rows 重复', first, {
      expected: '写在 rows 的各条中，或不写 rows',
    });
  }
  if (rows !== undefined) return { title, rows: rows.map((each) => cited(work, each)) };
  work.places.push({ file, prefix: `/tilts/${row}/rows/0`, at: `${at}/tilts/${row}` });
  return { title, rows: [cited(work, own)] };
}

interface CeilingContext {
  readonly file: string;
  readonly at: string;
  readonly row: number;
  readonly title: string;
  readonly scoped: NameReader;
}

function desugarCeiling(work: Desugaring, source: FileCeilingSource, context: CeilingContext): object {
  const { on, title, counts, limits, ...own } = source;
  const { file, at, row, scoped } = context;
  const place = `${at}/ceilings/${row}`;
  const [first] = Object.keys(own);
  if (limits !== undefined && first !== undefined) {
    return refuseAt(work, `${place}/${first}`, '与 limits 重复', first, {
      expected: '写在 limits 的各条中，或不写 limits',
    });
  }
  if (limits === undefined) work.places.push({ file, prefix: `/ceilings/${row}/limits/0`, at: place });
  return {
    on: scoped(on, counts === 'cost' ? 'base' : 'paid', `${place}/on`),
    title: title ?? `${context.title}${limitWord(on)}`,
    ...(counts && { counts }),
    limits: (limits ?? [own]).map((limit) => cited(work, limit)),
  };
}

function refuseAt(
  { file }: Desugaring,
  place: string,
  problem: string,
  value: string,
  { expected }: { readonly expected: string },
): never {
  return refuse(benefitErrors.invalidValue({ path: `${file}#${place}`, file, place, problem, value, expected }));
}
