/** SQL of recomputations, their lines and their payment. */
import { sql } from 'kysely';
import type { CareKind, RunningTotals } from '../benefits/index.ts';
import { type DbOrTx, insertRows, nextValues, type Tx, unnestRows } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import { type DueCause, type TotalsKey, totalsId } from '../settlement/index.ts';
import type {
  AdjustmentLine,
  PersonPayment,
  PostedAdjustment,
  Recomputation,
  RecomputationState,
  Shares,
  StoredLine,
} from './model.ts';

interface RecomputationTable {
  area: string;
  recomputation_id: string;
  psn_no: string;
  insutype: string;
  year: number;
  cause: DueCause;
  note: string;
  state: RecomputationState;
  totals_version: number;
  basis_digest: string;
  settlements: number;
  totals_before: RunningTotals;
  totals_after: RunningTotals;
  made_by: string;
  made_at: IsoTime;
  checked_by: string | null;
  decided_at: IsoTime | null;
}
interface DifferenceColumns {
  pool_fen: Fen;
  critical_illness_fen: Fen;
  large_amount_fen: Fen;
  civil_servant_fen: Fen;
  medical_aid_fen: Fen;
  account_fen: Fen;
  person_fen: Fen;
}
interface LineTable extends DifferenceColumns {
  area: string;
  recomputation_id: string;
  psn_no: string;
  setl_id: string;
  position: number;
  insutype: string;
  fixmedins_code: string;
  care: CareKind;
  decided_on: IsoDate;
  reversed: boolean;
  settled: Shares;
  recomputed: Shares;
  voucher_id: number | null;
  period: Period | null;
}
interface PaymentTable {
  area: string;
  payment_id: string;
  recomputation_id: string;
  state: PersonPayment['state'];
  made_by: string;
  made_at: IsoTime;
  checked_by: string | null;
  paid_on: IsoDate | null;
}
declare module '../database/database.ts' {
  interface Tables {
    recomputation: RecomputationTable;
    recomputation_line: LineTable;
    person_payment: PaymentTable;
  }
}

const SERIAL_DIGITS = 8;

/** Numbers of recomputations (CS) and of their payments (BC): division, kind, serial. */
export async function newId(tx: Tx, area: string, kind: 'CS' | 'BC'): Promise<string> {
  const [serial = 0] = await nextValues(tx, kind === 'CS' ? 'recomputation_seq' : 'person_payment_seq', 1);
  return `${area}${kind}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
}

export async function insertRecomputation(
  tx: Tx,
  recomputation: Recomputation,
  lines: readonly AdjustmentLine[],
): Promise<void> {
  const { area, recomputationId, psnNo, insutype } = recomputation;
  await tx
    .insertInto('recomputation')
    .values({
      area,
      recomputation_id: recomputationId,
      psn_no: psnNo,
      insutype,
      year: recomputation.year,
      cause: recomputation.cause,
      note: recomputation.note,
      state: recomputation.state,
      totals_version: recomputation.totalsVersion,
      basis_digest: recomputation.basisDigest,
      settlements: recomputation.settlements,
      totals_before: recomputation.totalsBefore,
      totals_after: recomputation.totalsAfter,
      made_by: recomputation.madeBy,
      made_at: recomputation.madeAt,
      checked_by: recomputation.checkedBy,
      decided_at: recomputation.decidedAt,
    })
    .execute();
  const key = { area, recomputation_id: recomputationId, psn_no: psnNo, insutype };
  await insertRows(
    tx,
    'recomputation_line',
    LINE_COLUMNS,
    lines.map((line, position) => ({ ...key, ...lineColumns(line), position })),
  );
}

const LINE_COLUMNS = {
  area: 'text',
  recomputation_id: 'text',
  psn_no: 'text',
  setl_id: 'text',
  position: 'smallint',
  insutype: 'text',
  fixmedins_code: 'text',
  care: 'text',
  decided_on: 'date',
  reversed: 'boolean',
  settled: 'jsonb',
  recomputed: 'jsonb',
  pool_fen: 'bigint',
  critical_illness_fen: 'bigint',
  large_amount_fen: 'bigint',
  civil_servant_fen: 'bigint',
  medical_aid_fen: 'bigint',
  account_fen: 'bigint',
  person_fen: 'bigint',
} as const;

function lineColumns(line: AdjustmentLine) {
  const { setlId, fixmedinsCode, care, decidedOn, reversed, settled, recomputed, difference } = line;
  return {
    setl_id: setlId,
    fixmedins_code: fixmedinsCode,
    care,
    decided_on: decidedOn,
    reversed,
    settled,
    recomputed,
    pool_fen: difference.pool,
    critical_illness_fen: difference.criticalIllness,
    large_amount_fen: difference.largeAmount,
    civil_servant_fen: difference.civilServant,
    medical_aid_fen: difference.medicalAid,
    account_fen: difference.account,
    person_fen: difference.person,
  };
}

function toShares(row: DifferenceColumns): Shares {
  return {
    pool: row.pool_fen,
    criticalIllness: row.critical_illness_fen,
    largeAmount: row.large_amount_fen,
    civilServant: row.civil_servant_fen,
    medicalAid: row.medical_aid_fen,
    account: row.account_fen,
    person: row.person_fen,
  };
}

function toRecomputation(row: RecomputationTable): Recomputation {
  return {
    area: row.area,
    recomputationId: row.recomputation_id,
    psnNo: row.psn_no,
    insutype: row.insutype,
    year: row.year,
    cause: row.cause,
    note: row.note,
    state: row.state,
    totalsVersion: row.totals_version,
    basisDigest: row.basis_digest,
    settlements: row.settlements,
    totalsBefore: row.totals_before,
    totalsAfter: row.totals_after,
    madeBy: row.made_by,
    madeAt: row.made_at,
    checkedBy: row.checked_by,
    decidedAt: row.decided_at,
  };
}

export async function findRecomputation(db: DbOrTx, area: string, id: string): Promise<Recomputation | undefined> {
  const row = await db
    .selectFrom('recomputation')
    .selectAll()
    .where('area', '=', area)
    .where('recomputation_id', '=', id)
    .executeTakeFirst();
  return row && toRecomputation(row);
}

/** The recomputation of a year that waits for its decision. */
export async function findSubmitted(db: DbOrTx, key: TotalsKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('recomputation')
    .select('recomputation_id')
    .where('area', '=', key.area)
    .where('psn_no', '=', key.psnNo)
    .where('insutype', '=', key.insutype)
    .where('year', '=', key.year)
    .where('state', '=', 'submitted')
    .executeTakeFirst();
  return row?.recomputation_id;
}

export async function listLines(db: DbOrTx, area: string, id: string): Promise<StoredLine[]> {
  const rows = await db
    .selectFrom('recomputation_line')
    .selectAll()
    .where('area', '=', area)
    .where('recomputation_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    setlId: row.setl_id,
    insutype: row.insutype,
    fixmedinsCode: row.fixmedins_code,
    care: row.care,
    decidedOn: row.decided_on,
    reversed: row.reversed,
    settled: row.settled,
    recomputed: row.recomputed,
    difference: toShares(row),
    voucherId: row.voucher_id,
    period: row.period,
  }));
}

/** Adjustments that were posted in these years, added up by settlement; keyed `totalsId`. */
export async function readPosted(db: DbOrTx, keys: readonly TotalsKey[]): Promise<Map<string, PostedAdjustment[]>> {
  const columns = { area: 'text', psn_no: 'text', insutype: 'text', year: 'integer' } as const;
  const rows = keys.map((key) => ({ area: key.area, psn_no: key.psnNo, insutype: key.insutype, year: key.year }));
  const found = await sql<
    TotalsKey &
      DifferenceColumns & {
        setlId: string;
        fixmedinsCode: string;
        care: CareKind;
        decidedOn: IsoDate;
        insutype: string;
      }
  >`
    select r.area, r.psn_no as "psnNo", r.insutype, r.year, l.setl_id as "setlId",
      max(l.fixmedins_code) as "fixmedinsCode", max(l.care) as care, max(l.decided_on) as "decidedOn",
      sum(l.pool_fen)::bigint as pool_fen, sum(l.critical_illness_fen)::bigint as critical_illness_fen,
      sum(l.large_amount_fen)::bigint as large_amount_fen, sum(l.civil_servant_fen)::bigint as civil_servant_fen,
      sum(l.medical_aid_fen)::bigint as medical_aid_fen, sum(l.account_fen)::bigint as account_fen,
      sum(l.person_fen)::bigint as person_fen
    from ${unnestRows('k', columns, rows)}
    join recomputation r on r.area = k.area and r.psn_no = k.psn_no and r.insutype = k.insutype and r.year = k.year
      and r.state in ('approved', 'paid')
    join recomputation_line l on l.area = r.area and l.recomputation_id = r.recomputation_id
    group by r.area, r.psn_no, r.insutype, r.year, l.setl_id`.execute(db);
  const byYear = Map.groupBy(found.rows, totalsId);
  return new Map(
    [...byYear].map(([id, group]) => [
      id,
      group.map((row) => ({
        setlId: row.setlId,
        fixmedinsCode: row.fixmedinsCode,
        care: row.care,
        decidedOn: row.decidedOn,
        shares: toShares(row),
      })),
    ]),
  );
}

/** Moves a recomputation on; returns whether it still stood where it was to be moved from. */
export async function moveRecomputation(
  tx: Tx,
  area: string,
  id: string,
  change: {
    readonly from: RecomputationState;
    readonly to: RecomputationState;
    readonly by?: string;
    readonly at?: IsoTime;
  },
): Promise<boolean> {
  const { by, at } = change;
  const result = await tx
    .updateTable('recomputation')
    .set({
      state: change.to,
      ...(by === undefined ? {} : { checked_by: by }),
      ...(at === undefined ? {} : { decided_at: at }),
    })
    .where('area', '=', area)
    .where('recomputation_id', '=', id)
    .where('state', '=', change.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function writeVouchers(
  tx: Tx,
  area: string,
  id: string,
  vouchers: readonly { readonly setlId: string; readonly voucherId: number; readonly period: Period }[],
): Promise<void> {
  const rows = vouchers.map((each) => ({ setl_id: each.setlId, voucher_id: each.voucherId, period: each.period }));
  await sql`
    update recomputation_line l set voucher_id = v.voucher_id, period = v.period
    from ${unnestRows('v', { setl_id: 'text', voucher_id: 'bigint', period: 'text' }, rows)}
    where l.area = ${area} and l.recomputation_id = ${id} and l.setl_id = v.setl_id`.execute(tx);
}

export async function insertPayment(tx: Tx, area: string, payment: PersonPayment): Promise<void> {
  await tx
    .insertInto('person_payment')
    .values({
      area,
      payment_id: payment.paymentId,
      recomputation_id: payment.recomputationId,
      state: payment.state,
      made_by: payment.madeBy,
      made_at: payment.madeAt,
      checked_by: payment.checkedBy,
      paid_on: payment.paidOn,
    })
    .execute();
}

/** Payments of a recomputation, oldest first; at most one of them is not returned. */
export async function listPayments(db: DbOrTx, area: string, recomputationId: string): Promise<PersonPayment[]> {
  const rows = await db
    .selectFrom('person_payment')
    .selectAll()
    .where('area', '=', area)
    .where('recomputation_id', '=', recomputationId)
    .orderBy('payment_id')
    .execute();
  return rows.map((row) => ({
    paymentId: row.payment_id,
    recomputationId: row.recomputation_id,
    state: row.state,
    madeBy: row.made_by,
    madeAt: row.made_at,
    checkedBy: row.checked_by,
    paidOn: row.paid_on,
  }));
}

/** Decides a payment that waits; returns whether it still did. */
export async function movePayment(
  tx: Tx,
  area: string,
  paymentId: string,
  change: Pick<PersonPayment, 'checkedBy' | 'paidOn'> & { readonly state: 'paid' | 'returned' },
): Promise<boolean> {
  const result = await tx
    .updateTable('person_payment')
    .set({ state: change.state, checked_by: change.checkedBy, paid_on: change.paidOn })
    .where('area', '=', area)
    .where('payment_id', '=', paymentId)
    .where('state', '=', 'submitted')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
