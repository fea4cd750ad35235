/** The result: one sentence, who pays, the steps with their clauses, and what all of it is worth. */
import { formatAmount, formatShare } from '../money/format.ts';
import { gradeName } from '../settlement/ladder-model.ts';
import type { Estimate, Rung } from './estimate.ts';

const yuan = (amountFen: number) => formatAmount(amountFen, 'yuan');

export function EstimateView(props: { readonly estimate: Estimate; readonly unasked: readonly string[] }) {
  const { estimate } = props;
  return (
    <>
      <Headline estimate={estimate} />
      <Doubts estimate={estimate} unasked={props.unasked} />
      <WhoPays estimate={estimate} />
      <Steps estimate={estimate} />
      <button type="button" className="calc-plain no-print" onClick={() => window.print()}>
        打印结果
      </button>
    </>
  );
}

function Headline(props: { readonly estimate: Estimate }) {
  const { totalFen, inScopeFen, fundFen, personFen, accountFen } = props.estimate;
  return (
    <>
      <p className="calc-headline" role="status">
        预计报销{' '}
        <span>
          <strong>{yuan(fundFen)}</strong> 元，
        </span>
        自己付{' '}
        <span>
          <strong>{yuan(personFen)}</strong> 元
        </span>
      </p>
      <p>
        总费用 {yuan(totalFen)} 元，报销 {formatShare(fundFen, totalFen)}
        {inScopeFen !== totalFen && `；政策范围内费用 ${yuan(inScopeFen)} 元`}
        {inScopeFen !== totalFen && inScopeFen > 0 && `，报销 ${formatShare(fundFen, inScopeFen)}`}。
        {accountFen > 0 &&
          `自己付的部分里，个人账户付 ${yuan(accountFen)} 元，现金付 ${yuan(personFen - accountFen)} 元。`}
      </p>
    </>
  );
}

const DOUBT_WORDS: Readonly<Record<string, string>> = {
  C: '汇编网页上的数据（未见原文）',
  D: '未核实数据',
  sample: '样例数据（为演示编造）',
};

function Doubts(props: { readonly estimate: Estimate; readonly unasked: readonly string[] }) {
  const { doubts } = props.estimate;
  const words = doubts.map((grade) => DOUBT_WORDS[grade] ?? gradeName(grade)).join('、');
  return (
    <div className="calc-notes">
      {doubts.length > 0 && <p className="calc-doubt">本结果依据含{words}，仅供参考。</p>}
      {props.unasked.length > 0 && (
        <p className="calc-doubt">当地政策还看这些，本页没有问，实际可能不同：{props.unasked.join('；')}。</p>
      )}
      <p>这是估算，不是报销凭据；能报多少以医保经办机构结算为准。</p>
    </div>
  );
}

function WhoPays(props: { readonly estimate: Estimate }) {
  const { shares, totalFen } = props.estimate;
  return (
    <section aria-label="谁付多少">
      <h3>谁付多少</h3>
      <div className="calc-stack" aria-hidden="true">
        {shares.map(({ payer, amountFen }) => (
          <span
            key={payer.bearer}
            style={{ flexGrow: Math.max(amountFen, 0), background: `var(--payer-${payer.colour})` }}
          >
            <span>
              {payer.title} {formatShare(amountFen, totalFen)}
            </span>
          </span>
        ))}
      </div>
      <ul className="calc-payers">
        {shares.map(({ payer, amountFen }) => (
          <li key={payer.bearer}>
            <span className="calc-payer">
              <span className="calc-swatch" style={{ background: `var(--payer-${payer.colour})` }} aria-hidden="true" />
              {payer.title}
            </span>
            <span className="amount">{yuan(amountFen)} 元</span>
            <span className="amount muted">{formatShare(amountFen, totalFen)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps(props: { readonly estimate: Estimate }) {
  const { rungs, totalFen, policy } = props.estimate;
  return (
    <section aria-label="一步一步怎么算">
      <h3>一步一步怎么算</h3>
      <ol className="calc-steps">
        <li>
          <p className="calc-step-head">
            <span>费用总额</span>
            <span className="amount">{yuan(totalFen)} 元</span>
          </p>
        </li>
        {rungs.map((rung) => (
          <StepItem key={rung.id} rung={rung} />
        ))}
      </ol>
      <p className="muted">执行政策：{policy}。</p>
    </section>
  );
}

function StepItem(props: { readonly rung: Rung }) {
  const { title, label, amountFen, payer, rule, formula, clause } = props.rung;
  return (
    <li>
      <p className="calc-step-head">
        <span>
          {payer && (
            <span className="calc-swatch" style={{ background: `var(--payer-${payer.colour})` }} aria-hidden="true" />
          )}
          {title}
        </span>
        <span className="calc-step-amount">
          <span className="muted">{label}</span> <span className="amount">{yuan(amountFen)} 元</span>
        </span>
      </p>
      <p>{rule}</p>
      {formula && <p className="calc-formula">{formula}</p>}
      {clause && (
        <p className="calc-clause">
          依据：{clause.document}
          {clause.article && `，${clause.article}`}（{gradeName(clause.grade)}）
          {clause.note && <span className="calc-clause-note">{clause.note}</span>}
        </p>
      )}
    </li>
  );
}
