/** Up to four reforms, each in a tab of its own. */
import { Tabs } from 'antd';
import { useEffect } from 'react';
import type { PackParametersResponse, SimulationClaimsQuery, SimulationOptionsResponse } from '../api/types.ts';
import { ReformForm } from './reform-form.tsx';
import { draftProblem, type ReformDraft } from './reform-model.ts';

interface ReformTabsProps {
  readonly drafts: readonly ReformDraft[];
  readonly parameters: PackParametersResponse;
  readonly options: SimulationOptionsResponse;
  readonly claims: SimulationClaimsQuery;
  /** After the first attempt to run. */
  readonly showProblems: boolean;
  /** What the server refused, and of which reform. */
  readonly refused: { readonly reform: number | null; readonly text: string } | null;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly onChange: (drafts: readonly ReformDraft[]) => void;
}

export function ReformTabs(props: ReformTabsProps) {
  const { drafts, refused, chosen, onChoose } = props;
  const refusedKey = refused?.reform === null ? undefined : drafts[refused?.reform ?? -1]?.key;
  // What has to be mended is brought to the front.
  useEffect(() => {
    if (refusedKey !== undefined) onChoose(refusedKey);
  }, [refusedKey, onChoose]);
  const active = drafts.some(({ key }) => key === chosen) ? chosen : (drafts[0]?.key ?? '');

  return (
    <Tabs
      type="card"
      size="small"
      className="reform-tabs"
      activeKey={active}
      onChange={onChoose}
      items={drafts.map((draft) => {
        const problem = props.showProblems ? draftProblem(draft, props.parameters) : undefined;
        const refusal = draft.key === refusedKey && refused !== null && refused.text !== '' ? refused.text : undefined;
        return {
          key: draft.key,
          label: <span className={(problem ?? refusal) ? 'wrong' : ''}>{tabName(draft)}</span>,
          children: (
            <ReformForm
              draft={draft}
              parameters={props.parameters}
              options={props.options}
              claims={props.claims}
              problem={problem}
              refusal={refusal}
              {...(drafts.length > 1 && {
                onRemove: () => props.onChange(drafts.filter(({ key }) => key !== draft.key)),
              })}
              onChange={(next) => props.onChange(drafts.map((each) => (each.key === next.key ? next : each)))}
            />
          ),
        };
      })}
    />
  );
}

/** A file bears its name in itself. */
function tabName({ kind, name, text }: ReformDraft): string {
  const own = kind === 'file' ? /^reform: *(.+)$/m.exec(text)?.[1]?.trim() : undefined;
  return own ?? (name.trim() || '未命名');
}
