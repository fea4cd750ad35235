/** The vouchers behind a cell of the statement, and a voucher among them, in a drawer; the address keeps the place. */
import { Button, Drawer, Pagination } from 'antd';
import { useMemo, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { StatementResponse, VoucherRow } from '../api/types.ts';
import { periodRangeName } from '../app/periods.ts';
import { AppLink, PageTitleContext, useSearchValues } from '../frame/link.tsx';
import { Amount } from '../money/amount.tsx';
import { formatCount } from '../money/format.ts';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { type CellQuery, signedSum } from './statement-model.ts';
import { voucherName } from './voucher-name.ts';
import { VoucherView } from './voucher-view.tsx';

interface VoucherDrawerProps {
  readonly statement: StatementResponse;
  readonly cell: CellQuery | undefined;
}

const PAGE = 50;

export function VoucherDrawer(props: VoucherDrawerProps) {
  const { statement, cell } = props;
  const [search, change] = useSearchValues();
  const close = () => change({ cell: undefined, voucher: undefined });
  const place = cell ? `${cell.line.label.trim()} ${periodRangeName(cell.from, cell.to)}` : '';
  // A link out of the drawer names the whole way in the trail: statement, line, voucher.
  const holder = useMemo(() => ({ title: `${statement.book.name}收支表：${place}` }), [statement.book.name, place]);
  return (
    <Drawer
      title={
        <ol className="drawer-trail">
          <li>
            <Button type="link" size="small" onClick={close}>
              {statement.book.name}收支表
            </Button>
          </li>
          <li>
            {search.voucher === undefined ? (
              place
            ) : (
              <Button type="link" size="small" onClick={() => change({ voucher: undefined })}>
                {place}
              </Button>
            )}
          </li>
          {search.voucher !== undefined && <li>凭证</li>}
        </ol>
      }
      open={cell !== undefined}
      onClose={close}
      size={820}
      destroyOnHidden
    >
      <PageTitleContext value={holder}>
        {cell &&
          (search.voucher === undefined ? (
            <VoucherList book={statement.book.code} cell={cell} key={`${cell.line.key}-${cell.kind}`} />
          ) : (
            <OneVoucher book={statement.book.code} voucherId={search.voucher} />
          ))}
      </PageTitleContext>
    </Drawer>
  );
}

function VoucherList(props: { readonly book: string; readonly cell: CellQuery }) {
  const { book, cell } = props;
  const [, change] = useSearchValues();
  const [page, setPage] = useState(1);
  const vouchers = useGet(
    reads.vouchers(book, { account: cell.account, from: cell.from, to: cell.to, page, size: PAGE }),
    { keep: true },
  );
  const columns: Column<VoucherRow>[] = [
    {
      key: 'no',
      title: '凭证号',
      value: voucherName,
      render: (row) => (
        <Button type="link" className="cell-button" onClick={() => change({ voucher: row.voucherId })}>
          {voucherName(row)}
        </Button>
      ),
    },
    { key: 'on', title: '日期', value: (row) => row.effectiveOn },
    { key: 'summary', title: '摘要', value: (row) => row.summary },
    {
      key: 'source',
      title: '来源',
      value: (row) => row.source?.title ?? '',
      render: (row) =>
        row.source?.link ? <AppLink to={row.source.link}>{row.source.title}</AppLink> : (row.source?.title ?? ''),
    },
    { key: 'amount', title: '计入本格', kind: 'amount', value: (row) => signedSum(cell.line.side, row), sum: 'signed' },
  ];
  return (
    <Loaded query={vouchers}>
      {(data) => {
        const sum = signedSum(cell.line.side, data.sums);
        return (
          <>
            <p>
              表内金额 <Amount fen={cell.amountFen} withUnit />
              ，由 {formatCount(data.total)} 张凭证构成
              {sum === cell.amountFen ? (
                <span className="done">，合计相符。</span>
              ) : (
                <span className="wrong">
                  ，凭证合计 <Amount fen={sum} withUnit />
                  ，与表内不符，差 <Amount fen={sum - cell.amountFen} withUnit />。
                </span>
              )}
            </p>
            <p className="muted">
              科目：{data.accounts.map((account) => `${account.code} ${account.name}`).join('、')}
            </p>
            <PlainTable
              name="凭证"
              rows={data.rows}
              rowKey={(row) => row.voucherId}
              columns={columns}
              sums={{ signed: sum }}
              empty="没有凭证。"
            />
            {data.total > PAGE && (
              <Pagination
                current={page}
                pageSize={PAGE}
                total={data.total}
                size="small"
                showSizeChanger={false}
                onChange={setPage}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function OneVoucher(props: { readonly book: string; readonly voucherId: string }) {
  const voucher = useGet(reads.voucher(props.book, props.voucherId));
  return (
    <Loaded query={voucher}>
      {(data) => (
        <>
          <VoucherView voucher={data} />
          <p>
            <AppLink to={`/fund/${props.book}/vouchers/${props.voucherId}`}>打开凭证页（可打印）</AppLink>
          </p>
        </>
      )}
    </Loaded>
  );
}
