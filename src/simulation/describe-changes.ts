/** What a reform changes, in words: the policies before and after, layer by layer. Pure. */
import { type CompiledPolicy, changeWords, diffPolicies } from '../benefits/index.ts';
import { fromDayNumber, type IsoDate } from '../kernel/dates.ts';
import type { ScenarioPolicy } from './apply-reform.ts';

export interface ReformChange {
  /** Title of the layer. */
  readonly layer: string;
  /** Whom or what the value is for: "二级、统筹区内"; empty for a property of the layer. */
  readonly subject: string;
  /** "起付标准 800 元 → 600 元，支付比例 78 % → 80 %". */
  readonly words: string;
}

/**
 * The changes that matter for claims of these days (days since 1970-01-01): each version of the baseline in that time
 * against the rules that the reform has on its first day. A change that holds in several versions is named once.
 */
export function describeChanges(
  baseline: ScenarioPolicy,
  reform: ScenarioPolicy,
  days: { readonly first: number; readonly last: number },
): ReformChange[] {
  const from = fromDayNumber(days.first);
  const to = fromDayNumber(days.last);
  const starts = [baseline, reform].flatMap(({ policies, rulesOf }) =>
    rulesOf === undefined ? policies.map((policy) => policy.from).filter((day) => day > from && day <= to) : [],
  );
  const found = new Map<string, ReformChange>();
  for (const day of [...new Set([from, ...starts])].sort()) {
    const before = policyOn(baseline, day);
    const after = policyOn(reform, day);
    if (before === undefined || after === undefined) continue;
    const sides = [
      { policy: before, names: baseline.pack.names },
      { policy: after, names: reform.pack.names },
    ] as const;
    for (const change of changesOf(...sides)) found.set(JSON.stringify(change), change);
  }
  return [...found.values()];
}

/** "基本医保统筹，二级、统筹区内：起付标准 800 元 → 600 元". */
export function changeText({ layer, subject, words }: ReformChange): string {
  return `${subject === '' ? layer : `${layer}，${subject}`}：${words}`;
}

function policyOn({ policies, rulesOf }: ScenarioPolicy, on: IsoDate): CompiledPolicy | undefined {
  if (rulesOf !== undefined) return policies[0];
  return policies.find(({ from, to }) => from <= on && (to === undefined || on < to));
}

type Sides = Parameters<typeof diffPolicies>;

/** That a value now rests on the proposal is no news; what the value is, is. */
function changesOf(...sides: Sides): ReformChange[] {
  return diffPolicies(...sides).parts.flatMap(({ title, changes }) =>
    changes.flatMap((change): ReformChange[] => {
      const fields = change.fields.filter(({ name }) => name !== '依据');
      if (fields.length === 0) return [];
      const list = change.list === '规定' || change.list === '本层' ? [] : [change.list];
      const words = changeWords({ ...change, fields });
      const told = change.state === 'added' ? `新增 ${words}` : change.state === 'removed' ? `取消 ${words}` : words;
      return [
        { layer: title, subject: [...list, change.condition].filter((part) => part !== '').join('，'), words: told },
      ];
    }),
  );
}
