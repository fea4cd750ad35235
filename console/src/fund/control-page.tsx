import { reads, useGet } from '../api/endpoints.ts';
import type { ControlRow } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { usePeriod } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';

const COLUMNS: readonly Column<ControlRow>[] = [
  { key: 'name', title: '核对项目', value: (row) => row.name },
  { key: 'book', title: '账套', value: (row) => row.book.name },
  { key: 'account', title: '统驭科目', value: (row) => `${row.account.code} ${row.account.name}` },
  {
    key: 'sub',
    title: '明细账',
    kind: 'amount',
    value: (row) => row.subLedgerFen,
    render: (row) => (
      <AppLink to={row.subLedgerLink}>
        <Amount fen={row.subLedgerFen} />
      </AppLink>
    ),
  },
  {
    key: 'bookAmount',
    title: '基金账',
    kind: 'amount',
    value: (row) => row.bookFen,
    render: (row) => (
      <AppLink to={row.bookLink}>
        <Amount fen={row.bookFen} />
      </AppLink>
    ),
  },
  { key: 'difference', title: '差额', kind: 'amount', value: (row) => row.differenceFen },
  {
    key: 'result',
    title: '结果',
    value: (row) => (row.differenceFen === 0 ? '相符' : '不符'),
    render: (row) =>
      row.differenceFen === 0 ? <span className="done">相符</span> : <span className="wrong">不符</span>,
  },
  { key: 'note', title: '说明', value: (row) => row.note },
];

/** Control accounts: the sub-ledger against the fund's books. */
export function ControlPage() {
  const period = usePeriod();
  const control = useGet(reads.control(period));
  return (
    <Page title="账账核对" scope={`截至${periodName(period)}末`}>
      <Loaded query={control}>
        {(data) => {
          const wrong = data.rows.filter((row) => row.differenceFen !== 0).length;
          return (
            <>
              <p className={wrong === 0 ? 'done' : 'wrong'}>
                {wrong === 0
                  ? `${data.rows.length} 项全部相符。`
                  : `${data.rows.length} 项中有 ${wrong} 项不符，请从差额追到凭证。`}
              </p>
              <PlainTable
                name="账账核对"
                rows={data.rows}
                rowKey={(row) => row.key}
                columns={COLUMNS}
                empty="本期没有需要核对的科目。"
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
