/** Requests of signed-in clerks, for the tests. */
import { type Api, REQUEST_HEADER } from '../../access/index.ts';

interface Call {
  readonly cookie?: string;
  readonly payload?: object;
  readonly headers?: Record<string, string>;
}

/** Calls a server as the console does; each account signs in once. */
export function createCaller(app: Api, password: string) {
  const cookies = new Map<string, string>();

  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, details: Call = {}) => {
    const { cookie, payload, headers = { [REQUEST_HEADER]: '1' } } = details;
    const all = cookie === undefined ? headers : { ...headers, cookie };
    return app.inject({ method, url, headers: all, ...(payload && { payload }) });
  };

  const login = async (account: string, own = password): Promise<string> => {
    const known = cookies.get(account);
    if (known !== undefined) return known;
    const response = await call('POST', '/api/session', { payload: { account, password: own } });
    if (response.statusCode !== 200) throw new Error(`${account} could not sign in: ${response.body}`);
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
    cookies.set(account, cookie);
    return cookie;
  };

  return { call, login, forget: (account: string) => cookies.delete(account) };
}
export type Caller = ReturnType<typeof createCaller>;
