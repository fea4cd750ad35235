import { App, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import { useSession, useSetSession } from '../app/session.tsx';
import { Field } from '../frame/form.tsx';
import { useGo } from '../frame/link.tsx';
import { Page } from '../frame/page.tsx';
import { weakness } from './password-rules.ts';

export function PasswordPage() {
  const go = useGo();
  const { message } = App.useApp();
  return (
    <Page title="修改密码">
      <PasswordForm
        onDone={() => {
          message.success('密码已修改，下次登录请用新密码。');
          go('/', { drill: false });
        }}
      />
    </Page>
  );
}

/** The initial password is known to whoever set it up: nothing else can be done before it is changed. */
export function ForcedPasswordPage() {
  const session = useSession();
  const setSession = useSetSession();
  return (
    <main className="gate">
      <div className="gate-form">
        <h1>设置新密码</h1>
        <p>{session.actor.name}，您使用的是初始密码，请先改为只有自己知道的密码。</p>
        <PasswordForm onDone={() => setSession({ ...session, mustChangePassword: false })} />
      </div>
    </main>
  );
}

function PasswordForm(props: { readonly onDone: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [left, setLeft] = useState({ next: false, again: false });
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const weak = weakness(next, current);
  const differs = again !== next ? '两次输入的新密码不一致。' : undefined;
  const ready = current !== '' && next !== '' && weak === undefined && differs === undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLeft({ next: true, again: true });
    if (!ready) return;
    setBusy(true);
    setProblem(null);
    try {
      await writes.changePassword({ current, next });
      props.onDone();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Field label="原密码" required>
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="新密码"
        required
        help="至少 10 位，同时含字母和数字。"
        error={left.next && next !== '' ? weak : undefined}
      >
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
            onBlur={() => setLeft({ ...left, next: true })}
          />
        )}
      </Field>
      <Field label="再输一次新密码" required error={left.again && again !== '' ? differs : undefined}>
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
            onBlur={() => setLeft({ ...left, again: true })}
          />
        )}
      </Field>
      {problem !== null && (
        <p role="alert" className="wrong">
          {errorText(problem)}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
        修改密码
      </Button>
    </form>
  );
}
