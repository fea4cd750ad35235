/** 待遇重算: insured years that are due, and what was proposed for them. */
import { Button, Space, Tabs } from 'antd';
import { useState } from 'react';
import { reads } from '../api/endpoints.ts';
import type { DueRow, RecomputationRow } from '../api/types.ts';
import { useRight, useSession } from '../app/session.tsx';
import { AppLink, useSearchValues } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';
import { ScanDialog } from './scan-dialog.tsx';
import { TryDialog } from './try-dialog.tsx';
import { CAUSE_OPTIONS, STATE_OPTIONS, trialLink, yearOptions } from './words.ts';

const PERSON_COLUMN = {
  key: 'person',
  title: '参保人',
  value: (row: { readonly personName: string }) => row.personName,
  render: (row: { readonly psnNo: string; readonly personName: string }) => (
    <AppLink to={`/people/${row.psnNo}`}>{row.personName}</AppLink>
  ),
} as const;

const DUE_COLUMNS: readonly Column<DueRow>[] = [
  {
    key: 'todo',
    title: '办理',
    value: (row) => (row.openId === null ? '试算' : row.openId),
    render: (row) =>
      row.openId === null ? (
        <AppLink to={trialLink({ ...row, insutype: row.insutype.code })}>试算</AppLink>
      ) : (
        <AppLink to={`/recomputations/${row.openId}`}>待复核 {row.openId}</AppLink>
      ),
  },
  PERSON_COLUMN,
  { key: 'psnNo', title: '人员编号', value: (row) => row.psnNo, optional: true },
  { key: 'insutype', title: '险种', value: (row) => row.insutype.name },
  { key: 'year', title: '年度', value: (row) => `${row.year}年度`, sort: 'year' },
  { key: 'causes', title: '重算原因', value: (row) => row.causes.map((cause) => cause.name).join('、') },
  { key: 'effectiveOn', title: '影响自', value: (row) => row.effectiveOn },
  { key: 'settlements', title: '有效结算', kind: 'count', value: (row) => row.settlements },
  { key: 'since', title: '标记时间', value: (row) => row.since.slice(0, 16), sort: 'since' },
  {
    key: 'sources',
    title: '来源',
    value: (row) => row.sources.map((source) => `${source.cause.name} ${source.sourceId}`).join('；'),
    optional: true,
  },
];

const RECOMPUTATION_COLUMNS: readonly Column<RecomputationRow>[] = [
  {
    key: 'id',
    title: '重算单',
    value: (row) => row.id,
    render: (row) => <AppLink to={`/recomputations/${row.id}`}>{row.id}</AppLink>,
  },
  PERSON_COLUMN,
  { key: 'insutype', title: '险种', value: (row) => row.insutype.name, optional: true },
  { key: 'year', title: '年度', value: (row) => `${row.year}年度` },
  { key: 'cause', title: '重算原因', value: (row) => row.cause.name },
  { key: 'state', title: '状态', kind: 'state', value: (row) => row.state.name, state: (row) => row.state },
  { key: 'lines', title: '有差额结算', kind: 'count', value: (row) => row.lines, sum: 'lines' },
  { key: 'fund', title: '基金增支', kind: 'amount', value: (row) => row.fundFen, sum: 'fundFen' },
  { key: 'account', title: '退回账户', kind: 'amount', value: (row) => row.toAccountFen, sum: 'toAccountFen' },
  {
    key: 'toPerson',
    title: '补退个人',
    kind: 'amount',
    value: (row) => row.toPersonFen,
    sum: 'toPersonFen',
    sort: 'toPersonFen',
  },
  { key: 'madeBy', title: '经办人', value: (row) => row.madeBy },
  { key: 'madeAt', title: '提出时间', value: (row) => row.madeAt.slice(0, 16), sort: 'madeAt' },
  { key: 'checkedBy', title: '复核人', value: (row) => row.checkedBy ?? '', optional: true },
  { key: 'decidedAt', title: '复核时间', value: (row) => row.decidedAt?.slice(0, 16) ?? '', optional: true },
];

export function RecomputationsPage() {
  const [search, change] = useSearchValues();
  const mayPropose = useRight('adjustments.propose');
  const [dialog, setDialog] = useState<'try' | 'scan' | null>(null);
  return (
    <Page
      title="待遇重算"
      scope="结算不改，差额在基金与个人之间补退"
      actions={
        mayPropose && (
          <Space>
            <Button onClick={() => setDialog('scan')}>年度核查</Button>
            <Button type="primary" onClick={() => setDialog('try')}>
              试算一人
            </Button>
          </Space>
        )
      }
    >
      <Tabs
        activeKey={search.tab ?? 'due'}
        destroyOnHidden
        onChange={(tab) =>
          change({
            tab: tab === 'due' ? undefined : tab,
            page: undefined,
            sort: undefined,
            state: undefined,
            cause: undefined,
          })
        }
        items={[
          { key: 'due', label: '待重算清单', children: <DueList /> },
          { key: 'list', label: '重算单', children: <RecomputationList /> },
        ]}
      />
      {dialog === 'try' && <TryDialog onClose={() => setDialog(null)} />}
      {dialog === 'scan' && <ScanDialog onClose={() => setDialog(null)} />}
    </Page>
  );
}

function usePersonFilters(): Filter[] {
  const { lists, firstPeriod, currentPeriod } = useSession();
  return [
    { kind: 'text', key: 'q', label: '参保人', placeholder: '姓名、人员编号、证件号码', width: 190 },
    { kind: 'select', key: 'year', label: '年度', options: yearOptions(firstPeriod, currentPeriod), width: 110 },
    { kind: 'select', key: 'cause', label: '重算原因', options: CAUSE_OPTIONS, width: 150 },
    { kind: 'select', key: 'insutype', label: '险种', options: optionsOf(lists.insutypes), width: 200 },
  ];
}

function DueList() {
  const filters = usePersonFilters();
  return (
    <QueryTable<DueRow>
      id="recomputations-due"
      name="待重算清单"
      measure="人年"
      columns={DUE_COLUMNS}
      filters={filters}
      rowKey={(row) => row.key}
      request={(values, list) => reads.recomputationsDue({ ...values, ...list })}
      initialSort="since"
      empty={{
        why: '没有待重算的参保年度。',
        todo: '撤销非末次结算、迟报结算、身份追溯变更时自动列入；政策追溯调整后用“年度核查”查找。',
      }}
    />
  );
}

function RecomputationList() {
  const filters: Filter[] = [
    { kind: 'select', key: 'state', label: '状态', options: STATE_OPTIONS, width: 150 },
    ...usePersonFilters(),
  ];
  return (
    <QueryTable<RecomputationRow>
      id="recomputations"
      name="待遇重算单"
      measure="份"
      columns={RECOMPUTATION_COLUMNS}
      filters={filters}
      rowKey={(row) => row.id}
      request={(values, list) => reads.recomputations({ ...values, ...list })}
      initialSort="-madeAt"
      selectable
      empty={{ why: '没有符合条件的重算单。', todo: '从待重算清单试算后提出。' }}
    />
  );
}
