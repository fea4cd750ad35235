/** A table whose rows are all here: a real table element, headers tied to cells, cards on a phone; leafed when long. */
import { Pagination } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNarrow } from '../app/preferences.tsx';
import { useUnitName } from '../money/amount.tsx';
import { Empty } from '../states/states.tsx';
import { Cards } from './cards.tsx';
import { type Column, columnTitle, isNumeric, renderCell, renderValue, type Sums } from './columns.tsx';
import { lastPage } from './list-query.ts';

interface PlainTableProps<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sums?: Sums;
  readonly empty: string;
  readonly emptyTodo?: ReactNode;
  /** Stays a table on a phone, scrolled sideways: for tables whose shape is the meaning. */
  readonly keepTable?: boolean;
  readonly rowClass?: (row: Row) => string;
}

/** Up to this many rows stand on one page; longer tables are leafed through. */
const LONG = 80;
const LEAF = 50;

export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const narrow = useNarrow();
  const unitName = useUnitName();
  const printing = usePrinting();
  const [chosenPage, setPage] = useState(1);
  if (props.rows.length === 0) return <Empty why={props.empty} todo={props.emptyTodo} />;
  const isLeafed = props.rows.length > LONG && !printing;
  const page = Math.min(chosenPage, lastPage(props.rows.length, LEAF));
  const rows = isLeafed ? props.rows.slice((page - 1) * LEAF, page * LEAF) : props.rows;
  const asCards = narrow && !props.keepTable && !printing;
  return (
    <>
      {asCards ? (
        <Cards columns={props.columns} rows={rows} rowKey={props.rowKey} sums={props.sums} unitName={unitName} />
      ) : (
        <Rows {...props} rows={rows} unitName={unitName} />
      )}
      {isLeafed && (
        <Pagination
          className="table-pages no-print"
          size="small"
          current={page}
          pageSize={LEAF}
          total={props.rows.length}
          showSizeChanger={false}
          showTotal={(total) => `共 ${total} 行`}
          onChange={setPage}
        />
      )}
    </>
  );
}

/** True while the page is being printed: paper takes all rows, and the table instead of the cards. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture when the handler returns: the page must be ready by then.
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

function Rows<Row>(props: PlainTableProps<Row> & { readonly unitName: string }) {
  const { columns, rows, unitName } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="table-scroll" aria-label={props.name} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={isNumeric(column) ? 'numeric' : ''}>
                {columnTitle(column, unitName)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.rowKey(row)} className={props.rowClass?.(row)}>
              {columns.map((column) => (
                <td key={column.key} className={isNumeric(column) ? 'numeric' : ''}>
                  {renderCell(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.sums && (
          <tfoot>
            <tr>
              {columns.map((column, index) => (
                <td key={column.key} className={isNumeric(column) ? 'numeric' : ''}>
                  {index === 0 ? '合计' : column.sum ? renderValue(column, props.sums?.[column.sum] ?? null) : null}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
