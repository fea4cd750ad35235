/** Reports as text for people and as JSON for programs, and the exit code that sums them up. */
import type { DocumentReport, Finding } from './model.ts';

export type ExitCode = 0 | 1 | 2;

/** 2 something could not be read, 1 an error was found, 0 neither. */
export function exitCodeOf(reports: readonly DocumentReport[]): ExitCode {
  if (reports.some((report) => report.failure !== null)) return 2;
  return reports.some((report) => report.findings.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

/** The published JSON form; fields of the report beyond it stay inside. */
export function renderJson(reports: readonly DocumentReport[]): string {
  const documents = reports.map(({ file, kind, body, year, findings, judged, notJudged }) => ({
    file,
    kind,
    body,
    year,
    findings: findings.map(({ ruleTitle: _title, formula: _formula, cells: _cells, ...finding }) => finding),
    judged,
    notJudged,
  }));
  return JSON.stringify({ documents }, null, 2);
}

const KINDS = { final: '部门决算', budget: '部门预算', unknown: '未识别' } as const;
const SEVERITIES = { error: '错误', warning: '警告', info: '尾差' } as const;

export function renderText(reports: readonly DocumentReport[]): string {
  return reports.map(renderReport).join('\n\n');
}

function renderReport(report: DocumentReport): string {
  const { file, kind, body, year, failure, findings, notJudged } = report;
  if (failure) return `${file}\n  无法读取：${failure.message}\n  ${failure.remedy}`;
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const roots = findings.filter(({ severity, root }) => severity === 'error' && root === null).length;
  const errors = count('error');
  const causes = errors > roots ? `（根源 ${roots}）` : '';
  const warnings = count('warning');
  const counts = [
    `判定 ${report.judged} 项`,
    `通过 ${report.passed}`,
    `尾差 ${report.rounding}`,
    `错误 ${errors}${causes}`,
    ...(warnings > 0 ? [`警告 ${warnings}`] : []),
    `未判定 ${notJudged.length}`,
  ].join('，');
  const title = [KINDS[kind], body, year === null ? null : `${year} 年`].filter((part) => part !== null).join(' · ');
  return [
    `${file}（${title}）`,
    counts,
    ...findings.map(renderFinding),
    ...(notJudged.length > 0 ? ['未判定：', ...notJudged.map(({ rule, why }) => `  ${rule} ${why}`)] : []),
  ].join('\n');
}

function renderFinding(finding: Finding): string {
  const { id, rule, severity, line, page, stated, expected, difference, unit, root } = finding;
  const place = page === null ? `第 ${line} 行` : `第 ${line} 行（第 ${page} 页）`;
  const figures = [
    stated === null ? null : `所填 ${stated}`,
    expected === null ? null : `应为 ${expected}`,
    difference === null ? null : `相差 ${difference}${unit === null ? '' : ` ${unit}`}`,
  ].filter((part) => part !== null);
  const followed = root === null ? '' : `（随 ${root} 更正）`;
  return [
    `${severity === 'info' ? SEVERITIES.info : SEVERITIES[severity]} ${rule} ${place}${followed} [${id}]`,
    `  ${finding.message}`,
    `  原文：${finding.quote.replace(/\t/g, ' │ ')}`,
    ...(severity !== 'info' && figures.length > 0 ? [`  ${figures.join('，')}`] : []),
  ].join('\n');
}
