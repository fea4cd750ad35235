import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import { useSetSession } from '../app/session.tsx';
import { Field } from '../frame/form.tsx';

export function SignInPage() {
  const setSession = useSetSession();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = '登录 · 统筹';
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (account.trim() === '' || password === '') return;
    setBusy(true);
    setProblem(null);
    try {
      setSession(await writes.signIn({ account: account.trim(), password }));
    } catch (error) {
      setProblem(error);
      setPassword('');
      setBusy(false);
    }
  };

  return (
    <main className="gate">
      <form className="gate-form" onSubmit={(event) => void submit(event)}>
        <h1>统筹</h1>
        <p className="muted">医疗保障经办系统</p>
        <Field label="账号">
          {(id) => (
            <Input
              id={id}
              name="username"
              autoComplete="username"
              autoFocus
              required
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
        <Field label="密码">
          {(id) => (
            <Input.Password
              id={id}
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {problem !== null && (
          <p role="alert" className="wrong">
            {errorText(problem)}
          </p>
        )}
        <Button
          type="primary"
          htmlType="submit"
          block
          size="large"
          loading={busy}
          disabled={account.trim() === '' || password === ''}
        >
          登录
        </Button>
        <p className="muted gate-note">本系统的登录、查询和办理均有记录。</p>
        <p className="gate-note">
          参保群众：<a href="/calculator">算一算我能报多少</a>（不用登录）
        </p>
      </form>
    </main>
  );
}
