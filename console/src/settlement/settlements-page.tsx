import { reads } from '../api/endpoints.ts';
import type { SettlementRow } from '../api/types.ts';
import { periodName, periodsDown } from '../app/periods.ts';
import { usePeriod, useSession } from '../app/session.tsx';
import { useSearchValues } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { type Filter, optionsOf } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';
import { SETTLEMENT_COLUMNS } from './settlement-columns.tsx';
import { SettlementDrawer } from './settlement-drawer.tsx';

export function SettlementsPage() {
  const { lists, firstPeriod, currentPeriod } = useSession();
  const period = usePeriod();
  const [search] = useSearchValues();
  // Rows of one person or one declaration are wanted whole, whatever month they fall in.
  const narrowed = search.psnNo !== undefined || search.declaration !== undefined;
  const filters: Filter[] = [
    { kind: 'text', key: 'q', label: '结算号或姓名', placeholder: '结算编号、就诊编号、姓名', width: 170 },
    {
      kind: 'select',
      key: 'period',
      label: '结算月份',
      options: periodsDown(firstPeriod, currentPeriod).map((value) => ({ value, label: periodName(value) })),
      width: 130,
      ...(narrowed ? {} : { initial: period }),
    },
    { kind: 'provider', key: 'provider', label: '医药机构', width: 170 },
    { kind: 'select', key: 'care', label: '就医类别', options: optionsOf(lists.cares), width: 130 },
    { kind: 'select', key: 'insutype', label: '险种', options: optionsOf(lists.insutypes), width: 200 },
    { kind: 'text', key: 'psnNo', label: '人员编号', placeholder: '完整编号' },
    { kind: 'text', key: 'declaration', label: '申报编号', placeholder: '完整编号' },
  ];
  return (
    <Page title="结算记录" scope="含冲销，合计为净额">
      <QueryTable<SettlementRow>
        id="settlements"
        name="结算记录"
        measure="笔"
        columns={SETTLEMENT_COLUMNS}
        filters={filters}
        rowKey={(row) => row.setlId}
        request={(values, list) => reads.settlements({ ...values, ...list })}
        initialSort="-settledAt"
        selectable
        empty={{ why: '没有符合条件的结算。', todo: '可换一个月份，或清除条件后再查。' }}
        drawer={{ title: '结算单', render: (setlId) => <SettlementDrawer setlId={setlId} /> }}
      />
    </Page>
  );
}
