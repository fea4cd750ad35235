import type { CheckedDocument, FindingView } from '../api/types.ts';

interface TablesPaneProps {
  readonly document: CheckedDocument;
  readonly selected: FindingView | null;
  readonly onGo: (line: number) => void;
}

/** The tables found, with the number of errors in each. */
export function TablesPane(props: TablesPaneProps) {
  const tables = props.document.tables ?? [];
  const errorsIn = (from: number, to: number) =>
    props.document.findings.filter(({ severity, line }) => severity === 'error' && line >= from && line <= to).length;
  return (
    <nav className="pane pane-tables" aria-label="文件中的表">
      <h2>表（{tables.length}）</h2>
      {tables.length === 0 ? (
        <p className="muted pane-note">没有识别到表。</p>
      ) : (
        <ul>
          {tables.map((table) => {
            const errors = errorsIn(table.from, table.to);
            const current =
              props.selected !== null && props.selected.line >= table.from && props.selected.line <= table.to;
            return (
              <li key={`${table.from}-${table.title}`}>
                <button type="button" aria-current={current} onClick={() => props.onGo(table.from)}>
                  <span>{table.title}</span>
                  {errors > 0 && (
                    <span className="wrong">
                      {errors}
                      <span className="visually-hidden"> 处错误</span>
                    </span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </nav>
  );
}
