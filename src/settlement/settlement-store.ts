/** SQL of settlements themselves: the record, its layers, and reading them back. */
import { sql } from 'kysely';
import type { LayerResult } from '../benefits/index.ts';
import { type DbOrTx, insertRows, type Tx } from '../database/index.ts';
import type { Settlement } from './model.ts';

/** A settlement with what only the store keeps. */
export interface StoredSettlement {
  readonly settlement: Settlement;
  readonly period: string;
  readonly voucherId: number | null;
  readonly recordedBy: string;
}

const KEY = { area: 'text', psn_no: 'text', setl_id: 'text' } as const;

const COLUMNS = {
  ...KEY,
  mdtrt_id: 'text',
  reverses: 'text',
  insutype: 'text',
  fixmedins_code: 'text',
  care: 'text',
  settled_at: 'timestamp',
  period: 'text',
  insured_year: 'integer',
  message_key: 'text',
  policy: 'text',
  total_fen: 'bigint',
  full_self_pay_fen: 'bigint',
  over_limit_fen: 'bigint',
  prior_share_fen: 'bigint',
  in_scope_fen: 'bigint',
  deductible_fen: 'bigint',
  pool_fen: 'bigint',
  civil_servant_fen: 'bigint',
  enterprise_fen: 'bigint',
  critical_illness_fen: 'bigint',
  large_amount_fen: 'bigint',
  medical_aid_fen: 'bigint',
  other_fen: 'bigint',
  fund_total_fen: 'bigint',
  person_total_fen: 'bigint',
  account_fen: 'bigint',
  cash_fen: 'bigint',
  hospital_share_fen: 'bigint',
  pool_rate_per10k: 'integer',
  account_after_fen: 'bigint',
  totals_before: 'jsonb',
  totals_after: 'jsonb',
  steps: 'jsonb',
  voucher_id: 'bigint',
  recorded_by: 'text',
} as const;

export async function insertSettlements(tx: Tx, settlements: readonly StoredSettlement[]): Promise<void> {
  await insertRows(
    tx,
    'settlement',
    COLUMNS,
    settlements.map(({ settlement, period, voucherId, recordedBy }) => ({
      area: settlement.area,
      psn_no: settlement.psnNo,
      setl_id: settlement.setlId,
      mdtrt_id: settlement.mdtrtId,
      reverses: settlement.reverses,
      insutype: settlement.insutype,
      fixmedins_code: settlement.fixmedinsCode,
      care: settlement.care,
      settled_at: settlement.settledAt,
      period,
      insured_year: settlement.insuredYear,
      message_key: settlement.messageKey,
      policy: settlement.policy,
      total_fen: settlement.amounts.total,
      full_self_pay_fen: settlement.amounts.fullSelfPay,
      over_limit_fen: settlement.amounts.overLimit,
      prior_share_fen: settlement.amounts.priorShare,
      in_scope_fen: settlement.amounts.inScope,
      deductible_fen: settlement.amounts.deductible,
      pool_fen: settlement.amounts.pool,
      civil_servant_fen: settlement.amounts.civilServant,
      enterprise_fen: settlement.amounts.enterprise,
      critical_illness_fen: settlement.amounts.criticalIllness,
      large_amount_fen: settlement.amounts.largeAmount,
      medical_aid_fen: settlement.amounts.medicalAid,
      other_fen: settlement.amounts.other,
      fund_total_fen: settlement.amounts.fundTotal,
      person_total_fen: settlement.amounts.personTotal,
      account_fen: settlement.amounts.account,
      cash_fen: settlement.amounts.cash,
      hospital_share_fen: settlement.amounts.hospitalShare,
      pool_rate_per10k: settlement.poolRatePer10k,
      account_after_fen: settlement.accountAfter,
      totals_before: settlement.totalsBefore,
      totals_after: settlement.totalsAfter,
      steps: settlement.steps,
      voucher_id: voucherId,
      recorded_by: recordedBy,
    })),
  );
  await insertRows(
    tx,
    'settlement_layer',
    {
      ...KEY,
      layer: 'text',
      position: 'smallint',
      title: 'text',
      bearer: 'text',
      fund_pay_type: 'text',
      base_fen: 'bigint',
      paid_fen: 'bigint',
      components: 'jsonb',
    },
    settlements.flatMap(({ settlement }) =>
      settlement.layers.map((layer, position) => ({
        area: settlement.area,
        psn_no: settlement.psnNo,
        setl_id: settlement.setlId,
        layer: layer.id,
        position,
        title: layer.title,
        bearer: layer.bearer,
        fund_pay_type: layer.fundPayType,
        base_fen: layer.base,
        paid_fen: layer.paid,
        components: layer.components,
      })),
    ),
  );
}

export interface SettlementQuery {
  readonly setlIds?: readonly string[];
  /** The reversals of these settlements. */
  readonly reversing?: readonly string[];
}

/** Settlements by id (or the reversals of ids), keyed by setl_id, with their layers. */
export async function readSettlements(
  db: DbOrTx,
  area: string,
  query: SettlementQuery,
): Promise<Map<string, StoredSettlement>> {
  const ids = query.setlIds ?? query.reversing ?? [];
  if (ids.length === 0) return new Map();
  const column = query.setlIds ? 'setl_id' : 'reverses';
  const rows = await db
    .selectFrom('settlement')
    .selectAll()
    .where('area', '=', area)
    .where(sql<boolean>`${sql.ref(column)} = any(${ids}::text[])`)
    .execute();
  const layers = await db
    .selectFrom('settlement_layer')
    .selectAll()
    .where('area', '=', area)
    .where(sql<boolean>`setl_id = any(${rows.map((row) => row.setl_id)}::text[])`)
    .where(sql<boolean>`psn_no = any(${rows.map((row) => row.psn_no)}::text[])`)
    .orderBy('position')
    .execute();
  const layersOf = Map.groupBy(layers, (layer) => layer.setl_id);
  return new Map(
    rows.map((row) => {
      const settlement: Settlement = {
        area: row.area,
        psnNo: row.psn_no,
        mdtrtId: row.mdtrt_id,
        setlId: row.setl_id,
        reverses: row.reverses,
        insutype: row.insutype,
        fixmedinsCode: row.fixmedins_code,
        care: row.care,
        settledAt: row.settled_at,
        insuredYear: row.insured_year,
        messageKey: row.message_key,
        policy: row.policy,
        amounts: {
          total: row.total_fen,
          fullSelfPay: row.full_self_pay_fen,
          overLimit: row.over_limit_fen,
          priorShare: row.prior_share_fen,
          inScope: row.in_scope_fen,
          deductible: row.deductible_fen,
          pool: row.pool_fen,
          civilServant: row.civil_servant_fen,
          enterprise: row.enterprise_fen,
          criticalIllness: row.critical_illness_fen,
          largeAmount: row.large_amount_fen,
          medicalAid: row.medical_aid_fen,
          other: row.other_fen,
          fundTotal: row.fund_total_fen,
          personTotal: row.person_total_fen,
          account: row.account_fen,
          cash: row.cash_fen,
          hospitalShare: row.hospital_share_fen,
        },
        poolRatePer10k: row.pool_rate_per10k,
        accountAfter: row.account_after_fen,
        layers: (layersOf.get(row.setl_id) ?? []).map(
          (layer): LayerResult => ({
            id: layer.layer,
            title: layer.title,
            bearer: layer.bearer,
            fundPayType: layer.fund_pay_type,
            base: layer.base_fen,
            paid: layer.paid_fen,
            components: layer.components,
          }),
        ),
        steps: row.steps,
        totalsBefore: row.totals_before,
        totalsAfter: row.totals_after,
      };
      return [row.setl_id, { settlement, period: row.period, voucherId: row.voucher_id, recordedBy: row.recorded_by }];
    }),
  );
}
