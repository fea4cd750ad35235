/**
 * The meeting sheet (测算情况): pages that a meeting can read — the question, what changes in words, the key figures, who
 * gains and who loses, and what the figures do not say; two pages for one reform. Pure: a report in, a document out.
 */
import { codedDivision } from '../catalogues/code-lists.ts';
import {
  amountCell,
  type Block,
  type Cell,
  type DocumentModel,
  EMPTY_CELL,
  type HeaderNode,
  numberCell,
  percentCell,
  type TableRow,
  textCell,
} from '../documents/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { caveats } from './caveats.ts';
import { changeText } from './describe-changes.ts';
import { count, mean, plainYuan, wanYuan } from './figure-words.ts';
import type { GroupReport, ProviderReport, ScenarioReport, SimulationReport } from './report.ts';

export interface SheetOptions {
  /** The day it is made, as the office counts. */
  readonly madeOn: IsoDate;
  /** Who issues it. */
  readonly author?: string | undefined;
  /** With the tables behind it (附表): for a spreadsheet. */
  readonly annex?: boolean | undefined;
}

/** Changes named one by one; the rest are counted. */
const CHANGES_SHOWN = 14;
const PROVIDERS_SHOWN = 4;
/** Dimensions that a page has room for; the others are in the annex. */
const DIMENSIONS_SHOWN: readonly GroupReport['id'][] = ['identity', 'age', 'level'];
/** More reforms than this need the wide page. */
const UPRIGHT_REFORMS = 2;

export function meetingSheet(report: SimulationReport, { madeOn, author, annex }: SheetOptions): DocumentModel {
  const [, ...reforms] = report.scenarios;
  const [only] = reforms;
  const area =
    report.claims.origin.kind === 'county' ? `${codedDivision(report.claims.origin.area).name}医疗保障局` : '';
  return {
    title: reforms.length === 1 && only ? `待遇调整测算：${only.name}` : '待遇政策测算情况',
    subtitles: [
      `测算数据：${report.claims.title}，${count(report.claims.claims)} 次就诊、${count(report.claims.persons)} 人`,
      `制表日期：${madeOn}`,
    ],
    author: author ?? area,
    footer: '测算结果供研究参考，不作为待遇依据',
    page: reforms.length > UPRIGHT_REFORMS ? 'landscape' : 'portrait',
    blocks: [
      ...questionBlocks(reforms),
      ...changeBlocks(reforms),
      ...figureBlocks(report),
      ...standingBlocks(report),
      ...caveatBlocks(report),
      ...(annex ? annexBlocks(report) : []),
    ],
  };
}

function heading(text: string): Block {
  return { kind: 'heading', level: 1, text };
}

function questionBlocks(reforms: readonly ScenarioReport[]): Block[] {
  const questions = reforms.flatMap(({ name, question }) => (question === null ? [] : [{ name, question }]));
  if (questions.length === 0) return [];
  return [
    heading('一、要回答的问题'),
    ...questions.map(
      ({ name, question }): Block => ({
        kind: 'paragraph',
        indent: 'firstLine',
        text: reforms.length === 1 ? question : [{ text: `${name}：`, bold: true }, { text: question }],
      }),
    ),
  ];
}

function changeBlocks(reforms: readonly ScenarioReport[]): Block[] {
  return [
    heading('二、改什么'),
    ...reforms.flatMap((reform): Block[] => [
      { kind: 'paragraph', text: [{ text: reform.name, bold: true }, { text: `（${basisOf(reform)}）` }] },
      { kind: 'list', items: changeItems(reform) },
    ]),
  ];
}

function basisOf({ rulesOf, pack }: ScenarioReport): string {
  return rulesOf === null ? `以${pack.name}为基础` : `全部就诊按 ${rulesOf} 有效的规定`;
}

function changeItems({ changes }: ScenarioReport): string[] {
  if (changes.length === 0) return ['与现行政策没有差别'];
  const shown = changes.slice(0, CHANGES_SHOWN).map(changeText);
  const rest = changes.length - shown.length;
  return rest > 0 ? [...shown, `另有 ${rest} 处改动，见测算报告`] : shown;
}

/** A figure of a scenario: what is shown of it, and of its change against the baseline. */
interface Figure {
  readonly title: string;
  readonly value: (scenario: ScenarioReport) => number;
  readonly cell: (value: number) => Cell;
  /** The change, where it is told in another unit than the figure. */
  readonly change?: (value: number) => Cell;
  /** A part of the figure before it. */
  readonly isPart?: boolean;
  /** A figure that only says something against the baseline. */
  readonly onlyReforms?: boolean;
}

function figures({ burdenLineFen, scenarios }: SimulationReport): Figure[] {
  const wan = (value: number) => amountCell(fen(value), 'wanYuan');
  const yuan = (value: number) => amountCell(fen(value));
  const rate = (value: number) => percentCell(value);
  const points = (value: number) => textCell(`${(value / 100).toFixed(2)} 个百分点`);
  const percentile = (percent: number) => (scenario: ScenarioReport) =>
    scenario.percentiles.find((each) => each.percent === percent)?.amountFen ?? 0;
  const all: Figure[] = [
    { title: '基金支出（万元）', value: ({ fundFen }) => fundFen, cell: wan },
    ...layerTitles(scenarios).map(([id, title]) => ({ title, value: paidBy(id), cell: wan, isPart: true })),
    { title: '个人负担（万元）', value: ({ personFen }) => personFen, cell: wan },
    { title: '个人账户', value: ({ accountFen }) => accountFen, cell: wan, isPart: true },
    { title: '医院负担（万元）', value: ({ hospitalFen }) => hospitalFen, cell: wan },
    { title: '实际报销比例', value: ({ actualRatePer10k }) => actualRatePer10k ?? 0, cell: rate, change: points },
    {
      title: '政策范围内报销比例',
      value: ({ inScopeRatePer10k }) => inScopeRatePer10k ?? 0,
      cell: rate,
      change: points,
    },
    { title: '人均个人负担（元）', value: ({ meanPersonFen }) => meanPersonFen, cell: yuan },
    { title: '个人负担中位数（元）', value: percentile(50), cell: yuan },
    { title: '个人负担第 90 百分位（元）', value: percentile(90), cell: yuan },
    {
      title: `个人负担超过 ${plainYuan(burdenLineFen)} 元的人数`,
      value: ({ overBurdenLine }) => overBurdenLine,
      cell: numberCell,
    },
    { title: '负担减轻的人数', value: ({ standing }) => standing.winners, cell: numberCell, onlyReforms: true },
    { title: '负担加重的人数', value: ({ standing }) => standing.losers, cell: numberCell, onlyReforms: true },
  ];
  // A scheme without accounts, a policy without packages: lines of nothing but zeros are left out.
  const optional = ['个人账户', '医院负担（万元）'];
  return all.filter(({ title, value }) => !optional.includes(title) || scenarios.some((each) => value(each) !== 0));
}

function figureBlocks(report: SimulationReport): Block[] {
  const [baseline, ...reforms] = report.scenarios;
  if (baseline === undefined) return [];
  const columns: HeaderNode[] = [
    { title: '指标' },
    { title: '现行政策', align: 'right' },
    ...reforms.map(
      ({ name }): HeaderNode => ({
        title: reforms.length === 1 ? '方案' : name,
        columns: [
          { title: '测算值', align: 'right' },
          { title: '增减', align: 'right' },
        ],
      }),
    ),
  ];
  const rows = figures(report).map(({ title, value, cell, change = cell, onlyReforms, isPart }): TableRow => {
    const before = value(baseline);
    const after = reforms.flatMap((reform): Cell[] =>
      onlyReforms ? [cell(value(reform)), EMPTY_CELL] : [cell(value(reform)), change(value(reform) - before)],
    );
    const name = isPart ? textCell(title, { indent: 1 }) : title;
    return { cells: [name, onlyReforms ? EMPTY_CELL : cell(before), ...after] };
  });
  return [heading('三、主要结果'), { kind: 'table', columns, rows }];
}

function standingBlocks(report: SimulationReport): Block[] {
  const [, ...reforms] = report.scenarios;
  const deciles = report.groups.find(({ id }) => id === 'decile');
  return [
    heading('四、谁受益，谁受损'),
    ...reforms.flatMap((reform, index): Block[] => [
      { kind: 'paragraph', text: standingSentence(reform, reforms.length === 1) },
      ...(deciles === undefined ? [] : [chartOf(deciles, index + 1)]),
    ]),
    groupTable(report, DIMENSIONS_SHOWN, false),
    ...providerBlocks(report),
  ];
}

function standingSentence({ name, standing }: ScenarioReport, isOnly: boolean): string {
  const { winners, losers, unchanged, gainedFen, lostFen } = standing;
  const eased =
    winners === 0
      ? '没有人负担减轻'
      : `${count(winners)} 人负担减轻，合计 ${wanYuan(gainedFen)} 万元，人均 ${mean(gainedFen, winners)} 元`;
  const worse =
    losers === 0
      ? '没有人负担加重'
      : `${count(losers)} 人负担加重，合计 ${wanYuan(lostFen)} 万元，人均 ${mean(lostFen, losers)} 元`;
  return `${isOnly ? '' : `${name}：`}${eased}；${worse}；${count(unchanged)} 人全年变化不超过 1 元。`;
}

function chartOf(deciles: GroupReport, index: number): Block {
  return {
    kind: 'barChart',
    caption: '按全年医疗费用由低到高十等分，人均个人负担增减',
    unit: '元',
    bars: barsOf(deciles, index).map(({ label, amount }) => ({ label, value: amountCell(fen(amount)) })),
  };
}

/** Neighbouring tenths in which nothing changes make one bar. */
function barsOf({ rows }: GroupReport, index: number): { readonly label: string; readonly amount: number }[] {
  const amountOf = (row: GroupReport['rows'][number] | undefined) => row?.scenarios[index]?.meanChangeFen ?? 0;
  const bars: { label: string; amount: number; first: string }[] = [];
  for (const [at, row] of rows.entries()) {
    const amount = amountOf(row);
    const last = bars.at(-1);
    if (last !== undefined && amount === 0 && amountOf(rows[at - 1]) === 0) {
      last.label = `第 ${last.first}—${row.value.code} 组`;
    } else bars.push({ label: row.value.name, amount, first: row.value.code });
  }
  return bars;
}

/** `isWhole` keeps the groups in which nobody's part changes. */
function groupTable(
  { groups, scenarios }: SimulationReport,
  ids: readonly GroupReport['id'][],
  isWhole: boolean,
): Block {
  const reforms = scenarios.slice(1);
  const columns: HeaderNode[] = [
    { title: '人群' },
    { title: '人数', align: 'right' },
    ...reforms.map(
      ({ name }): HeaderNode => ({
        title: reforms.length === 1 ? '方案' : name,
        columns: [
          { title: '减轻人数', align: 'right' },
          { title: '加重人数', align: 'right' },
          { title: '人均增减（元）', align: 'right' },
        ],
      }),
    ),
  ];
  const span = 2 + reforms.length * 3;
  const shown = ids.flatMap((id) => groups.find((group) => group.id === id) ?? []);
  const rows = shown.flatMap(({ title, rows: values }): TableRow[] => [
    { kind: 'subtotal', cells: [textCell(`按${title}`, { span })] },
    ...values
      .filter((row) => isWhole || hasChanged(row))
      .map(
        ({ value, persons, scenarios: standings }): TableRow => ({
          cells: [
            textCell(value.name, { indent: 1 }),
            numberCell(persons),
            ...standings
              .slice(1)
              .flatMap(({ winners, losers, meanChangeFen }) => [
                numberCell(winners),
                numberCell(losers),
                amountCell(fen(meanChangeFen)),
              ]),
          ],
        }),
      ),
  ]);
  const caption = isWhole ? '各类人群的个人负担增减' : '各类人群的个人负担增减（没有人变化的不列）';
  return { kind: 'table', caption, columns, rows };
}

function hasChanged({ scenarios }: GroupReport['rows'][number]): boolean {
  return scenarios.some(({ winners, losers }) => winners > 0 || losers > 0);
}

function layerTitles(scenarios: readonly ScenarioReport[]): (readonly [id: string, title: string])[] {
  return [...new Map(scenarios.flatMap(({ layers }) => layers.map(({ id, title }) => [id, title] as const)))];
}

function paidBy(id: string): (scenario: ScenarioReport) => number {
  return ({ layers }) => layers.find((layer) => layer.id === id)?.paidFen ?? 0;
}

/** Hospitals whose income changes most, in a sentence for each reform. */
function providerBlocks({ providers, scenarios }: SimulationReport): Block[] {
  return scenarios.slice(1).map(({ name }, at): Block => {
    const change = ({ fundFen }: ProviderReport) => (fundFen[at + 1] ?? 0) - (fundFen[0] ?? 0);
    const changed = providers
      .filter((each) => change(each) !== 0)
      .sort((left, right) => Math.abs(change(right)) - Math.abs(change(left)));
    const named = changed.slice(0, PROVIDERS_SHOWN).map((each) => `${each.value.name} ${signed(change(each))}`);
    const text =
      changed.length === 0
        ? '各机构收入没有变化。'
        : `${count(changed.length)} 家机构的基金收入有变化，最大的是${named.join('、')}（万元）。`;
    return { kind: 'paragraph', text: scenarios.length === 2 ? text : `${name}：${text}` };
  });
}

/** "+15.05", "-0.08": in ten thousands of yuan. */
function signed(amount: number): string {
  return `${amount > 0 ? '+' : ''}${wanYuan(amount)}`;
}

function caveatBlocks(report: SimulationReport): Block[] {
  const items = caveats(report);
  return [heading('五、说明'), { kind: 'list', ordered: true, items }];
}

/** The tables behind the sheet: all groups, the distribution, all hospitals. */
function annexBlocks(report: SimulationReport): Block[] {
  const { groups, scenarios, providers } = report;
  const scenarioColumns = scenarios.map(({ name }): HeaderNode => ({ title: name, align: 'right' }));
  const bins = scenarios[0]?.histogram ?? [];
  return [
    { kind: 'pageBreak' },
    heading('附表'),
    groupTable(
      report,
      groups.map(({ id }) => id),
      true,
    ),
    {
      kind: 'table',
      caption: '全年个人负担的分布（人）',
      columns: [{ title: '个人负担' }, ...scenarioColumns],
      rows: bins.map(
        ({ fromFen, underFen }, index): TableRow => ({
          cells: [
            binName(fromFen, underFen),
            ...scenarios.map(({ histogram }) => numberCell(histogram[index]?.persons ?? 0)),
          ],
        }),
      ),
    },
    {
      kind: 'table',
      caption: '基金付给医疗机构的费用',
      unit: '单位：元',
      columns: [{ title: '编码' }, { title: '医疗机构' }, { title: '级别' }, ...scenarioColumns],
      rows: providers.map(
        ({ value, level, fundFen }): TableRow => ({
          cells: [value.code, value.name, level.name, ...fundFen.map((amount) => amountCell(fen(amount)))],
        }),
      ),
    },
  ];
}

/** "没有负担", "100 至 200 元", "100,000 元及以上". */
export function binName(fromFen: number, underFen: number | null): string {
  if (underFen === 1) return '没有负担';
  if (underFen === null) return `${plainYuan(fromFen)} 元及以上`;
  return fromFen === 1 ? `不足 ${plainYuan(underFen)} 元` : `${plainYuan(fromFen)} 至 ${plainYuan(underFen)} 元`;
}
