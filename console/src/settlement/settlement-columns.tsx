import type { SettlementRow } from '../api/types.ts';
import { AppLink } from '../frame/link.tsx';
import type { Column } from '../table/columns.tsx';

/** A reversed settlement and its reversal stay in the list: together they sum to nothing. */
function standing(row: SettlementRow): string {
  if (row.reverses !== null) return '冲销';
  return row.reversedBy !== null ? '已冲销' : '有效';
}

export const SETTLEMENT_COLUMNS: readonly Column<SettlementRow>[] = [
  {
    key: 'setlId',
    title: '结算编号',
    value: (row) => row.setlId,
    render: (row) => <AppLink to={`/settlements/${row.setlId}`}>{row.setlId}</AppLink>,
  },
  {
    key: 'settledAt',
    title: '结算时间',
    value: (row) => row.settledAt,
    render: (row) => row.settledAt.slice(0, 16),
    sort: 'settledAt',
  },
  {
    key: 'person',
    title: '参保人',
    value: (row) => row.personName,
    render: (row) => <AppLink to={`/people/${row.psnNo}`}>{row.personName}</AppLink>,
  },
  { key: 'provider', title: '医药机构', value: (row) => row.provider.name },
  { key: 'insutype', title: '险种', value: (row) => row.insutype.name, optional: true },
  { key: 'care', title: '类别', value: (row) => row.care.name },
  { key: 'diagnosis', title: '诊断', value: (row) => row.diagnosis?.name ?? '', optional: true },
  { key: 'total', title: '总费用', kind: 'amount', value: (row) => row.totalFen, sum: 'totalFen', sort: 'totalFen' },
  {
    key: 'inScope',
    title: '政策范围内',
    kind: 'amount',
    value: (row) => row.inScopeFen,
    sum: 'inScopeFen',
    optional: true,
  },
  { key: 'pool', title: '统筹', kind: 'amount', value: (row) => row.poolFen, sum: 'poolFen' },
  { key: 'critical', title: '大病', kind: 'amount', value: (row) => row.criticalIllnessFen, sum: 'criticalIllnessFen' },
  {
    key: 'large',
    title: '大额',
    kind: 'amount',
    value: (row) => row.largeAmountFen,
    sum: 'largeAmountFen',
    optional: true,
  },
  {
    key: 'civil',
    title: '公务员补助',
    kind: 'amount',
    value: (row) => row.civilServantFen,
    sum: 'civilServantFen',
    optional: true,
  },
  { key: 'aid', title: '救助', kind: 'amount', value: (row) => row.medicalAidFen, sum: 'medicalAidFen' },
  {
    key: 'fund',
    title: '基金合计',
    kind: 'amount',
    value: (row) => row.fundTotalFen,
    sum: 'fundTotalFen',
    sort: 'fundTotalFen',
    optional: true,
  },
  {
    key: 'account',
    title: '个人账户',
    kind: 'amount',
    value: (row) => row.accountFen,
    sum: 'accountFen',
    optional: true,
  },
  { key: 'cash', title: '现金', kind: 'amount', value: (row) => row.cashFen, sum: 'cashFen', sort: 'cashFen' },
  {
    key: 'standing',
    title: '状态',
    value: standing,
    render: (row) =>
      row.reverses !== null || row.reversedBy !== null ? (
        <span className="state state-wrong">{standing(row)}</span>
      ) : (
        <span className="muted">有效</span>
      ),
  },
];
