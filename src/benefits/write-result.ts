/** Writes the engine's results out in yuan, by layer, component, national field and step. Pure. */
import { type Fen, fen, formatYuan, parseYuan, sumFen } from '../kernel/money.ts';
import type { BuiltCase } from './build-case.ts';
import { type CompiledPolicy, LAYER_QUANTITIES } from './compiled-policy.ts';
import { formatRate } from './describe-rule.ts';
import type { Bearer, BenefitCase, BenefitResult, Clause, RunningTotals, SettlementAmounts, Step } from './model.ts';
import { renderSteps } from './render-steps.ts';
import type { EncounterResult, National, WrittenClause, WrittenLayer, WrittenStep, YearSums } from './result-schema.ts';
import { weakestGrade } from './source-grade.ts';

const yuan = (amount: number): string => formatYuan(fen(amount));

const NATIONAL_FIELDS: readonly (readonly [keyof National, keyof SettlementAmounts])[] = [
  ['medfee_sumamt', 'total'],
  ['fulamt_ownpay_amt', 'fullSelfPay'],
  ['overlmt_selfpay', 'overLimit'],
  ['preselfpay_amt', 'priorShare'],
  ['inscp_scp_amt', 'inScope'],
  ['act_pay_dedc', 'deductible'],
  ['hifp_pay', 'pool'],
  ['cvlserv_pay', 'civilServant'],
  ['hifes_pay', 'enterprise'],
  ['hifmi_pay', 'criticalIllness'],
  ['hifob_pay', 'largeAmount'],
  ['maf_pay', 'medicalAid'],
  ['oth_pay', 'other'],
  ['fund_pay_sumamt', 'fundTotal'],
  ['psn_part_amt', 'personTotal'],
  ['acct_pay', 'account'],
  ['psn_cash_pay', 'cash'],
  ['hosp_part_amt', 'hospitalShare'],
];

/** Amounts that policy text and case files call by the same names. */
const PLAIN_NAMES = [
  'total',
  'fullSelfPay',
  'overLimit',
  'priorShare',
  'inScope',
  'fundTotal',
  'personTotal',
  'account',
  'cash',
  'hospitalShare',
] as const satisfies readonly (keyof SettlementAmounts)[];

const PAYS: Readonly<Partial<Record<Bearer, string>>> = {
  pool: 'hifp_pay',
  criticalIllness: 'hifmi_pay',
  largeAmount: 'hifob_pay',
  civilServant: 'cvlserv_pay',
  enterprise: 'hifes_pay',
  medicalAid: 'maf_pay',
  other: 'oth_pay',
};

/** One visit of a result, or one part of a visit that was split at the year's end. */
export interface Computed {
  readonly policy: CompiledPolicy;
  readonly benefitCase: BenefitCase;
  readonly result: BenefitResult;
  readonly built: BuiltCase;
  readonly name: string | undefined;
  readonly part: 'beforeYearEnd' | 'afterYearEnd' | undefined;
}

export function writeEncounter({ policy, benefitCase, result, built, name, part }: Computed): EncounterResult {
  // The deposit is set against the whole stay, not against a part of it.
  const prepaid = part === undefined ? built.prepaid : undefined;
  const weakest = weakestGrade(result.steps.flatMap(({ clause }) => clause ?? []));
  return {
    ...(name !== undefined && { name }),
    ...(part && { part }),
    policy: {
      id: policy.id,
      title: policy.title,
      area: policy.area,
      scheme: policy.scheme,
      from: policy.from,
      ...(policy.to !== undefined && { to: policy.to }),
    },
    care: benefitCase.care,
    grade: benefitCase.grade,
    place: benefitCase.place,
    admittedOn: benefitCase.admittedOn,
    dischargedOn: benefitCase.dischargedOn,
    national: writeNational(result.amounts),
    layers: result.layers.map(writeLayer),
    components: writeComponents(policy, result),
    steps: writeSteps(policy, result.steps),
    totalsAfter: writeTotals(policy, result.totalsAfter),
    ...(prepaid !== undefined && {
      prepaid: yuan(prepaid),
      refund: yuan(prepaid - result.amounts.cash),
    }),
    ...(weakest && { weakestGrade: weakest }),
    notices: [...built.notices],
  };
}

function writeNational(amounts: SettlementAmounts): National {
  return Object.fromEntries(NATIONAL_FIELDS.map(([field, name]) => [field, yuan(amounts[name])])) as National;
}

function writeLayer(layer: BenefitResult['layers'][number]): WrittenLayer {
  const component = (name: string) => yuan(layer.components[name] ?? 0);
  return {
    layer: layer.id,
    title: layer.title,
    pays: PAYS[layer.bearer] ?? 'oth_pay',
    fundPayType: layer.fundPayType,
    base: yuan(layer.base),
    firstTake: component('firstTake'),
    deductible: component('deductible'),
    coPay: component('coPay'),
    overCap: component('overCap'),
    hospitalShare: component('hospitalShare'),
    paid: yuan(layer.paid),
    ...(layer.parts && {
      groups: layer.parts.map(({ group, base, paid }) => ({ group, base: yuan(base), paid: yuan(paid) })),
    }),
  };
}

/** Every name of the policy language with its amount; a layer that did not apply stands at zero. */
function writeComponents(policy: CompiledPolicy, result: BenefitResult): Record<string, string> {
  const plain = PLAIN_NAMES.map((name) => [name, yuan(result.amounts[name])]);
  const layers = policy.layers.flatMap(({ id }) => {
    const layer = result.layers.find((each) => each.id === id);
    return LAYER_QUANTITIES.map((quantity) => {
      const amount = quantity === 'base' || quantity === 'paid' ? layer?.[quantity] : layer?.components[quantity];
      return [`${id}.${quantity}`, yuan(amount ?? 0)];
    });
  });
  return Object.fromEntries([...plain, ...layers]);
}

export function writeClause(clause: Clause): WrittenClause {
  return Object.fromEntries(Object.entries(clause).filter(([, value]) => value !== undefined)) as WrittenClause;
}

function writeSteps(policy: CompiledPolicy, steps: readonly Step[]): WrittenStep[] {
  const words = renderSteps(policy, steps);
  return steps.map((step, index) => {
    const { schedule } = step.rule ?? {};
    return {
      id: step.id,
      layer: step.layer,
      kind: step.kind,
      title: words[index]?.title ?? step.id,
      rule: words[index]?.rule ?? '',
      formula: words[index]?.formula ?? '',
      before: yuan(step.before),
      taken: yuan(step.taken),
      after: yuan(step.after),
      bearer: step.bearer,
      ...(step.numbers && { numbers: writeNumbers(policy, step.numbers) }),
      ...(schedule && {
        schedule: {
          cuts: schedule.cuts.map(yuan),
          rates: schedule.rates.map(formatRate),
          leaves: [...schedule.leaves],
        },
      }),
      ...(step.clause && { clause: writeClause(step.clause) }),
    };
  });
}

function writeNumbers(
  policy: CompiledPolicy,
  numbers: NonNullable<Step['numbers']>,
): Record<string, string | unknown[]> {
  const { terms, parts, limitTitle, limitAccumulator, ...amounts } = numbers;
  const limitOn = policy.accumulators[limitAccumulator ?? -1]?.id;
  const groups = [...policy.groups.map(({ id }) => id), 'rest'];
  return {
    ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, yuan(amount)])),
    ...(limitTitle !== undefined && { limitTitle }),
    ...(limitOn !== undefined && { limitOn }),
    ...(terms && {
      terms: terms.map(([slot, sign, amount]) => ({ name: policy.quantities[slot], sign, amount: yuan(amount) })),
    }),
    ...(parts && {
      parts: parts.map(([group, base, paid]) => ({ group: groups[group], base: yuan(base), paid: yuan(paid) })),
    }),
  };
}

export function writeTotals(policy: CompiledPolicy, totals: RunningTotals): Record<string, string | number> {
  const counts = new Set(policy.accumulators.filter((each) => each.counts.length > 0).map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(totals).map(([key, value]) => [key, counts.has(key.split('@')[0] ?? key) ? value : yuan(value)]),
  );
}

/** Sums of several visits, by field, layer and component. */
export function sumEncounters(encounters: readonly EncounterResult[]): YearSums {
  const layers = new Map<string, WrittenLayer>();
  for (const layer of encounters.flatMap((encounter) => encounter.layers)) {
    const earlier = layers.get(layer.layer);
    layers.set(layer.layer, earlier === undefined ? withoutGroups(layer) : addLayers(earlier, layer));
  }
  return {
    national: sumRecords(encounters.map(({ national }) => national)) as National,
    layers: [...layers.values()],
    components: sumRecords(encounters.map(({ components }) => components)),
  };
}

const LAYER_AMOUNTS = ['base', 'firstTake', 'deductible', 'coPay', 'overCap', 'hospitalShare', 'paid'] as const;

function withoutGroups({ groups: _, ...layer }: WrittenLayer): WrittenLayer {
  return layer;
}

function addLayers(left: WrittenLayer, right: WrittenLayer): WrittenLayer {
  const sums = LAYER_AMOUNTS.map((name) => [name, addYuan(left[name], right[name])]);
  return { ...left, ...Object.fromEntries(sums) };
}

function sumRecords(records: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const record of records) {
    for (const [name, amount] of Object.entries(record)) sums[name] = addYuan(sums[name] ?? '0.00', amount);
  }
  return sums;
}

/** Both are texts that `yuan` wrote. */
function addYuan(left: string, right: string): string {
  return formatYuan(sumFen([left, right].map((text) => parseYuan(text) as Fen)));
}
