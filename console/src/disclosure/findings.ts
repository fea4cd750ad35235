/** The report of a checked document as the panes show it: counts, causes, marks in the text. Pure. */
import type { CheckedDocument, FindingView, Severity } from '../api/types.ts';

export const SEVERITIES: readonly {
  readonly severity: Severity;
  readonly title: string;
  readonly tone: 'wrong' | 'waiting' | 'neutral';
}[] = [
  { severity: 'error', title: '错误', tone: 'wrong' },
  { severity: 'warning', title: '存疑', tone: 'waiting' },
  { severity: 'info', title: '提示', tone: 'neutral' },
];

export const KIND_NAMES: Readonly<Record<CheckedDocument['kind'], string>> = {
  final: '部门决算',
  budget: '部门预算',
  unknown: '未识别的公开文件',
};

export function severityOf(severity: Severity): (typeof SEVERITIES)[number] {
  return SEVERITIES.find((entry) => entry.severity === severity) ?? { severity, title: '提示', tone: 'neutral' };
}

/** "判定 512 项，通过 470，尾差 14，错误 26，未判定 2"; doubtful ones only where there are some. */
export function summary(
  document: Pick<CheckedDocument, 'judged' | 'passed' | 'rounding' | 'findings' | 'notJudged'>,
): string {
  const errors = document.findings.filter(({ severity }) => severity === 'error').length;
  const warnings = document.findings.filter(({ severity }) => severity === 'warning').length;
  const parts = [
    `判定 ${document.judged} 项`,
    `通过 ${document.passed}`,
    `尾差 ${document.rounding}`,
    `错误 ${errors}`,
  ];
  if (warnings > 0) parts.push(`存疑 ${warnings}`);
  parts.push(`未判定 ${document.notJudged.length}`);
  return parts.join('，');
}

export interface Cause {
  readonly finding: FindingView;
  /** Findings that the cause's correction also settles. */
  readonly followers: readonly FindingView[];
}

/**
 * Findings by cause, in the order of the document. A finding whose cause is not shown (filtered away, or itself a
 * follower of another) stands by its first ancestor that is, or for itself.
 */
export function groupByCause(findings: readonly FindingView[]): Cause[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const causes = new Map<string, FindingView[]>();
  for (const finding of [...findings].sort(byPlace)) {
    const cause = causeOf(finding, byId);
    const followers = causes.get(cause.id) ?? [];
    if (cause.id !== finding.id) followers.push(finding);
    causes.set(cause.id, followers);
  }
  return [...causes]
    .flatMap(([id, followers]) => {
      const finding = byId.get(id);
      return finding ? [{ finding, followers }] : [];
    })
    .sort((a, b) => byPlace(a.finding, b.finding));
}

function causeOf(finding: FindingView, byId: ReadonlyMap<string, FindingView>): FindingView {
  let current = finding;
  // A chain longer than the report itself would be a circle.
  for (let step = 0; step < byId.size; step += 1) {
    const next = current.root === null || current.root === current.id ? undefined : byId.get(current.root);
    if (!next) return current;
    current = next;
  }
  return finding;
}

function byPlace(a: FindingView, b: FindingView): number {
  return a.line - b.line || a.id.localeCompare(b.id);
}

/** The order in which j and k walk: each cause, then its followers. */
export function walkOrder(causes: readonly Cause[]): FindingView[] {
  return causes.flatMap(({ finding, followers }) => [finding, ...followers]);
}

/** The finding `step` places on from the selected one; the ends hold. */
export function stepFrom(
  order: readonly FindingView[],
  selected: string | null,
  step: 1 | -1,
): FindingView | undefined {
  const index = order.findIndex(({ id }) => id === selected);
  if (index < 0) return step === 1 ? order[0] : order.at(-1);
  return order[Math.min(order.length - 1, Math.max(0, index + step))];
}

export interface Span {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * A line of the text cut where the selected finding marks it: at the cells it names, else at the stated figure or the
 * quote where they stand in the finding's own line, else the whole line.
 */
export function markLine(text: string, lineNumber: number, finding: FindingView | null): Span[] {
  if (!finding) return [{ text, marked: false }];
  const cells = (finding.cells ?? []).filter((cell) => cell.line === lineNumber);
  const ranges = cells.flatMap((cell) =>
    cell.start !== undefined && cell.end !== undefined ? [[cell.start, cell.end] as const] : [],
  );
  if (ranges.length === 0 && finding.line === lineNumber) {
    const stated = finding.stated === null ? -1 : indexOfFigure(text, finding.stated);
    const quoted = finding.quote === '' ? -1 : text.indexOf(finding.quote.trim());
    if (stated >= 0 && finding.stated !== null) ranges.push([stated, stated + finding.stated.length]);
    else if (quoted >= 0) ranges.push([quoted, quoted + finding.quote.trim().length]);
    else ranges.push([0, text.length]);
  }
  if (ranges.length === 0) return [{ text, marked: cells.length > 0 }];
  return cut(text, ranges);
}

/** Place of a figure that stands alone: "9" is not found within "2,325.19". */
function indexOfFigure(text: string, figure: string): number {
  if (figure === '') return -1;
  for (let at = text.indexOf(figure); at >= 0; at = text.indexOf(figure, at + 1)) {
    const isAlone = !/[\d.,]/.test(text[at - 1] ?? '') && !/[\d.,]/.test(text[at + figure.length] ?? '');
    if (isAlone) return at;
  }
  return -1;
}

function cut(text: string, ranges: readonly (readonly [number, number])[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(at, Math.min(start, text.length));
    const to = Math.max(from, Math.min(end, text.length));
    if (from > at) spans.push({ text: text.slice(at, from), marked: false });
    if (to > from) spans.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) spans.push({ text: text.slice(at), marked: false });
  return spans;
}

/** All lines a finding touches, for marking the gutter. */
export function linesOf(finding: FindingView | null): ReadonlySet<number> {
  return new Set(finding ? [finding.line, ...(finding.cells ?? []).map(({ line }) => line)] : []);
}

/** The line at the foot of the page: formula with its values and the difference. */
export function formulaLine(finding: FindingView): string {
  const unit = finding.unit ?? '';
  const parts: string[] = [];
  if (finding.formula) parts.push(finding.formula);
  if (finding.stated !== null) parts.push(`文中 ${withMinus(finding.stated)}${unit}`);
  if (finding.expected !== null) parts.push(`应为 ${withMinus(finding.expected)}${unit}`);
  if (finding.difference !== null) parts.push(`相差 ${withMinus(finding.difference)}${unit}`);
  return parts.length === 0 ? finding.message : parts.join('；');
}

/** A figure of the report as the screen writes negative ones: with a minus, not a hyphen. */
export function withMinus(figure: string): string {
  return figure.replace(/^-/, '−');
}
