/** A report in numbers and words for the screen: key figures, headlines, what the charts draw. Pure. */
import type { SimulationReport, SimulationScenario, SimulationStanding } from '../api/types.ts';
import { formatAmount, formatCount, formatPercent } from '../money/format.ts';

export interface KeyFigure {
  readonly key: string;
  readonly title: string;
  /** Amounts in 万元 or yuan, shares, persons. */
  readonly unit: 'wan' | 'yuan' | 'share' | 'persons';
  readonly value: (scenario: SimulationScenario) => number | null;
  /** A part of the figure above it. */
  readonly isPart?: boolean;
  /** Says something only against the baseline. */
  readonly onlyReforms?: boolean;
}

export function keyFigures(report: SimulationReport): KeyFigure[] {
  const { scenarios } = report;
  const layers = new Map(scenarios.flatMap((each) => each.layers.map(({ id, title }) => [id, title] as const)));
  const percentile = (percent: number) => (scenario: SimulationScenario) =>
    scenario.percentiles.find((each) => each.percent === percent)?.amountFen ?? null;
  const line = formatAmount(report.burdenLineFen, 'yuan').replace(/\.00$/, '');
  const figures: KeyFigure[] = [
    { key: 'fund', title: '基金支出', unit: 'wan', value: ({ fundFen }) => fundFen },
    ...[...layers].map(
      ([id, title]): KeyFigure => ({
        key: `layer ${id}`,
        title,
        unit: 'wan',
        isPart: true,
        value: (scenario) => scenario.layers.find((layer) => layer.id === id)?.paidFen ?? null,
      }),
    ),
    { key: 'person', title: '个人负担', unit: 'wan', value: ({ personFen }) => personFen },
    { key: 'account', title: '个人账户', unit: 'wan', isPart: true, value: ({ accountFen }) => accountFen },
    { key: 'hospital', title: '医院负担', unit: 'wan', value: ({ hospitalFen }) => hospitalFen },
    { key: 'actual', title: '实际报销比例', unit: 'share', value: ({ actualRatePer10k }) => share(actualRatePer10k) },
    {
      key: 'inScope',
      title: '政策范围内报销比例',
      unit: 'share',
      value: ({ inScopeRatePer10k }) => share(inScopeRatePer10k),
    },
    { key: 'mean', title: '人均个人负担', unit: 'yuan', value: ({ meanPersonFen }) => meanPersonFen },
    { key: 'p50', title: '个人负担中位数', unit: 'yuan', value: percentile(50) },
    { key: 'p75', title: '第 75 百分位', unit: 'yuan', isPart: true, value: percentile(75) },
    { key: 'p90', title: '第 90 百分位', unit: 'yuan', isPart: true, value: percentile(90) },
    { key: 'p99', title: '第 99 百分位', unit: 'yuan', isPart: true, value: percentile(99) },
    {
      key: 'over',
      title: `全年个人负担超过 ${line} 元`,
      unit: 'persons',
      value: ({ overBurdenLine }) => overBurdenLine,
    },
    {
      key: 'winners',
      title: '负担减轻',
      unit: 'persons',
      onlyReforms: true,
      value: ({ standing }) => standing.winners,
    },
    { key: 'losers', title: '负担加重', unit: 'persons', onlyReforms: true, value: ({ standing }) => standing.losers },
  ];
  // Lines of nothing but zeros say nothing: a scheme without accounts, a policy without packages.
  const optional = new Set(['account', 'hospital']);
  return figures.filter(({ key, value }) => !optional.has(key) || scenarios.some((each) => value(each) !== 0));
}

function share(per10k: number | null): number | null {
  return per10k === null ? null : per10k / 10_000;
}

const UNIT_WORDS: Readonly<Record<KeyFigure['unit'], string>> = { wan: '万元', yuan: '元', share: '', persons: '人' };

/** A part has the unit of its whole. */
export function figureTitle({ title, unit, isPart }: KeyFigure): string {
  return isPart || UNIT_WORDS[unit] === '' ? title : `${title} (${UNIT_WORDS[unit]})`;
}

export function figureText(unit: KeyFigure['unit'], value: number | null): string {
  switch (unit) {
    case 'wan':
    case 'yuan':
      return formatAmount(value, unit);
    case 'share':
      return formatPercent(value);
    case 'persons':
      return formatCount(value);
  }
}

/** The change with its sign; of shares in percentage points. Empty where there is nothing to compare. */
export function changeText(unit: KeyFigure['unit'], before: number | null, after: number | null): string {
  if (before === null || after === null) return '';
  const change = after - before;
  const text = unit === 'share' ? `${formatPercent(change).replace('%', '')} 个百分点` : figureText(unit, change);
  return change > 0 && !/^0(\.0*)?( |$)/.test(text) ? `+${text}` : text;
}

/** "① 提高待遇": where there are several reforms they are numbered, so that narrow columns can refer to them. */
export function markedName(scenarios: readonly SimulationScenario[], index: number): string {
  const name = scenarios[index]?.name ?? '';
  return index === 0 || scenarios.length <= 2 ? name : `${markOf(scenarios, index)} ${name}`;
}

/** The mark alone; empty where there is but one reform. */
export function markOf(scenarios: readonly SimulationScenario[], index: number): string {
  return index === 0 || scenarios.length <= 2 ? '' : ('①②③④'[index - 1] ?? '');
}

/** "基金支出增加 35.84 万元（4.32%）；1,190 人负担减轻，没有人负担加重。" */
export function headline(baseline: SimulationScenario, reform: SimulationScenario): string {
  const change = reform.fundFen - baseline.fundFen;
  const ratio = baseline.fundFen === 0 ? '' : `（${formatPercent(Math.abs(change) / baseline.fundFen)}）`;
  const fund =
    change === 0
      ? '基金支出不变'
      : `基金支出${change > 0 ? '增加' : '减少'} ${formatAmount(Math.abs(change), 'wan')} 万元${ratio}`;
  return `${fund}；${standingWords(reform.standing)}。`;
}

function standingWords({ winners, losers }: SimulationStanding): string {
  const eased = winners === 0 ? '没有人负担减轻' : `${formatCount(winners)} 人负担减轻`;
  return losers === 0 ? `${eased}，没有人负担加重` : `${eased}，${formatCount(losers)} 人负担加重`;
}

/** "没有", "100 以下", "100—200", "10 万以上": bins of the distribution on the axis, in yuan. */
export function binTitle(fromFen: number, underFen: number | null): string {
  if (underFen === 1) return '没有';
  if (underFen === null) return `${yuanShort(fromFen)}以上`;
  return fromFen === 1 ? `${yuanShort(underFen)} 以下` : `${yuanShort(fromFen)}—${yuanShort(underFen)}`;
}

function yuanShort(amountFen: number): string {
  const yuan = amountFen / 100;
  return yuan >= 10_000 ? `${yuan / 10_000} 万` : String(yuan);
}

export interface Series {
  readonly name: string;
  /** Null where the scenario has no such bar. */
  readonly values: readonly (number | null)[];
}

export interface ChartData {
  /** What the chart shows, as its title says it. */
  readonly title: string;
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

/** What each layer pays, in 万元, a bar for each scenario. */
export function layerChart({ scenarios }: SimulationReport): ChartData {
  const layers = new Map(scenarios.flatMap((each) => each.layers.map(({ id, title }) => [id, title] as const)));
  return {
    title: '由谁支付',
    unit: '万元',
    categories: [...layers.values()],
    series: scenarios.map(({ layers: own }, index) => ({
      name: markedName(scenarios, index),
      values: [...layers.keys()].map((id) => {
        const paid = own.find((layer) => layer.id === id)?.paidFen;
        return paid === undefined ? null : paid / 1_000_000;
      }),
    })),
  };
}

/** How many persons pay how much in the year. */
export function distributionChart({ scenarios }: SimulationReport): ChartData {
  const bins = scenarios[0]?.histogram ?? [];
  return {
    title: '全年个人负担的分布',
    unit: '人',
    categories: bins.map(({ fromFen, underFen }) => binTitle(fromFen, underFen)),
    series: scenarios.map(({ histogram }, index) => ({
      name: markedName(scenarios, index),
      values: histogram.map(({ persons }) => persons),
    })),
  };
}

/** Mean change of what a person pays, in yuan, by group; a bar for each reform. */
export function changeChart({ groups, scenarios }: SimulationReport, id: string): ChartData {
  const group = groups.find((each) => each.id === id);
  return {
    title: `按${group?.title ?? ''}，人均个人负担的增减`,
    unit: '元',
    categories: group?.rows.map(({ value }) => value.name) ?? [],
    series: scenarios.slice(1).map((_, index) => ({
      name: markedName(scenarios, index + 1),
      values: group?.rows.map((row) => (row.scenarios[index + 1]?.meanChangeFen ?? 0) / 100) ?? [],
    })),
  };
}
