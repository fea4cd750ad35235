/** SQL of the fund books beyond what the ledger reads. */
import { sql } from 'kysely';
import type { Bearer } from '../benefits/index.ts';
import type { DbOrTx } from '../database/index.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import type { FundMonth } from './model.ts';

export async function readMonthlyFlows(
  db: DbOrTx,
  bookId: string,
  year: number,
  withoutKind: string,
): Promise<Map<string, FundMonth>> {
  const result = await sql<{ period: Period; income: Fen; expenditure: Fen }>`
    select p.period,
      coalesce(-sum(p.amount_fen) filter (where a.element = 'income'), 0)::bigint as income,
      coalesce(sum(p.amount_fen) filter (where a.element = 'expense'), 0)::bigint as expenditure
    from posting p
    join account a on a.book_id = p.book_id and a.code = p.account
    join voucher v on v.owner = p.owner and v.voucher_id = p.voucher_id
    where p.book_id = ${bookId} and p.period between ${`${year}-01`} and ${`${year}-12`} and v.kind <> ${withoutKind}
    group by p.period`.execute(db);
  return new Map(result.rows.map((row) => [row.period, row]));
}

export async function readPaidByDimension(
  db: DbOrTx,
  bookId: string,
  account: string,
  upTo: Period,
): Promise<{ insutype: string; bearer: Bearer; amount: Fen }[]> {
  const result = await sql<{ insutype: string; bearer: Bearer; amount: Fen }>`
    select insutype, bearer, sum(amount_fen)::bigint as amount from posting
    where book_id = ${bookId} and account = ${account} and period <= ${upTo}
    group by insutype, bearer`.execute(db);
  return result.rows;
}

/** Signed balance (debit positive) of an account up to the end of a month. */
export async function readAccountBalance(db: DbOrTx, bookId: string, account: string, upTo: Period): Promise<Fen> {
  const result = await sql<{ balance: Fen }>`
    select coalesce(sum(amount_fen), 0)::bigint as balance from posting
    where book_id = ${bookId} and account = ${account} and period <= ${upTo}`.execute(db);
  return result.rows[0]?.balance ?? (0 as Fen);
}

export async function countWaitingBatches(db: DbOrTx, area: string, month: Period): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*) as count from payment_batch
    where area = ${area} and period <= ${month} and state = 'submitted'`.execute(db);
  return result.rows[0]?.count ?? 0;
}
