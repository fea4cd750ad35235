import { reads, useGet } from '../api/endpoints.ts';
import type { AuditRow } from '../api/types.ts';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';

const COLUMNS: readonly Column<AuditRow>[] = [
  { key: 'seq', title: '序号', kind: 'count', value: (row) => row.seq },
  { key: 'at', title: '时间', value: (row) => row.at },
  { key: 'actor', title: '操作人', value: (row) => row.actor.name },
  { key: 'action', title: '操作', value: (row) => row.action.name },
  {
    key: 'subject',
    title: '对象',
    value: (row) => `${row.subjectKind.name} ${row.subjectId}`,
    render: (row) => {
      const text = `${row.subjectKind.name} ${row.subjectId}`;
      return row.link === null ? text : <AppLink to={row.link}>{text}</AppLink>;
    },
  },
  { key: 'summary', title: '内容', value: (row) => row.summary },
  {
    key: 'digest',
    title: '链上摘要',
    value: (row) => row.digest,
    render: (row) => <code title={row.digest}>{row.digest.slice(0, 12)}</code>,
  },
];

/** The audit trail, newest first. */
export function AuditPage() {
  const actions = useGet(reads.audit({ page: 1, size: 1 })).data?.actions ?? [];
  const filters: Filter[] = [
    { kind: 'text', key: 'actor', label: '操作人', placeholder: '姓名或账号' },
    { kind: 'select', key: 'action', label: '操作', options: optionsOf(actions) },
    { kind: 'date', key: 'from', label: '起始日', width: 160 },
    { kind: 'date', key: 'to', label: '截止日', width: 160 },
  ];
  return (
    <Page title="审计日志" scope="只增不改，成批封存，各批以摘要相连">
      <QueryTable<AuditRow>
        id="audit"
        name="审计日志"
        measure="条"
        columns={COLUMNS}
        filters={filters}
        rowKey={(row) => String(row.seq)}
        request={(values, list) => reads.audit({ ...values, ...list })}
        empty={{ why: '没有符合条件的记录。' }}
      />
    </Page>
  );
}
