import { reads } from '../api/endpoints.ts';
import type { PersonRow } from '../api/types.ts';
import { useSession } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';
import { villageOptions } from './villages.ts';

const COLUMNS: readonly Column<PersonRow>[] = [
  {
    key: 'name',
    title: '姓名',
    value: (row) => row.name,
    render: (row) => <AppLink to={`/people/${row.psnNo}`}>{row.name}</AppLink>,
  },
  { key: 'cert', title: '证件号码', value: (row) => row.certMasked },
  { key: 'psnNo', title: '人员编号', value: (row) => row.psnNo, sort: 'psnNo', optional: true },
  { key: 'gender', title: '性别', value: (row) => row.gender.name },
  { key: 'birth', title: '出生日期', value: (row) => row.birthDate, sort: 'birthDate' },
  { key: 'age', title: '年龄', kind: 'count', value: (row) => row.age },
  { key: 'village', title: '村（社区）', value: (row) => `${row.town.name} ${row.village.name}`, sort: 'village' },
  { key: 'insutype', title: '险种', value: (row) => row.insutype?.name ?? '未参保' },
  { key: 'psnType', title: '人员类别', value: (row) => row.psnType?.name ?? '' },
  { key: 'from', title: '参保起始', value: (row) => row.coverFrom ?? '', optional: true },
  { key: 'identities', title: '人员身份', value: (row) => row.identities.map((identity) => identity.name).join('、') },
];

export function PeoplePage() {
  const { lists } = useSession();
  const filters: Filter[] = [
    { kind: 'text', key: 'q', label: '姓名或号码', placeholder: '姓名、人员编号、完整证件号', width: 220 },
    { kind: 'select', key: 'village', label: '镇、村（社区）', options: villageOptions(lists.villages), width: 200 },
    { kind: 'select', key: 'insutype', label: '险种', options: optionsOf(lists.insutypes), width: 200 },
    { kind: 'select', key: 'identity', label: '人员身份', options: optionsOf(lists.identities) },
  ];
  return (
    <Page title="参保人员" scope="今日有效参保关系">
      <QueryTable<PersonRow>
        id="people"
        name="参保人员"
        measure="人"
        columns={COLUMNS}
        filters={filters}
        rowKey={(row) => row.psnNo}
        request={(values, list) => reads.people({ ...values, ...list })}
        empty={{ why: '没有符合条件的参保人员。', todo: '可放宽条件；按证件号码查找时须输入完整号码。' }}
      />
    </Page>
  );
}
