/** A run: its progress while it lasts, with cancel; then its report, or why there is none. And the runs before it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { errorText } from '../api/client.ts';
import { reads, runGet, simulationSheetPath, useGet, writes } from '../api/endpoints.ts';
import type { SimulationJob, StateView } from '../api/types.ts';
import { Section } from '../frame/page.tsx';
import { formatCount } from '../money/format.ts';
import { Empty, Loaded, State } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { ReportView } from './report-view.tsx';

const ASK_AGAIN_MS = 400;

export function JobView(props: { readonly id: string }) {
  const client = useQueryClient();
  const request = reads.simulationJob(props.id);
  const job = useQuery({
    queryKey: [request.path],
    queryFn: ({ signal }) => runGet(request, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? ASK_AGAIN_MS : false),
  });
  const place = useRef<HTMLDivElement>(null);
  const state = job.data?.state;
  // A run that was just started comes into view; so does its report when it is there.
  useEffect(() => {
    if (state === undefined) return;
    place.current?.scrollIntoView({ block: 'start' });
    void client.invalidateQueries({ queryKey: [reads.simulationJobs().path] });
  }, [state, client]);
  return (
    <div ref={place} className="job">
      <Loaded query={job}>{(data) => <Result job={data} />}</Loaded>
    </div>
  );
}

function isUnderWay({ state }: SimulationJob): boolean {
  return state === 'waiting' || state === 'running';
}

function Result({ job }: { readonly job: SimulationJob }) {
  if (isUnderWay(job)) return <UnderWay job={job} />;
  if (job.report !== null) {
    return (
      <Section
        title="测算结果"
        aside={
          <span className="sheet-links no-print">
            测算情况：
            <a href={simulationSheetPath(job.id, 'docx')}>Word</a>
            <a href={simulationSheetPath(job.id, 'pdf')}>PDF</a>
            <a href={simulationSheetPath(job.id, 'xlsx')}>Excel（含附表）</a>
          </span>
        }
      >
        <ReportView report={job.report} />
      </Section>
    );
  }
  if (job.state === 'cancelled') return <Empty why="这次测算已取消，没有结果。" todo="修改方案后可重新测算。" />;
  return (
    <div className="blank" role="alert">
      <p className="wrong">{job.failure?.message ?? '这次测算没有完成'}。</p>
      <p>{job.failure?.remedy}</p>
    </div>
  );
}

function UnderWay({ job }: { readonly job: SimulationJob }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const cancel = async () => {
    try {
      await writes.cancelSimulation(job.id);
      await client.invalidateQueries({ queryKey: [reads.simulationJob(job.id).path] });
    } catch (error) {
      message.error(errorText(error));
    }
  };
  const percent = job.total > 0 ? Math.floor((job.done / job.total) * 100) : 0;
  return (
    <Section title="正在测算">
      <div className="under-way" role="status" aria-live="polite">
        <p className="under-way-phase">
          <span>{job.phase}</span>
          {job.total > 0 && (
            <span className="muted">
              {formatCount(job.done)} / {formatCount(job.total)} 次就诊
            </span>
          )}
        </p>
        <Progress percent={percent} />
        {job.mayCancel && <Button onClick={() => void cancel()}>取消测算</Button>}
      </div>
    </Section>
  );
}

const STATES: Readonly<Record<SimulationJob['state'], StateView>> = {
  waiting: { code: 'waiting', name: '等待', tone: 'waiting' },
  running: { code: 'running', name: '正在测算', tone: 'waiting' },
  done: { code: 'done', name: '完成', tone: 'done' },
  failed: { code: 'failed', name: '没有完成', tone: 'wrong' },
  cancelled: { code: 'cancelled', name: '已取消', tone: 'neutral' },
};

export function RecentJobs(props: { readonly chosen: string | undefined; readonly onChoose: (id: string) => void }) {
  const jobs = useGet(reads.simulationJobs());
  const columns: Column<SimulationJob>[] = [
    {
      key: 'reforms',
      title: '方案',
      value: (job) => job.reforms.join('、'),
      render: (job) => (
        <Button
          type="link"
          className="cell-button"
          aria-pressed={job.id === props.chosen}
          onClick={() => props.onChoose(job.id)}
        >
          {job.reforms.join('、')}
        </Button>
      ),
    },
    { key: 'claims', title: '测算数据', value: (job) => `${job.year} 年${job.scheme.name}` },
    { key: 'by', title: '发起人', value: (job) => job.startedBy },
    { key: 'at', title: '时间', value: (job) => job.startedAt },
    {
      key: 'state',
      title: '状态',
      value: (job) => STATES[job.state].name,
      render: (job) => <State state={STATES[job.state]} />,
    },
  ];
  if (jobs.data === undefined || jobs.data.jobs.length === 0) return null;
  return (
    <Section title="最近的测算" className="no-print" aside={<span>只保存在服务器内存中，重启后清除</span>}>
      <PlainTable
        name="最近的测算"
        columns={columns}
        rows={jobs.data.jobs}
        rowKey={(job) => job.id}
        empty="还没有测算。"
        rowClass={(job) => (job.id === props.chosen ? 'open-row' : '')}
      />
    </Section>
  );
}
