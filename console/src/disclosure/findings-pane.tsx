import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CheckedDocument, FindingView, Severity } from '../api/types.ts';
import { type Cause, SEVERITIES, severityOf, withMinus } from './findings.ts';
import { scrollWithin } from './scroll-within.ts';

interface FindingsPaneProps {
  readonly document: CheckedDocument;
  readonly causes: readonly Cause[];
  readonly severity: Severity | null;
  readonly selected: FindingView | null;
  readonly onSeverity: (severity: Severity | null) => void;
  readonly onSelect: (finding: FindingView) => void;
}

/** Findings by cause; what was not judged, with its reason, below. */
export function FindingsPane(props: FindingsPaneProps) {
  const { document, causes, severity } = props;
  const count = (wanted: Severity | null) =>
    document.findings.filter((finding) => wanted === null || finding.severity === wanted).length;
  return (
    <section className="pane pane-findings" aria-label="问题">
      <h2>问题</h2>
      <fieldset className="severity-filter" aria-label="按严重程度筛选">
        <Button size="small" type="text" aria-pressed={severity === null} onClick={() => props.onSeverity(null)}>
          全部 {count(null)}
        </Button>
        {SEVERITIES.map((entry) => (
          <Button
            key={entry.severity}
            size="small"
            type="text"
            aria-pressed={severity === entry.severity}
            onClick={() => props.onSeverity(entry.severity)}
          >
            {entry.title} {count(entry.severity)}
          </Button>
        ))}
      </fieldset>
      {causes.length === 0 ? (
        <p className="muted pane-note">{severity === null ? '已判定的各项没有发现问题。' : '没有这一类问题。'}</p>
      ) : (
        <ol className="findings">
          {causes.map((cause) => (
            <CauseItem key={cause.finding.id} cause={cause} selected={props.selected} onSelect={props.onSelect} />
          ))}
        </ol>
      )}
      {document.notJudged.length > 0 && (
        <>
          <h3>未判定（{document.notJudged.length}）</h3>
          <ul className="not-judged">
            {document.notJudged.map((entry) => (
              <li key={`${entry.rule}-${entry.why}`}>
                <span>{entry.ruleTitle ?? `规则 ${entry.rule}`}</span>：{entry.why}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function CauseItem(props: {
  readonly cause: Cause;
  readonly selected: FindingView | null;
  readonly onSelect: (finding: FindingView) => void;
}) {
  const { cause, selected } = props;
  const holds = cause.followers.some(({ id }) => id === selected?.id);
  const [open, setOpen] = useState(false);
  return (
    <li>
      <FindingItem finding={cause.finding} selected={selected?.id === cause.finding.id} onSelect={props.onSelect} />
      {cause.followers.length > 0 && (
        <>
          <Button type="link" size="small" aria-expanded={open || holds} onClick={() => setOpen(!open)}>
            {open || holds ? '收起' : '展开'}由此引起的 {cause.followers.length} 处
          </Button>
          {(open || holds) && (
            <ol>
              {cause.followers.map((finding) => (
                <li key={finding.id}>
                  <FindingItem finding={finding} selected={selected?.id === finding.id} onSelect={props.onSelect} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </li>
  );
}

function FindingItem(props: {
  readonly finding: FindingView;
  readonly selected: boolean;
  readonly onSelect: (finding: FindingView) => void;
}) {
  const { finding, selected } = props;
  const place = useRef<HTMLButtonElement>(null);
  const severity = severityOf(finding.severity);
  useEffect(() => {
    const pane = place.current?.closest<HTMLElement>('.pane');
    if (selected && place.current && pane) scrollWithin(pane, place.current, 'nearest');
  }, [selected]);
  return (
    <button
      ref={place}
      type="button"
      className="finding"
      aria-pressed={selected}
      onClick={() => props.onSelect(finding)}
    >
      <span className="finding-head">
        <span className={`state state-${severity.tone}`}>{severity.title}</span>
        <span className="muted">
          {finding.page === null ? '' : `第 ${finding.page} 页 `}第 {finding.line} 行
        </span>
      </span>
      <span>{finding.message}</span>
      {finding.difference !== null && (
        <span className="finding-figures">
          {finding.stated !== null && <span>文中 {withMinus(finding.stated)}</span>}
          {finding.expected !== null && <span>应为 {withMinus(finding.expected)}</span>}
          <span>
            差 {withMinus(finding.difference)}
            {finding.unit ?? ''}
          </span>
        </span>
      )}
      {selected && finding.ruleTitle !== undefined && <span className="finding-rule">规则：{finding.ruleTitle}</span>}
    </button>
  );
}
