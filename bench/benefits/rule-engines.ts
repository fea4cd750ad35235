/**
 * The rivals among rule engines: the policy of `policy/` as decision tables and expressions of @gorules/zen-engine, and
 * the choice of its rules alone in json-rules-engine.
 *
 * Zen computes a claim's five payments from the claim and the totals, which the caller carries on; no explanation is
 * asked of it. json-rules-engine has no arithmetic: it only finds the rules that apply, which favours it.
 */
import { ZenEngine } from '@gorules/zen-engine';
import { Engine, type RuleProperties } from 'json-rules-engine';
import type { BenefitCase } from '../../src/benefits/index.ts';

/** A person's year so far, as the caller of Zen keeps it. */
export interface ZenTotals {
  readonly admissions: number;
  readonly poolPaid: number;
  readonly outpatientPaid: number;
  readonly criticalCost: number;
  readonly criticalPaid: number;
  readonly civilCost: number;
  readonly aidCost: number;
  readonly aidPaid: number;
}

export const NO_TOTALS: ZenTotals = {
  admissions: 0,
  poolPaid: 0,
  outpatientPaid: 0,
  criticalCost: 0,
  criticalPaid: 0,
  civilCost: 0,
  aidCost: 0,
  aidPaid: 0,
};

export interface ZenPayments {
  readonly pool: number;
  readonly outpatient: number;
  readonly critical: number;
  readonly civil: number;
  readonly aid: number;
  readonly person: number;
  readonly totals: ZenTotals;
}

type Values = Readonly<Record<string, string | number>>;

/** A decision table: rows of conditions and results, the first that holds decides. */
function tableNode(id: string, inputs: readonly string[], outputs: readonly string[], rows: readonly Values[]) {
  const column = (field: string) => ({ id: field, name: field, field });
  return {
    id,
    name: id,
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'first',
      inputs: inputs.map(column),
      outputs: outputs.map(column),
      passThrough: true,
      rules: rows.map((row, index) => ({
        _id: `${id}-${index}`,
        ...Object.fromEntries([...inputs, ...outputs].map((name) => [name, String(row[name] ?? '')])),
      })),
    },
  };
}

const POOL_ROWS: readonly Values[] = (
  [
    ['one', 40_000, 9000, 9200, 9500, 7000],
    ['two', 80_000, 8500, 8800, 9200, 6000],
    ['three', 160_000, 8000, 8500, 9000, 5000],
  ] as const
).flatMap(([grade, threshold, first, second, third, outpatientRate]): Values[] => {
  const base = { grade: `"${grade}"`, first: 0, second: 0, third: 0, threshold: 0, outpatientRate: 0 };
  const rates = { first, second, third };
  return [
    { ...base, ...rates, care: '"inpatient"', admissions: '0', threshold },
    { ...base, ...rates, care: '"inpatient"', admissions: '> 0', threshold: threshold / 2 },
    { ...base, care: '"outpatient"', outpatientRate },
  ];
});

const POOR = { threshold: 750_000, rate: 6500, criticalLimit: 9_000_000_000 };
const IDENTITY_ROWS: readonly Values[] = [
  { identity: '"2304"', ...POOR, aidThreshold: 0, aidRate: 10_000, aidLimit: 5_000_000 },
  { identity: '"2303"', ...POOR, aidThreshold: 150_000, aidRate: 7000, aidLimit: 1_000_000 },
  { identity: '"2302"', ...POOR, aidThreshold: 300_000, aidRate: 6000, aidLimit: 800_000 },
  { threshold: 1_500_000, rate: 6000, criticalLimit: 6_000_000, aidThreshold: 0, aidRate: 0, aidLimit: 0 },
].map(({ threshold, rate, ...row }) => ({ ...row, criticalThreshold: threshold, criticalRate: rate }));

const rated = (cost: string, rate: string) => `floor((${cost} * ${rate} + 5000) / 10000)`;
const between = (cost: string, lower: string, upper: string) => `max([min([${cost}, ${upper}]) - ${lower}, 0])`;
const above = (cost: string, lower: string) => `max([${cost} - ${lower}, 0])`;

function criticalOf(cost: string): string {
  return [
    rated(between(cost, 'criticalThreshold', '5000000'), 'criticalRate'),
    rated(between(cost, '5000000', '10000000'), '(criticalRate + 500)'),
    rated(between(cost, '10000000', '20000000'), '(criticalRate + 1000)'),
    rated(above(cost, '20000000'), '(criticalRate + 1500)'),
  ].join(' + ');
}

const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['cost', above('inScope', 'threshold')],
  [
    'pool',
    `care == "inpatient" ? min([15000000 - poolPaid, ${rated('min([$.cost, 2000000])', 'first')} + ${rated(
      between('$.cost', '2000000', '6000000'),
      'second',
    )} + ${rated(above('$.cost', '6000000'), 'third')}]) : 0`,
  ],
  ['outpatient', `min([250000 - outpatientPaid, ${rated('inScope', 'outpatientRate')}])`],
  ['rest', 'inScope - $.pool - $.outpatient'],
  ['criticalAfter', 'criticalCost + $.rest'],
  ['criticalDue', `(${criticalOf('$.criticalAfter')}) - (${criticalOf('criticalCost')})`],
  ['critical', 'min([$.criticalDue, criticalLimit - criticalPaid])'],
  ['civilBase', 'civilServant ? $.rest - $.critical : 0'],
  [
    'civil',
    `${rated(above('(civilCost + $.civilBase)', '100000'), '6000')} - ${rated(above('civilCost', '100000'), '6000')}`,
  ],
  ['aidBase', 'aidRate > 0 ? $.rest - $.critical - $.civil : 0'],
  [
    'aid',
    `min([aidLimit - aidPaid, ${rated(above('(aidCost + $.aidBase)', 'aidThreshold'), 'aidRate')} - ${rated(above('aidCost', 'aidThreshold'), 'aidRate')}])`,
  ],
  ['person', 'total - $.pool - $.outpatient - $.critical - $.civil - $.aid'],
];

function decisionModel() {
  const poolOutputs = ['threshold', 'first', 'second', 'third', 'outpatientRate'];
  const identityOutputs = ['criticalThreshold', 'criticalRate', 'criticalLimit', 'aidThreshold', 'aidRate', 'aidLimit'];
  const nodes = [
    { id: 'in', name: 'in', type: 'inputNode' },
    tableNode('pool', ['care', 'grade', 'admissions'], poolOutputs, POOL_ROWS),
    tableNode('identity', ['identity'], identityOutputs, IDENTITY_ROWS),
    {
      id: 'work',
      name: 'work',
      type: 'expressionNode',
      content: { expressions: EXPRESSIONS.map(([key, value]) => ({ id: key, key, value })) },
    },
    { id: 'out', name: 'out', type: 'outputNode' },
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `edge-${id}`,
    type: 'edge',
    sourceId: nodes[index]?.id ?? '',
    targetId: id,
  }));
  return { nodes, edges };
}

export type ZenEvaluator = (benefitCase: BenefitCase, totals: ZenTotals) => Promise<ZenPayments>;

export function openZen(): { readonly evaluate: ZenEvaluator; readonly close: () => void } {
  const engine = new ZenEngine();
  const decision = engine.createDecision(decisionModel());
  return {
    evaluate: async ({ care, grade, person, charges }, totals) => {
      const { civilServant } = person;
      const { inScope, total } = charges;
      const identity = highest(person.identities);
      const input = { ...totals, care, grade, identity, civilServant, inScope, total };
      const { result } = await decision.evaluate(input);
      const { pool, outpatient, critical, civil, aid, civilBase, aidBase, criticalAfter } = result;
      return {
        pool,
        outpatient,
        critical,
        civil,
        aid,
        person: result.person,
        totals: {
          admissions: totals.admissions + (care === 'inpatient' ? 1 : 0),
          poolPaid: totals.poolPaid + pool,
          outpatientPaid: totals.outpatientPaid + outpatient,
          criticalCost: criticalAfter,
          criticalPaid: totals.criticalPaid + critical,
          civilCost: totals.civilCost + civilBase,
          aidCost: totals.aidCost + aidBase,
          aidPaid: totals.aidPaid + aid,
        },
      };
    },
    close: () => engine.dispose(),
  };
}

/** The identity that counts: 2304 before 2303 before 2302. */
function highest(identities: readonly string[]): string {
  return ['2304', '2303', '2302'].find((code) => identities.includes(code)) ?? '';
}

/** One rule for each row of the policy; the events that fire are the rows that apply. */
export function openJsonRules(): (benefitCase: BenefitCase, admissions: number) => Promise<number> {
  const equal = (fact: string, value: string | boolean) => ({ fact, operator: 'equal', value });
  const rows: RuleProperties[] = ['one', 'two', 'three'].flatMap((grade) => {
    const care = (kind: string) => [equal('care', kind), equal('grade', grade)];
    return [
      [...care('inpatient'), { fact: 'admissions', operator: 'equal', value: 0 }],
      [...care('inpatient'), { fact: 'admissions', operator: 'greaterThan', value: 0 }],
      care('outpatient'),
    ].map((all, index) => ({ conditions: { all }, event: { type: `${grade}-${index}` } }));
  });
  const identities: RuleProperties[] = ['', '2302', '2303', '2304'].map((identity) => ({
    conditions: { all: [equal('identity', identity)] },
    event: { type: `identity-${identity}` },
  }));
  const civil = { conditions: { all: [equal('civilServant', true)] }, event: { type: 'civilServant' } };
  const engine = new Engine([...rows, ...identities, civil]);
  return async ({ care, grade, person }, admissions) => {
    const identity = highest(person.identities);
    const { civilServant } = person;
    const { events } = await engine.run({ care, grade, admissions, identity, civilServant });
    return events.length;
  };
}
