/** Accounts and the roles they hold: given and taken by the administrators of each, never by one alone. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { AccountRow } from '../api/types.ts';
import { useRight } from '../app/session.tsx';
import { Page } from '../frame/page.tsx';
import { Loaded } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { CreateAccountDialog, DisableDialog, RolesDialog } from './account-dialogs.tsx';

type Task = { readonly kind: 'create' } | { readonly kind: 'roles' | 'disable'; readonly row: AccountRow };

export function AccountsPage() {
  const accounts = useGet(reads.accounts());
  const client = useQueryClient();
  const mayAccounts = useRight('access.accounts');
  const mayRoles = useRight('access.roles');
  const [task, setTask] = useState<Task | null>(null);
  const done = () => {
    setTask(null);
    void client.invalidateQueries();
  };
  const columns: Column<AccountRow>[] = [
    { key: 'account', title: '账号', value: (row) => row.account },
    { key: 'name', title: '姓名', value: (row) => row.name },
    { key: 'roles', title: '岗位', value: (row) => row.roles.map((role) => role.title).join('、') || '未授予' },
    { key: 'divisions', title: '管辖区划', value: (row) => row.divisions.map((division) => division.name).join('、') },
    { key: 'state', title: '状态', kind: 'state', value: (row) => row.state.name, state: (row) => row.state },
    { key: 'last', title: '上次登录', value: (row) => row.lastSignInAt ?? '从未登录' },
    { key: 'created', title: '建立时间', value: (row) => row.createdAt.slice(0, 10) },
    {
      key: 'tasks',
      title: '办理',
      value: () => '',
      render: (row) => (
        <span className="row-links">
          {mayRoles && row.state.code !== 'disabled' && (
            <Button type="link" className="cell-button" onClick={() => setTask({ kind: 'roles', row })}>
              调整岗位
            </Button>
          )}
          {mayAccounts && row.state.code !== 'disabled' && (
            <Button type="link" className="cell-button" onClick={() => setTask({ kind: 'disable', row })}>
              停用
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <Page
      title="账号与授权"
      actions={
        mayAccounts && (
          <Button type="primary" disabled={!accounts.data} onClick={() => setTask({ kind: 'create' })}>
            新建账号
          </Button>
        )
      }
    >
      <Loaded query={accounts}>
        {(data) => (
          <>
            <PlainTable
              name="账号"
              rows={data.rows}
              rowKey={(row) => row.accountId}
              columns={columns}
              empty="还没有账号。"
            />
            {task?.kind === 'create' && (
              <CreateAccountDialog
                accounts={data}
                onClose={() => setTask(null)}
                onDone={() => void client.invalidateQueries()}
              />
            )}
            {task?.kind === 'roles' && (
              <RolesDialog accounts={data} row={task.row} onClose={() => setTask(null)} onDone={done} />
            )}
            {task?.kind === 'disable' && <DisableDialog row={task.row} onClose={() => setTask(null)} onDone={done} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
