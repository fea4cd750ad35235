/** SQL of visits, fee lines and settlements. Every statement takes many rows at once. */
import { sql } from 'kysely';
import type { CareKind, CarePlace, Charges, LayerResult, RunningTotals, Scheme } from '../benefits/index.ts';
import { type DbOrTx, insertRows, type Tx, unnestRows, VersionConflict } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { FeeLine, Settlement, Visit, VisitKey } from './model.ts';

interface EncounterTable {
  area: string;
  psn_no: string;
  mdtrt_id: string;
  insutype: Scheme;
  fixmedins_code: string;
  care: CareKind;
  med_type: string;
  visit_no: string;
  place: CarePlace;
  admitted_on: IsoDate;
  discharged_on: IsoDate | null;
  diagnosis_code: string | null;
  diagnosis_name: string | null;
  disease_code: string | null;
  department: string | null;
  state: Visit['state'];
  setl_id: string | null;
  version: number;
}
interface FeeLineTable {
  area: string;
  psn_no: string;
  mdtrt_id: string;
  feedetl_sn: string;
  batch_no: string | null;
  occurred_at: IsoTime;
  item_code: string;
  provider_item_code: string;
  item_class: string;
  charge_type: string;
  quantity_per10k: number;
  price_per10k: number;
  total_fen: Fen;
  full_self_pay_fen: Fen;
  over_limit_fen: Fen;
  prior_share_fen: Fen;
  in_scope_fen: Fen;
}
interface SettlementTable {
  area: string;
  psn_no: string;
  setl_id: string;
  mdtrt_id: string;
  reverses: string | null;
  insutype: Scheme;
  fixmedins_code: string;
  care: CareKind;
  settled_at: IsoTime;
  period: string;
  insured_year: number;
  message_key: string;
  policy: string;
  total_fen: Fen;
  full_self_pay_fen: Fen;
  over_limit_fen: Fen;
  prior_share_fen: Fen;
  in_scope_fen: Fen;
  deductible_fen: Fen;
  pool_fen: Fen;
  civil_servant_fen: Fen;
  enterprise_fen: Fen;
  critical_illness_fen: Fen;
  large_amount_fen: Fen;
  medical_aid_fen: Fen;
  other_fen: Fen;
  fund_total_fen: Fen;
  person_total_fen: Fen;
  account_fen: Fen;
  cash_fen: Fen;
  hospital_share_fen: Fen;
  pool_rate_per10k: number;
  account_after_fen: Fen;
  totals_before: RunningTotals;
  totals_after: RunningTotals;
  steps: Settlement['steps'];
  voucher_id: number | null;
  recorded_by: string;
}
interface LayerTable {
  area: string;
  psn_no: string;
  setl_id: string;
  layer: string;
  position: number;
  title: string;
  bearer: LayerResult['bearer'];
  fund_pay_type: string;
  base_fen: Fen;
  paid_fen: Fen;
  components: LayerResult['components'];
}
declare module '../database/database.ts' {
  interface Tables {
    encounter: EncounterTable;
    fee_line: FeeLineTable;
    settlement: SettlementTable;
    settlement_layer: LayerTable;
  }
}

const PERSON = { area: 'text', psn_no: 'text' } as const;
const VISIT = { ...PERSON, mdtrt_id: 'text' } as const;
const visitRow = (key: VisitKey) => ({ area: key.area, psn_no: key.psnNo, mdtrt_id: key.mdtrtId });

/** A visit with its version and the sums of its lines: what a settlement starts from. */
export interface LoadedVisit {
  readonly visit: Visit;
  readonly version: number;
  readonly charges: Charges;
  readonly lines: number;
  /** Totals of lines by batch, for requests that name one. */
  readonly batches: Readonly<Record<string, number>>;
}

export async function insertVisits(tx: Tx, visits: readonly Visit[]): Promise<void> {
  await insertRows(
    tx,
    'encounter',
    {
      ...VISIT,
      insutype: 'text',
      fixmedins_code: 'text',
      care: 'text',
      med_type: 'text',
      visit_no: 'text',
      place: 'text',
      admitted_on: 'date',
      discharged_on: 'date',
      diagnosis_code: 'text',
      diagnosis_name: 'text',
      disease_code: 'text',
      department: 'text',
      state: 'text',
    },
    visits.map((visit) => ({
      ...visitRow(visit),
      insutype: visit.insutype,
      fixmedins_code: visit.fixmedinsCode,
      care: visit.care,
      med_type: visit.medType,
      visit_no: visit.visitNo,
      place: visit.place,
      admitted_on: visit.admittedOn,
      discharged_on: visit.dischargedOn ?? null,
      diagnosis_code: visit.diagnosisCode ?? null,
      diagnosis_name: visit.diagnosisName ?? null,
      disease_code: visit.diseaseCode ?? null,
      department: visit.department ?? null,
      state: visit.state,
    })),
  );
}

function toVisit(row: EncounterTable): Visit {
  return {
    area: row.area,
    psnNo: row.psn_no,
    mdtrtId: row.mdtrt_id,
    insutype: row.insutype,
    fixmedinsCode: row.fixmedins_code,
    care: row.care,
    medType: row.med_type,
    visitNo: row.visit_no,
    place: row.place,
    admittedOn: row.admitted_on,
    dischargedOn: row.discharged_on ?? undefined,
    diagnosisCode: row.diagnosis_code ?? undefined,
    diagnosisName: row.diagnosis_name ?? undefined,
    diseaseCode: row.disease_code ?? undefined,
    department: row.department ?? undefined,
    state: row.state,
    setlId: row.setl_id,
  };
}

export async function loadVisits(db: DbOrTx, keys: readonly VisitKey[]): Promise<Map<string, LoadedVisit>> {
  const result = await sql<
    EncounterTable & {
      version: number;
      lines: number;
      total: Fen;
      full_self_pay: Fen;
      over_limit: Fen;
      prior_share: Fen;
      in_scope: Fen;
      batches: Record<string, number> | null;
    }
  >`
    select e.*, f.* from ${unnestRows('k', VISIT, keys.map(visitRow))}
    join encounter e on e.area = k.area and e.psn_no = k.psn_no and e.mdtrt_id = k.mdtrt_id
    cross join lateral (
      select coalesce(sum(b.lines), 0)::bigint as lines, coalesce(sum(b.total), 0)::bigint as total,
        coalesce(sum(b.full_self_pay), 0)::bigint as full_self_pay, coalesce(sum(b.over_limit), 0)::bigint as over_limit,
        coalesce(sum(b.prior_share), 0)::bigint as prior_share, coalesce(sum(b.in_scope), 0)::bigint as in_scope,
        json_object_agg(b.batch_no, b.total) filter (where b.batch_no is not null) as batches
      from (
        select l.batch_no, count(*) as lines, sum(l.total_fen) as total, sum(l.full_self_pay_fen) as full_self_pay,
          sum(l.over_limit_fen) as over_limit, sum(l.prior_share_fen) as prior_share, sum(l.in_scope_fen) as in_scope
        from fee_line l where l.area = e.area and l.psn_no = e.psn_no and l.mdtrt_id = e.mdtrt_id group by l.batch_no
      ) b
    ) f`.execute(db);
  return new Map(
    result.rows.map((row) => [
      row.mdtrt_id,
      {
        visit: toVisit(row),
        version: row.version,
        charges: {
          total: row.total,
          fullSelfPay: row.full_self_pay,
          overLimit: row.over_limit,
          priorShare: row.prior_share,
          inScope: row.in_scope,
        },
        lines: row.lines,
        batches: row.batches ?? {},
      },
    ]),
  );
}

/** Live registrations that bear the same provider's number as one of these visits. */
export async function findStandingVisits(db: DbOrTx, visits: readonly Visit[]): Promise<Visit[]> {
  const columns = { ...PERSON, fixmedins_code: 'text', visit_no: 'text' } as const;
  const rows = visits.map((visit) => ({
    area: visit.area,
    psn_no: visit.psnNo,
    fixmedins_code: visit.fixmedinsCode,
    visit_no: visit.visitNo,
  }));
  const result = await sql<EncounterTable>`
    select e.* from ${unnestRows('k', columns, rows)}
    join encounter e on e.area = k.area and e.psn_no = k.psn_no and e.fixmedins_code = k.fixmedins_code
      and e.visit_no = k.visit_no and e.state <> 'cancelled'`.execute(db);
  return result.rows.map(toVisit);
}

export interface VisitChange {
  readonly state?: Visit['state'];
  readonly discharged_on?: IsoDate | null;
  readonly admitted_on?: IsoDate;
  readonly med_type?: string;
  readonly diagnosis_code?: string;
  readonly diagnosis_name?: string;
  readonly disease_code?: string;
  readonly department?: string;
  readonly care?: CareKind;
}

/** Changes an unsettled visit of a known version; throws `VersionConflict` when it has moved on. */
export async function updateVisit(tx: Tx, key: VisitKey, version: number, change: VisitChange): Promise<void> {
  const result = await tx
    .updateTable('encounter')
    .set({ ...change, version: version + 1 })
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .where('mdtrt_id', '=', key.mdtrtId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new VersionConflict(`visit ${key.mdtrtId}`);
}

export async function insertFeeLines(
  tx: Tx,
  lines: readonly { readonly key: VisitKey; readonly line: FeeLine }[],
): Promise<void> {
  await insertRows(
    tx,
    'fee_line',
    {
      ...VISIT,
      feedetl_sn: 'text',
      batch_no: 'text',
      occurred_at: 'timestamp',
      item_code: 'text',
      provider_item_code: 'text',
      item_class: 'text',
      charge_type: 'text',
      quantity_per10k: 'bigint',
      price_per10k: 'bigint',
      total_fen: 'bigint',
      full_self_pay_fen: 'bigint',
      over_limit_fen: 'bigint',
      prior_share_fen: 'bigint',
      in_scope_fen: 'bigint',
    },
    lines.map(({ key, line }) => ({
      ...visitRow(key),
      feedetl_sn: line.serial,
      batch_no: line.batchNo ?? null,
      occurred_at: line.occurredAt,
      item_code: line.itemCode,
      provider_item_code: line.providerItemCode,
      item_class: line.itemClass,
      charge_type: line.chargeType,
      quantity_per10k: line.quantityPer10k,
      price_per10k: line.pricePer10k,
      total_fen: line.total,
      full_self_pay_fen: line.fullSelfPay,
      over_limit_fen: line.overLimit,
      prior_share_fen: line.priorShare,
      in_scope_fen: line.inScope,
    })),
  );
}

export async function findLineSerials(db: DbOrTx, key: VisitKey): Promise<Set<string>> {
  const rows = await selectLines(db, key).select('feedetl_sn').execute();
  return new Set(rows.map((row) => row.feedetl_sn));
}

function selectLines(db: DbOrTx, key: VisitKey) {
  return db
    .selectFrom('fee_line')
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .where('mdtrt_id', '=', key.mdtrtId);
}

export async function listFeeLines(db: DbOrTx, key: VisitKey): Promise<FeeLine[]> {
  const rows = await selectLines(db, key).selectAll().orderBy('occurred_at').orderBy('feedetl_sn').execute();
  return rows.map((row) => ({
    serial: row.feedetl_sn,
    batchNo: row.batch_no ?? undefined,
    occurredAt: row.occurred_at,
    itemCode: row.item_code,
    providerItemCode: row.provider_item_code,
    quantityPer10k: row.quantity_per10k,
    pricePer10k: row.price_per10k,
    total: row.total_fen,
    itemClass: row.item_class,
    chargeType: row.charge_type,
    fullSelfPay: row.full_self_pay_fen,
    overLimit: row.over_limit_fen,
    priorShare: row.prior_share_fen,
    inScope: row.in_scope_fen,
  }));
}

/** Takes lines off a visit. They are kept aside, because a settlement that was undone may have been made of them. */
export async function withdrawFeeLines(
  tx: Tx,
  key: VisitKey,
  which: { readonly serials?: readonly string[] | undefined; readonly batchNo?: string | undefined },
): Promise<number> {
  const named = which.serials ? sql`and feedetl_sn = any(${which.serials}::text[])` : sql``;
  const inBatch = which.batchNo === undefined ? sql`` : sql`and batch_no = ${which.batchNo}`;
  const result = await sql`
    with gone as (
      delete from fee_line where area = ${key.area} and psn_no = ${key.psnNo} and mdtrt_id = ${key.mdtrtId}
        ${named} ${inBatch} returning *)
    insert into fee_line_withdrawn select gone.*, clock_timestamp() from gone`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Marks visits settled (or, with null, open again after a reversal); each must still be at the version read. */
export async function markSettled(
  tx: Tx,
  changes: readonly (VisitKey & { readonly setlId: string | null; readonly version: number })[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ ...visitRow(change), setl_id: change.setlId, version: change.version }));
  const result = await sql`
    update encounter e set setl_id = i.setl_id, version = e.version + 1
    from ${unnestRows('i', { ...VISIT, setl_id: 'text', version: 'integer' }, rows)}
    where e.area = i.area and e.psn_no = i.psn_no and e.mdtrt_id = i.mdtrt_id and e.version = i.version`.execute(tx);
  if (Number(result.numAffectedRows ?? 0) !== changes.length) throw new VersionConflict('visits');
}
