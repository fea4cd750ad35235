/** 待遇状态: whether the person has benefits on a day, in words; the day is today until another is chosen. Read only. */
import { Input } from 'antd';
import { useId, useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { EntitlementFinding, EntitlementRow } from '../api/types.ts';
import { Failed, State } from '../states/states.tsx';
import './entitlement.css';

export function EntitlementPanel(props: { readonly psnNo: string }) {
  const [chosen, setChosen] = useState<string>();
  const entitlement = useGet(reads.entitlement(props.psnNo, chosen));
  const { data, error, refetch } = entitlement;
  const id = useId();
  return (
    <section className="entitlement" aria-label="待遇状态">
      <div className="entitlement-day no-print">
        <label htmlFor={id}>待遇状态，日期</label>
        <Input
          id={id}
          type="date"
          value={chosen ?? data?.on ?? ''}
          onChange={(event) => setChosen(event.target.value === '' ? undefined : event.target.value)}
        />
      </div>
      {error && data === undefined && <Failed error={error} onRetry={() => void refetch()} />}
      {data && (
        <ul aria-live="polite">
          {data.rows.map((row) => (
            <Row key={row.insutype.code} row={row} on={data.on} />
          ))}
          {data.rows.length === 0 && <li>没有参保登记，不享受待遇。</li>}
        </ul>
      )}
    </section>
  );
}

function Row(props: { readonly row: EntitlementRow; readonly on: string }) {
  const { row } = props;
  const state = row.entitled
    ? { code: 'entitled', name: '享受待遇', tone: 'done' as const }
    : { code: 'refused', name: '不享受待遇', tone: 'wrong' as const };
  return (
    <li>
      <p>
        <State state={state} /> {row.entitled ? `${row.words}。` : `${row.insutype.name}（${props.on}）`}
      </p>
      {row.findings.length > 0 && (
        <ul className="entitlement-findings">
          {row.findings.map((finding) => (
            <Finding key={`${finding.reason}-${finding.words}`} finding={finding} />
          ))}
        </ul>
      )}
      {!row.entitled && row.from !== null && <p>预计自 {row.from} 起享受待遇。</p>}
    </li>
  );
}

function Finding(props: { readonly finding: EntitlementFinding }) {
  const { words, remedy, source } = props.finding;
  return (
    <li>
      <p>{words}。</p>
      <p className="muted">{remedy}。</p>
      {source && (
        <p className="muted">
          依据：{source.document}
          {source.article}（{source.grade.name}）{source.note}
        </p>
      )}
    </li>
  );
}
