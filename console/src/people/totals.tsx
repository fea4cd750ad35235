import type { ReactNode } from 'react';
import type { TotalView } from '../api/types.ts';
import { Amount } from '../money/amount.tsx';
import { formatCount } from '../money/format.ts';

/** A running total, its ceiling and what is left of it. No ceiling is said in words, because blank would be doubtful. */
export function totalText(total: TotalView): { title: string; value: ReactNode; limit: ReactNode; left: ReactNode } {
  if (total.kind === 'count') {
    return {
      title: `${total.title} (次)`,
      value: formatCount(total.value),
      limit: total.limit === null ? '不限' : formatCount(total.limit),
      left: total.limit === null ? '' : formatCount(Math.max(0, total.limit - total.value)),
    };
  }
  return {
    title: `${total.title} (元)`,
    value: <Amount fen={total.valueFen} unit="yuan" />,
    limit: total.limitFen === null ? '不限' : <Amount fen={total.limitFen} unit="yuan" />,
    left: total.limitFen === null ? '' : <Amount fen={Math.max(0, total.limitFen - total.valueFen)} unit="yuan" />,
  };
}
