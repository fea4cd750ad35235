/** What the form must ask, read from the policies themselves: nobody is asked what decides nothing here. Pure. */
import {
  type CompiledAccumulator,
  type Condition,
  conditionsOf,
  type DecisiveDate,
  type PolicyPack,
  SCOPE_TITLES,
  type Scheme,
} from '../../../src/benefits/engine.ts';
import type { PublicPoliciesResponse } from '../api/types.ts';

export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface UsedQuestion {
  readonly id: string;
  readonly title: string;
  /** Times, not yuan. */
  readonly counts: boolean;
}

export interface Questions {
  /** Earliest day that a policy is there for; undefined when there is none at all. */
  readonly from: string | undefined;
  /** Whose date chooses the version: that is the date to ask for. */
  readonly decidedBy: DecisiveDate;
  readonly age: boolean;
  readonly days: boolean;
  readonly civilServant: boolean;
  readonly account: boolean;
  readonly identities: readonly Named[];
  readonly personTypes: readonly Named[];
  readonly diseases: readonly Named[];
  readonly tags: readonly Named[];
  readonly used: readonly UsedQuestion[];
  /** What the policies also look at and the form does not ask: said beside the result. */
  readonly unasked: readonly string[];
}

/** Accumulators over a stay or a course of treatment begin with the visit that is being asked about. */
const ASKED_SCOPES: readonly CompiledAccumulator['scope'][] = ['year', 'month', 'disease', 'lifetime'];

export function questionsOf({ packs, diseases }: PublicPoliciesResponse, scheme: Scheme): Questions {
  const own = packs.filter((pack) => pack.scheme === scheme);
  const policies = own.flatMap((pack) => pack.policies);
  const conditions = policies.flatMap(conditionsOf);
  const codes = (read: (condition: Condition) => readonly string[] | undefined) =>
    new Set(conditions.flatMap((condition) => read(condition) ?? []));
  const asksFor = (attribute: keyof Condition) => conditions.some((each) => each[attribute] !== undefined);
  const perDay = policies.some(({ layers }) =>
    layers.some(({ ceilings }) => ceilings.some(({ limits }) => limits.some((limit) => limit.perDay))),
  );
  const identities = codes(({ identity }) => identity);
  for (const { identityRank } of policies) for (const code of identityRank) identities.add(code);
  const asked = codes(({ disease }) => disease);
  return {
    from: policies.map((policy) => policy.from).sort()[0],
    decidedBy: own[0]?.decidedBy ?? 'dischargedOn',
    age: asksFor('age'),
    days: perDay || asksFor('days'),
    civilServant: asksFor('civilServant'),
    account: policies.some(({ account }) => account.covers.length > 0),
    identities: named(own, 'identities', identities),
    personTypes: named(
      own,
      'personTypes',
      codes(({ personType }) => personType),
    ),
    diseases: diseases.filter(({ code }) => asked.has(code)),
    tags: named(
      own,
      'tags',
      codes(({ tag, withoutTag }) => [...(tag ?? []), ...(withoutTag ?? [])]),
    ),
    used: usedOf(policies.flatMap(({ accumulators }) => accumulators)),
    unasked: unaskedOf(policies, asksFor),
  };
}

function named(packs: readonly PolicyPack[], kind: keyof PolicyPack['names'], codes: ReadonlySet<string>): Named[] {
  const names = Object.assign({}, ...packs.map((pack) => pack.names[kind])) as Readonly<Record<string, string>>;
  return Object.entries(names)
    .filter(([code]) => codes.has(code))
    .map(([code, name]) => ({ code, name }));
}

function usedOf(accumulators: readonly CompiledAccumulator[]): UsedQuestion[] {
  const byId = new Map<string, UsedQuestion>();
  for (const { id, title, scope, counts, adds } of accumulators) {
    if (!ASKED_SCOPES.includes(scope) || byId.has(id)) continue;
    const over = scope === 'year' ? '' : `（${SCOPE_TITLES[scope]}）`;
    byId.set(id, { id, title: title + over, counts: counts.length > 0 && adds.length === 0 });
  }
  return [...byId.values()];
}

function unaskedOf(
  policies: readonly PolicyPack['policies'][number][],
  asksFor: (attribute: keyof Condition) => boolean,
): string[] {
  const groups = new Set(policies.flatMap((policy) => policy.groups.map(({ title }) => title)));
  const words = [
    asksFor('package') ? '按病种或定额结算' : '',
    asksFor('certified') || asksFor('certifiedCount') ? '同时认定的其他慢特病' : '',
    asksFor('monthsSince') ? '认定或手术后的时间' : '',
    asksFor('crossYear') || policies.some(({ yearEnd }) => yearEnd.some(({ stay }) => stay === 'split'))
      ? '跨年度住院'
      : '',
    groups.size > 0 ? `${[...groups].join('、')}另有比例` : '',
  ];
  return words.filter((word) => word !== '');
}
