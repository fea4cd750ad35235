/** The ladder: total to cash, a rung per step, each open to its numbers and the clause behind it. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { ClauseView, SettlementDetail, StepView } from '../api/types.ts';
import { Amount } from '../money/amount.tsx';
import { brokenRungs, gradeName, isDoubtful, rungBar } from './ladder-model.ts';
import { payerOf, payerShares } from './payers.ts';
import './ladder.css';

export function Ladder(props: { readonly settlement: SettlementDetail }) {
  const { steps, amounts } = props.settlement;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const allOpen = steps.length > 0 && steps.every((step) => open.has(step.id));
  const broken = brokenRungs(steps);
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <div className="ladder">
      <div className="ladder-tools no-print">
        <PayerLegend settlement={props.settlement} />
        <Button
          type="text"
          size="small"
          onClick={() => setOpen(allOpen ? new Set() : new Set(steps.map((step) => step.id)))}
        >
          {allOpen ? '全部收起' : '全部展开依据'}
        </Button>
      </div>
      <div className="rung rung-head" aria-hidden="true">
        <span>步骤</span>
        <span className="numeric">扣减前 (元)</span>
        <span>规则</span>
        <span className="numeric">本步金额 (元)</span>
        <span className="numeric">剩余 (元)</span>
        <span className="rung-scale">
          <span>0</span>
          <span>
            总费用 <Amount fen={amounts.totalFen} unit="yuan" />
          </span>
        </span>
      </div>
      <ol>
        {steps.map((step) => (
          <Rung
            key={step.id}
            step={step}
            totalFen={amounts.totalFen}
            open={open.has(step.id)}
            broken={broken.includes(step)}
            onToggle={() => toggle(step.id)}
          />
        ))}
      </ol>
    </div>
  );
}

function PayerLegend(props: { readonly settlement: SettlementDetail }) {
  return (
    <ul className="legend" aria-label="支付方颜色">
      {payerShares(props.settlement.amounts).map(({ payer }) => (
        <li key={payer.title}>
          <span className={`swatch payer-${payer.colour}`} />
          {payer.title}
        </li>
      ))}
    </ul>
  );
}

interface RungProps {
  readonly step: StepView;
  readonly totalFen: number;
  readonly open: boolean;
  readonly broken: boolean;
  readonly onToggle: () => void;
}

function Rung(props: RungProps) {
  const { step } = props;
  const id = useId();
  const payer = payerOf(step.bearer);
  const bar = rungBar(step, props.totalFen);
  const doubtful = step.clause !== undefined && isDoubtful(step.clause.grade);
  return (
    <li className={props.open ? 'open' : ''}>
      <button type="button" className="rung" aria-expanded={props.open} aria-controls={id} onClick={props.onToggle}>
        <span className="rung-title">
          <span className={`swatch payer-${payer.colour}`} aria-hidden="true" />
          <span>
            {step.title}
            <span className="visually-hidden">（{payer.title}）</span>
          </span>
        </span>
        <span className="numeric rung-before" data-label="扣减前">
          <Amount fen={step.beforeFen} unit="yuan" />
        </span>
        <span className="rung-rule">
          {step.rule}
          {doubtful && <span className="waiting rung-doubt">依据待核实</span>}
          {props.broken && <span className="wrong rung-doubt">前后不衔接</span>}
        </span>
        <span className="numeric rung-taken" data-label={bar.returns ? '计回' : '本步金额'}>
          {bar.returns && <span className="muted rung-returns">计回</span>}
          <Amount fen={step.takenFen} unit="yuan" />
        </span>
        <span className="numeric rung-after" data-label="剩余">
          <Amount fen={step.afterFen} unit="yuan" />
        </span>
        <svg className="rung-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="bar-track" x="0" y="0" width="100" height="6" />
          <rect className="bar-left" x="0" y="0" width={bar.left * 100} height="6" />
          <rect
            className={`payer-${payer.colour}${bar.returns ? ' bar-returns' : ''}`}
            x={bar.start * 100}
            y="0"
            // A part too small to see is still drawn, as a hair.
            width={bar.width === 0 ? 0 : Math.max(bar.width * 100, 0.6)}
            height="6"
          />
        </svg>
      </button>
      <div id={id} className="rung-detail" hidden={!props.open}>
        <p className="formula">{step.formula}</p>
        {step.clause ? (
          <Clause clause={step.clause} />
        ) : (
          <p className="muted no-print">由账单本身得出，不涉及政策参数。</p>
        )}
      </div>
    </li>
  );
}

export function Clause(props: { readonly clause: ClauseView }) {
  const { clause } = props;
  return (
    <p className="clause">
      <span>依据：</span>
      {clause.url ? (
        <a href={clause.url} target="_blank" rel="noreferrer">
          {clause.document}
        </a>
      ) : (
        clause.document
      )}
      {clause.article && <span>，{clause.article}</span>}
      {clause.retrievedOn && <span className="muted">（{clause.retrievedOn} 查得）</span>}
      {isDoubtful(clause.grade) && (
        <span className="waiting clause-grade">
          来源等级{clause.grade === 'sample' ? '' : ` ${clause.grade}`}：{gradeName(clause.grade)}
        </span>
      )}
      {clause.note && <span className="clause-note">{clause.note}</span>}
    </p>
  );
}
