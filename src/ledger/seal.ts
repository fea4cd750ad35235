/**
 * Seals over a book's vouchers, and the proof of a book: every voucher balances and lies where it says, and every
 * sealed voucher is as it was when it was sealed.
 */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type DbOrTx, findSettledNumber, lockName, type Tx, transact } from '../database/index.ts';
import {
  type Anchor,
  type ChainFault,
  canonicalText,
  findAnchorFault,
  findChainFault,
  type Seal,
  sealRows,
} from '../kernel/hash-chain.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { defineErrors, type Failure, unwrap } from '../kernel/result.ts';

export const sealErrors = defineErrors('ledgerSeal', {
  unbalanced: {
    status: 409,
    message: '账簿 {book} 的凭证 {id} 借贷不平，相差 {difference} 元',
    remedy: '请保全数据库现场，与备份比对该凭证的分录，并报告会计主管',
  },
  misplaced: {
    status: 409,
    message: '账簿 {book} 的凭证 {id} 的分录与凭证的账簿或期间不一致',
    remedy: '请保全数据库现场，与备份比对该凭证的分录，并报告会计主管',
  },
  changed: {
    status: 409,
    message: '账簿 {book} 的凭证 {id} 与封存时的内容不同（第 {seq} 批封存）',
    remedy: '请保全数据库现场，与备份比对该凭证，并报告会计主管',
  },
  missing: {
    status: 409,
    message: '账簿 {book} 的凭证 {id} 缺失（第 {seq} 批封存时存在）',
    remedy: '请保全数据库现场，从备份查找该凭证，并报告会计主管',
  },
  added: {
    status: 409,
    message: '账簿 {book} 的凭证 {id} 是封存之后插入的（第 {seq} 批封存时不存在）',
    remedy: '请保全数据库现场，查明该凭证的来历，并报告会计主管',
  },
  digest: {
    status: 409,
    message: '账簿 {book} 第 {seq} 批封存的摘要与其凭证不符',
    remedy: '请保全数据库现场，与备份比对该批凭证与封存，并报告会计主管',
  },
  link: {
    status: 409,
    message: '账簿 {book} 第 {seq} 批封存与上一批不相衔接',
    remedy: '请保全数据库现场，与备份比对封存表，并报告会计主管',
  },
  gap: {
    status: 409,
    message: '账簿 {book} 缺少第 {seq} 批封存',
    remedy: '请保全数据库现场，与备份比对封存表，并报告会计主管',
  },
  anchor: {
    status: 409,
    message: '账簿 {book} 第 {seq} 批封存与库外留存的封存值不符',
    remedy: '请核对所填封存值；无误时说明整条链已被改写或截断，请保全现场并从备份恢复',
  },
});

export interface BookSealing {
  readonly seals: number;
  readonly vouchers: number;
  /** True when a transaction that had begun earlier is still running, so that nothing could be sealed this time. */
  readonly waiting: boolean;
}

export interface BookVerification {
  readonly bookId: string;
  readonly seals: number;
  /** Vouchers checked, sealed or not. */
  readonly vouchers: number;
  readonly unsealed: number;
  /** The newest seal: note it elsewhere, and hand it in at the next verification. */
  readonly newest?: Anchor | undefined;
  /** The first thing found wrong; absent when the book is proven. */
  readonly fault?: Failure | undefined;
}

/** Vouchers a seal; also how many are held in memory at a time. */
const BATCH = 5_000;
/** Not zero: a voucher slipped in under a number below the first must show too. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

function sm3(text: string): string {
  return hash('sm3', text);
}

/**
 * Seals every voucher of a book that is settled (no earlier number can still appear), without holding up a writer.
 * Refuses nothing; a book without vouchers gets no seal.
 */
export async function sealBook(
  db: Db,
  bookId: string,
  options: { readonly waitMs?: number } = {},
): Promise<BookSealing> {
  const settled = await findSettledNumber(db, 'voucher_id_seq', options.waitMs);
  if (settled === undefined) return { seals: 0, vouchers: 0, waiting: true };
  let seals = 0;
  let vouchers = 0;
  for (;;) {
    const sealed = await sealBatch(db, bookId, settled);
    if (sealed === 0) return { seals, vouchers, waiting: false };
    seals += 1;
    vouchers += sealed;
  }
}

async function sealBatch(db: Db, bookId: string, upTo: number): Promise<number> {
  const result = await transact(db, async (tx) => {
    await lockName(tx, `ledger-seal:${bookId}`);
    const last = await findSeal(tx, bookId, 'last');
    const rows = await readVouchers(tx, bookId, { after: last?.lastId ?? BEFORE_ALL, upTo, limit: BATCH });
    if (rows.length > 0) await insertSeal(tx, bookId, sealRows(sm3, chainOf(bookId), last, rows));
    return rows.length;
  });
  return unwrap(result);
}

function chainOf(bookId: string): string {
  return `ledger:${bookId}`;
}

/**
 * Proves a book, voucher by voucher, at one moment: balance and place of every voucher, and the chain of seals.
 * With `anchor` (a `newest` noted earlier) also shows a chain rewritten or cut off as a whole.
 */
export async function verifyBook(
  db: Db,
  bookId: string,
  options: { readonly anchor?: Anchor | undefined } = {},
): Promise<BookVerification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => verifyIn(tx, bookId, options.anchor));
}

async function verifyIn(db: DbOrTx, bookId: string, anchor: Anchor | undefined): Promise<BookVerification> {
  let previous: Seal | undefined;
  let vouchers = 0;
  let fault: Failure | undefined;
  let anchored: Anchor | undefined;
  for (;;) {
    const seal = await findSeal(db, bookId, 'next', previous?.seq ?? 0);
    if (!seal) break;
    const rows = await readVouchers(db, bookId, { after: previous?.lastId ?? BEFORE_ALL, upTo: seal.lastId });
    const broken = findChainFault(sm3, chainOf(bookId), previous, seal, rows);
    fault = broken ? describeFault(bookId, broken) : findVoucherFault(bookId, rows);
    if (fault) break;
    if (seal.seq === anchor?.seq) anchored = seal;
    vouchers += rows.length;
    previous = seal;
  }
  const broken = fault === undefined && anchor ? findAnchorFault(anchor, anchored) : undefined;
  if (broken) fault = describeFault(bookId, broken);
  const tail = await checkUnsealed(db, bookId, previous?.lastId ?? BEFORE_ALL);
  return {
    bookId,
    seals: previous?.seq ?? 0,
    vouchers: vouchers + tail.vouchers,
    unsealed: tail.vouchers,
    newest: previous && { seq: previous.seq, chained: previous.chained },
    fault: fault ?? tail.fault,
  };
}

async function checkUnsealed(
  db: DbOrTx,
  bookId: string,
  from: number,
): Promise<{ vouchers: number; fault: Failure | undefined }> {
  let after = from;
  let vouchers = 0;
  let fault: Failure | undefined;
  for (;;) {
    const rows = await readVouchers(db, bookId, { after, upTo: Number.MAX_SAFE_INTEGER, limit: BATCH });
    const last = rows.at(-1);
    if (!last) return { vouchers, fault };
    fault ??= findVoucherFault(bookId, rows);
    vouchers += rows.length;
    after = last.id;
  }
}

function findVoucherFault(bookId: string, rows: readonly VoucherRow[]): Failure | undefined {
  for (const row of rows) {
    const path = `voucher/${row.id}`;
    if (!row.inPlace) return sealErrors.misplaced({ book: bookId, id: row.id, path });
    if (row.difference !== 0 || row.lines < 2)
      return sealErrors.unbalanced({ book: bookId, id: row.id, difference: formatYuan(fen(row.difference)), path });
  }
  return undefined;
}

function describeFault(bookId: string, fault: ChainFault): Failure {
  return 'id' in fault
    ? sealErrors[fault.kind]({ book: bookId, seq: fault.seq, id: fault.id, path: `voucher/${fault.id}` })
    : sealErrors[fault.kind]({ book: bookId, seq: fault.seq, path: `ledger_seal/${bookId}/${fault.seq}` });
}

interface VoucherRow {
  readonly id: number;
  readonly text: string;
  readonly difference: number;
  readonly lines: number;
  /** Every line lies in the voucher's own book and month. */
  readonly inPlace: boolean;
}

type PostingFields = readonly [
  line: number,
  bookId: string,
  period: string,
  account: string,
  amount: number,
  ...rest: (string | null)[],
];

async function readVouchers(
  db: DbOrTx,
  bookId: string,
  range: { readonly after: number; readonly upTo: number; readonly limit?: number },
): Promise<VoucherRow[]> {
  const found = await sql<{ fields: [number, string, ...(string | number | null)[]]; postings: PostingFields[] }>`
    select
      json_build_array(v.voucher_id, v.period, v.owner, v.book_id, v.voucher_no, v.effective_on,
        to_char(v.recorded_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), v.kind, v.summary, v.source_kind,
        v.source_id, v.idempotency_key, v.reverses, v.made_by, v.checked_by) as fields,
      coalesce((
        select json_agg(json_build_array(p.line, p.book_id, p.period, p.account, p.amount_fen, p.fixmedins_code,
          p.insutype, p.bearer, p.care) order by p.line)
        from posting p where p.owner = v.owner and p.voucher_id = v.voucher_id), '[]'::json) as postings
    from voucher v
    where v.book_id = ${bookId} and v.voucher_id > ${range.after} and v.voucher_id <= ${range.upTo}
    order by v.voucher_id limit ${range.limit ?? null}::bigint`.execute(db);
  return found.rows.map(({ fields, postings }) => ({
    id: fields[0],
    text: canonicalText([...fields, ...postings]),
    difference: postings.reduce((sum, posting) => sum + posting[4], 0),
    lines: postings.length,
    inPlace: postings.every((posting) => posting[1] === bookId && posting[2] === fields[1]),
  }));
}

const SEAL_FIELDS = sql.raw(
  'seq, first_voucher_id as "firstId", last_voucher_id as "lastId", vouchers as "count", digest, chained, leaves',
);

/** The last seal of a book, or the one with the lowest number above `after`. */
async function findSeal(db: DbOrTx, bookId: string, which: 'last' | 'next', after = 0): Promise<Seal | undefined> {
  const order = sql.raw(which === 'last' ? 'desc' : 'asc');
  const found = await sql<Seal>`
    select ${SEAL_FIELDS} from ledger_seal
    where book_id = ${bookId} and seq > ${after} order by seq ${order} limit 1`.execute(db);
  return found.rows[0];
}

async function insertSeal(tx: Tx, bookId: string, seal: Seal): Promise<void> {
  await sql`
    insert into ledger_seal (book_id, seq, first_voucher_id, last_voucher_id, vouchers, digest, chained, leaves)
    values (${bookId}, ${seal.seq}, ${seal.firstId}, ${seal.lastId}, ${seal.count}, ${seal.digest}, ${seal.chained},
      ${seal.leaves})`.execute(tx);
}
