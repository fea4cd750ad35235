/** Compiles the dated rows of a layer: conditions, bracket schedules and limits. */
import { type IsoDate, isIsoDate } from '../kernel/dates.ts';
import { type Fen, parseYuan } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import type { CompiledLimit, CompiledRule, Component, Condition, Schedule } from './compiled-policy.ts';
import { containsAll } from './condition.ts';
import { type CodeNames, describeSchedule, describeWhen } from './describe-rule.ts';
import { benefitErrors } from './errors.ts';
import type { Clause } from './model.ts';
import type { LimitSource, RuleSource, SourceRegistry, WhenSource } from './pack-schema.ts';

/** Where in a pack the compiler stands: for messages, and for what the place may refer to. */
export interface Place {
  readonly file: string;
  readonly path: string;
  readonly registry: string;
  readonly sources: SourceRegistry;
  readonly names: CodeNames;
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
  const notes = [citation.note, entry.note].filter((note) => note !== undefined);
  return {
    document: entry.document,
    article: citation.article ?? entry.article,
    grade: entry.grade,
    url: entry.url,
    retrievedOn: entry.retrievedOn === undefined ? undefined : compileDay(entry.retrievedOn, place),
    note: notes.length === 0 ? undefined : notes.join('；'),
  };
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

function compileRate(text: string, place: Place): number {
  const rate = parseYuan(text.replace('%', '').trim());
  if (rate !== undefined && rate <= 10_000) return rate;
  return refuseValue(place, '超过 100 %', text, '0 % 至 100 % 之间的比例');
}

function refuseValue(place: Place, problem: string, value: string | number, expected: string): never {
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

export function compileRule(source: RuleSource, place: Place): Dated<CompiledRule> {
  const schedule = compileSchedule(source, place);
  const subject = describeWhen(source.when, place.names);
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      phrase: subject === '' ? describeSchedule(schedule) : `${subject}：${describeSchedule(schedule)}`,
      schedule,
      clause: compileClause(source, place),
    },
  };
}

/** Turns deductible, slices and cost cap into the cuts and rates of one bracket schedule. */
function compileSchedule(source: RuleSource, place: Place): Schedule {
  const deductible = compileYuan(source.deductible, placeAt(place, '/deductible'));
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
  const shift = source.bounds === 'aboveDeductible' ? deductible : 0;
  const cuts: number[] = deductible > 0 ? [0] : [];
  const rates: number[] = deductible > 0 ? [0] : [];
  const leaves: Component[] = deductible > 0 ? ['deductible'] : [];
  let lower: number = deductible;
  for (const [index, slice] of sources.entries()) {
    const at = placeAt(place, source.slices === undefined ? '/rate' : `/slices/${index}`);
    cuts.push(lower);
    rates.push(compileRate(slice.rate, at));
    leaves.push('coPay');
    const isLast = index === sources.length - 1;
    if ((slice.upTo === undefined) !== isLast) {
      refuseSchedule(
        at,
        isLast ? '最后一段不应有上限' : '此段缺少上限 upTo',
        slice.upTo ?? '（空）',
        '除最后一段外，各段都写 upTo',
      );
    }
    if (slice.upTo === undefined) break;
    const upper = shift + compileYuan(slice.upTo, at);
    if (upper <= lower) refuseSchedule(at, '上限不高于下限', slice.upTo, '各段上限应高于起付标准并依次递增');
    lower = upper;
  }
  if (source.costCap !== undefined) {
    const cap = shift + compileYuan(source.costCap, placeAt(place, '/costCap'));
    if (cap <= lower)
      refuseSchedule(place, '费用限额不高于最后一段的下限', source.costCap, '费用限额应落在最后一段之内');
    cuts.push(cap);
    rates.push(0);
    leaves.push('overCap');
  }
  return { cuts, rates, leaves };
}

function refuseSchedule(place: Place, problem: string, value: string | number, expected: string): never {
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

export function compileLimit(source: LimitSource, place: Place): Dated<CompiledLimit> {
  if ((source.amount === undefined) === (source.unlimited === undefined)) {
    refuseSchedule(
      place,
      'amount 与 unlimited 应恰有一项',
      source.amount ?? '（空）',
      '有限额写 amount（元），不设限写 unlimited: true',
    );
  }
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      amount: source.amount === undefined ? undefined : compileYuan(source.amount, placeAt(place, '/amount')),
      clause: compileClause(source, place),
    },
  };
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
