import type { FeeLineView, SettlementDetail } from '../api/types.ts';
import { formatPer10k } from '../money/format.ts';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';

const COLUMNS: readonly Column<FeeLineView>[] = [
  {
    key: 'item',
    title: '项目',
    value: (line) => line.item.name,
    render: (line) => <span title={line.item.code}>{line.item.name}</span>,
  },
  { key: 'charge', title: '费用类别', value: (line) => line.chargeType.name },
  { key: 'class', title: '目录', value: (line) => line.itemClass.name },
  { key: 'when', title: '日期', value: (line) => line.occurredAt.slice(0, 10) },
  {
    key: 'quantity',
    title: '数量',
    kind: 'count',
    value: (line) => line.quantityPer10k,
    render: (line) => <span className="amount">{`${formatPer10k(line.quantityPer10k)} ${line.unit}`}</span>,
  },
  {
    key: 'price',
    title: '单价 (元)',
    kind: 'count',
    value: (line) => line.pricePer10k,
    render: (line) => <span className="amount">{formatPer10k(line.pricePer10k, 2)}</span>,
  },
  { key: 'total', title: '金额', kind: 'amount', unit: 'yuan', value: (line) => line.totalFen, sum: 'totalFen' },
  {
    key: 'self',
    title: '全自费',
    kind: 'amount',
    unit: 'yuan',
    value: (line) => line.fullSelfPayFen,
    sum: 'fullSelfPayFen',
  },
  {
    key: 'over',
    title: '超限价',
    kind: 'amount',
    unit: 'yuan',
    value: (line) => line.overLimitFen,
    sum: 'overLimitFen',
  },
  {
    key: 'prior',
    title: '先行自付',
    kind: 'amount',
    unit: 'yuan',
    value: (line) => line.priorShareFen,
    sum: 'priorShareFen',
  },
  {
    key: 'scope',
    title: '政策范围内',
    kind: 'amount',
    unit: 'yuan',
    value: (line) => line.inScopeFen,
    sum: 'inScopeFen',
  },
];

const SUMMED = ['totalFen', 'fullSelfPayFen', 'overLimitFen', 'priorShareFen', 'inScopeFen'] as const;

/** The bill line by line. The lines must add up to the slip; where they do not, it is said. */
export function FeeLines(props: { readonly settlement: SettlementDetail }) {
  const { lines, amounts } = props.settlement;
  const sums = Object.fromEntries(SUMMED.map((key) => [key, lines.reduce((sum, line) => sum + line[key], 0)]));
  const sign = props.settlement.reverses === null ? 1 : -1;
  const differs = lines.length > 0 && sums.totalFen !== sign * amounts.totalFen;
  return (
    <>
      {differs && <p className="notice notice-wrong">明细合计与结算总费用不一致，请核实是否按批次结算或有明细撤销。</p>}
      <PlainTable
        name="费用明细"
        rows={lines}
        rowKey={(line) => line.serial}
        columns={COLUMNS}
        sums={sums}
        empty="没有费用明细。"
      />
    </>
  );
}
