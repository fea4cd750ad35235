import { Button, Input, Popover, Select } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { readDateText } from '../app/periods.ts';
import { readStored, writeStored } from '../app/storage.ts';
import { ProviderSelect } from '../providers/provider-select.tsx';
import type { Filter } from './filters.ts';

interface FilterBarProps {
  readonly listId: string;
  readonly filters: readonly Filter[];
  readonly values: Readonly<Record<string, string>>;
  /** Values that apply when nothing was chosen. */
  readonly initial: Readonly<Record<string, string>>;
  /** A choice that stands before the filters: the book of a list of vouchers. */
  readonly lead?: ReactNode;
  readonly onChange: (values: Readonly<Record<string, string | undefined>>) => void;
}

/** Filters shown before the rest is folded away. */
const SHOWN = 4;

/** The query form: text on Enter or on leaving the field, choices at once. More than four are folded. */
export function FilterBar(props: FilterBarProps) {
  const { filters, values } = props;
  const hiddenInUse = filters.slice(SHOWN).some((filter) => values[filter.key] !== undefined);
  const [open, setOpen] = useState(hiddenInUse);
  const shown = open ? filters : filters.slice(0, SHOWN);
  const inUse = isInUse(props);
  return (
    <search className="filters no-print">
      {props.lead}
      {shown.map((filter) => (
        <FilterField
          key={filter.key}
          filter={filter}
          value={values[filter.key]}
          onChange={(value) => props.onChange({ [filter.key]: value })}
        />
      ))}
      <div className="filter-buttons">
        {filters.length > SHOWN && (
          <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? '收起条件' : '更多条件'}
          </Button>
        )}
        {inUse && (
          <Button
            type="text"
            onClick={() =>
              props.onChange(Object.fromEntries(filters.map((filter) => [filter.key, props.initial[filter.key]])))
            }
          >
            重置条件
          </Button>
        )}
        <SavedFilters {...props} />
      </div>
    </search>
  );
}

function isInUse(props: FilterBarProps): boolean {
  return props.filters.some(({ key }) => props.values[key] !== props.initial[key]);
}

function FilterField(props: {
  readonly filter: Filter;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { filter, value, onChange } = props;
  const id = useId();
  const style = { width: filter.width ?? 176 };
  return (
    <div className="filter">
      <label htmlFor={id}>{filter.label}</label>
      {filter.kind === 'text' && (
        <TextFilter id={id} value={value} placeholder={filter.placeholder} width={style.width} onChange={onChange} />
      )}
      {filter.kind === 'select' && (
        <Select
          id={id}
          value={value ?? null}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部"
          options={[...filter.options]}
          onChange={(next: string | null) => onChange(next ?? undefined)}
          style={style}
        />
      )}
      {filter.kind === 'provider' && <ProviderSelect id={id} value={value} onChange={onChange} width={style.width} />}
      {filter.kind === 'date' && (
        <TextFilter
          id={id}
          value={value}
          placeholder="如 2021-03-05"
          width={style.width}
          onChange={onChange}
          read={readDateText}
          wrong="请按 2021-03-05 的形式填写"
        />
      )}
    </div>
  );
}

function TextFilter(props: {
  readonly id: string;
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly width: number;
  readonly onChange: (value: string | undefined) => void;
  /** Turns what was typed into the value; undefined when it is none. */
  readonly read?: (text: string) => string | undefined;
  readonly wrong?: string;
}) {
  const [draft, setDraft] = useState(props.value ?? '');
  const [bad, setBad] = useState(false);
  useEffect(() => setDraft(props.value ?? ''), [props.value]);
  const commit = (text: string) => {
    const trimmed = text.trim();
    const value = trimmed === '' ? undefined : props.read ? props.read(trimmed) : trimmed;
    setBad(trimmed !== '' && value === undefined);
    if ((trimmed === '' || value !== undefined) && value !== props.value) props.onChange(value);
  };
  return (
    <span className="filter-text">
      <Input
        id={props.id}
        value={draft}
        allowClear
        placeholder={props.placeholder}
        style={{ width: props.width }}
        {...(bad ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${props.id}-wrong` } : {})}
        onChange={(event) => {
          setDraft(event.target.value);
          if (event.target.value === '') commit('');
        }}
        onPressEnter={() => commit(draft)}
        onBlur={() => commit(draft)}
      />
      {bad && (
        <span id={`${props.id}-wrong`} role="alert" className="field-error">
          {props.wrong}
        </span>
      )}
    </span>
  );
}

interface SavedFilter {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Filters kept under a name in this browser. */
function SavedFilters(props: FilterBarProps) {
  const key = `filters.${props.listId}`;
  const [saved, setSaved] = useState<readonly SavedFilter[]>(() => readStored(key, []));
  const [name, setName] = useState('');
  const store = (next: readonly SavedFilter[]) => {
    setSaved(next);
    writeStored(key, next);
  };
  const apply = (filter: SavedFilter) =>
    props.onChange(Object.fromEntries(props.filters.map(({ key: field }) => [field, filter.values[field]])));
  const inUse = isInUse(props);
  if (!inUse && saved.length === 0) return null;

  const panel = () => (
    <div className="popup">
      {saved.map((filter) => (
        <div className="popup-row" key={filter.name}>
          <Button type="link" size="small" onClick={() => apply(filter)}>
            {filter.name}
          </Button>
          <Button type="text" size="small" onClick={() => store(saved.filter((other) => other.name !== filter.name))}>
            删除
          </Button>
        </div>
      ))}
      {inUse && (
        <form
          className="popup-row"
          onSubmit={(event) => {
            event.preventDefault();
            const title = name.trim();
            if (title === '') return;
            store([...saved.filter((other) => other.name !== title), { name: title, values: props.values }]);
            setName('');
          }}
        >
          <Input
            size="small"
            aria-label="筛选名称"
            placeholder="为当前条件起名"
            maxLength={20}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button size="small" htmlType="submit" disabled={name.trim() === ''}>
            保存
          </Button>
        </form>
      )}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={panel}>
      <Button type="text">常用筛选{saved.length > 0 ? `（${saved.length}）` : ''}</Button>
    </Popover>
  );
}
