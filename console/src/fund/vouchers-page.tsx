import { reads } from '../api/endpoints.ts';
import type { VoucherRow } from '../api/types.ts';
import { firstOfYear, periodName, periodsDown } from '../app/periods.ts';
import { usePeriod, useSession } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import type { Column } from '../table/columns.tsx';
import type { Filter } from '../table/filters.ts';
import { QueryTable } from '../table/query-table.tsx';
import { BookChoice, useBookName, useBookRange } from './book-page.tsx';
import { voucherName } from './voucher-name.ts';

export function VouchersPage() {
  const { book } = useBookRange();
  const name = useBookName(book);
  const period = usePeriod();
  const { firstPeriod, currentPeriod } = useSession();
  const periods = periodsDown(firstPeriod, currentPeriod).map((value) => ({ value, label: periodName(value) }));
  const filters: Filter[] = [
    { kind: 'select', key: 'from', label: '起始月', options: periods, width: 120, initial: firstOfYear(period) },
    { kind: 'select', key: 'to', label: '截止月', options: periods, width: 120, initial: period },
    { kind: 'text', key: 'account', label: '科目编码', placeholder: '含下级，可用逗号分隔', width: 200 },
  ];
  const columns: Column<VoucherRow>[] = [
    {
      key: 'no',
      title: '凭证号',
      value: voucherName,
      render: (row) => <AppLink to={`/fund/${book}/vouchers/${row.voucherId}`}>{voucherName(row)}</AppLink>,
    },
    { key: 'on', title: '业务日期', value: (row) => row.effectiveOn, sort: 'effectiveOn' },
    { key: 'kind', title: '类别', value: (row) => row.kind.name },
    { key: 'summary', title: '摘要', value: (row) => row.summary },
    {
      key: 'source',
      title: '来源',
      value: (row) => row.source?.title ?? '',
      render: (row) =>
        row.source?.link ? <AppLink to={row.source.link}>{row.source.title}</AppLink> : (row.source?.title ?? ''),
    },
    { key: 'debit', title: '借方', kind: 'amount', value: (row) => row.debitFen, sum: 'debitFen' },
    { key: 'credit', title: '贷方', kind: 'amount', value: (row) => row.creditFen, sum: 'creditFen' },
  ];
  return (
    <Page title={`${name}记账凭证`}>
      <QueryTable<VoucherRow>
        key={book}
        id="vouchers"
        name={`${name}记账凭证`}
        measure="张"
        columns={columns}
        filters={filters}
        lead={<BookChoice page="vouchers" />}
        rowKey={(row) => row.voucherId}
        request={(values, list) => reads.vouchers(book, { ...values, ...list })}
        empty={{ why: '这段期间没有凭证。', todo: '可放宽期间，或核对科目编码。' }}
      />
    </Page>
  );
}
