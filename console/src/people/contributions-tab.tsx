import { reads, useGet } from '../api/endpoints.ts';
import type { ContributionRow } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';

const COLUMNS: readonly Column<ContributionRow>[] = [
  { key: 'period', title: '所属期', value: (row) => periodName(row.period) },
  { key: 'insutype', title: '险种', value: (row) => row.insutype.name },
  { key: 'base', title: '缴费基数', kind: 'amount', unit: 'yuan', value: (row) => row.baseFen },
  { key: 'personal', title: '个人缴费', kind: 'amount', unit: 'yuan', value: (row) => row.personalFen },
  { key: 'employer', title: '单位缴费', kind: 'amount', unit: 'yuan', value: (row) => row.employerFen },
  { key: 'subsidy', title: '财政补助', kind: 'amount', unit: 'yuan', value: (row) => row.subsidyFen },
  { key: 'assisted', title: '资助参保', kind: 'amount', unit: 'yuan', value: (row) => row.assistedFen },
  { key: 'total', title: '合计', kind: 'amount', unit: 'yuan', value: (row) => row.totalFen },
  { key: 'account', title: '划入个人账户', kind: 'amount', unit: 'yuan', value: (row) => row.accountCreditFen },
  { key: 'paidOn', title: '到账日期', value: (row) => row.paidOn ?? '' },
  { key: 'state', title: '状态', kind: 'state', value: (row) => row.state.name, state: (row) => row.state },
];

export function ContributionsTab(props: { readonly psnNo: string }) {
  const contributions = useGet(reads.contributions(props.psnNo));
  return (
    <Loaded query={contributions}>
      {(data) => (
        <PlainTable
          name="缴费记录"
          rows={data.rows}
          rowKey={(row) => row.id}
          // A column nobody uses (an employer's share for a resident) would only be noise.
          columns={COLUMNS.filter(
            (column) => column.kind !== 'amount' || data.rows.some((row) => column.value(row) !== null),
          )}
          empty="没有缴费记录。"
        />
      )}
    </Loaded>
  );
}
