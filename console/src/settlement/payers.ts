/** Who pays, in fixed order and colours. One settlement shows at most five of the colours. */
import type { AmountsView, Bearer } from '../api/types.ts';

export interface Payer {
  readonly bearer: Bearer;
  readonly title: string;
  /** CSS class that carries the colour, in both themes and in print. */
  readonly colour: 'pool' | 'second' | 'third' | 'account' | 'cash' | 'hospital';
}

export const PAYERS: readonly Payer[] = [
  { bearer: 'pool', title: '统筹基金', colour: 'pool' },
  { bearer: 'criticalIllness', title: '大病保险', colour: 'second' },
  { bearer: 'largeAmount', title: '大额医疗补助', colour: 'second' },
  { bearer: 'civilServant', title: '公务员医疗补助', colour: 'third' },
  { bearer: 'medicalAid', title: '医疗救助', colour: 'third' },
  { bearer: 'enterprise', title: '企业补充医疗保险', colour: 'third' },
  { bearer: 'other', title: '其他基金', colour: 'third' },
  { bearer: 'account', title: '个人账户', colour: 'account' },
  { bearer: 'person', title: '个人现金', colour: 'cash' },
  { bearer: 'hospital', title: '医疗机构负担', colour: 'hospital' },
];

export function payerOf(bearer: Bearer): Payer {
  return PAYERS.find((payer) => payer.bearer === bearer) ?? { bearer, title: bearer, colour: 'cash' };
}

export interface PayerShare {
  readonly payer: Payer;
  readonly amountFen: number;
}

/** What each payer pays, nothing left out: together the total. Payers that pay nothing are not listed. */
export function payerShares(amounts: AmountsView): PayerShare[] {
  const paid: Readonly<Record<Bearer, number>> = {
    pool: amounts.poolFen,
    criticalIllness: amounts.criticalIllnessFen,
    largeAmount: amounts.largeAmountFen,
    civilServant: amounts.civilServantFen,
    medicalAid: amounts.medicalAidFen,
    enterprise: amounts.enterpriseFen,
    other: amounts.otherFen,
    account: amounts.accountFen,
    person: amounts.cashFen,
    hospital: amounts.hospitalShareFen,
  };
  return PAYERS.map((payer) => ({ payer, amountFen: paid[payer.bearer] })).filter(({ amountFen }) => amountFen !== 0);
}
