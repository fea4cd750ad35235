/** What changed from the version before (与上一版本比较). */
import type { PolicyDiff } from '../../../src/benefits/policy-diff.ts';
import { Section } from '../frame/page.tsx';
import { gradeName, isDoubtful } from '../settlement/ladder-model.ts';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { type ChangeRow, changeRows, spanName } from './policy-model.ts';

const STATES = { added: '新增', removed: '取消', changed: '调整' } as const;

const COLUMNS: readonly Column<ChangeRow>[] = [
  {
    key: 'subject',
    title: '规定',
    value: ({ part, change }) => `${part} ${change.list} ${change.condition}`,
    render: ({ part, change }) => (
      <>
        {part}
        {change.list === '规定' ? '' : `，${change.list}`}
        {change.condition !== '' && <div>{change.condition}</div>}
      </>
    ),
  },
  { key: 'state', title: '变动', value: ({ change }) => STATES[change.state] },
  { key: 'before', title: '上一版本', value: ({ before }) => before },
  { key: 'after', title: '本版本', value: ({ after }) => after, render: ({ after }) => <mark>{after}</mark> },
  {
    key: 'source',
    title: '依据',
    value: ({ change }) => (change.after ?? change.before)?.document ?? '',
    render: ({ change }) => <ChangedBy change={change} />,
  },
];

function ChangedBy(props: { readonly change: ChangeRow['change'] }) {
  const source = props.change.after ?? props.change.before;
  if (source === undefined) return null;
  const { document, article, grade } = source;
  return (
    <>
      {document}
      {article === undefined ? '' : ` ${article}`}
      <div className={isDoubtful(grade) ? 'waiting' : 'muted'}>{gradeName(grade)}</div>
    </>
  );
}

export function Changes(props: { readonly difference: PolicyDiff }) {
  const rows = changeRows(props.difference);
  const { before } = props.difference;
  return (
    <Section
      title="与上一版本比较"
      aside={
        <span className="muted">
          上一版本 {spanName(before)}，{rows.length === 0 ? '没有不同' : `${rows.length} 处不同`}
        </span>
      }
    >
      <PlainTable
        name="与上一版本比较"
        rows={rows}
        rowKey={(row) => row.key}
        columns={COLUMNS}
        empty="两个版本的规定相同。"
      />
    </Section>
  );
}
