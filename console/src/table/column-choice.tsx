import { Button, Checkbox, Popover } from 'antd';
import type { Column } from './columns.tsx';

interface ColumnChoiceProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly string[];
  /** null: back to the standard columns. */
  readonly onChange: (keys: readonly string[] | null) => void;
}

/** Which columns are shown; remembered by the table. The last one cannot be taken away. */
export function ColumnChoice<Row>(props: ColumnChoiceProps<Row>) {
  const { columns, shown } = props;
  const panel = () => (
    <fieldset className="popup popup-columns" aria-label="显示的列">
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          disabled={shown.length === 1 && shown.includes(column.key)}
          onChange={(event) =>
            props.onChange(
              columns
                .map(({ key }) => key)
                .filter((key) => (key === column.key ? event.target.checked : shown.includes(key))),
            )
          }
        >
          {column.title}
        </Checkbox>
      ))}
      <Button type="link" size="small" onClick={() => props.onChange(null)}>
        恢复标准列
      </Button>
    </fieldset>
  );
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={panel}>
      <Button type="text" size="small">
        选择列
      </Button>
    </Popover>
  );
}
