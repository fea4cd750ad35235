import { memo, useEffect, useMemo, useRef } from 'react';
import type { FindingView } from '../api/types.ts';
import { linesOf, markLine, severityOf } from './findings.ts';
import { scrollWithin } from './scroll-within.ts';

interface DocumentPaneProps {
  readonly text: readonly string[];
  readonly findings: readonly FindingView[];
  readonly selected: FindingView | null;
  readonly place: { readonly line: number; readonly turn: number } | null;
  readonly onSelect: (finding: FindingView) => void;
}

/** The document as published, line by line. Lines with findings can be chosen; the selected one's cells are marked. */
export function DocumentPane(props: DocumentPaneProps) {
  const { text, findings, selected, place } = props;
  const pane = useRef<HTMLElement>(null);
  const worst = useMemo(() => firstByLine(findings), [findings]);
  const marked = useMemo(() => linesOf(selected), [selected]);
  const target = selected?.line ?? place?.line;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same table asked for again scrolls again
  useEffect(() => {
    if (target === undefined) return;
    const line = pane.current?.querySelector<HTMLElement>(`[data-line="${target}"]`);
    if (pane.current && line) scrollWithin(pane.current, line, 'center');
  }, [target, selected?.id, place?.turn]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="pane pane-document" aria-label="文件原文" ref={pane} tabIndex={0}>
      {text.map((line, index) => (
        <TextLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are their numbers and never move
          key={index}
          number={index + 1}
          text={line}
          finding={worst.get(index + 1)}
          selected={marked.has(index + 1) ? selected : null}
          onSelect={props.onSelect}
        />
      ))}
    </section>
  );
}

interface TextLineProps {
  readonly number: number;
  readonly text: string;
  readonly finding: FindingView | undefined;
  readonly selected: FindingView | null;
  readonly onSelect: (finding: FindingView) => void;
}

const TextLine = memo(function TextLine(props: TextLineProps) {
  const { number, text, finding, selected } = props;
  const tone = finding ? ` has-${severityOf(finding.severity).tone}` : '';
  return (
    <div className={`text-line${tone}${selected ? ' marked' : ''}`} data-line={number}>
      {finding ? (
        <button
          type="button"
          className="line-number"
          aria-label={`第 ${number} 行的问题：${finding.message}`}
          onClick={() => props.onSelect(finding)}
        >
          {number}
        </button>
      ) : (
        <span className="line-number">{number}</span>
      )}
      <span className="line-text">
        {markLine(text, number, selected).map((span, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line, in order
          span.marked ? <mark key={index}>{span.text}</mark> : <span key={index}>{span.text}</span>,
        )}
      </span>
    </div>
  );
});

/** One finding per line: the gravest. */
function firstByLine(findings: readonly FindingView[]): ReadonlyMap<number, FindingView> {
  const rank = { error: 0, warning: 1, info: 2 };
  const byLine = new Map<number, FindingView>();
  for (const finding of findings) {
    const before = byLine.get(finding.line);
    if (!before || rank[finding.severity] < rank[before.severity]) byLine.set(finding.line, finding);
  }
  return byLine;
}
