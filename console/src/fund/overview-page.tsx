/** Fund overview: all funds in a table, one fund by month in small multiples, its statement below. */
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { FundOverviewItem, FundOverviewResponse } from '../api/types.ts';
import { firstOfYear, periodName, periodRangeName } from '../app/periods.ts';
import { usePeriod } from '../app/session.tsx';
import { useSearchValues } from '../frame/link.tsx';
import { Page, Section } from '../frame/page.tsx';
import { changeRatio, formatPercent } from '../money/format.ts';
import { Empty, Loaded, Skeleton } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { budgetDone, seriesOf } from './overview-model.ts';
import { Statement } from './statement.tsx';

const SmallMultiples = lazy(() =>
  import('./small-multiples.tsx').then((module) => ({ default: module.SmallMultiples })),
);

export function OverviewPage() {
  const period = usePeriod();
  const year = Number(period.slice(0, 4));
  const overview = useGet(reads.fundOverview(year));
  return (
    <Page title="基金总览" scope={overview.data ? `${year}年，截至${periodName(overview.data.through)}` : `${year}年`}>
      <Loaded query={overview}>
        {(data) =>
          data.funds.length === 0 ? (
            <Empty why="还没有基金账套。" todo="由系统管理员建立账套后，这里显示各基金收支。" />
          ) : (
            <Overview overview={data} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Overview(props: { readonly overview: FundOverviewResponse }) {
  const { overview } = props;
  const [search, change] = useSearchValues();
  const fund = overview.funds.find((candidate) => candidate.bookId === search.fund) ?? overview.funds[0];
  if (!fund) return null;
  const from = firstOfYear(overview.through);
  return (
    <>
      <FundTable
        overview={overview}
        chosen={fund.bookId}
        onChoose={(bookId) => change({ fund: bookId, cell: undefined, voucher: undefined }, { replace: true })}
      />
      <Section title={`${fund.name}按月`} aside={<span>柱为本年，虚线为上年；收入与支出同一刻度</span>}>
        <Suspense fallback={<Skeleton rows={5} columns={3} />}>
          <SmallMultiples fund={fund} year={overview.year} />
        </Suspense>
        <MonthTable fund={fund} year={overview.year} />
      </Section>
      <Section
        title={`${fund.name}收支表`}
        aside={<span>{periodRangeName(from, overview.through)}，点金额看凭证</span>}
      >
        <Statement key={fund.bookId} book={fund.bookId} from={from} to={overview.through} />
      </Section>
    </>
  );
}

function FundTable(props: {
  readonly overview: FundOverviewResponse;
  readonly chosen: string;
  readonly onChoose: (bookId: string) => void;
}) {
  const { funds } = props.overview;
  const hasBudget = funds.some((fund) => fund.budget !== null);
  const percent = (
    key: string,
    title: string,
    value: (fund: FundOverviewItem) => number | null,
  ): Column<FundOverviewItem> => ({
    key,
    title,
    kind: 'count',
    value,
    render: (fund) => <span className="amount">{formatPercent(value(fund))}</span>,
  });
  const columns: Column<FundOverviewItem>[] = [
    {
      key: 'name',
      title: '基金',
      value: (fund) => fund.name,
      render: (fund) => (
        <Button
          type="link"
          className="cell-button"
          aria-pressed={fund.bookId === props.chosen}
          onClick={() => props.onChoose(fund.bookId)}
        >
          {fund.name}
        </Button>
      ),
    },
    { key: 'opening', title: '年初结余', kind: 'amount', value: (fund) => fund.openingFen, sum: 'openingFen' },
    { key: 'income', title: '收入', kind: 'amount', value: (fund) => fund.incomeFen, sum: 'incomeFen' },
    percent('incomeChange', '同比', (fund) => changeRatio(fund.incomeFen, fund.lastYear?.sameMonths.incomeFen)),
    ...(hasBudget
      ? [percent('incomeBudget', '占预算', (fund) => budgetDone(fund.incomeFen, fund.budget?.incomeFen))]
      : []),
    { key: 'expenditure', title: '支出', kind: 'amount', value: (fund) => fund.expenditureFen, sum: 'expenditureFen' },
    percent('expenditureChange', '同比', (fund) =>
      changeRatio(fund.expenditureFen, fund.lastYear?.sameMonths.expenditureFen),
    ),
    ...(hasBudget
      ? [percent('expenditureBudget', '占预算', (fund) => budgetDone(fund.expenditureFen, fund.budget?.expenditureFen))]
      : []),
    { key: 'balance', title: '滚存结余', kind: 'amount', value: (fund) => fund.balanceFen, sum: 'balanceFen' },
    {
      key: 'reserve',
      title: '可支付月数',
      kind: 'count',
      value: (fund) => fund.reserveMonths,
      render: (fund) => (
        <span className="amount">{fund.reserveMonths === null ? '' : fund.reserveMonths.toFixed(1)}</span>
      ),
    },
  ];
  const total = (field: 'openingFen' | 'incomeFen' | 'expenditureFen' | 'balanceFen') =>
    funds.reduce((sum, fund) => sum + fund[field], 0);
  return (
    <PlainTable
      name="各基金收支"
      rows={funds}
      rowKey={(fund) => fund.bookId}
      columns={columns}
      sums={{
        openingFen: total('openingFen'),
        incomeFen: total('incomeFen'),
        expenditureFen: total('expenditureFen'),
        balanceFen: total('balanceFen'),
      }}
      rowClass={(fund) => (fund.bookId === props.chosen ? 'open-row' : '')}
      empty="没有基金。"
    />
  );
}

/** The table behind the charts. */
function MonthTable(props: { readonly fund: FundOverviewItem; readonly year: number }) {
  const [open, setOpen] = useState(false);
  const { fund, year } = props;
  const before = fund.lastYear;
  const rows = Array.from({ length: 12 }, (_, index) => index);
  const column = (key: string, title: string, values: (number | null)[]): Column<number> => ({
    key,
    title,
    kind: 'amount',
    value: (index) => values[index] ?? null,
  });
  return (
    <>
      <Button type="link" className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起数据表' : '看图中数据'}
      </Button>
      {open && (
        <PlainTable
          name={`${fund.name}按月数据`}
          rows={rows}
          rowKey={String}
          keepTable
          columns={[
            { key: 'month', title: '月份', value: (index) => `${index + 1}月` },
            column('income', `${year}年收入`, seriesOf(fund, 'income')),
            ...(before ? [column('incomeBefore', `${year - 1}年收入`, seriesOf(before, 'income'))] : []),
            column('expenditure', `${year}年支出`, seriesOf(fund, 'expenditure')),
            ...(before ? [column('expenditureBefore', `${year - 1}年支出`, seriesOf(before, 'expenditure'))] : []),
            column('balance', `${year}年滚存结余`, seriesOf(fund, 'balance')),
            ...(before ? [column('balanceBefore', `${year - 1}年滚存结余`, seriesOf(before, 'balance'))] : []),
          ]}
          empty="没有数据。"
        />
      )}
    </>
  );
}
