import { reads } from '../api/endpoints.ts';
import type { ProviderRow } from '../api/types.ts';
import { useRight, useSession } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';

const COLUMNS: readonly Column<ProviderRow>[] = [
  { key: 'name', title: '机构名称', value: (row) => row.name, sort: 'name' },
  { key: 'code', title: '机构编码', value: (row) => row.code, sort: 'code' },
  { key: 'kind', title: '类别', value: (row) => row.kind.name },
  { key: 'grade', title: '等级', value: (row) => row.grade.name },
  { key: 'division', title: '所在地', value: (row) => row.division.name },
  { key: 'from', title: '协议开始', value: (row) => row.agreementFrom },
  { key: 'to', title: '协议终止', value: (row) => row.agreementTo ?? '有效' },
];

export function ProvidersPage() {
  const { lists } = useSession();
  const maySettlements = useRight('settlement.read');
  const mayPayments = useRight('payments.read');
  const filters: Filter[] = [
    { kind: 'text', key: 'q', label: '名称或编码', placeholder: '机构名称、编码', width: 220 },
    { kind: 'select', key: 'kind', label: '类别', options: optionsOf(lists.providerKinds) },
  ];
  const columns: Column<ProviderRow>[] = [
    ...COLUMNS,
    {
      key: 'links',
      title: '业务',
      value: () => '',
      render: (row) => (
        <span className="row-links">
          {maySettlements && <AppLink to={`/settlements?provider=${row.code}`}>结算</AppLink>}
          {mayPayments && <AppLink to={`/declarations?provider=${row.code}&period=-`}>申报</AppLink>}
        </span>
      ),
    },
  ];
  return (
    <Page title="定点医药机构">
      <QueryTable<ProviderRow>
        id="providers"
        name="定点医药机构"
        measure="家"
        columns={columns}
        filters={filters}
        rowKey={(row) => row.code}
        request={(values, list) => reads.providers({ ...values, ...list })}
        empty={{ why: '没有符合条件的定点医药机构。' }}
      />
    </Page>
  );
}
