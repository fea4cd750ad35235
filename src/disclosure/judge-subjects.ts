/** Codes and names against the year's classification (FW-20), and the order of the codes themselves (FW-09). */
import { plainLabel } from './labels.ts';
import type { Severity, StatementTable, TableRow } from './model.ts';
import type { Rule } from './rule.ts';
import {
  type Classification,
  CODE_LENGTHS,
  isNameOfYear,
  SUBJECT_YEARS,
  type SubjectName,
  type Subjects,
} from './subjects.ts';

/** A flaw that is no sum. `key` is the same for the same flaw printed again in another table. */
export interface Flaw {
  readonly rule: Rule;
  readonly table: StatementTable;
  readonly row: TableRow;
  readonly severity: Severity;
  readonly stated: string;
  readonly expected: string | null;
  readonly message: string;
  readonly key: string;
}

export interface FlawResult {
  readonly judged: number;
  readonly flaws: readonly Flaw[];
  readonly notJudged: string | null;
}

interface Verdict {
  readonly severity: Severity;
  readonly expected: string | null;
  readonly message: string;
}

export function judgeNames(
  rule: Rule,
  table: StatementTable,
  classification: Classification,
  year: number | null,
  subjects: Subjects | null,
): FlawResult {
  if (!subjects) return { judged: 0, flaws: [], notJudged: '没有提供政府收支分类科目' };
  const rows = table.rows.filter((row) => row.kind === 'subject');
  if (rows.length === 0) return { judged: 0, flaws: [], notJudged: null };
  if (year === null || year < SUBJECT_YEARS.first || year > SUBJECT_YEARS.last) {
    const why = `科目目录覆盖 ${SUBJECT_YEARS.first}—${SUBJECT_YEARS.last} 年，文件年度${year === null ? '不明' : `为 ${year} 年`}`;
    return { judged: 0, flaws: [], notJudged: why };
  }
  const flaws: Flaw[] = [];
  let judged = 0;
  let unsure = 0;
  const outside: string[] = [];
  for (const row of rows) {
    const verdict = judgeName(row, classification, year, subjects);
    // Where cells were put together by position a name may be cut, so that only agreement counts.
    if (verdict !== 'right' && (!table.exact || !row.certain)) unsure += 1;
    else if (verdict === 'outside') outside.push(row.code ?? '');
    else judged += 1;
    if (typeof verdict === 'object' && table.exact && row.certain) {
      const stated = `${row.code} ${plainLabel(row.label)}`.trim();
      const key = `${rule.id}:${classification}:${stated}`;
      flaws.push({
        rule,
        table,
        row,
        stated,
        key,
        ...verdict,
        message: `${table.name}“${stated}”：${verdict.message}`,
      });
    }
  }
  const reasons = [
    ...(outside.length > 0 ? [`${outside.length} 个编码不在科目目录的覆盖范围内（如 ${outside[0]}）`] : []),
    ...(unsure > 0 ? [`${unsure} 行的编码或名称读得不完整`] : []),
  ];
  return { judged, flaws, notJudged: reasons.length > 0 ? `${table.name}有${reasons.join('，')}` : null };
}

function judgeName(
  row: TableRow,
  classification: Classification,
  year: number,
  subjects: Subjects,
): Verdict | 'right' | 'outside' {
  const code = row.code ?? '';
  if (!CODE_LENGTHS[classification].includes(code.length)) return malformed(code, row, classification, year, subjects);
  const dated = subjects.namesOf(classification, code);
  if (dated.length === 0) return unlisted(code, classification, year, subjects);
  const printed = foldName(row.label);
  if (printed === '') return 'outside';
  const current = dated.filter((subject) => isNameOfYear(subject, year));
  if (current.some((subject) => foldName(subject.name) === printed)) return 'right';
  const names = current.map((subject) => subject.name);
  const expected = names.length > 0 ? `${code} ${names.join(' 或 ')}` : null;
  const other = dated.find((subject) => foldName(subject.name) === printed);
  if (other) {
    if (other.confidence !== 'high' && current.every(({ confidence }) => confidence === 'low')) return 'outside';
    const span = `${other.firstYear ?? '此前'}—${other.lastYear ?? '今'}`;
    return {
      severity: 'warning',
      expected,
      message: `这是 ${span} 年的名称，${year} 年应为“${names.join('”或“') || '（已无此科目）'}”`,
    };
  }
  return misnamed(printed, current, expected, year, subjects, classification);
}

function malformed(
  code: string,
  row: TableRow,
  classification: Classification,
  year: number,
  subjects: Subjects,
): Verdict {
  const parent = code.slice(0, 3);
  const twin = subjects
    .codesNamed(classification, plainLabel(row.label), year)
    .find((candidate) => candidate.startsWith(parent));
  const lengths = CODE_LENGTHS[classification].join('、');
  const expected = twin ? `${twin} ${plainLabel(row.label)}` : null;
  const hint = twin ? `，疑为 ${twin}` : '';
  return { severity: 'error', expected, message: `编码有 ${code.length} 位，科目编码应为 ${lengths} 位${hint}` };
}

function unlisted(code: string, classification: Classification, year: number, subjects: Subjects): Verdict | 'outside' {
  const parent = code.length === 3 ? '' : code.slice(0, -2);
  if (!subjects.isComplete(classification, parent, year)) return 'outside';
  return { severity: 'error', expected: null, message: `${year} 年政府收支分类科目没有编码 ${code}` };
}

/** Another code's name on this code is certain; a name that is nobody's may be shortened or misspelt. */
function misnamed(
  printed: string,
  current: readonly SubjectName[],
  expected: string | null,
  year: number,
  subjects: Subjects,
  classification: Classification,
): Verdict | 'outside' {
  if (current.length === 0 || current.some(({ confidence }) => confidence !== 'high')) return 'outside';
  const isShortened = current.some(
    ({ name }) => foldName(name).startsWith(printed) || printed.startsWith(foldName(name)),
  );
  const names = current.map(({ name }) => name).join('”或“');
  const owners = isShortened ? [] : subjects.codesNamed(classification, printed, year);
  const severity = owners.length > 0 ? 'error' : 'warning';
  const owner = owners.length > 0 ? `，“${printed}”是 ${owners[0]} 的名称` : '';
  return { severity, expected, message: `${year} 年该编码的名称应为“${names}”${owner}` };
}

/** Names are compared without brackets and separators: 维修(护)费 is 维修（护）费. */
function foldName(name: string): string {
  return plainLabel(name).replace(/[()、,，]/g, '');
}

export function judgeOrder(rule: Rule, table: StatementTable): FlawResult {
  const rows = table.rows.filter((row) => row.kind === 'subject' && row.code !== null);
  if (rows.length === 0) return { judged: 0, flaws: [], notJudged: null };
  if (!table.exact) return { judged: 0, flaws: [], notJudged: `${table.name}按空格排版，行可能读漏` };
  const codes = new Set(rows.map(({ code }) => code ?? ''));
  if (rows.length - codes.size > 1) {
    return { judged: 0, flaws: [], notJudged: `${table.name}有多个编码重复，可能按单位分列` };
  }
  const firsts = new Map<string, TableRow>();
  const flaws: Flaw[] = [];
  for (const [index, row] of rows.entries()) {
    const code = row.code ?? '';
    const fault = faultOf(code, codes, firsts.get(code), rows[index - 1]?.code ?? '');
    if (!firsts.has(code)) firsts.set(code, row);
    if (!fault) continue;
    const name = `${code} ${plainLabel(row.label)}`.trim();
    const key = `${rule.id}:${table.form}:${code}:${row.place.line}`;
    flaws.push({
      rule,
      table,
      row,
      ...fault,
      stated: code,
      expected: null,
      key,
      message: `${table.name}“${name}”：${fault.message}`,
    });
  }
  return { judged: rows.length, flaws, notJudged: null };
}

function faultOf(
  code: string,
  codes: ReadonlySet<string>,
  twin: TableRow | undefined,
  previous: string,
): Pick<Flaw, 'severity' | 'message'> | undefined {
  if (twin) return { severity: 'error', message: `编码与第 ${twin.place.line} 行重复` };
  const parents = CODE_LENGTHS.functional
    .filter((length) => length < code.length)
    .map((length) => code.slice(0, length));
  const missing = parents.find((parent) => !codes.has(parent));
  if (missing) return { severity: 'warning', message: `没有上级科目 ${missing} 的行` };
  return code < previous ? { severity: 'warning', message: `编码小于上一行的 ${previous}，次序颠倒` } : undefined;
}
