/** The signed-in user: read once, asked for everywhere. Without one the sign-in page is shown in place. */
import { QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { errorStatus } from '../api/client.ts';
import { reads, runGet } from '../api/endpoints.ts';
import type { SessionResponse } from '../api/types.ts';
import { usePreferences } from './preferences.tsx';

const SESSION_KEY = ['session'] as const;
const Context = createContext<SessionResponse | null>(null);

/** Retries what the network lost, never what the server refused; a refused session ends the one on the screen. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && (errorStatus(error) === 0 || errorStatus(error) >= 502),
      },
    },
  });
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return;
    if (event.query.queryKey[0] !== SESSION_KEY[0] && errorStatus(event.action.error) === 401) {
      client.setQueryData(SESSION_KEY, null);
    }
  });
  return client;
}

/** null: nobody is signed in. */
export function useSessionQuery() {
  return useQuery<SessionResponse | null>({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }) => {
      try {
        return await runGet(reads.session(), signal);
      } catch (error) {
        if (errorStatus(error) === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSetSession() {
  const client = useQueryClient();
  return (session: SessionResponse | null) => {
    // Nothing of the former user stays in the cache.
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
    client.setQueryData(SESSION_KEY, session);
  };
}

export function SessionProvider(props: { readonly session: SessionResponse; readonly children: ReactNode }) {
  return <Context value={props.session}>{props.children}</Context>;
}

export function useSession(): SessionResponse {
  const session = useContext(Context);
  if (!session) throw new Error('useSession outside a session');
  return session;
}

export function useRight(right: string): boolean {
  return useSession().rights.includes(right);
}

/** The period chosen in the header, else the server's current one. */
export function usePeriod(): string {
  const session = useSession();
  return usePreferences().period ?? session.currentPeriod;
}
