/** Checking a whole year: persons are recomputed in portions, with progress and a way to stop; who differs is listed. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { errorText } from '../api/client.ts';
import { writes } from '../api/endpoints.ts';
import { useSession } from '../app/session.tsx';
import { Field } from '../frame/form.tsx';
import { formatCount } from '../money/format.ts';
import { yearOptions } from './words.ts';

interface Progress {
  readonly checked: number;
  readonly differing: number;
  readonly failures: readonly { readonly psnNo: string; readonly message: string }[];
}
const NOTHING: Progress = { checked: 0, differing: 0, failures: [] };
const SHOWN_FAILURES = 5;

export function ScanDialog(props: { readonly onClose: () => void }) {
  const { lists, firstPeriod, currentPeriod } = useSession();
  const client = useQueryClient();
  const years = yearOptions(firstPeriod, currentPeriod);
  const [insutype, setInsutype] = useState(lists.insutypes[0]?.code ?? '');
  const [year, setYear] = useState(years[0]?.value ?? '');
  const [cause, setCause] = useState<'policy' | 'other'>('policy');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'asking' | 'running' | 'done' | 'stopped'>('asking');
  const [progress, setProgress] = useState(NOTHING);
  const [problem, setProblem] = useState<unknown>(null);
  const stopped = useRef(false);
  const ready = insutype !== '' && year !== '' && reason.trim().length >= 4;

  const run = async () => {
    setState('running');
    setProblem(null);
    stopped.current = false;
    let sum = NOTHING;
    let after: string | undefined;
    try {
      for (;;) {
        const portion = await writes.scanYear({
          insutype,
          year: Number(year),
          cause,
          reason: reason.trim(),
          ...(after === undefined ? {} : { after }),
        });
        sum = {
          checked: sum.checked + portion.checked,
          differing: sum.differing + portion.differing,
          failures: [...sum.failures, ...portion.failures],
        };
        setProgress(sum);
        if (portion.next === null || stopped.current) break;
        after = portion.next;
      }
      setState(stopped.current ? 'stopped' : 'done');
    } catch (error) {
      setProblem(error);
      setState('stopped');
    }
    await client.invalidateQueries();
  };

  return (
    <Modal
      title="年度核查"
      open
      closable={state !== 'running'}
      onCancel={() => state !== 'running' && props.onClose()}
      footer={
        state === 'running' ? (
          <Button
            onClick={() => {
              stopped.current = true;
            }}
          >
            停止核查
          </Button>
        ) : (
          <>
            <Button onClick={props.onClose}>{state === 'asking' ? '取消' : '关闭'}</Button>
            {state === 'asking' && (
              <Button type="primary" disabled={!ready} onClick={() => void run()}>
                开始核查
              </Button>
            )}
          </>
        )
      }
    >
      {state === 'asking' ? (
        <>
          <p>按现行政策和现有身份逐人重算全年，有差异的列入待重算清单；不改动任何结算。</p>
          <Field label="险种" required>
            {(id) => (
              <Select
                id={id}
                value={insutype}
                style={{ width: '100%' }}
                options={lists.insutypes.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={setInsutype}
              />
            )}
          </Field>
          <Field label="参保年度" required>
            {(id) => <Select id={id} value={year} style={{ width: '100%' }} options={[...years]} onChange={setYear} />}
          </Field>
          <Field label="核查原因" required group>
            {() => (
              <Radio.Group
                value={cause}
                onChange={(event) => setCause(event.target.value as typeof cause)}
                options={[
                  { value: 'policy', label: '政策追溯调整' },
                  { value: 'other', label: '其他' },
                ]}
              />
            )}
          </Field>
          <Field label="依据" required help="文件名称与文号，或核查的缘由，4 至 200 个字。">
            {(id, note) => (
              <Input
                id={id}
                aria-describedby={note}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : (
        <div role="status">
          <p>
            已核查 {formatCount(progress.checked)} 人，有差异 {formatCount(progress.differing)} 人
            {progress.failures.length > 0 && `，不能重算 ${formatCount(progress.failures.length)} 人`}。
            {state === 'done' && '核查完成。'}
            {state === 'stopped' && problem === null && '已停止，已列入清单的保留。'}
          </p>
          {progress.failures.slice(0, SHOWN_FAILURES).map((failure) => (
            <p key={failure.psnNo} className="muted">
              {failure.psnNo}：{failure.message}
            </p>
          ))}
          {problem !== null && (
            <p role="alert" className="wrong">
              核查中断。{errorText(problem)}已列入清单的保留。
            </p>
          )}
        </div>
      )}
    </Modal>
  );
}
