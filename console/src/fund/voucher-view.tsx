/** A voucher as accountants know it: summary, accounts, debit and credit, who made and checked it, where it came from. */
import type { PostingView, VoucherDetail } from '../api/types.ts';
import { AppLink } from '../frame/link.tsx';
import { Facts } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { voucherName } from './voucher-name.ts';

export function VoucherView(props: { readonly voucher: VoucherDetail }) {
  const { voucher } = props;
  const link = (id: string, text: string) => <AppLink to={`/fund/${voucher.book.code}/vouchers/${id}`}>{text}</AppLink>;
  return (
    <>
      {voucher.reversedBy !== null && (
        <p className="notice notice-wrong">本凭证已红字冲销，见{link(voucher.reversedBy, '冲销凭证')}。</p>
      )}
      {voucher.reverses !== null && (
        <p className="notice notice-wrong">本凭证红字冲销{link(voucher.reverses, '原凭证')}。</p>
      )}
      <Facts
        items={[
          ['账套', voucher.book.name],
          ['凭证', voucherName(voucher)],
          ['业务日期', voucher.effectiveOn],
          ['类别', voucher.kind.name],
          ['摘要', voucher.summary],
          [
            '来源',
            voucher.source?.link ? (
              <AppLink key="source" to={voucher.source.link}>
                {voucher.source.title}
              </AppLink>
            ) : (
              (voucher.source?.title ?? '手工录入')
            ),
          ],
          ['制单', voucher.madeBy],
          ['审核', voucher.checkedBy ?? ''],
          ['记账时间', voucher.recordedAt],
        ]}
      />
      <PostingsTable postings={voucher.postings} name="分录" />
    </>
  );
}

/** Debit and credit beside each other; the two columns must be equal. */
export function PostingsTable(props: { readonly postings: readonly PostingView[]; readonly name: string }) {
  const { postings } = props;
  const named = (
    key: string,
    title: string,
    value: (posting: PostingView) => string | undefined,
  ): Column<PostingView> => ({
    key,
    title,
    value: (posting) => value(posting) ?? '',
  });
  const dimensions = [
    named('provider', '医药机构', (posting) => posting.provider?.name),
    named('insutype', '险种', (posting) => posting.insutype?.name),
    named('bearer', '支付方', (posting) => posting.bearer?.name),
    named('care', '类别', (posting) => posting.care?.name),
  ].filter((column) => postings.some((posting) => column.value(posting) !== ''));
  const debitFen = postings.reduce((sum, posting) => sum + (posting.debitFen ?? 0), 0);
  const creditFen = postings.reduce((sum, posting) => sum + (posting.creditFen ?? 0), 0);
  return (
    <>
      <PlainTable
        name={props.name}
        rows={postings}
        rowKey={(posting) => String(posting.line)}
        columns={[
          { key: 'account', title: '科目', value: (posting) => `${posting.account.code} ${posting.account.name}` },
          ...dimensions,
          {
            key: 'debit',
            title: '借方',
            kind: 'amount',
            unit: 'yuan',
            value: (posting) => posting.debitFen,
            sum: 'debitFen',
          },
          {
            key: 'credit',
            title: '贷方',
            kind: 'amount',
            unit: 'yuan',
            value: (posting) => posting.creditFen,
            sum: 'creditFen',
          },
        ]}
        sums={{ debitFen, creditFen }}
        empty="没有分录。"
      />
      {debitFen !== creditFen && <p className="wrong">借贷不平，请立即联系基金财务主管。</p>}
    </>
  );
}
