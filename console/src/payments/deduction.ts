/** Reading the deduction a reviewer types, and what the decision would come to. */
import { fen, formatYuan, parseYuan } from '../../../src/kernel/money.ts';

export interface DeductionDraft {
  readonly amount: string;
  readonly reason: string;
}

export type DeductionReading =
  | { readonly ok: true; readonly deductionFen: number; readonly approvedFen: number }
  | { readonly ok: false; readonly amountError?: string; readonly reasonError?: string };

/** `declaredFen`: what the provider declares. An empty amount is no deduction. */
export function readDeduction(draft: DeductionDraft, declaredFen: number): DeductionReading {
  const text = draft.amount.replaceAll(',', '').trim();
  if (text === '') return { ok: true, deductionFen: 0, approvedFen: declaredFen };
  const deduction = parseYuan(text);
  if (deduction === undefined)
    return { ok: false, amountError: `“${draft.amount.trim()}”不是金额，请填元，最多两位小数，如 1280.50。` };
  if (deduction < 0) return { ok: false, amountError: '扣减金额不能为负数；多扣的请退回后重新核定。' };
  if (deduction > declaredFen) {
    return { ok: false, amountError: `扣减不能超过申报金额 ${formatYuan(fen(declaredFen), { grouped: true })} 元。` };
  }
  if (deduction > 0 && draft.reason.trim().length < 4)
    return { ok: false, reasonError: '有扣减时请写明理由，至少 4 个字。' };
  return { ok: true, deductionFen: deduction, approvedFen: declaredFen - deduction };
}
