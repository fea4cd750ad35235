/** Deciding: what will happen is shown first, the opinion is written, the server has the last word. */
import { App, Button, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import type { ActionView } from '../api/types.ts';
import { Field, submitOnCtrlEnter } from '../frame/form.tsx';

export interface Decision {
  readonly decision: 'approve' | 'return';
  readonly comment: string;
}

interface DecideFormProps {
  readonly actions: readonly ActionView[];
  readonly approveLabel: string;
  readonly returnLabel: string;
  /** Kept draft. */
  readonly value: Decision;
  readonly onChange: (value: Decision) => void;
  /** Further fields of an approval. */
  readonly fields?: ReactNode;
  /** What the chosen decision will do. */
  readonly effect: ReactNode;
  readonly ready: boolean;
  readonly onSubmit: () => Promise<void>;
}

export function DecideForm(props: DecideFormProps) {
  const { value, onChange } = props;
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const may = (action: string) => props.actions.find((candidate) => candidate.action === action)?.allowed === true;
  const refused = [...new Set(props.actions.flatMap((action) => (action.allowed || !action.why ? [] : [action.why])))];
  if (!may('approve') && !may('return')) {
    return refused.length > 0 ? <p className="muted">{refused.join('；')}。</p> : null;
  }
  const needsComment = value.decision === 'return' && value.comment.trim().length < 4;
  const ready = props.ready && !needsComment && may(value.decision);
  const submit = async () => {
    setLeft(true);
    if (!ready || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await props.onSubmit();
      message.success(value.decision === 'approve' ? `已${props.approveLabel}。` : `已${props.returnLabel}。`);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={submitOnCtrlEnter(() => void submit())}
    >
      <Field label="决定" required group>
        {() => (
          <Radio.Group
            value={value.decision}
            onChange={(event) => onChange({ ...value, decision: event.target.value as Decision['decision'] })}
            options={[
              { value: 'approve', label: props.approveLabel, disabled: !may('approve') },
              { value: 'return', label: props.returnLabel, disabled: !may('return') },
            ]}
          />
        )}
      </Field>
      {value.decision === 'approve' && props.fields}
      <Field
        label="意见"
        required={value.decision === 'return'}
        help={value.decision === 'return' ? '写明要补正什么，对方会看到。' : '可不填。'}
        error={left && needsComment ? '退回时请写明要补正的内容，至少 4 个字。' : undefined}
      >
        {(id, note) => (
          <Input.TextArea
            id={id}
            aria-describedby={note}
            rows={2}
            maxLength={500}
            value={value.comment}
            onChange={(event) => onChange({ ...value, comment: event.target.value })}
            onBlur={() => setLeft(value.decision === 'return')}
          />
        )}
      </Field>
      <div className="effect">{props.effect}</div>
      {problem !== null && (
        <p role="alert" className="wrong">
          {errorText(problem)}已填写的内容仍保留。
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
        {value.decision === 'approve' ? props.approveLabel : props.returnLabel}
      </Button>
      <span className="muted submit-hint">Ctrl + Enter 提交</span>
    </form>
  );
}
