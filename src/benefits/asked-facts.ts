/** What a policy asks of a case beyond amounts: for whoever feeds it and must know what it cannot yet tell. Pure. */
import type { CompiledLayer, CompiledPolicy, Condition } from './compiled-policy.ts';
import type { BenefitCare } from './model.ts';

/** Attributes of a case that a policy may ask for and that not every source of cases can give. */
export type AskedFact =
  | 'tag'
  | 'certified'
  | 'monthsSince'
  | 'package'
  | 'continued'
  | 'groups'
  | 'feeLines'
  | 'stay'
  | 'episode';

const CONDITIONS: readonly (readonly [keyof Condition, AskedFact])[] = [
  ['tag', 'tag'],
  ['withoutTag', 'tag'],
  ['certified', 'certified'],
  ['certifiedCount', 'certified'],
  ['monthsSince', 'monthsSince'],
  ['package', 'package'],
  ['continued', 'continued'],
];

/** What the policy asks of a case of a kind of care. Layers that are not for that kind ask nothing. */
export function askedFacts(policy: CompiledPolicy, care: BenefitCare): ReadonlySet<AskedFact> {
  const asked = new Set<AskedFact>();
  const mayBe = (condition: Condition) => condition.care === undefined || condition.care.includes(care);
  const layers = policy.layers.filter((layer) => layer.when.some(mayBe));
  for (const condition of layers.flatMap(conditionsOfLayer).filter(mayBe)) {
    for (const [name, fact] of CONDITIONS) if (condition[name] !== undefined) asked.add(fact);
  }
  if (layers.some(({ rules }) => rules.some(({ terms }) => terms.groupRates.length > 0))) asked.add('groups');
  if (layers.some(({ base }) => base.some(({ slot }) => (policy.quantities[slot] ?? '').startsWith('inScope.')))) {
    asked.add('groups');
  }
  if (policy.feeLines.rules.length > 0 || policy.feeLines.order !== 'limitFirst') asked.add('feeLines');
  for (const index of layers.flatMap(accumulatorsOfLayer)) {
    const scope = policy.accumulators[index]?.scope;
    if (scope === 'stay' || scope === 'episode') asked.add(scope);
  }
  return asked;
}

function conditionsOfLayer(layer: CompiledLayer): Condition[] {
  return [
    ...layer.when,
    ...layer.rules.flatMap(({ when }) => when),
    ...layer.tilts.flatMap(({ rows }) => rows.flatMap(({ when }) => when)),
    ...layer.ceilings.flatMap(({ limits }) => limits.flatMap(({ when }) => when)),
  ];
}

function accumulatorsOfLayer(layer: CompiledLayer): number[] {
  return [
    ...(layer.accumulator === undefined ? [] : [layer.accumulator]),
    ...(typeof layer.deductibleOn === 'object' ? [layer.deductibleOn.accumulator] : []),
    ...(layer.mode.kind === 'entitlement' ? [layer.mode.paid] : []),
    ...layer.ceilings.flatMap(({ accumulator }) => accumulator ?? []),
  ];
}
