/** Running totals of a year in words, with the ceilings that policy sets for this person. Pure. */
import type { CompiledCeiling, CompiledPolicy, Condition, RunningTotals } from '../../benefits/index.ts';

/** What is known of a person when a ceiling is looked up without a case. */
export interface PersonFacts {
  readonly identities: readonly string[];
  /** psn_type of the cover. */
  readonly personType: string | undefined;
  readonly civilServant: boolean;
  /** Full years on the day that is looked at. */
  readonly age: number;
}

export type TotalView =
  | { kind: 'money'; key: string; title: string; valueFen: number; limitFen: number | null }
  | { kind: 'count'; key: string; title: string; value: number; limit: number | null };

export type TotalChange =
  | { kind: 'money'; key: string; title: string; beforeFen: number; afterFen: number; limitFen: number | null }
  | { kind: 'count'; key: string; title: string; before: number; after: number; limit: number | null };

interface Described {
  readonly key: string;
  readonly title: string;
  readonly kind: 'money' | 'count';
  readonly limit: number | null;
  /** False for what this person cannot draw on at all (medical aid without an identity). */
  readonly open: boolean;
}

/** The totals of a policy, for the person's page. A total that does not concern the person is left out while empty. */
export function presentTotals(
  policy: CompiledPolicy | undefined,
  facts: PersonFacts,
  totals: RunningTotals,
): TotalView[] {
  return describe(policy, facts, [totals]).flatMap(({ key, title, kind, limit, open }): TotalView[] => {
    const value = totals[key] ?? 0;
    if (!open && value === 0) return [];
    return [
      kind === 'count' ? { kind, key, title, value, limit } : { kind, key, title, valueFen: value, limitFen: limit },
    ];
  });
}

/** How a settlement moved the totals. */
export function presentChanges(
  policy: CompiledPolicy | undefined,
  facts: PersonFacts,
  before: RunningTotals,
  after: RunningTotals,
): TotalChange[] {
  return describe(policy, facts, [before, after]).flatMap(({ key, title, kind, limit, open }): TotalChange[] => {
    const from = before[key] ?? 0;
    const to = after[key] ?? 0;
    if (!open && from === 0 && to === 0) return [];
    return [
      kind === 'count'
        ? { kind, key, title, before: from, after: to, limit }
        : { kind, key, title, beforeFen: from, afterFen: to, limitFen: limit },
    ];
  });
}

/** The policy's accumulators in its order; without a policy, whatever the totals have, by name. */
function describe(
  policy: CompiledPolicy | undefined,
  facts: PersonFacts,
  totals: readonly RunningTotals[],
): Described[] {
  if (!policy) {
    const names = new Set(totals.flatMap((each) => Object.keys(each)));
    return [...names].map((key) => ({ key, title: key, kind: 'money', limit: null, open: true }));
  }
  return policy.accumulators.map((accumulator, index) => {
    const layers = policy.layers.filter((layer) => layer.ceilings.some((ceiling) => ceiling.accumulator === index));
    const own = layers.filter((layer) => mayHold(layer.when, facts) !== 'no');
    const ceilings = own.flatMap((layer) => layer.ceilings.filter((ceiling) => ceiling.accumulator === index));
    return {
      key: accumulator.id,
      title: accumulator.title,
      kind: accumulator.counts.length > 0 ? 'count' : 'money',
      limit: commonLimit(ceilings, facts),
      open: layers.length === 0 || own.length > 0,
    };
  });
}

/** The one limit that all ceilings on a total agree on; null where there is none, or where it depends on the case. */
function commonLimit(ceilings: readonly CompiledCeiling[], facts: PersonFacts): number | null {
  const limits = new Set(ceilings.map((ceiling) => limitOf(ceiling, facts)));
  const [limit] = limits;
  return limits.size === 1 && limit !== undefined ? limit : null;
}

/** The first limit whose condition holds; undefined when it sets none, or when the case would have to be known. */
function limitOf(ceiling: CompiledCeiling, facts: PersonFacts): number | undefined {
  for (const limit of ceiling.limits) {
    const holds = mayHold(limit.when, facts);
    if (holds !== 'no') return holds === 'yes' ? limit.amount : undefined;
  }
  return undefined;
}

type Holds = 'yes' | 'no' | 'maybe';

/** Whether any alternative holds, as far as the person alone tells; no alternatives ask nothing. */
function mayHold(alternatives: readonly Condition[], facts: PersonFacts): Holds {
  if (alternatives.length === 0) return 'yes';
  const each = alternatives.map((condition) => conditionHolds(condition, facts));
  return each.includes('yes') ? 'yes' : each.includes('maybe') ? 'maybe' : 'no';
}

function conditionHolds(condition: Condition, facts: PersonFacts): Holds {
  const { identity, personType, civilServant, age, ...ofTheCase } = condition;
  const fits =
    (identity === undefined || identity.some((code) => facts.identities.includes(code))) &&
    (personType === undefined || (facts.personType !== undefined && personType.includes(facts.personType))) &&
    (civilServant === undefined || civilServant === facts.civilServant) &&
    (age === undefined || (facts.age >= (age.from ?? 0) && facts.age < (age.under ?? Number.POSITIVE_INFINITY)));
  if (!fits) return 'no';
  return Object.values(ofTheCase).every((asked) => asked === undefined) ? 'yes' : 'maybe';
}
