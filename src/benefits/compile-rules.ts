/** Compiles the dated rows of a layer: conditions, bracket schedules and limits. */
import { type IsoDate, isIsoDate } from '../kernel/dates.ts';
import { type Fen, parseYuan } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { buildSchedule } from './build-schedule.ts';
import type { CompiledRule, Condition, GroupRate, RuleTerms } from './compiled-policy.ts';
import { containsAll } from './condition.ts';
import { type CodeNames, describeTerms, describeWhen } from './describe-rule.ts';
import { benefitErrors } from './errors.ts';
import type { Clause } from './model.ts';
import type { RegisterSource, RuleSource, SourceRegistry, WhenSource } from './pack-schema.ts';

/** What no fee-line group holds. */
export const REST_GROUP = 'rest';

/** Where in a pack the compiler stands: for messages, and for what the place may refer to. */
export interface Place {
  readonly file: string;
  readonly path: string;
  readonly registry: string;
  readonly sources: SourceRegistry;
  readonly documents: RegisterSource['documents'];
  readonly names: CodeNames;
}

/** The top of a file that speaks of no identities, marks or groups. */
export function plainPlace(file: string, sources: SourceRegistry): Place {
  const names = { identities: {}, personTypes: {}, tags: {}, groups: [] };
  return { file, path: '', registry: file, sources, documents: {}, names };
}

export function placeAt(place: Place, path: string): Place {
  return { ...place, path: `${place.path}${path}` };
}

/** Values with their time: `compileDated` gives what is in force on a day. */
export interface Dated<T> {
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly place: string;
  readonly value: T;
}

interface Citation {
  readonly from: string;
  readonly to?: string | undefined;
  readonly source: string;
  readonly article?: string | undefined;
  readonly note?: string | undefined;
}

/** The clause behind a value; article and note of the row stand before those of the registered source. */
export function compileClause(citation: Omit<Citation, 'from' | 'to'>, place: Place): Clause {
  const entry = place.sources[citation.source];
  if (entry === undefined) {
    return refuse(
      benefitErrors.unknownSource({
        path: `${place.file}#${place.path}/source`,
        file: place.file,
        place: `${place.path}/source`,
        value: citation.source,
        registry: place.registry,
        known: Object.keys(place.sources).join('、'),
      }),
    );
  }
  const registered =
    entry.register === undefined ? undefined : registeredDocument(entry.register, citation.source, place);
  const document = entry.document ?? registered?.title;
  const grade = entry.grade ?? registered?.grade;
  if (document === undefined || grade === undefined) {
    const at = { ...place, file: place.registry, path: `/sources/${citation.source}` };
    return refuseValue(
      at,
      '缺少 document 与 grade',
      citation.source,
      'document 与 grade，或 register（规范性文件登记号）',
    );
  }
  const notes = [citation.note, entry.note, registered?.note].filter((note) => note !== undefined);
  const retrievedOn = entry.retrievedOn ?? registered?.retrievedOn;
  return {
    document: registered?.number === undefined ? document : `${document}（${registered.number}）`,
    article: citation.article ?? entry.article,
    grade,
    url: entry.url ?? registered?.url,
    retrievedOn: retrievedOn === undefined ? undefined : compileDay(retrievedOn, place),
    note: notes.length === 0 ? undefined : notes.join('；'),
    ...(registered && { register: entry.register }),
  };
}

function registeredDocument(id: string, source: string, place: Place): RegisterSource['documents'][string] {
  const document = place.documents[id];
  if (document !== undefined) return document;
  const at = { ...place, file: place.registry, path: `/sources/${source}/register` };
  return refuseValue(at, '登记表中没有这一号', id, 'policies/register.yaml 的 documents 之一，或先在其中登记');
}

export function compileInterval(
  citation: { readonly from: string; readonly to?: string | undefined },
  place: Place,
): { readonly from: IsoDate; readonly to: IsoDate | undefined } {
  const from = compileDay(citation.from, placeAt(place, '/from'));
  const to = citation.to === undefined ? undefined : compileDay(citation.to, placeAt(place, '/to'));
  if (to !== undefined && to <= from) {
    refuse(
      benefitErrors.badInterval({ path: `${place.file}#${place.path}`, file: place.file, place: place.path, from, to }),
    );
  }
  return { from, to };
}

function compileDay(text: string, place: Place): IsoDate {
  if (isIsoDate(text)) return text;
  return refuseValue(place, '没有这一天', text, '日期，如 2022-09-01');
}

export function compileYuan(value: number, place: Place): Fen {
  return parseYuan(value) ?? refuseValue(place, '多于两位小数', value, '金额（元），至多两位小数');
}

export function compileRate(text: string, place: Place): number {
  const rate = parseYuan(text.replace('%', '').trim());
  if (rate !== undefined && rate <= 10_000) return rate;
  return refuseValue(place, '超过 100 %', text, '0 % 至 100 % 之间的比例');
}

export function refuseValue(place: Place, problem: string, value: string | number, expected: string): never {
  return refuse(
    benefitErrors.invalidValue({
      path: `${place.file}#${place.path}`,
      file: place.file,
      place: place.path,
      problem,
      value,
      expected,
    }),
  );
}

/** Alternatives of a condition: what stands beside `anyOf` holds in each of them. */
export function compileWhen(when: WhenSource | undefined, place: Place): Condition[] {
  if (when === undefined) return [{}];
  const { anyOf, ...shared } = when;
  const alternatives = anyOf ?? [{}];
  return alternatives.map((alternative, index) => {
    const twice = Object.keys(alternative).find((key) => key in shared);
    if (twice !== undefined) {
      refuseValue(placeAt(place, `/anyOf/${index}/${twice}`), '与 anyOf 之外重复', twice, '同一条件只写一处');
    }
    const condition = { ...shared, ...alternative };
    for (const code of condition.identity ?? []) checkName(code, place.names.identities, placeAt(place, '/identity'));
    for (const code of condition.personType ?? [])
      checkName(code, place.names.personTypes, placeAt(place, '/personType'));
    for (const tag of condition.tag ?? []) checkName(tag, place.names.tags, placeAt(place, '/tag'));
    for (const tag of condition.withoutTag ?? []) checkName(tag, place.names.tags, placeAt(place, '/withoutTag'));
    return condition;
  });
}

function checkName(code: string, names: Readonly<Record<string, string>>, place: Place): void {
  if (code in names) return;
  refuse(
    benefitErrors.unknownIdentity({
      path: `${place.file}#${place.path}`,
      file: place.file,
      place: place.path,
      value: code,
    }),
  );
}

/** How the rows of a layer are to be read. */
export interface RuleContext {
  readonly ownDeductible: boolean;
  readonly isEncounter: boolean;
  readonly isGrowth: boolean;
  readonly groups: readonly string[];
  /** True where the layer's base is the whole in-scope cost, which groups are parts of. */
  readonly hasGroupBase: boolean;
}

export function compileRule(source: RuleSource, place: Place, context: RuleContext): Dated<CompiledRule> {
  const terms = compileTermsOfRule(source, place, context);
  const schedule = buildSchedule(terms, context.ownDeductible);
  const subject = describeWhen(source.when, place.names);
  const phrase = describeTerms(terms, schedule, { ...context, groupTitles: place.names.groups });
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      phrase: subject === '' ? phrase : `${subject}：${phrase}`,
      terms,
      schedule,
      clause: compileClause(source, place),
    },
  };
}

/** A rule's numbers: either a package, or deductible and rates. */
function compileTermsOfRule(source: RuleSource, place: Place, context: RuleContext): RuleTerms {
  if (source.package !== undefined) return packageTerms(source, source.package, place, context);
  if (source.deductible === undefined) {
    refuseValue(placeAt(place, '/deductible'), '缺少此项', '（空）', '金额（元），不小于零，至多两位小数');
  }
  const deductible = compileYuan(source.deductible ?? 0, placeAt(place, '/deductible'));
  if ((source.rate === undefined) === (source.slices === undefined)) {
    refuseSchedule(place, 'rate 与 slices 应恰有一项', source.rate ?? '（空）', '一个比例写 rate，分段写 slices');
  }
  const sources = source.slices ?? [{ rate: source.rate ?? '' }];
  if (sources.length > 1 && deductible > 0 && source.bounds === undefined) {
    refuseSchedule(
      place,
      '未说明分段界限从何处起算',
      '（空）',
      '请写 bounds: absolute（自零起算）或 aboveDeductible（自起付标准起算）',
    );
  }
  const bounds = source.bounds ?? 'absolute';
  if (context.ownDeductible && !context.isEncounter && sources.length > 1 && bounds === 'absolute' && deductible > 0) {
    refuseSchedule(
      place,
      '起付标准另计而分段按累计，界限不能自零起算',
      'absolute',
      '请写 bounds: aboveDeductible，分段按扣除起付标准后的累计费用',
    );
  }
  return {
    deductible,
    slices: compileSlices(source, sources, bounds === 'absolute' ? deductible : 0, place),
    bounds,
    costCap: compileCostCap(source, sources, bounds === 'absolute' ? deductible : 0, place),
    firstTakePer10k: source.firstTake === undefined ? 0 : compileRate(source.firstTake, placeAt(place, '/firstTake')),
    groupRates: compileGroupRates(source, place, context),
    groupShare: source.groupShare ?? 'proportional',
    package: undefined,
  };
}

function packageTerms(
  source: RuleSource,
  fixed: NonNullable<RuleSource['package']>,
  place: Place,
  context: RuleContext,
): RuleTerms {
  const other = (['deductible', 'rate', 'slices', 'bounds', 'costCap', 'firstTake', 'groups'] as const).find(
    (name) => source[name] !== undefined,
  );
  if (other !== undefined) {
    refuseSchedule(placeAt(place, `/${other}`), '定额结算不再写此项', other, '写 package 的规定只写 package');
  }
  if (!context.isEncounter || !context.isGrowth) {
    refuseSchedule(
      place,
      '定额按次结算，本层却按累计或保底计算',
      'package',
      '请把本层的 accumulator 写作 encounter，且不写 mode',
    );
  }
  const at = placeAt(place, '/package');
  return {
    deductible: 0,
    slices: [],
    bounds: 'absolute',
    costCap: undefined,
    firstTakePer10k: 0,
    groupRates: [],
    groupShare: 'proportional',
    package: {
      price: compileYuan(fixed.price, placeAt(at, '/price')),
      personPer10k: compileRate(fixed.person, placeAt(at, '/person')),
      excess: fixed.excess,
      surplus: fixed.surplus,
    },
  };
}

type SliceSource = NonNullable<RuleSource['slices']>[number];

function compileSlices(
  source: RuleSource,
  sources: readonly SliceSource[],
  start: number,
  place: Place,
): RuleTerms['slices'] {
  let lower = start;
  return sources.map((slice, index) => {
    const at = placeAt(place, source.slices === undefined ? '/rate' : `/slices/${index}`);
    const ratePer10k = compileRate(slice.rate, at);
    const isLast = index === sources.length - 1;
    if ((slice.upTo === undefined) !== isLast) {
      refuseSchedule(
        at,
        isLast ? '最后一段不应有上限' : '此段缺少上限 upTo',
        slice.upTo ?? '（空）',
        '除最后一段外，各段都写 upTo',
      );
    }
    if (slice.upTo === undefined) return { upTo: undefined, ratePer10k };
    const upTo = compileYuan(slice.upTo, at);
    if (upTo <= lower) refuseSchedule(at, '上限不高于下限', slice.upTo, '各段上限应高于起付标准并依次递增');
    lower = upTo;
    return { upTo, ratePer10k };
  });
}

function compileCostCap(
  source: RuleSource,
  sources: readonly SliceSource[],
  start: number,
  place: Place,
): number | undefined {
  if (source.costCap === undefined) return undefined;
  const cap = compileYuan(source.costCap, placeAt(place, '/costCap'));
  const lastBound = sources.at(-2)?.upTo;
  const lower = lastBound === undefined ? start : compileYuan(lastBound, place);
  if (cap <= lower) refuseSchedule(place, '费用限额不高于最后一段的下限', source.costCap, '费用限额应落在最后一段之内');
  return cap;
}

function compileGroupRates(source: RuleSource, place: Place, context: RuleContext): GroupRate[] {
  const sources = source.groups ?? [];
  if (sources.length === 0) return [];
  if (!context.hasGroupBase || !context.isEncounter || !context.isGrowth) {
    refuseSchedule(
      placeAt(place, '/groups'),
      '费用类别只能在按次计算、基数为 inScope 且不写 mode 的层中分列',
      sources.map((row) => row.group.join('、')).join('；'),
      '请把本层的 base 写作 inScope、accumulator 写作 encounter',
    );
  }
  if (source.groupShare === undefined) {
    refuseSchedule(
      place,
      '未说明各类费用如何共用起付标准',
      '（空）',
      'groupShare 写 proportional（按比例）或 listed（依次）',
    );
  }
  if (source.groupShare === 'proportional' && (source.slices !== undefined || source.costCap !== undefined)) {
    refuseSchedule(place, '按比例共用起付标准的不能再分段', 'proportional', '分段的请写 groupShare: listed');
  }
  const seen = new Set<string>();
  return sources.map(({ group, rate }, index) => {
    const at = placeAt(place, `/groups/${index}`);
    const groups = group.map((name) => {
      const position = name === REST_GROUP ? context.groups.length : context.groups.indexOf(name);
      if (position < 0 || seen.has(name)) {
        const known = [...context.groups, REST_GROUP].join('、');
        refuseValue(at, position < 0 ? '没有这一费用类别' : '费用类别重复', name, `pack.yaml 的 groups 之一：${known}`);
      }
      seen.add(name);
      return position;
    });
    return { groups, ratePer10k: compileRate(rate, at) };
  });
}

export function refuseSchedule(place: Place, problem: string, value: string | number, expected: string): never {
  return refuse(
    benefitErrors.badSchedule({
      path: `${place.file}#${place.path}`,
      file: place.file,
      place: place.path,
      problem,
      value,
      expected,
    }),
  );
}

/** The rows in force from a day on; refuses a row that an earlier one hides entirely. */
export function rowsInForce<T extends { readonly when: readonly Condition[] }>(
  rows: readonly Dated<T>[],
  on: IsoDate,
  place: Place,
): T[] {
  const current = rows.filter((row) => row.from <= on && (row.to === undefined || on < row.to));
  for (const [index, row] of current.entries()) {
    const hiding = current.slice(0, index).find((earlier) => containsAll(earlier.value.when, row.value.when));
    if (hiding === undefined) continue;
    refuse(
      benefitErrors.unreachableRule({
        path: `${place.file}#${row.place}`,
        file: place.file,
        place: row.place,
        from: on,
        earlier: hiding.place,
      }),
    );
  }
  return current.map((row) => row.value);
}
