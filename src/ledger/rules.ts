/** Rules of double entry. Pure. */
import { type Fen, fen, formatYuan, negateFen, sumFen } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { ledgerErrors } from './errors.ts';
import type { Entry, Posting } from './model.ts';

/** A voucher has at least two lines, none of them zero, and debits equal credits (会计法: 有借必有贷，借贷必相等). */
export function checkBalanced(postings: readonly Posting[]): Result<readonly Posting[]> {
  if (postings.length < 2) return failed(ledgerErrors.emptyEntry());
  const zero = postings.find((posting) => posting.amount === 0);
  if (zero) return failed(ledgerErrors.zeroPosting({ account: zero.account }));
  const debit = sumFen(postings.map((posting) => posting.amount).filter((amount) => amount > 0));
  const credit = negateFen(sumFen(postings.map((posting) => posting.amount).filter((amount) => amount < 0)));
  if (debit !== credit)
    return failed(ledgerErrors.unbalanced({ debit: formatYuan(debit), credit: formatYuan(credit) }));
  return ok(postings);
}

/** The counter-entry: the same lines with the signs turned; nothing is recomputed. */
export function reverseEntry(
  original: Pick<Entry, 'owner' | 'sourceKind' | 'sourceId' | 'summary' | 'postings'>,
  change: Pick<Entry, 'effectiveOn' | 'idempotencyKey' | 'reverses' | 'madeBy' | 'checkedBy'>,
): Entry {
  return {
    ...original,
    ...change,
    kind: 'reversal',
    summary: `冲销：${original.summary}`,
    postings: original.postings.map((posting) => ({ ...posting, amount: negateFen(posting.amount) })),
  };
}

/** Drops zero lines and joins lines of one account and the same dimensions: what is posted is what moves. */
export function condensePostings(postings: readonly Posting[]): Posting[] {
  const joined = new Map<string, Posting>();
  for (const posting of postings) {
    const key = [posting.account, posting.fixmedinsCode, posting.insutype, posting.bearer, posting.care].join('|');
    const before = joined.get(key);
    joined.set(key, before ? { ...before, amount: fen(before.amount + posting.amount) } : posting);
  }
  return [...joined.values()].filter((posting) => posting.amount !== 0);
}

/** A balance as an accountant reads it: assets and expenses on the debit side, the rest on the credit side. */
export function naturalBalance(element: string, signed: Fen): Fen {
  return element === 'asset' || element === 'expense' ? signed : negateFen(signed);
}
