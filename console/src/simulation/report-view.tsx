/** A report: headlines, key figures side by side, charts with the tables behind them, hospitals, caveats. */
import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { SimulationGroup, SimulationReport, SimulationScenario } from '../api/types.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { formatAmount, formatCount, type Unit } from '../money/format.ts';
import { Skeleton } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { ExportButton } from '../table/export-button.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import {
  changeChart,
  changeText,
  distributionChart,
  figureText,
  figureTitle,
  headline,
  keyFigures,
  layerChart,
  markedName,
  markOf,
} from './report-model.ts';

const BarChart = lazy(() => import('./bar-chart.tsx').then((module) => ({ default: module.BarChart })));

interface ReportProps {
  readonly report: SimulationReport;
}

export function ReportView({ report }: ReportProps) {
  const [baseline, ...reforms] = report.scenarios;
  const { claims } = report;
  if (baseline === undefined) return null;
  return (
    <>
      <p className="muted">
        {claims.title}：{formatCount(claims.claims)} 次就诊、{formatCount(claims.persons)} 人、
        {formatCount(claims.providers)} 家机构，医疗总费用 <Amount fen={claims.totalFen} unit="wan" withUnit />
      </p>
      <ul className="headlines">
        {reforms.map((reform, index) => (
          <li key={reform.name}>
            <strong>{markedName(report.scenarios, index + 1)}</strong>：{headline(baseline, reform)}
          </li>
        ))}
      </ul>
      <Figures report={report} />
      <Section title="改了什么">
        {reforms.map((reform, index) => (
          <Changes key={reform.name} reform={reform} name={markedName(report.scenarios, index + 1)} />
        ))}
      </Section>
      <div className="simulation-charts">
        <Chart data={layerChart(report)} startsWithBaseline />
        <Chart data={distributionChart(report)} startsWithBaseline />
      </div>
      <Groups report={report} />
      <Providers report={report} />
      <NotComputed report={report} />
      <Section title="说明">
        <ol className="caveats">
          {report.caveats.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <p className="muted">
          读取就诊 {(report.timing.loadMs / 1000).toFixed(2)} 秒；
          {report.timing.scenarios
            .map(({ name, evaluateMs, sumMs }) => `${name} ${((evaluateMs + sumMs) / 1000).toFixed(2)} 秒`)
            .join('，')}
          。
        </p>
      </Section>
    </>
  );
}

function Chart(props: {
  readonly data: ReturnType<typeof layerChart>;
  readonly startsWithBaseline?: boolean;
  readonly height?: number;
}) {
  return (
    <Suspense fallback={<Skeleton rows={5} columns={3} />}>
      <BarChart {...props} />
    </Suspense>
  );
}

function Figures({ report }: ReportProps) {
  const [baseline, ...reforms] = report.scenarios;
  if (baseline === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="table-scroll" aria-label="主要结果" tabIndex={0}>
      <table className="plain key-figures">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              指标
            </th>
            <th scope="col" rowSpan={2} className="numeric">
              现行政策
            </th>
            {reforms.map(({ name }, index) => (
              <th key={name} scope="colgroup" colSpan={2} className="reform-head">
                {markedName(report.scenarios, index + 1)}
              </th>
            ))}
          </tr>
          <tr>
            {reforms.map(({ name }) => [
              <th key={`${name} value`} scope="col" className="numeric">
                测算值
              </th>,
              <th key={`${name} change`} scope="col" className="numeric">
                增减
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {keyFigures(report).map((figure) => {
            const before = figure.onlyReforms ? null : figure.value(baseline);
            return (
              <tr key={figure.key} className={figure.isPart ? 'part' : ''}>
                <th scope="row">{figureTitle(figure)}</th>
                <td className="numeric">{figureText(figure.unit, before)}</td>
                {reforms.map((reform) => {
                  const after = figure.value(reform);
                  return [
                    <td key={`${reform.name} value`} className="numeric">
                      {figureText(figure.unit, after)}
                    </td>,
                    <td key={`${reform.name} change`} className="numeric">
                      {changeText(figure.unit, before, after)}
                    </td>,
                  ];
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Changes({ reform, name }: { readonly reform: SimulationScenario; readonly name: string }) {
  const basis = reform.rulesOf === null ? reform.pack.name : `全部就诊按 ${reform.rulesOf} 有效的规定`;
  return (
    <>
      <p className="change-title">
        {name}
        <span className="muted">（{basis}）</span>
      </p>
      {reform.changes.length === 0 ? (
        <p className="muted">与现行政策没有差别。</p>
      ) : (
        <ul className="change-list">
          {reform.changes.map(({ layer, subject, words }) => (
            <li key={`${layer} ${subject} ${words}`}>
              {layer}
              {subject !== '' && `，${subject}`}：{words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A change with its sign: less is neither wrong nor right here, and so not red. */
function Change(props: { readonly fen: number; readonly unit?: Unit }) {
  const chosen = usePreferences().unit;
  const text = formatAmount(props.fen, props.unit ?? chosen);
  return <span className="amount">{props.fen > 0 && !/^0\.00$/.test(text) ? `+${text}` : text}</span>;
}

type GroupRow = SimulationGroup['rows'][number];

function groupColumns({ scenarios }: SimulationReport, title: string): Column<GroupRow>[] {
  const own = scenarios.slice(1).flatMap(({ name }, index): Column<GroupRow>[] => {
    const at = index + 1;
    const head = markOf(scenarios, at);
    return [
      {
        key: `winners ${name}`,
        title: `${head}减轻人数`,
        kind: 'count',
        value: (row) => row.scenarios[at]?.winners ?? null,
      },
      {
        key: `losers ${name}`,
        title: `${head}加重人数`,
        kind: 'count',
        value: (row) => row.scenarios[at]?.losers ?? null,
      },
      {
        key: `mean ${name}`,
        title: `${head}人均增减`,
        kind: 'amount',
        unit: 'yuan',
        value: (row) => row.scenarios[at]?.meanChangeFen ?? null,
        render: (row) => <Change fen={row.scenarios[at]?.meanChangeFen ?? 0} unit="yuan" />,
      },
    ];
  });
  return [
    { key: 'value', title, value: (row) => row.value.name },
    { key: 'persons', title: '人数', kind: 'count', value: (row) => row.persons },
    ...own,
  ];
}

const FIRST_GROUP = 'decile';

function Groups({ report }: ReportProps) {
  const [chosen, setChosen] = useState(FIRST_GROUP);
  const group = report.groups.find(({ id }) => id === chosen) ?? report.groups[0];
  if (group === undefined) return null;
  const columns = groupColumns(report, group.title);
  return (
    <Section
      title="谁受益，谁受损"
      aside={<Export name={`测算-按${group.title}`} report={report} columns={columns} rows={group.rows} />}
    >
      <div className="group-choice no-print">
        <Segmented
          size="small"
          value={group.id}
          onChange={setChosen}
          options={report.groups.map(({ id, title }) => ({ value: id, label: SHORT_TITLES[id] ?? title }))}
        />
      </div>
      <Chart data={changeChart(report, group.id)} height={Math.max(150, group.rows.length * 22 + 60)} />
      <PlainTable
        name={`按${group.title}`}
        columns={columns}
        rows={group.rows}
        rowKey={(row) => row.value.code}
        empty="没有可分的组。"
        keepTable
      />
    </Section>
  );
}

const SHORT_TITLES: Readonly<Record<string, string>> = {
  decile: '医疗费用',
  level: '就诊级别',
  identity: '身份',
};

type ProviderRow = SimulationReport['providers'][number];

function changeOf(row: ProviderRow, at: number): number {
  return (row.fundFen[at] ?? 0) - (row.fundFen[0] ?? 0);
}

/** The largest changes first; hospitals without any follow by their income. */
function byChange(left: ProviderRow, right: ProviderRow): number {
  const largest = (row: ProviderRow) => Math.max(...row.fundFen.map((_, at) => Math.abs(changeOf(row, at))));
  return largest(right) - largest(left);
}

function Providers({ report }: ReportProps) {
  const { scenarios } = report;
  const columns: Column<ProviderRow>[] = [
    { key: 'name', title: '医疗机构', value: (row) => row.value.name },
    { key: 'level', title: '级别', value: (row) => row.level.name },
    { key: 'before', title: '现行政策', kind: 'amount', value: (row) => row.fundFen[0] ?? null },
    ...scenarios.slice(1).flatMap(({ name }, index): Column<ProviderRow>[] => {
      const at = index + 1;
      const head = markOf(scenarios, at);
      return [
        { key: `after ${name}`, title: `${head}测算值`, kind: 'amount', value: (row) => row.fundFen[at] ?? null },
        {
          key: `change ${name}`,
          title: `${head}增减`,
          kind: 'amount',
          value: (row) => changeOf(row, at),
          render: (row) => <Change fen={changeOf(row, at)} />,
        },
      ];
    }),
  ];
  const rows = report.providers.toSorted(byChange);
  const changed = rows.filter((row) => row.fundFen.some((_, at) => changeOf(row, at) !== 0));
  return (
    <Section
      title="医疗机构的收入"
      aside={<Export name="测算-医疗机构" report={report} columns={columns} rows={rows} />}
    >
      <p className="muted">
        基金支付的费用；{formatCount(changed.length)} 家有变化，其余 {formatCount(rows.length - changed.length)}{' '}
        家没有变化，导出时列出全部。
      </p>
      <PlainTable
        name="医疗机构的收入"
        columns={columns}
        rows={changed}
        rowKey={(row) => row.value.code}
        empty="各机构的收入都没有变化。"
        keepTable
      />
    </Section>
  );
}

type FailureRow = SimulationReport['notComputed'][number];

function NotComputed({ report }: ReportProps) {
  if (report.notComputed.length === 0) return null;
  const columns: Column<FailureRow>[] = [
    { key: 'scenario', title: '方案', value: (row) => row.scenario },
    { key: 'circumstances', title: '就诊', value: (row) => row.circumstances },
    { key: 'reason', title: '原因', value: (row) => row.reason },
    { key: 'claims', title: '次数', kind: 'count', value: (row) => row.claims },
    { key: 'total', title: '医疗总费用', kind: 'amount', value: (row) => row.totalFen },
  ];
  return (
    <Section title="不能计算的就诊" aside={<span>各方案均未计入</span>}>
      <PlainTable
        name="不能计算的就诊"
        columns={columns}
        rows={report.notComputed}
        rowKey={(row) => `${row.scenario} ${row.circumstances} ${row.reason}`}
        empty=""
      />
    </Section>
  );
}

function Export<Row>(props: {
  readonly name: string;
  readonly report: SimulationReport;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}) {
  const { rows, report } = props;
  const scope = `${report.claims.title}；${report.scenarios.map(({ name }) => name).join('、')}`;
  return (
    <ExportButton
      name={props.name}
      scope={scope}
      columns={props.columns}
      disabled={rows.length === 0}
      fetchPage={async (page) => ({ rows: page === 1 ? [...rows] : [], total: rows.length, page, size: rows.length })}
    />
  );
}
