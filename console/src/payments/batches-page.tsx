import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { BatchesResponse, BatchRow } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { useRight } from '../app/session.tsx';
import { Field, useRequestKey } from '../frame/form.tsx';
import { AppLink, useGo } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';

const COLUMNS: readonly Column<BatchRow>[] = [
  {
    key: 'id',
    title: '批次',
    value: (row) => row.id,
    render: (row) => <AppLink to={`/batches/${row.id}`}>{row.id}</AppLink>,
  },
  { key: 'period', title: '申报月份', value: (row) => periodName(row.period) },
  { key: 'state', title: '状态', kind: 'state', value: (row) => row.state.name, state: (row) => row.state },
  { key: 'providers', title: '机构', kind: 'count', value: (row) => row.providers },
  { key: 'payable', title: '核定应付', kind: 'amount', value: (row) => row.payableFen, sum: 'payableFen' },
  { key: 'offset', title: '冲抵预付金', kind: 'amount', value: (row) => row.offsetFen, sum: 'offsetFen' },
  { key: 'paid', title: '实际拨付', kind: 'amount', value: (row) => row.paidFen, sum: 'paidFen' },
  { key: 'insurer', title: '保险公司赔付', kind: 'amount', value: (row) => row.insurerFen, sum: 'insurerFen' },
  { key: 'by', title: '编制人', value: (row) => row.createdBy },
  { key: 'at', title: '编制时间', value: (row) => row.createdAt.slice(0, 16) },
  { key: 'released', title: '拨付时间', value: (row) => row.releasedAt?.slice(0, 16) ?? '' },
];

export function BatchesPage() {
  const batches = useGet(reads.batches());
  const mayCreate = useRight('payments.batch');
  return (
    <Page title="拨付批次" actions={mayCreate && batches.data && <CreateBatch ready={batches.data.ready} />}>
      <Loaded query={batches}>
        {(data) => (
          <PlainTable
            name="拨付批次"
            rows={data.rows}
            rowKey={(row) => row.id}
            columns={COLUMNS}
            sums={{
              payableFen: data.rows.reduce((sum, row) => sum + row.payableFen, 0),
              offsetFen: data.rows.reduce((sum, row) => sum + row.offsetFen, 0),
              paidFen: data.rows.reduce((sum, row) => sum + row.paidFen, 0),
              insurerFen: data.rows.reduce((sum, row) => sum + row.insurerFen, 0),
            }}
            empty="还没有拨付批次。"
            emptyTodo="申报核定后，由基金会计编制批次。"
          />
        )}
      </Loaded>
    </Page>
  );
}

function CreateBatch(props: { readonly ready: BatchesResponse['ready'] }) {
  const { ready } = props;
  const { modal } = App.useApp();
  const client = useQueryClient();
  const go = useGo();
  const requestKey = useRequestKey();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [period, setPeriod] = useState(ready[0]?.period);
  const chosen = ready.find((entry) => entry.period === period);
  const run = async () => {
    if (!chosen) return;
    setBusy(true);
    try {
      const batch = await writes.createBatch({ period: chosen.period }, requestKey.current());
      requestKey.renew();
      setOpen(false);
      await client.invalidateQueries();
      go(`/batches/${batch.id}`);
    } catch (error) {
      modal.error({ title: '没有编成批次', content: errorText(error), okText: '知道了' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        type="primary"
        disabled={ready.length === 0}
        title={ready.length === 0 ? '没有已核定、未编批的申报。' : undefined}
        onClick={() => {
          setPeriod(ready[0]?.period);
          setOpen(true);
        }}
      >
        编制拨付批次
      </Button>
      <Modal
        title="编制拨付批次"
        open={open}
        onCancel={() => setOpen(false)}
        onOk={() => void run()}
        okText="编制并送审"
        cancelText="不编制"
        confirmLoading={busy}
        okButtonProps={{ disabled: !chosen }}
      >
        <Field label="申报月份" required>
          {(id) => (
            <Select
              id={id}
              value={period ?? null}
              style={{ width: '100%' }}
              options={ready.map((entry) => ({ value: entry.period, label: periodName(entry.period) }))}
              onChange={(value: string | null) => setPeriod(value ?? undefined)}
            />
          )}
        </Field>
        {chosen && (
          <p>
            将编入 {chosen.providers} 家机构的核定申报，合计 <Amount fen={chosen.approvedFen} unit="yuan" withUnit />
            ；预付金按规则冲抵，送基金财务主管审核后拨付。
          </p>
        )}
      </Modal>
    </>
  );
}
