/** Compiled conditions in words: what all alternatives ask is said once, then the alternatives. */
import type { CompiledPolicy, Condition, PackNames } from './compiled-policy.ts';
import { type CodeNames, describeCondition } from './describe-rule.ts';

/** Titles of the fee-line groups, in the pack's order, and of what no group holds. */
export const REST_TITLE = '其余费用';

/** What conditions of a policy may name, in words. */
export function namesOf(policy: CompiledPolicy, names: PackNames): CodeNames {
  const { identities, personTypes, tags } = names;
  return { identities, personTypes, tags, groups: [...policy.groups.map(({ title }) => title), REST_TITLE] };
}

/** "二级、统筹区内"; "转诊异地，且不满 18 周岁或新生儿"; empty when nothing is asked. */
export function describeAlternatives(when: readonly Condition[], names: CodeNames): string {
  const [first = {}, ...others] = when;
  if (others.length === 0) return describeCondition(first, names);
  const shared = Object.fromEntries(
    Object.entries(first).filter(([field, value]) =>
      others.every((other) => JSON.stringify(other[field as keyof Condition]) === JSON.stringify(value)),
    ),
  );
  const own = when.map((condition) =>
    describeCondition(
      Object.fromEntries(Object.entries(condition).filter(([field]) => !(field in shared))) as Condition,
      names,
    ),
  );
  return [describeCondition(shared, names), own.filter((words) => words !== '').join('或')]
    .filter((words) => words !== '')
    .join('，且');
}
