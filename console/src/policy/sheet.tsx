/** The sheet of a policy: its layers, what stands beside them, and the documents that everything rests on. */
import type { PolicyDiff } from '../../../src/benefits/policy-diff.ts';
import {
  type PolicySheet,
  ruleColumns,
  type SheetLayer,
  type SheetList,
  type SheetRow,
  type SheetSource,
} from '../../../src/benefits/sheet-model.ts';
import { Facts, Section } from '../frame/page.tsx';
import { gradeName, isDoubtful } from '../settlement/ladder-model.ts';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { changeOf, formerValue, spanName } from './policy-model.ts';

interface SheetProps {
  readonly sheet: PolicySheet;
  readonly difference: PolicyDiff | null;
}

/** When it holds, by which date, in which order identities count. */
export function SheetHead({ sheet }: { readonly sheet: PolicySheet }) {
  const rank = sheet.identityRank.length === 0 ? [] : ([['身份由高到低', sheet.identityRank.join('、')]] as const);
  return (
    <Facts
      items={[
        ['有效期', spanName(sheet)],
        ['适用日期', `按${sheet.decidedBy}`],
        ...rank,
        ['读法', '各表自上而下，取先符合的一条'],
      ]}
    />
  );
}

export function Sheet({ sheet, difference }: SheetProps) {
  const { feeLines } = sheet;
  return (
    <div className="policy-sheet">
      {sheet.layers.map((layer) => (
        <Layer key={layer.id} layer={layer} sheet={sheet} difference={difference} />
      ))}
      <Section title="其他规定">
        <Values
          name="个人账户可支付的部分"
          rows={[sheet.account]}
          part="account"
          list="规定"
          {...{ sheet, difference }}
        />
        {sheet.yearEnd.length > 0 && (
          <Values name="跨年度住院" rows={sheet.yearEnd} part="yearEnd" list="规定" {...{ sheet, difference }} />
        )}
        {feeLines !== undefined && (
          <Values
            name={`${feeLines.title}（${feeLines.note}）`}
            rows={feeLines.rows}
            part="feeLines"
            list="规定"
            {...{ sheet, difference }}
          />
        )}
      </Section>
      <Section title="依据" className="policy-sources">
        <PlainTable
          name="依据"
          rows={sheet.sources}
          rowKey={(source) => String(source.number)}
          columns={SOURCE_COLUMNS}
          empty="没有依据。"
        />
      </Section>
    </div>
  );
}

function Layer({ layer, sheet, difference }: SheetProps & { readonly layer: SheetLayer }) {
  const context = { sheet, difference };
  return (
    <Section title={layer.title} aside={<span className="muted">{layer.payer}支付</span>}>
      <Facts columns={1} items={layer.fields.map(({ name, value }) => [name, value] as const)} />
      <Rules layer={layer} {...context} />
      {layer.tilts.map((list) => (
        <Listed key={list.title} kind="倾斜" layer={layer} list={list} {...context} />
      ))}
      {layer.ceilings.map((list) => (
        <Listed key={list.title} kind="限额" layer={layer} list={list} {...context} />
      ))}
    </Section>
  );
}

function Rules({ layer, sheet, difference }: SheetProps & { readonly layer: SheetLayer }) {
  const changed = (row: SheetRow) => changeOf(difference, layer.id, '规定', row.condition);
  const columns: Column<SheetRow>[] = [
    conditionColumn,
    {
      key: 'deductible',
      title: '起付标准',
      kind: 'count',
      value: (row) => ruleColumns(row).deductible,
      render: (row) => <Value value={ruleColumns(row).deductible} former={formerValue(changed(row), '起付标准')} />,
    },
    {
      key: 'rate',
      title: '支付比例',
      value: (row) => ruleColumns(row).rate,
      render: (row) => <Value value={ruleColumns(row).rate} former={formerValue(changed(row), '支付比例')} />,
    },
    ...citedColumns(sheet),
  ];
  return (
    <PlainTable
      name={`${layer.title}的规定`}
      rows={layer.rules}
      rowKey={(row) => row.key}
      columns={columns}
      rowClass={(row) => (changed(row) ? 'policy-changed' : '')}
      empty="没有规定。"
    />
  );
}

interface ListedProps extends SheetProps {
  readonly kind: '倾斜' | '限额';
  readonly layer: SheetLayer;
  readonly list: SheetList;
}

function Listed({ kind, layer, list, sheet, difference }: ListedProps) {
  const name = kind === '倾斜' ? `倾斜：${list.title}` : list.title;
  return (
    <Values
      name={list.note === undefined ? name : `${name}（${list.note}）`}
      rows={list.rows}
      part={layer.id}
      list={`${kind}（${list.title}）`}
      of={layer.title}
      {...{ sheet, difference }}
    />
  );
}

interface ValuesProps extends SheetProps {
  readonly name: string;
  /** The layer it belongs to: two layers may have limits of one name. */
  readonly of?: string;
  readonly rows: readonly SheetRow[];
  /** Where changes of these rows are told. */
  readonly part: string;
  readonly list: string;
}

/** Rows that say one thing each, under a heading of their own. */
function Values({ name, of, rows, part, list, sheet, difference }: ValuesProps) {
  const changed = (row: SheetRow) => changeOf(difference, part, list, row.condition);
  const columns: Column<SheetRow>[] = [
    conditionColumn,
    {
      key: 'text',
      title: '规定',
      value: (row) => row.text,
      render: (row) => <Value value={row.text} former={formerValue(changed(row), row.fields[0]?.name ?? '')} />,
    },
    ...citedColumns(sheet),
  ];
  return (
    <>
      <h3 className="policy-list">{name}</h3>
      <PlainTable
        name={of === undefined ? name : `${of}：${name}`}
        rows={rows}
        rowKey={(row) => row.key}
        columns={columns}
        rowClass={(row) => (changed(row) ? 'policy-changed' : '')}
        empty="没有规定。"
      />
    </>
  );
}

const conditionColumn: Column<SheetRow> = {
  key: 'condition',
  title: '条件',
  value: (row) => row.condition,
  render: ({ condition, cited }) => (
    <>
      {condition}
      {cited.note !== undefined && <div className="policy-note">{cited.note}</div>}
    </>
  ),
};

/** The value, marked where the version before had another. */
function Value(props: { readonly value: string; readonly former: string | undefined }) {
  if (props.former === undefined) return props.value;
  return (
    <>
      <mark>{props.value}</mark> <span className="policy-former">原 {props.former}</span>
    </>
  );
}

function citedColumns(sheet: PolicySheet): Column<SheetRow>[] {
  const titleOf = ({ cited }: SheetRow) => sheet.sources.find(({ number }) => number === cited.source)?.document ?? '';
  return [
    {
      key: 'source',
      title: '依据',
      value: titleOf,
      render: (row) => (
        <a href={`#source-${row.cited.source}`} title={titleOf(row)}>
          [{row.cited.source}]{row.cited.article === undefined ? '' : ` ${row.cited.article}`}
        </a>
      ),
    },
    { key: 'grade', title: '等级', value: ({ cited }) => gradeName(cited.grade), render: gradeOf },
  ];
}

/** A grade that nobody may take for law is coloured; all are said in words. */
function gradeOf({ cited }: { readonly cited: { readonly grade: string } }) {
  return <span className={isDoubtful(cited.grade) ? 'waiting' : ''}>{gradeName(cited.grade)}</span>;
}

const SOURCE_COLUMNS: readonly Column<SheetSource>[] = [
  {
    key: 'document',
    title: '文件',
    value: (source) => source.document,
    render: ({ number, document, note }) => (
      <span id={`source-${number}`}>
        [{number}] {document}
        {note !== undefined && <div className="policy-note">{note}</div>}
      </span>
    ),
  },
  {
    key: 'grade',
    title: '等级',
    value: ({ grade }) => gradeName(grade),
    render: (source) => gradeOf({ cited: source }),
  },
  {
    key: 'retrievedOn',
    title: '检索日期',
    value: ({ retrievedOn }) => retrievedOn ?? '',
    render: ({ retrievedOn }) => <time>{retrievedOn ?? ''}</time>,
  },
  {
    key: 'url',
    title: '网址',
    value: ({ url }) => url ?? '',
    render: ({ url }) =>
      url === undefined || !/^https?:/.test(url) ? (
        (url ?? '')
      ) : (
        <a className="policy-url" href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      ),
  },
];
