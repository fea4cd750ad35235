/** Settlements and providers: /api/settlements, /api/providers. */
import type { AdjustmentOf } from './adjustments.ts';
import type { Coded, PageOf, PageQuery, StateView } from './common.ts';
import type { VoucherDetail } from './fund.ts';
import type { MaskedPerson } from './people.ts';

export interface SettlementsQuery extends PageQuery {
  psnNo?: string;
  /** Provider code. */
  provider?: string;
  /** Month of the settlement. */
  period?: string;
  care?: string;
  insutype?: string;
  /** Declaration id. */
  declaration?: string;
  /** setl_id, mdtrt_id, or a person's name or number. */
  q?: string;
  /** sort: settledAt (default -settledAt), totalFen, fundTotalFen, cashFen */
}

export interface SettlementRow {
  setlId: string;
  psnNo: string;
  personName: string;
  provider: Coded;
  insutype: Coded;
  care: Coded;
  medType: Coded;
  diagnosis: Coded | null;
  admittedOn: string;
  dischargedOn: string | null;
  settledAt: string;
  /** The settlement this one takes back (its amounts are negative), or the one that took this back. */
  reverses: string | null;
  reversedBy: string | null;
  totalFen: number;
  inScopeFen: number;
  poolFen: number;
  criticalIllnessFen: number;
  largeAmountFen: number;
  civilServantFen: number;
  medicalAidFen: number;
  fundTotalFen: number;
  accountFen: number;
  cashFen: number;
  hospitalShareFen: number;
}

export type SettlementSums = Pick<
  SettlementRow,
  | 'totalFen'
  | 'inScopeFen'
  | 'poolFen'
  | 'criticalIllnessFen'
  | 'largeAmountFen'
  | 'civilServantFen'
  | 'medicalAidFen'
  | 'fundTotalFen'
  | 'accountFen'
  | 'cashFen'
  | 'hospitalShareFen'
>;

export interface SettlementsResponse extends PageOf<SettlementRow> {
  sums: SettlementSums;
}

export type Bearer =
  | 'pool'
  | 'criticalIllness'
  | 'largeAmount'
  | 'civilServant'
  | 'medicalAid'
  | 'enterprise'
  | 'other'
  | 'account'
  | 'person'
  | 'hospital';

export interface ClauseView {
  document: string;
  article?: string;
  /** A, A-, B, C, D, sample. */
  grade: string;
  url?: string;
  retrievedOn?: string;
  note?: string;
}

/** A rung of the ladder, total to cash, in order. */
export interface StepView {
  id: string;
  layer: string;
  title: string;
  beforeFen: number;
  rule: string;
  formula: string;
  takenFen: number;
  afterFen: number;
  bearer: Bearer;
  clause?: ClauseView;
}

export interface LayerView {
  id: string;
  title: string;
  bearer: Bearer;
  fundPayType: Coded;
  baseFen: number;
  paidFen: number;
}

export interface AmountsView {
  totalFen: number;
  fullSelfPayFen: number;
  overLimitFen: number;
  priorShareFen: number;
  inScopeFen: number;
  deductibleFen: number;
  poolFen: number;
  civilServantFen: number;
  enterpriseFen: number;
  criticalIllnessFen: number;
  largeAmountFen: number;
  medicalAidFen: number;
  otherFen: number;
  fundTotalFen: number;
  personTotalFen: number;
  accountFen: number;
  cashFen: number;
  hospitalShareFen: number;
}

export interface FeeLineView {
  serial: string;
  occurredAt: string;
  item: Coded;
  /** 甲类, 乙类, 丙类 */
  itemClass: Coded;
  /** 西药费, 检查费 … */
  chargeType: Coded;
  unit: string;
  quantityPer10k: number;
  /** Price in ten-thousandths of a yuan, as the interface carries it. */
  pricePer10k: number;
  totalFen: number;
  fullSelfPayFen: number;
  overLimitFen: number;
  priorShareFen: number;
  inScopeFen: number;
}

export type TotalChange =
  | { kind: 'money'; key: string; title: string; beforeFen: number; afterFen: number; limitFen: number | null }
  | { kind: 'count'; key: string; title: string; before: number; after: number; limit: number | null };

/** GET /api/settlements/:setlId */
export interface SettlementDetail {
  setlId: string;
  reverses: string | null;
  reversedBy: string | null;
  settledAt: string;
  insuredYear: number;
  insutype: Coded;
  care: Coded;
  person: MaskedPerson;
  psnType: Coded;
  identities: Coded[];
  provider: Coded;
  providerKind: Coded;
  providerGrade: Coded;
  visit: {
    mdtrtId: string;
    visitNo: string;
    medType: Coded;
    place: Coded;
    admittedOn: string;
    dischargedOn: string | null;
    /** Days in hospital, null for outpatient care. */
    days: number | null;
    diagnosis: Coded | null;
    disease: Coded | null;
    department: string | null;
  };
  /** Pack and version that decided: `baoji-390@2020-01-01`, with its title. */
  policy: Coded;
  amounts: AmountsView;
  /** Rate of the pool where one rate applied; null where several did. */
  poolRatePer10k: number | null;
  layers: LayerView[];
  steps: StepView[];
  totals: TotalChange[];
  accountAfterFen: number | null;
  lines: FeeLineView[];
  /** Entry of the benefit sub-ledger. */
  voucher: VoucherDetail | null;
  /** Adjustments posted after a recomputation of the year, oldest first; empty without the right to see them. */
  adjustments: AdjustmentOf[];
  /** Where it went, in order: declaration, batch, vouchers of the fund books. */
  declaration: { id: string; title: string; state: StateView; link: string } | null;
  batch: { id: string; title: string; state: StateView; link: string } | null;
  fundVouchers: { title: string; link: string }[];
}

export interface ProvidersQuery extends PageQuery {
  q?: string;
  kind?: string;
  /** sort: code (default), name */
}
export interface ProviderRow {
  code: string;
  name: string;
  kind: Coded;
  grade: Coded;
  division: Coded;
  agreementFrom: string;
  agreementTo: string | null;
}
export type ProvidersResponse = PageOf<ProviderRow>;

/** GET /api/people/:psnNo/settlements?page&size: newest first. */
export type PersonSettlementsResponse = SettlementsResponse;
