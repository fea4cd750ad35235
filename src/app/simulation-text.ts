/** A simulation report as text for a terminal: what changes, the key figures, who gains and loses, caveats. */
import { fen, formatWanYuan, formatYuan } from '../kernel/money.ts';
import { caveats, changeText, type SimulationReport } from '../simulation/index.ts';
import { padColumns } from './terminal.ts';

type Scenario = SimulationReport['scenarios'][number];

const LABEL = 30;
const FIGURE = 18;

export function simulationText(report: SimulationReport): string[] {
  const { claims, scenarios, timing } = report;
  const reforms = scenarios.slice(1);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
  return [
    `${claims.title}：${number(claims.claims)} 次就诊、${number(claims.persons)} 人、${number(claims.providers)} 家机构`,
    '',
    ...reforms.flatMap((reform) => [
      `方案“${reform.name}”${reform.rulesOf === null ? '' : `：全部就诊按 ${reform.rulesOf} 有效的规定`}`,
      ...(reform.changes.length === 0
        ? ['  与现行政策没有差别']
        : reform.changes.map((each) => `  ${changeText(each)}`)),
      '',
    ]),
    ...figureLines(report),
    '',
    ...layerLines(scenarios),
    '',
    ...reforms.flatMap((reform, index) => standingLines(report, reform, index + 1)),
    ...report.notComputed.map(
      ({ scenario, reason, circumstances, claims: failed }) =>
        `不能计算：${scenario}，${circumstances}，${number(failed)} 次：${reason}`,
    ),
    '说明：',
    ...caveats(report).map((text) => `  ${text}`),
    `用时：读取就诊 ${seconds(timing.loadMs)} 秒；${timing.scenarios
      .map(({ name, evaluateMs, sumMs }) => `${name} 计算 ${seconds(evaluateMs)} 秒、汇总 ${seconds(sumMs)} 秒`)
      .join('；')}（${timing.workers} 个线程）`,
  ];
}

function figureLines({ scenarios, burdenLineFen }: SimulationReport): string[] {
  const line = plain(burdenLineFen);
  const percentile = (scenario: Scenario, percent: number) =>
    scenario.percentiles.find((each) => each.percent === percent)?.amountFen ?? 0;
  const rows: readonly (readonly [string, (scenario: Scenario) => string])[] = [
    ['费用总额（万元）', ({ totalFen }) => wan(totalFen)],
    ['基金支出（万元）', ({ fundFen }) => wan(fundFen)],
    ['个人负担（万元）', ({ personFen }) => wan(personFen)],
    ['医院负担（万元）', ({ hospitalFen }) => wan(hospitalFen)],
    ['实际报销比例', ({ actualRatePer10k }) => rate(actualRatePer10k)],
    ['政策范围内报销比例', ({ inScopeRatePer10k }) => rate(inScopeRatePer10k)],
    ['人均个人负担（元）', ({ meanPersonFen }) => yuan(meanPersonFen)],
    ['个人负担 第50百分位（元）', (scenario) => yuan(percentile(scenario, 50))],
    ['个人负担 第90百分位（元）', (scenario) => yuan(percentile(scenario, 90))],
    ['个人负担 第99百分位（元）', (scenario) => yuan(percentile(scenario, 99))],
    [`个人负担超过 ${line} 元（人）`, ({ overBurdenLine }) => number(overBurdenLine)],
    ['负担减轻（人）', ({ standing }) => number(standing.winners)],
    ['负担加重（人）', ({ standing }) => number(standing.losers)],
    ['变化不超过 1 元（人）', ({ standing }) => number(standing.unchanged)],
    ['人均增减（元）', ({ standing }) => yuan(standing.meanChangeFen)],
    ['核对差额（元）', ({ differenceFen }) => yuan(differenceFen)],
  ];
  return table('', scenarios, rows);
}

function layerLines(scenarios: readonly Scenario[]): string[] {
  const titles = new Map(scenarios.flatMap(({ layers }) => layers.map(({ id, title }) => [id, title] as const)));
  return table(
    '由谁支付（万元）',
    scenarios,
    [...titles].map(([id, title]) => [
      title,
      ({ layers }: Scenario) => wan(layers.find((layer) => layer.id === id)?.paidFen ?? 0),
    ]),
  );
}

function table(
  head: string,
  scenarios: readonly Scenario[],
  rows: readonly (readonly [string, (scenario: Scenario) => string])[],
): string[] {
  const widths = scenarios.map(({ name }) => Math.max(FIGURE, displayWidth(name) + 2));
  const line = (label: string, values: readonly string[]) =>
    padColumns(label, LABEL) +
    values.map((value, index) => padColumns(value, widths[index] ?? FIGURE, 'left')).join('');
  return [
    line(
      head,
      scenarios.map(({ name }) => name),
    ),
    ...rows.map(([label, read]) => line(label, scenarios.map(read))),
  ];
}

function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
}

function standingLines({ groups }: SimulationReport, reform: Scenario, index: number): string[] {
  const columns = ['人数', '减轻', '加重', '不变', '人均增减（元）'];
  const line = (label: string, values: readonly string[]) =>
    padColumns(label, LABEL) + values.map((value) => padColumns(value, FIGURE - 2, 'left')).join('');
  return [
    line(`谁受益：${reform.name}`, columns),
    ...groups.flatMap(({ title, rows }) => [
      `  按${title}`,
      ...rows.map(({ value, persons, scenarios }) => {
        const standing = scenarios[index];
        if (standing === undefined) return '';
        const { winners, losers, unchanged, meanChangeFen } = standing;
        const counts = [persons, winners, losers, unchanged].map(number);
        return line(`    ${value.name}`, [...counts, yuan(meanChangeFen)]);
      }),
    ]),
    '',
  ];
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function yuan(amount: number): string {
  return formatYuan(fen(amount), { grouped: true });
}

function plain(amount: number): string {
  return yuan(amount).replace(/\.00$/, '');
}

function wan(amount: number): string {
  return formatWanYuan(fen(amount), { grouped: true });
}

function rate(per10k: number | null): string {
  return per10k === null ? '' : `${(per10k / 100).toFixed(2)} %`;
}
