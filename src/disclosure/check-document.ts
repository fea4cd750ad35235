/** One document from bytes or text to its report. Pure: no clock, no disk, no network. */
import { type Failure, failed, ok, type Result } from '../kernel/result.ts';
import { decodeText } from './decode-text.ts';
import { disclosureErrors } from './errors.ts';
import { findingsOf } from './findings.ts';
import { FORMS, findForm } from './forms/index.ts';
import { type Identity, identify } from './identify.ts';
import { judgeEquation, type RelationResult } from './judge-equations.ts';
import { judgeRollup } from './judge-rollups.ts';
import { type Flaw, type FlawResult, judgeNames, judgeOrder } from './judge-subjects.ts';
import type { Judgement } from './judgement.ts';
import { type Location, locateTables } from './locate-tables.ts';
import type { DocumentReport, FoundTable, NotJudged, SourceDocument, StatementTable } from './model.ts';
import { readTable } from './read-table.ts';
import { readText } from './read-text.ts';
import type { Relation, Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import type { Subjects } from './subjects.ts';

export type CheckInput =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly bytes: Uint8Array };

export interface CheckOptions {
  /** Without them FW-20 is not judged. */
  readonly subjects?: Subjects;
}

/** Everything that was read from a document, before any check. */
export interface DocumentReading {
  readonly document: SourceDocument;
  readonly identity: Identity;
  readonly tables: readonly StatementTable[];
  readonly location: Location;
}

export function readDocument(input: CheckInput): Result<DocumentReading> {
  const text = 'text' in input ? ok(input.text) : decodeText(input.bytes);
  if (!text.ok) return text;
  const document = readText(input.file, text.value);
  if (!document.ok) return document;
  const identity = identify(document.value);
  const location = locateTables(document.value);
  const tables = location.tables.flatMap((located) => {
    const form = located.title.form === null ? undefined : findForm(located.title.form);
    return form ? [readTable(located, form)] : [];
  });
  if (identity.kind === 'unknown' && tables.length === 0) return failed(disclosureErrors.notDisclosure());
  // Tables headed 决算 say more than an opening that mentions last year's budget, or none.
  const isFinal = identity.kind === 'unknown' || tables.filter(({ title }) => title.includes('决算')).length >= 2;
  const settled = isFinal ? { ...identity, kind: 'final' as const } : identity;
  return ok({ document: document.value, identity: settled, tables, location });
}

/** Never throws on a document: what could not be read is a report with `failure`, what could not be judged says why. */
export function checkDocument(input: CheckInput, options: CheckOptions = {}): DocumentReport {
  const reading = readDocument(input);
  return reading.ok ? checkReading(input.file, reading.value, options) : failedReport(input.file, reading.error);
}

export function failedReport(file: string, failure: Failure): DocumentReport {
  const why = `${failure.message}${failure.remedy}`;
  return {
    file,
    kind: 'unknown',
    body: null,
    year: null,
    unit: null,
    tables: [],
    findings: [],
    judged: 0,
    passed: 0,
    rounding: 0,
    notJudged: [{ rule: 'READ', why }],
    failure,
  };
}

interface Tally {
  readonly judgements: Judgement[];
  readonly flaws: Flaw[];
  flawJudged: number;
  readonly notJudged: Map<string, NotJudged>;
  /** Tables that a rule needs and that cannot be had, by rule and reason. */
  readonly missing: Map<string, { readonly rule: string; readonly why: string; readonly names: Set<string> }>;
}

function checkReading(file: string, reading: DocumentReading, options: CheckOptions): DocumentReport {
  const { identity } = reading;
  const tally: Tally = { judgements: [], flaws: [], flawJudged: 0, notJudged: new Map(), missing: new Map() };
  if (identity.kind === 'budget') {
    note(tally, 'BW', '这是部门预算：预算各表的勾稽规则尚未设置，只识别文件，不判定数字');
  } else {
    for (const rule of RULES) {
      for (const relation of rule.relations) judgeRelation(rule, relation, reading, options, tally);
    }
  }
  for (const { rule, why, names } of tally.missing.values()) note(tally, rule, `${[...names].join('、')}：${why}`);
  const counted = (outcome: Judgement['outcome']) => tally.judgements.filter((item) => item.outcome === outcome).length;
  const failures = counted('fail');
  const rounding = counted('rounding');
  const passed = counted('pass') + tally.flawJudged - tally.flaws.length;
  return {
    file,
    ...identity,
    unit: commonUnit(reading.tables),
    tables: reading.tables.map(foundTable),
    findings: findingsOf(tally.judgements, tally.flaws),
    judged: passed + rounding + failures + tally.flaws.length,
    passed,
    rounding,
    notJudged: [...tally.notJudged.values()].sort((a, b) => a.rule.localeCompare(b.rule, 'en')),
    failure: null,
  };
}

function commonUnit(tables: readonly StatementTable[]): string | null {
  const units = new Set(tables.map(({ unit }) => unit));
  const [unit] = units;
  return units.size === 1 && unit ? unit : null;
}

function foundTable({ title, place, rows }: StatementTable): FoundTable {
  return { title, from: place.line, to: rows.reduce((last, row) => Math.max(last, row.place.line), place.line) };
}

function judgeRelation(
  rule: Rule,
  relation: Relation,
  { tables, location, identity }: DocumentReading,
  options: CheckOptions,
  tally: Tally,
): void {
  const own = tables.filter((table) => table.form === relation.table);
  if (own.length === 0) noteMissing(tally, rule.id, relation.table, location);
  for (const table of own) {
    if (table.trouble !== null) {
      note(tally, rule.id, `${table.name}（第 ${table.place.line} 行）读法不能确定：${table.trouble}`);
      continue;
    }
    switch (relation.kind) {
      case 'equation':
        addJudgements(tally, rule, judgeEquation(rule, relation, table));
        break;
      case 'rollup':
        addJudgements(tally, rule, judgeRollup(rule, relation, table));
        break;
      case 'order':
        addFlaws(tally, rule, judgeOrder(rule, table));
        break;
      case 'names':
        addFlaws(
          tally,
          rule,
          judgeNames(rule, table, classificationOf(table), identity.year, options.subjects ?? null),
        );
        break;
    }
  }
}

function noteMissing(tally: Tally, rule: string, formId: string, location: Location): void {
  const name = FORMS.find((form) => form.id === formId)?.name ?? formId;
  const bare = location.bare.find((title) => title.form === formId);
  const why = bare?.why ?? '没有找到';
  const names = tally.missing.get(`${rule}:${why}`) ?? { rule, why, names: new Set() };
  names.names.add(bare ? `${name}（第 ${bare.place.line} 行）` : name);
  tally.missing.set(`${rule}:${why}`, names);
}

function classificationOf(table: StatementTable): 'functional' | 'economic' {
  const form = findForm(table.form);
  return form?.shape === 'codes' ? form.classification : 'functional';
}

function addJudgements(tally: Tally, rule: Rule, { judgements, missing }: RelationResult): void {
  if (missing !== null) note(tally, rule.id, missing);
  for (const judgement of judgements) {
    tally.judgements.push(judgement);
    if (judgement.outcome === 'unjudged') note(tally, rule.id, judgement.why ?? '');
  }
}

function addFlaws(tally: Tally, rule: Rule, { judged, flaws, notJudged }: FlawResult): void {
  tally.flawJudged += judged;
  tally.flaws.push(...flaws);
  if (notJudged !== null) note(tally, rule.id, notJudged);
}

function note(tally: Tally, rule: string, why: string): void {
  tally.notJudged.set(`${rule}:${why}`, { rule, why });
}
