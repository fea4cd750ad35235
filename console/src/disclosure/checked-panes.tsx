import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { asSentence } from '../api/client.ts';
import type { CheckedDocument, CheckResponse, FindingView, Severity } from '../api/types.ts';
import { plainKey, useKey } from '../frame/keys.ts';
import { DocumentPane } from './document-pane.tsx';
import { formulaLine, groupByCause, KIND_NAMES, stepFrom, summary, walkOrder } from './findings.ts';
import { FindingsPane } from './findings-pane.tsx';
import { TablesPane } from './tables-pane.tsx';

export function CheckedPanes(props: { readonly result: CheckResponse }) {
  const { documents, text } = props.result;
  const [index, setIndex] = useState(0);
  const document = documents[index];
  if (!document) return <p className="notice">文件中没有可以核对的内容。</p>;
  return (
    <>
      {documents.length > 1 && (
        <Select
          aria-label="文件中的哪一部分"
          value={index}
          options={documents.map((entry, position) => ({ value: position, label: documentTitle(entry) }))}
          onChange={setIndex}
          style={{ width: 420, marginBottom: 8 }}
        />
      )}
      <Panes key={index} document={document} text={text} />
    </>
  );
}

function documentTitle(document: CheckedDocument): string {
  return [document.body, document.year === null ? undefined : `${document.year}年`, KIND_NAMES[document.kind]]
    .filter(Boolean)
    .join(' ');
}

function Panes(props: { readonly document: CheckedDocument; readonly text: readonly string[] }) {
  const { document, text } = props;
  const [severity, setSeverity] = useState<Severity | null>(null);
  const [selected, setSelected] = useState<FindingView | null>(null);
  /** Where to scroll when nothing is selected: a table's title. `turn` makes the same line scroll again. */
  const [place, setPlace] = useState<{ readonly line: number; readonly turn: number } | null>(null);
  const shown = useMemo(
    () => document.findings.filter((finding) => severity === null || finding.severity === severity),
    [document, severity],
  );
  const causes = useMemo(() => groupByCause(shown), [shown]);
  const order = useMemo(() => walkOrder(causes), [causes]);
  const select = (finding: FindingView | undefined) => {
    if (finding) setSelected(finding);
  };
  useKey(plainKey('j'), () => select(stepFrom(order, selected?.id ?? null, 1)));
  useKey(plainKey('k'), () => select(stepFrom(order, selected?.id ?? null, -1)));

  return (
    <div className="checked">
      <p className="checked-head">
        <strong>{documentTitle(document)}</strong>
        {document.unit && <span>单位：{document.unit}</span>}
        <span>{summary(document)}</span>
        <span className="muted">{document.file}</span>
      </p>
      {document.failure && (
        <p className="notice notice-wrong">
          {asSentence(document.failure.message)}
          {asSentence(document.failure.remedy)}
        </p>
      )}
      <div className="panes">
        <TablesPane
          document={document}
          selected={selected}
          onGo={(line) => {
            setSelected(null);
            setPlace((before) => ({ line, turn: (before?.turn ?? 0) + 1 }));
          }}
        />
        <DocumentPane text={text} findings={document.findings} selected={selected} place={place} onSelect={select} />
        <FindingsPane
          document={document}
          causes={causes}
          severity={severity}
          selected={selected}
          onSeverity={setSeverity}
          onSelect={select}
        />
      </div>
      <p className="formula-line" aria-live="polite">
        {selected ? formulaLine(selected) : '选中一条问题，这里显示算式和差额。j 下一条，k 上一条。'}
      </p>
    </div>
  );
}
