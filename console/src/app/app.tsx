import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { ForcedPasswordPage } from '../access/password-page.tsx';
import { SignInPage } from '../access/sign-in-page.tsx';
import { Failed } from '../states/states.tsx';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { createConsoleRouter } from './router.tsx';
import { createQueryClient, SessionProvider, useSessionQuery } from './session.tsx';
import { antdThemeConfig } from './theme.ts';

export function Console() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider>
        <Themed />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function Themed() {
  const { shownTheme } = usePreferences();
  const theme = useMemo(() => antdThemeConfig(shownTheme), [shownTheme]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <AntApp component={false}>
        <Gate />
      </AntApp>
    </ConfigProvider>
  );
}

/** Signed in: the frame and its pages. Not: the sign-in page, in place, so that the address is kept. */
function Gate() {
  const session = useSessionQuery();
  const [router] = useState(createConsoleRouter);
  if (session.data === undefined) {
    return session.error ? (
      <main className="gate">
        <Failed error={session.error} onRetry={() => void session.refetch()} />
      </main>
    ) : (
      <main className="gate" aria-busy="true">
        <p className="opening muted">正在打开……</p>
      </main>
    );
  }
  if (session.data === null) return <SignInPage />;
  return (
    <SessionProvider session={session.data}>
      {session.data.mustChangePassword ? <ForcedPasswordPage /> : <RouterProvider router={router} />}
    </SessionProvider>
  );
}
