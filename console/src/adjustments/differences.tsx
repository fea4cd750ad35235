/** What a recomputation comes to: sums in words, the lines, the totals of the year. For a trial and a proposal alike. */
import type { ReactNode } from 'react';
import type { AdjustmentLineView, TotalMove } from '../api/types.ts';
import { useNarrow } from '../app/preferences.tsx';
import { AppLink } from '../frame/link.tsx';
import { Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { formatCount } from '../money/format.ts';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { SHARE_TITLES, type ShareRow, shareRows, sharesInUse } from './lines-model.ts';
import './adjustments.css';

interface Sums {
  readonly fundFen: number;
  readonly toAccountFen: number;
  readonly toPersonFen: number;
}

/** Facts of the differences: to the person or from him, to his account, what the payers bear more or less. */
export function sumFacts(sums: Sums): [string, ReactNode][] {
  const { fundFen, toAccountFen, toPersonFen } = sums;
  return [
    [
      toPersonFen < 0 ? '应向个人追回' : '应补付个人',
      <Amount key="person" fen={Math.abs(toPersonFen)} unit="yuan" withUnit />,
    ],
    ...(toAccountFen === 0
      ? []
      : [
          [
            toAccountFen < 0 ? '从个人账户扣回' : '退回个人账户',
            <Amount key="account" fen={Math.abs(toAccountFen)} unit="yuan" withUnit />,
          ] satisfies [string, ReactNode],
        ]),
    [fundFen < 0 ? '基金减支' : '基金增支', <Amount key="funds" fen={Math.abs(fundFen)} unit="yuan" withUnit />],
  ];
}

export function Lines(props: { readonly lines: readonly AdjustmentLineView[] }) {
  const { lines } = props;
  // A card stands alone: each names its settlement.
  const narrow = useNarrow();
  const used = sharesInUse(lines);
  const columns: Column<ShareRow>[] = [
    {
      key: 'settlement',
      title: '结算',
      value: (row) => row.line?.setlId ?? (narrow ? row.title : ''),
      render: ({ line, isFirst, title }) =>
        line === null
          ? narrow && title
          : (isFirst || narrow) && <AppLink to={`/settlements/${line.setlId}`}>{line.setlId}</AppLink>,
    },
    {
      key: 'visit',
      title: '就诊',
      value: ({ line, isFirst }) =>
        line && isFirst
          ? `${line.decidedOn} ${line.provider.name} ${line.care.name}${line.reversed ? '（已冲销）' : ''}`
          : '',
    },
    { key: 'part', title: '项目', value: (row) => row.title },
    ...SHARE_TITLES.filter(([key]) => used.includes(key)).map(
      ([key, title]): Column<ShareRow> => ({
        key,
        title,
        kind: 'amount',
        unit: 'yuan',
        value: (row) => row.shares[key],
      }),
    ),
  ];
  return (
    <Section title="逐笔差额" aside={<span>差额 = 重算 − 已结算；已结算含以前核定的差额</span>}>
      <PlainTable
        name="逐笔差额"
        rows={shareRows(lines)}
        rowKey={(row) => row.key}
        columns={columns}
        rowClass={(row) => `share-${row.part}`}
        empty="各笔结算的金额都没有变化。"
      />
    </Section>
  );
}

const TOTAL_COLUMNS: readonly Column<TotalMove>[] = [
  { key: 'title', title: '年度累计', value: (total) => `${total.title}${total.isCount ? '（次）' : '（元）'}` },
  ...(
    [
      ['before', '现在', (total: TotalMove) => total.before],
      ['after', '重算后', (total: TotalMove) => total.after],
      ['move', '变动', (total: TotalMove) => total.after - total.before],
    ] as const
  ).map(
    ([key, title, figure]): Column<TotalMove> => ({
      key,
      title,
      kind: 'count',
      value: figure,
      render: (total) => (total.isCount ? formatCount(figure(total)) : <Amount fen={figure(total)} unit="yuan" />),
    }),
  ),
];

export function TotalMoves(props: { readonly totals: readonly TotalMove[] }) {
  if (props.totals.length === 0) return null;
  return (
    <Section title="年度累计的变动">
      <PlainTable
        name="年度累计的变动"
        rows={props.totals}
        rowKey={(total) => total.key}
        columns={TOTAL_COLUMNS}
        empty=""
      />
    </Section>
  );
}
