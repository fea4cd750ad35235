/** 试算: what a person's year comes to as things are now known; nothing is written until it is proposed. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { errorBody, errorText } from '../api/client.ts';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { RecomputationTrial, YearQuery } from '../api/types.ts';
import { useRight } from '../app/session.tsx';
import { Field, submitOnCtrlEnter, useDraft, useRequestKey } from '../frame/form.tsx';
import { AppLink, useGo, useSearchValues } from '../frame/link.tsx';
import { Facts, Page, Section } from '../frame/page.tsx';
import { Empty, Loaded } from '../states/states.tsx';
import { Lines, sumFacts, TotalMoves } from './differences.tsx';
import { CAUSE_OPTIONS } from './words.ts';

const SHORTEST_NOTE = 4;

export function TrialPage() {
  const [search] = useSearchValues();
  const asked: YearQuery = {
    psnNo: search.psnNo ?? '',
    insutype: search.insutype ?? '',
    year: Number(search.year ?? 0),
  };
  const trial = useGet(reads.recomputationTrial(asked));
  return (
    <Page
      title={trial.data ? `试算 ${trial.data.person.name} ${trial.data.year}年度` : '试算'}
      scope={trial.data?.insutype.name ?? ''}
      parent={{ title: '待遇重算', href: '/recomputations' }}
    >
      <Loaded query={trial}>{(data) => <Trial trial={data} asked={asked} />}</Loaded>
    </Page>
  );
}

function Trial(props: { readonly trial: RecomputationTrial; readonly asked: YearQuery }) {
  const { trial } = props;
  return (
    <>
      <Facts
        items={[
          [
            '参保人',
            <AppLink
              key="person"
              to={`/people/${trial.person.psnNo}`}
            >{`${trial.person.name}，${trial.person.gender.name}，${trial.person.age} 岁`}</AppLink>,
          ],
          ['有效结算', `${trial.settlements} 笔，其中有差额 ${trial.lines.length} 笔`],
          ...(trial.differs ? sumFacts(trial) : []),
          [
            '列入原因',
            trial.due.length === 0
              ? '未列入待重算清单'
              : trial.due.map((source) => `${source.cause.name}（${source.sourceId}）`).join('；'),
          ],
        ]}
      />
      {trial.openId !== null && (
        <p className="notice">
          本年度已有待复核的重算单 <AppLink to={`/recomputations/${trial.openId}`}>{trial.openId}</AppLink>。
        </p>
      )}
      {trial.differs ? (
        <>
          <Lines lines={trial.lines} />
          <TotalMoves totals={trial.totals} />
          {trial.openId === null && <Propose trial={trial} asked={props.asked} />}
        </>
      ) : (
        <Same trial={trial} asked={props.asked} />
      )}
    </>
  );
}

/** Nothing differs: the flags, if there are any, are taken off the list. */
function Same(props: { readonly trial: RecomputationTrial; readonly asked: YearQuery }) {
  const { trial, asked } = props;
  const mayPropose = useRight('adjustments.propose');
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const close = async () => {
    const cause = trial.due[0]?.cause.code ?? 'other';
    try {
      await writes.propose({ ...asked, cause, note: '核对无差异' }, crypto.randomUUID());
    } catch (error) {
      if (errorBody(error).code === 'adjustments.nothingDiffers') message.success('核对无差异，已销号。');
      else modal.error({ title: '没有销号', content: errorText(error), okText: '知道了' });
    }
    await client.invalidateQueries();
  };
  return (
    <Empty
      why="重算结果与已结算一致，无需调整。"
      todo={mayPropose && trial.due.length > 0 && <Button onClick={() => void close()}>核对无差异，销号</Button>}
    />
  );
}

interface Draft {
  readonly cause: string;
  readonly note: string;
}

function Propose(props: { readonly trial: RecomputationTrial; readonly asked: YearQuery }) {
  const { trial, asked } = props;
  const mayPropose = useRight('adjustments.propose');
  const client = useQueryClient();
  const go = useGo();
  const requestKey = useRequestKey();
  const [draft, change, clear] = useDraft<Draft>(`recompute.${asked.psnNo}.${asked.insutype}.${asked.year}`, {
    cause: trial.due[0]?.cause.code ?? 'other',
    note: '',
  });
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (!mayPropose) return null;
  const tooShort = draft.note.trim().length < SHORTEST_NOTE;
  const submit = async () => {
    setLeft(true);
    if (tooShort || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const made = await writes.propose({ ...asked, ...draft, note: draft.note.trim() }, requestKey.current());
      requestKey.renew();
      clear();
      await client.invalidateQueries();
      go(`/recomputations/${made.id}`);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="提出重算" className="no-print">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={submitOnCtrlEnter(() => void submit())}
      >
        <Field label="重算原因" required>
          {(id) => (
            <Select
              id={id}
              value={draft.cause}
              style={{ width: '100%' }}
              options={[...CAUSE_OPTIONS]}
              onChange={(cause: string) => change({ ...draft, cause })}
            />
          )}
        </Field>
        <Field
          label="说明"
          required
          help="依据与经过，复核人会看到。"
          error={left && tooShort ? '请写明依据与经过，至少 4 个字。' : undefined}
        >
          {(id, note) => (
            <Input.TextArea
              id={id}
              aria-describedby={note}
              rows={2}
              maxLength={500}
              value={draft.note}
              onChange={(event) => change({ ...draft, note: event.target.value })}
              onBlur={() => setLeft(true)}
            />
          )}
        </Field>
        <p className="muted">提交后由复核岗复核；核定之前不记账，结算单不改。</p>
        {problem !== null && (
          <p role="alert" className="wrong">
            {errorText(problem)}已填写的内容仍保留。
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={busy}>
          提交复核
        </Button>
      </form>
    </Section>
  );
}
