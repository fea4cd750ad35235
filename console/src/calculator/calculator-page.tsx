/** 算一算我能报多少: policies are loaded once; from then on everything happens on this device. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { errorText, send } from '../api/client.ts';
import type { PublicPoliciesResponse } from '../api/types.ts';
import { readStored, writeStored } from '../app/storage.ts';
import { type Answers, answersToHash, blankAnswers, hashToAnswers } from './answers.ts';
import { CalculatorForm } from './calculator-form.tsx';
import { describeAnswers, estimate, type Outcome } from './estimate.ts';
import { EstimateView } from './estimate-view.tsx';
import { type Questions, questionsOf } from './questions.ts';

const LARGE_TYPE = 'largeType';

export function CalculatorPage() {
  const [loading, load] = usePolicies();
  const [largeType, setLargeType] = useLargeType();
  const area = loading.state === 'there' ? loading.policies.area.name : '';
  return (
    <div className="calc">
      <header className="calc-head">
        <div>
          <h1>算一算我能报多少</h1>
          <p className="muted">{area ? `${area}医保报销估算，不用登录` : '医保报销估算，不用登录'}</p>
        </div>
        <button
          type="button"
          className="calc-plain no-print"
          aria-pressed={largeType}
          onClick={() => setLargeType(!largeType)}
        >
          大字
        </button>
      </header>
      <main>
        <p className="calc-privacy no-print">
          您填的内容只在这台手机或电脑上计算，不上传，服务器上也不保存。页面打开以后，没有网络也能算。
        </p>
        {loading.state === 'loading' && <p aria-busy="true">正在取当地政策……</p>}
        {loading.state === 'failed' && (
          <div role="alert" className="calc-failed">
            <p>{loading.message}</p>
            <button type="button" className="calc-plain" onClick={load}>
              再试一次
            </button>
          </div>
        )}
        {loading.state === 'there' && <Calculator policies={loading.policies} />}
      </main>
    </div>
  );
}

type Loading =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'there'; readonly policies: PublicPoliciesResponse };

function usePolicies(): readonly [Loading, () => void] {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const load = useCallback(() => {
    setLoading({ state: 'loading' });
    send<PublicPoliciesResponse>('/api/public/policies').then(
      (policies) => setLoading({ state: 'there', policies }),
      (error: unknown) => setLoading({ state: 'failed', message: errorText(error) }),
    );
  }, []);
  useEffect(load, [load]);
  return [loading, load];
}

function Calculator(props: { readonly policies: PublicPoliciesResponse }) {
  const { policies } = props;
  const [blank] = useState(() => blankAnswers(today()));
  // From the first 算一算 on, and for an address that says enough, the result follows every change.
  const [asked, setAsked] = useState(() => isAsked(hashToAnswers(window.location.hash, blank)));
  const [answers, setAnswers] = useHashAnswers(blank, (followed) => setAsked(isAsked(followed)));
  const questions = useMemo(() => questionsOf(policies, answers.scheme), [policies, answers.scheme]);
  const outcome = useMemo(
    () => (asked ? estimate(policies, questions, answers) : undefined),
    [asked, policies, questions, answers],
  );
  const [rounds, setRounds] = useState(0);
  const result = useRef<HTMLElement>(null);
  // After 算一算 the eye, and a screen reader, go to the result, or to the first field that must be put right.
  useEffect(() => {
    if (rounds === 0) return;
    const wrong = document.querySelector<HTMLElement>('.calc-form :is([aria-invalid], [data-invalid])');
    (wrong ?? result.current)?.focus();
    if (!wrong) result.current?.scrollIntoView({ block: 'start' });
  }, [rounds]);
  return (
    <div className="calc-columns">
      <CalculatorForm
        answers={answers}
        questions={questions}
        problems={outcome && !outcome.ok ? outcome.problems : []}
        onChange={(patch) => setAnswers({ ...answers, ...patch })}
        onSubmit={() => {
          setAsked(true);
          setRounds(rounds + 1);
        }}
        onClear={() => {
          setAsked(false);
          setAnswers(blank);
        }}
      />
      <section className="calc-result" tabIndex={-1} ref={result} aria-label="估算结果">
        <h2>估算结果</h2>
        <Result outcome={outcome} answers={answers} questions={questions} />
      </section>
    </div>
  );
}

function Result(props: {
  readonly outcome: Outcome | undefined;
  readonly answers: Answers;
  readonly questions: Questions;
}) {
  const { outcome, answers, questions } = props;
  if (!outcome) return <p className="muted">填好后按“算一算”，结果显示在这里。</p>;
  if (!outcome.ok) {
    const whole = outcome.problems.filter(({ field }) => field === 'case');
    return (
      <div role="alert" className="calc-failed">
        {whole.length > 0 ? (
          whole.map(({ message }) => <p key={message}>{message}</p>)
        ) : (
          <p>还有 {outcome.problems.length} 处要补填或改正，已用红字标在填写处。</p>
        )}
      </div>
    );
  }
  return (
    <>
      <dl className="calc-answers">
        {describeAnswers(answers, questions).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <EstimateView estimate={outcome.estimate} unasked={questions.unasked} />
    </>
  );
}

function isAsked({ total }: Answers): boolean {
  return total !== '';
}

/** The form's state lives behind the `#`: it can be kept as a bookmark and is never sent. */
function useHashAnswers(
  blank: Answers,
  onFollow: (answers: Answers) => void,
): readonly [Answers, (answers: Answers) => void] {
  const [answers, setAnswers] = useState(() => hashToAnswers(window.location.hash, blank));
  useEffect(() => {
    const follow = () => {
      const followed = hashToAnswers(window.location.hash, blank);
      setAnswers(followed);
      onFollow(followed);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  });
  const change = (next: Answers) => {
    setAnswers(next);
    const hash = answersToHash(next, blank);
    window.history.replaceState(null, '', hash === '' ? window.location.pathname : `#${hash}`);
  };
  return [answers, change];
}

/** The day on this device, as its owner reads it. */
function today(): string {
  const now = new Date();
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

function useLargeType(): readonly [boolean, (large: boolean) => void] {
  const [large, setLarge] = useState(() => readStored(LARGE_TYPE, false));
  useEffect(() => {
    document.documentElement.classList.toggle('large-type', large);
  }, [large]);
  const change = (next: boolean) => {
    writeStored(LARGE_TYPE, next ? true : undefined);
    setLarge(next);
  };
  return [large, change];
}
