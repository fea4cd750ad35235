/** SQL of declarations, batches and advances. */
import { sql } from 'kysely';
import type { CareKind } from '../benefits/index.ts';
import { type DbOrTx, insertRows, type Tx } from '../database/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fen, subtractFen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import type { FundBearer } from '../settlement/index.ts';
import type { Declaration, DeclarationState, DeclaredAmount, OpenAdvance, PaymentBatch, PaymentItem } from './model.ts';

interface DeclarationTable {
  area: string;
  declaration_id: string;
  fixmedins_code: string;
  insutype: string;
  period: Period;
  state: DeclarationState;
  cases: number;
  total_fen: Fen;
  fund_fen: Fen;
  deduction_fen: Fen;
  deduction_reason: string | null;
  batch_id: string | null;
  made_by: string;
}
interface AmountTable {
  area: string;
  declaration_id: string;
  bearer: FundBearer;
  care: CareKind;
  declared_fen: Fen;
  deducted_fen: Fen;
}
interface ItemTable {
  area: string;
  psn_no: string;
  setl_id: string;
  declaration_id: string;
}
interface BatchTable {
  area: string;
  batch_id: string;
  period: Period;
  state: PaymentBatch['state'];
  payable_fen: Fen;
  offset_fen: Fen;
  paid_fen: Fen;
  insurer_fen: Fen;
  made_by: string;
  checked_by: string | null;
  paid_on: IsoDate | null;
}
interface PaymentItemTable {
  area: string;
  batch_id: string;
  declaration_id: string;
  fixmedins_code: string;
  insutype: string;
  bearer: FundBearer;
  care: CareKind;
  book_id: string | null;
  payable_fen: Fen;
  offset_fen: Fen;
}
interface AdvanceTable {
  area: string;
  advance_id: string;
  fixmedins_code: string;
  book_id: string;
  amount_fen: Fen;
  offset_fen: Fen;
  paid_on: IsoDate;
  made_by: string;
  checked_by: string;
}
declare module '../database/database.ts' {
  interface Tables {
    declaration: DeclarationTable;
    declaration_amount: AmountTable;
    declaration_item: ItemTable;
    payment_batch: BatchTable;
    payment_item: PaymentItemTable;
    advance: AdvanceTable;
    advance_use: { area: string; batch_id: string; advance_id: string; amount_fen: Fen };
  }
}

/** Provider and scheme of a month's settlements that no declaration holds yet. */
export async function findUndeclared(
  tx: Tx,
  area: string,
  period: Period,
): Promise<{ fixmedinsCode: string; insutype: string }[]> {
  const result = await sql<{ fixmedinsCode: string; insutype: string }>`
    select s.fixmedins_code as "fixmedinsCode", s.insutype from settlement s
    where s.area = ${area} and s.period = ${period} and s.voucher_id is not null
      and not exists (select 1 from declaration_item i
        where i.area = s.area and i.psn_no = s.psn_no and i.setl_id = s.setl_id)
    group by s.fixmedins_code, s.insutype order by s.fixmedins_code, s.insutype`.execute(tx);
  return result.rows;
}

export interface NewDeclaration {
  readonly declarationId: string;
  readonly fixmedinsCode: string;
  readonly insutype: string;
}

/** Claims every undeclared settlement of the month for the declaration of its provider and scheme. */
export async function claimSettlements(
  tx: Tx,
  area: string,
  period: Period,
  declarations: readonly NewDeclaration[],
): Promise<void> {
  const values = declarations.map(
    (one) => sql`(${one.declarationId}::text, ${one.fixmedinsCode}::text, ${one.insutype}::text)`,
  );
  await sql`
    insert into declaration_item (area, psn_no, setl_id, declaration_id)
    select s.area, s.psn_no, s.setl_id, d.declaration_id
    from (values ${sql.join(values)}) as d(declaration_id, fixmedins_code, insutype)
    join settlement s on s.fixmedins_code = d.fixmedins_code and s.insutype = d.insutype
    where s.area = ${area} and s.period = ${period} and s.voucher_id is not null
    on conflict do nothing`.execute(tx);
}

/** Writes the declarations with the sums of what they claimed. */
export async function insertDeclarations(
  tx: Tx,
  area: string,
  period: Period,
  ids: readonly string[],
  madeBy: string,
): Promise<void> {
  await sql`
    insert into declaration (area, declaration_id, fixmedins_code, insutype, period, state, cases, total_fen, fund_fen, made_by)
    select s.area, i.declaration_id, s.fixmedins_code, s.insutype, ${period}, 'submitted',
      sum(case when s.reverses is null then 1 else -1 end), sum(s.total_fen), sum(s.fund_total_fen + s.account_fen), ${madeBy}
    from declaration_item i
    join settlement s on s.area = i.area and s.psn_no = i.psn_no and s.setl_id = i.setl_id
    where i.area = ${area} and i.declaration_id = any(${ids}::text[])
    group by s.area, i.declaration_id, s.fixmedins_code, s.insutype`.execute(tx);
  await sql`
    insert into declaration_amount (area, declaration_id, bearer, care, declared_fen)
    select i.area, i.declaration_id, b.bearer, s.care, sum(b.amount)
    from declaration_item i
    join settlement s on s.area = i.area and s.psn_no = i.psn_no and s.setl_id = i.setl_id
    cross join lateral (values ('pool', s.pool_fen), ('criticalIllness', s.critical_illness_fen),
      ('largeAmount', s.large_amount_fen), ('civilServant', s.civil_servant_fen), ('medicalAid', s.medical_aid_fen),
      ('account', s.account_fen)) as b(bearer, amount)
    where i.area = ${area} and i.declaration_id = any(${ids}::text[]) and b.amount <> 0
    group by i.area, i.declaration_id, b.bearer, s.care having sum(b.amount) <> 0`.execute(tx);
}

export interface DeclarationQuery {
  readonly ids?: readonly string[] | undefined;
  readonly period?: Period | undefined;
  readonly states?: readonly DeclarationState[] | undefined;
  readonly batchId?: string | undefined;
}

export async function readDeclarations(db: DbOrTx, area: string, query: DeclarationQuery): Promise<Declaration[]> {
  let select = db.selectFrom('declaration').selectAll().where('area', '=', area);
  if (query.ids) select = select.where(sql<boolean>`declaration_id = any(${query.ids}::text[])`);
  if (query.period) select = select.where('period', '=', query.period);
  if (query.states) select = select.where('state', 'in', [...query.states]);
  if (query.batchId) select = select.where('batch_id', '=', query.batchId);
  const rows = await select.orderBy('declaration_id').execute();
  return rows.map((row) => ({
    declarationId: row.declaration_id,
    fixmedinsCode: row.fixmedins_code,
    insutype: row.insutype,
    period: row.period,
    state: row.state,
    cases: row.cases,
    total: row.total_fen,
    fund: row.fund_fen,
    deduction: row.deduction_fen,
    deductionReason: row.deduction_reason,
    batchId: row.batch_id,
    madeBy: row.made_by,
  }));
}

export async function readAmounts(db: DbOrTx, area: string, ids: readonly string[]): Promise<DeclaredAmount[]> {
  const rows = await db
    .selectFrom('declaration_amount')
    .selectAll()
    .where('area', '=', area)
    .where(sql<boolean>`declaration_id = any(${ids}::text[])`)
    .orderBy('declaration_id')
    .orderBy('bearer')
    .orderBy('care')
    .execute();
  return rows.map((row) => ({
    declarationId: row.declaration_id,
    bearer: row.bearer,
    care: row.care,
    declared: row.declared_fen,
    deducted: row.deducted_fen,
  }));
}

/** Moves declarations from one state to another; returns how many moved. */
export async function moveDeclarations(
  tx: Tx,
  area: string,
  ids: readonly string[],
  change: { readonly from: DeclarationState; readonly to: DeclarationState; readonly batchId?: string | null },
): Promise<number> {
  let update = tx.updateTable('declaration').set({ state: change.to });
  if (change.batchId !== undefined) update = update.set({ batch_id: change.batchId });
  const result = await update
    .where('area', '=', area)
    .where(sql<boolean>`declaration_id = any(${ids}::text[])`)
    .where('state', '=', change.from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function writeDeduction(
  tx: Tx,
  area: string,
  declarationId: string,
  deduction: { readonly amount: Fen; readonly reason: string; readonly parts: readonly DeclaredAmount[] },
): Promise<void> {
  await tx
    .updateTable('declaration')
    .set({ deduction_fen: deduction.amount, deduction_reason: deduction.reason })
    .where('area', '=', area)
    .where('declaration_id', '=', declarationId)
    .execute();
  for (const part of deduction.parts)
    await tx
      .updateTable('declaration_amount')
      .set({ deducted_fen: part.deducted })
      .where('area', '=', area)
      .where('declaration_id', '=', declarationId)
      .where('bearer', '=', part.bearer)
      .where('care', '=', part.care)
      .execute();
}

/** A returned declaration lets its settlements go to the provider's next one; what it held is kept aside. */
export async function releaseItems(tx: Tx, area: string, declarationId: string): Promise<void> {
  await sql`
    with gone as (
      delete from declaration_item where area = ${area} and declaration_id = ${declarationId}
      returning area, psn_no, setl_id, declaration_id)
    insert into declaration_item_returned (area, psn_no, setl_id, declaration_id) select * from gone`.execute(tx);
}

export async function readOpenAdvances(db: DbOrTx, area: string): Promise<OpenAdvance[]> {
  const rows = await db
    .selectFrom('advance')
    .selectAll()
    .where('area', '=', area)
    .where(sql<boolean>`offset_fen < amount_fen`)
    .orderBy('paid_on')
    .orderBy('advance_id')
    .execute();
  return rows.map((row) => ({
    advanceId: row.advance_id,
    fixmedinsCode: row.fixmedins_code,
    bookId: row.book_id,
    left: subtractFen(row.amount_fen, row.offset_fen),
  }));
}

export async function insertAdvance(tx: Tx, row: AdvanceTable): Promise<void> {
  await tx.insertInto('advance').values(row).execute();
}

/** Takes parts of advances for a batch, and keeps which. */
export async function takeAdvances(
  tx: Tx,
  area: string,
  batchId: string,
  used: ReadonlyMap<string, Fen>,
): Promise<void> {
  const rows = [...used].map(([advanceId, amount]) => ({
    area,
    batch_id: batchId,
    advance_id: advanceId,
    amount_fen: amount,
  }));
  await insertRows(
    tx,
    'advance_use',
    { area: 'text', batch_id: 'text', advance_id: 'text', amount_fen: 'bigint' },
    rows,
  );
  await sql`
    update advance a set offset_fen = a.offset_fen + u.amount_fen from advance_use u
    where u.area = ${area} and u.batch_id = ${batchId} and a.area = u.area and a.advance_id = u.advance_id`.execute(tx);
}

/** Gives back what a returned batch had taken. */
export async function giveBackAdvances(tx: Tx, area: string, batchId: string): Promise<void> {
  await sql`
    update advance a set offset_fen = a.offset_fen - u.amount_fen from advance_use u
    where u.area = ${area} and u.batch_id = ${batchId} and a.area = u.area and a.advance_id = u.advance_id`.execute(tx);
  await tx.deleteFrom('advance_use').where('area', '=', area).where('batch_id', '=', batchId).execute();
}

export async function insertBatch(tx: Tx, row: BatchTable, items: readonly PaymentItem[]): Promise<void> {
  await tx.insertInto('payment_batch').values(row).execute();
  await insertRows(
    tx,
    'payment_item',
    {
      area: 'text',
      batch_id: 'text',
      declaration_id: 'text',
      fixmedins_code: 'text',
      insutype: 'text',
      bearer: 'text',
      care: 'text',
      book_id: 'text',
      payable_fen: 'bigint',
      offset_fen: 'bigint',
    },
    items.map((item) => ({
      area: row.area,
      batch_id: row.batch_id,
      declaration_id: item.declarationId,
      fixmedins_code: item.fixmedinsCode,
      insutype: item.insutype,
      bearer: item.bearer,
      care: item.care,
      book_id: item.bookId ?? null,
      payable_fen: item.payable,
      offset_fen: item.offset,
    })),
  );
}

export async function findBatch(db: DbOrTx, area: string, batchId: string): Promise<PaymentBatch | undefined> {
  const row = await db
    .selectFrom('payment_batch')
    .selectAll()
    .where('area', '=', area)
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  return (
    row && {
      batchId: row.batch_id,
      period: row.period,
      state: row.state,
      payable: row.payable_fen,
      offset: row.offset_fen,
      paid: row.paid_fen,
      insurer: row.insurer_fen,
      madeBy: row.made_by,
      checkedBy: row.checked_by,
      paidOn: row.paid_on,
    }
  );
}

export async function readItems(db: DbOrTx, area: string, batchId: string): Promise<PaymentItem[]> {
  const rows = await db
    .selectFrom('payment_item')
    .selectAll()
    .where('area', '=', area)
    .where('batch_id', '=', batchId)
    .orderBy('fixmedins_code')
    .orderBy('declaration_id')
    .execute();
  return rows.map((row) => ({
    declarationId: row.declaration_id,
    fixmedinsCode: row.fixmedins_code,
    insutype: row.insutype,
    bearer: row.bearer,
    care: row.care,
    bookId: row.book_id ?? undefined,
    payable: row.payable_fen,
    offset: row.offset_fen,
  }));
}

/** Moves a submitted batch on; returns whether it was still waiting. */
export async function decideBatchRow(
  tx: Tx,
  area: string,
  batchId: string,
  change: Pick<BatchTable, 'state' | 'checked_by' | 'paid_on'>,
): Promise<boolean> {
  const result = await tx
    .updateTable('payment_batch')
    .set(change)
    .where('area', '=', area)
    .where('batch_id', '=', batchId)
    .where('state', '=', 'submitted')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
