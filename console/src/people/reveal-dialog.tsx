import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import type { MaskedPerson, RevealResponse } from '../api/types.ts';
import { Field, submitOnCtrlEnter } from '../frame/form.tsx';
import { Facts } from '../frame/page.tsx';

interface RevealDialogProps {
  readonly person: MaskedPerson;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The full number, for a reason that is recorded. It leaves the screen with the window and is kept nowhere. */
export function RevealDialog(props: RevealDialogProps) {
  return (
    <Modal
      title="查看完整证件号码"
      open={props.open}
      footer={null}
      onCancel={props.onClose}
      width={460}
      destroyOnHidden
    >
      <RevealForm {...props} />
    </Modal>
  );
}

function RevealForm(props: RevealDialogProps) {
  const [reason, setReason] = useState('');
  const [left, setLeft] = useState(false);
  const [shown, setShown] = useState<RevealResponse | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const tooShort = reason.trim().length < 4;
  const submit = async () => {
    if (tooShort || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      setShown(await writes.reveal(props.person.psnNo, { reason: reason.trim() }));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (shown) {
    return (
      <>
        <Facts
          columns={1}
          items={[
            ['姓名', shown.name],
            [
              shown.certType.name,
              <span key="cert" className="amount">
                {shown.certNo}
              </span>,
            ],
          ]}
        />
        <p className="muted">本次查看已于 {shown.recordedAt} 记入审计日志。</p>
        <Button onClick={props.onClose}>关闭</Button>
      </>
    );
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={submitOnCtrlEnter(() => void submit())}
    >
      <p>将显示 {props.person.name} 的完整姓名和证件号码，并把查看人、时间和事由记入审计日志。</p>
      <Field
        label="查看事由"
        required
        help="如：核对异地就医备案材料。"
        error={left && tooShort ? '请写明事由，至少 4 个字。' : undefined}
      >
        {(id, note) => (
          <Input
            id={id}
            aria-describedby={note}
            value={reason}
            maxLength={100}
            onChange={(event) => setReason(event.target.value)}
            onBlur={() => setLeft(true)}
          />
        )}
      </Field>
      {problem !== null && (
        <p role="alert" className="wrong">
          {errorText(problem)}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={tooShort}>
        查看并记录
      </Button>
    </form>
  );
}
