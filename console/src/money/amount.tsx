import { usePreferences } from '../app/preferences.tsx';
import { formatAmount, formatCount, UNIT_NAMES, type Unit } from './format.ts';

interface AmountProps {
  /** Signed fen; null is shown blank. */
  readonly fen: number | null | undefined;
  /** Fixed unit, for slips and vouchers, which are always in yuan. */
  readonly unit?: Unit;
  /** Writes the unit after the figure, where no header carries it. */
  readonly withUnit?: boolean;
}

/** An amount: tabular numerals, thousands separators, two decimals; negative in red with a minus. */
export function Amount(props: AmountProps) {
  const chosen = usePreferences().unit;
  const unit = props.unit ?? chosen;
  const text = formatAmount(props.fen, unit);
  const negative = text.startsWith('−');
  return (
    <span className={negative ? 'amount negative' : 'amount'}>
      {text}
      {props.withUnit && text !== '' && <span className="unit"> {UNIT_NAMES[unit]}</span>}
    </span>
  );
}

export function Count(props: { readonly value: number | null | undefined }) {
  return <span className="amount">{formatCount(props.value)}</span>;
}

/** Name of the unit in force, for headers: 金额（万元）. */
export function useUnitName(): string {
  return UNIT_NAMES[usePreferences().unit];
}
