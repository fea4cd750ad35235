import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import { reads, writes } from '../api/endpoints.ts';
import type { CollectResponse, DeclarationRow } from '../api/types.ts';
import { periodName, periodsDown } from '../app/periods.ts';
import { usePeriod, useRight, useSession } from '../app/session.tsx';
import { useRequestKey } from '../frame/form.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';

const COLUMNS: readonly Column<DeclarationRow>[] = [
  {
    key: 'provider',
    title: '医药机构',
    value: (row) => row.provider.name,
    render: (row) => <AppLink to={`/declarations/${row.id}`}>{row.provider.name}</AppLink>,
  },
  { key: 'period', title: '申报月份', value: (row) => periodName(row.period), sort: 'period' },
  { key: 'state', title: '状态', kind: 'state', value: (row) => row.state.name, state: (row) => row.state },
  {
    key: 'settlements',
    title: '结算笔数',
    kind: 'count',
    value: (row) => row.settlements,
    render: (row) => (
      <AppLink to={`/settlements?declaration=${row.id}`} className="amount">
        {String(row.settlements)}
      </AppLink>
    ),
    sum: 'settlements',
  },
  { key: 'total', title: '总费用', kind: 'amount', value: (row) => row.totalFen, sum: 'totalFen' },
  { key: 'fund', title: '申报基金支付', kind: 'amount', value: (row) => row.fundFen, sum: 'fundFen', sort: 'fundFen' },
  { key: 'deduction', title: '审核扣减', kind: 'amount', value: (row) => row.deductionFen, sum: 'deductionFen' },
  {
    key: 'approved',
    title: '核定应付',
    kind: 'amount',
    value: (row) => row.approvedFen,
    sum: 'approvedFen',
    sort: 'approvedFen',
  },
  { key: 'collectedAt', title: '受理时间', value: (row) => row.collectedAt.slice(0, 16) },
  {
    key: 'batch',
    title: '拨付批次',
    value: (row) => row.batchId ?? '',
    render: (row) => (row.batchId === null ? null : <AppLink to={`/batches/${row.batchId}`}>{row.batchId}</AppLink>),
    optional: true,
  },
];

export function DeclarationsPage() {
  const { lists, firstPeriod, currentPeriod } = useSession();
  const period = usePeriod();
  const filters: Filter[] = [
    {
      kind: 'select',
      key: 'period',
      label: '申报月份',
      options: periodsDown(firstPeriod, currentPeriod).map((value) => ({ value, label: periodName(value) })),
      width: 130,
      initial: period,
    },
    { kind: 'select', key: 'state', label: '状态', options: optionsOf(lists.declarationStates), width: 130 },
    { kind: 'provider', key: 'provider', label: '医药机构', width: 220 },
  ];
  return (
    <Page title="月度申报" actions={useRight('payments.declare') && <Collect period={period} />}>
      <QueryTable<DeclarationRow>
        id="declarations"
        name="月度申报"
        measure="份"
        columns={COLUMNS}
        filters={filters}
        rowKey={(row) => row.id}
        request={(values, list) => reads.declarations({ ...values, ...list })}
        initialSort="-period"
        selectable
        empty={{ why: '没有符合条件的申报。', todo: '可换一个月份；本期尚未受理时，由待遇审核岗受理申报。' }}
      />
    </Page>
  );
}

/** Takes in the month's settlements per provider. What it will do is said before; what it did, with the reasons, after. */
function Collect(props: { readonly period: string }) {
  const { modal } = App.useApp();
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const name = periodName(props.period);
  const run = async () => {
    setBusy(true);
    try {
      const answer = await writes.collect({ period: props.period }, requestKey.current());
      requestKey.renew();
      setAsking(false);
      await client.invalidateQueries();
      modal.info({ title: `${name}申报已受理`, content: <Collected answer={answer} />, okText: '知道了' });
    } catch (error) {
      modal.error({ title: '没有受理', content: errorText(error), okText: '知道了' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        受理{name}申报
      </Button>
      <Modal
        title={`受理${name}申报`}
        open={asking}
        onCancel={() => setAsking(false)}
        onOk={() => void run()}
        okText="受理申报"
        cancelText="不受理"
        confirmLoading={busy}
      >
        <p>将把 {name} 的全部结算（含冲销）按医药机构归集成申报，一家一份，送复核岗复核。</p>
        <p className="muted">已经受理过的机构不会重复归集。</p>
      </Modal>
    </>
  );
}

function Collected(props: { readonly answer: CollectResponse }) {
  const { answer } = props;
  return (
    <>
      <p>归集申报 {answer.collected} 份，已送复核。</p>
      {answer.skipped.length > 0 && (
        <>
          <p>未归集 {answer.skipped.length} 家：</p>
          <ul>
            {answer.skipped.map(({ provider, why }) => (
              <li key={provider.code}>
                {provider.name}：{why}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
