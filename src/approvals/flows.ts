/**
 * The flows, every version of each, as data. Amounts are those of a model county's own internal-control rules; the
 * law asks for separation, not for these figures: 《会计法》(2024年修正) article 25 (1) separates handling, approval and
 * bookkeeping, (2) asks for decided procedures on the movement of large funds; 《社会保险经办机构内部控制暂行办法》
 * (劳社部发〔2007〕2号) asks that benefits be handled, reviewed and approved by different people.
 */
import { type IsoDate, isoDate } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import type { Flow } from './model.ts';

const YUAN = 100;
const INTERNAL_CONTROL =
  '《社会保险经办机构内部控制暂行办法》（劳社部发〔2007〕2号）；《会计法》（2024年修正）第二十五条';

export const FLOWS: readonly Flow[] = [
  {
    flow: 'declaration-review',
    version: 1,
    from: isoDate('2020-01-01'),
    title: '月度申报复核',
    basis: INTERNAL_CONTROL,
    readRight: 'payments.read',
    steps: [{ step: 'review', title: '结算复核', right: 'payments.review' }],
    apart: 'all',
  },
  {
    flow: 'payment-release',
    version: 1,
    from: isoDate('2020-01-01'),
    title: '基金拨付审批',
    basis: INTERNAL_CONTROL,
    readRight: 'payments.read',
    steps: [
      { step: 'release', title: '财务审核', right: 'payments.release' },
      // 100 万元
      { step: 'approve', title: '局领导审批', right: 'payments.approve', fromAmount: fen(1_000_000 * YUAN) },
    ],
    apart: 'all',
  },
  {
    flow: 'recomputation-review',
    version: 1,
    from: isoDate('2020-01-01'),
    title: '待遇重算复核',
    basis: INTERNAL_CONTROL,
    readRight: 'adjustments.read',
    steps: [{ step: 'review', title: '待遇重算复核', right: 'adjustments.review' }],
    apart: 'all',
  },
  {
    flow: 'person-payment',
    version: 1,
    from: isoDate('2020-01-01'),
    title: '补差支付与收回审批',
    basis: INTERNAL_CONTROL,
    readRight: 'adjustments.read',
    steps: [
      { step: 'release', title: '财务审核', right: 'payments.release' },
      // 100 万元
      { step: 'approve', title: '局领导审批', right: 'payments.approve', fromAmount: fen(1_000_000 * YUAN) },
    ],
    apart: 'all',
  },
  {
    flow: 'fund-adjustment',
    version: 1,
    from: isoDate('2020-01-01'),
    title: '基金调账审批',
    basis: INTERNAL_CONTROL,
    readRight: 'fund.read',
    steps: [
      { step: 'review', title: '财务主管复核', right: 'fund.review' },
      // 10 万元
      { step: 'approve', title: '局领导审批', right: 'fund.approve', fromAmount: fen(100_000 * YUAN) },
    ],
    apart: 'all',
  },
];

/** The version in force on a day. */
export function findFlow(flow: string, on: IsoDate, flows = FLOWS): Flow | undefined {
  return flows
    .filter((each) => each.flow === flow && each.from <= on)
    .sort((a, b) => a.version - b.version)
    .at(-1);
}

export function findFlowVersion(flow: string, version: number, flows = FLOWS): Flow | undefined {
  return flows.find((each) => each.flow === flow && each.version === version);
}
