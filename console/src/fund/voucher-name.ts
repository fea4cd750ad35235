import { periodName } from '../app/periods.ts';

/** "2021年3月 记 12 号"; an unnumbered entry of the sub-ledger goes by its id. */
export function voucherName(voucher: {
  readonly voucherId: string;
  readonly voucherNo: number | null;
  readonly period: string;
}): string {
  return voucher.voucherNo === null
    ? `分录 ${voucher.voucherId}`
    : `${periodName(voucher.period)} 记 ${voucher.voucherNo} 号`;
}
