import type { VoucherLink } from '../api/types.ts';
import { AppLink } from '../frame/link.tsx';
import { Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';

/** The vouchers a payment posted, each a way into its book; nothing before there are any. In yuan, as vouchers are. */
export function VoucherLinks(props: { readonly vouchers: readonly VoucherLink[] }) {
  if (props.vouchers.length === 0) return null;
  return (
    <Section title="记账凭证">
      <ul className="link-list">
        {props.vouchers.map((voucher) => (
          <li key={voucher.voucherId}>
            <AppLink to={voucher.link}>
              {`${voucher.bookName} ${voucher.voucherNo === null ? voucher.voucherId : `第 ${voucher.voucherNo} 号`}`}
            </AppLink>
            <Amount fen={voucher.amountFen} unit="yuan" withUnit />
          </li>
        ))}
      </ul>
    </Section>
  );
}
