/**
 * The one list of the console: filters in the address, chosen columns remembered, sorting and pages by the server,
 * totals of all matching rows in a sticky footer, export of all matching rows, print, cards on a phone.
 */
import { Drawer, Pagination, Table, type TableProps } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type Get, runGet, useGet } from '../api/endpoints.ts';
import type { PageOf } from '../api/types.ts';
import { useNarrow } from '../app/preferences.tsx';
import { readStored, writeStored } from '../app/storage.ts';
import { useSearchValues } from '../frame/link.tsx';
import { useUnitName } from '../money/amount.tsx';
import { formatCount } from '../money/format.ts';
import { Empty, Failed, Skeleton } from '../states/states.tsx';
import { Cards } from './cards.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { type Column, chooseColumns, columnTitle, isNumeric, renderCell, renderValue, type Sums } from './columns.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Filter, filtersInWords, initialValues } from './filters.ts';
import {
  DEFAULT_SIZE,
  filterPatch,
  lastPage,
  nextSort,
  PAGE_SIZES,
  readListQuery,
  sortDirection,
} from './list-query.ts';

export interface TablePage<Row> extends PageOf<Row> {
  readonly sums?: Sums;
}

interface QueryTableProps<Row> {
  /** Under which choices are remembered. */
  readonly id: string;
  /** Name of the rows: the export's title and the accessible name. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly filters?: readonly Filter[];
  readonly rowKey: (row: Row) => string;
  readonly request: (
    filters: Readonly<Record<string, string>>,
    list: { page: number; size: number; sort?: string },
  ) => Get<PageOf<Row>>;
  /** Order of the rows when none is chosen: `-settledAt`. */
  readonly initialSort?: string;
  /** Why the list may be empty, and what to do. */
  readonly empty: { readonly why: string; readonly todo?: ReactNode };
  /** Opens the row in a drawer over the list; the record's key is kept in the address. */
  readonly drawer?: { readonly title: string; readonly render: (key: string) => ReactNode };
  /** Counts in words: 笔, 人, 家. */
  readonly measure: string;
  readonly selectable?: boolean;
  /** A choice before the filters. */
  readonly lead?: ReactNode;
}

export function QueryTable<Row extends object>(props: QueryTableProps<Row>) {
  const { filters = [] } = props;
  const [search, change] = useSearchValues();
  const initial = useMemo(() => initialValues(filters), [filters]);
  const list = readListQuery(
    search,
    filters.map(({ key }) => key),
    initial,
  );
  const sort = list.sort ?? props.initialSort;
  const query = useGet(props.request(list.filters, { page: list.page, size: list.size, ...(sort ? { sort } : {}) }), {
    keep: true,
  });
  const [chosen, setChosen] = useState<readonly string[] | null>(() => readStored(`columns.${props.id}`, null));
  const columns = chooseColumns(props.columns, chosen);
  const data = query.data as TablePage<Row> | undefined;

  // Rows went, or the address was typed: show the last page there is instead of an empty one.
  useEffect(() => {
    if (data && !query.isPlaceholderData && data.total > 0 && list.page > lastPage(data.total, list.size)) {
      change({ page: String(lastPage(data.total, list.size)) }, { replace: true });
    }
  }, [data, query.isPlaceholderData, list.page, list.size, change]);

  return (
    <div className="query-table">
      {filters.length > 0 && (
        <FilterBar
          listId={props.id}
          filters={filters}
          values={list.filters}
          initial={initial}
          lead={props.lead}
          onChange={(values) => change(filterPatch(values, initial))}
        />
      )}
      <div className="table-tools no-print">
        <span role="status">{data ? `共 ${formatCount(data.total)} ${props.measure}` : ' '}</span>
        <span className="table-buttons">
          <ColumnChoice
            columns={props.columns}
            shown={columns.map(({ key }) => key)}
            onChange={(keys) => {
              setChosen(keys);
              writeStored(`columns.${props.id}`, keys ?? undefined);
            }}
          />
          <ExportButton
            name={props.name}
            scope={filtersInWords(filters, list.filters)}
            columns={columns}
            disabled={!data || data.total === 0}
            fetchPage={(page, size, signal) =>
              runGet(props.request(list.filters, { page, size, ...(sort ? { sort } : {}) }), signal)
            }
          />
        </span>
      </div>
      <p className="print-only">{`${props.name} · ${filtersInWords(filters, list.filters)}`}</p>
      {query.error && !data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !data ? (
        <Skeleton rows={10} columns={Math.min(8, columns.length)} />
      ) : data.rows.length === 0 ? (
        <Empty why={props.empty.why} todo={props.empty.todo} />
      ) : (
        <Rows
          {...props}
          columns={columns}
          data={data}
          stale={query.isPlaceholderData}
          sort={sort}
          open={search.open}
          onSort={(field) => change({ sort: nextSort(sort, field), page: undefined })}
          onOpen={(key) => change({ open: key })}
        />
      )}
      {data && data.total > Math.min(list.size, DEFAULT_SIZE) && (
        <Pagination
          className="no-print"
          current={list.page}
          pageSize={list.size}
          total={data.total}
          pageSizeOptions={[...PAGE_SIZES]}
          showSizeChanger
          showQuickJumper={data.total > list.size * 10}
          size="small"
          onChange={(page, size) => change({ page: size === list.size ? String(page) : undefined, size: String(size) })}
        />
      )}
      {props.drawer && (
        <Drawer
          title={props.drawer.title}
          open={search.open !== undefined}
          onClose={() => change({ open: undefined })}
          size={760}
          destroyOnHidden
        >
          {search.open !== undefined && props.drawer.render(search.open)}
        </Drawer>
      )}
    </div>
  );
}

interface RowsProps<Row> extends QueryTableProps<Row> {
  readonly data: TablePage<Row>;
  readonly stale: boolean;
  readonly sort: string | undefined;
  readonly open: string | undefined;
  readonly onSort: (field: string) => void;
  readonly onOpen: (key: string) => void;
}

function Rows<Row extends object>(props: RowsProps<Row>) {
  const narrow = useNarrow();
  const unitName = useUnitName();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const { columns, data } = props;
  // A new page or filter starts a new selection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what ends the selection
  useEffect(() => setSelected([]), [data.rows]);

  if (narrow)
    return (
      <Cards
        columns={columns}
        rows={data.rows}
        rowKey={props.rowKey}
        sums={data.sums}
        unitName={unitName}
        {...(props.drawer ? { onOpen: props.onOpen } : {})}
      />
    );

  const picked = selected.length > 0 ? data.rows.filter((row) => selected.includes(props.rowKey(row))) : [];
  const antColumns = columns.map((column) => ({
    key: column.key,
    title: columnTitle(column, unitName),
    align: isNumeric(column) ? ('right' as const) : ('left' as const),
    ...(column.width ? { width: column.width } : {}),
    ...(column.sort
      ? { sorter: true, sortOrder: sortDirection(props.sort, column.sort), showSorterTooltip: false }
      : {}),
    render: (_: unknown, row: Row) => renderCell(column, row),
  }));
  const selection: Partial<TableProps<Row>> = props.selectable
    ? {
        rowSelection: {
          selectedRowKeys: [...selected],
          onChange: (keys) => setSelected(keys.map(String)),
          columnWidth: 36,
          getTitleCheckboxProps: () => ({ 'aria-label': '选择本页全部' }),
          getCheckboxProps: (row) => ({ 'aria-label': `选择 ${props.rowKey(row)}` }),
        },
      }
    : {};
  return (
    <Table<Row>
      {...selection}
      className={props.stale ? 'stale' : ''}
      aria-label={props.name}
      aria-busy={props.stale}
      size="small"
      columns={antColumns}
      dataSource={[...data.rows]}
      rowKey={props.rowKey}
      pagination={false}
      sticky={{ offsetHeader: 48 }}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => (props.open === props.rowKey(row) ? 'open-row' : '')}
      onChange={(_pages, _filters, sorter, extra) => {
        if (extra.action !== 'sort' || Array.isArray(sorter)) return;
        const column = columns.find(({ key }) => key === sorter.columnKey);
        if (column?.sort) props.onSort(column.sort);
      }}
      {...(props.drawer
        ? {
            onRow: (row: Row) => ({
              className: 'clickable',
              onClick: (event: { defaultPrevented: boolean; target: EventTarget }) => {
                const inside = event.target instanceof Element && event.target.closest('a, button, input, label');
                if (!event.defaultPrevented && !inside) props.onOpen(props.rowKey(row));
              },
            }),
          }
        : {})}
      {...(data.sums || picked.length > 0
        ? {
            summary: () => (
              <Totals
                columns={columns}
                sums={data.sums}
                total={data.total}
                measure={props.measure}
                picked={picked}
                lead={props.selectable === true}
              />
            ),
          }
        : {})}
    />
  );
}

function Totals<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly sums: Sums | undefined;
  readonly total: number;
  readonly measure: string;
  readonly picked: readonly Row[];
  readonly lead: boolean;
}) {
  const pickedSum = (column: Column<Row>) => props.picked.reduce((sum, row) => sum + Number(column.value(row) ?? 0), 0);
  const offset = props.lead ? 1 : 0;
  return (
    <Table.Summary fixed="bottom">
      {props.picked.length > 0 && (
        <Table.Summary.Row className="totals picked">
          {props.lead && <Table.Summary.Cell index={0} />}
          {props.columns.map((column, index) => (
            <Table.Summary.Cell key={column.key} index={index + offset} align={isNumeric(column) ? 'right' : 'left'}>
              {index === 0
                ? `已选 ${props.picked.length} ${props.measure}`
                : column.sum
                  ? renderValue(column, pickedSum(column))
                  : null}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
      {props.sums && (
        <Table.Summary.Row className="totals">
          {props.lead && <Table.Summary.Cell index={0} />}
          {props.columns.map((column, index) => (
            <Table.Summary.Cell key={column.key} index={index + offset} align={isNumeric(column) ? 'right' : 'left'}>
              {index === 0 ? '合计' : column.sum ? renderValue(column, props.sums?.[column.sum] ?? null) : null}
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    </Table.Summary>
  );
}
