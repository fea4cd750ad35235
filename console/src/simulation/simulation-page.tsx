/**
 * The reform laboratory (改革实验室): claims chosen, up to four reforms written, run, and compared with the policy as it
 * is. What is being written is kept in this browser; a run is found again by its number in the address.
 */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { errorBody, errorText } from '../api/client.ts';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { PackParametersResponse, SimulationOptionsResponse } from '../api/types.ts';
import { Field, submitOnCtrlEnter, useDraft, useRequestKey } from '../frame/form.tsx';
import { useSearchValues } from '../frame/link.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Loaded, Skeleton } from '../states/states.tsx';
import { JobView, RecentJobs } from './job-view.tsx';
import { draftProblem, newDraft, nextDraft, type ReformDraft, reformText, refusedReform } from './reform-model.ts';
import { ReformTabs } from './reform-tabs.tsx';
import './simulation.css';

interface Plan {
  readonly scheme: string;
  readonly year: number | null;
  readonly burdenLine: string;
  readonly drafts: readonly ReformDraft[];
}

export function SimulationPage() {
  const options = useGet(reads.simulationOptions());
  const [search, change] = useSearchValues();
  return (
    <Page title="改革实验室" scope="在全年就诊上测算待遇调整">
      <Loaded query={options}>
        {(data) =>
          data.schemes.every(({ years }) => years.length === 0) ? (
            <Empty why="还没有结算，不能测算。" todo="有结算的年度会列在这里。" />
          ) : (
            <Laboratory options={data} job={search.job} onJob={(job) => change({ job })} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface LaboratoryProps {
  readonly options: SimulationOptionsResponse;
  readonly job: string | undefined;
  readonly onJob: (job: string) => void;
}

function Laboratory(props: LaboratoryProps) {
  const { options } = props;
  const [plan, changePlan] = useDraft<Plan>('simulation', {
    scheme: options.schemes.find(({ years }) => years.length > 0)?.scheme.code ?? '390',
    year: null,
    burdenLine: String(options.burdenLineFen / 100),
    drafts: [newDraft(1)],
  });
  const years = options.schemes.find(({ scheme }) => scheme.code === plan.scheme)?.years ?? [];
  const year = plan.year !== null && years.includes(plan.year) ? plan.year : years[0];
  const parameters = useGet(year === undefined ? null : reads.simulationParameters({ scheme: plan.scheme, year }));
  const [problem, setProblem] = useState<{ readonly reform: number | null; readonly text: string } | null>(null);
  const [left, setLeft] = useState(false);
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const requestKey = useRequestKey();
  const client = useQueryClient();
  const change = (patch: Partial<Plan>) => {
    setProblem(null);
    changePlan({ ...plan, ...patch });
  };
  const lineProblem = burdenLineProblem(plan.burdenLine);
  const addReform = () => {
    const draft = nextDraft(plan.drafts);
    change({ drafts: [...plan.drafts, draft] });
    setChosen(draft.key);
  };

  const run = async () => {
    setLeft(true);
    const wrong = plan.drafts.findIndex((draft) => draftProblem(draft, parameters.data) !== undefined);
    if (busy || year === undefined || parameters.data === undefined || lineProblem || wrong >= 0) {
      if (wrong >= 0) setProblem({ reform: wrong, text: '' });
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const { data } = parameters;
      const started = await writes.runSimulation(
        {
          scheme: plan.scheme,
          year,
          burdenLineFen: Math.round(Number(plan.burdenLine) * 100),
          reforms: plan.drafts.map((draft) => reformText(draft, data)),
        },
        requestKey.current(),
      );
      requestKey.renew();
      await client.invalidateQueries({ queryKey: ['/api/simulation/jobs'] });
      props.onJob(started.id);
    } catch (error) {
      setProblem({ reform: refusedReform(errorBody(error).path), text: errorText(error) });
      requestKey.renew();
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form
        className="laboratory no-print"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
        onKeyDown={submitOnCtrlEnter(() => void run())}
      >
        <Section title="测算数据">
          <ClaimsFields
            options={options}
            plan={plan}
            years={years}
            year={year}
            lineProblem={left ? lineProblem : undefined}
            onChange={change}
          />
        </Section>
        <Section
          title="方案"
          aside={
            <>
              <span>与现行政策并列比较，至多 {options.mostReforms} 个</span>
              <Button size="small" disabled={plan.drafts.length >= options.mostReforms} onClick={addReform}>
                增加方案
              </Button>
            </>
          }
        >
          {parameters.data ? (
            <ReformTabs
              drafts={plan.drafts}
              parameters={parameters.data}
              options={options}
              claims={{ scheme: plan.scheme, year: year ?? 0 }}
              showProblems={left}
              refused={problem}
              chosen={chosen}
              onChoose={setChosen}
              onChange={(drafts) => change({ drafts })}
            />
          ) : (
            <Parameters query={parameters} />
          )}
        </Section>
        {problem !== null && problem.reform === null && (
          <p className="notice notice-wrong" role="alert">
            {problem.text}
          </p>
        )}
        <p className="run-line">
          <Button type="primary" htmlType="submit" loading={busy} disabled={parameters.data === undefined}>
            开始测算
          </Button>
          <span className="muted">Ctrl+Enter 也可开始；只读结算数据，不改动任何记录。</span>
        </p>
      </form>
      {props.job !== undefined && <JobView key={props.job} id={props.job} />}
      <RecentJobs chosen={props.job} onChoose={props.onJob} />
    </>
  );
}

function burdenLineProblem(text: string): string | undefined {
  return /^\d{1,9}(\.\d{1,2})?$/.test(text.trim()) && Number(text) > 0 ? undefined : '应为大于零、至多两位小数的金额';
}

function Parameters(props: { readonly query: ReturnType<typeof useGet<PackParametersResponse>> }) {
  return (
    <Loaded query={props.query} skeleton={<Skeleton rows={6} columns={4} />}>
      {() => null}
    </Loaded>
  );
}

function ClaimsFields(props: {
  readonly options: SimulationOptionsResponse;
  readonly plan: Plan;
  readonly years: readonly number[];
  readonly year: number | undefined;
  readonly lineProblem: string | undefined;
  readonly onChange: (patch: Partial<Plan>) => void;
}) {
  const { options, plan } = props;
  return (
    <div className="claims-fields">
      <Field label="险种" required>
        {(id) => (
          <Select
            id={id}
            value={plan.scheme}
            options={options.schemes.map(({ scheme, years }) => ({
              value: scheme.code,
              label: scheme.name,
              disabled: years.length === 0,
            }))}
            // Numbers that were changed belong to the pack of one scheme.
            onChange={(scheme) => props.onChange({ scheme, year: null, drafts: plan.drafts.map(withoutEdits) })}
          />
        )}
      </Field>
      <Field label="年度" required>
        {(id) => (
          <Select
            id={id}
            value={props.year ?? null}
            options={props.years.map((each) => ({ value: each, label: `${each} 年` }))}
            onChange={(next: number | null) => props.onChange({ year: next })}
          />
        )}
      </Field>
      <Field
        label="高额自付线（元）"
        required
        error={props.lineProblem}
        help="全年个人负担超过此数的单独计数，如当地居民人均可支配收入的 25 %"
      >
        {(id, describedBy) => (
          <Input
            id={id}
            className="amount-input"
            inputMode="decimal"
            value={plan.burdenLine}
            aria-describedby={describedBy}
            aria-invalid={props.lineProblem !== undefined}
            onChange={(event) => props.onChange({ burdenLine: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function withoutEdits(draft: ReformDraft): ReformDraft {
  return { ...draft, edits: {} };
}
