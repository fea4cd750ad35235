import { Checkbox, Input, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import type { AccountRow, AccountsResponse, CreateAccountResponse } from '../api/types.ts';
import { Field, submitOnCtrlEnter, useRequestKey } from '../frame/form.tsx';
import { conflictsIn } from './role-conflicts.ts';

interface DialogProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A dialog that sends once, says what went wrong in place, and keeps what was filled in. */
function TaskDialog(props: {
  readonly title: string;
  readonly okText: string;
  readonly ready: boolean;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    if (!props.ready || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await props.onSubmit();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      title={props.title}
      open
      onCancel={props.onClose}
      onOk={() => void submit()}
      okText={props.okText}
      cancelText="取消"
      okButtonProps={{ disabled: !props.ready }}
      confirmLoading={busy}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter is a short cut beside the button */}
      <div className="form" onKeyDown={submitOnCtrlEnter(() => void submit())}>
        {props.children}
        {problem !== null && (
          <p role="alert" className="wrong">
            {errorText(problem)}
          </p>
        )}
      </div>
    </Modal>
  );
}

export function CreateAccountDialog(props: DialogProps & { readonly accounts: AccountsResponse }) {
  const { accounts } = props;
  const requestKey = useRequestKey();
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [divisions, setDivisions] = useState<string[]>(accounts.divisions.slice(0, 1).map(({ code }) => code));
  const [roles, setRoles] = useState<string[]>([]);
  const [created, setCreated] = useState<CreateAccountResponse | null>(null);
  const conflicts = conflictsIn(roles, accounts);
  const badAccount = account !== '' && !/^[a-z][a-z0-9.-]{2,31}$/.test(account);
  if (created) {
    return (
      <Modal
        title="账号已建立"
        open
        onCancel={props.onClose}
        onOk={props.onClose}
        okText="已记下，关闭"
        cancelButtonProps={{ style: { display: 'none' } }}
      >
        <p>
          {created.row.name}的账号 <strong>{created.row.account}</strong>，初始密码只显示这一次：
        </p>
        <p className="amount initial-password">{created.initialPassword}</p>
        <p className="muted">请当面交给本人；首次登录须改密码。</p>
      </Modal>
    );
  }
  return (
    <TaskDialog
      title="新建账号"
      okText="建立账号"
      ready={account !== '' && !badAccount && name.trim() !== '' && divisions.length > 0 && conflicts.length === 0}
      onClose={props.onClose}
      onSubmit={async () => {
        setCreated(await writes.createAccount({ account, name: name.trim(), divisions, roles }, requestKey.current()));
        requestKey.renew();
        props.onDone();
      }}
    >
      <Field
        label="账号"
        required
        help="小写字母开头，3—32 位字母、数字、点或短横。"
        error={badAccount ? `“${account}”不合规则：小写字母开头，3—32 位。` : undefined}
      >
        {(id, note) => (
          <Input
            id={id}
            aria-describedby={note}
            value={account}
            maxLength={32}
            onChange={(event) => setAccount(event.target.value.trim())}
          />
        )}
      </Field>
      <Field label="姓名" required>
        {(id) => <Input id={id} value={name} maxLength={30} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="管辖区划" required help="只能看到这些区划的人员和业务。">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={divisions}
            style={{ width: '100%' }}
            options={accounts.divisions.map(({ code, name: title }) => ({ value: code, label: title }))}
            onChange={setDivisions}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
      <RoleChoice accounts={accounts} value={roles} onChange={setRoles} />
    </TaskDialog>
  );
}

export function RolesDialog(props: DialogProps & { readonly accounts: AccountsResponse; readonly row: AccountRow }) {
  const { accounts, row } = props;
  const before = row.roles.map(({ role }) => role);
  const [roles, setRoles] = useState<string[]>(before);
  const changed = roles.length !== before.length || roles.some((role) => !before.includes(role));
  return (
    <TaskDialog
      title={`调整岗位：${row.name}`}
      okText="保存岗位"
      ready={changed && conflictsIn(roles, accounts).length === 0}
      onClose={props.onClose}
      onSubmit={async () => {
        await writes.setRoles(row.accountId, { roles });
        props.onDone();
      }}
    >
      <RoleChoice accounts={accounts} value={roles} onChange={setRoles} />
      <p className="muted">保存后立即生效，并记入审计日志。</p>
    </TaskDialog>
  );
}

function RoleChoice(props: {
  readonly accounts: AccountsResponse;
  readonly value: string[];
  readonly onChange: (roles: string[]) => void;
}) {
  const conflicts = conflictsIn(props.value, props.accounts);
  return (
    <Field
      label="岗位"
      group
      help="同一笔业务的经办与复核须由不同的人担任。"
      error={conflicts.length > 0 ? `${conflicts.join('；')}。` : undefined}
    >
      {() => (
        <Checkbox.Group
          className="role-choice"
          value={props.value}
          options={props.accounts.roles.map(({ role, title }) => ({ value: role, label: title }))}
          onChange={(roles) => props.onChange(roles.map(String))}
        />
      )}
    </Field>
  );
}

export function DisableDialog(props: DialogProps & { readonly row: AccountRow }) {
  const [reason, setReason] = useState('');
  return (
    <TaskDialog
      title={`停用账号：${props.row.name}`}
      okText="停用"
      ready={reason.trim().length >= 2}
      onClose={props.onClose}
      onSubmit={async () => {
        await writes.disableAccount(props.row.accountId, { reason: reason.trim() });
        props.onDone();
      }}
    >
      <p>停用后该账号立即退出登录，不能再登录；已办业务和审计记录不变。</p>
      <Field label="停用原因" required help="如：调离。">
        {(id, note) => (
          <Input
            id={id}
            aria-describedby={note}
            value={reason}
            maxLength={100}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </TaskDialog>
  );
}
