import { Button } from 'antd';
import { reads, useGet } from '../api/endpoints.ts';
import type { TrialBalanceResponse, TrialBalanceRowView } from '../api/types.ts';
import { periodRangeName } from '../app/periods.ts';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { BookRange, useBookName, useBookRange } from './book-page.tsx';

export function TrialBalancePage() {
  const { book, from, to } = useBookRange();
  const name = useBookName(book);
  const balance = useGet(reads.trialBalance(book, from, to), { keep: true });
  return (
    <Page
      title={`${name}科目余额`}
      scope={periodRangeName(from, to)}
      actions={<Button onClick={() => window.print()}>打印</Button>}
    >
      <BookRange page="trial-balance" />
      <Loaded query={balance}>{(data) => <TrialBalance balance={data} />}</Loaded>
    </Page>
  );
}

function TrialBalance(props: { readonly balance: TrialBalanceResponse }) {
  const { balance } = props;
  const side = (amountFen: number) => (amountFen === 0 ? '平' : amountFen > 0 ? '借' : '贷');
  const columns: Column<TrialBalanceRowView>[] = [
    {
      key: 'account',
      title: '科目',
      value: (row) => `${row.code} ${row.name}`,
      render: (row) => (
        <span style={{ paddingInlineStart: row.level * 16 }}>
          <AppLink
            to={`/fund/${balance.book.code}/vouchers?account=${row.code}&from=${balance.from}&to=${balance.to}`}
          >{`${row.code} ${row.name}`}</AppLink>
        </span>
      ),
    },
    { key: 'element', title: '要素', value: (row) => row.element.name },
    { key: 'openingSide', title: '方向', value: (row) => side(row.openingFen) },
    { key: 'opening', title: '期初余额', kind: 'amount', value: (row) => Math.abs(row.openingFen) },
    { key: 'debit', title: '本期借方', kind: 'amount', value: (row) => row.debitFen, sum: 'debitFen' },
    { key: 'credit', title: '本期贷方', kind: 'amount', value: (row) => row.creditFen, sum: 'creditFen' },
    { key: 'closingSide', title: '方向', value: (row) => side(row.closingFen) },
    { key: 'closing', title: '期末余额', kind: 'amount', value: (row) => Math.abs(row.closingFen) },
  ];
  const { debitFen, creditFen } = balance.sums;
  return (
    <>
      <PlainTable
        name="科目余额"
        rows={balance.rows}
        rowKey={(row) => row.code}
        columns={columns}
        sums={balance.sums}
        keepTable
        empty="这段期间没有发生额，也没有余额。"
      />
      <p className={debitFen === creditFen ? 'done' : 'wrong'}>
        {debitFen === creditFen ? (
          '借贷方发生额相等。'
        ) : (
          <>
            借贷方发生额不等，差 <Amount fen={debitFen - creditFen} withUnit />
            ，请立即联系基金财务主管。
          </>
        )}
      </p>
    </>
  );
}
