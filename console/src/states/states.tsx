/** What a page shows while it has nothing to show: loading, empty, failed, not found, not allowed. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { asSentence, errorBody, errorStatus } from '../api/client.ts';
import type { StateView } from '../api/types.ts';

/** The shape of a table or a record while it loads; announced once to screen readers. */
export function Skeleton(props: { readonly rows?: number; readonly columns?: number }) {
  const rows = Array.from({ length: props.rows ?? 8 }, (_, index) => `row${index}`);
  const columns = Array.from({ length: props.columns ?? 6 }, (_, index) => `column${index}`);
  return (
    <div className="skeleton" role="status" aria-label="正在读取">
      {rows.map((row) => (
        <div className="skeleton-row" key={row}>
          {columns.map((column) => (
            <span key={column} />
          ))}
        </div>
      ))}
    </div>
  );
}

export function Empty(props: { readonly why: string; readonly todo?: ReactNode }) {
  return (
    <div className="blank" role="status">
      <p>{props.why}</p>
      {props.todo !== undefined && <p className="muted">{props.todo}</p>}
    </div>
  );
}

/** What happened, what to do, and a way to try again. */
export function Failed(props: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  const status = errorStatus(props.error);
  const body = errorBody(props.error);
  if (status === 403) {
    return (
      <Empty
        why="您的岗位没有查看这项内容的权限。"
        todo={asSentence(body.remedy) || '如工作需要，请向系统管理员申请授权。'}
      />
    );
  }
  return (
    <div className="blank" role="alert">
      <p className="wrong">{asSentence(body.message)}</p>
      {body.remedy !== '' && <p>{asSentence(body.remedy)}</p>}
      {/* What does not exist will not exist at the second asking either. */}
      {props.onRetry && status !== 404 && <Button onClick={props.onRetry}>重试</Button>}
    </div>
  );
}

/** Shows a query: skeleton, failure with retry, or the content. */
export function Loaded<T>(props: {
  readonly query: UseQueryResult<T>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}) {
  const { data, error, isPending, refetch } = props.query;
  if (data !== undefined) return props.children(data);
  if (isPending && !error) return props.skeleton ?? <Skeleton />;
  return <Failed error={error} onRetry={() => void refetch()} />;
}

/** A state in words, coloured by its tone. */
export function State(props: { readonly state: StateView }) {
  return <span className={`state state-${props.state.tone}`}>{props.state.name}</span>;
}
