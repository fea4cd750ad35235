import type { DecisionView } from '../api/types.ts';
import { Empty } from '../states/states.tsx';
import './payments.css';

const WORDS: Readonly<Record<DecisionView['decision'], string>> = {
  submit: '提交',
  approve: '通过',
  return: '退回',
  reverse: '撤销',
};

/** The flow's decisions, oldest first. */
export function Decisions(props: { readonly decisions: readonly DecisionView[] }) {
  if (props.decisions.length === 0) return <Empty why="还没有办理记录。" />;
  return (
    <ol className="decisions">
      {props.decisions.map((decision) => (
        <li key={`${decision.step}-${decision.at}`}>
          <time>{decision.at.slice(0, 16)}</time>
          <span>{decision.stepTitle}</span>
          <span className={decision.decision === 'return' || decision.decision === 'reverse' ? 'wrong' : ''}>
            {WORDS[decision.decision]}
          </span>
          <span>{decision.by}</span>
          <span className="muted">{decision.comment}</span>
        </li>
      ))}
    </ol>
  );
}
