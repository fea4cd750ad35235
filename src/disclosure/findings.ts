/** Judgements and flaws → findings: errors with their roots, rounding once per table, in the order of the document. */
import { formatDecimal } from './decimal.ts';
import { describeFailure, describeRounding, formulaOf } from './describe.ts';
import { findRoots } from './find-roots.ts';
import type { Flaw } from './judge-subjects.ts';
import type { Judgement } from './judgement.ts';
import type { DetailedFinding, FindingCell, StatementTable } from './model.ts';

/** A quotation is for finding the place, not for reprinting a page. */
const MAX_QUOTE = 300;

interface Draft {
  readonly finding: Omit<DetailedFinding, 'id' | 'root'>;
  /** What the draft stands for, to resolve roots once ids are given. */
  readonly source: object;
  readonly root: object;
}

export function findingsOf(judgements: readonly Judgement[], flaws: readonly Flaw[]): DetailedFinding[] {
  const drafts = [...failureDrafts(judgements), ...flawDrafts(flaws), ...roundingDrafts(judgements)];
  drafts.sort((a, b) => a.finding.line - b.finding.line);
  const ids = new Map<object, string>();
  const taken = new Map<string, number>();
  for (const { finding, source } of drafts) {
    const base = `${finding.rule}-${finding.line}`;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    ids.set(source, count === 1 ? base : `${base}-${count}`);
  }
  return drafts.map(({ finding, source, root }) => ({
    id: ids.get(source) ?? '',
    ...finding,
    root: root === source ? null : (ids.get(root) ?? null),
  }));
}

function failureDrafts(judgements: readonly Judgement[]): Draft[] {
  const failures = judgements.filter(({ outcome }) => outcome === 'fail');
  return groupByTable(failures).flatMap((group) => {
    const roots = findRoots(group);
    return group.map((judgement) => ({
      source: judgement,
      root: roots.get(judgement) ?? judgement,
      finding: {
        rule: judgement.rule.id,
        severity: judgement.severity,
        ...placeOf(judgement),
        stated: judgement.left[0]?.fact.stated || null,
        expected: formatDecimal(judgement.expected, judgement.table.decimals),
        difference: formatDecimal(judgement.difference, judgement.table.decimals),
        unit: judgement.table.unit,
        message: describeFailure(judgement),
        ...detailOf(judgement),
      },
    }));
  });
}

function roundingDrafts(judgements: readonly Judgement[]): Draft[] {
  const rounded = judgements.filter(({ outcome }) => outcome === 'rounding');
  return groupByTable(rounded).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const finding = {
      rule: first.rule.id,
      severity: 'info' as const,
      ...placeOf(first),
      stated: first.left[0]?.fact.stated || null,
      expected: formatDecimal(first.expected, first.table.decimals),
      difference: formatDecimal(first.difference, first.table.decimals),
      unit: first.table.unit,
      message: describeRounding(group),
      ...detailOf(first),
    };
    return [{ source: first, root: first, finding }];
  });
}

function placeOf(judgement: Judgement): Pick<DetailedFinding, 'line' | 'page' | 'quote'> {
  const fact = judgement.left[0]?.fact;
  const place = fact?.place ?? judgement.table.place;
  return { line: place.line, page: place.page, quote: (fact?.quote ?? '').slice(0, MAX_QUOTE) };
}

function detailOf(judgement: Judgement): Pick<DetailedFinding, 'ruleTitle' | 'formula' | 'cells'> {
  const cells = [...judgement.left, ...judgement.right].map(({ fact, label }): FindingCell => {
    const base = { line: fact.place.line, label: `${judgement.table.name} ${label}`, value: fact.stated };
    return fact.range ? { ...base, ...fact.range } : base;
  });
  return { ruleTitle: judgement.rule.sentence, formula: formulaOf(judgement), cells };
}

/** The same wrong code or name in a second table is the first one's dependant. */
function flawDrafts(flaws: readonly Flaw[]): Draft[] {
  const first = new Map<string, Flaw>();
  return flaws.map((flaw) => {
    const root = first.get(flaw.key) ?? flaw;
    first.set(flaw.key, root);
    const { place, quote } = flaw.row;
    return {
      source: flaw,
      root,
      finding: {
        rule: flaw.rule.id,
        severity: flaw.severity,
        line: place.line,
        page: place.page,
        quote: quote.slice(0, MAX_QUOTE),
        stated: flaw.stated,
        expected: flaw.expected,
        difference: null,
        unit: null,
        message: `${flaw.message}。`,
        ruleTitle: flaw.rule.sentence,
        formula: '',
        cells: [],
      },
    };
  });
}

function groupByTable(judgements: readonly Judgement[]): Judgement[][] {
  const groups = new Map<StatementTable, Judgement[]>();
  for (const judgement of judgements) {
    groups.set(judgement.table, [...(groups.get(judgement.table) ?? []), judgement]);
  }
  return [...groups.values()];
}
