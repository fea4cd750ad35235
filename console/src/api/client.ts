/** Talking to the server: one place that knows headers, errors and the session's end. */
import type { ApiErrorBody } from './types.ts';

/** A refusal or failure as the server (or the network) gave it, in words for the user. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ApiErrorBody;
  constructor(status: number, body: ApiErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/** `undefined` and empty values are left out. */
export function toQueryString(values: QueryValues): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

interface Send {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly query?: QueryValues;
  /** Sent as JSON, unless it is text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same for every repetition of one submit, so that it is done once. */
  readonly requestKey?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Answers the parsed body (undefined for 204). Throws ApiError. */
export async function send<T>(path: string, options: Send = {}): Promise<T> {
  const method = options.method ?? 'GET';
  const headers = new Headers(options.headers);
  headers.set('accept', 'application/json');
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  if (method !== 'GET') {
    headers.set('x-tongchou', '1');
    headers.set('x-request-key', options.requestKey ?? newRequestKey());
  }
  if (typeof options.body === 'string') {
    headers.set('content-type', 'text/plain; charset=utf-8');
    init.body = options.body;
  } else if (options.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(options.body);
  }

  let response: Response;
  try {
    response = await fetch(path + toQueryString(options.query ?? {}), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, {
      code: 'console.offline',
      message: '无法连接服务器。',
      remedy: '请检查网络后重试；本页已填写的内容仍保留。',
    });
  }
  if (!response.ok) throw new ApiError(response.status, await readError(response));
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function readError(response: Response): Promise<ApiErrorBody> {
  try {
    const body = (await response.json()) as Partial<ApiErrorBody>;
    if (typeof body.message === 'string') {
      return { code: 'console.unknown', remedy: '', ...body, message: body.message };
    }
  } catch {
    // Not from our server: a proxy's page. The status says what can be said.
  }
  return {
    code: 'console.unreadable',
    message: `服务器没有给出可读的答复（状态 ${response.status}）。`,
    remedy: '请稍后重试；仍不行请联系系统管理员，并告知发生时间。',
  };
}

export function newRequestKey(): string {
  return crypto.randomUUID();
}

/** What to show for any failure. */
export function errorBody(error: unknown): ApiErrorBody {
  if (error instanceof ApiError) return error.body;
  return {
    code: 'console.fault',
    message: '页面出现意外错误。',
    remedy: '请重试；仍不行请联系系统管理员，并告知正在办理的事项。',
  };
}

/** What happened and what to do, as one text: each part ends as a sentence, whoever wrote it. */
export function errorText(error: unknown): string {
  const { message, remedy } = errorBody(error);
  return asSentence(message) + asSentence(remedy);
}

export function asSentence(text: string): string {
  return text === '' || /[。！？；：.!?]$/.test(text) ? text : `${text}。`;
}

export function errorStatus(error: unknown): number {
  return error instanceof ApiError ? error.status : -1;
}
