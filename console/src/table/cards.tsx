import { Button } from 'antd';
import { type Column, columnTitle, isNumeric, renderCell, renderValue, type Sums } from './columns.tsx';

interface CardsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sums: Sums | undefined;
  readonly unitName: string;
  readonly onOpen?: (key: string) => void;
}

/** The rows of a table on a phone: the first column heads the card, the others follow by name; empty words are left out. */
export function Cards<Row>(props: CardsProps<Row>) {
  const [first, ...rest] = props.columns;
  if (!first) return null;
  const summed = props.columns.filter((column) => column.sum !== undefined);
  return (
    <>
      <ul className="cards">
        {props.rows.map((row) => (
          <li key={props.rowKey(row)}>
            <div className="card-head">
              <span>{renderCell(first, row)}</span>
              {props.onOpen && (
                <Button type="link" size="small" onClick={() => props.onOpen?.(props.rowKey(row))}>
                  展开
                </Button>
              )}
            </div>
            <dl>
              {rest
                .filter((column) => isNumeric(column) || column.render !== undefined || column.value(row) !== '')
                .map((column) => (
                  <div key={column.key} className={isNumeric(column) ? 'numeric' : ''}>
                    <dt>{columnTitle(column, props.unitName)}</dt>
                    <dd>{renderCell(column, row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
      {props.sums && summed.length > 0 && (
        <dl className="card-totals">
          {summed.map((column) => (
            <div key={column.key} className="numeric">
              <dt>合计 {columnTitle(column, props.unitName)}</dt>
              <dd>{renderValue(column, props.sums?.[column.sum ?? ''] ?? null)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
