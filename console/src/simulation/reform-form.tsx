/** One reform: the rules of a day, changed numbers, or a reform file; and what it changes, in words. */
import { App, Button, Input, Radio, Select } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import type {
  CheckReformResponse,
  PackParametersResponse,
  SimulationClaimsQuery,
  SimulationOptionsResponse,
} from '../api/types.ts';
import { Field } from '../frame/form.tsx';
import { saveFile } from '../table/export-xlsx.ts';
import { NumbersForm } from './numbers-form.tsx';
import { KIND_TITLES, type ReformDraft, type ReformKind, reformContent, reformText } from './reform-model.ts';

interface ReformFormProps {
  readonly draft: ReformDraft;
  readonly parameters: PackParametersResponse;
  readonly options: SimulationOptionsResponse;
  readonly claims: SimulationClaimsQuery;
  readonly problem: string | undefined;
  readonly refusal: string | undefined;
  readonly onChange: (draft: ReformDraft) => void;
  /** Absent where it is the only one. */
  readonly onRemove?: () => void;
}

export function ReformForm(props: ReformFormProps) {
  const { draft, onChange } = props;
  const isFile = draft.kind === 'file';
  return (
    <div className="reform">
      <Field label="做法" group>
        {() => (
          <Radio.Group
            value={draft.kind}
            onChange={(event) => onChange({ ...draft, kind: event.target.value as ReformKind })}
            options={Object.entries(KIND_TITLES).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      {!isFile && (
        <div className="reform-names">
          <Field label="方案名称" required>
            {(id) => (
              <Input
                id={id}
                maxLength={60}
                value={draft.name}
                onChange={(event) => onChange({ ...draft, name: event.target.value })}
              />
            )}
          </Field>
          <Field label="要回答的问题" help="印在测算情况上">
            {(id) => (
              <Input
                id={id}
                maxLength={300}
                value={draft.question}
                onChange={(event) => onChange({ ...draft, question: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
      {draft.kind === 'day' && <DayField {...props} />}
      {draft.kind === 'numbers' && <NumbersForm {...props} />}
      {isFile && <FileField {...props} />}
      {(props.refusal ?? props.problem) !== undefined && (
        <p className="field-error" role="alert">
          {props.refusal ?? props.problem}
        </p>
      )}
      <Tools key={draft.kind} {...props} />
    </div>
  );
}

function DayField({ draft, onChange, parameters }: ReformFormProps) {
  return (
    <Field label="规定的日期" required help={`全部就诊按${parameters.pack.name}在这一天有效的规定计算`}>
      {(id, describedBy) => (
        <Input
          id={id}
          type="date"
          className="day-input"
          value={draft.day}
          aria-describedby={describedBy}
          onChange={(event) => onChange({ ...draft, day: event.target.value })}
        />
      )}
    </Field>
  );
}

function FileField({ draft, onChange, options }: ReformFormProps) {
  const input = useRef<HTMLInputElement>(null);
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) onChange({ ...draft, text: await file.text() });
    event.target.value = '';
  };
  return (
    <>
      <p className="reform-tools">
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml,.json,.txt"
          className="visually-hidden"
          aria-label="选择方案文件"
          tabIndex={-1}
          onChange={(event) => void open(event)}
        />
        <Button onClick={() => input.current?.click()}>打开方案文件</Button>
        {options.examples.length > 0 && (
          <Select
            aria-label="从样例开始"
            placeholder="从样例开始"
            value={null}
            className="example-select"
            options={options.examples.map(({ name, text }) => ({ value: text, label: name }))}
            onChange={(text: string | null) => text !== null && onChange({ ...draft, text })}
          />
        )}
      </p>
      <Field label="方案文件（YAML）" required help="写法与政策文件相同：按条件找到一条规定，写上新的值">
        {(id, describedBy) => (
          <Input.TextArea
            id={id}
            className="reform-text"
            autoSize={{ minRows: 10, maxRows: 26 }}
            spellCheck={false}
            value={draft.text}
            aria-describedby={describedBy}
            onChange={(event) => onChange({ ...draft, text: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** What the reform changes, asked of the server; and its file, to keep or to go on with. */
function Tools({ draft, parameters, claims, problem, onChange, onRemove }: ReformFormProps) {
  const { message } = App.useApp();
  const text = reformText(draft, parameters);
  const [answer, setAnswer] = useState<{ readonly text: string; readonly check: CheckReformResponse } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setWrong(null);
    try {
      setAnswer({ text, check: await writes.checkReform({ ...claims, text }) });
    } catch (error) {
      setAnswer(null);
      setWrong(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const asYaml = async () => {
    if (draft.kind === 'file') return draft.text;
    const { stringify } = await import('yaml');
    return stringify(reformContent(draft, parameters));
  };
  const save = async () => {
    const name = `${draft.kind === 'file' ? '方案' : draft.name.trim() || '方案'}.yaml`;
    saveFile(name, new Blob([await asYaml()], { type: 'application/yaml' }));
    message.success(`已保存 ${name}。`);
  };
  const goOn = async () => onChange({ ...draft, kind: 'file', text: await asYaml() });
  return (
    <>
      <p className="reform-tools">
        <Button size="small" loading={busy} onClick={() => void check()}>
          核对方案
        </Button>
        <Button size="small" type="text" disabled={problem !== undefined} onClick={() => void save()}>
          保存方案文件
        </Button>
        {draft.kind !== 'file' && (
          <Button size="small" type="text" onClick={() => void goOn()}>
            转为文件继续改
          </Button>
        )}
        {onRemove && (
          <Button size="small" type="text" onClick={onRemove}>
            删去本方案
          </Button>
        )}
      </p>
      {wrong !== null && (
        <p className="notice notice-wrong" role="alert">
          {wrong}
        </p>
      )}
      {answer !== null && answer.text === text && <Changes check={answer.check} />}
    </>
  );
}

function Changes({ check }: { readonly check: CheckReformResponse }) {
  if (check.changes.length === 0) return <p className="muted">与现行政策没有差别。</p>;
  return (
    <div role="status">
      <p className="muted">共改动 {check.changes.length} 处：</p>
      <ul className="change-list">
        {check.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </div>
  );
}
