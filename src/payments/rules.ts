/** Rules of paying providers. Pure. */
import { fundBookId, fundOf } from '../fund/index.ts';
import { allocateFen, type Fen, fen, minFen, subtractFen, ZERO_FEN } from '../kernel/money.ts';
import type { Declaration, DeclaredAmount, OpenAdvance, PaymentItem } from './model.ts';

/** Splits a deduction over the pool's amounts of a declaration by their size, to the fen. */
export function spreadDeduction(amounts: readonly DeclaredAmount[], deduction: Fen): DeclaredAmount[] {
  const pool = amounts.filter((amount) => amount.bearer === 'pool' && amount.declared > 0);
  const parts = allocateFen(
    deduction,
    pool.map((amount) => amount.declared),
  );
  return pool.map((amount, index) => ({ ...amount, deducted: parts[index] ?? ZERO_FEN }));
}

/** What the pool is asked for: the most that review can take off. */
export function poolDeclared(amounts: readonly DeclaredAmount[]): Fen {
  return fen(
    amounts.filter((amount) => amount.bearer === 'pool').reduce((sum, amount) => sum + Math.max(0, amount.declared), 0),
  );
}

/**
 * The items of a batch: each declared amount less its deduction, owed by the fund of its bearer, with the provider's
 * open advances of that fund taken off, oldest first. Returns the items and what each advance gave.
 */
export function planPayment(
  area: string,
  declarations: readonly (Declaration & { readonly amounts: readonly DeclaredAmount[] })[],
  advances: readonly OpenAdvance[],
): { readonly items: PaymentItem[]; readonly used: Map<string, Fen> } {
  const left = new Map(advances.map((advance) => [advance.advanceId, advance.left]));
  const used = new Map<string, Fen>();
  const items = declarations.flatMap((declaration) =>
    declaration.amounts.map((amount): PaymentItem => {
      const fund = fundOf(declaration.insutype, amount.bearer);
      const bookId = fund && fundBookId(area, fund);
      const payable = subtractFen(amount.declared, amount.deducted);
      let offset = ZERO_FEN;
      for (const advance of advances) {
        if (advance.bookId !== bookId || advance.fixmedinsCode !== declaration.fixmedinsCode) continue;
        const available = left.get(advance.advanceId) ?? ZERO_FEN;
        const take = minFen(available, subtractFen(payable, offset));
        if (take <= 0) continue;
        offset = fen(offset + take);
        left.set(advance.advanceId, subtractFen(available, take));
        used.set(advance.advanceId, fen((used.get(advance.advanceId) ?? 0) + take));
      }
      return {
        declarationId: declaration.declarationId,
        fixmedinsCode: declaration.fixmedinsCode,
        insutype: declaration.insutype,
        bearer: amount.bearer,
        care: amount.care,
        bookId,
        payable,
        offset,
      };
    }),
  );
  return { items: items.filter((item) => item.payable !== 0), used };
}

export interface BatchSums {
  readonly payable: Fen;
  readonly offset: Fen;
  readonly paid: Fen;
  readonly insurer: Fen;
}

/** Payable by the funds, taken off against advances, paid by the bank, and what the insurer pays itself. */
export function sumItems(items: readonly PaymentItem[]): BatchSums {
  let payable = 0;
  let offset = 0;
  let insurer = 0;
  for (const item of items) {
    if (item.bookId === undefined) insurer += item.payable;
    else {
      payable += item.payable;
      offset += item.offset;
    }
  }
  return { payable: fen(payable), offset: fen(offset), paid: fen(payable - offset), insurer: fen(insurer) };
}
