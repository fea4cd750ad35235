/**
 * The vouchers of a recomputation: its entries in the sub-ledger and, once paid, those of the funds' books. The amount
 * is what a fund spent (below zero: took back), or what moved in the sub-ledger.
 */
import { sql } from 'kysely';
import type { DbOrTx } from '../database/index.ts';

export async function listVouchers(db: DbOrTx, recomputationId: string) {
  const found = await sql<{
    bookId: string;
    bookName: string;
    voucherId: number;
    voucherNo: number | null;
    summary: string;
    amountFen: number;
  }>`
    select v.book_id as "bookId", b.name as "bookName", v.voucher_id as "voucherId", v.voucher_no as "voucherNo",
      v.summary,
      (select coalesce(sum(p.amount_fen) filter (where case when b.kind = 'fund' then a.element = 'expense'
          else p.amount_fen > 0 end), 0)::bigint
        from posting p join account a on a.book_id = p.book_id and a.code = p.account
        where p.owner = v.owner and p.voucher_id = v.voucher_id) as "amountFen"
    from voucher v join book b on b.book_id = v.book_id
    where v.source_kind = 'recomputation' and v.source_id = ${recomputationId} order by v.voucher_id`.execute(db);
  return found.rows.map((row) => ({
    ...row,
    voucherId: String(row.voucherId),
    link: `/fund/${row.bookId}/vouchers/${row.voucherId}`,
  }));
}
